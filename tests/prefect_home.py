"""Homes of Prefect with a database that is migrated already, which a new one takes seconds for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.environment import DEFAULTS
from tests.once import make_once


def copy_prefect_home(factory: pytest.TempPathFactory) -> Path:
    """Make a home of its own. The migration is done once in a run of the tests."""
    home = factory.mktemp("prefect") / "home"
    shutil.copytree(make_once(factory, "prefect", migrate), home)
    return home


def migrate(home: Path) -> None:
    """Make the database of a new home."""
    command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"]
    environment = {**os.environ, **DEFAULTS, "PREFECT_HOME": str(home)}
    environment.pop("PREFECT_API_URL", None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (home / "prefect.db").is_file()
