"""A reader that a document has taken over gets at nothing: each attempt at getting out fails."""

from __future__ import annotations

import json
import logging
import os
import platform
import socket
import sys
import time
from pathlib import Path

import pytest

from extract.process.limits import read_batch
from extract.records import DocumentReport
from tests.needs import miss
from tests.reading_for_escape import ATTEMPTS, ON_THE_FOLDER

LINUX = sys.platform.startswith("linux") and platform.machine() == "x86_64"
pytestmark = pytest.mark.skipif(not LINUX, reason="elsewhere than on Linux only the limits hold")


def attempt_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DocumentReport:
    """Let the stand-in reader try, with something to get at for each attempt."""
    folder = tmp_path / "archive"
    folder.mkdir()
    secret_file = tmp_path / "kommunkompassen.toml"
    secret_file.write_text('notify_urls = "mailto://user:hemligt@example.org"')
    monkeypatch.setenv("KOMMUNKOMPASSEN_NOTIFY_URLS", "mailto://user:hemligt@example.org")
    document = folder / "document.pdf"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(str(tmp_path / "socket"))
        local.listen()
        told = {
            "secret": "hemligt",
            "secret_file": str(secret_file),
            "parent": os.getpid(),
            "folder": str(folder),
            "document": str(document),
            "port": server.getsockname()[1],
            "socket": str(tmp_path / "socket"),
        }
        document.write_text(json.dumps(told))
        (report,) = read_batch(
            [("0" * 64, document)], workers=1, megabytes=4000, reader="tests.reading_for_escape:read"
        )
        assert document.read_text() == json.dumps(told)
    assert sorted(path.name for path in folder.iterdir()) == ["document.pdf"]
    return report


def test_every_attempt_at_getting_out_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "kommunkompassen.read")
    report = attempt_everything(tmp_path, monkeypatch)
    came = {finding.code: finding.sentence for finding in report.findings}
    assert came.pop("own_folder", None) == "a reader may write here", report.reasons
    if "landlock" not in caplog.text or "seccomp" not in caplog.text:
        miss(f"this kernel does not give what a box needs: {caplog.text}")
    assert came == {attempt.__name__: "held" for attempt in ATTEMPTS}


def test_nothing_of_a_worker_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    attempt_everything(tmp_path, monkeypatch)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and list(tmp_path.glob("kommunkompassen-read-*")):
        time.sleep(0.05)
    assert not list(tmp_path.glob("kommunkompassen-read-*"))


def test_the_folder_to_write_to_is_bounded(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the kernel lets a user have a file system in memory; elsewhere the parent watches it."""
    caplog.set_level(logging.DEBUG, "kommunkompassen.read")
    document = tmp_path / "document.pdf"
    document.write_text(json.dumps({"attempts": [each.__name__ for each in ON_THE_FOLDER]}))
    (report,) = read_batch(
        [("0" * 64, document)], workers=1, megabytes=4000, reader="tests.reading_for_escape:read"
    )
    if "folder" not in caplog.text:
        assert [reason.code for reason in report.reasons] == ["over_limit"]
        return
    came = {finding.code: finding.sentence for finding in report.findings}
    assert came.pop("own_folder") == "a reader may write here"
    assert came == {each.__name__: "held" for each in ON_THE_FOLDER}
