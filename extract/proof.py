"""Proof: from all readings of a document to area scores that can be published, or the reasons why not.

A pure function of the readings and of who, when and which edition the document says it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.instrument import AREA_NUMBERS, EDITIONS, MAX_SCORE
from extract.records import Finding, Identity, Proof, ProvedScore, Reading, ReadingKind, Reason, Verdict

ROUNDING = 0.5  # a total may be printed rounded to whole points


@dataclass(frozen=True)
class Presentation:
    """The numbers of one column, list or set of headings, by area."""

    group: str
    readings: Mapping[int, Reading]
    editions: tuple[int, ...]
    certain: bool  # its own words say that these are the municipality's own scores

    @property
    def is_whole(self) -> bool:
        """Whether all eight areas are in it."""
        return set(self.readings) == set(AREA_NUMBERS)

    @property
    def total(self) -> float:
        """The sum of its numbers."""
        return sum(reading.value for reading in self.readings.values())


def prove(readings: Sequence[Reading], identity: Identity) -> Verdict:
    """The verdict on a document's readings.

    Either eight proved scores, or reasons: ``no_scores``, ``area_missing``, ``score_over_max``,
    ``total_mismatch``, ``scores_disagree``.
    """
    edition = identity.edition
    presentations = [
        each
        for each in list_presentations(readings)
        if edition is None or not each.editions or edition in each.editions
    ]
    own = [each for each in presentations if each.certain]
    totals = [reading for reading in readings if reading.kind is ReadingKind.TOTAL]
    if not own:
        return _refuse("no_scores", "No page shows scores whose meaning is certain.")
    over = [r for each in own for r in each.readings.values() if r.value > MAX_SCORE or r.value < 0]
    if over:
        return _refuse(
            "score_over_max", f"{over[0].text} is printed for area {over[0].area_no}: over the maximum."
        )
    values: dict[int, set[float]] = defaultdict(set)
    for each in own:
        for area_no, reading in each.readings.items():
            values[area_no].add(reading.value)
    disagreeing = sorted(area_no for area_no, found in values.items() if len(found) > 1)
    if disagreeing:
        areas = ", ".join(str(area_no) for area_no in disagreeing)
        return _refuse("scores_disagree", f"The report prints different scores for area {areas}.")
    missing = sorted(set(AREA_NUMBERS) - set(values))
    if missing:
        areas = ", ".join(str(area_no) for area_no in missing)
        return _refuse("area_missing", f"No score is readable for area {areas}.")
    total = sum(next(iter(found)) for found in values.values())
    findings: list[Finding] = []
    printed = [reading for reading in totals if reading.value > MAX_SCORE]
    for reading in printed:
        if reading.value != total:
            if abs(reading.value - total) <= ROUNDING:
                findings.append(
                    Finding("total_rounded", f"The total is printed as {reading.text}.", reading.page)
                )
                continue
            return _refuse(
                "total_mismatch",
                f"The areas add up to {total:g}, but {reading.text} is printed as their total.",
            )
    scores = []
    for area_no in AREA_NUMBERS:
        witnesses = [each.readings[area_no] for each in own if area_no in each.readings]
        proof = Proof.SUM if printed else Proof.AGREEMENT if len(witnesses) > 1 else Proof.SINGLE
        scores.append(
            ProvedScore(area_no, witnesses[0].value, MAX_SCORE, proof, len(witnesses), witnesses[0])
        )
    shared = set(EDITIONS)
    for each in own:
        shared &= set(each.editions)
    settled = edition or (max(shared) if shared else None)
    return Verdict(settled, tuple(scores), (), printed[0] if printed else None, (), tuple(findings))


def list_presentations(readings: Sequence[Reading]) -> list[Presentation]:
    """The presentations that the readings stand in, own scores and open columns alike."""
    groups: dict[str, dict[int, Reading]] = defaultdict(dict)
    kinds: dict[str, set[ReadingKind]] = defaultdict(set)
    editions: dict[str, set[int]] = {}
    for reading in readings:
        if reading.kind is not ReadingKind.SCORE or reading.area_no is None:
            continue
        groups[reading.group].setdefault(reading.area_no, reading)
        kinds[reading.group].add(reading.kind)
        editions[reading.group] = editions.get(reading.group, set(EDITIONS)) & set(reading.editions)
    return [
        Presentation(group, found, tuple(sorted(editions[group])), kinds[group] == {ReadingKind.SCORE})
        for group, found in groups.items()
    ]


def _refuse(code: str, sentence: str) -> Verdict:
    return Verdict(reasons=(Reason(code, sentence),))
