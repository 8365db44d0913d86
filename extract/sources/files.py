"""Putting the PDFs of a folder into the archive, with their paths as addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from extract.records import Origin
from extract.sniff import END_MARK_WITHIN, HEAD, explain_body, sniff_body
from extract.sources.addresses import show_words
from extract.sources.archive import Archive
from extract.sources.pull.body import PIECE
from extract.sources.pull.record import PullRecord
from extract.sources.times import stamp_time

log = logging.getLogger("kommunkompassen.pull")


def take_files(folder: Path, archive: Archive, origin: Origin) -> int:
    """Put every ``.pdf`` file below ``folder`` into the archive; returns how many.

    Each is recorded as if its ``file:`` address had been pulled, so that the document stays when the file is
    removed. A file that cannot be read, a link out of the folder, and anything that is no regular file (a
    pipe, a device) are logged and left out. Raises ``ArchiveError``.
    """
    taken, inside = 0, folder.resolve()
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf"):
        if path.is_dir():
            continue
        try:
            if not path.resolve().is_relative_to(inside):
                log.warning("%s is a link out of the folder and is left out", show_words(str(path)))
                continue
            if not path.is_file():
                log.warning("%s is no file and is left out", show_words(str(path)))
                continue
            head, tail = _read_ends(path)
            sha256 = archive.put(_read_pieces(path))
        except OSError as error:
            log.warning("%s cannot be read and is left out: %s", show_words(str(path)), error.strerror)
            continue
        body, now, url = sniff_body(head, tail), stamp_time(), path.resolve().as_uri()
        archive.record(
            PullRecord(
                url=url,
                time=now,
                status="fetched",
                sha256=sha256,
                held=sha256,
                size=path.stat().st_size,
                body=body,
                body_time=now,
                final_url=url,
                reasons=explain_body(body),
                last_success=now,
                origin=origin,
            )
        )
        taken += 1
    archive.flush()
    return taken


def _read_ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, path.stat().st_size - END_MARK_WITHIN))
        return head, file.read()


def _read_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
