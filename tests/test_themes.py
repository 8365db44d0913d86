"""Themes across editions, and each municipality's series of points for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from extract.instrument import AREAS, EDITIONS
from extract.records import ReadingKind
from tests.fixtures_release import build, build_from, build_sample
from tests.fixtures_reports import OREBRO_2012, make_orebro, make_pull, make_reading, make_report
from transform.crosswalk import read_crosswalk
from transform.published_figures import confirm_scores
from transform.themes import find_theme, read_themes
from warehouse.schema import TABLES

EARLIER = (54, 55, 64, 42, 45, 59, 49, 66)
NOW = (71, 62, 78, 67, 48, 74, 48, 71)
LAST = (80, 81, 82, 83, 84, 85, 86, 87)


def _series(tables: dict[str, pd.DataFrame], theme: str, **columns: Any) -> list[list[Any]]:
    rows = tables["series"].query("theme == @theme")[list(columns["of"])]
    return rows.astype(object).where(rows.notna(), None).to_numpy().tolist()


def test_every_area_belongs_to_one_theme() -> None:
    areas = [(claim.edition, claim.area_no) for claim in read_themes() if claim.area_no is not None]
    assert Counter(areas) == Counter(list(AREAS))
    assert {find_theme(*area) for area in AREAS} == set(TABLES["themes"]["theme"].allowed or ())


def test_every_theme_says_of_every_edition_how_well_it_fits_and_why() -> None:
    claims = {(claim.theme, claim.edition): claim for claim in read_themes()}
    assert len(claims) == len(read_themes()) == len(TABLES["themes"]["theme"].allowed or ()) * len(EDITIONS)
    for claim in claims.values():
        assert claim.fit in TABLES["themes"]["fit"].meanings
        assert (claim.fit == "none") == (claim.area_no is None), claim
        assert (claim.basis == "source") == bool(claim.source), claim
        assert claim.reason.endswith("."), claim


def test_areas_that_may_be_compared_are_of_one_theme() -> None:
    for claim in read_crosswalk():
        if claim.comparability != "not_comparable":
            assert find_theme(claim.edition, claim.area_no) == find_theme(
                claim.other_edition, claim.other_area_no
            ), claim


def test_scores_carry_their_theme() -> None:
    scores = build_sample()["area_scores"]
    assert scores["theme"].tolist() == [
        find_theme(*area) for area in zip(scores["edition"], scores["area_no"], strict=True)
    ]


def _build_career() -> dict[str, pd.DataFrame]:
    """Four evaluations of one municipality, one with each edition."""
    rounds = {2004: (2002, 40), 2012: (2010, 50), 2017: (2016, 60), 2021: (2020, 75)}
    return build_from(
        *(make_report("0580", year, (score,) * 8, edition=no) for year, (no, score) in rounds.items())
    )


OF = ("round", "area_no", "score", "previous_round", "change", "is_break", "change_since_first", "is_last")


def test_a_series_goes_on_through_the_editions_and_breaks_where_they_may_not_be_compared() -> None:
    tables = _build_career()
    assert _series(tables, "community", of=OF) == [
        [2004, 8, 40, None, None, False, None, False],
        [2012, 8, 50, 2004, 10, False, 10, False],
        [2017, 8, 60, 2012, 10, False, 20, False],
        [2021, 2, 75, 2017, 15, False, None, True],  # three revisions apart
    ]
    assert _series(tables, "leadership", of=OF)[-1] == [2021, 8, 75, 2017, None, True, None, True]
    assert _series(tables, "governance", of=OF)[1][4:6] == [None, True]
    assert [row[0] for row in _series(tables, "results", of=OF)] == [2012, 2017, 2021]
    assert [row[0] for row in _series(tables, "roles", of=OF)] == [2004]


def test_first_last_and_the_longest_comparable_change_stand_in_every_row() -> None:
    of = ("first_round", "first_score", "last_round", "last_score", "comparable_since", "change_since")
    assert _series(_build_career(), "community", of=of) == [
        [2004, 40, 2021, 75, None, None],
        [2004, 40, 2021, 75, 2004, 10],
        [2004, 40, 2021, 75, 2004, 20],
        [2004, 40, 2021, 75, 2012, 25],
    ]


def test_a_round_that_only_a_later_report_tells_of_stands_in_the_series() -> None:
    """As the report of Enköping 2018, which prints all eight scores of 2016."""
    tables = build_from(make_report("0381", 2018, NOW, edition=2016, previous=EARLIER, previous_year=2016))
    of = ("round", "edition", "score", "source", "change", "comparability", "is_last", "page")
    assert _series(tables, "leadership", of=of) == [
        [2016, None, 42, "printed_score", None, None, False, 5],  # both editions were in use in 2016
        [2018, 2016, 67, "held", 25, "as_printed", True, 5],
    ]
    assert len(tables["series"]) == 16
    evaluation = tables["evaluations"].iloc[0]
    assert evaluation[["previous_round", "previous_total", "total_change"]].tolist() == [2016, 434, 85]
    assert evaluation[["total_change_source", "comparability"]].tolist() == ["printed_areas", "as_printed"]
    of_first = ["first_round", "first_total", "first_source", "change_since_first"]
    assert evaluation[of_first].tolist() == [2016, 434, "printed_areas", 85]


def test_totals_count_from_the_evaluation_that_the_first_report_held_prints() -> None:
    tables = build_from(
        make_report("0580", 2015, NOW, previous=EARLIER, previous_year=2012),
        make_report("0580", 2018, tuple(value + 1 for value in NOW), edition=2016),
        make_report("0580", 2021, LAST, edition=2020),
    )
    of_first = ["round", "first_round", "first_total", "first_source", "change_since_first"]
    first = sum(EARLIER)
    rows = tables["evaluations"].sort_values("round")[of_first]
    assert rows.to_numpy().tolist()[:2] == [
        [2015, 2012, first, "printed_areas", sum(NOW) - first],
        [2018, 2012, first, "printed_areas", sum(NOW) + 8 - first],
    ]
    assert rows.iloc[2, :4].tolist() == [2021, 2012, first, "printed_areas"]
    assert pd.isna(rows.iloc[2, 4])  # the totals of editions 2010 and 2020 are not the same measure


def test_totals_do_not_count_from_a_printed_one_of_an_edition_that_is_another_measure() -> None:
    later = make_report("0580", 2021, LAST, edition=2020)
    told = make_report("0580", 2010, NOW, previous=EARLIER, previous_year=2004)
    evaluations = build_from(told, later)["evaluations"]
    assert set(zip(evaluations["first_round"], evaluations["first_source"], strict=True)) == {(2010, "held")}
    assert evaluations["change_since_first"].isna().all()


def test_the_first_round_may_be_known_from_print_and_the_last_be_of_a_later_edition() -> None:
    tables = build_from(
        make_report("0580", 2015, NOW, previous=EARLIER, previous_year=2012),
        make_report("0580", 2021, LAST, edition=2020),
    )
    of = ("round", "edition", "change", "change_since_first", "comparability_with_first")
    assert _series(tables, "democracy", of=of) == [
        [2012, 2010, None, None, None],
        [2015, 2010, 17, 17, "same"],
        [2021, 2020, 9, 26, "similar"],
    ]


def test_a_held_round_is_never_replaced_by_a_printed_one() -> None:
    held, later = make_report("0580", 2012, EARLIER), make_report("0580", 2015, NOW)
    telling = replace(
        later,
        readings=(
            *later.readings,
            *(
                make_reading(ReadingKind.PREVIOUS, value + 1, no, year=2012)
                for no, value in enumerate(EARLIER, start=1)
            ),
        ),
    )
    series = build_from(held, telling)["series"]
    assert set(series["source"]) == {"held"}
    assert series.query("round == 2012")["score"].tolist() == _order(EARLIER)
    pulls = [make_pull(held, origin="facsimile"), make_pull(telling)]
    assert set(build(pulls, [held, telling])["series"]["source"]) == {"held"}


def _order(scores: Sequence[int]) -> list[int]:
    """Scores of edition 2010 in the order of the themes' names."""
    return [score for _, score in sorted((find_theme(2010, no), score) for no, score in enumerate(scores, 1))]


