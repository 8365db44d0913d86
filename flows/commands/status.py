"""``status``: show how fresh and complete the warehouse is, and what is held back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.options import config_option, data_option, sources_option
from flows.printing import print_line

if TYPE_CHECKING:
    from flows.report.status import BoxStatus, WarehouseStatus

MOST_HELD = 40


@click.command("status")
@data_option
@sources_option
@config_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
@click.option("--check", is_flag=True, help="Exit with 1 unless a run succeeded lately.")
@click.pass_context
def command(
    context: click.Context,
    data: str | None,
    sources: Path | None,
    config: Path | None,
    as_json: bool,
    check: bool,
) -> None:
    """Say how fresh and complete the warehouse is, what ran last, what is held back and why."""
    from flows.configuration import load_settings
    from flows.report.status import STATUS, describe_box, read_status

    state = replace(read_status(load_settings(config, data=data, sources=sources)), box=describe_box())
    if as_json:
        click.echo(STATUS.dump_json(state, indent=1).decode())
    else:
        for line in describe_status(state):
            print_line(line)
    if check and not state.is_fresh:
        context.exit(1)


def describe_status(state: WarehouseStatus) -> list[str]:
    """List the lines that the terminal shows."""
    lines = [describe_freshness(state)]
    if state.running:
        lines.append(f"Run {state.running} is under way.")
    lines += [
        f"Run {run} did not finish: it was stopped or killed, or its machine was." for run in state.unfinished
    ]
    if state.last_run and state.last_run.state == "failed":
        lines.append(f"The last run failed ({state.last_run.finished}): {state.last_run.error}")
    if state.release_id:
        lines.append(f"Release {state.release_id}: {state.release_path}")
        if state.last_success and state.last_success.unchanged_since:
            lines.append(f"Its rows are unchanged since {state.last_success.unchanged_since}.")
    if state.coverage:
        coverage = state.coverage
        editions = ", ".join(f"{count} of {edition}" for edition, count in coverage.by_edition.items())
        lines.append(
            f"{coverage.evaluations} evaluations of {coverage.municipalities} municipalities are published"
            + (f" ({editions})." if editions else ".")
        )
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in state.outcomes.items() if count)
        lines.append(f"{coverage.documents} documents: {outcomes or 'none'}.")
        if coverage.known:
            known = coverage.known
            lines.append(
                f"Of {known.evaluations} known evaluations {known.located} reports are located and"
                f" {known.pulled} pulled ({known.published} published, {known.held} held back);"
                f" {known.unlocated} are still unlocated."
            )
            if known.never_looked_at:
                lines.append(f"{len(known.never_looked_at)} municipalities' sites were never looked at.")
    lines += describe_last_night(state)
    if state.box:
        lines.append(describe_the_box(state.box))
    return lines + describe_held(state)


def describe_the_box(box: BoxStatus) -> str:
    """Say in one line how documents are boxed on this machine while they are read."""
    if not box.held:
        return "Documents cannot be read here: no process could enter the box of the reading processes."
    left = f"a document that takes over its reader could {'; '.join(box.open_ways)}"
    return (
        f"Documents are read in a box of {', '.join(box.held)}; {left if box.open_ways else 'it is whole'}."
    )


def describe_freshness(state: WarehouseStatus) -> str:
    """Say whether a run succeeded lately."""
    if state.hours_since_success is None:
        return f"No run has succeeded in {state.data} yet."
    hours = state.hours_since_success
    age = f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
    return f"{'Fresh' if state.is_fresh else 'STALE'}: the last run that succeeded ended {age} ago."


def describe_last_night(state: WarehouseStatus) -> list[str]:
    """List the lines about what the last successful run changed."""
    report = state.last_success
    if report is None:
        return []
    parts = {
        "published": len(report.published),
        "new documents": len(report.new),
        "left": len(report.newly_left),
        "newly held back": len(report.newly_held),
    }
    told = ", ".join(f"{number} {what}" for what, number in parts.items() if number)
    lines = [f"Last night: {told or 'nothing new'}. The page: {state.data}/runs/{report.run_id}/report.md"]
    lines += [
        f"{each.address}: once published; {each.what} ({', '.join(each.codes)})" for each in report.left
    ]
    for title, places in (("Gone", report.gone), ("Down", report.down), ("Refused", report.refused)):
        lines += [f"{title}: {each.address} ({', '.join(each.codes)}); {each.what}." for each in places]
    lines += [f"Stale: {each.address} {each.what}." for each in report.stale]
    groups: dict[str, list[str]] = {}
    for each in report.warnings:
        groups.setdefault(f"{each.what} {each.remedy}".strip(), []).append(each.address)
    return lines + [f"Warning: {', '.join(who)}: {text}" for text, who in groups.items()]


def describe_held(state: WarehouseStatus) -> list[str]:
    """List the documents that are held back, with their reasons."""
    if not state.held:
        return ["Nothing is held back."] if state.release_id else []
    lines = [f"{len(state.held)} documents are held back:"]
    for line in state.held[:MOST_HELD]:
        lines.append(f"  {line.address} {line.what} ({', '.join(line.codes)})")
        lines += [f"    {sentence}" for sentence in line.sentences]
    if len(state.held) > MOST_HELD:
        lines.append(f"  … and {len(state.held) - MOST_HELD} more; see status --json or review.")
    return lines
