"""The steps of the main job as plain functions: pull, read, build and validate, publish.

Each takes what it needs as arguments and returns what it made. None knows of Prefect;
``flows.pipeline.nightly`` calls them in order, with or without it.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from upath import UPath

from extract.progress import Step, mark, name_file
from extract.records import CatalogueLine, DocumentReport, Origin, PullResult
from extract.sources.archive import Archive
from extract.sources.fetch import pull_catalogue
from extract.sources.files import take_files
from extract.sources.ledger import Address, PageSighting, list_hashes, read_ledger
from extract.sources.pull.settings import PullSettings
from extract.sources.standing import Standing, read_standings, remember_standings
from flows.declarations.inputs import Declarations, is_same
from flows.declarations.store import keep_declarations
from flows.reading.runners import ReaderSettings, open_cache, split_batches
from flows.retrying import retryable
from flows.run import Publication
from flows.settings import Settings
from flows.staging import move_folder
from warehouse.read import ReleaseError, find_latest, is_whole, read_record, read_release, read_table
from warehouse.release import publish_release

if TYPE_CHECKING:
    import pandas as pd

    from expectations.validate import Failure, Validation
    from transform.holding import Hold

log = logging.getLogger("kommunkompassen.run")


@dataclass(frozen=True)
class SettledTables:
    """Tables that may be published, and the warnings that validating them gave."""

    tables: dict[str, pd.DataFrame]
    warnings: tuple[Failure, ...] = ()


@retryable
def pull_reports(lines: Sequence[CatalogueLine], archive: UPath, settings: PullSettings) -> int:
    """Pull every listed address into the archive; returns how many were asked."""
    asked = 0

    def report_progress(pull: PullResult) -> None:
        nonlocal asked
        asked += 1
        why = "".join(f" ({reason.code})" for reason in pull.reasons)
        step = Step("Asking", name_file(pull.line.url), total=len(lines))
        words = asked, len(lines), pull.status, why, pull.line.url
        log.info("Asked %d of %d: %s%s %s", *words, extra=mark(step))

    return len(pull_catalogue(lines, Archive(archive), settings, report_progress))


@retryable
def take_folder(folder: Path, archive: UPath, origin: Origin) -> int:
    """Put the PDFs of a folder into the archive, with their paths as addresses; returns how many."""
    taken = take_files(folder, Archive(archive), origin)
    log.info("Took %d PDFs from %s", taken, folder)
    return taken


def list_addresses(archive: UPath, lines: Sequence[CatalogueLine]) -> list[Address]:
    """List every address that the catalogue lists or from which a document ever came."""
    return read_ledger(Archive(archive)).list_addresses(lines)


def list_pages(archive: UPath) -> list[PageSighting]:
    """List every version of every web page in the archive, by its records."""
    return read_ledger(Archive(archive)).list_pages()


@retryable
def recall_standings(archive: UPath, warehouse: UPath) -> list[Standing]:
    """Record in the archive which documents the last release publishes; return the history, oldest first.

    A document that a decision prefers is not recorded: it is published only as long as the decision is in
    force.
    """
    kept = Archive(archive)
    latest = find_latest(warehouse)
    if latest is not None:
        with contextlib.suppress(ReleaseError):  # a damaged release is reported and repaired elsewhere
            remember_standings(kept, _list_published(latest))
    return read_standings(kept)


def _list_published(release: UPath) -> dict[tuple[str, int], str]:
    record = read_record(release)
    preferred = {
        row["document_sha256"]
        for row in read_table(release, record, "decisions").to_pylist()
        if row["decision"] == "final"
    }
    return {
        (row["municipality_code"], row["round"]): row["document_sha256"]
        for row in read_table(release, record, "evaluations").to_pylist()
        if row["document_sha256"] not in preferred
    }


def plan_batches(
    addresses: Sequence[Address],
    pages: Sequence[PageSighting],
    reader_settings: ReaderSettings,
    settings: Settings,
) -> list[list[str]]:
    """List the hashes of the documents and web pages that still have to be read, in batches."""
    cache = open_cache(reader_settings)
    hashes = list_hashes(addresses, pages)
    unread = [sha256 for sha256 in hashes if not cache.is_settled(sha256)]
    names = {page.sha256: name_file(page.url) for page in pages}
    names |= {copy.sha256: name_file(each.url) for each in addresses for copy in each.copies}
    begun = Step("Reading", done=0, total=len(unread), names={sha256: names[sha256] for sha256 in unread})
    log.info("%d documents archived, %d of them to be read", len(hashes), len(unread), extra=mark(begun))
    return split_batches(unread, settings)


def load_reports(
    addresses: Sequence[Address], pages: Sequence[PageSighting], reader_settings: ReaderSettings
) -> dict[str, DocumentReport]:
    """Load the cached reports on all documents and web pages, by hash."""
    cache = open_cache(reader_settings)
    reports = ((sha256, cache.get(sha256)) for sha256 in list_hashes(addresses, pages))
    return {sha256: report for sha256, report in reports if report is not None}


def find_unchanged(warehouse: UPath, inputs: Mapping[str, str]) -> Publication | None:
    """Return the last release as this run's when it was made from the same inputs, or ``None``."""
    latest = find_latest(warehouse)
    if latest is None or not is_whole(latest):
        return None
    record = read_record(latest)
    if not is_same(record.inputs, inputs):
        return None
    log.info("Nothing changed since release %s", record.id)
    return Publication(
        release_id=record.id,
        release_path=str(latest),
        changed=False,
        previous_release_id=record.id,
    )


