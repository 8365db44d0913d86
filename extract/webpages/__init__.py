"""Web pages that tell of scores: their own text, the page printed to PDF, and the figures told on it.

In the order of the way: ``extract.htmltext`` (bytes to the page's own text), ``shaping`` (areas and numbers
set as reports print them), ``printing`` (text to a plain PDF, so
that every figure has a page and a box), ``subject`` (whose page, which round), ``figures`` (what is told).
"""
