"""What could settle a held document: its readings as columns, and proposals of declarations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from expectations.rules import holds_by_tables
from extract.instrument import AREA_NUMBERS, EDITIONS, MAX_SCORE
from extract.municipalities import MUNICIPALITIES
from extract.records import DocumentReport, Group, Outcome, Reading, ReadingKind
from flows.declarations.errors import ReviewError
from flows.review.accept import ANSWERS, Plan, plan_correction, plan_decision
from flows.review.held import HeldDocument
from flows.settings import Settings
from transform.decisions import DecisionKind

RIVALS = (
    ReadingKind.SCORE,
    ReadingKind.UNKNOWN,
    ReadingKind.OTHER,
    ReadingKind.PREVIOUS,
    ReadingKind.AVERAGE,
)
MOST_GUESSES = 4
YEAR = re.compile(r"\b(20[0-3]\d)\b")


@dataclass(frozen=True)
class Column:
    """The numbers of one presentation, which may be the municipality's points. ``readings`` are by area."""

    group: Group
    readings: dict[int, Reading]

    @property
    def first(self) -> Reading:
        """Its first number."""
        return next(iter(self.readings.values()))

    @property
    def total(self) -> float:
        """The sum of its numbers."""
        return sum(reading.value for reading in self.readings.values())

    @property
    def is_whole(self) -> bool:
        """Whether it has a number for each area."""
        return len(self.readings) == len(AREA_NUMBERS)

    @property
    def title(self) -> str:
        """Its presentation, its page and the words printed with it."""
        first = self.first
        words = first.words or first.kind.value.replace("_", " ")
        return f"{first.reader.replace('_', ' ')}, page {first.page}: {words[:60]}"


@dataclass(frozen=True)
class Proposal:
    """A declaration that may settle a document, with the reason to give for it.

    ``after`` is the document's report once it is applied; ``problem`` says why it cannot be declared.
    """

    title: str
    why: str
    kind: str  # a DecisionKind, or "correction"
    value: str = ""
    area_no: int = 0
    expected: float = 0.0
    corrected: float = 0.0
    after: DocumentReport | None = None
    problem: str = ""

    @property
    def publishes(self) -> bool:
        """Whether the document would be accepted, if no other document or rule prevents it."""
        return self.after is not None and self.after.outcome is Outcome.ACCEPTED and not self.problem

    @property
    def settles(self) -> bool:
        """Whether it can be declared."""
        return not self.problem


def list_columns(report: DocumentReport) -> list[Column]:
    """List the presentations that give numbers for areas: complete ones first, then by kind and page."""
    groups: dict[Group, dict[int, Reading]] = {}
    for reading in report.readings:
        if reading.area_no and reading.subarea_no is None and reading.kind in RIVALS:
            groups.setdefault(reading.group, {}).setdefault(reading.area_no, reading)
    columns = [Column(group, dict(sorted(found.items()))) for group, found in groups.items()]
    order = {kind: place for place, kind in enumerate(RIVALS)}
    return sorted(columns, key=lambda each: (not each.is_whole, order[each.first.kind], each.first.page))


def list_totals(report: DocumentReport) -> list[Reading]:
    """List the totals that were read as the municipality's own."""
    return [reading for reading in report.readings if reading.kind is ReadingKind.TOTAL]


def list_proposals(
    document: HeldDocument, report: DocumentReport | None, text: str, settings: Settings
) -> list[Proposal]:
    """List proposals that may settle the document, those that would publish it first.

    ``text`` is the text of the document's first pages.
    """
    drafts = list(_draft(document, report, text))
    tried = [try_out(draft, document, settings) for draft in drafts]
    return sorted(tried, key=lambda each: (not each.publishes, not each.settles))


def make_plan(proposal: Proposal, document: HeldDocument, settings: Settings, *, who: str, why: str) -> Plan:
    """Prepare the declaration of a proposal. Raises ``ReviewError`` when it does not fit the document."""
    if proposal.kind == "correction":
        return plan_correction(
            document,
            settings,
            area_no=proposal.area_no,
            corrected=proposal.corrected,
            expected=proposal.expected,
            who=who,
            why=why,
        )
    kind = DecisionKind(proposal.kind)
    return plan_decision(document, settings, kind, value=proposal.value or None, who=who, why=why)


def try_out(proposal: Proposal, document: HeldDocument, settings: Settings) -> Proposal:
    """Fill in ``after``, or ``problem`` when the proposal cannot be declared. Writes nothing."""
    try:
        plan = make_plan(proposal, document, settings, who="preview", why=proposal.why or "preview")
    except ReviewError as error:
        return replace(proposal, problem=error.message)
    return replace(proposal, after=plan.after)


