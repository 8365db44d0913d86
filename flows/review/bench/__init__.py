"""The review bench: a web application on loopback in which a person settles quarantined documents.

It declares the same lines as ``review accept``, with the same functions, and writes nothing else.
"""
