"""Work done for a document is not done again; a torn or altered reading is a miss, not an error or a lie."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from upath import UPath

from extract.records import (
    Box,
    DocumentReport,
    Group,
    Identity,
    Outcome,
    Proof,
    ProvedScore,
    Reading,
    ReadingKind,
    Reason,
    Verdict,
)
from flows.reading.cache import Limits, ReadingCache

SHA256 = "ab" * 32
VERSION = "3"


def make_report(**changes: object) -> DocumentReport:
    """A reading with every kind of field filled."""
    reading = Reading(
        reader="table",
        kind=ReadingKind.SCORE,
        value=67.5,
        text="67,5",
        page=7,
        box=Box(310.2, 201.0, 330.9, 212.4),
        group=Group("table", "1", "2"),
        area_no=1,
        label="Offentlighet och demokrati – Å",
        editions=(2002, 2010),
    )
    report = DocumentReport(
        sha256=SHA256,
        outcome=Outcome.ACCEPTED,
        reader_version=VERSION,
        pages=35,
        identity=Identity(country="SE", municipality_code="0180", round=2012, edition=2010),
        verdict=Verdict(edition=2010, scores=(ProvedScore(1, 67.5, 100, Proof.SUM, 2, reading),)),
        readings=(reading,),
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def open_cache(folder: Path, version: str = VERSION, limits: Limits | None = None) -> ReadingCache:
    return ReadingCache(UPath(folder), version, limits)


def test_a_kept_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    assert cache.get(SHA256) is None
    cache.put(make_report())
    assert cache.get(SHA256) == make_report()
    assert cache.is_settled(SHA256)
    assert [path.name for path in (tmp_path / VERSION).iterdir()] == [f"{SHA256}.json"]


def test_another_version_of_the_readers_reads_again(tmp_path: Path) -> None:
    open_cache(tmp_path).put(make_report())
    assert open_cache(tmp_path, "4").get(SHA256) is None


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_torn_or_altered_entry_is_a_miss(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cache = open_cache(tmp_path_factory.mktemp("cache"))
    cache.put(make_report())
    path = Path(str(cache.path(SHA256)))
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans(), label="torn"):
        content = content[: data.draw(st.integers(0, len(content) - 1), label="length")]
    else:
        place = data.draw(st.integers(0, len(content) - 1), label="place")
        content[place] = data.draw(st.integers(0, 255), label="byte")
    path.write_bytes(content)
    assert cache.get(SHA256) in (None, make_report())


def test_a_score_changed_on_disk_is_never_believed(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    cache.put(make_report())
    path = Path(str(cache.path(SHA256)))
    altered = path.read_bytes().replace(b'"value":67.5', b'"value":97.5')
    assert altered != path.read_bytes()
    path.write_bytes(altered)
    assert cache.get(SHA256) is None


def test_an_entry_under_another_name_is_a_miss(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    cache.put(make_report())
    other = "cd" * 32
    Path(str(cache.path(SHA256))).rename(str(cache.path(other)))
    assert cache.get(other) is None


@pytest.mark.parametrize(
    ("code", "limits", "settled"),
    [
        ("over_limit", Limits(10, 500), True),
        ("over_limit", Limits(5, 500), True),
        ("over_limit", Limits(11, 500), False),
        ("over_limit", Limits(10, 501), False),
        ("reader_crashed", Limits(10, 500), False),
        ("archive_damaged", Limits(10, 500), False),
        ("password", Limits(99, 999), True),
    ],
)
def test_what_more_time_or_another_try_may_cure_is_read_again(
    tmp_path: Path, code: str, limits: Limits, settled: bool
) -> None:
    report = make_report(outcome=Outcome.UNREADABLE, reasons=(Reason(code, "Why."),))
    open_cache(tmp_path, limits=Limits(10, 500)).put(report)
    cache = open_cache(tmp_path, limits=limits)
    assert cache.get(SHA256) == report
    assert cache.is_settled(SHA256) is settled


def test_forgetting_a_reading(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    cache.drop(SHA256)
    cache.put(make_report())
    cache.drop(SHA256)
    assert cache.get(SHA256) is None


@pytest.mark.parametrize(("absence", "settled"), [("Install tesseract.", True), (None, False)])
def test_a_picture_is_read_again_once_ocr_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absence: str | None, settled: bool
) -> None:
    cache = open_cache(tmp_path)
    cache.put(make_report(outcome=Outcome.QUARANTINED, reasons=(Reason("needs_ocr", "Why."),)))
    monkeypatch.setattr("extract.recognition.ocr.explain_absence", lambda: absence)
    assert cache.is_settled(SHA256) is settled
