"""Proof: from all readings of a document to area scores that can be published, or the reasons why not.

A pure function of the readings and of who, when and which edition the document says it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING
from extract.presentations import Presentation, list_open_columns, list_own_scores, name_presentation
from extract.records import (
    Finding,
    Identity,
    Proof,
    ProvedScore,
    Reading,
    ReadingKind,
    Reason,
    SubareaScore,
    Verdict,
)
from extract.subareas import Subareas, find_subareas

TRANSITION = range(2009, 2012)  # years in which two editions may stand side by side
LEAST_TOTAL = 80
NEAR_COPY = 5  # areas in which a column must repeat the scores to be taken for them again


@dataclass(frozen=True)
class Case:
    """What speaks for a set of scores: the presentations, the totals printed, the sub-areas."""

    edition: int | None
    own: Sequence[Presentation]
    totals: Sequence[Reading]
    subareas: Mapping[int, Subareas]

    @property
    def values(self) -> dict[int, float]:
        """Each area's points as the presentations that name it agree."""
        return {area_no: reading.value for each in self.own for area_no, reading in each.readings.items()}


def prove(readings: Sequence[Reading], identity: Identity) -> Verdict:
    """The verdict on a document's readings.

    Either eight proved scores, or reasons: ``no_scores``, ``area_missing``, ``score_over_max``,
    ``total_mismatch``, ``scores_disagree``, ``subareas_mismatch``, ``two_editions_unmarked``,
    ``edition_unclear``, ``score_uncertain`` or ``image_unproved``.
    """
    own = list_own_scores(readings)
    editions = _settle_edition(own, identity)
    if len(editions) > 1 and _are_rivals(own):
        return _refuse("two_editions_unmarked", "Scores of two editions stand side by side unmarked.")
    edition = identity.edition or (editions[0] if len(editions) == 1 else None)
    own = [each for each in own if edition is None or not each.editions or edition in each.editions]
    totals = [
        reading for reading in readings if reading.kind is ReadingKind.TOTAL and _fits(reading, edition)
    ]
    totals = [reading for reading in totals if reading.value >= LEAST_TOTAL]
    if not any(each.is_whole for each in own):
        own = [*own, *_promote(readings, own, totals, edition)]
    case = Case(edition, own, totals, find_subareas(readings, edition))
    reasons = list(_find_faults(case, readings, identity))
    if reasons:
        return Verdict(edition=edition, reasons=tuple(reasons))
    return _conclude(case)


def _settle_edition(own: Iterable[Presentation], identity: Identity) -> list[int]:
    """The editions that the presentations' labels leave possible, newest first."""
    if identity.edition is not None:
        return [identity.edition]
    shared: set[int] | None = None
    for each in own:
        if each.editions:
            shared = set(each.editions) if shared is None else shared & set(each.editions)
    return sorted(shared or (), reverse=True)


def _are_rivals(own: Sequence[Presentation]) -> bool:
    return any(
        one.editions and other.editions and not set(one.editions) & set(other.editions)
        for one in own
        for other in own
    )


def _fits(reading: Reading, edition: int | None) -> bool:
    return edition is None or not reading.editions or edition in reading.editions


def _promote(
    readings: Sequence[Reading],
    own: Sequence[Presentation],
    totals: Sequence[Reading],
    edition: int | None,
) -> list[Presentation]:
    """Columns whose headings leave a doubt that arithmetic settles.

    Eight numbers that alone add up to the printed own total are the own scores; so are eight numbers that two
    independent presentations give alike.
    """
    open_columns = [
        each
        for each in list_open_columns(readings)
        if each.is_whole
        and (edition is None or not each.editions or edition in each.editions)
        and all(0 <= reading.value <= MAX_SCORE for reading in each.readings.values())
    ]
    sure = {area_no: reading.value for each in own for area_no, reading in each.readings.items()}
    fitting = [
        each
        for each in open_columns
        if all(each.readings[area_no].value == value for area_no, value in sure.items())
    ]
    wanted = {reading.value for reading in totals if _is_independent(reading, open_columns)}
    if len(wanted) == 1:
        summing = [each for each in fitting if abs(each.total - next(iter(wanted))) <= TOTAL_ROUNDING]
        if len({each.values for each in summing}) == 1:
            return summing
    if len(sure) >= 3 and len({each.values for each in fitting}) == 1:
        return fitting
    agreeing = [
        each
        for each in fitting
        if len({other.presentation for other in fitting if other.values == each.values}) > 1
    ]
    return agreeing if len({each.values for each in agreeing}) == 1 else []


def _is_independent(total: Reading, columns: Iterable[Presentation]) -> bool:
    return all(name_presentation(total.group) != column.presentation for column in columns)


