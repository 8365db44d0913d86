"""Answers of Tesseract that the tests keep: used again only for the same picture, options and Tesseract."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytesseract
import pytest
from PIL import Image

from tests import kept_recognition
from tests.kept_recognition import open_kept, recall_or_ask

WHITE, GREY = (Image.new("L", (4, 4), colour) for colour in (255, 128))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a Tesseract that answers with the number of its questions was asked."""
    asked: list[Any] = []

    def answer(image: Image.Image, *options: Any) -> str:
        asked.append((image, *options))
        return str(len(asked))

    monkeypatch.setattr(pytesseract.pytesseract, "run_and_get_output", answer)
    return asked


def recognise(image: Image.Image, *options: Any) -> str:
    return str(pytesseract.pytesseract.run_and_get_output(image, *options))


def test_an_answer_is_used_again_for_the_same_question_alone(tmp_path: Path, asked: list[Any]) -> None:
    ask = pytesseract.pytesseract.run_and_get_output
    for tesseract, expected in (("5.3", ["1", "2", "3", "1"]), ("5.3", ["1", "2", "3", "1"]), ("5.4", ["4"])):
        pytesseract.pytesseract.run_and_get_output = ask
        recall_or_ask(open_kept(tmp_path / "kept"), tesseract)
        questions = [
            (WHITE, "tsv", "swe"),
            (GREY, "tsv", "swe"),
            (WHITE, "tsv", "nor"),
            (WHITE, "tsv", "swe"),
        ]
        assert [recognise(*question) for question in questions[: len(expected)]] == expected
    assert len(asked) == 4


def test_what_was_written_in_part_is_asked_again(tmp_path: Path, asked: list[Any]) -> None:
    (tmp_path / "kept").write_text('["a", "begun\n', encoding="utf-8")
    recall_or_ask(open_kept(tmp_path / "kept"), "5.3")
    assert recognise(WHITE) == "1"


def test_a_file_that_has_grown_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_recognition, "MOST_BYTES", 3)
    (tmp_path / "kept").write_text("long", encoding="utf-8")
    assert os.fstat(open_kept(tmp_path / "kept")).st_size == 0
