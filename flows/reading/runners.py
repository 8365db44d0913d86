"""Reading batches of documents in limited processes, on this machine or on the workers of a Dask cluster."""

from __future__ import annotations

import base64
import logging
import math
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract.process.limits import read_batch
from extract.progress import Step, mark
from extract.records import DocumentReport, Outcome, Reason
from extract.sources.archive import Archive
from extract.sources.lines import ArchiveError
from extract.sources.store import is_local, open_store
from extract.version import READER_VERSION
from flows.reading.cache import ARCHIVE_DAMAGED, Limits, ReadingCache
from flows.retrying import retryable
from flows.settings import Settings, SettingsError

DASK_BATCHES_PER_WORKER = 4  # so that workers do not stand idle while one finishes a slow batch

log = logging.getLogger("kommunkompassen.read")


class ReadersChangedError(Exception):
    """The reading processes run another version of the readers than the run does."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The readers were changed during the run, {READER_VERSION} became {version}; run again."
        )


@dataclass(frozen=True)
class ReaderSettings:
    """What reading a batch needs, as plain values that can be sent to another machine; no secrets.

    ``archive`` and ``cache`` are paths or object-store addresses. ``seconds`` and ``megabytes`` (of memory)
    are the limits of one document.
    """

    archive: str
    cache: str
    workers: int
    seconds: float
    megabytes: int


def make_reader_settings(data: str, settings: Settings) -> ReaderSettings:
    """Make the reader settings for a data directory. A Dask worker reads one document at a time."""
    store = open_store(data)
    root = str(Path(str(store)).absolute()) if is_local(store) else str(store).rstrip("/")
    return ReaderSettings(
        archive=f"{root}/archive",
        cache=f"{root}/cache/readings",
        workers=1 if settings.runner == "dask" else settings.workers,
        seconds=settings.document_seconds,
        megabytes=settings.document_megabytes,
    )


def open_cache(reader_settings: ReaderSettings) -> ReadingCache:
    """Open the cache of readings of this version of the readers."""
    limits = Limits(reader_settings.seconds, reader_settings.megabytes)
    return ReadingCache(open_store(reader_settings.cache), READER_VERSION, limits)


def split_batches(hashes: Sequence[str], settings: Settings) -> list[list[str]]:
    """Split documents into batches, in the order given.

    A batch has ``batch_size`` documents; more when there would be over ``most_batches`` batches, and fewer on
    Dask when workers would otherwise stand idle.
    """
    size = max(settings.batch_size, math.ceil(len(hashes) / settings.most_batches))
    if settings.runner == "dask":
        size = min(size, math.ceil(len(hashes) / (settings.workers * DASK_BATCHES_PER_WORKER)) or 1)
    return [list(hashes[start : start + size]) for start in range(0, len(hashes), size)]


@retryable
def read_documents(batch: Sequence[str], reader_settings: ReaderSettings) -> int:
    """Read the documents of the batch that are not read yet, and cache each reading as soon as it is ready.

    A document that cannot be read gets a reading that says why. Returns how many were read. Raises
    ``ReadersChangedError`` when the code of the readers was changed during the run.
    """
    cache = open_cache(reader_settings)
    archive = Archive(reader_settings.archive)
    documents: list[tuple[str, Path]] = []
    done = 0
    with ExitStack() as copies:
        for sha256 in batch:
            if cache.is_settled(sha256):
                continue
            try:
                documents.append((sha256, copies.enter_context(archive.local_copy(sha256))))
            except ArchiveError as error:
                cache.put(_report_damage(sha256, error))
                log.warning("Document %s: %s", sha256, error)
        for report in read_batch(
            documents,
            workers=reader_settings.workers,
            seconds=reader_settings.seconds,
            megabytes=reader_settings.megabytes,
        ):
            if report.reader_version not in ("", READER_VERSION):
                raise ReadersChangedError(report.reader_version)
            if report.printed:
                archive.put(base64.b64decode(report.printed))
            cache.put(replace(report, reader_version=READER_VERSION, printed=""))
            done += 1
            codes = ", ".join(reason.code for reason in report.reasons)
            words = done, len(documents), report.sha256, report.outcome, codes
            log.info("Read %d of %d: %s %s %s", *words, extra=mark(Step("Reading", report.sha256)))
    return done


def run_batches(
    read: Callable[..., int], batches: Sequence[list[str]], place: ReaderSettings, settings: Settings
) -> int:
    """Run the Prefect task ``read(batch, reader_settings)`` for each batch, here or on Dask.

    Returns how many documents were read. Raises ``SettingsError`` when Dask is wanted but not installed.
    """
    if settings.runner == "local":
        return sum(read(batch, place) for batch in batches)
    with choose_dask_runner(settings)() as runner:
        futures = [runner.submit(read, {"batch": batch, "reader_settings": place}) for batch in batches]
        return sum(future.result() for future in futures)


def choose_dask_runner(settings: Settings) -> Callable[[], Any]:
    """Choose what makes the task runner: for the cluster at ``dask_address``, or for a local cluster."""
    try:
        from prefect_dask import DaskTaskRunner
    except ImportError:
        raise SettingsError(
            "runner is dask, but prefect-dask is not installed: in a checkout, pip install '.[dask]'."
        ) from None
    if settings.dask_address:
        return lambda: DaskTaskRunner(address=settings.dask_address)
    cluster = {
        "n_workers": settings.workers,
        "threads_per_worker": 1,
        "processes": True,
        "host": "127.0.0.1",
        "dashboard_address": None,
    }
    return lambda: DaskTaskRunner(cluster_kwargs=cluster)


def _report_damage(sha256: str, error: ArchiveError) -> DocumentReport:
    reason = Reason(ARCHIVE_DAMAGED, f"The archived bytes of {sha256} cannot be read: {error}")
    return DocumentReport(sha256, Outcome.UNREADABLE, READER_VERSION, reasons=(reason,))
