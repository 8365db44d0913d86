"""The README tells the truth: its commands run and print what it shows."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import run_command
from tests.conftest import ROOT
from tests.ingested import DEMO, Ingested, run_demo

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
ELLIPSIS = "…"


def list_shown() -> Iterator[tuple[str, list[str]]]:
    """Every command of the README with the lines that it is shown to print."""
    for block in CONSOLE.findall(README):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *printed = part.rstrip().splitlines()
            yield command, printed


COMMANDS = [(command, printed) for command, printed in list_shown() if command.startswith("kommunkompassen ")]


@pytest.fixture(scope="module")
def place(sample: Ingested, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory in which the demo was run."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(sample.data, place / "data" / "demo", symlinks=True)
    return place


def run(command: str, cwd: Path) -> str:
    """What a ``kommunkompassen`` command prints."""
    result = run_command(*shlex.split(command)[1:], cwd=cwd)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_readme_has_commands_for_its_readers() -> None:
    assert {"rebuild", "review", "status"} <= {command.split()[1] for command, _ in COMMANDS}


@pytest.mark.parametrize(("command", "printed"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_commands_print_what_is_shown(command: str, printed: list[str], place: Path) -> None:
    output = re.sub(r"\s+", " ", run(command, place))
    for line in printed:
        for piece in line.split(ELLIPSIS):
            assert re.sub(r"\s+", " ", piece).strip() in output


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize(
    "line", re.findall(r"`((?:pd|pl|pyarrow)\.[^`]+)`", README), ids=lambda line: line.split("(")[0]
)
def test_python_one_liners_read_the_release(line: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place / "data" / "demo")
    (place / "data" / "demo" / "data").mkdir(exist_ok=True)
    link = place / "data" / "demo" / "data" / "warehouse"
    if not link.exists():
        link.symlink_to(place / "data" / "demo" / "warehouse")
    names: dict[str, object] = {}
    exec("import pandas as pd, polars as pl, pyarrow.dataset", names)
    read = eval(line, names)
    rows = read.count_rows() if hasattr(read, "count_rows") else len(read)
    assert rows > 0


def test_the_duckdb_line_reads_the_release(place: Path) -> None:
    import duckdb

    (query,) = re.findall(r"`(SELECT [^`]+)`", README)
    found = duckdb.connect().execute(query.replace("data/", f"{place}/data/demo/", 1)).fetchall()
    assert len(found) > 0


def test_every_linked_file_exists() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.slow
def test_the_demo_runs_the_flow_and_says_what_it_published(
    sample: Ingested, prefect_server: dict[str, str], tmp_path: Path
) -> None:
    shutil.copytree(sample.data, tmp_path / DEMO, symlinks=True)
    with sample.keep_port():
        again = run_demo(tmp_path, **prefect_server)
    first = sample.printed
    assert "orebro-2012.pdf" in first
    assert "total_mismatch" in first
    assert "Nothing changed" not in first
    assert "Nothing changed" in again
    assert first.strip().splitlines()[-1] == again.strip().splitlines()[-1]
    assert (tmp_path / DEMO / "warehouse" / "latest" / "area_scores.parquet").is_file()


def test_nothing_is_to_be_installed_by_a_name_that_others_could_register() -> None:
    """Only from a checkout or from the list of pinned requirements: the project's name is nobody's yet."""
    by_name = re.compile(
        r"(?:pipx?|uv(?: pip| tool)?|conda|brew) (?:install|add|run)(?! -| '?\.| \.)[^\n`]*kommunkompassen"
        r"|(?:pip|pipx|uv)\s+(?:\w+\s+)?install\s[^\n`]*kommunkompassen"
        r"|uvx kommunkompassen|kommunkompassen-warehouse with pip",
        re.IGNORECASE,
    )
    suffixes = (".py", ".md", ".toml", ".po", ".yaml", ".yml", ".service", ".html", "")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    paths = [ROOT / name for name in listed.splitlines()] or [*ROOT.glob("docs/**/*"), ROOT / "README.md"]
    for path in paths:
        if path.suffix in suffixes and path.is_file() and path.name != Path(__file__).name:
            found = by_name.search(path.read_text(encoding="utf-8", errors="replace"))
            assert found is None, f"{path}: {found}"
