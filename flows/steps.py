"""The steps of the main job as plain functions: pull, read, build, validate, publish.

Each takes a ``Run`` and leaves what it made in the run's folder, the cache or the warehouse; paths, not
tables, go from one to the next. None knows of Prefect: ``flows.ingest`` and ``ingest --plain`` call the same
steps in the same order.
"""

from __future__ import annotations

import logging

from extract.archive import Archive
from extract.catalogue import project_catalogue, read_catalogue
from extract.fetch import pull_catalogue
from extract.pull.settings import PullSettings
from extract.records import DocumentReport, PullResult
from flows.run import Run
from flows.runners import open_cache, split_batches
from flows.settings import Settings

log = logging.getLogger("kommunkompassen.run")


def pull_reports(run: Run) -> None:
    """Ask every catalogued address, keep the bytes in the archive and the results in the run's folder."""
    lines = read_catalogue(run.settings.sources or project_catalogue())
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
