"""Scores as lines of text: bullets with brackets, dotted leaders, sentences."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.layouts.facts import Facts
from tests.layouts.paper import MARGIN, Paper
from tests.layouts.wording import print_area, print_number

FORMS = ("bullets", "leaders", "sentences", "pairs")
BRACKETS = ("none", "change", "average", "earlier", "maximum")

INTRODUCTIONS = {
    ("sv", "none"): ["Så här fördelar sig kommunens poäng:", "Resultatet per område blev följande."],
    ("sv", "change"): [
        "Inom parentes anges förändringen jämfört med utvärderingen {earlier}.",
        "Förändringen sedan {earlier} står inom parentes.",
    ],
    ("sv", "average"): [
        "Inom parentes anges genomsnittet för samtliga utvärderade kommuner.",
        "Medelvärdet för övriga kommuner står inom parentes.",
    ],
    ("sv", "earlier"): ["Poängen vid utvärderingen {earlier} anges inom parentes."],
    ("sv", "maximum"): ["Högsta möjliga poäng anges inom parentes."],
    ("nb", "none"): ["Poengene fordeler seg slik:"],
    ("nb", "change"): ["Tallet i parentes viser endringen siden evalueringen i {earlier}."],
    ("nb", "average"): ["Tallet i parentes viser landsgjennomsnittet."],
    ("nb", "earlier"): ["Poengene fra evalueringen i {earlier} står i parentes."],
    ("nb", "maximum"): ["Høyeste mulige poengsum står i parentes."],
}
SENTENCES = {
    "sv": [
        "Inom området {area} får {named} {score} poäng.",
        "{named} når {score} poäng av 100 möjliga inom {area}.",
        "För {area} blev resultatet {score} poäng, att jämföra med genomsnittet {average} poäng.",
        "Området {area} gav {score} poäng vid årets utvärdering, mot {earlier} poäng år {year}.",
    ],
    "nb": [
        "Innen området {area} får {named} {score} poeng.",
        "{named} oppnår {score} av 100 poeng på {area}.",
    ],
}


@dataclass(frozen=True)
class ListStyle:
    """``bracket`` says what stands in brackets after each score; ``unit`` prints the word for points."""

    form: str = "bullets"
    bracket: str = "none"
    manner: str = "bare"
    unit: bool = False
    shuffled: bool = False


def draw_list(paper: Paper, facts: Facts, style: ListStyle, rng: random.Random) -> None:
    """Draw the eight scores as lines of text at the cursor."""
    order = facts.area_numbers
    if style.shuffled:
        rng.shuffle(order)
    if style.form == "sentences":
        _draw_sentences(paper, facts, style, rng, order)
        return
    introduction = rng.choice(INTRODUCTIONS[facts.language, style.bracket])
    paper.paragraph(introduction.format(earlier=facts.earlier[0][0]))
    unit = {"sv": " poäng", "nb": " poeng"}[facts.language] if style.unit else ""
    for area_no in order:
        label = print_area(facts, area_no, style.manner)
        number = (
            print_number(facts.scores[area_no - 1]) + unit + _print_bracket(facts, area_no, style.bracket)
        )
        match style.form:
            case "bullets":
                colon = rng.choice([":", " –", ","]) if style.unit else ":"
                paper.paragraph(f"{label}{colon} {number}", indent=22, bullet="•")
            case "leaders":
                _draw_leader(paper, label, number)
            case "pairs":
                paper.need(3 * paper.line)
                paper.y += paper.line
                paper.text(MARGIN + 12, paper.y, label, bold=True)
                paper.y += paper.line
                paper.text(MARGIN + 12, paper.y, number if style.unit else f"{number} / 100")
                paper.y += 4


def _print_bracket(facts: Facts, area_no: int, bracket: str) -> str:
    at = area_no - 1
    earlier = facts.earlier[0][1][at]
    match bracket:
        case "change":
            return f" ({print_number(facts.scores[at] - earlier, sign=True)})"
        case "average":
            return f" ({print_number(facts.averages[at])})"
        case "earlier":
            return f" ({print_number(earlier)})"
        case "maximum":
            return " (100)"
    return ""


def _draw_leader(paper: Paper, label: str, number: str) -> None:
    paper.need(2 * paper.line)
    right = paper.width - MARGIN
    rows = paper.wrap(label, right - MARGIN - 90)
    for row in rows:
        paper.y += paper.line
        paper.text(MARGIN, paper.y, row)
    room = right - paper.measure(number) - 4 - (MARGIN + paper.measure(rows[-1]) + 4)
    dots = "." * int(room / paper.measure("."))
    paper.text(right, paper.y, f"{dots} {number}", align="right")


def _draw_sentences(
    paper: Paper, facts: Facts, style: ListStyle, rng: random.Random, order: list[int]
) -> None:
    phrase = rng.choice(SENTENCES[facts.language])
    year, earlier = facts.earlier[0]
    for area_no in order:
        sentence = phrase.format(
            area=print_area(
                facts, area_no, "bare" if style.manner not in ("capitals", "soft_hyphens") else style.manner
            ),
            named=facts.named,
            score=print_number(facts.scores[area_no - 1]),
            average=print_number(facts.averages[area_no - 1]),
            earlier=print_number(earlier[area_no - 1]),
            year=year,
        )
        paper.paragraph(sentence)
