"""How long validating a release of 50,000 score rows takes, and how soon the command line answers."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.validate import validate_release
from extract.instrument import AREA_NUMBERS
from extract.municipalities import MUNICIPALITIES
from tests.declared import load_published_figures
from tests.fixtures_reports import index_reports, make_addresses, make_pull, make_report
from transform.tables import build_tables

if TYPE_CHECKING:
    import pandas as pd

ROUNDS = range(2004, 2026)
COMMAND = Path(sys.executable).parent / "kommunkompassen"


def make_tables(score_rows: int) -> dict[str, pd.DataFrame]:
    """The tables of a release with about so many rows in ``area_scores``, sub-areas and averages included."""
    swedish = [code for code, each in MUNICIPALITIES.items() if each.country == "SE"]
    reports = []
    for round_ in ROUNDS:
        edition = 2002 if round_ < 2010 else 2010 if round_ < 2016 else 2016 if round_ < 2020 else 2020
        for place, code in enumerate(swedish):
            if len(reports) * len(AREA_NUMBERS) >= score_rows:
                break
            scores = [30 + (place * 7 + area_no * 5 + round_) % 60 for area_no in AREA_NUMBERS]
            reports.append(
                make_report(code, round_, scores, edition=edition, subareas=True, averages=[50] * 8)
            )
    return build_tables(
        make_addresses([make_pull(report) for report in reports]),
        index_reports(*reports),
        corrections=[],
        decisions=[],
        published=load_published_figures(),
    )


def measure_validation(score_rows: int = 50_000) -> dict[str, float]:
    """Seconds of validating a release of ``score_rows``, and its size in rows over all tables."""
    tables = make_tables(score_rows)
    import expectations.suites  # noqa: F401 - the import of Great Expectations is measured by itself

    started = time.perf_counter()
    validation = validate_release(tables)
    seconds = time.perf_counter() - started
    if validation.stops or validation.holds:
        raise RuntimeError(f"the release made for measuring is not valid: {validation.failures}")
    return {
        "score rows": len(tables["area_scores"]),
        "rows of all tables": sum(len(frame) for frame in tables.values()),
        "seconds to validate": seconds,
    }


def measure_help(repeats: int = 5) -> dict[str, float]:
    """Median seconds until ``kommunkompassen --help`` has answered, and those of the bare interpreter."""
    return {
        "seconds to --help": _time([str(COMMAND), "--help"], repeats),
        "seconds to start Python": _time([sys.executable, "-c", "pass"], repeats),
        "seconds to import Great Expectations": _time(
            [sys.executable, "-W", "ignore", "-c", "import great_expectations"], 1
        ),
    }


def _time(command: list[str], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    for name, value in {**measure_validation(), **measure_help()}.items():
        print(f"{name:40} {value:12.2f}")
