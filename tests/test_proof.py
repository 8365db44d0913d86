"""Proof: what is published of a document's readings, how it was proved, and why it is held back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.proof.prove import prove
from extract.records import Box, Group, Identity, Proof, Reading, ReadingKind

IDENTITY = Identity(country="SE", municipality="Örebro", round=2012, edition=2010)
SCORES = (68.0, 85.0, 86.0, 74.0, 70.0, 74.0, 71.0, 87.0)
BOX = Box(0, 0, 10, 10)
COLUMN, BESIDE = Group("table", "4:0:0", "0"), Group("table", "4:0:0", "1")
CHART, LIST = Group("chart", "6:0", "0"), Group("list", "5:0:0", "bare")
TOTALS, SUBAREAS = Group("sentence", column="total"), Group("overview", "1", "subareas")


def read_column(
    values: tuple[float, ...] = SCORES,
    *,
    kind: ReadingKind = ReadingKind.SCORE,
    group: Group = COLUMN,
    from_image: bool = False,
    owner: str = "name",
) -> list[Reading]:
    left = float(sum(map(ord, str(group))))
    place = Box(left, 0, left + 10, 10)
    return [
        Reading(
            *(group.kind, kind, value, f"{value:g}", 4, place, group, area_no),
            from_image=from_image,
            owner=owner if kind is ReadingKind.SCORE else "",
        )
        for area_no, value in enumerate(values, start=1)
    ]


def read_total(value: float, group: Group = TOTALS) -> Reading:
    return Reading("sentence", ReadingKind.TOTAL, value, f"{value:g}", 4, BOX, group)


def list_codes(readings: list[Reading], identity: Identity = IDENTITY) -> list[str]:
    return [reason.code for reason in prove(readings, identity).reasons]


def test_eight_scores_that_add_up_to_the_printed_total_are_proved_by_the_sum() -> None:
    verdict = prove([*read_column(), read_total(615)], IDENTITY)
    assert [score.value for score in verdict.scores] == list(SCORES)
    assert {score.proof for score in verdict.scores} == {Proof.SUM}


def test_two_presentations_that_agree_prove_each_other() -> None:
    verdict = prove([*read_column(), *read_column(group=CHART)], IDENTITY)
    assert {(score.proof, score.witnesses) for score in verdict.scores} == {(Proof.AGREEMENT, 2)}


def test_one_presentation_alone_is_single() -> None:
    assert {score.proof for score in prove(read_column(), IDENTITY).scores} == {Proof.SINGLE}


def test_sub_areas_that_add_up_prove_an_area() -> None:
    parts = [
        Reading("overview", kind, value, "", 9, BOX, SUBAREAS, area_no, f"{area_no}.{at}", "Del")
        for area_no, score in enumerate(SCORES, start=1)
        for at, (part, most) in enumerate(((40.0, 50.0), (score - 40, 50.0)), start=1)
        for kind, value in ((ReadingKind.SUBAREA, part), (ReadingKind.SUBAREA_MAX, most))
    ]
    verdict = prove([*read_column(), *parts], IDENTITY)
    assert {score.proof for score in verdict.scores} == {Proof.SUBAREAS}
    assert len(verdict.subareas) == 16
    wrong = [replace(parts[0], value=41.0), *parts[1:]]
    assert list_codes([*read_column(), *wrong]) == ["subareas_mismatch"]


def test_a_total_that_differs_holds_the_document_back() -> None:
    assert list_codes([*read_column(), read_total(618)]) == ["total_mismatch"]


def test_a_total_rounded_from_half_points_is_accepted_and_said() -> None:
    halves = (68.5, *SCORES[1:])
    verdict = prove([*read_column(halves), read_total(616)], replace(IDENTITY, edition=2002))
    assert verdict.scores[0].value == 68.5
    assert [finding.code for finding in verdict.findings] == ["total_rounded"]


def test_contradiction_and_absence_have_their_reasons() -> None:
    other = (67.0, *SCORES[1:])
    assert list_codes([*read_column(), *read_column(other, group=LIST)]) == ["scores_disagree"]
    assert list_codes(read_column()[:7]) == ["area_missing"]
    assert list_codes(read_column((168.0, *SCORES[1:]))) == ["score_over_max"]
    assert list_codes([]) == ["no_scores"]
    assert list_codes(read_column(kind=ReadingKind.AVERAGE)) == ["no_scores"]


def test_two_own_columns_in_the_transition_year_are_two_editions_unmarked() -> None:
    other = tuple(score - 5 for score in SCORES)
    readings = [*read_column(), *read_column(other, group=BESIDE)]
    assert list_codes(readings, replace(IDENTITY, round=2010)) == ["two_editions_unmarked"]
    assert list_codes(readings) == ["scores_disagree"]


def test_arithmetic_settles_which_open_column_is_the_own() -> None:
    other = tuple(score - 5 for score in SCORES)
    columns = [
        *read_column(kind=ReadingKind.UNKNOWN),
        *read_column(other, kind=ReadingKind.UNKNOWN, group=BESIDE),
    ]
    assert list_codes(columns) == ["score_uncertain"]
    verdict = prove([*columns, read_total(615)], IDENTITY)
    assert [score.value for score in verdict.scores] == list(SCORES)


def test_scores_from_a_picture_need_a_sum() -> None:
    assert list_codes(read_column(from_image=True)) == ["image_unproved"]
    assert not list_codes([*read_column(from_image=True), read_total(615)])


POINTS = st.integers(0, 200).map(lambda half: half / 2)


@given(st.tuples(*[POINTS] * 8), st.tuples(*[POINTS] * 8), st.integers(0, 1600))
def test_what_is_published_never_contradicts_a_reading(
    one: tuple[float, ...], other: tuple[float, ...], total: int
) -> None:
    readings = [
        *read_column(one),
        *read_column(other, group=CHART),
        read_total(total / 2),
    ]
    verdict = prove(readings, IDENTITY)
    if verdict.scores:
        assert tuple(score.value for score in verdict.scores) == one == other
        assert total / 2 < 101 or abs(sum(one) - total / 2) <= 0.5
    else:
        assert verdict.reasons


def test_a_column_that_repeats_most_scores_but_not_all_is_a_contradiction() -> None:
    lying = read_column((60.0, *SCORES[1:]), kind=ReadingKind.UNKNOWN, group=CHART)
    assert list_codes([*read_column(), *lying]) == ["scores_disagree"]


@pytest.mark.parametrize("kind", [ReadingKind.OTHER, ReadingKind.AVERAGE, ReadingKind.PREVIOUS])
def test_words_that_take_numbers_away_hide_no_contradiction(kind: ReadingKind) -> None:
    lying = read_column((60.0, *SCORES[1:]), kind=kind, group=Group("heading", column="0"))
    assert list_codes([*read_column(), *lying]) == ["scores_disagree"]


def test_a_contradiction_in_halves_is_one() -> None:
    lying = read_column((60.0, *SCORES[1:]), kind=ReadingKind.UNKNOWN, group=Group("table", "6:0:0", "3"))
    halves = [*lying[:4], *(replace(each, group=Group("table", "6:1:0", "3")) for each in lying[4:])]
    assert list_codes([*read_column(), *halves]) == ["scores_disagree"]


def test_a_column_of_something_else_is_none() -> None:
    other = read_column((50, 54, 67, 55, 56, 55, 51, 66), kind=ReadingKind.UNKNOWN, group=CHART)
    assert list_codes([*read_column(), *other, read_total(615)]) == []


OPEN = {"kind": ReadingKind.UNKNOWN, "group": Group("chart", "7:0", "0")}
OTHERS = (60.0, 61.0, 62.0, 63.0, 64.0, 65.0, 66.0, 67.0)


def test_a_chart_without_words_that_repeats_all_scores_is_a_witness() -> None:
    verdict = prove([*read_column(), *read_column(**OPEN)], IDENTITY)  # type: ignore[arg-type]
    assert {(score.proof, score.witnesses) for score in verdict.scores} == {(Proof.AGREEMENT, 2)}


def test_a_lone_presentation_beside_another_of_nobodys_is_uncertain() -> None:
    other = read_column(OTHERS, **OPEN)  # type: ignore[arg-type]
    assert list_codes([*read_column(), *other]) == ["score_uncertain"]
    assert list_codes([*read_column(), *other, read_total(615)]) == []
    assert list_codes([*read_column(), *read_column(group=Group("list", "9:0", "bare")), *other]) == []


def test_another_column_of_the_same_table_or_of_one_number_is_no_rival() -> None:
    beside = read_column(OTHERS, kind=ReadingKind.UNKNOWN, group=BESIDE)
    most = read_column((100.0,) * 8, **OPEN)  # type: ignore[arg-type]
    assert list_codes([*read_column(), *beside, *most]) == []


@given(st.randoms(use_true_random=False))
def test_the_order_of_readings_decides_nothing_not_even_which_page_is_shown(shuffle: Any) -> None:
    """Readers may come in any order, and so may the pages that they read."""
    readings = [
        *read_column(),
        *(replace(each, page=9) for each in read_column(group=Group("chart", "9:0", "0"))),
        *(replace(each, page=2) for each in read_column(group=Group("heading", "2:0", "0"))),
        read_total(615),
        read_total(615, Group("overview", column="total")),
    ]
    mixed = list(readings)
    shuffle.shuffle(mixed)
    assert prove(mixed, IDENTITY) == prove(readings, IDENTITY)
    assert prove(mixed, IDENTITY).scores


def test_a_total_of_nobody_that_a_column_of_others_adds_up_to_is_that_columns() -> None:
    total = replace(read_total(sum(OTHERS)), kind=ReadingKind.UNKNOWN)
    assert list_codes([*read_column(), total]) == ["score_uncertain"]
    mean = read_column(OTHERS, kind=ReadingKind.AVERAGE, group=BESIDE)
    assert list_codes([*read_column(), *mean, total]) == []
    near = read_column((*OTHERS[:7], 66.0), kind=ReadingKind.AVERAGE, group=BESIDE)
    assert list_codes([*read_column(), *near, total]) == ["score_uncertain"]


def test_the_sum_below_the_scores_proves_nothing_against_other_numbers_with_their_own_sum() -> None:
    rival = read_column(OTHERS, **OPEN)  # type: ignore[arg-type]
    summed = replace(read_total(sum(OTHERS), Group("chart", "7:0", "0")), kind=ReadingKind.UNKNOWN)
    own = [*read_column(), read_total(615, Group("table", "3", "sums"))]
    group = own[0].group
    own[-1] = replace(own[-1], group=group)
    assert list_codes([*own, *rival]) == []
    assert list_codes([*own, *rival, summed]) == ["score_uncertain"]
    told = replace(read_total(615), reader="sentence", group=Group("sentence", column="total"))
    assert list_codes([*own, told, *rival, summed]) == []


def test_a_few_numbers_that_a_picture_gives_otherwise_do_not_stand_against_an_owned_sum() -> None:
    few = [replace(each, value=1.0) for each in read_column(group=Group("card", "5:0:0", "0"))[:3]]
    assert prove([*read_column(), *few, read_total(615)], IDENTITY).scores
    assert list_codes([*read_column(), *few]) == ["scores_disagree"]
    assert "scores_disagree" in list_codes([*read_column(owner=""), *few, read_total(615)])
    told = [replace(each, reader="told", group=Group("told", "told.0", "0")) for each in few[:1]]
    assert "scores_disagree" in list_codes([*read_column(), *told, read_total(615)])


def test_the_sentences_of_the_chapters_are_no_second_proof_beside_their_headings() -> None:
    heading, told = Group("heading", "sections.0", "0"), Group("told", "told.0.score", "1")
    open_total = replace(read_total(600), kind=ReadingKind.UNKNOWN)
    for other, codes in ((told, ["score_uncertain"]), (CHART, [])):
        readings = [*read_column(group=heading), *read_column(group=other), open_total]
        assert list_codes(readings) == codes


def test_sub_areas_without_points_of_their_area_do_not_stand_against_a_total() -> None:
    parts = [
        Reading("overview", kind, value, "", 9, BOX, SUBAREAS, 4, f"4.{at}", "Del")
        for at in (1, 2)
        for kind, value in ((ReadingKind.SUBAREA, 20.0), (ReadingKind.SUBAREA_MAX, 50.0))
    ]
    assert list_codes([*read_column(), *parts]) == ["subareas_mismatch"]
    assert list_codes([*read_column(), *parts, read_total(615)]) == []
    area = replace(read_column(group=Group("overview", "1", "head"))[3], reader="overview")
    assert list_codes([*read_column(), *parts, area, read_total(615)]) == ["subareas_mismatch"]


def test_scores_that_are_as_low_as_the_points_of_questions_need_a_second_proof() -> None:
    low = (12.0, 30.0, 8.0, 20.0, 16.0, 25.0, 14.0, 11.0)
    assert list_codes(read_column(low)) == ["score_uncertain"]
    assert list_codes([*read_column(low), read_total(sum(low))]) == []
