"""Names in another spelling, units that are set with their numbers, and indented paragraphs."""

from __future__ import annotations

import pytest

from extract.claims.candidates import make_candidate_set
from extract.page.words import PageWords
from extract.records import ReadingKind
from extract.series.passages import list_passages
from extract.series.sheet import make_sheets
from tests.test_lines_under_names import MEAN, YSTAD
from tests.test_search_series import LETTER, Cell, draw, set_right
from tests.test_told import AREAS, POINTS

OWN = tuple(enumerate(map(float, POINTS), 1))
RING = (
    *((230.0, 100.0, "middle"), (400.0, 150.0, "left"), (420.0, 230.0, "left"), (400.0, 310.0, "left")),
    *((230.0, 360.0, "middle"), (60.0, 310.0, "right"), (40.0, 230.0, "right"), (60.0, 150.0, "right")),
)


def measure(text: str) -> float:
    return LETTER * len(text.replace(" ", "")) + LETTER / 2 * text.count(" ")


@pytest.mark.parametrize(("unit", "apart"), [("poäng", 12.0), ("p", 14.0), ("poäng", 24.0)])
def test_numbers_with_their_unit_are_set_to_the_names_around_a_wheel(unit: str, apart: float) -> None:
    cells: list[Cell] = [(60, 40, "Ystads poäng")]
    for (x, top, side), name, points in zip(RING, AREAS["SE"], POINTS, strict=True):
        text = f"{points:g} {unit}"
        cut = name.rfind(" ", 0, 28)
        lines = [name] if len(name) < 28 else [name[:cut], name[cut + 1 :]]
        for at, line in enumerate([*lines, text]):
            y = top + 12 * at if at < len(lines) else top + 12 * (len(lines) - 1) + apart
            shift = {"left": 0.0, "middle": -measure(line) / 2, "right": 150 - measure(line)}[side]
            cells.append((x + shift, y, line))
    cells.append((60, 420, "Resultatet blev 475 poäng."))
    whole = {each.values for each in make_candidate_set([draw(*cells)], YSTAD).whole}
    assert OWN in whole


@pytest.mark.parametrize(
    ("indent", "lines", "joined"),
    [
        (20.0, ["Nedan anges för varje område poängen och,", "inom parentes, poängen från i fjor."], True),
        (20.0, ["Nedan anges för varje område poängen.", "inom parentes står annat."], False),
        (20.0, ["Nedan anges för varje område poängen och", "Brukare ges plats."], False),
        (80.0, ["Nedan anges för varje område poängen och,", "inom parentes, poängen."], False),
    ],
)
def test_a_paragraph_may_have_an_indented_first_line(indent: float, lines: list[str], joined: bool) -> None:
    page = draw((60 + indent, 100, lines[0]), (60, 112, lines[1]))
    texts = [each.text for each in list_passages(make_sheets([page])[0])]
    assert (" ".join(lines) in texts) is joined


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["av 800 möjliga, och förra", "gången fick vi 541."], True),
        (["av 800 möjliga poäng denna gång.", "gången fick vi 541."], False),
        (["Ledarskap, ansvar och delegation samt", "Verksamhetsutveckling"], False),
    ],
)
def test_the_lines_of_a_sentence_may_be_centred(lines: list[str], joined: bool) -> None:
    page = draw(*((300 - measure(line) / 2, 100 + 12 * at, line) for at, line in enumerate(lines)))
    texts = [each.text for each in list_passages(make_sheets([page])[0])]
    assert (" ".join(lines) in texts) is joined


@pytest.mark.parametrize(
    "told",
    [
        "Nedan anges för varje område poängen 2014 och, inom parentes, poängen 2010.",
        "Tabellen visar poängen 2014; inom parentes, poängen 2010.",
        "Tabellen visar Ystads poäng och inom parentes poängen 2010.",
    ],
)
def test_a_clause_says_what_the_brackets_hold(told: str) -> None:
    cells: list[Cell] = [(60, 60, "Ystads kommuns poäng"), (60, 80, told)]
    for at, name in enumerate(AREAS["SE"]):
        top = 110 + 16 * at
        cells += [
            (60, top, name),
            set_right(400, top, f"{POINTS[at]:g}"),
            set_right(450, top, f"({MEAN[at]:g})"),
        ]
    kinds = {each.values: each.kind for each in make_candidate_set([draw(*cells)], YSTAD).whole}
    assert kinds[OWN] is ReadingKind.SCORE
    assert kinds[tuple(enumerate(map(float, MEAN), 1))] is ReadingKind.PREVIOUS


def draw_spelt(names: list[str]) -> PageWords:
    cells: list[Cell] = [(60, 60, "Ystads poäng")]
    for at, name in enumerate(names):
        cells += [(60, 100 + 36 * at, name), (60, 114 + 36 * at, f"{POINTS[at]:g} poäng")]
    return draw(*cells)


@pytest.mark.parametrize(
    ("at", "spelling"), [(0, "Offentlighet – demokrati"), (1, "Tillgänglighet"), (5, "Arbetsgivare")]
)
def test_a_name_of_fewer_words_is_an_area_among_seven_whole_names(at: int, spelling: str) -> None:
    names = list(AREAS["SE"])
    names[at] = spelling
    whole = {each.values for each in make_candidate_set([draw_spelt(names)], YSTAD).whole}
    assert OWN in whole
