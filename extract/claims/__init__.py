"""Each series and total with what it is and whose, by the words at it."""
