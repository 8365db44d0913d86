"""Transcripts of reports in viewers' pages: no wrong figure, most overviews and pointed headings read."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from extract.htmltext import extract_content
from extract.instrument import AREAS
from extract.records import ToldFigure
from extract.transcripts.report import read_transcript
from extract.transcripts.text import drops_digits, list_pages
from extract.webpages.figures import read_web_page
from tests.conftest import ROOT
from tests.texts import recall_page_texts
from tests.transcripts import transcribe, write_viewer

BUNDLED = ROOT / "flows" / "sample_reports"
OVERVIEWS = (
    "O1",
    "O2",
    "O3",
)  # layouts of the truth tables whose overview prints sub-areas with both columns
SCORES = (49, 61, 58, 52, 47, 66, 55, 63)
NAMES = [AREAS[2016, area_no].name for area_no in range(1, 9)]
PROSE = "Kommunen arbetar med frågan sedan 2013 och 45 procent av cheferna har gått utbildning. " * 6


@cache
def read_truth(folder: Path) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("needs_ocr") != "1" and row["outcome"] in {"accept", "quarantine", "reject"}:
                rows[row["file"]].append(row)
    return dict(rows)


def tell(figures: tuple[ToldFigure, ...]) -> dict[int | None, float]:
    return {figure.area_no: figure.score for figure in figures}


def judge(factory: pytest.TempPathFactory, folder: Path, drop: float) -> tuple[int, int, list[str]]:
    """How many accepted reports with an overview there are, how many are read, and what is wrong."""
    there = read = 0
    wrong = []
    for name, rows in read_truth(folder).items():
        texts = recall_page_texts(factory, folder / name)
        content = extract_content(transcribe(texts, (folder / name).stem, drop=drop))
        report = read_transcript(list_pages(content), content.title)
        told = tell(report.figures)
        true: dict[int | None, float] = {
            int(row["area_no"]): float(row["score"]) for row in rows if row["area_no"] and row["score"]
        }
        areas = {area_no: score for area_no, score in told.items() if area_no}
        code = (report.identity.municipality_code or "").removeprefix("NO-")
        if areas and (areas, code, str(report.identity.round)) != (
            true,
            rows[0]["municipality_code"].removeprefix("NO-"),
            rows[0]["round"],
        ):
            wrong.append(f"{name}: {areas} for {code} {report.identity.round}")
        if rows[0]["outcome"] == "accept" and any(
            f"-{each}-" in rows[0].get("layout", "") for each in OVERVIEWS
        ):
            there += 1
            read += bool(areas)
    return there, read, wrong


@pytest.mark.parametrize("drop", [0.0, 0.4])
def test_transcripts_of_the_bundled_reports_tell_nothing_wrong(
    drop: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, _, wrong = judge(tmp_path_factory, BUNDLED, drop)
    assert not wrong


def test_most_transcripts_with_an_overview_are_read(
    shared_reports: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there, read, wrong = judge(tmp_path_factory, shared_reports, 0.0)
    assert not wrong
    assert read >= 0.8 * there > 0, f"{read} of {there}"


def write_moelndal(*, contents: bool = True, headings: bool = True, total: str = "") -> bytes:
    """A report in the manner of 2016: points in contents and headings, no overview, no table."""
    points = list(zip(range(1, 9), NAMES, SCORES, strict=True))
    lead = (
        "Innehåll 1 Vad är Kommunkompassen?... 2 2 Mölndals kommun i förhållande till Kommunkompassen... 4 "
    )
    told = " ".join(f"Område {no} {name} {score} poäng... {3 * no + 3}" for no, name, score in points)
    plain = " ".join(f"Område {no} {name}... {3 * no + 3}" for no, name, _ in points)
    chapters = [
        f"{no + 4} (29) Område {no} {name} {f'{score} poäng' if headings else ''} {PROSE}"
        for no, name, score in points
    ]
    cover = "KommunKompassen ANALYS AV MÖLNDALS KOMMUN 2016"
    about = (
        f"Kommunkompassen reviderades år 2010. Besöket gjordes den 7-8 november 2016. {total} 3 (29) {PROSE}"
    )
    return write_viewer(cover, [cover, lead + (told if contents else plain), about, *chapters])


def test_points_in_contents_and_headings_prove_each_other() -> None:
    report = read_web_page(write_moelndal())
    assert tell(report.figures) == dict(enumerate(map(float, SCORES), start=1))
    assert {figure.source_kind for figure in report.figures} == {"transcript"}
    assert {(figure.municipality_code, figure.round) for figure in report.figures} == {("1481", 2016)}


def test_points_in_one_place_are_not_enough() -> None:
    assert read_web_page(write_moelndal(headings=False)).figures == ()
    assert read_web_page(write_moelndal(contents=False)).figures == ()


def test_a_total_told_as_the_own_proves_one_place() -> None:
    total = f"Mölndals kommun fick totalt {sum(SCORES)} poäng av 800 möjliga."
    told = tell(read_web_page(write_moelndal(headings=False, total=total)).figures)
    assert told == {None: float(sum(SCORES)), **dict(enumerate(map(float, SCORES), start=1))}


def test_another_total_refuses_two_places_that_agree() -> None:
    total = f"Mölndals kommun fick totalt {sum(SCORES) - 9} poäng av 800 möjliga."
    assert read_web_page(write_moelndal(total=total)).figures == ()


def test_a_text_without_one_of_the_digits_has_lost_them() -> None:
    page = write_moelndal().decode().replace("4", "").encode()
    assert drops_digits(list_pages(extract_content(page)))
    assert read_web_page(page).figures == ()


def test_the_cover_must_say_whose_report_it_is() -> None:
    page = (
        write_moelndal()
        .decode()
        .replace("ANALYS AV MÖLNDALS KOMMUN 2016", "ANALYS AV NOVEMBER 2016")
        .encode()
    )
    report = read_web_page(page)
    assert report.figures == ()
    assert report.reasons
