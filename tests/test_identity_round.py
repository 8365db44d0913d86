"""The round of a report and its date: from covers, headers and titles, or left open where they contradict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.identity import identify_document
from extract.instrument import AREAS
from extract.records import Identity
from tests.invented_covers import HEADER, MIDDLE, NEW, OLD, identify, list_findings, list_reasons
from tests.invented_reports import PROSE, make_page, make_pages, make_report


@pytest.mark.parametrize(
    ("cover", "round_"),
    [
        ("KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2014\nA B, SKL\n2015-04-29", 2014),
        ("KommunKompassen\nTIBRO KOMMUN\nNOVEMBER 2015\nANALYS AV\nA B, SKL\n2016-01-14", 2015),
        ("KommunKompassen\nANALYS AV\nJANUARI 2016\nA B, SKL\n2016-02-24", 2016),
        ("KOMMUNKOMPASSEN\nANALYS AV TIBRO KOMMUN 2012", 2012),
        ("KOMMUNKOMPASSEN\nANALYS AV TIBRO KOMMUN\nSlutrapport 2012", 2012),
        ("KommunKompassen\nTIBRO KOMMUN 2012 ANALYS AV.", 2012),
        ("KommunKompassen TIBRO KOMMUN MARS 2012 ANALYS AV.", 2012),
        ("Kommunkompassen 2012\nAnalys av Tibro kommun\n2013-02-02", 2012),
        ("KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2 0 1 2", 2012),
        ("KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2015\nRAPPORT\nA B, SKL", 2015),
    ],
)
def test_the_covers_year_stands_in_for_the_visit(cover: str, round_: int) -> None:
    identity = identify(cover)
    assert (identity.round, identity.round_source, identity.visit_start) == (round_, "cover", None)
    assert identity.reasons == ()


def test_a_second_page_may_go_on_with_the_cover() -> None:
    pages = make_report("KommunKompassen\nANALYS AV\nTIBRO KOMMUN", evaluated="Tibro kommun")
    second = make_page(
        2, "Utvärderare: A B, SKL och C D, Hjo kommun\nBesök: 12-14 mars 2013\nRapport 2013-06-05"
    )
    later = [replace(page, number=page.number + 1) for page in pages[1:]]
    identity = identify_document([pages[0], second, *later])
    assert (identity.municipality, identity.round, identity.report_date) == ("Tibro", 2013, "2013-06-05")
    assert (identity.visit_start, identity.visit_end) == ("2013-03-12", "2013-03-14")


def test_a_month_above_the_title_dates_the_report() -> None:
    identity = identify("April 2003\nKOMMUNKOMPASSEN\nANALYS AV TIBRO KOMMUN 2003", edition=2002)
    assert (identity.round, identity.visit_start, identity.report_date) == (2003, None, "2003-04")


@pytest.mark.parametrize(
    ("date", "round_"), [("2020-09-07", 2020), ("2021-12-16", 2021), ("2022-02-07", None)]
)
def test_a_report_date_alone_settles_the_year_only_late_in_it(date: str, round_: int | None) -> None:
    identity = identify(NEW.format(date=date), edition=2020)
    assert identity.round == round_
    assert identity.report_date == date
    assert list_reasons(identity) == ([] if round_ else ["round_unclear"])
    assert list_findings(identity) == (["round_inferred"] if round_ else [])


@pytest.mark.parametrize(
    ("label", "round_"),
    [
        ("Poäng 2022: 66 av 100 (2019: 58)", 2022),
        ("Poeng 2022", 2022),
        ("Resultat 2022", None),
        ("Poäng 2021: 66 av 100", None),
        ("Poäng 2023: 66 av 100", None),
        ("Så var resultatet 2022 i andra kommuner.", None),
    ],
)
def test_an_early_date_settles_the_year_that_the_points_have(label: str, round_: int | None) -> None:
    identity = identify(NEW.format(date="2022-02-07"), edition=2020, summary=label)
    assert identity.round == round_


def test_dates_of_different_years_infer_nothing() -> None:
    header = HEADER.format("2021-01-07")
    identity = identify(NEW.format(date="2020-11-07"), edition=2020, header=header)
    assert list_reasons(identity) == ["round_unclear"]


def test_the_visit_rules_over_a_title_of_the_year_after() -> None:
    identity = identify(MIDDLE.format(year="2014", date="2014-02-14", visit="12-14 november 2013"))
    assert (identity.round, identity.round_source) == (2013, "visit")
    assert list_findings(identity) == ["cover_year_differs"]


@pytest.mark.parametrize(
    "cover",
    [
        MIDDLE.format(year="2014", date="2012-02-14", visit="12-14 november 2011"),
        MIDDLE.format(year="", date="2013-02-14", visit="12-14 mars 2012\n3-5 mars 2011"),
        OLD.format(date="2010-12-15", visit="2012-05-06--08"),
        OLD.format(date="2015-12-15", visit="2012-05-06--08"),
        MIDDLE.format(year="2012\n2014", date="2014-08-08", visit=""),
        MIDDLE.format(year="2014", date="2013-08-08", visit=""),
    ],
)
def test_dates_that_contradict_each_other_leave_the_round_open(cover: str) -> None:
    identity = identify(cover)
    assert identity.round is None
    assert list_reasons(identity) == ["round_unclear"]


@pytest.mark.parametrize(
    ("date", "later", "is_early"),
    [
        ("2012-02-11", "", True),
        ("Stockholm den 4 februari 2012", "", True),
        ("Datum: 4 mars 2012", "", True),
        ("Beslut 2012-02-11", "A B, SKL\n2012-07-04", False),
        ("2012-05-11", "", False),
    ],
)
def test_what_is_dated_before_the_visit_is_no_report_on_it(date: str, later: str, is_early: bool) -> None:
    identity = identify(
        f"KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n{date}\nBesök: 15-16 april 2012\n{later}".rstrip()
    )
    assert list_reasons(identity) == (["round_unclear"] if is_early else [])
    assert identity.visit_start == "2012-04-15"


def test_the_year_of_the_instrument_is_no_round_beside_later_dates() -> None:
    cover = "Kommunkompassen 2010\nAnalys av Tibro kommun"
    assert identify(cover).round == 2010
    assert list_reasons(identify(cover, header=HEADER.format("2013-05-05"))) == ["round_unclear"]
    assert list_reasons(identify(f"{cover}\n2013-05-05")) == ["round_unclear"]


def test_a_visit_told_otherwise_in_the_text_leaves_the_round_open() -> None:
    summary = "Vårt besök genomfördes den 4-6 mars 2014."
    identity = identify(MIDDLE.format(year="", date="", visit="19-21 september 2012"), summary=summary)
    assert list_reasons(identity) == ["round_unclear"]
    assert "2014" in identity.reasons[0].sentence


@pytest.mark.parametrize("stale", ["2005-06-16", "2012-03-01", "2016-10-02"])
def test_a_stale_header_is_neither_round_nor_report_date(stale: str) -> None:
    identity = identify(
        MIDDLE.format(year="2012", date="", visit="15 17 maj 2012"), header=HEADER.format(stale)
    )
    assert (identity.round, identity.report_date) == (2012, None)
    assert identity.reasons == ()
    assert list_findings(identity) == ["stale_date"]


@pytest.mark.parametrize(
    ("cover_date", "header_date", "report_date"),
    [
        ("2013-02-02", "2013-02-07", "2013-02-02"),
        ("", "2013-02-07", "2013-02-07"),
        ("", "130207", "2013-02-07"),
        ("", "OMNPJMOJMT", "2013-02-07"),
        ("2013-02-02", "", "2013-02-02"),
        ("", "", None),
    ],
)
def test_the_covers_date_goes_before_the_headers(
    cover_date: str, header_date: str, report_date: str | None
) -> None:
    header = HEADER.format(header_date) if header_date else ""
    identity = identify(
        MIDDLE.format(year="2012", date=cover_date, visit="20-21 november 2012"), header=header
    )
    assert (identity.round, identity.report_date) == (2012, report_date)
    assert identity.findings == ()


@pytest.mark.parametrize(
    "lines",
    [
        "Rapport 2012-07-04, besök 15-16 april 2012",
        "Besök 15-16 april 2012, rapport daterad 2012-07-04",
        "2012-07-04 15-16 april 2012",
        "15-16 april 2012\nStockholm den 4 juli 2012",
        "Datum: 4 juli 2012\nUtvärderingsbesök: 2012-04-15--16",
        "Besök genomfördes den\n15 och 16 april 2012\nDatum\n2012-07-04",
        "Rapporten daterad\n2012-07-04\nBesök\n15–16 april 2012",
    ],
)
def test_visit_and_report_date_are_told_apart_by_the_words_before_them(lines: str) -> None:
    identity = identify(f"KommunKompassen\nANALYS AV\nTIBRO KOMMUN\nA B, SKL\n{lines}")
    assert (identity.visit_start, identity.visit_end) == ("2012-04-15", "2012-04-16")
    assert (identity.round, identity.report_date) == (2012, "2012-07-04")


@pytest.mark.parametrize("line", ["Stockholm, juni 2013", "Stockholm juni 2013", "Rapport juni 2013"])
def test_the_publishers_place_and_month_date_the_report(line: str) -> None:
    identity = identify(f"KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012\n{line}")
    assert (identity.round, identity.visit_start, identity.report_date) == (2012, None, "2013-06")


@pytest.mark.parametrize(
    ("cover", "header", "draft"),
    [
        ("UTKAST\nKommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012", "", True),
        ("KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012\nPreliminär rapport", "", True),
        (
            "KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012",
            "Sveriges Kommuner Utkast 2012-11-19 {} (21)",
            True,
        ),
        ("KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012", "UTKAST", True),
        ("KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012", "Sveriges Kommuner 2012-11-19 {} (21)", False),
        (
            "KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012\nVi har\nläst ett utkast för att rätta sakfel.",
            "",
            False,
        ),
    ],
)
def test_drafts_call_themselves_so(cover: str, header: str, draft: bool) -> None:
    identity = identify(cover, header=header, summary="Ett utkast till policy är ute på remiss.")
    assert identity.draft is draft
    assert identity.round == 2012


@pytest.mark.parametrize(
    "told",
    [
        "Förra utvärderingen genomfördes i november 2006, också den av två utvärderare.",
        "Besöket var det andra; den första utvärderingen gjordes hösten 2006.",
        "Den föregående rapporten skrevs i maj 2005.",
        "Tibro utvärderades senast hösten 2005 och fick då sammanlagt 488 poäng.",
    ],
)
def test_an_earlier_evaluation_told_on_the_cover_is_not_this_one(told: str) -> None:
    identity = identify(f"Kommunkompassen\nAnalys av Tibro kommun\n3-5 oktober 2012\n{told}")
    assert (identity.round, list_reasons(identity)) == (2012, [])


COVER = "Tibro kommun\nUtvärdering enligt Kommunkompassen{year}\nSveriges Kommuner och Regioner\n{month}"


@pytest.mark.parametrize(
    ("year", "month", "told", "round_", "reported"),
    [
        (" 2021", "januari 2022", "genomfördes den 9–11 november 2021", 2021, "2022-01"),
        ("", "februari 2022", "genomfördes den 9–11 november 2021", 2021, "2022-02"),
        ("", "december 2021", "genomfördes den 9–11 november 2021", 2021, "2021-12"),
        (" 2021", "mars 2022", "", 2021, "2022-03"),
        ("", "mars 2022", "", 2022, None),
        (" 2020", "mars 2021", "", 2021, None),  # the edition's year
        ("", "november 2021", "genomfördes den 9–11 november 2021", 2021, None),
    ],
)
def test_a_bare_month_on_the_cover_is_the_visits_unless_that_is_dated_otherwise(
    year: str, month: str, told: str, round_: int, reported: str | None
) -> None:
    summary = f"Utvärderingen av Tibro kommun {told}. Omkring 37 personer intervjuades." if told else ""
    identity = identify(COVER.format(year=year, month=month), edition=2020, summary=summary)
    assert (identity.round, identity.report_date) == (round_, reported)


@pytest.mark.parametrize(
    "told",
    [
        "Kommunstyrelsen beslutade i mars 2009 att låta sig utvärderas.",
        "Fullmäktige antog den 14 juni 2007 en vision och sex mål.",
        "Kommunen införde i januari 2008 en ny organisation med tre nämnder.",
        "Kommunestyret vedtok i mai 2008 et nytt styringssystem.",
        "Instrumentet reviderades i mars 2010 och omfattar åtta områden.",
        "Den modell som togs fram i januari 2002 har sedan dess bearbetats i två omgångar.",
        "Verktøyet ble revidert i april 2010 og brukes i dag i begge landene.",
    ],
)
def test_a_sentence_about_another_event_does_not_date_the_report(told: str) -> None:
    cover = f"Kommunkompassen 2012 – analys av Tibro kommun\nPublicerad 25 augusti 2012\n{told}"
    identity = identify(cover)
    assert (identity.municipality, identity.round, identity.report_date) == ("Tibro", 2012, "2012-08-25")
    assert identity.reasons == ()


@pytest.mark.parametrize(
    "text",
    [
        "Den här versionen infördes då, och Tibro har prövats med samma frågor hösten\n2009.",
        "Kommunen har utvärderats en gång tidigare med den här modellen, nämligen under\n2008.",
    ],
)
def test_the_last_line_of_a_text_is_no_year_of_the_title(text: str) -> None:
    identity = identify(f"Kommunkompassen\nTibro kommun\nBesök 7-9 februari 2012\n{text}")
    assert (identity.round, identity.round_source, identity.reasons) == (2012, "visit", ())


@pytest.mark.parametrize("begin", ["Kortversion av", "Sammanfattning av", "Resultatet från", "Rapport från"])
def test_a_short_version_has_the_year_of_the_instruments_name(begin: str) -> None:
    pages = make_report(f"Så bra fungerar kommunen\n{begin} Kommunkompassen 2013\nTibro kommun")
    assert identify_document(pages).round == 2013


NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]


def identify_with_chapters(first: str) -> Identity:
    """The identity of a report of one page and the chapters of the areas after it."""
    chapters = [f"Område {area_no} {name}\n{PROSE}" for area_no, name in enumerate(NAMES, 1)]
    return identify_document(make_pages([first, *chapters]))


@pytest.mark.parametrize("years", ["2011\n2014", "2014\n2011\n2008", "2014"])
def test_the_years_of_a_table_on_the_page_of_the_title_are_not_the_titles(years: str) -> None:
    table = "\n".join(f"{area_no}. {name} 4{area_no} 5{area_no}" for area_no, name in enumerate(NAMES, 1))
    title = "KommunKompassen\nANALYS AV TIBRO KOMMUN 2014\n1 Vad är Kommunkompassen?"
    first = f"{title}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\nOmråde\n{years}\n{table}"
    assert identify_with_chapters(first).round == 2014


@pytest.mark.parametrize("years", ["Max\n2010\n2014 Kommentar", "2014 Utfall\n2010", "2010\n2014"])
def test_the_years_of_columns_beside_each_other_are_not_the_titles(years: str) -> None:
    table = "\n".join(f"{area_no} {name}\n4{area_no}\n5{area_no}" for area_no, name in enumerate(NAMES, 1))
    title = "Kommunkompassen – utvärdering av Tibro kommun 2014"
    first = f"{title}\nOmråde\n{years}\n{table}\nPoängen sattes efter besöket den 5–7 mars 2014."
    assert identify_with_chapters(first).round == 2014


@pytest.mark.parametrize("edition", ["Kommunkompassen 2010", "Enligt Kommunkompassen 2010"])
def test_a_year_alone_below_the_name_of_the_edition_is_the_titles(edition: str) -> None:
    assert identify(f"Tibro kommun\n{edition}\n2014").round == 2014


@pytest.mark.parametrize(
    "menu",
    [
        "Barn & utbildning Omsorg & hjälp Bygga, bo & miljö Uppleva & göra Kommun & politik",
        "Omsorg, vård Skola, förskola Trafik, resor Uppleva, göra Bygga, bo Kommun, politik",
        "Bygga och bo Förskola och skola Näringsliv och jobb Omsorg och stöd Trafik och resor",
    ],
)
def test_a_menu_above_the_title_of_a_web_page_is_no_text_that_goes_on(menu: str) -> None:
    cover = f"TIBRO KOMMUN\n{menu}\nKommunkompassen 2012\nI april utvärderades Tibro kommun."
    assert identify(cover, summary="").round == 2012
