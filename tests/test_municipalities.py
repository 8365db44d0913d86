"""The one table of municipalities."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.municipalities import MUNICIPALITIES, find_code, list_namesakes

SWEDISH = [municipality for municipality in MUNICIPALITIES.values() if municipality.country == "SE"]
NORWEGIAN = [municipality for municipality in MUNICIPALITIES.values() if municipality.country == "NO"]


def test_sweden_has_290_municipalities_in_21_counties() -> None:
    assert len(SWEDISH) == 290
    assert len({municipality.name for municipality in SWEDISH}) == 290
    assert len({municipality.county for municipality in SWEDISH}) == 21
    for municipality in SWEDISH:
        assert len(municipality.code) == 4
        assert municipality.code.startswith(municipality.county_code)


def test_swedish_facts_are_those_of_the_reference(shared_reports: Path) -> None:
    reference = shared_reports.parent / "reference" / "municipalities.csv"
    with reference.open(encoding="utf-8") as file:
        facts = {tuple(row.values()) for row in csv.DictReader(file)}
    ours = {(one.code, one.name, one.county_code, one.county) for one in SWEDISH}
    assert ours == facts


def test_spellings_hold_the_name_and_its_genitive() -> None:
    for municipality in MUNICIPALITIES.values():
        assert municipality.name in municipality.spellings
        assert any(spelling[-1] in "sxz" for spelling in municipality.spellings), municipality
    assert "Region Gotland" in MUNICIPALITIES["0980"].spellings
    assert MUNICIPALITIES["1490"].spellings == ("Borås",)


def test_no_two_municipalities_of_a_country_share_a_spelling_but_herøy() -> None:
    for municipalities in (SWEDISH, NORWEGIAN):
        owner: dict[str, str] = {}
        for municipality in municipalities:
            for spelling in municipality.spellings:
                assert owner.setdefault(spelling, municipality.name) == municipality.name


@pytest.mark.parametrize("year", range(2002, 2027))
def test_a_norwegian_name_has_at_most_one_code_in_a_year(year: int) -> None:
    for municipality in NORWEGIAN:
        assert municipality.code.startswith("NO-")
        assert len(municipality.code) == 7
        valid = [one for one in list_namesakes(municipality.name, "NO") if one.is_valid_in(year)]
        assert len(valid) <= 1 or municipality.name == "Herøy"


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("Lillehammer", 2011, "NO-0501"),
        ("Lillehammer", 2021, "NO-3405"),
        ("Kristiansund", 2016, "NO-1505"),
        ("Ulstein", 2019, "NO-1516"),
        ("Bærum", 2022, "NO-3024"),
        ("Bærum", 2024, "NO-3201"),
        ("Røros", 2017, "NO-1640"),
        ("Røros", 2021, "NO-5025"),
        ("Mandal", 2021, None),
        ("Herøy", 2013, None),
        ("Lillehammer", None, None),
    ],
)
def test_the_round_decides_the_code(name: str, year: int | None, code: str | None) -> None:
    found = find_code(name, "NO", year)
    assert (found.code if found else None) == code
