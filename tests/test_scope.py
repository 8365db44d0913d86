"""Lines that give the scope of the evaluation as a part of the municipality hold the points."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.records import Outcome
from extract.verdict.scope import find_partial_scope
from tests.test_ownership import NAMES, SCORES
from tests.test_remarks import make_page, make_scores


def is_held(line: str, page: int = 1) -> bool:
    text = f"Kommunkompassen\nAnalys av Arvika kommun\n17 oktober 2014\n{line}\nInnehåll:"
    return find_partial_scope([make_page(text, page)], make_scores()) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Omfattning: socialförvaltningen",
        "Omfattning: barn- och utbildningsförvaltningen i Arvika kommun",
        "Omfattning: socialnämnden och tekniska nämnden",
        "Omfattning\nvård- och omsorgsförvaltningen",
        "Omfattning barn- och\nutbildningsförvaltningen",
        "Omfattning: bara den norra kommundelen",
        "Avser: kultur- och fritidsnämndens verksamhet",
        "Gäller: Tekniska kontoret",
        "Utvärderingen avser: skolan",
        "Utvärderad verksamhet: miljö- och byggnadsnämnden",
        "Avgränsning: förskola och grundskola",
        "Granskad enhet: Räddningstjänsten",
        "Utvärderingens omfattning: endast stadsbyggnadsförvaltningen",
        "Delrapport: vård- och omsorgsförvaltningen",
        "Förvaltning som utvärderats: kultur och fritid, samt skolförvaltningen",
        "Omfang: helse- og omsorgsetaten",
        "Enhet som evalueres: Oppvekstsektoren",
        "Gjelder: pleie- og omsorgstjenesten",
    ],
)
def test_a_scope_that_is_a_part_of_the_municipality(line: str) -> None:
    assert is_held(line)


@pytest.mark.parametrize(
    "line",
    [
        "Omfattning: hela kommunen",
        "Omfattning: kommunens samtliga förvaltningar och bolag",
        "Omfattning: 45 intervjuer i kommunledning, socialförvaltning och skola",
        "Omfattning och metod",
        "Omfattning av skolans arbete",
        "Avgränsning mot socialtjänsten saknas.",
        "Avser: Arvika kommun",
        "Avser: kommunstyrelsen, nämnderna och förvaltningarna",
        "Gäller: utvärdering enligt Kommunkompassen hösten 2014",
        "Gäller: hur fullmäktiges mål når skolan, äldreomsorgen, de tekniska verksamheterna och bolagen",
        "Granskningen avser hur skolan och omsorgen följs upp.",
        "Intervjuade: socialförvaltningen, barn- och utbildningsförvaltningen, tekniska kontoret",
        "Handläggare: kommunledningskontoret",
        "Förvaltning: socialförvaltningen",
        "Mottagare: Kommunstyrelsen",
        "Omfang: 12 intervjuer, blant annet i helse- og omsorgsetaten",
        "Omfang: hele kommunen",
    ],
)
def test_a_scope_that_is_the_municipality_and_lists_of_others(line: str) -> None:
    assert not is_held(line)


def test_a_subject_after_the_points_is_another() -> None:
    assert is_held("Avser: tekniska nämnden", 3)
    assert not is_held("Avser: tekniska nämnden", 4)
    assert is_held("Omfattning: tekniska nämnden", 9)


def draw(path: Path, scope: str) -> Path:
    canvas = Canvas(str(path))
    for at, line in enumerate(("Kommunkompassen", "Analys av Arvika kommun", "14–15 oktober 2014", scope)):
        canvas.drawString(60, 700 - 30 * at, line)
    canvas.showPage()
    canvas.drawString(60, 780, "Sammanfattning av poängen")
    for at, name in enumerate(NAMES):
        canvas.drawString(60, 730 - 20 * at, f"{at + 1}. {name}")
        canvas.drawString(400, 730 - 20 * at, str(SCORES[at]))
    canvas.drawString(60, 570, "Totalt")
    canvas.drawString(400, 570, str(sum(SCORES)))
    canvas.save()
    return path


def test_the_cover_of_a_drawn_report(tmp_path: Path) -> None:
    held = read_document(draw(tmp_path / "held.pdf", "Omfattning: skolförvaltningen"), "0" * 64)
    assert held.outcome is Outcome.QUARANTINED
    assert "“Omfattning: skolförvaltningen”" in held.reasons[0].sentence
    right = read_document(draw(tmp_path / "right.pdf", "Omfattning: hela kommunen"), "0" * 64)
    assert [score.value for score in right.verdict.scores] == list(SCORES)
