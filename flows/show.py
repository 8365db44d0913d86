"""Tables for people in the terminal."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from rich.console import Console
from rich.table import Table

from flows.run import RunSummary
from warehouse.read import read_release

OUTCOME_STYLES = {"accepted": "green", "quarantined": "yellow", "unavailable": "red"}


def print_outcomes(summary: RunSummary, console: Console | None = None) -> None:
    """Print every catalogued address with its outcome, scores and reasons, then where the release lies."""
    console = console or Console()
    frames = read_release(summary.release_path)
    evaluations = frames["evaluations"]
    totals = {(row.municipality_code, row.round): row for row in evaluations.itertuples()}
    table = Table("report", "outcome", "who", "round", "edition", "total", "reasons", title="What was read")
    names = dict(
        zip(
            frames["municipalities"]["municipality_code"],
            frames["municipalities"]["municipality"],
            strict=True,
        )
    )
    for row in frames["documents"].itertuples():
        evaluation = totals.get((row.municipality_code, row.round)) if row.outcome == "accepted" else None
        style = OUTCOME_STYLES.get(row.outcome, "dim")
        table.add_row(
            unquote(urlsplit(row.source_url).path.rsplit("/", 1)[-1]),
            f"[{style}]{row.outcome}[/]",
            show(names.get(row.municipality_code)),
            show(row.round),
            show(row.edition),
            f"{evaluation.total:g}" if evaluation is not None else "",
            ", ".join(row.reasons),
        )
    console.print(table)
    console.print(
        f"{summary.scores} area scores of {summary.evaluations} evaluations published; "
        f"{len(summary.held)} documents held back."
    )
    if not summary.changed:
        console.print("Nothing changed: the release is the one of the last run.")
    console.print(f"Release {summary.release_id}: {summary.release_path}", soft_wrap=True)


def show(value: object) -> str:
    """``value`` as text, empty for what is missing."""
    import pandas as pd

    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
