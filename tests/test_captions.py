"""Captions of several quantities, and headings that say on which side of a mean points lie."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.claims.captions import list_quantities, names_own_among, tells_side
from extract.claims.foreign import say_whose
from extract.page.words import PageWords
from extract.records import Identity, ReadingKind
from tests.test_chapters_alone import STRYN, YSTAD
from tests.test_search_series import Cell, draw, set_right
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import MEANS, publish

HIGHEST = tuple(points + 14 for points in MEANS)
EARLIER = tuple(points - 4 + at % 3 for at, points in enumerate(POINTS))
CHANGE = tuple(f"{points - old:+g}" for points, old in zip(POINTS, EARLIER, strict=True))
OWN = tuple(f"{points:g}" for points in POINTS)
TOLD = f"Ystads kommun får sammanlagt {sum(POINTS):g} poäng."


def draw_columns(
    caption: str,
    columns: Sequence[Sequence[object]],
    *,
    told: str = TOLD,
    heads: Sequence[str] = (),
    below: bool = False,
    first: float = 400,
) -> PageWords:
    """The areas' names, columns of numbers set right, a sentence and a caption above or below them."""
    cells: list[Cell] = [(60, 60, "Översikt"), (60, 84, told)]
    cells.append((60, 300 if below else 108, caption))
    cells += [set_right(first + 70 * at, 130, head) for at, head in enumerate(heads)]
    for row, name in enumerate(AREAS["SE"]):
        top = 148 + 16 * row
        cells.append((60, top, name))
        cells += [
            set_right(first + 70 * at, top, str(column[row]) if column else "")
            for at, column in enumerate(columns)
        ]
    return draw(*cells)


@pytest.mark.parametrize("first", [360, 410])
@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(
    ("caption", "columns"),
    [
        ("Tabell 1. Poäng 2014 och förändring sedan utvärderingen 2010.", (OWN, CHANGE)),
        ("Tabell 1. Förändring sedan 2010 och kommunens poäng 2014.", (OWN, CHANGE)),
        ("Tabell 1. Ystads poäng, genomsnittligt värde för 40 kommuner samt högsta.", (OWN, MEANS, HIGHEST)),
        ("Tabell 1. Högsta och genomsnittliga värdet samt Ystads kommuns värde.", (HIGHEST, MEANS, OWN)),
        ("Tabell 1. Här visas kommunens poäng 2014 och 2010.", (OWN, EARLIER)),
    ],
)
def test_a_caption_says_of_each_column_what_it_is(
    caption: str, columns: Sequence[Sequence[object]], below: bool, first: float
) -> None:
    assert publish([draw_columns(caption, columns, below=below, first=first)]) == SCORES


@pytest.mark.parametrize(
    ("caption", "heads", "columns"),
    [
        ("Poäng 2014 och förändring sedan utvärderingen 2010.", ("Poäng", "Ändring"), (OWN, CHANGE)),
        ("Kommunens poäng och genomsnittet för landet.", ("Poäng", "Snitt"), (OWN, MEANS)),
        ("Poäng 2014 och högsta poäng bland kommunerna.", ("Högst", "Poäng"), (HIGHEST, OWN)),
    ],
)
def test_a_caption_of_several_quantities_does_not_deny_headed_columns(
    caption: str, heads: Sequence[str], columns: Sequence[Sequence[object]]
) -> None:
    assert publish([draw_columns(caption, columns, heads=heads)]) == SCORES


@pytest.mark.parametrize("told", [TOLD, "Arbetet bedrivs på många håll och följs upp varje år."])
@pytest.mark.parametrize(
    ("caption", "columns"),
    [
        ("Poäng 2010 och förändring sedan utvärderingen 2007.", (EARLIER, CHANGE)),
        ("Genomsnittlig poäng och förändring sedan utvärderingen 2010.", (MEANS, CHANGE)),
        ("Poäng 2014 och förändring sedan 2010 för medelkommunen.", (MEANS, CHANGE)),
        ("Poäng och förändring sedan 2010, länets kommuner.", (MEANS, CHANGE)),
        ("Genomsnittligt och högsta värde för 40 kommuner.", (MEANS, HIGHEST)),
        ("Ystads kommuns värde och genomsnittligt värde.", (MEANS, EARLIER)),
        ("Nackas poäng 2014 och förändring sedan 2010.", (MEANS, CHANGE)),
        ("Ledningsgruppens poäng 2014 och förändring sedan 2010.", (MEANS, CHANGE)),
    ],
)
def test_a_caption_that_names_no_own_points_keeps_them_out(
    caption: str, columns: Sequence[Sequence[object]], told: str
) -> None:
    assert publish([draw_columns(caption, columns, told=told)]) == {}


