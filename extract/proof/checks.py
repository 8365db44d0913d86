"""Check a document's scores and give the reasons why they cannot be published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extract.instrument import AREA_NUMBERS, FEWEST_POINTS, MAX_SCORE, find_finest
from extract.presentations import (
    READ_AS,
    Presentation,
    join_halves,
    list_foreign_columns,
    list_open_columns,
)
from extract.proof.evidence import (
    LEAST_SERIES,
    NEAR_COPY,
    Evidence,
    is_proved_elsewhere,
    is_summed,
    meets_total,
)
from extract.proof.ownership import find_open_totals, find_rivals, find_unowned
from extract.records import Identity, Reading, ReadingKind, Reason
from extract.sentences import quote_text

TRANSITION = range(2009, 2012)  # years in which a report may print the scores of two editions
LEAST_BEST = 30  # points; the best area of every report has more, the questions of an area have fewer


def find_reasons(evidence: Evidence, readings: Sequence[Reading], identity: Identity) -> Iterable[Reason]:
    """Find the reasons why scores cannot be published, the decisive ones first; none if they can be."""
    if not evidence.own:
        yield (
            Reason(
                "score_uncertain",
                "Numbers stand beside the areas, but nothing says for certain whose they are.",
            )
            if list_open_columns(readings)
            else Reason("no_scores", _tell_why_none(readings))
        )
        return
    over = [r for each in evidence.own for r in each.readings.values() if not 0 <= r.value <= MAX_SCORE]
    if over:
        yield Reason(
            "score_over_max",
            f"{over[0].text} points are printed for area {over[0].area_no} on page {over[0].page},"
            f" which can give {MAX_SCORE} at most.",
        )
        return
    step = find_finest(evidence.edition)
    fine = [r for each in evidence.own for r in each.readings.values() if r.value % step]
    if fine:
        yield Reason(
            "score_too_fine",
            f"{fine[0].text} points are printed for area {fine[0].area_no} on page {fine[0].page};"
            f" edition {evidence.edition or 'unknown'} gives points in steps of {step:g}.",
        )
        return
    yield from _find_other_most(evidence) or _find_other_scale(evidence, readings)
    yield from _find_disagreement(evidence, identity)
    yield from _find_near_copies(evidence, readings)
    missing = sorted(set(AREA_NUMBERS) - set(evidence.values))
    if missing:
        areas = ", ".join(str(area_no) for area_no in missing)
        yield Reason("area_missing", f"No score is readable for area {areas}.")
        return
    yield from _check_total(evidence)
    yield from _check_subareas(evidence)
    yield from (
        find_unowned(evidence) or find_open_totals(evidence, readings) or find_rivals(evidence, readings)
    )
    if evidence.edition is None:
        yield Reason("edition_unclear", "The names of the areas do not settle the edition.")
    if any(r.from_image and not r.is_sure for each in evidence.own for r in each.readings.values()) and not (
        any(each.value == sum(evidence.values.values()) for each in evidence.totals)  # a half may be lost
        or all(area_no in evidence.subareas for area_no in AREA_NUMBERS)
    ):
        yield Reason(
            "image_unproved", "The scores were read from a picture and no sum on the page proves them."
        )


def _tell_why_none(readings: Sequence[Reading]) -> str:
    """Tell that there are no scores, and which words gave the numbers beside the areas to somebody else."""
    for column in list_foreign_columns(readings):
        first = column.all_readings[0]
        if len(column.readings) >= LEAST_SERIES and first.kind in READ_AS and first.words:
            return (
                f"Page {first.page} prints numbers beside the areas, which are read as {READ_AS[first.kind]}"
                f" because of the words {quote_text(first.words)}."
            )
    return "No page shows scores of the areas."


def _find_other_most(evidence: Evidence) -> list[Reason]:
    """Find scores whose printed maximum is not the instrument's."""
    return [
        Reason(
            "score_uncertain",
            f"Page {reading.page} prints {reading.text} out of {reading.most:g} for area {reading.area_no},"
            f" which can give {MAX_SCORE}.",
        )
        for each in evidence.own
        for reading in each.all_readings
        if reading.most is not None and reading.most != MAX_SCORE
    ][:1]