def test_a_change_since_an_unnamed_year_stands_beside_the_first_round() -> None:
    of = ("round", "previous_round", "previous_score", "change", "comparability", "change_since_first")
    tables = build_from(make_orebro())
    assert _series(tables, "democracy", of=of) == [[2012, None, 52, 16, "as_printed", None]]
    evaluation = tables["evaluations"].iloc[0]
    assert evaluation[["previous_total", "total_change"]].tolist() == [516, 99]
    assert pd.isna(evaluation["previous_round"])
    assert evaluation[["first_round", "first_source"]].tolist() == [2012, "held"]


@pytest.mark.parametrize(
    ("kind", "value"), [(ReadingKind.PREVIOUS, 434.0), (ReadingKind.CHANGE, 85.0)], ids=["total", "change"]
)
def test_the_printed_total_serves_where_the_areas_are_not_printed(kind: ReadingKind, value: float) -> None:
    report = make_report("0381", 2018, NOW, edition=2016)
    report = replace(report, readings=(*report.readings, make_reading(kind, value, year=2015)))
    evaluation = build_from(report)["evaluations"].iloc[0]
    assert evaluation[["previous_round", "previous_total", "total_change"]].tolist() == [2015, 434, 85]
    assert evaluation["total_change_source"] == "printed_total"
    contradicting = make_reading(ReadingKind.PREVIOUS, 435.0, year=2015)
    report = replace(report, readings=(*report.readings, contradicting))
    assert pd.isna(build_from(report)["evaluations"].iloc[0]["total_change"])


