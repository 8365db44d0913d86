"""Transcripts: the text of a report as a viewer's web page repeats it, page after page, without layout.

In the order of the way: ``text`` (the page's blocks to the report's pages), ``labels`` (where areas are named
and which numbers stand right after), ``scores`` (eight areas that arithmetic or two places prove).
"""
