"""A run that fills an archive; imported by processes of its own, so it imports little itself."""

from __future__ import annotations

from multiprocessing.synchronize import Barrier

from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord
from extract.sources.times import stamp_time


def write_much(root: str, ready: Barrier) -> None:
    """Put and record from a process of its own."""
    archive = Archive(root)
    ready.wait()
    for number in range(40):
        sha256 = archive.put(b"%d" % number * 1000)
        url = f"https://ale.se/{number}.pdf"
        archive.record(PullRecord(url=url, time=stamp_time(), status="fetched", sha256=sha256))