def test_who_improved_most_from_the_first_to_the_last_round_is_one_line() -> None:
    tables = build_from(
        *(make_report("0580", year, (score,) * 8) for year, score in ((2010, 40), (2012, 45), (2015, 60))),
        *(make_report("0581", year, (score,) * 8) for year, score in ((2010, 40), (2015, 50))),
    )
    evaluations = tables["evaluations"]
    most = evaluations[evaluations["is_last"]].nlargest(1, "change_since_first").iloc[0]
    assert most[["municipality_code", "first_round", "round", "change_since_first"]].tolist() == [
        "0580",
        2010,
        2015,
        160,
    ]
    series = tables["series"]
    assert set(series[series["is_last"] & (series["municipality_code"] == "0580")]["change_since_first"]) == {
        20
    }


def test_scores_that_other_publications_tell_are_counted_as_confirmed() -> None:
    """Örebro told all eight of 2012 in its own news."""
    assert build_from(make_orebro())["area_scores"]["confirmed_by"].tolist() == [1] * 8
    other = build_from(make_report("1880", 2012, (69, *OREBRO_2012[1:])))
    assert other["area_scores"]["confirmed_by"].tolist() == [0, *[1] * 7]
    assert set(build_from(make_report("0580", 2012, OREBRO_2012))["area_scores"]["confirmed_by"]) == {0}


def test_publications_of_one_site_confirm_once() -> None:
    scores = build_from(make_orebro())["area_scores"]
    told = {"comparison": "agrees", "municipality_code": "1880", "round": 2012, "area_no": 3}
    sources = ("https://www.orebro.se/news/1", "orebro.se/other", "https://na.se/1", "na.se")
    counted = confirm_scores([{**told, "source_url": source} for source in sources], scores)["confirmed_by"]
    assert counted.tolist() == [0, 0, 2, 0, 0, 0, 0, 0]
    differing = [{**told, "comparison": "differs", "source_url": "na.se"}]
    assert confirm_scores(differing, scores)["confirmed_by"].tolist() == [0] * 8
