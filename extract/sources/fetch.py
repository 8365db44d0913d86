"""Pulling every address of a catalogue into the archive."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from extract.records import CatalogueLine, PullResult
from extract.sources.addresses import RefusedAddressError, name_host
from extract.sources.archive import Archive
from extract.sources.pull.failure import StoppedError
from extract.sources.pull.history import History
from extract.sources.pull.network import NetworkSense
from extract.sources.pull.puller import Puller
from extract.sources.pull.request import Requester
from extract.sources.pull.robots import RobotsBook
from extract.sources.pull.settings import PullSettings

__all__ = ["PullSettings", "pull_catalogue"]

log = logging.getLogger("kommunkompassen.pull")

Progress = Callable[[PullResult], None]


def pull_catalogue(
    lines: Sequence[CatalogueLine],
    archive: Archive,
    settings: PullSettings,
    progress: Progress | None = None,
) -> list[PullResult]:
    """Pull the address of every line; returns the results in the order of ``lines``, or none when offline.

    Several hosts are asked at once, with one request at a time to each. An address that cannot be pulled
    gives a result ``unavailable`` with a reason. ``progress`` is called in this thread with each result as it
    arrives. Raises ``ArchiveError`` when the archive cannot be written.
    """
    if settings.offline:
        return []
    history = History(archive)
    with Requester(settings, list_named(lines, settings)) as requester:
        network = NetworkSense(settings, [line.url for line in lines])
        puller = Puller(requester, archive, history, RobotsBook(requester, archive, history), network)
        return _pull_hosts(lines, puller, requester, progress)


def list_named(lines: Sequence[CatalogueLine], settings: PullSettings) -> list[str]:
    """List the addresses that a person named in the catalogue or in the settings."""
    listed = [
        address for line in lines if not line.found for address in (line.url, line.landing_page) if address
    ]
    return [*listed, *([settings.wayback_base] if settings.wayback_base else [])]


def _pull_hosts(
    lines: Sequence[CatalogueLine], puller: Puller, requester: Requester, progress: Progress | None
) -> list[PullResult]:
    by_host: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        by_host.setdefault(_name_queue(line.url), []).append(index)
    done: queue.SimpleQueue[tuple[int, PullResult] | BaseException] = queue.SimpleQueue()
    stopping = threading.Event()

    def pull_host(indexes: list[int]) -> None:
        try:
            for index in indexes:
                if stopping.is_set():
                    return
                done.put((index, puller.pull(lines[index])))
        except StoppedError:
            return
        except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
            done.put(error)

    results: dict[int, PullResult] = {}
    workers = max(1, min(requester.settings.parallel_hosts, len(by_host)))
    with ThreadPoolExecutor(workers, thread_name_prefix="pull") as pool:
        try:
            for indexes in by_host.values():
                pool.submit(pull_host, indexes)
            while len(results) < len(lines):
                arrived = done.get()
                if isinstance(arrived, BaseException):
                    raise arrived
                index, result = arrived
                results[index] = result
                if progress:
                    progress(result)
        except BaseException:
            stopping.set()
            requester.abort()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            puller.archive.flush()
    return [results[index] for index in range(len(lines))]


def _name_queue(url: str) -> str:
    try:
        return name_host(url)
    except RefusedAddressError:
        return ""
