"""How long it takes to find out that nothing has changed, against the bare conditional requests."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.fetch import PullSettings, pull_catalogue
from tests.conftest import ROOT

REPORTS = ROOT / "flows" / "sample_reports"
ADDRESSES = 300
REPEATS = 5


def bench_pulling(console: Console) -> None:
    """An unchanged second run's pulls over loopback, as a ratio to the same requests and nothing else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "reports"
        _copy_reports(folder)
        with _Server(folder) as base:
            lines = [CatalogueLine(url=f"{base}/{path.name}") for path in sorted(folder.iterdir())]
            settings = PullSettings(allow_private_hosts=True, wayback_base=None)
            archive = Path(name) / "archive"
            first = _time(lambda: _count(lines, archive, settings, "fetched"))
            urls = [line.url for line in lines]
            modified = {url: httpx.head(url, trust_env=False).headers["last-modified"] for url in urls}
            rounds = [
                (
                    _time(lambda: _ask_bare(modified, keep=False)),
                    _time(lambda: _ask_bare(modified, keep=True)),
                    _time(lambda: _count(lines, archive, settings, "unchanged")),
                )
                for _ in range(REPEATS)
            ]
            bare, kept, second = (statistics.median(column) for column in zip(*rounds, strict=True))
    table = Table(title=f"{ADDRESSES} addresses on one host over loopback, no pause between requests")
    for heading in ("", "seconds", "ms an address", "x bare"):
        table.add_column(heading, justify="left" if not heading else "right")
    for label, seconds in (
        ("bare conditional requests, a connection each (the floor)", bare),
        ("bare conditional requests, one connection kept", kept),
        ("second run, nothing changed: ask, check the copy, record", second),
        ("first run: ask, hash, keep", first),
    ):
        cells = (f"{seconds:.2f}", f"{1000 * seconds / ADDRESSES:.2f}", f"{seconds / bare:.2f}")
        table.add_row(label, *cells)
    console.print(table)


def _copy_reports(folder: Path) -> None:
    folder.mkdir()
    reports = sorted(REPORTS.glob("*.pdf"))
    for number in range(ADDRESSES):
        shutil.copyfile(reports[number % len(reports)], folder / f"{number:04}.pdf")


def _time(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _count(lines: list[CatalogueLine], archive: Path, settings: PullSettings, status: str) -> None:
    results = pull_catalogue(lines, Archive(archive), settings)
    if [result.status for result in results] != [status] * len(lines):
        raise SystemExit(f"Not every address was {status}; the measurement means nothing.")


def _ask_bare(modified: dict[str, str], keep: bool) -> None:
    limits = httpx.Limits() if keep else httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(trust_env=False, limits=limits) as client:
        for url, moment in modified.items():
            if client.get(url, headers={"If-Modified-Since": moment}).status_code != httpx.codes.NOT_MODIFIED:
                raise SystemExit(f"{url} did not say that nothing changed; the measurement means nothing.")


class _Server:
    """A server of a folder in a process of its own, so that it does not share the measured one's time."""

    def __init__(self, folder: Path) -> None:
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(folder, there), daemon=True)

    def __enter__(self) -> str:
        self._process.start()
        return str(self._here.recv())

    def __exit__(self, *_: object) -> None:
        self._here.send("stop")
        self._process.join(10)


def _serve(folder: Path, pipe: Connection) -> None:
    from flows.sample_server import serve_folder

    with serve_folder(folder, port=0) as base:
        pipe.send(base)
        pipe.recv()


if __name__ == "__main__":
    bench_pulling(Console(width=140))
