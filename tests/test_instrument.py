"""The closed table of editions and areas, and what a printed label names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.instrument import (
    AREA_NUMBERS,
    AREAS,
    EDITIONS,
    MAIN_AREAS,
    MAX_SCORE,
    MAX_TOTAL,
    SPELLINGS,
    Spelling,
    find_areas,
    normalise_label,
    suggest_area,
)


def name_areas(label: str) -> set[tuple[int, int]]:
    return {(area.edition, area.area_no) for area in find_areas(label)}


def test_every_edition_has_eight_areas_of_a_hundred_points() -> None:
    assert sorted(EDITIONS) == [2002, 2010, 2016, 2020]
    for edition in EDITIONS:
        areas = [AREAS[edition, area_no] for area_no in AREA_NUMBERS]
        assert sum(area.max_score for area in areas) == MAX_TOTAL == 8 * MAX_SCORE
        assert len({area.name for area in areas}) == len({area.name_en for area in areas}) == 8
    assert len(AREAS) == 32


def test_only_the_edition_of_2020_pairs_its_areas() -> None:
    pairs = {main_area: [] for main_area in MAIN_AREAS}
    for area in AREAS.values():
        assert (area.main_area is not None) == (area.edition == 2020)
        if area.main_area:
            pairs[area.main_area].append(area.area_no)
    assert list(pairs.values()) == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_every_spelling_has_a_source_and_names_its_own_area_in_every_edition() -> None:
    for spelling in SPELLINGS:
        assert spelling.source.strip(), spelling
        assert spelling.language in ("sv", "nb", "nn")
        assert (spelling.edition, spelling.area_no) in name_areas(spelling.spelling)
        assert {area_no for _, area_no in name_areas(spelling.spelling)} == {spelling.area_no}


def test_standard_names_are_spellings_too() -> None:
    for (edition, area_no), area in AREAS.items():
        assert (edition, area_no) in name_areas(area.name)


@pytest.mark.parametrize(
    ("edition", "year", "covered"),
    [
        (2002, 2001, False),
        (2002, 2010, True),
        (2002, 2011, False),
        (2010, 2009, False),
        (2010, 2016, True),
        (2016, 2015, False),
        (2016, 2020, False),
        (2020, 2026, True),
    ],
)
def test_editions_cover_their_years(edition: int, year: int, covered: bool) -> None:
    assert EDITIONS[edition].covers(year) is covered


@pytest.mark.parametrize(
    ("label", "editions", "area_no"),
    [
        ("Område 1 Offentlighet och demokrati 49 poäng...... 6", {2010, 2016, 2020}, 1),
        ("OFFENTLIGHET OCH DEMOKRATI", {2010, 2016, 2020}, 1),
        ("O f f e n t l i g h e t  och demokratisk kontroll", {2002}, 1),
        ("3. Politisk styr­ning och kontroll", {2010, 2016}, 3),
        ("4: Ledarskap, ansvar och dele-\ngation", {2010, 2016}, 4),
        ("Kommunen som arbetsgivare -\npersonal-\npolitik", {2010, 2016}, 6),
        ("Kommunen som arbetsgivare – personalpolitik (61)", {2010, 2016}, 6),
        ("Område 8. Chef- och ledarskap samt medarbetarskap ............ 18", {2020}, 8),
        ("• 4. Effektivitet 61 av 100", {2020}, 4),
        ("Styrning och kontroll Poäng Max", {2020}, 3),
        ("Fokusområde 2: Tilgjengelighet, innbygger- og brukerorientering 44 poeng", {2010, 2016}, 2),
        ("Tilgjengelegheit, innbyggar- og brukarorientering", {2010, 2016}, 2),
        ("7 Verksamhetsutveckling 55,5", {2002, 2010}, 7),
        ("Verksamhetsutveckling Område 7", {2002, 2010}, 7),
        ("Ständiga förbättringar", {2016}, 7),
        ("Förnyelsepolitik", {2002}, 7),
        ("Klarhet i samspelet mellan politik och administration", {2002}, 3),
    ],
)
def test_labels_are_known_however_they_are_printed(label: str, editions: set[int], area_no: int) -> None:
    assert name_areas(label) == {(edition, area_no) for edition in editions}


@pytest.mark.parametrize(
    "label",
    [
        "",
        "7.2 Ständiga förbättringar",
        "Summering av Effektivitet",
        "Resultat",
        "Strategi för demokratiutveckling och information",
        "Offentlighet och demokrati Tillgänglighet och brukarorientering",
        "Område 3",
        "Ständig förbättring",
    ],
)
def test_other_labels_name_no_area(label: str) -> None:
    assert find_areas(label) == ()


@given(
    spelling=st.sampled_from(SPELLINGS),
    breaks=st.lists(st.integers(1, 60), max_size=4),
    decompose=st.booleans(),
    lead=st.sampled_from(["", "{}. ", "Område {} ", "OMRÅDE {}: ", "Fokusområde {} ", "{} "]),
    tail=st.sampled_from(["", " ..... 12", " 49", " 49,5 poäng", "  61 54 55 ", " (63)"]),
)
def test_hyphenation_and_numbers_never_hide_a_label(
    spelling: Spelling, breaks: list[int], decompose: bool, lead: str, tail: str
) -> None:
    text = spelling.spelling
    for place in sorted(breaks, reverse=True):
        if 0 < place < len(text) and text[place - 1].isalpha() and text[place].isalpha():
            text = f"{text[:place]}-\n{text[place:]}"
    printed = lead.format(spelling.area_no) + text + tail
    if decompose:
        printed = unicodedata.normalize("NFD", printed)
    assert (spelling.edition, spelling.area_no) in name_areas(printed)


@given(st.text(max_size=60))
def test_a_normalised_label_is_letters_and_digits(text: str) -> None:
    assert all(letter.isalnum() for letter in normalise_label(text))


def test_an_unknown_spelling_is_suggested_only_where_one_area_resembles_it() -> None:
    suggested = suggest_area("Område 7 Ständig förbättring", edition=2016)
    assert suggested is not None
    assert (suggested.edition, suggested.area_no) == (2016, 7)
    assert suggest_area("Kommunens ekonomi") is None
    assert suggest_area("Ständiga förbättringar") is None, "a known label needs no suggestion"
    assert suggest_area("Ständig förbättring", area_no=3) is None
