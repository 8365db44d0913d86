"""Council papers that tell an evaluation's points and have the report, which has none, behind them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.document import read_document
from extract.identity import classify_document
from extract.instrument import AREA_NUMBERS, AREAS
from tests.invented_reports import make_pages
from tests.small_pdfs import draw_pages

NAMES = [AREAS[2016, area_no].name for area_no in AREA_NUMBERS]
POINTS = (50, 64, 61, 55, 44, 57, 53, 72)
TEXT = "Dialogen har fått en plan, men det saknas ännu ett samlat sätt att ta emot synpunkter."
GIVEN = "Hjo kommun har i utvärderingen tilldelats"
TOLD = "Utvärderingen genomfördes den 14–16 mars 2017 av två utvärderare från SKL."


def write_paper(
    given: str = GIVEN,
    told: str = TOLD,
    *,
    kind: str = "PROTOKOLLSUTDRAG",
    subject: str = "§ 88 Rapport från utvärdering med Kommunkompassen",
    after: str = "Rapporten bifogas i sin helhet.",
) -> list[str]:
    """An extract of minutes from June 2017 that lists the points."""
    rows = [f"–  {points} poäng i {name}," for points, name in zip(POINTS, NAMES, strict=True)]
    head = [f"HJO KOMMUN   {kind}", "Kommunstyrelsen   2017-06-07", subject, "Dnr 2016-341"]
    total = f"eller tillsammans {sum(POINTS)} poäng. {after}"
    return [*head, "Ärendebeskrivning", told, given, *rows, "", total]


def write_report(*title: str, text: str = TEXT) -> list[str]:
    return [*title, *(line for name in NAMES for line in ("", name, text))]


REPORT = write_report("HJO KOMMUN   Bilaga § 88", "Kommunkompassen", "Analys av Hjo kommun 2017")


def classify(*pages: Sequence[str]) -> str:
    return classify_document(make_pages(["\n".join(filter(None, page)) for page in pages])).code


@pytest.mark.parametrize(
    "report",
    [
        REPORT,
        write_report("Kommunkompassen – en analys av Hjo kommun 2017"),
        write_report("Bilaga 2", "Rapport: Utvärdering av Hjo kommun", "enligt Kommunkompassen"),
    ],
)
@pytest.mark.parametrize("kind", ["PROTOKOLLSUTDRAG", "TJÄNSTESKRIVELSE", "SAMMANTRÄDESPROTOKOLL"])
def test_papers_with_the_report_behind_them_are_a_report(report: Sequence[str], kind: str) -> None:
    assert classify(write_paper(kind=kind), report) == "report"
    assert classify(write_paper(kind=kind), ["Bilaga 1", TEXT], report) == "report"


@pytest.mark.parametrize(
    "behind",
    [
        [],
        ["Bilaga 1", "Rapport: Analys av Hjo kommun 2017 (ej bilagd)"],
        write_report("Bilaga", "Handlingsplan med anledning av Kommunkompassen", "Hjo kommun 2017"),
        ["Kommunkompassen", "Analys av Hjo kommun 2017", *NAMES, *[TEXT] * 8],
        write_report("Kommunkompassen", "Analys av Hjo kommun 2013"),
        write_report("Kommunkompassen", "Analys av Tibro kommun 2017"),
        write_report("Kommunkompassen", "Analys av en kommun"),
        write_report("Analys av Hjo kommun 2017", "Medborgarnas synpunkter"),
    ],
)
@pytest.mark.parametrize("kind", ["PROTOKOLLSUTDRAG", "TJÄNSTESKRIVELSE"])
def test_papers_without_the_report_they_speak_of_are_none(behind: Sequence[str], kind: str) -> None:
    assert classify(write_paper(kind=kind), *([behind] if behind else [])) == "memo"


def test_papers_without_points_are_none_even_with_a_report() -> None:
    assert classify(write_paper()[:6], REPORT) == "memo"


@pytest.mark.parametrize(
    ("told", "subject"),
    [
        (TOLD.replace("2017", "2021"), "§ 88 Rapport från utvärdering med Kommunkompassen"),
        (TOLD, "§ 88 Rapport från utvärdering med Kommunkompassen 2021"),
    ],
)
def test_the_report_of_another_evaluation_gives_no_points_to_papers(told: str, subject: str) -> None:
    assert classify(write_paper(told=told, subject=subject), REPORT) == "memo"


def read(tmp_path: Path, *pages: Sequence[str]) -> tuple[str, dict[int | None, float]]:
    placed = [[(60.0, 60.0 + 14 * at, row) for at, row in enumerate(page) if row] for page in pages]
    found = read_document(draw_pages(tmp_path / "papers.pdf", placed), "0" * 64)
    return found.outcome.value, {score.area_no: score.value for score in found.verdict.scores}


@pytest.mark.parametrize(
    "paper",
    [
        write_paper(),
        write_paper("Hjo kommun fick vid utvärderingen", subject="§ 12 Kommunkompassen 2017"),
        write_paper(after="Texten saknar poäng, då utvärderarna presenterade dem muntligt."),
    ],
)
def test_points_in_the_papers_before_a_report_are_read(tmp_path: Path, paper: Sequence[str]) -> None:
    expected = dict(zip(AREA_NUMBERS, map(float, POINTS), strict=True))
    assert read(tmp_path, paper, REPORT) == ("accepted", expected)


@pytest.mark.parametrize(
    "paper",
    [
        write_paper("Grannkommunen Tibro har i sin utvärdering tilldelats"),
        write_paper("Ledningsgruppen uppskattar att kommunen skulle få"),
        write_paper("Hjo kommun tilldelades vid utvärderingen 2013"),
        write_paper(after="SKL har dragit tillbaka poängen."),
        write_paper(after="Poängen är kommunens egen bedömning."),
        write_paper(after="Poängen är preliminära."),
        write_paper(after="Rätt poäng presenteras muntligen."),
    ],
)
def test_points_that_the_papers_take_back_or_give_to_others_are_held(
    tmp_path: Path, paper: Sequence[str]
) -> None:
    assert read(tmp_path, paper, REPORT) == ("quarantined", {})
