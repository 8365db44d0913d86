"""Reading many documents: what was read before, and the processes that read the rest."""
