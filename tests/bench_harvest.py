"""What it costs to find reports: requests and bytes, on the small emulated web of the tests."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extract.sources.book import Book
from flows.harvest.run import run_harvest
from tests.emulated.web import explain_absence, make_small_web, serve_web


def bench_harvest(console: Console) -> None:
    """Requests for each report found and each municipality without one, bytes, and a night without news."""
    absence = explain_absence()
    if absence:
        console.print(f"The harvest is not measured: {absence}.")
        return
    with tempfile.TemporaryDirectory() as name:
        folder, codes = make_small_web(Path(name) / "made")
        with serve_web(folder) as web:
            sources = Path(name) / "catalogue.csv"
            sources.write_text("url\n", encoding="utf-8")
            settings = web.make_settings(Path(name) / "data", "wayback", sources=sources)
            first = run_harvest(settings, everything=True, codes=codes)
            second = run_harvest(settings, everything=True, codes=codes)
        with (Path(name) / "data" / "sources" / "found.csv").open(encoding="utf-8", newline="") as file:
            found = {row["sha256"] for row in csv.DictReader(file)}
        leads = [lead for lead in Book(Path(name) / "data" / "harvest").leads() if lead.asked]
        lucky = {lead.site for lead in leads if lead.sha256 in found}
        others = [lead for lead in leads if lead.site not in lucky]
    without = max(1, len({lead.site for lead in others}))
    table = Table(title=f"A harvest of {len(codes)} municipalities' sites and an archive, all at once")
    table.add_column("")
    table.add_column("", justify="right")
    for label, value in (
        ("requests", f"{first.requests}"),
        ("documents found", f"{len(found)}"),
        ("requests for each of them", f"{first.requests / max(1, len(found)):.1f}"),
        ("requests for each site without one", f"{len(others) / without:.1f}"),
        ("megabytes", f"{first.megabytes:.1f}"),
        ("megabytes for each document found", f"{first.megabytes / max(1, len(found)):.2f}"),
        ("requests of a night without news", f"{second.requests}"),
        ("seconds", f"{first.seconds:.0f}"),
    ):
        table.add_row(label, value)
    console.print(table)


if __name__ == "__main__":
    bench_harvest(Console(width=140))
