"""Figures that pages and transcripts tell become rows, confirm reports and stand for what is not found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from expectations.published_figures import COLUMN_TYPES, parse_published_figures
from extract.records import DocumentReport, Outcome, Proof, Reason, ToldFigure
from extract.sources.ledger import Ledger, PageSighting
from extract.sources.originals import find_original
from extract.sources.pull.record import PullRecord
from tests.fixtures_reports import OREBRO_2012, index_reports, make_orebro, name_sha256
from tests.releases import Tables, check, make_addresses, make_pulls
from transform.tables import build_tables

NONE_LISTED = parse_published_figures(",".join(COLUMN_TYPES) + "\n", "none.csv")
OREBRO_PAGE = "https://www.orebro.se/nyheter/kommunkompassen"
SUNNE_PAGE = "https://www.sunne.se/kommunkompassen"
SUNNE = (61, 48, 73, 55, 67, 70, 52, 64)


def make_page(name: str, code: str, year: int, scores: Sequence[float], **told: object) -> DocumentReport:
    figures = [
        ToldFigure(code, year, score, f"Område {area_no}: {score}", area_no=area_no, editions=(2010,))
        for area_no, score in enumerate(scores, start=1)
    ]
    figures.append(ToldFigure(code, year, sum(scores), f"totalt {sum(scores)} poäng"))
    return DocumentReport(
        name_sha256(name),
        Outcome.REJECTED,
        "1",
        reasons=(Reason("web_page", "It is a page."),),
        told=tuple(replace(figure, **told) for figure in figures),
    )


def see(report: DocumentReport, url: str, captured: str = "2024-05-06") -> PageSighting:
    return PageSighting(url, report.sha256, captured)


def build(reports: Sequence[DocumentReport], pages: Sequence[tuple[DocumentReport, PageSighting]]) -> Tables:
    return build_tables(
        make_addresses(make_pulls(list(reports))),
        index_reports(*reports, *(page for page, _ in pages)),
        corrections=[],
        decisions=[],
        published=NONE_LISTED,
        pages=[sighting for _, sighting in pages],
    )


def make_single_orebro() -> DocumentReport:
    report = make_orebro()
    scores = tuple(replace(each, proof=Proof.SINGLE, witnesses=1) for each in report.verdict.scores)
    return replace(report, verdict=replace(report.verdict, scores=scores))


def test_a_page_of_the_municipality_confirms_and_proves_a_lone_reading() -> None:
    page = make_page("page", "1880", 2012, OREBRO_2012)
    tables = build([make_single_orebro()], [(page, see(page, OREBRO_PAGE))])
    scores = tables["area_scores"]
    assert set(scores["confirmed_by"]) == {1}
    assert set(scores["proof"]) == {"agreement"}
    assert set(scores["witnesses"]) == {2}
    figures = tables["published_figures"]
    assert len(figures) == 9
    assert set(figures["comparison"]) == {"agrees"}
    assert set(figures["source_kind"]) == {"web_page"}
    assert set(figures["captured"].astype(str)) == {"2024-05-06"}
    assert tables["evaluations_reported"].empty
    assert check(tables, "published_figures", "evaluations_reported", "area_scores") == []


def test_a_page_that_differs_in_one_area_proves_nothing_and_warns() -> None:
    scores = [*OREBRO_2012[:3], 75, *OREBRO_2012[4:]]
    page = make_page("page", "1880", 2012, scores)
    tables = build([make_single_orebro()], [(page, see(page, OREBRO_PAGE))])
    assert set(tables["area_scores"]["proof"]) == {"single"}
    assert sorted(tables["area_scores"]["confirmed_by"]) == [0, *[1] * 7]
    (warning,) = check(tables, "published_figures")
    assert warning.code == "published_differs"


@pytest.mark.parametrize(
    "url",
    ["https://www.na.se/artikel/orebro-fick-615", "https://www.kumla.se/nyheter", "https://x.example/a"],
)
def test_a_page_that_lies_elsewhere_is_no_witness(url: str) -> None:
    page = make_page("page", "1880", 2012, OREBRO_2012)
    tables = build([make_single_orebro()], [(page, see(page, url))])
    assert tables["published_figures"].empty
    assert set(tables["area_scores"]["confirmed_by"]) == {0}


def test_a_transcript_counts_wherever_it_lies() -> None:
    page = make_page("page", "1880", 2012, OREBRO_2012, source_kind="transcript")
    tables = build([make_orebro()], [(page, see(page, "https://docplayer.example/1-Kommunkompassen.html"))])
    assert set(tables["published_figures"]["source_kind"]) == {"transcript"}


def test_what_is_told_and_not_held_is_reported() -> None:
    page = make_page("page", "1766", 2014, SUNNE)
    tables = build([make_orebro()], [(page, see(page, SUNNE_PAGE))])
    (row,) = tables["evaluations_reported"].to_dict("records")
    assert (row["municipality"], row["round"], row["edition"]) == ("Sunne", 2014, 2010)
    assert [row[f"area_{area_no}"] for area_no in range(1, 9)] == [float(score) for score in SUNNE]
    assert (row["total"], row["areas_told"], row["disagreements"]) == (float(sum(SUNNE)), 8, 0)
    assert list(row["told_by"]) == [SUNNE_PAGE]
    assert not (tables["area_scores"]["municipality_code"] == "1766").any()


def test_a_page_changed_by_its_publisher_is_a_new_row_and_the_old_one_stays() -> None:
    first, then = make_page("v1", "1766", 2014, SUNNE), make_page("v2", "1766", 2014, [60, *SUNNE[1:]])
    tables = build(
        [make_orebro()],
        [(first, see(first, SUNNE_PAGE, "2014-01-02")), (then, see(then, SUNNE_PAGE, "2015-03-04"))],
    )
    figures = tables["published_figures"]
    told = figures[figures["area_no"] == 1].sort_values("captured")
    assert list(told["score"]) == [61.0, 60.0]
    (row,) = tables["evaluations_reported"].to_dict("records")
    assert row["disagreements"] == 2
    assert row["area_2"] == 48.0
    assert pd.isna(row["area_1"])


def test_captures_that_tell_the_same_count_once() -> None:
    first, then = make_page("v1", "1766", 2014, SUNNE), make_page("v2", "1766", 2014, SUNNE)
    tables = build(
        [make_orebro()],
        [(then, see(then, SUNNE_PAGE, "2015-03-04")), (first, see(first, SUNNE_PAGE, "2014-01-02"))],
    )
    assert len(tables["published_figures"]) == 9
    assert set(tables["published_figures"]["captured"].astype(str)) == {"2014-01-02"}


def test_a_listed_figure_says_whether_its_source_was_seen_to_tell_it() -> None:
    lines = [
        f"1,1766,2014,2010,1,Offentlighet och demokrati,61,,{SUNNE_PAGE},",
        f"2,1766,2014,2010,2,Tillgänglighet och brukarorientering,49,,{SUNNE_PAGE},",
        "3,1766,2014,2010,3,Politisk styrning och kontroll,73,,https://www.sunne.se/annan,",
    ]
    listed = parse_published_figures("\n".join([",".join(COLUMN_TYPES), *lines]) + "\n", "mine.csv")
    page = make_page("page", "1766", 2014, SUNNE)
    tables = build_tables(
        make_addresses(make_pulls([make_orebro()])),
        index_reports(make_orebro(), page),
        corrections=[],
        decisions=[],
        published=listed,
        pages=[see(page, SUNNE_PAGE)],
    )
    figures = tables["published_figures"].set_index("figure_id")
    seen = [figures.loc[f"listed-{number:04}", "seen_by_machine"] for number in (1, 2, 3)]
    assert [bool(seen[0]), bool(seen[1])] == [True, False]
    assert seen[2] is pd.NA


def test_archived_addresses_tell_what_was_captured_when() -> None:
    replay = "https://web.archive.org/web/20160903153900id_/http://www.tyreso.se/nyheter/"
    assert find_original(replay) == ("http://www.tyreso.se/nyheter/", "2016-09-03")
    record = "https://data.example/crawl.warc.gz#offset=1&length=2&of=https%3A%2F%2Ftyreso.se%2F"
    assert find_original(record) == ("https://tyreso.se/", "")
    assert find_original("https://tyreso.se/nyheter/") is None


def test_the_ledger_keeps_every_version_of_a_page_by_its_first_day() -> None:
    def make(url: str, sha256: str, time: str) -> PullRecord:
        return PullRecord(
            url=url, time=time, status="fetched", purpose="landing_page", sha256=sha256, body="html"
        )

    one, two = "a" * 64, "b" * 64
    replay = f"https://archive.example/web/20140102030405id_/{SUNNE_PAGE}"
    ledger = Ledger(
        [
            make(SUNNE_PAGE, one, "2024-05-07T01:00:00+00:00"),
            make(SUNNE_PAGE, one, "2024-05-06T01:00:00+00:00"),
            make(SUNNE_PAGE, two, "2024-06-01T01:00:00+00:00"),
            make(replay, one, "2024-07-01T01:00:00+00:00"),
        ]
    )
    assert ledger.list_pages() == [
        PageSighting(SUNNE_PAGE, one, "2014-01-02"),
        PageSighting(SUNNE_PAGE, two, "2024-06-01"),
    ]
    assert ledger.list_addresses([]) == []