def _draft(document: HeldDocument, report: DocumentReport | None, text: str) -> Iterator[Proposal]:
    codes = set(document.codes)
    if report is not None:
        if codes & ANSWERS[DecisionKind.READING]:
            yield from _choose_columns(report)
        yield from _correct_numbers(report, codes)
    if "total_mismatch" in codes:
        yield Proposal(
            "The printed total is a misprint",
            "The eight scores stand as printed; the printed total is wrong.",
            DecisionKind.MISPRINTED_TOTAL.value,
        )
    if codes & ANSWERS[DecisionKind.MUNICIPALITY]:
        yield from (
            Proposal(
                f"It is about {MUNICIPALITIES[code].name}",
                f"The document speaks of {MUNICIPALITIES[code].name}.",
                DecisionKind.MUNICIPALITY.value,
                code,
            )
            for code in _guess_municipalities(text)
        )
    if codes & ANSWERS[DecisionKind.ROUND]:
        yield from (
            Proposal(
                f"The visit was in {year}", f"The document names {year}.", DecisionKind.ROUND.value, year
            )
            for year in _count(YEAR.findall(text))
        )
    if codes & ANSWERS[DecisionKind.EDITION]:
        yield from (
            Proposal(
                f"It follows edition {edition}",
                f"The areas are those of edition {edition}.",
                DecisionKind.EDITION.value,
                str(edition),
            )
            for edition in sorted(EDITIONS, reverse=True)
        )
    if codes & ANSWERS[DecisionKind.FINAL]:
        yield Proposal(
            "This is the final report", "This document is the final report.", DecisionKind.FINAL.value
        )
    if any(holds_by_tables(code) for code in codes):
        yield Proposal("It is right as printed", "The pages print it so.", DecisionKind.CONFIRMED.value)
    yield Proposal(
        "Keep it out: this copy cannot settle it",
        "The numbers cannot be settled from this copy.",
        DecisionKind.WITHDRAWN.value,
    )
    yield Proposal("It is a draft: keep it out", "The document is a draft.", DecisionKind.WITHDRAWN.value)
    yield Proposal(
        "It is not a report on a municipality",
        "The document is no evaluation report of a municipality.",
        DecisionKind.NOT_A_REPORT.value,
    )


def _choose_columns(report: DocumentReport) -> Iterator[Proposal]:
    totals = {reading.value for reading in list_totals(report)}
    for number, column in enumerate(list_columns(report)):
        if column.is_whole:
            told = " equals the printed total" if column.total in totals else ""
            yield Proposal(
                f"Column {chr(ord('A') + number)} holds the municipality’s points",
                f"{column.title}; the sum {column.total:g}{told}.",
                DecisionKind.READING.value,
                str(column.group),
            )


def _correct_numbers(report: DocumentReport, codes: set[str]) -> Iterator[Proposal]:
    """Propose corrections that the printed sub-areas support, or the total for a score over its maximum."""
    if not codes & {"total_mismatch", "scores_disagree", "subareas_mismatch", "score_over_max"}:
        return
    totals = {reading.value for reading in list_totals(report)}
    parts: Counter[int] = Counter()
    for reading in report.readings:
        if reading.kind is ReadingKind.SUBAREA and reading.area_no:
            parts[reading.area_no] += reading.value  # type: ignore[assignment]
    for column in list_columns(report):
        if not column.is_whole or column.first.kind is not ReadingKind.SCORE:
            continue
        for area_no, reading in column.readings.items():
            rest = column.total - reading.value
            supported = {total - rest: "the printed total" for total in totals}
            if parts.get(area_no):
                supported[float(parts[area_no])] = "its printed sub-areas"
            for value, witness in supported.items():
                is_said_otherwise = reading.value > MAX_SCORE or witness == "its printed sub-areas"
                if value != reading.value and 0 <= value <= MAX_SCORE and is_said_otherwise:
                    yield Proposal(
                        f"Area {area_no} is misprinted: {value:g}, not {reading.value:g}",
                        f"Page {reading.page} prints {reading.text}; {witness} says {value:g}.",
                        "correction",
                        area_no=area_no,
                        expected=reading.value,
                        corrected=value,
                    )


def _guess_municipalities(text: str) -> list[str]:
    """Codes of the present municipalities that the text names, the most frequent first."""
    found: Counter[str] = Counter()
    for code, municipality in MUNICIPALITIES.items():
        if municipality.valid_to is not None:
            continue
        count = len(re.findall(rf"\b{re.escape(municipality.name)}s?\b", text))
        if count:
            found[code] = (
                count + text.count(f"{municipality.name}s kommun") + text.count(f"{municipality.name} kommun")
            )
    return [code for code, _ in found.most_common(MOST_GUESSES)]


def _count(found: Iterable[str]) -> list[str]:
    return [value for value, _ in Counter(found).most_common(MOST_GUESSES)]


def list_unknown(report: DocumentReport) -> Sequence[Reading]:
    """List the readings of which nothing printed says what they are."""
    return [reading for reading in report.readings if reading.kind is ReadingKind.UNKNOWN]
