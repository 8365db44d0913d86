"""Series, ranks and the crosswalk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.instrument import AREAS, EDITIONS
from extract.records import DocumentReport, Reading, ReadingKind
from tests.fixtures_release import build, build_from, build_sample
from tests.fixtures_reports import (
    OREBRO_2012,
    OREBRO_CHANGES,
    make_orebro,
    make_pull,
    make_reading,
    make_report,
)
from transform.crosswalk import compare_area, read_crosswalk
from warehouse.schema import TABLES


def _scores_of(tables: dict[str, pd.DataFrame], code: str, round_: int) -> pd.DataFrame:
    scores = tables["area_scores"]
    return scores[(scores["municipality_code"] == code) & (scores["round"] == round_)].set_index("area_no")


def _findings(tables: dict[str, pd.DataFrame], code: str) -> pd.DataFrame:
    return tables["findings"][tables["findings"]["code"] == code]


def test_orebro_2012_comes_out_as_its_news_told_it() -> None:
    tables = build_from(make_orebro())
    scores = _scores_of(tables, "1880", 2012)
    assert scores["score"].tolist() == list(OREBRO_2012)
    assert scores["change"].tolist() == list(OREBRO_CHANGES)
    assert scores["previous_score"].tolist() == [52, 80, 66, 59, 51, 71, 55, 82]
    assert set(scores["change_source"]) == {"printed_change"}
    assert set(scores["comparability"]) == {"as_printed"}
    assert scores["previous_round"].isna().all()
    assert tables["evaluations"]["total"].tolist() == [615]
    assert tables["findings"].empty


def test_the_held_evaluation_before_is_taken() -> None:
    scores = _scores_of(build_sample(), "1880", 2015)
    assert scores["previous_score"].tolist() == list(OREBRO_2012)
    assert set(scores["change_source"]) == {"held"}
    assert set(scores["comparability"]) == {"same"}
    assert set(scores["previous_round"]) == {2012}
    assert scores["previous_area_no"].tolist() == list(range(1, 9))


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("NO-1640", "NO-5025", True),  # Røros, another county's number
        ("1917", "0331", True),  # Heby
        ("NO-1029", "NO-4205", True),  # Lindesnes, with two others
        ("NO-1002", "NO-4205", False),  # Mandal, which went into Lindesnes
        ("NO-1507", "NO-1508", False),  # Ålesund, parted in two
    ],
)
def test_a_series_goes_on_across_a_reform_where_there_is_one_successor(
    before: str, after: str, goes_on: bool
) -> None:
    first = (60.0, 61.0, 62.0, 63.0, 64.0, 65.0, 66.0, 67.0)
    years = {"1917": (2003, 2008), "NO-1507": (2021, 2024)}.get(before, (2011, 2021))
    edition = 2002 if before == "1917" else 2020 if before == "NO-1507" else 2010
    later = tuple(value + 2 for value in first)
    reports = [
        make_report(before, years[0], first, edition=edition),
        make_report(after, years[1], later, edition=edition),
    ]
    tables = build_from(*reports)
    scores = _scores_of(tables, after, years[1])
    row = tables["evaluations"].set_index("municipality_code").loc[after]
    assert row["nth"] == (2 if goes_on else 1)
    if goes_on:
        assert set(scores["previous_code"]) == {before}
        assert set(scores["previous_score"]) == set(first)
        assert row["previous_code"] == before
    else:
        assert scores["previous_code"].isna().all()
        assert scores["previous_score"].isna().all()


def test_a_printed_earlier_score_that_disagrees_with_the_held_one_is_a_finding() -> None:
    findings = _findings(build_sample(), "previous_disagrees")
    assert findings["sentence"].item() == (
        "The report on Tyresö 2015 prints 61 as the earlier score for area 3, "
        "but the report of 2010 gives 60."
    )
    assert findings["area_no"].tolist() == [3]
    assert _scores_of(build_sample(), "0138", 2015).loc[3, "previous_score"] == 60


def test_across_editions_only_comparable_areas_have_a_change() -> None:
    scores = _scores_of(build_sample(), "0115", 2021)
    assert scores.loc[2, ["previous_area_no", "previous_score", "change"]].tolist() == [8, 74, 1]
    assert scores.loc[8, "comparability"] == "not_comparable"
    assert scores.loc[8, ["previous_score", "change", "change_source", "previous_area_no"]].isna().all()
    assert scores.loc[8, "previous_round"] == 2017
    evaluation = build_sample()["evaluations"].query("municipality_code == '0115' and round == 2021").iloc[0]
    assert (evaluation["previous_total"], evaluation["comparability"]) == (555, "not_comparable")
    assert math.isnan(evaluation["total_change"])


EARLIER = (40, 41, 42, 43, 44, 45, 46, 47)
NOW = (50, 51, 52, 53, 54, 55, 56, 57)


def test_a_printed_later_evaluation_goes_before_an_older_held_one() -> None:
    old = make_report("0580", 2010, (10,) * 8)
    new = make_report("0580", 2015, NOW, previous=EARLIER, previous_year=2013)
    tables = build_from(old, new)
    scores = _scores_of(tables, "0580", 2015)
    assert scores["previous_score"].tolist() == list(EARLIER)
    assert set(scores["change_source"]) == {"printed_score"}
    assert set(scores["previous_round"]) == {2013}
    assert set(scores["previous_edition"]) == {2010}
    assert set(scores["comparability"]) == {"same"}
    assert tables["findings"].empty


def test_a_year_after_the_held_round_means_its_report() -> None:
    old = make_report("0580", 2010, EARLIER)
    new = make_report("0580", 2015, NOW, previous=EARLIER, previous_year=2011)
    tables = build_from(old, new)
    assert set(_scores_of(tables, "0580", 2015)["change_source"]) == {"held"}
    assert set(_scores_of(tables, "0580", 2015)["previous_round"]) == {2010}
    assert tables["findings"].empty


def test_of_several_printed_rounds_the_latest_before_is_meant() -> None:
    first = make_report("0580", 2018, NOW, edition=2016, previous=EARLIER, previous_year=2012)
    second = make_report("0580", 2018, NOW, edition=2016, previous=(30,) * 8, previous_year=2009)
    future = make_report("0580", 2018, NOW, edition=2016, previous=(90,) * 8, previous_year=2018)
    extra = (*second.readings[9:], *future.readings[9:])
    scores = _scores_of(build_from(_extend(first, extra)), "0580", 2018)
    assert scores["previous_score"].tolist() == list(EARLIER)
    assert set(scores["previous_round"]) == {2012}


def _extend(report: DocumentReport, readings: Sequence[Reading]) -> DocumentReport:
    return replace(report, readings=(*report.readings, *readings))


def test_a_printed_change_and_earlier_score_that_contradict_are_not_taken() -> None:
    changes = [now - before for now, before in zip(NOW, EARLIER, strict=True)]
    changes[2] += 1
    tables = build_from(make_report("0580", 2015, NOW, previous=EARLIER, changes=changes))
    scores = _scores_of(tables, "0580", 2015)
    assert scores["change"].isna().tolist() == [False, False, True, False, False, False, False, False]
    finding = _findings(tables, "previous_contradicts")["sentence"].item()
    assert finding.endswith(
        "42 on page 5, a change of +11 (that is 41) on page 5; no change is published for it."
    )


def test_printed_changes_that_contradict_each_other_are_not_taken() -> None:
    right = make_report("0580", 2015, NOW, changes=[10] * 8)
    misread = make_report("0580", 2015, NOW, changes=EARLIER, previous_year=2012)
    tables = build_from(_extend(right, misread.readings[9:]))
    assert tables["area_scores"]["change"].isna().all()
    assert len(_findings(tables, "previous_contradicts")) == 8


@pytest.mark.parametrize(("total", "taken"), [(348, True), (348.5, True), (349, False), (500, False)])
def test_earlier_scores_must_add_up_to_the_total_printed_with_them(total: float, taken: bool) -> None:
    report = make_report("0580", 2015, NOW, previous=EARLIER, previous_year=2012)
    tables = build_from(_extend(report, [make_reading(ReadingKind.PREVIOUS, total, year=2012)]))
    assert tables["area_scores"]["change"].notna().all() == taken
    assert tables["area_scores"]["change"].isna().all() == (not taken)
    assert len(_findings(tables, "previous_contradicts")) == (not taken)


def test_a_printed_change_to_an_impossible_score_is_not_taken() -> None:
    tables = build_from(make_report("0580", 2015, NOW, changes=(60, 1, 1, 1, 1, 1, 1, 1)))
    assert math.isnan(_scores_of(tables, "0580", 2015).loc[1, "change"])
    assert len(_findings(tables, "previous_contradicts")) == 1


def test_evaluations_of_different_origin_are_not_compared() -> None:
    old, new = make_report("0580", 2010, EARLIER), make_report("0580", 2015, NOW)
    tables = build([make_pull(old, origin="facsimile"), make_pull(new)], [old, new])
    assert tables["area_scores"]["change"].isna().all()
    assert tables["evaluations"]["nth"].tolist() == [1, 1]
    rivals = make_report("0581", 2015, EARLIER)
    tables = build([make_pull(rivals, origin="facsimile"), make_pull(new)], [rivals, new])
    assert tables["evaluations"]["rank"].tolist() == [1, 1]


def test_rank_counts_within_the_round_and_states_ties() -> None:
    evaluations = build_sample()["evaluations"].query("round == 2015")
    facts = evaluations.set_index("municipality_code")[["total", "rank", "rank_tied", "ranked"]]
    assert facts.T.to_dict("list") == {
        "0138": [492, 2, True, 3],
        "0580": [492, 2, True, 3],
        "1880": [650, 1, False, 3],
    }


def test_rank_in_edition_keeps_editions_and_countries_apart() -> None:
    swedish = make_report("0580", 2019, (60,) * 8, edition=2016)
    norwegian = make_report("NO-1516", 2019, (70,) * 8, edition=2016)
    evaluations = build_from(swedish, norwegian)["evaluations"].set_index("municipality_code")
    assert evaluations["rank"].to_dict() == {"0580": 2, "NO-1516": 1}
    assert evaluations["rank_in_edition"].to_dict() == {"0580": 1, "NO-1516": 1}


def test_nth_counts_the_evaluations_held() -> None:
    evaluations = build_from(*(make_report("0580", year, (50,) * 8) for year in (2010, 2012, 2015)))[
        "evaluations"
    ]
    assert evaluations["nth"].tolist() == [1, 2, 3]
    assert evaluations["previous_round"].tolist() == [pd.NA, 2010, 2012]


def test_crosswalk_covers_every_area_of_every_pair_of_editions_once() -> None:
    wanted = {
        (edition, area_no, other) for edition, area_no in AREAS for other in EDITIONS if other < edition
    }
    claims = [(claim.edition, claim.area_no, claim.other_edition) for claim in read_crosswalk()]
    assert len(claims) == len(set(claims))
    assert set(claims) == wanted


def test_each_claim_of_the_crosswalk_has_its_ground() -> None:
    for claim in read_crosswalk():
        assert (claim.basis == "source") == bool(claim.source), claim
        assert claim.reason.endswith("."), claim
        assert claim.comparability in (TABLES["area_crosswalk"]["comparability"].allowed or ())


def test_no_two_areas_are_comparable_with_the_same_earlier_area() -> None:
    taken = [
        (claim.edition, claim.other_edition, claim.other_area_no)
        for claim in read_crosswalk()
        if claim.comparability != "not_comparable"
    ]
    assert len(taken) == len(set(taken))


def test_comparability_never_grows_over_two_revisions() -> None:
    order = ("same", "similar", "not_comparable")
    for claim in read_crosswalk():
        for middle in EDITIONS:
            if claim.other_edition < middle < claim.edition:
                area, first = compare_area(claim.edition, claim.area_no, middle)
                _, second = compare_area(middle, area, claim.other_edition)
                assert order.index(claim.comparability) >= max(order.index(first), order.index(second)), claim


def test_comparing_with_a_later_edition_is_an_error() -> None:
    with pytest.raises(KeyError):
        compare_area(2010, 1, 2016)
    with pytest.raises(KeyError):
        compare_area(2010, 9, 2010)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(EDITIONS)), st.lists(st.integers(0, 100), min_size=8, max_size=8)),
        min_size=1,
        max_size=4,
    )
)
def test_every_change_is_the_difference_of_two_published_scores(rounds: list[tuple[int, list[int]]]) -> None:
    years = {2002: 2004, 2010: 2012, 2016: 2017, 2020: 2021}
    reports = {
        years[edition]: make_report("0580", years[edition], scores, edition=edition)
        for edition, scores in rounds
    }
    tables = build_from(*reports.values())
    scores = tables["area_scores"].set_index(["round", "area_no"])
    for (_, _), row in scores.iterrows():
        if pd.isna(row["change"]):
            assert pd.isna(row["previous_score"])
            continue
        assert row["score"] - row["previous_score"] == row["change"]
        assert scores.loc[(row["previous_round"], row["previous_area_no"]), "score"] == row["previous_score"]
        assert row["comparability"] in ("same", "similar")
