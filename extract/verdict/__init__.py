"""What the report says elsewhere against points that are proved.

``contradictions`` finds other copies of them, ``chapters`` words against those that only the chapters prove,
and ``remarks`` everything else: notes, definitions, withdrawals, another scope or title.
"""
