"""``python -m tests.bench_flow``: what Prefect adds to a run, and how a run grows with its documents."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table
from upath import UPath

from extract.municipalities import MUNICIPALITIES
from extract.records import DocumentReport
from extract.version import READER_VERSION
from flows.environment import DEFAULTS
from flows.orchestration.server import await_server, find_port, start_server, stop_server
from flows.reading.cache import ReadingCache
from tests.declared import load_published_figures
from tests.fixtures_reports import make_addresses, make_pull, make_report
from tests.nights import serve_reports
from transform.tables import build_tables
from warehouse.read import find_latest
from warehouse.release import publish_release

SIZES = (100, 1_000, 10_000)


def bench_overhead(console: Console) -> None:
    """A night on which nothing changed, plain, on a server that runs, and with Prefect's ephemeral one."""
    table = Table(title="A night on which nothing changed: three addresses")
    for heading in ("", "seconds", "x plain"):
        table.add_column(heading, justify="left" if not heading else "right")
    with tempfile.TemporaryDirectory() as folder, serve_reports(Path(folder) / "sources") as catalogue:
        base = [str(Path(sys.executable).with_name("kommunkompassen")), "ingest", "--allow-private-hosts"]
        base += ["--sources", str(catalogue), "--data", str(Path(folder) / "data")]
        home = {"PREFECT_HOME": str(Path(folder) / "prefect"), **DEFAULTS}
        time_command([*base, "--plain"], home)  # the first night, which reads and publishes
        plain = time_command([*base, "--plain"], home)
        ephemeral_cold = time_command(base, home)
        ephemeral = time_command(base, home)
        with run_server(home) as address:
            served = time_command(base, home | {"PREFECT_API_URL": address})
    for name, seconds in (
        ("--plain, no Prefect", plain),
        ("Prefect, its server running already", served),
        ("Prefect's ephemeral server, started for the run", ephemeral),
        ("the same, its database made anew", ephemeral_cold),
    ):
        table.add_row(name, f"{seconds:.1f}", f"{seconds / plain:.1f}")
    console.print(table)


def time_command(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)
    return time.perf_counter() - start


@contextmanager
def run_server(environment: dict[str, str]) -> Iterator[str]:
    """A Prefect server while the context lasts."""
    os.environ.update(environment)
    port = find_port()
    address = f"http://127.0.0.1:{port}/api"
    server = start_server(port)
    try:
        await_server(address, server)
        yield address
    finally:
        stop_server(server)


def bench_growth(console: Console) -> None:
    """What a run does besides asking and reading, for growing numbers of accepted reports."""
    table = Table(title="Behind the reading, processor seconds on one core")
    for heading in ("documents", "load readings", "build", "publish", "KB of readings", "KB of release"):
        table.add_column(heading, justify="right")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            table.add_row(f"{size:,}", *measure_growth(Path(folder), make_reports(size)))
    console.print(table)


def make_reports(size: int) -> list[DocumentReport]:
    """So many accepted reports, with sub-areas and averages, of all municipalities in turn."""
    codes = [code for code, each in MUNICIPALITIES.items() if each.country == "SE"]
    reports = []
    for number in range(size):
        turn, place = divmod(number, len(codes))
        scores = [30 + (place * 7 + area * 5 + turn) % 60 for area in range(8)]
        reports.append(make_report(codes[place], 2002 + turn, scores, subareas=True, averages=[50] * 8))
    return reports


def measure_growth(folder: Path, reports: list[DocumentReport]) -> list[str]:
    """A row of the table."""
    cache = ReadingCache(UPath(folder / "cache"), reports[0].reader_version)
    for report in reports:
        cache.put(report)
    started = time.process_time()
    loaded = {report.sha256: cache.get(report.sha256) for report in reports}
    load = time.process_time() - started
    known = {sha256: report for sha256, report in loaded.items() if report is not None}
    started = time.process_time()
    tables = build_tables(
        make_addresses([make_pull(report) for report in reports]),
        known,
        corrections=[],
        decisions=[],
        published=load_published_figures(),
    )
    build = time.process_time() - started
    started = time.process_time()
    publish_release(tables, UPath(folder / "warehouse"), {"readers": READER_VERSION})
    publish = time.process_time() - started
    release = find_latest(folder / "warehouse")
    assert release is not None
    sizes = [measure_size(folder / "cache"), measure_size(Path(str(release)))]
    return [f"{seconds:.1f}" for seconds in (load, build, publish)] + [
        f"{size / 1024:,.0f}" for size in sizes
    ]


def measure_size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


SECTIONS: dict[str, Callable[[Console], None]] = {"overhead": bench_overhead, "growth": bench_growth}


if __name__ == "__main__":
    for section in sys.argv[1:] or list(SECTIONS):
        SECTIONS[section](Console(width=140))
