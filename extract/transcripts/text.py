"""The pages of a report in a viewer's web page, and whether digits are missing from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.htmltext import Content, Text

MARK = re.compile(r"^\W*(?:transkript(?:ion)?|transcript(?:ion)?|full ?text|fulltext)\W*$", re.IGNORECASE)
END = re.compile(r"^\W*(?:relaterade|liknande|related|similar|lignende|beslektede)\b", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"^\(?(\d{1,3})\)?[.:]?\s+(?=\S)")
LEAST_PAGES = 4
LEAST_LETTERS = 3_000
MANY_DIGITS = 150
FEW_DIGITS = 50


def list_pages(content: Content) -> list[str]:
    """List the report's pages in a viewer's page, each as one text; empty when there is no transcript.

    A transcript has a heading that says so, or is long and numbers its pages from one.
    """
    texts = [block.text for block in content.blocks if isinstance(block, Text)]
    start = next((at + 1 for at, text in enumerate(texts) if MARK.match(text)), 0)
    marked = start > 0
    end = next(
        (at for at in range(start, len(texts)) if END.match(texts[at]) and len(texts[at]) < 60), len(texts)
    )
    pages: list[list[str]] = []
    for text in texts[start:end]:
        found = PAGE_NUMBER.match(text)
        if found and int(found[1]) == len(pages) + 1:
            pages.append([text[found.end() :]])
        elif pages:
            pages[-1].append(text)
        elif marked:
            pages.append([text])
    joined = [" ".join(parts) for parts in pages]
    letters = sum(map(len, joined))
    if not marked and (len(joined) < LEAST_PAGES or letters < LEAST_LETTERS):
        return []
    return joined


def drops_digits(pages: Sequence[str]) -> bool:
    """Whether digits are missing from a transcript: it has very few, or many but none of one of the ten."""
    counts = Counter(letter for page in pages for letter in page if letter.isascii() and letter.isdigit())
    total = sum(counts.values())
    return total < FEW_DIGITS or (total >= MANY_DIGITS and len(counts) < 10)
