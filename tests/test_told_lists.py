"""Lists in words: labelled numbers under each name, others' points in brackets, points that were decided."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.page.words import PageWords
from extract.records import Identity
from tests.proving import list_scores
from tests.test_chapters_alone import FILLER, STRYN, YSTAD
from tests.test_search_series import Cell, draw
from tests.test_told import AREAS, POINTS, SCORES

MEANS = (50, 54, 67, 55, 56, 55, 51, 66)


def publish(pages: Sequence[PageWords], identity: Identity = YSTAD) -> dict[int, float]:
    """The scores that are published."""
    return list_scores(pages, identity)


def draw_records(
    labels: Sequence[str],
    *,
    name: str = "SE",
    sum_name: str = "Alla områden",
    intro: str = FILLER,
    off: int = 0,
    step: float = 40,
    apart: float = 150,
) -> PageWords:
    """Each area's name over a line of labelled numbers: own points, the mean, the difference."""
    own = [int(points) for points in POINTS]
    rows = [*zip(AREAS[name], own, MEANS, strict=True), (sum_name, sum(own) + off, sum(MEANS))]
    cells: list[Cell] = [(60, 60, "Resultat"), (60, 90, intro)]
    for at, (area, points, mean) in enumerate(rows):
        top = 130 + step * at
        told = {"own": f"{points}", "mean": f"{mean}", "apart": f"{points - mean:+d}"}
        cells.append((60, top, area))
        cells += [
            (60 + apart * place, top + 18, label.format(**told))
            for place, label in enumerate(labels)
            if label
        ]
    return draw(*cells)


@pytest.mark.parametrize(
    "labels",
    [
        ("Ystad: {own}", "Medelkommunen: {mean}", "Skillnad: {apart}"),
        ("Medelkommunen: {mean}", "Ystads kommun: {own}", ""),
        ("Kommunens poäng: {own}", "Skillnad: {apart}", "Genomsnitt: {mean}"),
    ],
)
@pytest.mark.parametrize(
    "intro",
    [FILLER, "För varje område visas först kommunens poäng, därefter vad medelkommunen har fått."],
)
@pytest.mark.parametrize(("sum_name", "step", "apart"), [("Alla områden", 40, 150), ("Summa", 52, 120)])
def test_records_of_labelled_numbers_are_read(
    labels: Sequence[str], intro: str, sum_name: str, step: float, apart: float
) -> None:
    view = draw_records(labels, sum_name=sum_name, intro=intro, step=step, apart=apart)
    assert publish([view]) == SCORES


def test_norwegian_records_are_read() -> None:
    labels = ("Stryn: {own}", "Landsgjennomsnittet: {mean}", "")
    assert publish([draw_records(labels, name="NO", sum_name="Alle områder")], STRYN) == SCORES


@pytest.mark.parametrize(
    ("labels", "off"),
    [
        (("Medelkommunen: {mean}", "Skillnad: {apart}", ""), 0),
        (("Skurup: {own}", "Medelkommunen: {mean}", ""), 0),
        (("Ystad 2009: {own}", "Medelkommunen: {mean}", ""), 0),
        (("Ystad: {own}", "Medelkommunen: {mean}", "Skillnad: {apart}"), 3),
    ],
)
def test_records_of_others_or_with_another_sum_give_no_scores(labels: Sequence[str], off: int) -> None:
    assert not publish([draw_records(labels, off=off)])


def draw_boxes(line: str, *, intro: Sequence[str], over: str, under: str, left: float = 60) -> PageWords:
    """Two boxes with the areas over and under the mean, the best first, each a bullet with its points."""
    rows = sorted(zip(AREAS["SE"], POINTS, MEANS, strict=True), key=lambda row: -row[1])
    halves = (
        (over, [row for row in rows if row[1] > row[2]]),
        (under, [row for row in rows if row[1] <= row[2]]),
    )
    cells: list[Cell] = [(60, 50, "Utfall 2014")]
    cells += [(60, 80 + 13 * at, text) for at, text in enumerate(intro)]
    top = 130.0
    for title, half in halves:
        cells.append((left, top, title))
        for area, points, mean in half:
            top += 22
            cells += [
                (left + 14, top, "•"),
                (left + 24, top, f"{area}: {line.format(f'{points:.0f}', mean)}"),
            ]
        top += 60
    return draw(*cells)


