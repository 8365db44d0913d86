"""The result of a run as it is printed on the terminal."""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table
from upath import UPath

from extract.progress import name_file
from flows.printing import make_printable
from flows.report.comparison import format_value
from flows.report.markdown import unescape, write_page
from flows.report.morning import MorningReport
from warehouse.read import read_release

STYLES = {"accepted": "green", "quarantined": "yellow", "unavailable": "red"}
FILE_WIDTH = 140  # characters, when the output is not a terminal
MOST_LISTED = 40  # documents; of more, only those that are quarantined are listed


def print_report(report: MorningReport, console: Console | None = None) -> None:
    """Print each document with outcome, total and reasons, then counts, news and the release's path."""
    console = console or Console(width=None if sys.stdout.isatty() else FILE_WIDTH)
    if report.release_path is None:
        return
    frames = read_release(UPath(report.release_path), ("documents", "evaluations"))
    documents: list[dict[Any, Any]] = frames["documents"].to_dict("records")
    if len(documents) > MOST_LISTED:
        documents = [row for row in documents if row["outcome"] == "quarantined"]
    console.print(make_table(documents, frames["evaluations"]))
    for count in report.counts:
        if count.now:
            console.print(f"{count.now:5} {count.what}")
    if report.state == "unchanged":
        console.print("Nothing changed: the release of the last run stands.")
    for line in write_page(report).splitlines()[3:]:
        console.print(unescape(line), markup=False, highlight=False, soft_wrap=True)
    where = f"Release {report.release_id}: {report.release_path}"
    console.print(where, markup=False, highlight=False, soft_wrap=True)


def make_table(documents: list[dict[Any, Any]], evaluations: pd.DataFrame) -> Table:
    """Make a table of documents: file, outcome, municipality, round, edition, published total, reasons."""
    totals = evaluations.set_index(["municipality_code", "round"])["total"].to_dict()
    table = Table(
        Column("report", overflow="fold"), "outcome", "municipality", "round", "edition", "total", "reasons"
    )
    for row in documents:
        total = totals.get((row["municipality_code"], row["round"])) if row["outcome"] == "accepted" else None
        style = STYLES.get(row["outcome"], "dim")
        table.add_row(
            escape(make_printable(name_file(row["source_url"]))),
            f"[{style}]{row['outcome']}[/]",
            *(escape(format_value(row[name])) for name in ("municipality", "round", "edition")),
            "" if total is None else f"{total:g}",
            escape(", ".join(row["reasons"])),
        )
    return table
