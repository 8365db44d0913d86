"""Backfill: documents read anew, by municipality, round or edition; a release looked at before it is out."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from pydantic.dataclasses import dataclass

from extract.records import DocumentReport, PullResult
from flows.declarations import describe_inputs, load_declarations
from flows.history import keep_report
from flows.report import MorningReport, compare_with_day_before
from flows.run import Run
from flows.runners import open_cache
from flows.staging import load_tables
from warehouse.read import find_latest, read_release
from warehouse.release import publish_release

CANDIDATE = "candidate"

log = logging.getLogger("kommunkompassen.run")


@dataclass(frozen=True)
class Choice:
    """Which documents to read anew: those that fit every list that is not empty; all if all are empty."""

    municipalities: tuple[str, ...] = ()
    rounds: tuple[int, ...] = ()
    editions: tuple[int, ...] = ()

    def fits(self, pull: PullResult, report: DocumentReport | None) -> bool:
        """Whether a document is meant, by what was read of it or else by the catalogue's hints."""
        identity = report.identity if report else None
        code = (identity.municipality_code if identity else None) or pull.line.municipality_code
        year = (identity.round if identity else None) or pull.line.round
        edition = identity.edition if identity else None
        return (
            (not self.municipalities or code in self.municipalities)
            and (not self.rounds or year in self.rounds)
            and (not self.editions or edition in self.editions)
        )


def forget_readings(run: Run, choice: Choice) -> int:
    """Drop the kept readings of the chosen documents, so that they are read anew; how many."""
    cache = open_cache(run.workplace)
    chosen = {
        pull.sha256 for pull in run.read_pulls() if pull.sha256 and choice.fits(pull, cache.get(pull.sha256))
    }
    for sha256 in chosen:
        cache.forget(sha256)
    log.info("%d documents are read anew", len(chosen))
    return len(chosen)


def hold_release(run: Run) -> MorningReport:
    """Lay the run's release beside the warehouse instead of publishing it, and say what it would change.

    It lies whole in the run's folder, so that ``diff`` can compare it. The next run without ``--hold``
    publishes the same rows.
    """
    tables = load_tables(run.tables)
    latest = find_latest(run.warehouse)
    inputs = describe_inputs(load_declarations(run.settings), run.read_pulls())
    candidate = publish_release(tables, run.folder / CANDIDATE, inputs)
    report = MorningReport(
        run_id=run.id,
        state="held",
        started=run.started,
        finished=datetime.now(UTC).isoformat(timespec="seconds"),
        release_id=latest.name if latest else None,
        release_path=str(latest) if latest else None,
        links=(("Candidate", str(candidate.path)),),
        **compare_with_day_before(
            tables,
            read_release(latest) if latest else None,
            run.read_pulls(),
            at=datetime.fromisoformat(run.started),
            stale_days=run.settings.stale_days,
        ),
    )
    keep_report(run.folder, report)
    log.info("Nothing is published. Compare: kommunkompassen diff latest %s", candidate.path)
    return report
