"""``python -m tests.bench [SECTION ...]``: time and memory, as ratios within one run.

Every section is a function that prints its own table; without names all of them run. Nothing here is
asserted: machines differ, ratios on one machine in one run do not differ much.
"""

from __future__ import annotations

import csv
import hashlib
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extract.process.limits import measure_memory
from tests import bench_flow
from tests.bench_harvest import bench_harvest
from tests.conftest import ROOT, SHARED_REPORTS

BUNDLED = ROOT / "flows" / "sample_reports"
PLAIN_EVERY = 6  # the plain way reads every sixth report, because it takes minutes for all
MANY = 1_000


@dataclass(frozen=True)
class Measurement:
    """Seconds, peak resident megabytes of the process, and how many documents and pages it read.

    ``processor`` are seconds of a processor, those of the processes it started too.
    """

    seconds: float
    processor: float
    megabytes: float
    documents: int
    pages: int


def measure(work: Callable[[Path], int], paths: Sequence[Path]) -> Measurement:
    """Do ``work`` on every path in a fresh process. ``work`` returns the number of pages."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure_here, work, paths).result()


def _measure_here(work: Callable[[Path], int], paths: Sequence[Path]) -> Measurement:
    work(paths[0])  # imports and caches are not what is measured
    start, busy = time.perf_counter(), sum(os.times()[:4])
    pages = sum(work(path) for path in paths)
    seconds, processor = time.perf_counter() - start, sum(os.times()[:4]) - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measurement(seconds, processor, peak, len(paths), pages)


def read_floor(path: Path) -> int:
    """The floor: the text of every page through pypdfium2, and nothing else."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_bounded()
        textpage.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


def read_ours(path: Path) -> int:
    """All that the pipeline does with a document."""
    from extract.document import read_document

    return read_document(path, hashlib.sha256(path.read_bytes()).hexdigest()).pages or 0


def read_unseen(path: Path) -> int:
    """All that the pipeline does with a document but for looking whether its text is seen.

    It changes the process that it runs in: call it in one of its own.
    """
    import extract.document
    from extract.page.open_page import OpenPage
    from extract.records import Verdict

    def publish_unseen(_book: object, verdict: Verdict, _layers: object) -> Verdict:
        return verdict

    vars(extract.document).update(judge_appearance=publish_unseen, find_swaps=lambda *_: None)
    for question in ("is_doubtful", "must_be_drawn"):
        setattr(OpenPage, question, False)
    return read_ours(path)


def read_plainly(path: Path) -> int:
    """The plain way: text and tables of every page through pdfplumber, page by page."""
    import pdfplumber

    try:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()
                page.extract_tables()
                page.close()
            return len(document.pages)
    except Exception:  # noqa: BLE001 - damaged files are part of the sample and fail in many ways
        return 0


def list_reports() -> tuple[list[Path], list[Path]]:
    """The sample's reports with text, and those whose scores exist only as pictures."""
    directory = SHARED_REPORTS if SHARED_REPORTS.is_dir() else BUNDLED
    with (directory / "truth.csv").open(encoding="utf-8", newline="") as file:
        pictures = {row["file"] for row in csv.DictReader(file) if row.get("needs_ocr") == "1"}
    paths = sorted(directory.glob("*.pdf"))
    return [p for p in paths if p.name not in pictures], [p for p in paths if p.name in pictures]


def bench_reading(console: Console) -> None:
    """Reading the sample: the floor, ours, and the plain way on a part of it."""
    texts, pictures = list_reports()
    part = texts[::PLAIN_EVERY]
    floor, ours = measure(read_floor, texts), measure(read_ours, texts)
    floor_part, ours_part, plain = (measure(work, part) for work in (read_floor, read_ours, read_plainly))
    table = Table(title="Reading, one process, one document after another")
    for heading in ("", "documents", "pages", "seconds", "x floor", "ms a page", "peak MB"):
        table.add_column(heading, justify="left" if not heading else "right")
    rows = [
        ("pypdfium2 text of every page (the floor)", floor, floor),
        ("ours", ours, floor),
        (f"the floor, every {PLAIN_EVERY}th report", floor_part, floor_part),
        ("ours, the same reports", ours_part, floor_part),
        ("pdfplumber text and tables of every page, the same", plain, floor_part),
    ]
    if pictures:
        rows.append(("ours, scanned reports with Tesseract", measure(read_ours, pictures), floor))
    for name, one, base in rows:
        ratio = f"{one.seconds / base.seconds:.1f}" if "scanned" not in name else ""
        cells = (
            f"{one.seconds:.1f}",
            ratio,
            f"{1000 * one.seconds / max(1, one.pages):.1f}",
            f"{one.megabytes:.0f}",
        )
        table.add_row(name, str(one.documents), str(one.pages), *cells)
    console.print(table)
    console.print(f"Ours is {plain.seconds / ours_part.seconds:.1f} times as fast as the plain way.")


def bench_seen(console: Console) -> None:
    """What it costs to look whether numbers are seen: reading the sample without it, and with it."""
    texts, _ = list_reports()
    floor, before, after = (measure(work, texts) for work in (read_floor, read_unseen, read_ours))
    table = Table(title="The check that numbers are seen: processor seconds of one process")
    for heading in ("", "seconds", "x floor", "ms a document"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, one in (("the floor", floor), ("without the check", before), ("with it", after)):
        ratio = f"{one.processor / floor.processor:.1f}"
        each = f"{1000 * one.processor / one.documents:.0f}"
        table.add_row(name, f"{one.processor:.1f}", ratio, each)
    console.print(table)
    console.print(
        f"The check costs {(after.processor - before.processor) / floor.processor:.1f} x the floor."
    )


def bench_memory(console: Console) -> None:
    """Resident memory of one process over a thousand documents, without ever being replaced."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        samples = pool.submit(_sample_memory, sorted(BUNDLED.glob("*.pdf"))).result()
    table = Table(
        title=f"Resident memory of one process over {MANY:,} documents (the bundled reports again and again)"
    )
    table.add_column("documents", justify="right")
    table.add_column("MB", justify="right")
    for count, megabytes in samples:
        table.add_row(f"{count:,}", f"{megabytes:.0f}")
    console.print(table)


def _sample_memory(paths: Sequence[Path]) -> list[tuple[int, float]]:
    samples = []
    for count in range(1, MANY + 1):
        read_ours(paths[count % len(paths)])
        if count in (12, 100) or count % 200 == 0:
            samples.append((count, measure_memory(os.getpid())))
    return samples


SECTIONS: dict[str, Callable[[Console], None]] = {
    "reading": bench_reading,
    "seen": bench_seen,
    "memory": bench_memory,
    "harvest": bench_harvest,
    **bench_flow.SECTIONS,
}


if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(SECTIONS)
    if unknown:
        sys.exit(f"There is no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}.")
    for section in sys.argv[1:] or list(SECTIONS):
        SECTIONS[section](Console(width=140))
