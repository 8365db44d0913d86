"""One document from its bytes to its report, and what becomes of it when something goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract.document
import extract.page.words
from extract.document import read_document
from extract.records import Outcome
from tests.conftest import ROOT

REPORT = next((ROOT / "flows" / "sample_reports").glob("*.pdf"))


def test_an_error_of_the_readers_is_not_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise LookupError("no such column")

    monkeypatch.setattr(extract.document, "read_pages", stumble)
    report = read_document(REPORT, "0" * 64)
    assert report.outcome is Outcome.QUARANTINED
    (reason,) = report.reasons
    assert reason.code == "reader_failed"
    assert "LookupError no such column in stumble, line" in reason.sentence
    assert REPORT.name in reason.sentence


@pytest.mark.parametrize(
    "error", [KeyError("Font"), ZeroDivisionError(), AssertionError("x"), OSError(5, "x")]
)
def test_any_error_of_the_parser_is_damage(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def break_off(*_: object) -> None:
        raise error

    monkeypatch.setattr("extract.page.words.place_characters", break_off)
    report = read_document(REPORT, "0" * 64)
    assert report.outcome is Outcome.UNREADABLE
    assert [reason.code for reason in report.reasons] == ["damaged"]


def test_running_out_of_memory_is_left_to_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    def swell(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(extract.document, "read_pages", swell)
    with pytest.raises(MemoryError):
        read_document(REPORT, "0" * 64)


@pytest.mark.parametrize("is_report", [False, True])
def test_a_document_that_is_no_report_costs_no_slow_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_report: bool
) -> None:
    placed: list[object] = []
    whole = extract.page.words.place_characters
    monkeypatch.setattr(
        extract.page.words, "place_characters", lambda *given: placed.append(given) or whole(*given)
    )
    if is_report:
        report = REPORT.with_name("grastorp-2014.pdf")  # a held one is searched again
        assert read_document(report, "0" * 64).outcome is Outcome.ACCEPTED
    else:
        path = tmp_path / "lunch.pdf"
        draw_menu(path)
        assert read_document(path, "0" * 64).outcome is Outcome.REJECTED
    assert bool(placed) is is_report


def draw_menu(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for day in range(8):
        canvas.drawString(
            72, 700 - 20 * day, f"Dag {day}: potatis, 60 kronor, betyg 4 av 5 poäng i kommunens kök"
        )
    canvas.showPage()
    canvas.save()
