"""Chapters as the list of contents tells them: which heading stands on which page.

A heading on a page may be hidden, as in a template that was switched off; the list then still tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.identity.layout import CONTENTS_MARKS
from extract.page.textpass import PageText

ENTRY = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<title>\D.*?)[\s.\u2026_]+(?P<page>\d{1,3})$")
FIRST_PAGES = 8  # of a report, among which its list of contents stands


def find_chapters(pages: Sequence[PageText]) -> dict[int, str]:
    """The last heading that the list of contents tells to stand on each page, by the page's 1-based number.

    Only pages that print the number told are among them.
    """
    chapters: dict[int, str] = {}
    for page in pages[:FIRST_PAGES]:
        lines = [line.strip() for line in page.text.splitlines()]
        if not any(line.casefold().strip(" :.") in CONTENTS_MARKS for line in lines):
            continue
        for entry in filter(None, map(ENTRY.match, lines)):
            chapters |= {
                each.number: entry["title"]
                for each in pages
                if each.number > page.number and _prints_number(each, entry["page"])
            }
    return chapters


def _prints_number(page: PageText, number: str) -> bool:
    """Whether a page's first or last line begins or ends with a number: its running head or foot."""
    lines = [line.split() for line in page.text.splitlines() if line.strip()]
    return any(number in (line[0], line[-1]) for line in (lines[:1] + lines[-1:]))
