"""Judge what each series and total is, and whose, by the words at it."""