def _find_other_scale(evidence: Evidence, readings: Sequence[Reading]) -> Iterable[Reason]:
    """Find points on another scale than the instrument's 0 to 100."""
    own = {each.presentation for each in evidence.own}
    mosts = [
        reading
        for reading in readings
        if reading.kind is ReadingKind.MAX_SCORE
        and reading.area_no is not None
        and reading.group.presentation in own
    ]
    other = (
        mosts[0] if len({reading.value for reading in mosts}) == 1 and mosts[0].value != MAX_SCORE else None
    )
    if other is not None:
        yield Reason(
            "score_uncertain",
            f"Page {other.page} prints {other.text} as the most that area {other.area_no} can get, which is"
            f" {MAX_SCORE}.",
        )
    elif set(evidence.values) == set(AREA_NUMBERS):
        least = FEWEST_POINTS if is_proved_elsewhere(evidence) else LEAST_BEST
        if max(evidence.values.values()) <= least:
            yield Reason(
                "score_uncertain",
                f"No area is given more than {least} points: the numbers may be of another scale than"
                f" {MAX_SCORE}, or of questions.",
            )


def _find_disagreement(evidence: Evidence, identity: Identity) -> Iterable[Reason]:
    found: dict[int, dict[float, Reading]] = defaultdict(dict)
    for each in evidence.own:
        for reading in each.all_readings:
            found[reading.area_no or 0].setdefault(reading.value, reading)
    disagreeing = {area_no: by_value for area_no, by_value in found.items() if len(by_value) > 1}
    if not disagreeing:
        return
    if _stand_side_by_side(evidence.own) and (identity.round is None or identity.round in TRANSITION):
        yield Reason(
            "two_editions_unmarked",
            "Two columns of one table give different own scores, and nothing says which edition each is.",
        )
        return
    area_no, by_value = next(iter(sorted(disagreeing.items())))
    told = " and ".join(f"{reading.text} on page {reading.page}" for reading in by_value.values())
    yield Reason(
        "scores_disagree",
        f"The report prints different scores for {len(disagreeing)} areas; for area {area_no} {told}.",
    )


def _find_near_copies(evidence: Evidence, readings: Sequence[Reading]) -> Iterable[Reason]:
    """Find columns that repeat the scores in most areas, but not in all.

    Columns that are attributed to others count too: the attribution may be a misunderstanding, which must not
    hide a contradiction.
    """
    for column in join_halves([*list_open_columns(readings), *list_foreign_columns(readings)]):
        if evidence.edition is not None and column.editions and evidence.edition not in column.editions:
            continue
        shared = {area_no: value for area_no, value in column.values if area_no in evidence.values}
        same = [area_no for area_no, value in shared.items() if value == evidence.values[area_no]]
        if NEAR_COPY <= len(same) < len(shared):
            area_no = min(set(shared) - set(same))
            reading = column.readings[area_no]
            yield Reason(
                "scores_disagree",
                f"A presentation on page {reading.page} repeats the scores of {len(same)} areas, but prints"
                f" {reading.text} for area {area_no}, which has {evidence.values[area_no]:g} elsewhere.",
            )
            return


def _stand_side_by_side(own: Sequence[Presentation]) -> bool:
    return any(
        one.presentation == other.presentation and one.group != other.group and one.values != other.values
        for one in own
        for other in own
        if one.is_whole and other.is_whole
    )


def _check_total(evidence: Evidence) -> Iterable[Reason]:
    total = sum(evidence.values.values())
    for reading in evidence.totals:
        if not meets_total(total, reading.value):
            yield Reason(
                "total_mismatch",
                f"The areas add up to {total:g}, but {reading.text} is printed as their total"
                f" on page {reading.page}.",
            )
            return


def _check_subareas(evidence: Evidence) -> Iterable[Reason]:
    """Find an area whose sub-areas do not add up to its points.

    Sub-areas without points of their area may be those of another; a total of all the scores then decides.
    """
    headed = {(each.presentation, area_no) for each in evidence.own for area_no in each.readings}
    for area_no, subareas in sorted(evidence.subareas.items()):
        if is_summed(evidence) and (subareas.scores[0].reading.group.presentation, area_no) not in headed:
            continue
        if subareas.is_complete and subareas.total != evidence.values[area_no]:
            yield Reason(
                "subareas_mismatch",
                f"The sub-areas of area {area_no} add up to {subareas.total:g}, its score is"
                f" {evidence.values[area_no]:g}.",
            )
            return
