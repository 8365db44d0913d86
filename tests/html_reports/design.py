"""One way to print a report, and the pages that it gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from tests.html_reports.parts import (
    write_about,
    write_contents,
    write_cover,
    write_narrative,
    write_norwegian_front,
    write_overview,
)
from tests.html_reports.words import write_paragraph
from tests.layouts.facts import Facts, make_facts


@dataclass(frozen=True)
class Design:
    """One way to print a report. ``publishable``: whether it shows the eight scores without contradiction."""

    name: str
    edition: int
    draw: Callable[[Facts, random.Random], str]
    publishable: bool = True
    halves: bool = False
    questions: bool = False
    overview: bool = False
    about: str = "report"
    low: bool = False  # an area has one digit only
    language: str = "sv"
    page: str = ""  # the kind of page in the style, A4 if empty

    @cached_property
    def facts(self) -> Facts:
        """The truth of the report."""
        rng = random.Random(f"html {self.name}")
        facts = make_facts(rng, self.language, self.edition, halves=self.halves, questions=self.questions)
        scores = (*facts.scores[:6], 7.0, facts.scores[7])
        return replace(facts, scores=scores) if self.low else facts


def write_report(design: Design) -> str:
    """The pages of a report. The same design gives the same pages."""
    rng = random.Random(f"html page {design.name}")
    facts = design.facts
    if design.about == "survey":
        sections = [design.draw(facts, rng), write_narrative(facts, rng)]
    elif design.language == "nb":
        result = f"<h2>3. Resultat</h2>{write_paragraph(facts, rng)}{design.draw(facts, rng)}"
        sections = [*write_norwegian_front(facts), result, write_narrative(facts, rng)]
    else:
        sections = [
            write_cover(facts, rng),
            write_contents(facts),
            write_about(facts),
            f"<h2>Sammanfattning</h2>{write_paragraph(facts, rng)}{design.draw(facts, rng)}",
            write_narrative(facts, rng),
        ]
    if design.overview:
        sections.append(write_overview(facts))
    kind = f' class="{design.page}"' if design.page else ""
    return "".join(f"<section{kind}>{section}</section>" for section in sections)
