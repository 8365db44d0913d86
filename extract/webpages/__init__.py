"""Reading figures that web pages tell.

A page passes through ``extract.htmltext`` (bytes to the page's own text), ``shaping`` (areas and numbers in
the arrangements of reports), ``printing`` (text to a plain PDF, so that every figure has a page and a box),
``subject`` (whose page it is, and which round), and ``figures`` (the figures that can be proved).
"""
