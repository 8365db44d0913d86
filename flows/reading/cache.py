"""A cache of readings by the document's hash and the readers' version, so that no document is read twice."""

from __future__ import annotations

import errno
import hashlib
import logging

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.records import DocumentReport
from extract.sources.store import is_local, write_whole
from flows.staging import remove_folder

OVER_LIMIT = "over_limit"
READER_CRASHED = "reader_crashed"
ARCHIVE_DAMAGED = "archive_damaged"
NEEDS_OCR = "needs_ocr"

log = logging.getLogger("kommunkompassen.cache")


@dataclass(frozen=True)
class Limits:
    """The limits under which a document was read."""

    seconds: float
    megabytes: int


@dataclass(frozen=True)
class Entry:
    """A cached reading. ``digest`` is the sha256 of the report as written; it shows damage."""

    digest: str
    limits: Limits
    report: DocumentReport


ENTRY = TypeAdapter(Entry)
REPORT = TypeAdapter(DocumentReport)


class ReadingCache:
    """The readings of one version of the readers, in ``root/<version>/<sha256>.json``.

    An entry that is damaged, altered, or of another document or version counts as missing.
    """

    def __init__(self, root: UPath, reader_version: str, limits: Limits | None = None) -> None:
        self.folder = root / reader_version
        self.reader_version = reader_version
        self.limits = limits

    def path(self, sha256: str) -> UPath:
        """The file of the document's reading."""
        return self.folder / f"{sha256}.json"

    def get(self, sha256: str) -> DocumentReport | None:
        """The document's reading, or ``None`` when there is none."""
        entry = self._read(sha256)
        return entry.report if entry else None

    def is_settled(self, sha256: str) -> bool:
        """Whether reading the document again could not give more than its cached reading.

        It could when the reader crashed or the archived bytes were damaged; when the document exceeded its
        limits and they are wider now; and when it needs OCR and OCR is now installed.
        """
        entry = self._read(sha256)
        if entry is None:
            return False
        codes = {reason.code for reason in entry.report.reasons}
        if codes & {READER_CRASHED, ARCHIVE_DAMAGED}:
            return False
        if NEEDS_OCR in codes and _has_ocr():
            return False
        return OVER_LIMIT not in codes or not self._allows_more(entry.limits)

    def put(self, report: DocumentReport) -> None:
        """Write a reading. Two processes may write the same one at the same time."""
        self._clear(self.path(report.sha256))
        entry = Entry(_digest(report), self.limits or Limits(0, 0), report)
        write_whole(self.path(report.sha256), ENTRY.dump_json(entry))

    def drop(self, sha256: str) -> None:
        """Remove the document's reading, if there is one."""
        self._clear(self.path(sha256))
        self.path(sha256).unlink(missing_ok=True)

    def _read(self, sha256: str) -> Entry | None:
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno not in (errno.EISDIR, errno.ELOOP):
                raise
            log.warning("The cached reading of %s is no file; the document is read again", sha256)
            return None
        try:
            entry = ENTRY.validate_json(content)
        except ValidationError:
            log.warning("The cached reading of %s is damaged; the document is read again", sha256)
            return None
        if entry.digest != _digest(entry.report):
            log.warning("The cached reading of %s was altered; the document is read again", sha256)
            return None
        if (entry.report.sha256, entry.report.reader_version) != (sha256, self.reader_version):
            log.warning("The cached reading of %s is of another document or reader; it is read again", sha256)
            return None
        return entry

    def _clear(self, path: UPath) -> None:
        """Remove a folder that is in the place of a reading's file."""
        if is_local(path) and path.is_dir():
            remove_folder(path)

    def _allows_more(self, then: Limits) -> bool:
        now = self.limits
        return now is not None and (now.seconds > then.seconds or now.megabytes > then.megabytes)


def _digest(report: DocumentReport) -> str:
    return hashlib.sha256(REPORT.dump_json(report)).hexdigest()


def _has_ocr() -> bool:
    from extract.recognition.ocr import explain_absence

    return explain_absence() is None
