"""What the report says against the points that are proved."""