def _find_faults(case: Case, readings: Sequence[Reading], identity: Identity) -> Iterable[Reason]:
    if not case.own:
        doubtful = bool(list_open_columns(readings))
        yield (
            Reason(
                "score_uncertain",
                "Numbers stand beside the areas, but nothing says for certain whose they are.",
            )
            if doubtful
            else Reason("no_scores", "No page shows scores of the areas.")
        )
        return
    over = [r for each in case.own for r in each.readings.values() if not 0 <= r.value <= MAX_SCORE]
    if over:
        yield Reason(
            "score_over_max",
            f"{over[0].text} points are printed for area {over[0].area_no} on page {over[0].page},"
            f" which can give {MAX_SCORE} at most.",
        )
        return
    yield from _find_disagreement(case, identity)
    yield from _find_near_copies(case, readings)
    missing = sorted(set(AREA_NUMBERS) - set(case.values))
    if missing:
        areas = ", ".join(str(area_no) for area_no in missing)
        yield Reason("area_missing", f"No score is readable for area {areas}.")
        return
    yield from _find_total_faults(case)
    yield from _find_subarea_faults(case)
    if case.edition is None:
        yield Reason("edition_unclear", "The names of the areas do not settle the edition.")
    if any(r.from_image for each in case.own for r in each.readings.values()) and not (
        _is_summed(case) or all(area_no in case.subareas for area_no in AREA_NUMBERS)
    ):
        yield Reason(
            "image_unproved", "The scores were read from a picture and no sum on the page proves them."
        )


def _find_disagreement(case: Case, identity: Identity) -> Iterable[Reason]:
    found: dict[int, dict[float, Reading]] = defaultdict(dict)
    for each in case.own:
        for reading in each.all_readings:
            found[reading.area_no or 0].setdefault(reading.value, reading)
    disagreeing = {area_no: by_value for area_no, by_value in found.items() if len(by_value) > 1}
    if not disagreeing:
        return
    if _stand_side_by_side(case.own) and (identity.round is None or identity.round in TRANSITION):
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


def _find_near_copies(case: Case, readings: Sequence[Reading]) -> Iterable[Reason]:
    """Columns whose words do not say so, but which repeat the scores in most areas and not in all."""
    for column in list_open_columns(readings):
        if case.edition is not None and column.editions and case.edition not in column.editions:
            continue
        shared = {area_no: value for area_no, value in column.values if area_no in case.values}
        same = [area_no for area_no, value in shared.items() if value == case.values[area_no]]
        if NEAR_COPY <= len(same) < len(shared):
            area_no = min(set(shared) - set(same))
            reading = column.readings[area_no]
            yield Reason(
                "scores_disagree",
                f"A presentation on page {reading.page} repeats the scores of {len(same)} areas, but prints"
                f" {reading.text} for area {area_no}, which has {case.values[area_no]:g} elsewhere.",
            )
            return


def _stand_side_by_side(own: Sequence[Presentation]) -> bool:
    return any(
        one.presentation == other.presentation and one.group != other.group and one.values != other.values
        for one in own
        for other in own
        if one.is_whole and other.is_whole
    )


def _find_total_faults(case: Case) -> Iterable[Reason]:
    total = sum(case.values.values())
    for reading in case.totals:
        if abs(reading.value - total) > TOTAL_ROUNDING or (reading.value != total and total % 1 == 0):
            yield Reason(
                "total_mismatch",
                f"The areas add up to {total:g}, but {reading.text} is printed as their total"
                f" on page {reading.page}.",
            )
            return


def _find_subarea_faults(case: Case) -> Iterable[Reason]:
    for area_no, subareas in sorted(case.subareas.items()):
        if subareas.is_complete and subareas.total != case.values[area_no]:
            yield Reason(
                "subareas_mismatch",
                f"The sub-areas of area {area_no} add up to {subareas.total:g}, its score is"
                f" {case.values[area_no]:g}.",
            )
            return


def _is_summed(case: Case) -> bool:
    return bool(case.totals) and set(case.values) == set(AREA_NUMBERS)


def _conclude(case: Case) -> Verdict:
    scores = []
    for area_no, value in sorted(case.values.items()):
        witnesses = {
            each.presentation: each.readings[area_no] for each in case.own if area_no in each.readings
        }
        subareas = case.subareas.get(area_no)
        if _is_summed(case):
            proof = Proof.SUM
        elif subareas and subareas.total == value:
            proof = Proof.SUBAREAS
        else:
            proof = Proof.AGREEMENT if len(witnesses) > 1 else Proof.SINGLE
        shown = next(iter(witnesses.values()))
        scores.append(ProvedScore(area_no, value, float(MAX_SCORE), proof, len(witnesses), shown))
    return Verdict(
        case.edition,
        tuple(scores),
        tuple(_list_subareas(case)),
        case.totals[0] if case.totals else None,
        (),
        tuple(_list_findings(case)),
    )


def _list_subareas(case: Case) -> Iterable[SubareaScore]:
    for area_no, subareas in sorted(case.subareas.items()):
        if subareas.total == case.values[area_no]:
            yield from subareas.scores


def _list_findings(case: Case) -> Iterable[Finding]:
    total = sum(case.values.values())
    for reading in case.totals:
        if reading.value != total:
            yield Finding(
                "total_rounded",
                f"The areas add up to {total:g}; the report prints {reading.text} of {MAX_TOTAL},"
                " rounded to whole points.",
                reading.page,
            )


def _refuse(code: str, sentence: str) -> Verdict:
    return Verdict(reasons=(Reason(code, sentence),))
