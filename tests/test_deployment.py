"""What an operator meets before the first run: a bad schedule, an unwritable folder, unit and image."""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

from flows.configuration import load_settings
from flows.environment import PrefectHomeError, check_prefect_home
from flows.orchestration.server import warn_of_open_server
from flows.report.terminal import make_table
from flows.settings import SettingsError
from tests.conftest import ROOT
from tests.needs import miss

UNIT = ROOT / "docs" / "operator" / "kommunkompassen.service"
IMAGE = ROOT / "docs" / "operator" / "Containerfile"


@pytest.mark.parametrize("cron", ["99 4 * * *", "15 4 * *", "a b c d e", "0 0 30 2 *", "*/0 * * * *"])
def test_a_bad_schedule_is_refused_before_any_server_starts(cron: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Setting cron"):
        load_settings(cron=cron)
    assert load_settings(cron="15 4 * * 1-5").cron == "15 4 * * 1-5"


def test_a_home_that_prefect_cannot_write_is_one_sentence_at_once(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    started = time.monotonic()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from flows.cli import main; main()",
            "ingest",
            "--data",
            str(tmp_path / "data"),
        ],
        env={**os.environ, "PREFECT_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "PREFECT_HOME" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()
    assert time.monotonic() - started < 30, "five seconds on a machine that does nothing else"


def test_a_home_that_can_be_written_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "new" / "home"))
    check_prefect_home()
    assert list((tmp_path / "new" / "home").iterdir()) == []
    monkeypatch.setenv("PREFECT_HOME", "/dev/null/home")
    with pytest.raises(PrefectHomeError, match="/dev/null/home"):
        check_prefect_home()


@pytest.mark.parametrize(
    ("address", "key", "warned"),
    [
        ("http://prefect.example:4200/api", "", True),
        ("http://prefect.example:4200/api", "admin:pass", False),
        ("http://127.0.0.1:4200/api", "", False),
        ("", "", False),
    ],
)
def test_an_open_server_on_another_machine_is_warned_of(
    address: str, key: str, warned: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", address)
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", key)
    monkeypatch.delenv("PREFECT_API_KEY", raising=False)
    with caplog.at_level(logging.WARNING, logger="kommunkompassen"):
        warn_of_open_server()
    assert ("without authentication" in caplog.text) is warned


def test_links_are_such_that_a_browser_can_open(tmp_path: Path) -> None:
    from flows.orchestration.artifacts import find_link  # imports Prefect, which most processes never use

    path = f"{tmp_path}/warehouse/releases/ab/CHANGES å.md"
    assert find_link(path, load_settings(data=str(tmp_path))) is None
    served = load_settings(data=str(tmp_path), public_url="https://data.example.org/kk/")
    assert find_link(path, served) == (
        "https://data.example.org/kk/warehouse/releases/ab/CHANGES%20%C3%A5.md"
    )
    assert find_link("/elsewhere/x", served) is None


def test_systemd_finds_no_fault_with_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        miss("systemd-analyze is not installed")
    unit = re.sub(r"ExecStart=\S+", f"ExecStart={sys.executable}", UNIT.read_text(encoding="utf-8"))
    (tmp_path / UNIT.name).write_text(unit.replace("User=kommunkompassen", "User=root"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / UNIT.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if UNIT.name in line]
    assert told == []
    assert done.returncode == 0, done.stderr


def test_the_image_runs_as_a_user_that_can_write_and_says_whether_it_is_well() -> None:
    lines = IMAGE.read_text(encoding="utf-8").splitlines()
    assert "USER kommunkompassen" in lines
    assert any("--owner=kommunkompassen /data" in line for line in lines)
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    for name in re.findall(
        r"^COPY (requirements/\S+) (requirements/\S+) requirements/$", "\n".join(lines), re.M
    )[0]:
        assert (ROOT / name).is_file(), name
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", "data", "kommunkompassen.toml"} <= set(ignored)
    assert not {"requirements", "docs", "pyproject.toml", "README.md", "LICENSE", "flows"} & set(ignored)


def test_markup_in_addresses_means_nothing_in_the_terminal() -> None:
    documents = [
        {
            "source_url": "https://a.se/%5B%2Fred%5D%5Bbold%5D[link=x]%1b[31m.pdf",
            "outcome": "quarantined",
            "municipality": "[/]",
            "municipality_code": "[b]",
            "round": None,
            "edition": None,
            "reasons": ["[/x]"],
        }
    ]
    evaluations = pd.DataFrame({"municipality_code": [], "round": [], "total": []})
    console = Console(file=io.StringIO(), width=140)
    console.print(make_table(documents, evaluations))
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[/red][bold][link=x]" in printed
    assert "\x1b" not in printed