@pytest.mark.parametrize(
    "told",
    [
        "Talen avser landets medelkommun.",
        "Så här ser det ut i Nacka kommun:",
        "Kommunens egen skattning:",
    ],
)
def test_a_sentence_above_a_caption_may_still_give_its_columns_to_others(told: str) -> None:
    caption = "Poäng 2014 och förändring sedan utvärderingen 2010."
    assert publish([draw_columns(caption, (MEANS, CHANGE), told=told)]) == {}


@pytest.mark.parametrize(
    ("caption", "kinds"),
    [
        ("Först står kommunens poäng, därefter medel.", ["score", "average"]),
        ("Tabellen visar poäng 2014, max och skillnaden mot 2010:", ["score", "max_score", "change"]),
        ("Poäng i förhållande till medel", []),
        ("Resultat och mål", []),
        ("Ledningsgruppens poäng och medel", []),
        ("Poäng och skillnad mot genomsnittet", []),
        ("Offentlighet och demokrati", []),
    ],
)
def test_the_parts_of_a_caption_are_quantities(caption: str, kinds: Sequence[str]) -> None:
    assert [each.kind.value for each in list_quantities(caption, YSTAD)] == kinds


def test_only_words_name_the_own_points_in_a_caption() -> None:
    assert names_own_among("Här visas det högsta värdet samt Ystads kommuns värde.", YSTAD)
    assert not names_own_among("Här visas det högsta värdet samt poängen.", YSTAD)


def draw_groups(
    headings: Sequence[str],
    values: Sequence[float],
    told: str,
    *,
    form: str = "{}, {:g} poeng",
    step: float = 16,
    cut: int = 4,
) -> PageWords:
    """Two lists under headings, each from the highest number to the lowest."""
    cells: list[Cell] = [(60, 60, "Resultat"), (60, 84, told)]
    top = 112.0
    ranked = sorted(zip(values, AREAS["NO"], strict=True), reverse=True)
    for heading, part in zip(headings, (ranked[:cut], ranked[cut:]), strict=True):
        cells.append((60, top, heading))
        cells += [
            (60, top + step * (at + 1), form.format(area, value)) for at, (value, area) in enumerate(part)
        ]
        top += step * (len(part) + 1) + 12
    return draw(*cells)


SIDES = [
    ("Over landsgjennomsnittet", "Under landsgjennomsnittet"),
    ("Område over snittet:", "Område under snittet:"),
    ("Betre enn gjennomsnittet", "Dårlegare enn gjennomsnittet"),
]


@pytest.mark.parametrize("headings", SIDES)
@pytest.mark.parametrize(
    ("form", "step", "cut"), [("{}, {:g} poeng", 16, 4), ("{}: {:g} poeng", 22, 5), ("{} {:g}", 18, 3)]
)
def test_a_side_of_the_mean_leaves_the_owner_to_other_words(
    headings: Sequence[str], form: str, step: float, cut: int
) -> None:
    told = f"Stryn kommune får til saman {sum(POINTS):g} poeng."
    assert publish([draw_groups(headings, POINTS, told, form=form, step=step, cut=cut)], STRYN) == SCORES


@pytest.mark.parametrize("headings", SIDES)
@pytest.mark.parametrize(
    ("values", "told"),
    [
        (MEANS, "Landsgjennomsnittet for kvart område:"),
        (MEANS, "Tala er gjennomsnittet i landet."),
        ((9, 12, 7, 3, 4, 11, 2, 6), "Slik fordeler områda seg i Stryn kommune:"),
    ],
)
def test_numbers_of_the_mean_or_distances_from_it_stay_out(
    headings: Sequence[str], values: Sequence[float], told: str
) -> None:
    assert publish([draw_groups(headings, values, told)], STRYN) == {}


