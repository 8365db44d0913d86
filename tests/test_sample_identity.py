"""Every sample report's kind, municipality, round, edition and dates against its truth."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from extract.identity import classify_document, identify_document
from extract.page.textpass import UnreadableError
from extract.recognition.layers import settle_layers
from tests.conftest import SHARED_REPORTS
from tests.texts import recall_page_texts

BUNDLED = Path(__file__).parent.parent / "flows" / "sample_reports"
IDENTITY_REASONS = {"municipality_unclear", "not_a_municipality", "round_unclear", "edition_unclear"}
CODES_LEFT_OUT = {"Lillehammer": "0501"}  # the truth gives no code for it


@cache
def read_truth(directory: Path) -> dict[str, dict[str, str]]:
    with (directory / "truth.csv").open(encoding="utf-8") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def list_documents() -> Iterator[object]:
    for directory in (BUNDLED, SHARED_REPORTS):
        if (directory / "truth.csv").is_file():
            for name in sorted(read_truth(directory)):
                yield pytest.param(directory, name, id=f"{directory.name}-{name}")


@pytest.mark.parametrize(("directory", "name"), list(list_documents()))
def test_identity_equals_the_truth(
    directory: Path, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    truth = read_truth(directory)[name]
    try:
        pages, layers = settle_layers(directory / name, recall_page_texts(tmp_path_factory, directory / name))
    except UnreadableError:
        assert truth["outcome"] == "unreadable"
        return
    kind = classify_document(pages)
    if truth["outcome"] == "reject":
        called = {"annual_report", "action_plan", "memo"} if truth["reason"] == "unrelated" else set()
        assert not kind.is_report
        assert kind.code in {truth["reason"], *called}
        return
    assert kind.is_report
    is_unlooked = not layers and any(page.layered is not None for page in pages)
    if truth.get("needs_ocr") == "1" or is_unlooked:
        assert kind.code == "no_text"
        return
    identity = identify_document(pages, directory / name)
    reasons = [reason.code for reason in identity.reasons]
    expected = truth["reason"] if truth["reason"] in IDENTITY_REASONS else ""
    assert reasons == ([expected] if expected else [])
    assert identity.country == truth["country"]
    if expected != "not_a_municipality":
        assert (identity.municipality or "") == truth["municipality"]
    assert (identity.municipality_code or "").removeprefix("NO-") in (
        truth["municipality_code"],
        CODES_LEFT_OUT.get(truth["municipality"], truth["municipality_code"]),
    )
    read = {
        "round": "" if identity.round is None else str(identity.round),
        "visit_start": identity.visit_start or "",
        "visit_end": identity.visit_end or "",
        "report_date": identity.report_date or "",
        "edition": "" if identity.edition is None else str(identity.edition),
    }
    assert read == {key: truth[key] for key in read}
    assert identity.draft == ("utkast" in truth.get("layout", ""))


def test_the_sample_is_there(shared_reports: Path) -> None:
    assert len(read_truth(shared_reports)) == 76
