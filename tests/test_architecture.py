"""The rooms of the house: no module knows one above it, and the page that shows them is true."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.conftest import LONGEST

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]


def test_no_module_knows_one_above_it() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    checked = subprocess.run([*command, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in checked.stdout


def test_the_page_shows_the_rooms_as_they_are() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```text\n(.*?)```", page, flags=re.DOTALL)
    shown = [[line.split()[0] for line in block.splitlines()] for block in blocks]
    assert shown == [contract["layers"] for contract in CONTRACTS if contract["type"] == "layers"]


def test_the_longest_test_files_are_there() -> None:
    assert set(LONGEST) <= {path.stem for path in (ROOT / "tests").glob("test_*.py")}
