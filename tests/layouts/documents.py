"""Whole reports: a plan says what is drawn and how, and what a careful reader must make of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tests.layouts.agenda import draw_agenda_cover, draw_agenda_pages
from tests.layouts.charts import ChartStyle, draw_chart
from tests.layouts.covers import draw_cover, name_publisher, print_report_date
from tests.layouts.editions import draw_two_editions
from tests.layouts.facts import Facts, make_facts
from tests.layouts.lists import ListStyle, draw_list
from tests.layouts.overviews import TITLES, OverviewStyle, draw_overview
from tests.layouts.paper import MARGIN, Paper, decompose_letters
from tests.layouts.prose import write_paragraph
from tests.layouts.tables import TableStyle, draw_summary_table
from tests.layouts.wording import print_area, print_number

TROUBLES = (
    "none",
    "no_total",
    "mistaken_total",
    "missing_area",
    "over_max",
    "disagree",
    "rounded_total",
    "two_editions_marked",
    "two_editions_unmarked",
)
READABLE = ("none", "no_total", "rounded_total", "two_editions_marked")
HEADINGS = ("none", "points", "brackets", "dash")
Presentation = TableStyle | ChartStyle | ListStyle


@dataclass(frozen=True)
class Plan:
    """Everything that is chosen about a report. ``seed`` settles the facts and the wording."""

    seed: int
    language: str = "sv"
    edition: int = 2010
    cover: str = "analysis"
    font: str = "helvetica"
    size: float = 10.5
    ink: str = "plain"
    presentations: tuple[Presentation, ...] = (TableStyle(),)
    overview: OverviewStyle | None = None
    headings: str = "none"
    contents_points: bool = False
    total_sentence: bool = False
    numbers: float = 0.3  # share of sentences with a number that is nobody's score here
    halves: bool = False
    questions: bool = False
    buried: bool = False  # among the papers of a council meeting
    trouble: str = "none"

    @cached_property
    def facts(self) -> Facts:
        """The truth of the report, before any trouble is printed."""
        rng = random.Random(f"facts {self.seed}")
        facts = make_facts(
            rng,
            self.language,
            self.edition,
            halves=self.halves and self.edition == 2002,
            questions=self.questions,
        )
        return replace(facts, year=2010) if self.trouble.startswith("two_editions") else facts

    @property
    def is_readable(self) -> bool:
        """Whether a careful reader finds all eight scores without contradiction."""
        return self.trouble in READABLE


def draw_report(plan: Plan, path: Path) -> None:
    """Draw the report that ``plan`` describes. The same plan gives the same bytes."""
    rng = random.Random(f"drawing {plan.seed}")
    facts, plan = make_trouble(plan, rng)
    header = rng.choice([f"{name_publisher(facts)}   {print_report_date(facts)}   {{page}} (24)", ""])
    footer = rng.choice(["{page}", f"Kommunkompassen {facts.named} {{page}}"]) if not header else ""
    paper = Paper(path, rng, font=plan.font, size=plan.size, ink=plan.ink, header=header, footer=footer)
    if plan.buried:
        draw_agenda_cover(paper, facts, rng)
        draw_agenda_pages(paper, facts, rng, 14)
        paper.turn()
    draw_cover(paper, facts, plan.cover, rng)
    paper.turn()
    _draw_contents(paper, facts, plan, rng)
    paper.turn()
    _draw_about(paper, facts, plan, rng)
    _draw_summary(paper, facts, plan, rng)
    _draw_areas(paper, facts, plan, rng)
    if plan.overview:
        draw_overview(paper, facts, plan.overview, rng)
    if plan.buried:
        draw_agenda_pages(paper, facts, rng, 8)
    paper.save()
    if any(style.manner == "decomposed" for style in plan.presentations):
        decompose_letters(path)


def make_trouble(plan: Plan, rng: random.Random) -> tuple[Facts, Plan]:
    """The facts as printed and the plan as drawn, with the trouble that the plan asks for."""
    facts = plan.facts
    match plan.trouble:
        case "no_total":
            plan = _drop_totals(plan)
        case "disagree":
            second = ListStyle() if isinstance(plan.presentations[0], TableStyle) else TableStyle()
            plan = _drop_totals(replace(plan, presentations=(*plan.presentations, second)[:2]))
        case "mistaken_total":
            facts = replace(facts, total_mistake=float(rng.choice([-20, -9, -3, 3, 7, 10, 30])))
            plan = replace(plan, total_sentence=True)
        case "rounded_total":
            facts = replace(facts, total_mistake=0.5 if sum(facts.scores) % 1 else 0.0)
        case "missing_area":
            facts = replace(facts, hidden_area=rng.randint(1, 8))
        case "over_max":
            scores = list(facts.scores)
            scores[rng.randint(0, 7)] = float(rng.randint(101, 190))
            facts = replace(facts, scores=tuple(scores))
            plan = replace(plan, overview=None)
        case "two_editions_unmarked":
            plan = replace(plan, overview=None, headings="none", contents_points=False, total_sentence=False)
    return facts, plan


def _drop_totals(plan: Plan) -> Plan:
    presentations = tuple(
        replace(style, total="none") if isinstance(style, TableStyle) else style
        for style in plan.presentations
    )
    overview = replace(plan.overview, grand_total=False) if plan.overview else None
    return replace(plan, presentations=presentations, overview=overview, total_sentence=False)


def mistake_one(facts: Facts, rng: random.Random) -> Facts:
    """The same facts with one area's points wrong by more than rounding."""
    scores = list(facts.scores)
    at = rng.randint(0, 7)
    scores[at] += rng.choice([-12, -5, 4, 5])
    return replace(facts, scores=tuple(scores))


