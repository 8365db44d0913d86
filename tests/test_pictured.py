"""Tables of points that are pictures: each number looked at by itself, layers of recognised text doubted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from extract.document import read_document
from extract.identity.contents import find_chapters
from extract.page.shapes import GlyphShape
from extract.page.textpass import PageText
from extract.recognition.sure import are_distinct
from extract.records import Outcome
from tests.needs import needs_tesseract
from tests.shown.pictured import Look, make_pictured, make_templated, misread
from tests.shown.sheet import Facts, Kind, draw_shown_report, invent_facts
from tests.test_shown import is_as_shown

PUBLISHED: list[tuple[Kind, Facts]] = [
    (make_templated("template-helvetica", Look(dots=170)), replace(invent_facts(2), has_total=True)),
    (
        make_templated("template-bold", Look("Helvetica-Bold", 150, -0.2, 0.5)),
        replace(invent_facts(13), has_total=True),
    ),
    (
        make_pictured("misread-helvetica", Look(dots=180), mistaken=2),
        replace(invent_facts(4), has_total=False),
    ),
    (
        make_pictured("misread-times", Look("Times-Roman", 220), mistaken=6),
        replace(invent_facts(9), has_total=False),
    ),
    (
        make_pictured("misread-summed", Look("Courier", 200), mistaken=0),
        replace(invent_facts(15), has_total=True),
    ),
]


@needs_tesseract
@pytest.mark.parametrize(("kind", "facts"), PUBLISHED, ids=[kind.name for kind, _ in PUBLISHED])
def test_the_numbers_of_a_picture_are_published_as_it_shows_them(
    kind: Kind, facts: Facts, tmp_path: Path
) -> None:
    report = read_document(draw_shown_report(kind, facts, tmp_path / "report.pdf"), "0" * 64)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
    assert is_as_shown(report, facts)


def test_a_layer_is_drawn_with_one_number_misread() -> None:
    facts = invent_facts(4)
    changed = [
        at
        for at, (one, other) in enumerate(zip(facts.scores, misread(facts, 2).scores, strict=True))
        if one != other
    ]
    assert changed == [2]


def test_a_chapter_is_told_by_the_list_of_contents_where_the_page_prints_its_number() -> None:
    contents = "Innehåll\n1 Vad är Kommunkompassen? .... 2\n4 Översikt av poängfördelning 4"
    texts = [contents, "Rapport 2\nText", "Rapport\nText", "Rapport 2014 4\nText", "4\nText"]
    pages = [PageText(at, 595, 842, text, 0) for at, text in enumerate(texts, 1)]
    assert find_chapters(pages) == {
        2: "Vad är Kommunkompassen?",
        4: "Översikt av poängfördelning",
        5: "Översikt av poängfördelning",
    }
    assert not find_chapters(pages[1:])


def _shape(seed: int) -> GlyphShape:
    return np.append(np.random.default_rng(seed).normal(size=20), 0.6)


def test_one_sign_read_as_two_figures_is_unsure() -> None:
    """A 3 that is an 8 misread is drawn like the other eights, and unlike the other threes."""
    three, eight = _shape(1), _shape(2)
    assert are_distinct([("3", three), ("8", eight), ("8", eight), ("3", three)])
    assert not are_distinct([("3", eight), ("8", eight), ("8", eight), ("3", three)])
    assert not are_distinct([("3", eight), ("8", eight)])
