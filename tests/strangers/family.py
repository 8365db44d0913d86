"""A family of drawn reports: what all of them share, and how one is judged."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extract.records import DocumentReport, Outcome
from tests.layouts.facts import Facts, make_facts
from tests.layouts.judge import find_failure
from tests.layouts.prose import write_paragraph
from tests.layouts.wording import print_number
from tests.strangers.sheet import Sheet

Draw = Callable[[Sheet, Facts, random.Random], None]
HELD = frozenset(
    {
        *("score_uncertain", "no_scores", "area_missing", "total_mismatch", "scores_disagree"),
        *(
            "subareas_mismatch",
            "edition_unclear",
            "two_editions_unmarked",
            "score_over_max",
            "score_too_fine",
        ),
    }
)
QUOTING = frozenset({"action_plan", "annual_report", "memo", "minutes_without_report", "unrelated"})


@dataclass(frozen=True)
class Family:
    """One kind of report. ``draw`` draws the pages with scores, after the cover and the introduction.

    ``edition`` is the instrument's. ``truth`` is ``accept``, ``hold`` (it shows no scores of its own that can
    be trusted) or ``reject``. ``whole``: ``draw`` draws the cover too. ``reasons`` may stand for one that is
    not published.
    """

    name: str
    draw: Draw
    edition: int = 2010
    truth: str = "accept"
    language: str = "sv"
    whole: bool = False
    halves: bool = False
    reasons: frozenset[str] = HELD


def draw_family(family: Family, seed: int, folder: Path) -> tuple[Path, Facts]:
    """Draw the report of a seed; the same seed always draws the same report."""
    rng = random.Random(f"{family.name} {seed}")
    facts = make_facts(rng, family.language, family.edition, halves=family.halves, questions=True)
    path = folder / f"{family.name}-{seed}.pdf"
    header = f"{'Kommunekompasset' if family.language == 'nb' else 'Kommunkompassen'} | sida {{page}}"
    face = rng.choice(["Helvetica", "Times-Roman"])
    sheet = Sheet(path, header, size=rng.choice([9.5, 10, 10.5, 11]), face=face)
    if not family.whole:
        draw_front(sheet, facts, rng)
    family.draw(sheet, facts, rng)
    sheet.close()
    return path, facts


def draw_front(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """The cover and a page on the instrument."""
    sheet.y = rng.choice([120.0, 200.0, 300.0])
    if facts.language == "nb":
        sheet.line("Kommunekompasset", size=24, bold=True)
        sheet.line(f"Evaluering av {facts.named} {facts.year}", size=16)
    else:
        sheet.line("Kommunkompassen", size=24, bold=True)
        sheet.line(f"Analys av {name_genitive(facts)} {facts.year}", size=16)
    sheet.turn()
    sheet.line("Vad är Kommunkompassen?", size=14, bold=True)
    sheet.tell(
        "Kommunkompassen är ett verktyg för att analysera en kommuns sätt att arbeta. Varje område kan ge"
        " högst 100 poäng, tillsammans högst 800. Detta är ingen värdering av verksamheternas resultat."
    )
    sheet.tell(write_paragraph(facts, rng, sentences=6, numbers=0))
    sheet.turn()


def name_genitive(facts: Facts) -> str:
    """*Arvikas kommun*, as reports name their municipality."""
    if facts.form == "region" or facts.municipality[-1] in "sxz":
        return facts.named
    return f"{facts.municipality}s {facts.form}"


def draw_chapters(sheet: Sheet, facts: Facts, rng: random.Random, numbers: float = 0.3) -> None:
    """A chapter of text for each area, without points of its own."""
    sheet.turn()
    sheet.line("Detaljerad genomgång", size=14, bold=True)
    for no, area in enumerate(facts.areas, 1):
        sheet.need(130)
        sheet.line(f"{no}. {area}", size=12, bold=True)
        sheet.tell(write_paragraph(facts, rng, sentences=4, numbers=numbers))


def show(value: float) -> str:
    """A number as reports print it."""
    return print_number(value)


def find_mistakes(family: Family, facts: Facts, report: DocumentReport) -> list[str]:
    """What is published and is not true, and outcomes that no report of the family may have."""
    codes = {reason.code for reason in report.reasons}
    failure = find_failure(report)
    if failure:
        return failure
    if report.outcome is not Outcome.ACCEPTED:
        mistakes = []
        if report.outcome is Outcome.REJECTED and family.truth != "reject":
            mistakes.append(f"is rejected as {', '.join(sorted(codes))}")
        elif not codes <= family.reasons:
            mistakes.append(f"is held for {', '.join(sorted(codes - family.reasons))}")
        return mistakes
    if family.truth != "accept":
        return ["is published and must not be"]
    read = {score.area_no: score.value for score in report.verdict.scores}
    true = dict(enumerate(facts.scores, 1))
    mistakes = [
        f"area {no}: {read.get(no)}, truly {value}" for no, value in true.items() if read.get(no) != value
    ]
    found = report.identity.municipality_code, report.identity.round, report.verdict.edition
    if found != (facts.code, facts.year, facts.edition):
        mistakes.append(f"is taken for {found}, and is {(facts.code, facts.year, facts.edition)}")
    total = report.verdict.total
    if total is not None and abs(total.value - facts.total) > 0.5:
        mistakes.append(f"has the total {total.value}, truly {facts.total}")
    return mistakes
