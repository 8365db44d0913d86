"""The reports of earlier runs in the data directory, and runs that never finished."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from pydantic import ValidationError
from upath import UPath

from extract.sources.store import write_whole
from flows.report.markdown import DETAILS_FILE, write_details, write_page
from flows.report.morning import REPORT, MorningReport
from flows.run import is_run_name

REPORT_FILE = "report.json"
PAGE_FILE = "report.md"

log = logging.getLogger("kommunkompassen.report")


def keep_report(folder: UPath, report: MorningReport) -> UPath:
    """Write a run's report as JSON and as two Markdown pages into its folder; returns the first page."""
    page = folder / PAGE_FILE
    write_whole(page, write_page(report).encode())
    write_whole(folder / DETAILS_FILE, write_details(report).encode())
    write_whole(folder / REPORT_FILE, REPORT.dump_json(report, indent=1))
    return page


def list_runs(data: UPath) -> list[UPath]:
    """List the folders of all runs, newest first; other files there are ignored."""
    folder = data / "runs"
    if not folder.exists():
        return []
    runs = [run for run in folder.iterdir() if is_run_name(run.name) and run.is_dir()]
    return sorted(runs, key=lambda run: run.name, reverse=True)


def read_reports(data: UPath) -> Iterator[MorningReport]:
    """Yield the reports of all runs that finished, newest first."""
    for run in list_runs(data):
        report = read_report(run)
        if report is not None:
            yield report


def read_report(run: UPath) -> MorningReport | None:
    """Read the report of a run; ``None`` when the run did not finish or its report is damaged."""
    try:
        return REPORT.validate_json((run / REPORT_FILE).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        log.warning("The report of run %s is damaged and is passed over", run.name)
        return None


def find_day_before(data: UPath, run_id: str) -> MorningReport | None:
    """Find the report of the last run before ``run_id`` that ended with a release."""
    return next(
        (report for report in read_reports(data) if report.run_id < run_id and report.release_id is not None),
        None,
    )


def find_unfinished(data: UPath, run_id: str) -> list[str]:
    """List the ids of the runs before ``run_id`` that were killed since the last one that finished.

    Oldest first. Call this only with the data directory locked: a run in progress would be listed too.
    """
    unfinished = []
    for run in list_runs(data):
        if run.name >= run_id:
            continue
        if (run / REPORT_FILE).exists():
            break
        unfinished.append(run.name)
    return unfinished[::-1]
