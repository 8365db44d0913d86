"""Phrases: each notation of ``phrases.csv`` finds what it stands for, and no list is left without use."""

from __future__ import annotations

import re

import pytest

from extract.csvtables import load_table
from extract.meaning.known import KNOWN_WORD
from extract.meaning.terms import Term
from extract.municipalities import MUNICIPALITIES
from extract.phrases import Phrase, compile_form, compile_words, join_phrases
from tests.conftest import ROOT

LINES = load_table("extract.data", "phrases.csv", Phrase)


@pytest.mark.parametrize(
    ("form", "found", "missed"),
    [
        ("riket", "i riket 54", "kungariket"),
        ("*riket", "kungariket", "rikets"),
        ("medel*", "medelvärde", "omedelbart"),
        ("år sedan", "för fyra år\nsedan", "år, sedan"),
        ("alla … kommuner", "alla de utvärderade kommuner", "alla som bor i dessa åtta kommuner"),
        ("mål(et|en|)", "målen", "målgrupp"),
        ("%", "54%", "54"),
    ],
)
def test_a_form_finds_what_it_stands_for(form: str, found: str, missed: str) -> None:
    pattern = re.compile(compile_form(form), re.IGNORECASE)
    assert pattern.search(found)
    assert not pattern.search(missed)


def test_words_are_matched_whole() -> None:
    words = compile_words("heading")
    assert words.fullmatch("Poäng")
    assert not words.fullmatch("Poängplacering")


def test_a_list_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(KeyError):
        join_phrases("no such list")


def test_each_list_is_used_and_has_no_form_twice() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "extract").rglob("*.py"))
    names = {line.says for line in LINES}
    assert {name for name in names if f'"{name}"' not in code and f"'{name}'" not in code} == set()
    assert len(set(LINES)) == len(LINES)


def test_no_word_that_gives_numbers_to_others_counts_as_known() -> None:
    superlatives = {"högsta", "högst"}  # of the scale: *högst 100*
    terms = [
        term.form.replace("*", "")
        for term in load_table("extract.data", "terms.csv", Term)
        if (term.dimension in ("whose", "when") and term.value not in ("own", "got", "this"))
        or term.value in ("change", "difference", "rank", "remaining", "weight", "percent")
    ]
    assert {form for form in terms if " " not in form and KNOWN_WORD.fullmatch(form)} == superlatives


def test_no_municipality_is_named_by_known_words() -> None:
    names = {place.name for place in MUNICIPALITIES.values()}
    of_known = {
        name for name in names if all(KNOWN_WORD.fullmatch(word.rstrip("s")) for word in name.split())
    }
    assert of_known == set()
