"""Where reports are: municipal sites, associations' pages and web archives, searched and not listed.

Nothing here reads a report; what a candidate is, its bytes decide (``extract.document``).
"""
