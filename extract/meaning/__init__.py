"""The meaning of words beside numbers: whose they are, of when, and of what quantity and scope."""
