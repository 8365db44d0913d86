"""Reading many documents: the cache of readings, and the processes that read what is not in it."""
