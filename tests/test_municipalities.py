"""The one table of municipalities."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.municipalities import MUNICIPALITIES, find_code, find_latest, list_namesakes

SWEDISH = [municipality for municipality in MUNICIPALITIES.values() if municipality.country == "SE"]
NORWEGIAN = [municipality for municipality in MUNICIPALITIES.values() if municipality.country == "NO"]


NAMESAKES = {"Herøy", "Våler", "Nes", "Os", "Bø", "Sande"}  # two municipalities at a time


def test_norwegian_facts_are_those_of_the_reference(shared_reports: Path) -> None:
    reference = shared_reports.parent / "reference" / "municipalities-no.csv"
    with reference.open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    assert len(NORWEGIAN) == len(facts) == 849
    for row in facts:
        ours = MUNICIPALITIES[f"NO-{row['code']}"]
        assert (ours.name, ours.county) == (row["name"], row["county"])
        assert ours.valid_from == (int(row["valid_from"][:4]) if row["valid_from"] else None)
        assert ours.valid_to == (int(row["valid_to"][:4]) - 1 if row["valid_to"] else None)
        assert [code[3:] for code in ours.successors] == [c for c in row["successor_codes"].split("|") if c]


@pytest.mark.parametrize(
    ("code", "latest"),
    [
        ("NO-0501", "NO-3405"),  # Lillehammer, another county
        ("NO-1640", "NO-5025"),  # Røros
        ("NO-1029", "NO-4205"),  # Lindesnes, grown by two others
        ("NO-1002", "NO-1002"),  # Mandal, which went into Lindesnes
        ("NO-1507", "NO-1507"),  # Ålesund, parted in two
        ("NO-1505", "NO-1505"),  # Kristiansund, never changed
        ("1917", "0331"),  # Heby
        ("0380", "0380"),  # Uppsala, which Knivsta left
    ],
)
def test_a_municipality_goes_on_under_its_one_successor(code: str, latest: str) -> None:
    assert find_latest(code) == latest


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [("Heby", 2006, "1917"), ("Heby", 2007, "0331"), ("Knivsta", 2002, None), ("Knivsta", 2003, "0330")],
)
def test_swedish_codes_change_with_the_years(name: str, year: int, code: str | None) -> None:
    found = find_code(name, "SE", year)
    assert (found.code if found else None) == code


def test_namesakes_are_listed_from_the_oldest_code_on() -> None:
    assert [place.code for place in list_namesakes("Heby", "SE")] == ["1917", "0331"]
    assert [place.code for place in list_namesakes("Bærum", "NO")] == ["NO-0219", "NO-3024", "NO-3201"]


def test_malung_was_malung_before() -> None:
    assert "Malung" in MUNICIPALITIES["2023"].spellings


def test_sweden_has_290_municipalities_in_21_counties() -> None:
    today = [municipality for municipality in SWEDISH if municipality.valid_to is None]
    assert len(today) == 290
    assert len({municipality.name for municipality in today}) == 290
    assert len({municipality.county for municipality in today}) == 21
    for municipality in SWEDISH:
        assert len(municipality.code) == 4
        assert municipality.code.startswith(municipality.county_code)


def test_swedish_facts_are_those_of_the_reference(shared_reports: Path) -> None:
    reference = shared_reports.parent / "reference" / "municipalities.csv"
    with reference.open(encoding="utf-8") as file:
        facts = {tuple(row.values()) for row in csv.DictReader(file)}
    ours = {(one.code, one.name, one.county_code, one.county) for one in SWEDISH if one.valid_to is None}
    assert ours == facts


def test_spellings_hold_the_name_and_its_genitive() -> None:
    names = {municipality.name for municipality in MUNICIPALITIES.values()}
    for municipality in MUNICIPALITIES.values():
        assert municipality.name in municipality.spellings
        genitive = f"{municipality.name}s"
        assert genitive in municipality.spellings or genitive in names or municipality.name[-1] in "sxz"
    assert "Region Gotland" in MUNICIPALITIES["0980"].spellings
    assert MUNICIPALITIES["1490"].spellings == ("Borås",)


def test_no_two_municipalities_of_a_country_share_a_spelling() -> None:
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
        assert len(valid) <= 1 or municipality.name in NAMESAKES


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
        ("Sola", 2011, "NO-1124"),
        ("Time", 2013, "NO-1121"),
        ("Rana", 2018, "NO-1833"),
        ("Borre", 2002, None),
        ("Horten", 2002, "NO-0701"),
        ("Våler", 2012, None),
        ("Herøy", 2013, None),
        ("Lillehammer", None, None),
    ],
)
def test_the_round_decides_the_code(name: str, year: int | None, code: str | None) -> None:
    found = find_code(name, "NO", year)
    assert (found.code if found else None) == code
