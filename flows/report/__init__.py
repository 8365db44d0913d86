"""Reports for people: the morning report, the terminal, notifications, the status of the warehouse."""
