"""The last step of a run: making and keeping the morning report."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from upath import UPath

from extract.sources.ledger import Address
from extract.sources.times import stamp_second
from flows.harvest.outcome import Harvest
from flows.report.comparison import COMPARED, Frames, compare_with_day_before
from flows.report.history import find_day_before, find_unfinished, keep_report
from flows.report.morning import MorningReport
from flows.run import Publication, Run
from warehouse.read import read_release

if TYPE_CHECKING:
    from expectations.validate import Failure

log = logging.getLogger("kommunkompassen.report")


def report_run(
    run: Run,
    publication: Publication,
    addresses: Sequence[Address],
    warnings: Sequence[Failure] | None,
    harvest: Harvest | None = None,
) -> MorningReport:
    """Compare the run's release with the one of the run before, and keep the morning report.

    ``warnings`` are those of validating the release, or ``None`` when nothing changed and nothing was
    validated. ``harvest`` is the night's harvest, if there was one.
    """
    day_before = find_day_before(run.data, run.id)
    before = _read_if_kept(day_before.release_path) if day_before and day_before.release_path else None
    parts = compare_with_day_before(
        read_release(UPath(publication.release_path), COMPARED),
        before,
        day_before,
        addresses,
        warnings,
        started=run.started,
        stale_days=run.settings.stale_days,
    )
    killed = tuple(
        f"Run {unfinished} did not finish: it was stopped or killed, or its machine was."
        for unfinished in find_unfinished(run.data, run.id)
    )
    links = (
        ("Difference", publication.diff_path),
        ("Validation", publication.docs_path),
    )
    same = day_before is not None and day_before.release_id == publication.release_id
    unchanged_since = day_before.unchanged_since if day_before and same else None
    report = MorningReport(
        run_id=run.id,
        state="published" if publication.changed else "unchanged",
        started=run.started,
        finished=stamp_second(),
        timezone=run.settings.timezone,
        release_id=publication.release_id,
        release_path=publication.release_path,
        previous_release_id=publication.previous_release_id,
        unchanged_since=unchanged_since or run.started,
        offline=run.settings.offline or any(address.not_asked for address in addresses),
        killed=killed,
        harvest=harvest.list_sentences() if harvest else (),
        links=tuple((name, str(path)) for name, path in links if path),
        **parts,
    )
    page = keep_report(run.folder, report)
    log.info("Morning report: %s", page)
    return report


def report_failure(run: Run, error: Exception) -> MorningReport:
    """Keep a morning report that says why the run failed; when it cannot be written, log that."""
    report = MorningReport(
        run_id=run.id,
        state="failed",
        started=run.started,
        finished=stamp_second(),
        timezone=run.settings.timezone,
        error=" ".join(str(error).split()) or type(error).__name__,
    )
    try:
        keep_report(run.folder, report)
    except OSError as failure:
        log.error("The report of the failed run cannot be written: %s", failure)
    return report


def _read_if_kept(path: str) -> Frames | None:
    release = UPath(path)
    return read_release(release, COMPARED) if release.exists() else None
