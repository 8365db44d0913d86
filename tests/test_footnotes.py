"""Footnotes to the heading, the caption or the total of the points must be wholly understood as harmless."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.records import Outcome
from extract.verdict.footnotes import is_harmless
from extract.verdict.remarks import find_remark
from tests.test_ownership import NAMES, SCORES
from tests.test_remarks import IDENTITY, make_page, make_scores

ROWS = "\n".join(f"{name} {51 + at}" for at, name in enumerate(NAMES))
FOREIGN = "Snittet för de 31 kommuner som besökts sedan 2010."
HARMLESS = "Högsta möjliga poäng är 100 per område."


def is_held(text: str, *, heading: str = "Poäng", from_image: bool = False, end: str = "") -> bool:
    scores = [
        replace(each, reading=replace(each.reading, words=heading, from_image=from_image))
        for each in make_scores()
    ]
    pages = [make_page(text), *([make_page(end, 9)] if end else [])]
    return find_remark(pages, scores, identity=IDENTITY) is not None


@pytest.mark.parametrize(
    "note",
    [
        "Medel för kommuner i samma storleksklass.",
        "Resultatet från besöket 2011.",
        "Resultatet 2010.",
        "Ledningsgruppens egen bedömning.",
        "Kommunens bedömning.",
        "Så långt vill vi ha kommit när mandatperioden är slut.",
        "Enligt den enkät som medarbetarna besvarade i maj.",
        "Lånade från Säter, som har samma organisation.",
        "Skrivna med blyerts före mötet.",
        "Gäller de tekniska verksamheterna.",
        "Det som krävs för att nå den övre fjärdedelen.",
        "Snitt for kommunene i nettverket.",
        "Ej utvärderarnas poäng.",
        "Maxpoäng är 100. Siffrorna är tagna ur en annan rapport.",
    ],
)
def test_notes_that_may_give_the_points_to_somebody_else(note: str) -> None:
    assert not is_harmless(note, IDENTITY)


@pytest.mark.parametrize(
    "note",
    [
        HARMLESS,
        "Avrundat till heltal.",
        "Poängen är sammanvägda av delfrågorna enligt SKL:s modell.",
        "Inkl. den nya frågan om korruption.",
        "Källa: SKL:s bedömning oktober 2014.",
        "Utvärderarnas bedömning, max 100 poäng.",
        "Summan kan avvika från delarna på grund av avrundning.",
        "2010 års modell skiljer sig från den tidigare och poängen kan inte jämföras rakt av.",
        "Resultatet är inte jämförbart med 2002 års version.",
        "Poängen är beräknad som ett medelvärde av svaren på delfrågorna.",
        "Delpoäng för varje fråga finns i kapitel 3.",
        "Arvika kommuns resultat i Kommunkompassen 2014.",
        "Poeng gitt av evaluatorene, maks 100.",
    ],
)
def test_notes_on_rounding_maximum_weights_and_sources(note: str) -> None:
    assert is_harmless(note, IDENTITY)


@pytest.mark.parametrize("mark", ["*", "**", "†", "¹", "1)"])
@pytest.mark.parametrize(
    "table",
    [
        "Område Max Poäng{mark}\n{ROWS}\nTotalt 436",
        "Tabell 1. Fördelning per område{mark}\nOmråde Poäng\n{ROWS}\nTotalt 436",
        "Område Poäng\n{ROWS}\nTotalt{mark} 436",
        "Område Poäng\n{ROWS}\nTotalt 436{mark}",
    ],
)
def test_a_note_stands_below_the_points_at_the_foot_or_at_the_end(mark: str, table: str) -> None:
    text = table.format(mark=mark, ROWS=ROWS)
    for note, held in ((FOREIGN, True), (HARMLESS, False)):
        assert is_held(f"{text}\n{mark} {note}\nSida 3") == held
        assert is_held(f"{text}\nMålen är kända.\n{mark}{note}") == held
        assert is_held(f"{text}\nMålen är kända.", end=f"Noter\n{mark} {note}") == held


def test_a_note_may_go_on_in_the_next_line() -> None:
    note = "* Högsta möjliga poäng är 100 per område, och\nsiffrorna är hämtade ur en annan rapport.\nSida 3"
    assert is_held(f"Område Poäng*\n{ROWS}\n{note}")


@pytest.mark.parametrize(
    "text",
    [
        f"Område Poäng Medel*\n{ROWS}\n* {FOREIGN}",
        f"Område Poäng Snitt poäng*\n{ROWS}\n* {FOREIGN}",
        f"Område Poäng\n{ROWS}\nPersonalen får friskvård* varje år.\n* Gäller de tekniska verksamheterna.",
        f"Område Poäng* Alla**\n{ROWS}\n* Arvikas poäng. I diagrammet: gröna staplar.\n** {FOREIGN}",
        f"Kommunen som arbetsgivare 56³\n{ROWS}\n³ Området är nytt sedan 2012, och ersätter ett annat.",
        f"Område Poäng*\n{ROWS}\n* Målen är kända.\n* Dialogen är god.\n* Ansvaret är tydligt.",
    ],
)
def test_notes_to_other_things_and_lists_hold_nothing(text: str) -> None:
    assert not is_held(text)


def test_a_note_to_every_number_is_one_to_all_points() -> None:
    rows = "\n".join(f"{name} {51 + at}*" for at, name in enumerate(NAMES))
    assert is_held(f"{rows}\n* Lånade från en annan rapport.")
    assert not is_held(f"{rows}\n* {HARMLESS}")


@pytest.mark.parametrize("heading", ["Poäng”", "Poäng*", "Poäng?", "Poängt"])
def test_the_mark_of_a_scan_is_read_as_any_sign(heading: str) -> None:
    text = f"Område {heading}\n{ROWS}\nTotalt 436"
    for sign in ("", "+ ", "” "):
        assert is_held(f"{text}\n{sign}{FOREIGN}", from_image=True)
        assert not is_held(f"{text}\n{sign}{HARMLESS}", from_image=True)
    assert not is_held(f"{text}\nMålen är kända.", heading="")
    assert not is_held(f"Område Poäng\n{ROWS}\nMålen är kända.", from_image=True)


def draw(path: Path, note: str, *, place: float) -> Path:
    canvas = Canvas(str(path))
    for at, line in enumerate(("Kommunkompassen 2014", "Analys av Arvika kommun", "14–15 oktober 2014")):
        canvas.drawString(60, 700 - 30 * at, line)
    canvas.showPage()
    canvas.drawString(60, 780, "Sammanfattning av poängen")
    canvas.drawString(60, 750, "Område")
    canvas.drawString(400, 750, "Poäng")
    canvas.setFont("Helvetica", 7)
    canvas.drawString(433, 754, "1")
    canvas.drawString(60, place + 3, "1")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(66, place, note)
    for at, name in enumerate(NAMES):
        canvas.drawString(60, 730 - 20 * at, f"{at + 1}. {name}")
        canvas.drawString(400, 730 - 20 * at, str(SCORES[at]))
    canvas.drawString(60, 570, "Totalt")
    canvas.drawString(400, 570, str(sum(SCORES)))
    canvas.drawString(60, 500, "Kommunen har en tydlig vision och målen är kända i hela organisationen.")
    canvas.save()
    return path


@pytest.mark.parametrize("place", [545, 60])
def test_raised_marks_of_a_drawn_report(tmp_path: Path, place: float) -> None:
    held = read_document(draw(tmp_path / "held.pdf", FOREIGN, place=place), "0" * 64)
    assert held.outcome is Outcome.QUARANTINED
    assert held.reasons[0].code == "score_uncertain"
    assert FOREIGN.strip("* ")[:30] in held.reasons[0].sentence
    right = read_document(draw(tmp_path / "right.pdf", HARMLESS, place=place), "0" * 64)
    assert right.outcome is Outcome.ACCEPTED
    assert [score.value for score in right.verdict.scores] == list(SCORES)