@pytest.mark.parametrize(
    ("text", "is_side"),
    [
        ("Over landsgjennomsnittet", True),
        ("Områden där Ystad ligger under genomsnittet", True),
        ("I nivå med medelvärdet", True),
        ("Poäng över snittet", False),
        ("Under snittet 2010", False),
        ("Over landsgjennomsnittet (tala er snittet)", False),
        ("Snittet över landet", False),
        ("Över Arvikas snitt", False),
    ],
)
def test_a_side_of_a_mean_has_no_other_words(text: str, is_side: bool) -> None:
    identity: Identity = STRYN if "lands" in text else YSTAD
    assert tells_side(text, identity) is is_side


@pytest.mark.parametrize(
    "caption",
    [
        "I fotnoten på varje sida upprepas resultatet från 2010.",
        "I bilaga 2 redovisas poängen i den förra utvärderingen.",
        "Längst ned på sidan anges kommunens tidigare resultat.",
    ],
)
def test_a_text_on_what_stands_in_a_footnote_or_an_appendix_is_not_about_the_points(caption: str) -> None:
    assert publish([draw_columns(caption, (OWN,))]) == SCORES


@pytest.mark.parametrize(
    "caption",
    [
        "I fotnoten framgår att talen är tidigare resultat.",
        "Här upprepas resultatet från 2010.",
        "På varje sida upprepas poängen från 2010.",
    ],
)
def test_a_text_on_the_points_themselves_still_keeps_them_out(caption: str) -> None:
    told = "Arbetet bedrivs på många håll."
    assert publish([draw_columns("Här är resultatet från 2014.", (OWN,), told=told)]) == SCORES
    assert publish([draw_columns(caption, (OWN,), told=told)]) == {}


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("Med {} poäng ligger Ystad bland de första kommunerna i den nya versionen.", True),
        ("Med sammanlagt {} poäng placerar sig Ystads kommun bland de bättre kommunerna.", True),
        ("Med {} poäng ligger Ystads grannkommuner bland de första kommunerna.", False),
    ],
)
def test_a_total_with_which_a_municipality_has_a_place_among_others_is_its_own(
    told: str, published: bool
) -> None:
    columns = draw_columns(
        "Resultat", (OWN, MEANS), heads=("Ny modell", "Jämf"), told=told.format(sum(POINTS))
    )
    assert bool(publish([columns])) is published


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Samlet fikk kommunen 465 poeng av 800 mulige.", None),
        ("Rana kommune: 465 poeng av 800 mulige", None),
        ("Poeng av 100 mulige", None),
        ("Mulige poeng per område", ReadingKind.OTHER),
        ("Poäng kvar av 100 mulige", ReadingKind.OTHER),
        ("Mulig poengsum", ReadingKind.OTHER),
    ],
)
def test_a_sum_out_of_the_possible_points_is_no_possible_sum(text: str, kind: ReadingKind | None) -> None:
    identity = Identity(country="NO", municipality="Rana", round=2018, edition=2016)
    assert say_whose(text, identity) is kind


@pytest.mark.parametrize("mark", ["*", "**"])
@pytest.mark.parametrize(
    "note", ["Mättes på ett annat sätt 2010 och redovisas bara delvis.", "Utfallet 2010."]
)
def test_a_footnote_to_the_heading_of_another_column_is_about_that_column(mark: str, note: str) -> None:
    page = draw_columns(f"{mark} {note}", (OWN, EARLIER), heads=("Poäng", f"2010{mark}"), below=True)
    assert publish([page]) == SCORES
    own = draw_columns(
        f"{mark} {note}", (OWN,), heads=(f"Poäng{mark}",), below=True, told="Här är resultatet."
    )
    assert publish([own]) == {}


def test_totals_of_others_in_brackets_are_not_the_municipalitys_of_the_clause_after_them() -> None:
    others = f"(396, 441 respektive {sum(POINTS) + 9:g} poäng)"
    told = f"Bland de fyra andra kommunerna {others} ligger Ystad högt med {sum(POINTS):g} poäng."
    assert publish([draw_columns("Kommunens poäng", (OWN,), told=told)]) == SCORES