def _draw_contents(paper: Paper, facts: Facts, plan: Plan, rng: random.Random) -> None:
    swedish = facts.language == "sv"
    paper.heading("Innehåll" if swedish else "Innholdsfortegnelse")
    overview = TITLES[facts.language][0]
    lines = (
        [
            "1 Vad är Kommunkompassen?",
            f"2 {facts.named} i förhållande till Kommunkompassen",
            "3 Genomgång per område",
        ]
        if swedish
        else ["1. Generelt", "2. Metode", "3. Resultat", "4. Forvaltningspraksis per fokusområde"]
    )
    page = 3
    for line in lines:
        _draw_contents_line(paper, line, page, 0)
        page += rng.randint(1, 3)
    for area_no in range(1, 9):
        label = print_area(facts, area_no, "omrade" if swedish else "bare")
        if plan.contents_points and area_no != facts.hidden_area:
            label += f" {print_number(facts.scores[area_no - 1])} {'poäng' if swedish else 'poeng'}"
        _draw_contents_line(paper, label, page, 14)
        page += rng.randint(1, 3)
    if plan.overview:
        _draw_contents_line(paper, f"{4 if swedish else 5} {overview}", page, 0)


def _draw_contents_line(paper: Paper, label: str, page: int, indent: float) -> None:
    paper.y += paper.line * 1.2
    paper.text(MARGIN + indent, paper.y, label)
    right = paper.width - MARGIN
    room = right - MARGIN - indent - paper.measure(label) - 20
    paper.text(right, paper.y, "." * max(3, int(room / paper.measure("."))) + f" {page}", align="right")


def _draw_about(paper: Paper, facts: Facts, plan: Plan, rng: random.Random) -> None:
    swedish = facts.language == "sv"
    paper.heading("1 Vad är Kommunkompassen?" if swedish else "1. Generelt")
    paper.paragraph(
        "Kommunkompassen är ett verktyg för att utvärdera hur en kommun arbetar. Åtta områden bedöms och"
        " vart och ett kan ge högst 100 poäng. Högsta möjliga totalpoäng är 800."
        if swedish
        else "Kommunekompasset er et verktøy for å evaluere kommunens forvaltningspraksis. Åtte fokusområder"
        " vurderes, og hvert av dem kan gi 100 poeng. Høyeste mulige sum er 800 poeng."
    )
    paper.paragraph("Områdena är:" if swedish else "Fokusområdene er:")
    for area_no in range(1, 9):
        paper.paragraph(print_area(facts, area_no, "numbered"), indent=20, bullet="•")
    paper.paragraph(write_paragraph(facts, rng, sentences=5, numbers=plan.numbers))


def _draw_summary(paper: Paper, facts: Facts, plan: Plan, rng: random.Random) -> None:
    swedish = facts.language == "sv"
    paper.heading(f"2 {facts.named}: En sammanfattande genomgång" if swedish else "3. Resultat")
    paper.paragraph(write_paragraph(facts, rng, sentences=4, numbers=plan.numbers))
    if plan.total_sentence:
        total = print_number(facts.total)
        paper.paragraph(
            rng.choice(
                [
                    f"Sammanlagt får {facts.named} {total} poäng av 800 möjliga.",
                    f"Den sammanlagda poängen för {facts.genitive} är {total} poäng.",
                    f"{facts.named} når totalt {total} poäng.",
                ]
            )
            if swedish
            else f"{facts.named} oppnår til sammen {total} poeng av 800 mulige."
        )
    if plan.trouble.startswith("two_editions"):
        draw_two_editions(paper, facts, rng, marked=plan.trouble == "two_editions_marked")
    else:
        for at, style in enumerate(plan.presentations):
            shown = mistake_one(facts, rng) if plan.trouble == "disagree" and at == 1 else facts
            draw_presentation(paper, shown, style, rng)
            paper.paragraph(write_paragraph(facts, rng, sentences=3, numbers=plan.numbers))
    paper.paragraph(write_paragraph(facts, rng, sentences=3, numbers=plan.numbers))


def draw_presentation(paper: Paper, facts: Facts, style: Presentation, rng: random.Random) -> None:
    match style:
        case TableStyle():
            draw_summary_table(paper, facts, style, rng)
        case ChartStyle():
            draw_chart(paper, facts, style, rng)
        case ListStyle():
            draw_list(paper, facts, style, rng)


def _draw_areas(paper: Paper, facts: Facts, plan: Plan, rng: random.Random) -> None:
    swedish = facts.language == "sv"
    points = "poäng" if swedish else "poeng"
    paper.turn()
    paper.heading("3 Genomgång per område" if swedish else "4. Forvaltningspraksis per fokusområde")
    for area_no in range(1, 9):
        number = print_number(facts.scores[area_no - 1])
        ending = {
            "none": "",
            "points": f" {number} {points}",
            "brackets": f" ({number} {points})",
            "dash": f" – {number} p",
        }
        shown = ending[plan.headings] if area_no != facts.hidden_area else ""
        paper.heading(print_area(facts, area_no, "omrade" if swedish else "bare") + shown, 1.15)
        for subarea in facts.subareas[area_no - 1][:2]:
            if not plan.questions:
                paper.heading(subarea.label, 1.0)
            paper.paragraph(write_paragraph(facts, rng, sentences=4, numbers=plan.numbers))
