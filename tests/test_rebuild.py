"""A release made again from the archive alone: the same rows, whatever the machine's habits."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from upath import UPath

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord
from extract.sources.times import stamp_time
from flows.commands.ingest import run_ingest
from flows.commands.rebuild import command
from flows.configuration import load_settings
from flows.declarations.inputs import describe_inputs, load_declarations
from flows.declarations.store import keep_declarations, recall_declarations
from flows.pipeline.rebuild import recall_state
from flows.sample_server import serve_folder, write_catalogue
from tests.fixtures_release import build_sample
from warehouse.read import ReleaseRecord, find_release, read_record
from warehouse.release import publish_release

REPORTS = Path(__file__).parent.parent / "flows" / "sample_reports"
CHOSEN = (
    "helsingborg-2017.pdf",
    "mark-2009.pdf",
    "tyreso-2015.pdf",
    "pm-before-visit.pdf",
    "sigtuna-2011-truncated.pdf",
)
HABITS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"},
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a release of a few sample reports."""
    folder = tmp_path_factory.mktemp("published")
    for name in CHOSEN:
        shutil.copy(REPORTS / name, folder)
    with serve_folder(folder, port=0) as base:
        write_catalogue(folder, base, folder / "catalogue.csv")
        run_ingest(
            plain=True,
            data=str(folder / "data"),
            sources=folder / "catalogue.csv",
            allow_private_hosts=True,
            per_host_delay=0.0,
        )
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("habits", HABITS, ids=["Kiritimati", "Turkey"])
def test_every_row_is_made_again(data: Path, tmp_path: Path, habits: dict[str, str]) -> None:
    release = find_release(data / "data" / "warehouse", "latest")
    result = subprocess.run(
        [
            Path(sys.executable).with_name("kommunkompassen"), "rebuild",
            "--data", str(data / "data"),
            "--sources", str(data / "catalogue.csv"),
            "--into", str(tmp_path / "into"),
        ],
        env={**os.environ, "KOMMUNKOMPASSEN_WORKERS": "1", **habits},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Every row equals release {release.name}." in result.stdout
    assert "area_scores" in result.stdout
    assert "Not as it was" not in result.stdout
    made = find_release(tmp_path / "into" / "warehouse", "latest")
    assert made.name == release.name
    for path in sorted(release.iterdir()):
        assert (made / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.slow
def test_a_row_that_differs_is_told_and_no_network_is_used(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = socket.socket.connect

    def refuse(end: socket.socket, address: str) -> None:
        assert end.family == socket.AF_UNIX, "rebuild asked the network"  # the tests' fork server is a file
        connect(end, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    corrections = tmp_path / "corrections.csv"
    release = find_release(data / "data" / "warehouse", "latest")
    corrections.write_text(_write_correction(release), encoding="utf-8")
    monkeypatch.setenv("KOMMUNKOMPASSEN_CORRECTIONS", str(corrections))
    monkeypatch.setattr("flows.declarations.store.USED", "forgotten")
    result = CliRunner().invoke(
        command, ["--data", str(data / "data"), "--sources", str(data / "catalogue.csv")]
    )
    assert result.exit_code == 1, result.output
    assert "Not as it was: corrections" in result.output
    assert "area_no 1: correction empty → mine" in result.output
    assert f"The rows are not those of release {release.name}." in result.output


def _write_correction(release: Path) -> str:
    from transform.corrections import COLUMNS
    from warehouse.read import read_release

    row = read_release(release)["area_scores"].iloc[0]
    score = f"{row['score']:g}"
    said = ["mine", row["document_sha256"], str(row["area_no"]), score, "1", "why", "", "me", "2026-11-22"]
    return f"{','.join(COLUMNS)}\n{','.join(said)}\n"


def test_a_place_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    result = CliRunner().invoke(command, ["--data", str(tmp_path / "data"), "--into", str(tmp_path)])
    assert result.exit_code == 2
    assert "is not empty" in result.output


def test_an_unknown_release_is_told_in_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["nothing", "--data", str(tmp_path / "data")])
    assert result.exit_code == 1
    assert "has the name nothing" in result.output


def test_the_archive_is_taken_as_it_was_when_the_release_was_made(tmp_path: Path) -> None:
    line = CatalogueLine(url="https://example.org/report.pdf")
    catalogue = tmp_path / "catalogue.csv"
    catalogue.write_text(f"url\n{line.url}\n", encoding="utf-8")
    declared = load_declarations(load_settings(data=str(tmp_path), sources=catalogue))
    releases = []
    hashes = []
    for content in (b"%PDF-1.4 first", b"%PDF-1.4 second"):
        archive = Archive(tmp_path / "archive")  # each opening of the archive is a run
        sha256 = archive.put(content)
        archive.record(
            PullRecord(
                url=line.url, time=stamp_time(), status="fetched", sha256=sha256, held=sha256, body="pdf",
                final_url=line.url,
            )
        )  # fmt: skip
        archive.flush()
        hashes.append(sha256)
        now = recall_state(Archive(tmp_path / "archive"), declared, None)
        releases.append(_record(describe_inputs(declared, *now)))
    archive = Archive(tmp_path / "archive")
    for release, sha256 in zip(releases, hashes, strict=True):
        ((address,), _) = recall_state(archive, declared, release)
        assert address.serving == sha256
    ((address,), _) = recall_state(archive, declared, _record({"archive": "never so"}))
    assert address.serving == hashes[-1]


def _record(inputs: dict[str, str]) -> ReleaseRecord:
    return ReleaseRecord(id="test", schema_version="1", previous=None, inputs=inputs, tables={}, files={})


@pytest.mark.slow
def test_the_release_names_its_inputs(data: Path) -> None:
    record = read_record(find_release(data / "data" / "warehouse", "latest"))
    assert set(record.inputs) >= {"archive", "catalogue", "corrections", "decisions", "code"}
    assert all(record.inputs.values())


def test_declarations_are_recalled_as_they_were(tmp_path: Path) -> None:
    data = tmp_path / "data"
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("url\nhttps://example.org/old.pdf\n", encoding="utf-8")
    new.write_text("url\nhttps://example.org/new.pdf\n", encoding="utf-8")
    then = load_settings(data=str(data), sources=old)
    declared = load_declarations(then)
    keep_declarations(UPath(data), declared)
    release = publish_release(build_sample(), data / "warehouse", describe_inputs(declared, [], []))
    now = load_settings(data=str(data), sources=new)
    recalled = recall_declarations(now, release.path, given=False)
    assert recalled.hashes == declared.hashes
    assert [line.url for line in recalled.catalogue] == ["https://example.org/old.pdf"]
    pd.testing.assert_frame_equal(recalled.published, declared.published)
    kept = recall_declarations(now, release.path, given=True)
    assert [line.url for line in kept.catalogue] == ["https://example.org/new.pdf"]
