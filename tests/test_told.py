"""Words beside points and totals that make them no result of this round, in sentences and in headings."""

from __future__ import annotations

import pytest

from extract.meaning.terms import understand
from extract.page.words import place_lines
from extract.records import Identity, ReadingKind
from extract.series.sheet import make_sheets
from extract.verdict.owner import Claim, judge_heading
from extract.verdict.totals import find_totals

IDENTITY = Identity(country="SE", municipality="Oskarshamn", round=2011, edition=2010)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kommunen har ökat från 354 poäng.", ReadingKind.UNKNOWN),
        ("Kommunen fick inte 354 poäng.", ReadingKind.UNKNOWN),
        ("Kommunen fick ytterligare 154 poäng.", ReadingKind.UNKNOWN),
        ("Kommunen fick sammanlagt 354 poäng.", ReadingKind.TOTAL),
    ],
)
def test_a_total_that_is_denied_or_a_change_is_none(sentence: str, kind: ReadingKind) -> None:
    sheets = make_sheets([place_lines(["Sammanfattning", "", sentence])])
    assert [total.kind for total in find_totals(sheets, IDENTITY)] == [kind]


@pytest.mark.parametrize(
    "heading", ["Kommunens poäng innan", "Poäng innan", "Poäng till 100", "Kommunen ger", "Kommunens del"]
)
def test_words_of_sentences_do_not_make_a_heading_own(heading: str) -> None:
    assert judge_heading(heading, IDENTITY).claim < Claim.POINTS


def test_before_is_an_earlier_time() -> None:
    assert "earlier" in understand("Kommunens poäng innan", IDENTITY).when
