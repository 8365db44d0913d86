"""The review of quarantined documents: finding them, showing them, and declaring what a person decided."""