OVER, UNDER = "Här ligger Ystad över medel", "Här ligger Ystad under medel"
INTRO = ("I rutorna nedan redovisas Ystads poäng.", "Inom parentes anges medelvärdet för alla kommuner.")


@pytest.mark.parametrize("line", ["{} (alla kommuner {})", "{} poäng (medel {})", "{} (genomsnitt: {})"])
@pytest.mark.parametrize("left", [60, 110])
def test_bullets_with_the_mean_in_brackets_are_read(line: str, left: float) -> None:
    assert publish([draw_boxes(line, intro=INTRO, over=OVER, under=UNDER, left=left)]) == SCORES


@pytest.mark.parametrize(
    ("line", "intro", "over", "under"),
    [
        ("{} (Ystad {})", ("I rutorna nedan redovisas medelvärdet.",), "Över medel", "Under medel"),
        ("{} (alla kommuner {})", INTRO, "Här ligger Skurup över medel", "Här ligger Skurup under medel"),
        ("{} (alla kommuner {})", ("I rutorna redovisas målen.",), "Mål över medel", "Mål under medel"),
    ],
)
def test_bullets_of_others_give_no_scores(line: str, intro: Sequence[str], over: str, under: str) -> None:
    assert not publish([draw_boxes(line, intro=intro, over=over, under=under)])


@pytest.mark.parametrize(
    "line",
    [
        "{mean} (Ystad {own})",
        "{mean} poäng (Ystad {own})",
        "{mean} (vi {own})",
        "{mean} poäng (Skurup, plats {own})",
    ],
)
@pytest.mark.parametrize("title", ["Resultat", "Poäng", "Utfall 2014"])
def test_numbers_before_the_own_ones_in_brackets_are_not_taken(line: str, title: str) -> None:
    cells: list[Cell] = [(60, 60, title)]
    for at, (area, points, mean) in enumerate(zip(AREAS["SE"], POINTS, MEANS, strict=True)):
        cells.append((60, 110 + 20 * at, f"{area}: {line.format(own=f'{points:.0f}', mean=mean)}"))
    assert publish([draw(*cells)]) in ({}, SCORES)


SPELLED = (
    "femtiosju",
    "femtiotvå",
    "sextionio",
    "sextio",
    "femtiofyra",
    "sextiotre",
    "fyrtioåtta",
    "sjuttiotvå",
)


def draw_minutes(line: str, *before: str, step: float = 24) -> PageWords:
    """Numbered lines, each with a name, its points and the points in letters."""
    cells: list[Cell] = [(60, 60 + 13 * at, text) for at, text in enumerate(before)]
    for at, (area, points, spelled) in enumerate(zip(AREAS["SE"], POINTS, SPELLED, strict=True)):
        cells.append((60, 140 + step * at, line.format(at + 1, area, f"{points:.0f}", spelled)))
    return draw(*cells)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{}) {}: {} ({}) poäng.", "Utvärderarna har för vart och ett av områdena beslutat följande poäng."),
        ("{}. {} – {} poäng ({})", "Utvärderingsteamet har fastställt följande poäng."),
        ("§ {} {}: {} poäng.", "Bedömarna gav vid mötet nedanstående poäng."),
    ],
)
@pytest.mark.parametrize("step", [16, 24])
def test_points_that_the_evaluators_decided_are_read(line: str, said: str, step: float) -> None:
    scale = "Skalan går från noll till hundra."
    assert publish([draw_minutes(line, "12 Poängsättning", said, step=step)]) == SCORES
    assert publish([draw_minutes(line, "12 Poängsättning", said, scale, step=step)]) == SCORES


@pytest.mark.parametrize(
    "said",
    [
        "Utvärderarna har för Skurups kommun beslutat följande poäng.",
        "Utvärderarna har beslutat följande poäng för genomsnittskommunen.",
        "Utvärderarna skulle ha beslutat följande poäng.",
        "Vid besöket 2003 gav utvärderarna följande poäng.",
        "Nämnderna har för vart och ett av områdena beslutat följande poäng.",
    ],
)
def test_points_that_others_decided_give_no_scores(said: str) -> None:
    assert not publish([draw_minutes("{}) {}: {} ({}) poäng.", "12 Poängsättning", said)])
