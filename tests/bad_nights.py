"""What tests of runs that meet their end share: yesterday's data directory, and what tonight should make."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extract.sources.archive import Archive
from flows.sample_server import serve_folder, write_catalogue
from tests.conftest import ROOT
from tests.killing import Mishap, start_night
from warehouse.read import find_latest, is_whole, read_tables
from warehouse.schema import TABLES

REPORTS = ("mark-2009.pdf", "tyreso-2010.pdf")
NEW_REPORT = "kungalv-2002.pdf"


@dataclass(frozen=True)
class Nights:
    """A data directory as yesterday's run left it, what tonight is to bring, and a place to try."""

    yesterday: Path
    place: Path  # where each try works; paths are part of what a run leaves, so it is always the same
    catalogue: Path
    read: Path  # the kept readings of tonight
    expected: str  # tonight's release
    before: str  # yesterday's
    changes: int
    steps: dict[str, int]
    seconds: float

    def options(self, **others: Any) -> dict[str, Any]:
        """The settings of a try."""
        return {
            "data": str(self.place),
            "sources": self.catalogue,
            "allow_private_hosts": True,
            "per_host_delay": 0.0,
            "workers": 1,
            **others,
        }

    def set_up(self, already_read: bool = True) -> None:
        """Lay out the data directory as yesterday left it, tonight's report read before or not."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.yesterday, self.place, symlinks=True)
        if already_read:
            shutil.copytree(self.read, self.place / "cache", dirs_exist_ok=True)

    def check_standing(self, *, of_these: bool = True) -> None:
        """``latest`` is yesterday's or tonight's release, whole and valid, and the archive verifies.

        Where a document may have met its own end, not ``of_these``, it may be another release as well.
        """
        latest = find_latest(self.place / "warehouse")
        assert latest is not None
        assert not of_these or latest.name in {self.before, self.expected}
        assert is_whole(latest)
        for name, table in read_tables(latest).items():
            keys = table.select(TABLES[name].key).to_pylist()
            assert len({tuple(key.values()) for key in keys}) == len(keys), f"{name} repeats a key"
            assert table.schema.names == list(TABLES[name].column_names)
        assert Archive(self.place / "archive").verify() == []

    def check_next(self) -> None:
        """The next run brings exactly the rows of an undisturbed one."""
        run(self.options(), Mishap())
        latest = find_latest(self.place / "warehouse")
        assert latest is not None
        assert latest.name == self.expected
        assert is_whole(latest)
        leftovers = [path.name for path in (self.place / "warehouse" / "releases").iterdir()]
        assert not [name for name in leftovers if name.startswith(".")], "a killed release lies about"


def run(options: dict[str, Any], mishap: Mishap, told: Path | None = None) -> int | None:
    """A run in a process of its own; its exit code."""
    process = start_night(options, mishap, told)
    process.join(120)
    if process.exitcode not in (0, 1, -signal.SIGKILL):
        process.kill()
        pytest.fail(f"a run ended with {process.exitcode}")
    return process.exitcode


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """Yesterday's run over two reports; tonight there are three."""
    root = tmp_path_factory.mktemp("nights")
    reports, place, catalogue, told = (
        root / "reports",
        root / "data",
        root / "catalogue.csv",
        root / "told.json",
    )
    reports.mkdir()
    for name in REPORTS:
        shutil.copy(ROOT / "flows" / "sample_reports" / name, reports)
    with serve_folder(reports, port=0) as base:
        options = Nights(root, place, catalogue, root, "", "", 0, {}, 0).options()
        write_catalogue(reports, base, catalogue)
        assert run(options, Mishap(), told) == 0, told.read_text()
        before = find_latest(place / "warehouse")
        assert before is not None
        shutil.copytree(place, root / "yesterday", symlinks=True)
        shutil.copy(ROOT / "flows" / "sample_reports" / NEW_REPORT, reports)
        write_catalogue(reports, base, catalogue)
        assert run(options, Mishap(), told) == 0, told.read_text()
        expected = find_latest(place / "warehouse")
        assert expected is not None
        assert expected.name != before.name
        shutil.copytree(place / "cache", root / "cache")
        shutil.rmtree(place)
        shutil.copytree(root / "yesterday", place, symlinks=True)
        shutil.copytree(root / "cache", place / "cache", dirs_exist_ok=True)
        started = time.monotonic()
        assert run(options, Mishap(), told) == 0, told.read_text()
        seconds = time.monotonic() - started
        counted = json.loads(told.read_text())
        yield Nights(
            root / "yesterday",
            place,
            catalogue,
            root / "cache",
            expected.name,
            before.name,
            counted["changes"],
            counted["steps"],
            seconds,
        )
