"""Looking for reports on the open web, and judging what was found."""
