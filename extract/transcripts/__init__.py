"""Transcripts: the text of a report, page by page and without layout, on the web page of a document viewer.

A transcript passes through ``text`` (the page's blocks to the report's pages), ``labels`` (names of areas and
the numbers right after them), ``scores`` (eight scores proved by arithmetic or by two places), and
``report``.
"""
