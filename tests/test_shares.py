"""Shares of the highest points, which are the points of areas of which each can have 100."""

from __future__ import annotations

import pytest

from tests.test_captions import draw_columns
from tests.test_told import POINTS, SCORES
from tests.test_told_lists import publish

SHARES = tuple(f"{points:g} %" for points in POINTS)
SUM = sum(POINTS)
IN_BOTH = f"Ystads kommun får {SUM:g} poäng, det vill säga {SUM / 8:.0f} procent av det möjliga."


@pytest.mark.parametrize("first", [330, 420])
@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Andel av möjlig poäng", IN_BOTH),
        ("Procent av max", f"Ystad får sammanlagt {SUM:g} poäng."),
        ("%", f"Kommunen når {SUM:g} poäng av 800."),
        ("Kommunens poäng i procent", IN_BOTH),
    ],
)
def test_shares_that_add_up_to_the_own_total_are_points(heading: str, told: str, first: float) -> None:
    assert publish([draw_columns("Resultat", (SHARES,), heads=(heading,), told=told, first=first)]) == SCORES


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Andel av möjlig poäng", f"Ystads kommun får {SUM + 3:g} poäng."),
        ("Andel av möjlig poäng", "Arbetet bedrivs på många håll."),
        ("Andel av möjlig poäng", f"Nacka kommun får {SUM:g} poäng."),
        ("Andel nöjda invånare", IN_BOTH),
        ("Andel ja-svar", IN_BOTH),
        ("Genomsnitt i procent", IN_BOTH),
    ],
)
def test_other_shares_are_no_points(heading: str, told: str) -> None:
    assert publish([draw_columns("Resultat", (SHARES,), heads=(heading,), told=told)]) == {}
