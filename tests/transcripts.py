"""Viewer pages that carry the text of a report without its layout, made from sample reports."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from html import escape

from extract.page.textpass import PageText

LEADERS = re.compile(r"(?:\s?\.){4,}\s?|…+\s?")
LONE_NUMBER = re.compile(r"(?<![\S])\d{2,}(?=\s*$)", re.MULTILINE)


def transcribe(texts: Sequence[PageText], title: str, *, drop: float = 0.0, seed: int = 1) -> bytes:
    """The viewer page of a report: every page's lines joined, leaders as three dots, in reading order.

    ``drop`` is the share of the numbers at the ends of lines that get lost, as on pages of real viewers.
    """
    chance = random.Random(seed)
    pages = [_join(page.text, drop, chance) for page in texts]
    return write_viewer(title, pages)


def write_viewer(title: str, pages: Sequence[str]) -> bytes:
    """A page of a viewer with a transcript: title, furniture, numbered pages, related documents."""
    text = "".join(
        f"<p><strong>{number}</strong> {escape(page)}</p>" for number, page in enumerate(pages, start=1)
    )
    head = f"<meta charset='utf-8'><title>{escape(title)} - PDF Gratis nedladdning</title>"
    lead = "<p>Storlek: px</p><p>Starta visningen från sidan:</p>"
    others = "<li>KOMMUNKOMPASSEN ANALYS AV HALMSTAD KOMMUN 2002</li><li>RAPPORT Lerum kommun</li>"
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Logga in</a></nav>"
        f"<h1>{escape(title)}</h1>{lead}<h2>Transkript</h2>{text}"
        f"<h2>Relaterade dokument</h2><ul>{others}</ul></body></html>"
    ).encode()


def _join(text: str, drop: float, chance: random.Random) -> str:
    kept = LONE_NUMBER.sub(lambda found: "" if chance.random() < drop else found[0], text)
    return LEADERS.sub("... ", " ".join(kept.split()))
