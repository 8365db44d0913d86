"""When an evaluation was made: the visit in every printed form, the round, and the report's own date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.identity import identify_document
from extract.identity.dates import find_dates
from extract.records import Identity
from tests.invented_reports import make_norwegian_report, make_page, make_report

OLD = "RAPPORT {date} 1 (31)\nSektionen för Demokrati\nKommunkompassen\nAnalys\nav Tibro kommun\n{visit}"
MIDDLE = "KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n{year}\nA B, SKL\nC D, Hjo kommun\n{date}\n{visit}"
NEW = "{date}\nUTVÄRDERARE: A B, SKR, C D, HYLTE KOMMUN OCH E F, SKR\nKommunkompassen\nAnalys av Tibro kommun"
HEADER = "Sveriges Kommuner och Landsting {} {{}} (31)"


def identify(cover: str, *, edition: int = 2010, header: str = "", summary: str = "") -> Identity:
    pages = make_report(cover, evaluated="Tibro kommun", edition=edition, header=header, summary=summary)
    return identify_document(pages)


def list_reasons(identity: Identity) -> list[str]:
    return [reason.code for reason in identity.reasons]


def list_findings(identity: Identity) -> list[str]:
    return [finding.code for finding in identity.findings]


SWEDISH_MONTHS = [
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
]

VISITS = [
    ("2012-06-11--12", "2012-06-11", "2012-06-12"),
    ("2012-06-11-12", "2012-06-11", "2012-06-12"),
    ("2012-10-30--11-01", "2012-10-30", "2012-11-01"),
    ("2012-06-11 – 2012-06-13", "2012-06-11", "2012-06-13"),
    ("2012-06-11/13", "2012-06-11", "2012-06-13"),
    ("2012-06-11 till 2012-06-13", "2012-06-11", "2012-06-13"),
    ("11-13 juni 2012", "2012-06-11", "2012-06-13"),
    ("11–13 juni 2012", "2012-06-11", "2012-06-13"),
    ("11 13 juni 2012", "2012-06-11", "2012-06-13"),
    ("11- 13 juni år 2012", "2012-06-11", "2012-06-13"),
    ("11, 12 och 13 juni 2012", "2012-06-11", "2012-06-13"),
    ("den 11 och 12 juni 2012", "2012-06-11", "2012-06-12"),
    ("måndag 11 – onsdag 13 juni 2012", "2012-06-11", "2012-06-13"),
    ("11:e till 13:e juni 2012", "2012-06-11", "2012-06-13"),
    ("30 november 2 december 2012", "2012-11-30", "2012-12-02"),
    ("30 november – 2 december 2012", "2012-11-30", "2012-12-02"),
    ("29\u00a0november-1\u00a0december\u00a02012", "2012-11-29", "2012-12-01"),
    ("30 nov. - 2 dec. 2012", "2012-11-30", "2012-12-02"),
    ("28 december 2012 – 2 januari 2013", "2012-12-28", "2013-01-02"),
    ("11-13/6 2012", "2012-06-11", "2012-06-13"),
    ("11/6 – 13/6 2012", "2012-06-11", "2012-06-13"),
    ("11.–13.6.2012", "2012-06-11", "2012-06-13"),
    ("juni 2012", "2012-06", "2012-06"),
    ("maj/juni 2012", "2012-05", "2012-06"),
    ("våren 2012", "2012", "2012"),
    ("Besök 12 juni 2012", "2012-06-12", "2012-06-12"),
    ("Besöket ägde rum\n2012-06-12", "2012-06-12", "2012-06-12"),
    ("genomförd 11-13 juni 2012", "2012-06-11", "2012-06-13"),
    ("Utvärderingen genomfördes 12/6 2012", "2012-06-12", "2012-06-12"),
    ("30 november\n2 december 2012", "2012-11-30", "2012-12-02"),
]


@pytest.mark.parametrize(("visit", "start", "end"), VISITS)
def test_visit_lines_are_read_in_every_form(visit: str, start: str, end: str) -> None:
    for cover in (
        MIDDLE.format(year="", date="2013-02-14", visit=visit),
        OLD.format(date="2013-02-14", visit=visit),
    ):
        identity = identify(cover)
        assert (identity.round, identity.round_source) == (2012, "visit")
        assert (identity.visit_start, identity.visit_end) == (start, end)
        assert identity.report_date == "2013-02-14"
        assert identity.reasons == ()


@pytest.mark.parametrize(
    ("visit", "start", "end"),
    [
        ("5.–7. september 2012", "2012-09-05", "2012-09-07"),
        ("5. - 7. sept. 2012", "2012-09-05", "2012-09-07"),
        ("22. og 23. mai 2012", "2012-05-22", "2012-05-23"),
        ("1., 2. og 3. oktober 2012", "2012-10-01", "2012-10-03"),
        ("30. november til 2. desember 2012", "2012-11-30", "2012-12-02"),
        ("september 2012", "2012-09", "2012-09"),
        ("Evalueringen ble gjennomført i januar 2012", "2012-01", "2012-01"),
        ("Evalueringsbesøk 5.9.2012", "2012-09-05", "2012-09-05"),
    ],
)
def test_norwegian_visit_lines(visit: str, start: str, end: str) -> None:
    title = "Kommunekompasset\nEvaluering av forvaltningspraksisen i\nTynset kommune"
    cover = f"{title}\n{visit}\nKS-K rapport 3/2013"
    identity = identify_document(make_norwegian_report(cover))
    assert (identity.round, identity.visit_start, identity.visit_end) == (2012, start, end)


@given(
    day=st.integers(1, 26),
    days=st.integers(1, 2),
    month=st.integers(1, 12),
    year=st.integers(2002, 2026),
    form=st.sampled_from(
        ["{y}-{m:02}-{a:02}--{b:02}", "{a}-{b} {n} {y}", "den {a} och {b} {n} {y}", "{a}–{b}/{m} {y}"]
    ),
)
def test_any_span_of_days_is_read_as_printed(day: int, days: int, month: int, year: int, form: str) -> None:
    name = SWEDISH_MONTHS[month - 1]
    (span,) = find_dates(form.format(y=year, m=month, a=day, b=day + days, n=name))
    assert span.start.write() == f"{year}-{month:02}-{day:02}"
    assert span.end.write() == f"{year}-{month:02}-{day + days:02}"


@pytest.mark.parametrize(
    "text",
    [
        "118 82 STOCKHOLM Besök: Hornsgatan 20 Tfn vx: 08-452 70 00 Fax: 08-452 72 29",
        "KS-K rapport 14/2017",
        "2 (33)",
        "Område 4 Ledarskap, ansvar och delegation 12",
        "Dnr 2013/151",
        "31 februari 2012",
        "13-11 juni 2012 till 40 maj",
        "61 54 55 63",
        "marsipan 2012",
        "2012-13-01",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert [span for span in find_dates(text) if span.start.day is not None and span.start.year == 2012] == []
    assert not any(span.form in ("iso", "compact", "numeric", "month") for span in find_dates(text))


def test_a_visit_without_year_takes_the_covers_year() -> None:
    identity = identify(MIDDLE.format(year="2012", date="2013-01-09", visit="4-5 oktober"))
    assert (identity.round, identity.round_source) == (2012, "cover")
    assert (identity.visit_start, identity.visit_end) == ("2012-10-04", "2012-10-05")


@pytest.mark.parametrize(("month", "start"), [("september", "2012-09"), ("SEPTEMBER", None)])
def test_a_month_without_year_goes_with_the_covers_year(month: str, start: str | None) -> None:
    identity = identify(MIDDLE.format(year="2012", date="2013-01-09", visit=month))
    assert (identity.round, identity.round_source, identity.visit_start) == (2012, "cover", start)
    assert identity.reasons == ()


@pytest.mark.parametrize(
    ("visit", "reported", "round_", "start"),
    [
        ("29-30 september", "2006-01-17", 2005, "2005-09-29"),
        ("28 november 1 december", "2006-03-01", 2005, "2005-11-28"),
        ("31 januari 2 februari", "2006-04-03", 2006, "2006-01-31"),
        ("14-16 mars", "2006-05-03", 2006, "2006-03-14"),
    ],
)
def test_a_visit_without_year_lies_shortly_before_the_report(
    visit: str, reported: str, round_: int, start: str
) -> None:
    identity = identify(OLD.format(date=reported, visit=visit), edition=2002, header=HEADER.format(reported))
    assert (identity.round, identity.round_source, identity.visit_start) == (round_, "inferred", start)
    assert list_findings(identity) == ["round_inferred"]
    assert identity.report_date == reported


def test_a_visit_long_before_the_report_settles_no_year() -> None:
    identity = identify(OLD.format(date="2006-12-17", visit="14-16 mars"), edition=2002)
    assert identity.round is None
    assert list_reasons(identity) == ["round_unclear"]


def test_no_year_anywhere_leaves_the_round_open() -> None:
    identity = identify(OLD.format(date="", visit="31 januari 2 februari"), edition=2002)
    assert (identity.round, identity.visit_start, identity.report_date) == (None, None, None)
    assert list_reasons(identity) == ["round_unclear"]
    assert identity.edition == 2002


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


def test_a_sentence_dates_the_visit_where_the_cover_does_not() -> None:
    summary = "Utvärderarnas besök genomfördes den 12–14 november 2021. I kommunen har vi träffat politiker."
    identity = identify(NEW.format(date="2022-02-07"), edition=2020, summary=summary)
    assert (identity.round, identity.round_source) == (2021, "visit")
    assert (identity.visit_start, identity.visit_end) == ("2021-11-12", "2021-11-14")
    assert identity.report_date == "2022-02-07"


@pytest.mark.parametrize(
    "summary",
    [
        "Den förra utvärderingen genomfördes i mars 2017.",
        "En utvärdering genomfördes även hösten 2014, då kommunen fick 400 poäng.",
        "Besöket genomfördes av två utvärderare. Policyn antogs 12-14 mars 2014.",
        "Vid ett tidigare besök genomfördes intervjuer i mars 2014.",
    ],
)
def test_sentences_about_other_times_date_no_visit(summary: str) -> None:
    identity = identify(NEW.format(date="2022-02-07"), edition=2020, summary=summary)
    assert identity.visit_start is None
    assert list_reasons(identity) == ["round_unclear"]


@pytest.mark.parametrize(
    ("date", "round_"), [("2020-09-07", 2020), ("2021-12-16", 2021), ("2022-02-07", None)]
)
def test_a_report_date_alone_settles_the_year_only_late_in_it(date: str, round_: int | None) -> None:
    identity = identify(NEW.format(date=date), edition=2020)
    assert identity.round == round_
    assert identity.report_date == date
    assert list_reasons(identity) == ([] if round_ else ["round_unclear"])
    assert list_findings(identity) == (["round_inferred"] if round_ else [])


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


def test_the_publishers_address_is_no_visit() -> None:
    cover = (
        "RAPPORT\n118 82 STOCKHOLM Besök: Hornsgatan 20 Tfn vx: 08-452 70 00\n2013-01-14\n1 (33)\n"
        "Kommunkompassen\nAnalys\nav Tibro Kommun\n2012-11-11--12"
    )
    identity = identify(cover)
    assert (identity.visit_start, identity.report_date) == ("2012-11-11", "2013-01-14")


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
    ],
)
def test_an_earlier_evaluation_told_on_the_cover_is_not_this_one(told: str) -> None:
    identity = identify(f"Kommunkompassen\nAnalys av Tibro kommun\n3-5 oktober 2012\n{told}")
    assert (identity.round, list_reasons(identity)) == (2012, [])


@pytest.mark.parametrize(
    "told",
    [
        "Alla samtal i Tibro fördes digitalt mellan den 19 och 22 april 2012.",
        "Samtalen hölls den 19-22 april 2012.",
        "Samtal med nämnder och chefer genomfördes 19 till 22 april 2012.",
    ],
)
def test_talks_date_the_visit(told: str) -> None:
    identity = identify("2012-05-28\nKommunkompassen\nAnalys av Tibro kommun", summary=told)
    assert (identity.round, list_reasons(identity)) == (2012, [])
