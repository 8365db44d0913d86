"""Processes that read releases end as they should: Arrow starts no threads that could abort at exit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures_release import publish_sample

REPEATS = 8

COUNT = """
import sys
from pathlib import Path
from tests.fixtures_release import publish_sample
from warehouse.diff import diff_tables
from warehouse.read import read_release, read_tables

def count():
    return len(list(Path("/proc/self/task").iterdir()))

before = count()
release, folder = Path(sys.argv[1]), Path(sys.argv[2])
tables = read_tables(release)
read_release(release)
diff_tables(tables, tables, "a", "b")
publish_sample(folder / "warehouse")
print(count() - before)
"""
READ = "import sys; from warehouse.read import read_tables; read_tables(sys.argv[1])"


def run(script: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path]))},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's threads")
def test_reading_comparing_and_publishing_start_no_threads(tmp_path: Path) -> None:
    release = publish_sample(tmp_path / "warehouse")
    told = run(COUNT, Path(str(release.path)), tmp_path / "other")
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == "0"


def test_reading_all_tables_ends_well_every_time(tmp_path: Path) -> None:
    """With Arrow's threads 11 of 150 such processes aborted."""
    release = publish_sample(tmp_path / "warehouse")
    ends = [run(READ, Path(str(release.path))) for _ in range(REPEATS)]
    assert [(end.returncode, end.stderr) for end in ends] == [(0, "")] * REPEATS
