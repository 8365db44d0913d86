"""Check a document's scores and give the reasons why they cannot be published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, FEWEST_POINTS, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING, find_finest
from extract.presentations import (
    BY_CHAPTER,
    BY_PAGE,
    READ_AS,
    Presentation,
    join_halves,
    list_foreign_columns,
    list_open_columns,
    list_owned,
)
from extract.proof.subareas import Subareas
from extract.records import Identity, Reading, ReadingKind, Reason
from extract.sentences import quote_text

TRANSITION = range(2009, 2012)  # years in which a report may print the scores of two editions
LEAST_SERIES = 6  # areas; a column with fewer numbers is no series of scores
LEAST_BEST = 30  # points; the best area of every report has more, the questions of an area have fewer
NEAR_COPY = 5  # areas in which a column must repeat the scores to count as a copy of them


@dataclass(frozen=True)
class Evidence:
    """The evidence for a set of scores: their presentations, the printed totals and the sub-areas."""

    edition: int | None
    own: Sequence[Presentation]
    totals: Sequence[Reading]
    subareas: Mapping[int, Subareas]

    @property
    def values(self) -> dict[int, float]:
        """The points of each area; where presentations differ, those of the last one."""
        return {area_no: reading.value for each in self.own for area_no, reading in each.readings.items()}


def is_summed(evidence: Evidence) -> bool:
    """Whether a printed total proves all eight scores."""
    return bool(evidence.totals) and set(evidence.values) == set(AREA_NUMBERS)


def meets_total(total: float, printed: float) -> bool:
    """Whether areas that add up to ``total`` have this printed total; only half points are rounded."""
    return printed == total or (total % 1 != 0 and abs(printed - total) <= TOTAL_ROUNDING)


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
        _find_unowned(evidence) or _find_open_totals(evidence, readings) or _find_rivals(evidence, readings)
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
        least = FEWEST_POINTS if _is_proved_elsewhere(evidence) else LEAST_BEST
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


def _find_unowned(evidence: Evidence) -> list[Reason]:
    """Find scores of which nothing on the page proves that they are the municipality's own of this round."""
    owned = {area_no for each in list_owned(evidence.own, evidence.totals) for area_no in each.readings}
    unproved = sorted(set(AREA_NUMBERS) - owned)
    reading = next(
        (each.readings[no] for no in unproved for each in evidence.own if no in each.readings), None
    )
    if reading is None:
        return _find_owned_by_place(evidence)
    return [
        Reason(
            "score_uncertain",
            f"Page {reading.page} prints {reading.text} for area {reading.area_no}, but nothing there proves"
            " that the numbers are this municipality's of this round: no name, no year, no words such as"
            " 'kommunens' or 'erhållna', no chapter of results, no total told as its own.",
        )
    ]


def _find_owned_by_place(evidence: Evidence) -> list[Reason]:
    """Find scores that only their chapter or page attributes to the municipality, most of them unproved."""
    if not {each.owner for each in evidence.own} <= {"", BY_CHAPTER, BY_PAGE} or _is_proved_elsewhere(
        evidence
    ):
        return []
    if len(_list_summed(evidence)) * 2 > len(AREA_NUMBERS):
        return []
    reading = next(iter(evidence.own[0].readings.values()))
    return [
        Reason(
            "score_uncertain",
            f"Page {reading.page} prints {reading.text} for area {reading.area_no} in a chapter on this"
            " municipality, but no total and no second presentation proves that it is of this round.",
        )
    ]


def _is_proved_elsewhere(evidence: Evidence) -> bool:
    """Whether all eight scores are proved by more than one presentation alone.

    The sentences of the chapters are none beside their headings.
    """
    whole = {each.presentation for each in evidence.own if each.is_whole and each.group.kind != "told"}
    return is_summed(evidence) or len(whole) > 1 or len(_list_summed(evidence)) == len(AREA_NUMBERS)


def _list_summed(evidence: Evidence) -> list[int]:
    """List the areas whose sub-areas add up to their points."""
    return [no for no, parts in evidence.subareas.items() if parts.total == evidence.values.get(no)]


def _find_open_totals(evidence: Evidence, readings: Sequence[Reading]) -> list[Reason]:
    """Find a different total whose owner is not stated, if nothing else proves the scores.

    A total to which the numbers of a column of others add up is that column's.
    """
    if _is_proved_elsewhere(evidence):
        return []
    total = sum(evidence.values.values())
    of_others = {each.total for each in list_foreign_columns(readings) if each.is_whole}
    return [
        Reason(
            "score_uncertain",
            f"The areas add up to {total:g}; page {reading.page} prints {reading.text} points in all, and"
            " nothing says for certain whose they are or proves the scores.",
        )
        for reading in readings
        if reading.area_no is None
        and reading.kind is ReadingKind.UNKNOWN
        and MAX_SCORE < reading.value < MAX_TOTAL
        and abs(reading.value - total) > TOTAL_ROUNDING
        and reading.value not in of_others
    ][:1]


def _find_rivals(evidence: Evidence, readings: Sequence[Reading]) -> list[Reason]:
    """Find a different series whose owner is not stated, if nothing else proves the scores.

    The sum below the scores proves nothing against eight other numbers with a sum of their own.
    """
    is_proved = _is_proved_elsewhere(evidence)
    sums = {(each.group.presentation, each.value) for each in readings if each.area_no is None}
    own = {each.presentation for each in evidence.own if each.is_whole}
    sums_are_own = {each.group.presentation for each in evidence.totals} <= own
    for column in join_halves(list_open_columns(readings)):
        numbers = {reading.value for reading in column.readings.values()}
        same = sum(value == evidence.values[area_no] for area_no, value in column.values)
        has_sum = (column.presentation, column.total) in sums
        same_names = not column.editions or evidence.edition in (None, *column.editions)
        if is_proved and not (column.is_whole and has_sum and same_names and sums_are_own):
            continue
        if (
            len(column.readings) >= LEAST_SERIES
            and same < NEAR_COPY
            and column.presentation not in own
            and len(numbers) > 1
            and all(0 <= number <= MAX_SCORE for number in numbers)
        ):
            reading = column.readings[min(column.readings)]
            return [
                Reason(
                    "score_uncertain",
                    f"Page {reading.page} prints other numbers beside the areas, {reading.text} for area"
                    f" {reading.area_no}, and nothing says for certain whose they are or proves the scores"
                    " given elsewhere.",
                )
            ]
    return []


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
