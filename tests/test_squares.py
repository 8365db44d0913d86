"""Forms that print points with one digit in each square."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.instrument import AREA_NUMBERS, AREAS
from extract.page.words import read_page_words

POINTS = (54, 62, 57, 50, 48, 66, 43, 60)
SIDE = 16


def draw_field(
    canvas: Canvas,
    text: str,
    *,
    x: float = 460,
    y: float = 700,
    label: str = "Poäng",
    before: bool = False,
    filled: bool = False,
    gap: float = 0,
    grow: float = 0,
) -> None:
    """Draw a square for each letter of a text, with its label above the first one or before it."""
    canvas.setFont("Helvetica", 6 if not before else 10)
    canvas.drawString(*((x - 45, y + 4) if before else (x, y + SIDE + 3)), label)
    for at, letter in enumerate(text):
        canvas.setFillGray(0.9 if filled else 1)
        canvas.rect(x + at * (SIDE + gap), y, SIDE + at * grow, SIDE, fill=int(filled))
        canvas.setFillGray(0)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(x + at * (SIDE + gap) + 5, y + 4, letter)


def draw_pair(canvas: Canvas, *labels: str) -> None:
    draw_field(canvas, "54", label=labels[0])
    canvas.setFont("Helvetica", 6)
    canvas.drawString(460 + SIDE, 700 + SIDE + 3, labels[1])


def list_figures(path: Path, draw: Callable[[Canvas], None]) -> list[str]:
    canvas = Canvas(str(path / "form.pdf"), pagesize=(595, 842))
    draw(canvas)
    canvas.save()
    (view,) = read_page_words(path / "form.pdf", [1])
    return [word.text for word in view.words if word.text.isdigit()]


@pytest.mark.parametrize(
    "draw",
    [
        lambda canvas: draw_field(canvas, "54"),
        lambda canvas: draw_field(canvas, " 54", label="Poäng (0-100)"),
        lambda canvas: draw_field(canvas, " 54", label="Poeng", filled=True),
        lambda canvas: draw_field(canvas, "54", label="Poäng:", before=True),
        lambda canvas: draw_field(canvas, " 54", label="Poäng i allt", gap=0.5),
    ],
)
def test_digits_in_equal_squares_with_a_label_for_points_are_one_number(
    tmp_path: Path, draw: Callable[[Canvas], None]
) -> None:
    assert list_figures(tmp_path, draw) == ["54"]


def draw_decimal(canvas: Canvas) -> None:
    draw_field(canvas, "54")
    draw_field(canvas, "4", x=460 + 2.4 * SIDE, label="")


def draw_comma(canvas: Canvas) -> None:
    draw_field(canvas, "54")
    canvas.drawString(460 + 2 * SIDE + 1, 704, ",4")


def draw_table(canvas: Canvas) -> None:
    draw_field(canvas, "54")
    draw_field(canvas, "54", y=700 - SIDE, label="")


@pytest.mark.parametrize(
    "draw",
    [
        draw_table,
        draw_decimal,
        draw_comma,
        lambda canvas: draw_field(canvas, "54", label=""),
        lambda canvas: draw_field(canvas, "54", label="Frågor"),
        lambda canvas: draw_field(canvas, "54", label="Snittpoäng"),
        lambda canvas: draw_field(canvas, "54", label="Poäng 2009"),
        lambda canvas: draw_field(canvas, "54", gap=4),
        lambda canvas: draw_field(canvas, "54", grow=3),
        lambda canvas: draw_field(canvas, "5 4"),
        lambda canvas: draw_field(canvas, "54 "),
        lambda canvas: draw_field(canvas, "54444"),
        lambda canvas: draw_pair(canvas, "Poäng", "Rang"),
        lambda canvas: draw_pair(canvas, "Mål", "Poäng"),
    ],
)
def test_digits_of_a_table_or_of_something_else_stay_apart(
    tmp_path: Path, draw: Callable[[Canvas], None]
) -> None:
    assert "54" not in list_figures(tmp_path, draw)


def draw_form(path: Path, label: str, total: str, *, told: str = "") -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    fields = (("Kommun som har utvärderats", "Salems kommun"), ("Besöksdagar", "2012-03-20 -- 22"))
    canvas.drawString(60, 780, "KOMMUNKOMPASSEN Rapport i blankettform")
    for at, (name, text) in enumerate((*fields, ("Version", "2010"))):
        canvas.drawString(60, 740 - 40 * at, name)
        canvas.drawString(60, 726 - 40 * at, text)
    canvas.drawString(60, 560, told or "Varje område har en ruta med omdöme.")
    for no, points in zip(AREA_NUMBERS, POINTS, strict=True):
        if no % 3 == 1:
            canvas.showPage()
            canvas.setFont("Helvetica", 11)
            canvas.drawString(60, 790, "KOMMUNKOMPASSEN Salem Områdesblad")
        y = 700 - (no - 1) % 3 * 220
        draw_field(canvas, f"{points:3}", y=y, label=label)
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(100, y + 4, AREAS[2010, no].name)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, y - 40, "Styrkor")
        canvas.drawString(60, y - 54, "Direktsända möten och ett samlat system för synpunkter.")
    canvas.showPage()
    if total:
        draw_field(canvas, str(sum(POINTS)), label=total)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 600, "Utvärderarnas råd")
    canvas.drawString(
        60, 586, "1. Skriv uppdrag till cheferna. 2. Samla synpunkter och klagomål i ett system."
    )
    canvas.save()
    return path


def read(path: Path) -> tuple[str, str | None, int | None, Sequence[float]]:
    found = read_document(path, "0" * 64)
    points = tuple(score.value for score in found.verdict.scores)
    return found.outcome.value, found.identity.municipality, found.identity.round, points


@pytest.mark.parametrize("total", ["Poäng i allt", "Poäng totalt", "Summa poäng"])
def test_a_report_in_forms_is_read(tmp_path: Path, total: str) -> None:
    form = draw_form(tmp_path / "form.pdf", "Poäng", total)
    assert read(form) == ("accepted", "Salem", 2012, POINTS)


@pytest.mark.parametrize(
    ("label", "total", "told"),
    [
        ("Snittpoäng", "Poäng i allt", ""),
        ("Poäng", "Poäng i allt", "Poängen är kommunens egen bedömning före besöket."),
    ],
)
def test_a_form_that_leaves_its_points_open_is_held(
    tmp_path: Path, label: str, total: str, told: str
) -> None:
    outcome, *_, points = read(draw_form(tmp_path / "form.pdf", label, total, told=told))
    assert (outcome, points) == ("quarantined", ())
