"""Covers of strangers: names without the usual title, rounds that only the text tells, Norwegian reports."""

from __future__ import annotations

import pytest

from extract.identity import identify_document
from tests.invented_reports import make_norwegian_report, make_report


@pytest.mark.parametrize(
    ("cover", "code", "year"),
    [
        (
            "Kommunkompassen i Kils\nkommun 2012\nSlutredovisning av utvärderingen\nA B och C D, SKR",
            "1715",
            2012,
        ),
        (
            "Kommun\nKompassen\nANALYSAVLERUMSKOMMUN 2 0 1 3\n12–13 mars 2013. SKL, rapport 2013-05-06",
            "1441",
            2013,
        ),
        ("KommunKompassen\nLerum 2013", "1441", 2013),
        ("Lerum\n2013\nKommunkompassen", "1441", 2013),
        ("Slutrapport Kommunkompassen Lerum\n2013", "1441", 2013),
        ("Kommunkompassen\nRapport från utvärderingen\nLerums kommun\nmars 2013", "1441", 2013),
        ("K O M M U N K O M P A S S E N\nA N A L Y S  A V  L E R U M S  K O M M U N\n2 0 1 3", "1441", 2013),
    ],
)
def test_covers_without_the_usual_title(cover: str, code: str, year: int) -> None:
    name = {"1715": "Kils", "1441": "Lerums"}[code]
    pages = make_report(
        cover,
        summary=f"{name} kommun har utvecklats. {name} kommun har en vision. Nacka kommun fick 644 poäng.",
    )
    identity = identify_document(pages)
    assert (identity.municipality_code, identity.round, identity.reasons) == (code, year, ())


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("Lerums kommun utvärderades den 12–13 mars 2013 av två utvärderare.", 2013),
        ("Utvärderingen gjordes den 4–6 oktober 2016.", 2016),
        ("Besöket ägde rum i november 2012.", 2012),
        ("Nacka kommun utvärderades i mars 2011. Lerum har utvärderats i maj 2014.", 2014),
    ],
)
def test_a_round_that_only_the_text_tells(told: str, year: int) -> None:
    pages = make_report("Kommunkompassen\nAnalys av Lerums kommun", edition=2010, summary=told)
    assert (identify_document(pages).round, identify_document(pages).municipality) == (year, "Lerum")


def test_a_running_head_tells_the_round() -> None:
    pages = make_report(
        "Kommunkompassen", summary="Lerums kommun och dess nämnder.", header="KommunKompassen Lerum 2013 {}"
    )
    identity = identify_document(pages)
    assert (identity.municipality_code, identity.round) == ("1441", 2013)


@pytest.mark.parametrize(
    ("cover", "code", "year"),
    [
        ("KS-K rapport 22/2012\nKommunekompasset\nKristiansund kommune", "NO-1505", 2012),
        ("Kommunekompasset\nEvaluering av Time kommune 2013", "NO-1121", 2013),
        ("Evalueringsrapport for Sola kommune 2011\nKommunekompasset", "NO-1124", 2011),
        ("Kommunekompasset\nEvaluering av forvaltningspraksisen i Rana kommune 2018", "NO-1833", 2018),
        ("Kommunekompasset\nUlstein kommune\nEvaluering 2017", "NO-1516", 2017),
    ],
)
def test_norwegian_covers(cover: str, code: str, year: int) -> None:
    pages = make_norwegian_report(cover)
    identity = identify_document(pages)
    assert (identity.municipality_code, identity.round) == (code, year)


def test_of_two_norwegian_namesakes_the_one_whose_county_is_named_is_meant() -> None:
    cover = "Kommunekompasset\nEvaluering av Herøy kommune 2013"
    assert [reason.code for reason in identify_document(make_norwegian_report(cover)).reasons] == [
        "municipality_unclear"
    ]
    told = make_norwegian_report(f"{cover}\nMøre og Romsdal")
    assert identify_document(told).municipality_code == "NO-1515"


def test_names_in_the_place_of_known_areas_are_a_finding_with_the_names() -> None:
    names = [
        *("Samspill mellom folkevalgte og innbyggere", "Samfunnsutvikling", "Styring og kontroll"),
        *(
            "Effektivitet",
            "Brukerens fokus",
            "Kvalitetsutvikling",
            "Arbeidsliv",
            "Lederskap og medarbeiderskap",
        ),
    ]
    pages = make_norwegian_report(
        "Kommunekompasset\nEvaluering av Time kommune 2021",
        areas=[f"{no}. {name}" for no, name in enumerate(names, 1)],
    )
    identity = identify_document(pages)
    assert [reason.code for reason in identity.reasons] == ["edition_unclear"]
    (finding,) = [each for each in identity.findings if each.code == "unknown_area_label"]
    assert all(name in finding.sentence for name in names)
