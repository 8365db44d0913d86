"""Documents at hand: told by ``read``, and taken in as a folder by ``ingest --files``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.sources.archive import Archive
from extract.sources.files import take_files
from extract.sources.store import open_store
from flows.commands.read import command
from flows.configuration import load_settings
from flows.pipeline.nightly import run_job
from tests.conftest import ROOT
from warehouse.read import find_latest, read_tables

REPORTS = ROOT / "flows" / "sample_reports"


def test_a_report_is_told_with_proof_and_page(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    result = CliRunner().invoke(command, [str(REPORTS / "mark-2009.pdf"), "--pictures", str(pictures)])
    assert result.exit_code == 0, result.output
    assert "accepted, Mark 2009, edition 2002" in result.output
    assert "45.5 of 100" in result.output
    assert "page " in result.output
    assert len(list(pictures.glob("*.png"))) == 8


def test_what_is_not_proved_gives_status_one_and_json_holds_everything() -> None:
    files = [str(REPORTS / name) for name in ("torsas-2014.pdf", "sigtuna-2011-truncated.pdf")]
    result = CliRunner().invoke(command, [*files, "--json"])
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert [each["report"]["outcome"] for each in told] == ["quarantined", "unreadable"]
    assert told[0]["report"]["reasons"][0]["code"] == "total_mismatch"


def test_a_folder_of_reports_is_taken_in_and_stays(tmp_path: Path) -> None:
    """Its documents are published as those of the catalogue, and still are when the folder is named no
    more.
    """
    folder = tmp_path / "own" / "deeper"
    folder.mkdir(parents=True)
    for name in ("mark-2009.pdf", "pm-before-visit.pdf"):
        (folder / name).write_bytes((REPORTS / name).read_bytes())
    (folder / "notes.txt").write_text("not taken")
    sources = tmp_path / "catalogue.csv"
    sources.write_text("url\n", encoding="utf-8")
    options = {"data": str(tmp_path / "data"), "sources": sources, "workers": 1}
    for given in ({"files": tmp_path / "own"}, {}):
        run_job(load_settings(**options, **given))
        release = find_latest(open_store(tmp_path / "data" / "warehouse"))
        assert release is not None
        rows = read_tables(release)["documents"].to_pylist()
        assert {row["source_url"]: (row["outcome"], row["origin"]) for row in rows} == {
            (folder / "mark-2009.pdf").as_uri(): ("accepted", "published"),
            (folder / "pm-before-visit.pdf").as_uri(): ("rejected", "published"),
        }


NASTY_NAMES = (
    b"[bold red]x[bold].pdf",
    b"[link=http:evil]a.pdf",
    b"<script>alert(1)<a>.pdf",
    b"a\nb.pdf",
    b"\x1b[31mred\x1b]0;title\x07.pdf",
    "\u202egpj.fdp.pdf".encode(),
    b"\xff\xfe\xe5.pdf",
    b"--json.pdf",
    b"%2e%2e%20.pdf",
    b"a|b`c*d_e#f?g.pdf",
    "\u2028line.PDF".encode(),
)


def make_nasty_folder(folder: Path) -> list[Path]:
    """Small files with names that somebody thought of, and things that are no files; the files' paths."""
    folder.mkdir()
    paths = []
    for number, name in enumerate(NASTY_NAMES):
        path = folder / os.fsdecode(name)
        path.write_bytes(b"%%PDF-1.4 %d" % number)
        paths.append(path)
    (folder / "folder.pdf").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    (folder / "device.pdf").symlink_to("/dev/zero")
    (folder / "dangling.pdf").symlink_to(folder / "nothing")
    (folder / "loop").symlink_to(folder)
    (folder.parent / "secret").write_text("hemligt")
    (folder / "outside.pdf").symlink_to(folder.parent / "secret")
    (folder / "inside.pdf").symlink_to(paths[0])
    return paths


def test_no_name_of_a_file_fails_a_reading_or_reaches_the_terminal(tmp_path: Path) -> None:
    paths = make_nasty_folder(tmp_path / "nasty")
    for options in ([], ["--json"]):
        result = CliRunner().invoke(command, [*options, *map(os.fspath, paths)])
        assert result.exit_code == 1, result.output
        assert all(line.isprintable() for line in result.output.splitlines() if not options), result.output
        assert not result.exception or isinstance(result.exception, SystemExit)
    assert [each["file"] for each in json.loads(result.stdout)] == [str(path) for path in paths]
    for name in ("pipe.pdf", "device.pdf"):
        result = CliRunner().invoke(command, [str(tmp_path / "nasty" / name)])
        assert result.exit_code == 2
        assert "is no file but a pipe or a device" in result.output


def test_a_link_to_a_report_is_read_as_the_report(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link.pdf").symlink_to(REPORTS / "mark-2009.pdf")
    result = CliRunner().invoke(command, [str(tmp_path / "elsewhere" / "link.pdf")])
    assert "accepted, Mark 2009" in result.output


def test_a_folder_is_taken_in_whatever_lies_in_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    paths = make_nasty_folder(tmp_path / "nasty")
    archive = Archive(tmp_path / "archive")
    assert take_files(tmp_path / "nasty", archive, "published") == len(paths) + 1
    assert len(archive.hashes()) == len(paths)
    held = {archive.read_bytes(sha256) for sha256 in archive.hashes()}
    assert held == {path.read_bytes() for path in paths}, "nothing from outside the folder"
    assert {record.url for record in archive.pulls()} == {path.as_uri() for path in paths}
    assert all(record.url.isascii() for record in archive.pulls())
    assert all(message.isprintable() for message in caplog.messages)
    left_out = ("outside.pdf", "pipe.pdf", "device.pdf", "dangling.pdf")
    assert len(caplog.messages) == len(left_out)
    assert all(any(f"{name} " in each for each in caplog.messages) for name in left_out)
