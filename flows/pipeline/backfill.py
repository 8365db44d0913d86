"""Reading documents again on demand, and writing a candidate release instead of publishing it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from pydantic.dataclasses import dataclass

from extract.records import CatalogueLine, DocumentReport
from extract.sources.ledger import Address, list_hashes
from extract.sources.times import stamp_second
from flows.pipeline.steps import SettledTables
from flows.reading.runners import ReaderSettings, open_cache
from flows.report.comparison import compare_with_day_before
from flows.report.history import find_day_before, keep_report
from flows.report.morning import MorningReport
from flows.run import Run
from warehouse.read import find_latest, read_release
from warehouse.release import publish_release

CANDIDATE = "candidate"

log = logging.getLogger("kommunkompassen.run")


@dataclass(frozen=True)
class DocumentFilter:
    """Which documents to read again: those that match every list that is not empty."""

    municipalities: tuple[str, ...] = ()
    rounds: tuple[int, ...] = ()
    editions: tuple[int, ...] = ()

    def matches(self, line: CatalogueLine, report: DocumentReport | None) -> bool:
        """Whether a document matches, by what was read of it, or else by the hints of its catalogue line."""
        identity = report.identity if report else None
        code = (identity.municipality_code if identity else None) or line.municipality_code
        year = (identity.round if identity else None) or line.round
        edition = identity.edition if identity else None
        return (
            (not self.municipalities or code in self.municipalities)
            and (not self.rounds or year in self.rounds)
            and (not self.editions or edition in self.editions)
        )


def drop_readings(
    addresses: Sequence[Address], reader_settings: ReaderSettings, wanted: DocumentFilter
) -> int:
    """Drop the cached readings of the documents that match, so that they are read again; returns how many."""
    cache = open_cache(reader_settings)
    reports = {sha256: cache.get(sha256) for sha256 in list_hashes(addresses)}
    chosen = {
        copy.sha256
        for address in addresses
        for copy in address.copies
        if wanted.matches(address.line, reports[copy.sha256])
    }
    for sha256 in chosen:
        cache.drop(sha256)
    log.info("%d documents are read again", len(chosen))
    return len(chosen)


def write_candidate(
    run: Run, settled: SettledTables, inputs: Mapping[str, str], addresses: Sequence[Address]
) -> MorningReport:
    """Write the run's release into the run's folder, unpublished, and report what it would change.

    The candidate is a whole release, so that ``diff`` can compare it with the latest. A later run without
    ``--hold`` publishes the same rows.
    """
    latest = find_latest(run.warehouse)
    candidate = publish_release(settled.tables, run.folder / CANDIDATE, inputs)
    report = MorningReport(
        run_id=run.id,
        state="held",
        started=run.started,
        finished=stamp_second(),
        timezone=run.settings.timezone,
        release_id=latest.name if latest else None,
        release_path=str(latest) if latest else None,
        links=(("Candidate", str(candidate.path)),),
        **compare_with_day_before(
            settled.tables,
            read_release(latest) if latest else None,
            find_day_before(run.data, run.id),
            addresses,
            settled.warnings,
            started=run.started,
            stale_days=run.settings.stale_days,
        ),
    )
    keep_report(run.folder, report)
    log.info("Nothing is published. Compare: kommunkompassen diff latest %s", candidate.path)
    return report
