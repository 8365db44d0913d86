"""What the demo ends with, and what the wheel and the source distribution hold."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from flows.commands.demo import SAMPLE, name_command, suggest_commands
from tests.commands import run_command
from tests.conftest import ROOT
from tests.ingested import Ingested
from tests.needs import miss


def test_the_commands_to_go_on_with_work_as_printed(sample: Ingested, tmp_path: Path) -> None:
    shutil.copytree(sample.data, tmp_path / "data of mine" / "demo", symlinks=True)
    for _ in range(2):  # and again
        for line in suggest_commands("data of mine/demo"):
            program, *arguments = shlex.split(line)
            assert program == sys.executable
            assert arguments[:2] == ["-m", "flows.cli"]
            ran = run_command(*arguments[2:], cwd=tmp_path)
            assert ran.returncode == 0, (line, ran.stderr)
    assert (tmp_path / "data of mine" / "demo" / "scores.csv").is_file()
    assert (tmp_path / "data of mine" / "demo" / "site" / "index.html").is_file()


def test_the_command_is_named_as_it_was_called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "bin" / "kommunkompassen"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setenv("PATH", "/nowhere")
    assert name_command() == str(script)
    monkeypatch.setenv("PATH", str(script.parent))
    assert name_command() == "kommunkompassen"
    monkeypatch.setattr(sys, "argv", ["-c"])
    assert name_command() == f"{sys.executable} -m flows.cli"


def list_files() -> set[str]:
    """The files of the project, as git knows them."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode:
        miss("the files of the project are told by git, and this is no git checkout")
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """The names of the files in the wheel and in the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    source = folder / "source"
    for name in list_files():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, source / name)
    code = (
        "import sys, setuptools.build_meta as build; folder = sys.argv[1];"
        "build.build_wheel(folder); build.build_sdist(folder)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=source, capture_output=True, check=True)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    with tarfile.open(sdist) as archive:
        packed = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    return inside, packed


def test_the_wheel_has_all_that_the_demo_needs(built: tuple[set[str], set[str]]) -> None:
    inside, _ = built
    assert {f"flows/sample_reports/{path.name}" for path in SAMPLE.glob("*.pdf")} <= inside
    assert {
        "warehouse/py.typed",
        "transform/data/themes.csv",
        "transform/data/municipality_facts.csv",
    } <= inside
    packages = ("flows/", "extract/", "transform/", "warehouse/", "expectations/")
    wanted = {name for name in list_files() if name.startswith(packages)}
    assert wanted - inside == set()
    assert not [name for name in inside if name.startswith("tests/")]


def test_the_source_distribution_is_complete(built: tuple[set[str], set[str]]) -> None:
    _, packed = built
    assert list_files() - packed - {".gitignore"} == set()
