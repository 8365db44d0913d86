"""Check numbers before they are published: by a second parser, for annotations over them, and as drawn."""
