"""Sentences of many writers that take the printed points of a report back, and others that resemble them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.verdict.remarks import find_remark
from tests.test_remarks import IDENTITY, make_page, make_scores

FOLDER = Path(__file__).parent
SCORES = [replace(each, reading=replace(each.reading, words="Poäng")) for each in make_scores()]


def list_sentences(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", list_sentences("sentences_that_withdraw.txt"))
def test_what_takes_points_back_holds_them(sentence: str) -> None:
    assert find_remark([make_page(sentence)], SCORES, identity=IDENTITY) is not None


@pytest.mark.parametrize("sentence", list_sentences("sentences_that_do_not.txt"))
def test_what_only_resembles_it_holds_nothing(sentence: str) -> None:
    assert find_remark([make_page(sentence)], SCORES, identity=IDENTITY) is None
