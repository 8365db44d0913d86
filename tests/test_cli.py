"""The command line as its users meet it: clear sentences, right exit statuses, no tracebacks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import COMMANDS, app
from tests.commands import run_command
from tests.conftest import ROOT


def ingest(data: Path, catalogue: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run ``ingest --plain`` with a catalogue of this text."""
    sources = data.parent / "catalogue.csv"
    sources.write_text(catalogue, encoding="utf-8")
    return run_command("ingest", "--plain", "--data", str(data), "--sources", str(sources), *more)


def test_help_names_every_command() -> None:
    result = run_command("--help")
    assert result.returncode == 0
    assert all(f"  {name} " in result.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    result = run_command(name, "--help")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"Usage: kommunkompassen {name}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest", "--bogus"], "--bogus"),
        (["no-such-command"], "no-such-command"),
        (["ingest", "--sources", "nowhere.csv"], "nowhere.csv"),
        (["ingest", "--plain", "--runner", "dask"], "Dask"),
    ],
)
def test_wrong_usage_is_told_and_has_status_two(arguments: list[str], said: str) -> None:
    result = run_command(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        ("address\nhttps://example.org/a.pdf\n", ["line 1", "url"]),
        ("url,round\nhttps://example.org/a.pdf,soon\n", ["line 2", "round", "soon"]),
        ("url,municipality_code\nhttps://example.org/a.pdf,18\n", ["line 2", "municipality_code", "18"]),
        ("url\nnot an address\n", ["line 2", "url", "not an address"]),
    ],
)
def test_a_malformed_catalogue_is_named_by_line_and_column(
    catalogue: str, said: list[str], tmp_path: Path
) -> None:
    result = ingest(tmp_path / "data", catalogue)
    assert result.returncode == 1
    assert all(each in result.stderr for each in said), result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "data" / "warehouse" / "latest").exists()


def test_a_data_directory_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run_command("ingest", "--plain", "--data", str(tmp_path / "file" / "data"))
    assert result.returncode == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_read_only_data_directory_is_one_sentence() -> None:
    """Root may write everywhere, so where root runs the tests another user runs the command."""
    program = ["tests.another_user", "12345"] if os.geteuid() == 0 else ["flows.cli"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        result = subprocess.run(
            [sys.executable, "-m", *program, "ingest", "--plain", "--data", str(folder / "data")],
            cwd=ROOT,
            env={"PATH": os.defpath, "HOME": name, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        folder.chmod(0o755)
    assert result.returncode == 1, result.stderr
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run_command("ingest", "--debug", "--plain", "--data", str(tmp_path / "file" / "data"))
    assert result.returncode != 0
    assert "Traceback" in result.stderr


def test_an_unreachable_server_is_an_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMMUNKOMPASSEN_ATTEMPTS", "1")  # retries are tested with the pulls
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        result = ingest(
            tmp_path / "data", f"url\nhttp://127.0.0.1:{port}/report.pdf\n", "--allow-private-hosts"
        )
    assert result.returncode == 0, result.stderr
    assert "unavailable" in result.stdout
    assert "Traceback" not in result.stderr


def test_a_private_address_is_refused_unless_allowed(tmp_path: Path) -> None:
    result = ingest(tmp_path / "data", "url\nhttp://127.0.0.1:9/report.pdf\n")
    assert result.returncode == 0, result.stderr
    assert "unavailable" in result.stdout
    assert "refused" in result.stderr


@pytest.mark.slow
def test_a_failed_flow_ends_in_a_sentence_too(
    prefect_server: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in prefect_server.items():
        monkeypatch.setenv(name, value)
    sources = tmp_path / "catalogue.csv"
    sources.write_text("url,round\nhttps://example.org/a.pdf,soon\n", encoding="utf-8")
    result = run_command("ingest", "--data", str(tmp_path / "data"), "--sources", str(sources))
    assert result.returncode == 1
    assert "line 2" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_windows_is_told_in_one_sentence_what_cannot_work_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    refused = CliRunner().invoke(app, ["ingest", "--help"])
    assert refused.exit_code == 1
    assert "ingest needs limits for processes, locks and links that Windows does not have" in refused.output
    assert CliRunner().invoke(app, ["settings", "--help"]).exit_code == 0
