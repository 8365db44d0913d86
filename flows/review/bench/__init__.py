"""The review bench: held documents settled in a browser, on this machine alone.

It writes what ``review accept`` writes, by the same functions, and nothing else.
"""
