"""Sentences and titles by which a part of the municipality was evaluated hold the points."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.records import Outcome
from extract.verdict.parts import find_part_in_title, says_part
from extract.verdict.remarks import find_remark
from tests.test_ownership import NAMES, SCORES
from tests.test_remarks import make_page, make_scores


@pytest.mark.parametrize(
    "sentence",
    [
        "I Arvika har barn- och utbildningsnämnden beslutat att låta utvärdera sin egen förvaltning.",
        "Kommunledningskontoret och de andra fyra förvaltningarna har inte ingått.",
        "Utvärderingen genomfördes på socialförvaltningen.",
        "Tekniska nämnden beställde en utvärdering av sin förvaltning, och det är den som beskrivs här.",
        "Granskningen begränsades till kultur- och fritidsförvaltningen.",
        "Det är omsorgsförvaltningen som har bedömts, inte kommunen som helhet.",
        "Vanligen utvärderas en hel kommun, men Arvika lät en enda förvaltning gå igenom frågorna.",
        "Av kommunens sex förvaltningar var det bara räddningstjänsten som besöktes.",
        "Övriga fem nämnder ingick inte i uppdraget.",
        "Det som har analyserats är socialförvaltningens arbete.",
        "Eftersom utvärderingen enbart rör miljö- och byggförvaltningen har frågorna anpassats.",
        "Kommunens övriga verksamheter har lämnats utanför.",
        "Det är första gången verktyget används på en enskild förvaltning.",
        "Socialförvaltningen är den enda förvaltning som utvärderats.",
        "Frågorna ställdes enbart till skolförvaltningen.",
        "Med kommunen menas i rapporten utbildningsförvaltningen.",
        "Utvärderingen är inte kommunövergripande utan gäller skolan.",
        "Förvaltningen får 498 poäng.",
        "På grund av omorganisationen kunde bara två av sju förvaltningar delta.",
        "Fem av kommunens sju förvaltningar avböjde att medverka.",
        "SKL har på uppdrag av socialnämnden utvärderat socialförvaltningen med hjälp av verktyget.",
        "Det er helse- og omsorgsetaten som er evaluert, ikke hele kommunen.",
        "Evalueringen ble avgrenset til oppvekstsektoren.",
        "Teknisk etat ba om å få evaluert sin egen virksomhet.",
        "De øvrige sektorene ble ikke vurdert.",
        "Bare to av kommunens fem sektorer deltok.",
        "Oppdraget gjaldt bare helse og omsorg.",
    ],
)
def test_sentences_on_a_part(sentence: str) -> None:
    assert says_part(sentence)
    assert find_remark([make_page(sentence, 2)], make_scores()) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Socialförvaltningen har låtit utvärdera sin verksamhet med andra verktyg.",
        "Samtliga förvaltningar ingick i utvärderingen.",
        "De kommunala bolagen ingick inte i utvärderingen.",
        "Intervjuer gjordes på socialförvaltningen, tekniska förvaltningen och kommunledningskontoret.",
        "Utvärderingen genomfördes på kommunledningskontoret under tre dagar.",
        "Utvärderingen rör hela kommunen, inte bara socialförvaltningen.",
        "Det är inte socialförvaltningen som har utvärderats, utan hela kommunen.",
        "Utvärderingen är kommunövergripande och gäller inte enskilda förvaltningar.",
        "Två av sju förvaltningar besöktes på plats, de övriga intervjuades på kommunkontoret.",
        "Med kommunen menas i rapporten den kommunala organisationen, med förvaltningar och bolag.",
        "Utvärderingen avser kommunstyrelsen och samtliga nämnder.",
        "Rapporten har skrivits på uppdrag av kommunledningsförvaltningen.",
        "Övriga förvaltningar deltog inte i lönekartläggningen.",
        "Rapporten handlar om hur kommunen styr skolan och omsorgen.",
        "Evalueringen omfattet hele kommunen, også de kommunale foretakene.",
        "Det er kommunen som helhet som er vurdert, ikke den enkelte sektor.",
        "Bare rådmannens ledergruppe deltok på møtet.",
    ],
)
def test_sentences_on_the_whole_and_on_whom_the_evaluators_met(sentence: str) -> None:
    assert not says_part(sentence)
    assert find_remark([make_page(sentence, 2)], make_scores()) is None


def test_a_sentence_in_a_chapter_is_about_other_things() -> None:
    sentence = "Resultatet gäller socialförvaltningen."
    assert find_remark([make_page(f"{NAMES[0]}\n{sentence}", 2)], make_scores()) is None
    assert find_remark([make_page(sentence, 4)], make_scores()) is None
    assert find_remark([make_page("\n".join((*NAMES, sentence)), 2)], make_scores()) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Barn- och utbildningsförvaltningen",
        "Skolan",
        "Delstudie av samhällsbyggnadsförvaltningen",
        "Skolförvaltningen i Arvika kommun",
        "– så leds socialförvaltningen",
        "Helse- og omsorgssektoren",
    ],
)
def test_a_part_in_the_title(line: str) -> None:
    assert find_part_in_title(["Kommunkompassen", "Analys av Arvika kommun", line]) == line
    assert find_part_in_title([line, "Kommunkompassen", "Analys av Arvika kommun"]) is None


@pytest.mark.parametrize(
    "line",
    [
        "Kommunledningskontoret",
        "Hela kommunens organisation",
        "Slutrapport",
        "Anna Berg, socialförvaltningen",
        "Utvärdering av hela kommunen",
    ],
)
def test_other_lines_of_a_cover(line: str) -> None:
    assert find_part_in_title(["Kommunkompassen", "Analys av Arvika kommun", line]) is None


def draw(path: Path, title: str, sentence: str) -> Path:
    canvas = Canvas(str(path))
    for at, line in enumerate(("Kommunkompassen", "Analys av Arvika kommun", title, "14–15 oktober 2014")):
        canvas.drawString(60, 700 - 30 * at, line)
    canvas.showPage()
    canvas.drawString(60, 780, "Om utvärderingen")
    canvas.drawString(60, 760, sentence)
    canvas.showPage()
    canvas.drawString(60, 780, f"Resultatet blev totalt {sum(SCORES)} poäng.")
    canvas.drawString(400, 750, "Poäng")
    for at, name in enumerate(NAMES):
        canvas.drawString(60, 730 - 20 * at, f"{at + 1}. {name}")
        canvas.drawString(400, 730 - 20 * at, str(SCORES[at]))
    canvas.save()
    return path


def test_drawn_reports(tmp_path: Path) -> None:
    whole, part = "Alla förvaltningar ingick.", "De tre andra förvaltningarna ingick inte."
    right = read_document(draw(tmp_path / "right.pdf", "Slutrapport", whole), "0" * 64)
    assert [score.value for score in right.verdict.scores] == list(SCORES)
    for title, sentence in (("Slutrapport", part), ("Socialförvaltningen", whole)):
        held = read_document(draw(tmp_path / "held.pdf", title, sentence), "0" * 64)
        assert held.outcome is Outcome.QUARANTINED
        assert "a part of the municipality was evaluated" in held.reasons[0].sentence
