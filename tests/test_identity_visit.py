"""When a municipality was visited: every form of a visit's line, and what is no visit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.identity import identify_document
from extract.identity.dates import find_dates
from tests.invented_covers import HEADER, MIDDLE, NEW, OLD, identify, list_findings, list_reasons
from tests.invented_reports import make_norwegian_report

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


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        ("Den 21 till 23 oktober är det SKL:s tur.", False),
        ("Utvärderarna är här 21-23 oktober och gör då sitt arbete.", False),
        ("Den 12 till 14 april träffade utvärderarna kommunens chefer.", True),
        ("Utvärderarna var här den 21-23 oktober förra gången.", True),
        ("Den 21 till 23 oktober är det marknad i Tibro.", True),
    ],
)
def test_a_report_from_before_the_days_of_the_evaluators_is_none(told: str, settled: bool) -> None:
    cover = MIDDLE.format(year="2014", date="Rapport till kommunstyrelsen den 2 september 2014", visit="")
    identity = identify(cover, summary=told)
    assert list_reasons(identity) == ([] if settled else ["round_unclear"])


def test_no_year_anywhere_leaves_the_round_open() -> None:
    identity = identify(OLD.format(date="", visit="31 januari 2 februari"), edition=2002)
    assert (identity.round, identity.visit_start, identity.report_date) == (None, None, None)
    assert list_reasons(identity) == ["round_unclear"]
    assert identity.edition == 2002


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
        "Tibro utvärderades senast hösten 2005 och fick då sammanlagt 488 poäng.",
        "En utvärdering genomfördes även hösten 2014, då kommunen fick 400 poäng.",
        "Besöket genomfördes av två utvärderare. Policyn antogs 12-14 mars 2014.",
        "Vid ett tidigare besök genomfördes intervjuer i mars 2014.",
    ],
)
def test_sentences_about_other_times_date_no_visit(summary: str) -> None:
    identity = identify(NEW.format(date="2022-02-07"), edition=2020, summary=summary)
    assert identity.visit_start is None
    assert list_reasons(identity) == ["round_unclear"]


def test_the_publishers_address_is_no_visit() -> None:
    cover = (
        "RAPPORT\n118 82 STOCKHOLM Besök: Hornsgatan 20 Tfn vx: 08-452 70 00\n2013-01-14\n1 (33)\n"
        "Kommunkompassen\nAnalys\nav Tibro Kommun\n2012-11-11--12"
    )
    identity = identify(cover)
    assert (identity.visit_start, identity.report_date) == ("2012-11-11", "2013-01-14")


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


@pytest.mark.parametrize(
    "told",
    [
        "I Tibro genomfördes 22 intervjuer, varav sex digitalt, den 24–26 april 2012.",
        "Den 24–26 april 2012 genomfördes omkring trettio intervjuer med chefer, politiker och fackliga.",
        "Det gjordes 31 intervjuer, de flesta i kommunhuset, 24 till 26 april 2012.",
        "Den 24–26 april 2012 gjordes 22 intervjuer. En ny utvärdering kan vara aktuell om tre till fyra år.",
        "Den 24–26 april 2012 hölls 30 intervjuer. Vi föreslår en ny utvärdering om tre år.",
    ],
)
def test_days_of_interviews_date_the_visit_also_after_an_aside(told: str) -> None:
    identity = identify("2012-05-28\nKommunkompassen\nAnalys av Tibro kommun", summary=told)
    assert (identity.round, identity.visit_start, list_reasons(identity)) == (2012, "2012-04-24", [])


@pytest.mark.parametrize(
    "told",
    [
        "I Tibro genomfördes 22 intervjuer, varav sex digitalt, vid förra besöket den 24–26 april 2012.",
        "I Tibro genomfördes 22 intervjuer, varav sex den 3 maj 2011, den 24–26 april 2012.",
        "Den 24–26 april 2012 genomfördes 22 intervjuer. Nu har en ny utvärdering gjorts.",
        "Den 24–26 april 2012 genomfördes 22 intervjuer. Den nya utvärderingen har föreslagits bli sist.",
    ],
)
def test_interviews_of_another_time_date_no_visit(told: str) -> None:
    identity = identify("2012-05-28\nKommunkompassen\nAnalys av Tibro kommun", summary=told)
    assert identity.visit_start is None
    assert list_reasons(identity) == ["round_unclear"]