def make_builder(
    addresses: Sequence[Address],
    pages: Sequence[PageSighting],
    reports: Mapping[str, DocumentReport],
    declared: Declarations,
    standings: Sequence[Standing],
) -> Callable[[Mapping[str, Hold]], dict[str, pd.DataFrame]]:
    """Make a function that builds every table, given the documents that are held back and why."""
    from transform.tables import build_tables

    def build(held: Mapping[str, Hold]) -> dict[str, pd.DataFrame]:
        return build_tables(
            addresses,
            reports,
            pages=pages,
            corrections=declared.corrections,
            decisions=declared.decisions,
            published=declared.published,
            held=held,
            standings=standings,
        )

    return build


def settle_tables(
    addresses: Sequence[Address],
    pages: Sequence[PageSighting],
    reports: Mapping[str, DocumentReport],
    declared: Declarations,
    standings: Sequence[Standing],
    previous: UPath | None,
    docs: UPath,
    *,
    allow_shrink: str | None,
) -> SettledTables:
    """Build every table, hold back the documents that break a rule, and validate the rest.

    ``previous`` is the last release; the validation's pages are written to ``docs``. Raises
    ``StoppedReleaseError`` when a rule of level stop is broken and no single document is to blame,
    ``CorrectionError`` or ``DecisionError`` when a declaration no longer fits its document.
    """
    from expectations.settling import settle_release

    build = make_builder(addresses, pages, reports, declared, standings)
    log.info("Building the tables of %d documents and validating them", len(reports))
    before = read_release(previous, ("evaluations",)) if previous is not None else None
    tables, validation = settle_release(build, list(reports), before, allow_shrink=allow_shrink)
    keep_validation(docs, validation)
    log.info("Built and validated %d tables: %d warnings", len(tables), len(validation.warns))
    return SettledTables(tables, tuple(validation.warns))


def keep_validation(folder: UPath, validation: Validation) -> None:
    """Write the validation's pages and raw results below ``folder``."""
    from expectations.docs import write_validation

    with tempfile.TemporaryDirectory() as temporary:
        write_validation(validation, Path(temporary))
        for path in sorted(Path(temporary).rglob("*")):
            if path.is_file():
                target = folder / path.relative_to(temporary).as_posix()
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())


@retryable
def publish_tables(
    settled: SettledTables,
    declared: Declarations,
    inputs: Mapping[str, str],
    data: UPath,
    pages: UPath,
    *,
    keep: int,
    doi: str | None = None,
) -> Publication:
    """Publish the tables as a release and point ``latest`` to it; when no row differs, change nothing.

    ``pages`` is the folder of the validation's pages, which is moved to ``validation/<id>`` in the warehouse.
    """
    warehouse = data / "warehouse"
    before = find_latest(warehouse)
    keep_declarations(data, declared)
    release = publish_release(settled.tables, warehouse, inputs, keep=keep, doi=doi)
    docs = warehouse / "validation" / release.id
    if pages.exists():  # they are already moved when this step is tried again
        move_folder(pages, docs)
    log.info("%s release %s", "Published" if release.changed else "The rows are those of", release.id)
    return Publication(
        release_id=release.id,
        release_path=str(release.path),
        changed=release.changed,
        previous_release_id=before.name if before is not None else None,
        diff_path=str(release.path / "CHANGES.md") if release.changed else None,
        docs_path=str(docs / "index.html"),
    )
