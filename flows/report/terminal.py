"""What a run did, for people in the terminal."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table
from upath import UPath

from flows.report.markdown import unescape, write_page
from flows.report.morning import MorningReport
from warehouse.read import read_release

STYLES = {"accepted": "green", "quarantined": "yellow", "unavailable": "red"}
FILE_WIDTH = 140  # columns where the output is no terminal
LISTED = 40  # documents; more are told by their counts, and held ones still by name


def print_report(report: MorningReport, console: Console | None = None) -> None:
    """Print every document with its outcome, total and reasons, then what was published and where it lies."""
    console = console or Console(width=None if sys.stdout.isatty() else FILE_WIDTH)
    if report.release_path is None:
        return
    frames = read_release(UPath(report.release_path))
    documents: list[dict[Any, Any]] = frames["documents"].to_dict("records")
    if len(documents) > LISTED:
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
    """A table of documents: file, outcome, who and when, edition, total published, reasons."""
    totals = evaluations.set_index(["municipality_code", "round"])["total"].to_dict()
    table = Table(
        Column("report", overflow="fold"), "outcome", "municipality", "round", "edition", "total", "reasons"
    )
    for row in documents:
        total = totals.get((row["municipality_code"], row["round"])) if row["outcome"] == "accepted" else None
        style = STYLES.get(row["outcome"], "dim")
        table.add_row(
            escape(name_file(row["source_url"])),
            f"[{style}]{row['outcome']}[/]",
            *(escape(show_value(row[name])) for name in ("municipality", "round", "edition")),
            "" if total is None else f"{total:g}",
            escape(", ".join(row["reasons"])),
        )
    return table


def name_file(url: str) -> str:
    """The last part of an address, in one line of printable signs."""
    name = unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or url
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def show_value(value: Any) -> str:
    """A value as text, empty for what is missing."""
    return "" if value is None or pd.isna(value) else str(value)
