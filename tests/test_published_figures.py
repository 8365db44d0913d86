"""The figures that municipalities told themselves: read strictly, compared and never silently settled."""

from __future__ import annotations

import pytest

from expectations.published_figures import (
    COLUMN_TYPES,
    PublishedFiguresError,
    parse_published_figures,
)
from extract.instrument import AREA_NUMBERS
from tests.declared import load_published_figures
from tests.fixtures_reports import OREBRO_2012, make_addresses, make_orebro, make_pull, make_report
from tests.releases import Tables, check, make_release
from transform.tables import build_tables

HEADER = ",".join(COLUMN_TYPES)


def compare(tables: Tables, **key: object) -> list[dict[str, object]]:
    figures = tables["published_figures"]
    for column, value in key.items():
        figures = figures[(figures[column] == value).fillna(False).astype(bool)]
    wanted = ["score", "held_score", "comparison", "held_origin", "document_sha256"]
    return [dict(zip(wanted, row, strict=True)) for row in figures[wanted].itertuples(index=False)]


def test_every_figure_has_a_source() -> None:
    figures = load_published_figures()
    assert len(figures) > 100
    assert figures["source_url"].notna().all()
    assert figures["quote"].str.len().max() < 200


def test_areas_that_are_all_told_add_up_to_the_total_told() -> None:
    figures = load_published_figures()
    areas = figures[figures["area_no"].notna()]
    totals = figures[figures["area_no"].isna()].set_index(["municipality_code", "round"])["score"]
    whole = 0
    for key, group in areas.groupby(["municipality_code", "round"]):
        if len(group) == len(AREA_NUMBERS) and key in totals.index:
            assert group["score"].sum() == totals[key], key
            whole += 1
    assert whole >= 5


def test_orebro_agrees_in_every_area() -> None:
    report = make_orebro()
    rows = compare(make_release([report]), municipality_code="1880", round=2012)
    assert [row["score"] for row in rows] == [*map(float, OREBRO_2012), 615.0]
    assert {row["comparison"] for row in rows} == {"agrees"}
    assert {row["held_origin"] for row in rows} == {"published"}


def test_a_difference_shows_both_and_warns() -> None:
    scores = [*OREBRO_2012]
    scores[2] -= 1
    tables = make_release([make_report("1880", 2012, scores)])
    rows = compare(tables, municipality_code="1880", round=2012, comparison="differs")
    assert [(row["score"], row["held_score"]) for row in rows] == [(86.0, 85.0), (615.0, 614.0)]
    (warning,) = check(tables, "published_figures")
    assert warning.code == "published_differs"
    assert warning.count == 2
    for part in ("score 86", "held_score 85", "source_url Örebro kommun"):
        assert part in warning.sentence


def test_a_facsimile_is_compared_and_says_so() -> None:
    report = make_orebro()
    tables = build_tables(
        make_addresses([make_pull(report, origin="facsimile")]),
        {report.sha256: report},
        corrections=[],
        decisions=[],
        published=load_published_figures(),
    )
    rows = compare(tables, municipality_code="1880", round=2012)
    assert {(row["comparison"], row["held_origin"]) for row in rows} == {("agrees", "facsimile")}


def test_another_round_or_edition_is_not_compared() -> None:
    of_2015 = make_release([make_report("1880", 2013, OREBRO_2012)])
    assert {row["comparison"] for row in compare(of_2015, municipality_code="1880")} == {"not_held"}
    of_2016 = make_release([make_report("1880", 2012, OREBRO_2012, edition=2016)])
    assert {row["comparison"] for row in compare(of_2016, municipality_code="1880")} == {"not_held"}


def test_a_source_without_edition_is_compared_where_the_area_has_that_name() -> None:
    scores = [54, 55, 0, 42, 0, 0, 0, 66]
    tables = make_release([make_report("0381", 2016, scores, edition=2016)])
    rows = compare(tables, municipality_code="0381", round=2016)
    assert [row["comparison"] for row in rows] == ["agrees", "agrees", "agrees", "agrees", "differs"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1,9999,2012,2010,1,A,50,,x,q", "column municipality_code"),
        ("1,1880,year,2010,1,A,50,,x,q", "column round is not a number: year"),
        (f"1,1880,{'9' * 5000},2010,1,A,50,,x,q", "column round is not a number: 9{40}\\."),
        ("1,1880,99999,2010,1,A,50,,x,q", "column round is not a number"),
        (f"1,1880,2012,2010,1,A,{'5' * 5000},,x,q", "column score"),
        ("1,1880,2012,2011,1,A,50,,x,q", "column edition"),
        ("1,1880,2012,2010,9,A,50,,x,q", "column area_no"),
        ("1,1880,2012,2010,1,A,104,,x,q", "column score"),
        ("1,1880,2012,2010,1,A,,,x,q", "column score"),
        ("1,1880,2012,2010,1,A,50,,,q", "column source"),
        (",1880,2012,2010,1,A,50,,x,q", "column figure_no"),
    ],
)
def test_a_malformed_line_is_named(line: str, said: str) -> None:
    with pytest.raises(PublishedFiguresError, match=said) as caught:
        parse_published_figures(f"{HEADER}\n{line}\n", "mine.csv")
    assert "mine.csv, line 2" in str(caught.value)


def test_other_columns_are_refused() -> None:
    with pytest.raises(PublishedFiguresError, match="line 1: the columns must be"):
        parse_published_figures("a,b\n1,2\n", "mine.csv")
