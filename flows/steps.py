"""The steps of the main job as plain functions: pull, read, build and validate, publish.

Each takes a ``Run`` and leaves what it made in the run's folder, the cache or the warehouse; paths, not
tables, go from one to the next. None knows of Prefect: ``flows.ingest`` and ``ingest --plain`` call the same
steps in the same order.
"""

from __future__ import annotations

import logging
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from upath import UPath

from extract.archive import Archive
from extract.fetch import pull_catalogue
from extract.pull.settings import PullSettings
from extract.records import DocumentReport, PullResult
from flows.declarations import describe_inputs, load_declarations
from flows.kept import keep_declarations
from flows.run import Publication, Run
from flows.runners import open_cache, split_batches
from flows.settings import Settings
from flows.staging import keep_tables, load_tables, move_folder, remove_folder
from warehouse.read import find_latest, is_whole, read_record, read_release
from warehouse.release import publish_release

if TYPE_CHECKING:
    import pandas as pd

    from expectations.validate import Validation

log = logging.getLogger("kommunkompassen.run")

WARNINGS = "warnings.txt"


def pull_reports(run: Run) -> None:
    """Ask every catalogued address, keep the bytes in the archive and the results in the run's folder."""
    lines = load_declarations(run.settings).catalogue
    told = 0

    def tell(pull: PullResult) -> None:
        nonlocal told
        told += 1
        why = "".join(f" ({reason.code})" for reason in pull.reasons)
        log.info("Asked %d of %d: %s%s %s", told, len(lines), pull.status, why, pull.line.url)

    pulls = pull_catalogue(lines, Archive(run.archive), make_pull_settings(run.settings), tell)
    run.write_pulls(pulls)


def make_pull_settings(settings: Settings) -> PullSettings:
    """What the settings say about asking servers."""
    return PullSettings(
        contact=settings.contact or PullSettings().contact,
        allow_private_hosts=settings.allow_private_hosts,
        offline=settings.offline,
        connect_timeout=settings.connect_seconds,
        read_timeout=settings.read_seconds,
        total_timeout=settings.total_seconds,
        max_bytes=settings.max_bytes,
        max_redirects=settings.max_redirects,
        delay=settings.per_host_delay,
        retries=settings.attempts - 1,
        parallel_hosts=settings.hosts_at_once,
        wayback_base=str(settings.wayback_base) if settings.wayback_base else None,
        proxy=settings.proxy,
        ca_bundle=str(settings.ca_bundle) if settings.ca_bundle else None,
        archive_services=tuple(origin for archive in settings.list_archives() for origin in archive.origins),
    )


def plan_batches(run: Run) -> list[list[str]]:
    """The hashes of the documents that this version of the readers has not read yet, in batches."""
    cache = open_cache(run.workplace)
    held = sorted({pull.sha256 for pull in run.read_pulls() if pull.sha256})
    unread = [sha256 for sha256 in held if not cache.is_settled(sha256)]
    log.info("%d documents held, %d of them to be read", len(held), len(unread))
    return split_batches(unread, run.settings)


def load_reports(run: Run) -> dict[str, DocumentReport]:
    """What the readers made of every held document, by hash."""
    cache = open_cache(run.workplace)
    held = sorted({pull.sha256 for pull in run.read_pulls() if pull.sha256})
    reports = ((sha256, cache.get(sha256)) for sha256 in held)
    return {sha256: report for sha256, report in reports if report is not None}


def find_unchanged(run: Run) -> bool:
    """Whether the last release was made from just what there is now; then it is this run's release too."""
    latest = find_latest(run.warehouse)
    if latest is None or not is_whole(latest):
        return False
    record = read_record(latest)
    if record.inputs != describe_inputs(load_declarations(run.settings), run.read_pulls()):
        return False
    log.info("Nothing changed since release %s", record.id)
    run.write_publication(
        Publication(
            release_id=record.id,
            release_path=str(latest),
            changed=False,
            previous_release_id=record.id,
            previous_path=str(latest),
        )
    )
    return True


def settle_tables(run: Run) -> None:
    """Build every table, hold back what a rule holds, and validate the rest with Great Expectations.

    Leaves the tables, the validation's pages and its warnings in the run's folder. Raises
    ``StoppedReleaseError`` when a rule of level stop is broken, ``CorrectionError`` or ``DecisionError`` when
    a declaration no longer fits its document.
    """
    from expectations.validate import settle_release, validate_freshness
    from transform.tables import build_tables

    declared = load_declarations(run.settings)
    pulls = run.read_pulls()
    latest = find_latest(run.warehouse)

    def build(reports: dict[str, DocumentReport]) -> dict[str, pd.DataFrame]:
        return build_tables(
            pulls,
            reports,
            corrections=declared.corrections,
            decisions=declared.decisions,
            published=declared.published,
        )

    previous = read_release(latest) if latest is not None else None
    tables, validation = settle_release(
        build, load_reports(run), previous, allow_shrink=run.settings.allow_shrink
    )
    stale = validate_freshness(pulls, datetime.fromisoformat(run.started), run.settings.stale_days)
    validation = replace(validation, failures=(*validation.failures, *stale))
    keep_tables(run.tables, tables)
    keep_validation(run.validation, validation)
    log.info("Built and validated %d tables: %d warnings", len(tables), len(validation.warns))


def keep_validation(folder: UPath, validation: Validation) -> None:
    """Write the validation's pages, raw results and warnings below ``folder``."""
    from expectations.docs import write_validation

    with tempfile.TemporaryDirectory() as temporary:
        write_validation(validation, Path(temporary))
        warnings = "\n".join(f"{each.code}: {each.sentence}" for each in validation.warns)
        (Path(temporary) / WARNINGS).write_text(warnings, encoding="utf-8")
        for path in sorted(Path(temporary).rglob("*")):
            if path.is_file():
                target = folder / path.relative_to(temporary).as_posix()
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())


def publish_tables(run: Run) -> None:
    """Publish the run's tables as an immutable release and swap ``latest``; the same rows change nothing."""
    before = find_latest(run.warehouse)
    declared = load_declarations(run.settings)
    inputs = describe_inputs(declared, run.read_pulls())
    tables = load_tables(run.tables)
    keep_declarations(run.data, declared)
    release = publish_release(tables, run.warehouse, inputs, keep=run.settings.keep_releases)
    changes = release.path / "CHANGES.md"
    pages = run.warehouse / "validation" / release.id
    if run.validation.exists():  # not when this step is tried again
        move_folder(run.validation, pages)
    warnings = (pages / WARNINGS).read_text(encoding="utf-8").splitlines()
    run.write_publication(
        Publication(
            release_id=release.id,
            release_path=str(release.path),
            changed=release.changed,
            previous_release_id=before.name if before is not None else None,
            previous_path=str(before) if before is not None else None,
            diff_path=str(changes) if release.changed else None,
            docs_path=str(pages / "index.html"),
            warnings=tuple(warnings),
        )
    )
    remove_folder(run.tables)
    log.info("%s release %s", "Published" if release.changed else "The rows are those of", release.id)
