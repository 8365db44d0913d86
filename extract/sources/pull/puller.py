"""Pulling one address: requesting it, archiving what comes, and choosing the copy that represents it."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote
from urllib.request import url2pathname

from extract.records import CatalogueLine, PullResult, Reason
from extract.sniff import END_MARK_WITHIN, HEAD, explain_body, sniff_body
from extract.sources.addresses import RefusedAddressError, show_address, show_words, split_address
from extract.sources.archive import Archive
from extract.sources.captures import fetch_capture
from extract.sources.lines import ArchiveError
from extract.sources.masking import has_secret, mask_address
from extract.sources.pull.answer import Answer, Headers
from extract.sources.pull.budget import Allowance, Budget
from extract.sources.pull.failure import PullError, StoppedError, explain_error
from extract.sources.pull.history import History
from extract.sources.pull.network import NetworkSense
from extract.sources.pull.record import PullRecord
from extract.sources.pull.request import Requester
from extract.sources.pull.result import log_result, make_result, record_failure
from extract.sources.pull.robots import RobotsBook
from extract.sources.pull.settings import MEBIBYTE
from extract.sources.pull.wayback import fetch_snapshot, find_snapshot
from extract.sources.times import stamp_time

log = logging.getLogger("kommunkompassen.pull")

FILENAME_LIMIT = 120
VALIDATOR_LIMIT = 1000


@dataclass(frozen=True)
class Puller:
    """Pulls single addresses within one run. Thread-safe, with one thread for each host."""

    requester: Requester
    archive: Archive
    history: History
    robots: RobotsBook
    network: NetworkSense

    def pull(self, line: CatalogueLine) -> PullResult:
        """Pull a line's address and record the result in the archive.

        Raises only ``ArchiveError``, and ``StoppedError`` at the end of the run.
        """
        url = mask_address(line.url)
        held = self._find_sound_copy(url)
        try:
            record = self._ask(line, held)
            if record.body == "soft_404":
                record = self._replace_page(line, record, held)
        except (StoppedError, ArchiveError):
            raise
        except PullError as error:
            record = self._fall_back(line, error, held)
        except Exception as error:
            log.exception("Pulling %s failed unexpectedly", show_address(url))
            sentence = f"{show_address(url)} could not be pulled ({type(error).__name__}: {error})."
            record = record_failure(url, (Reason("pull_failed", show_words(sentence)),), None, held)
        record = replace(record, origin=line.origin)
        self.archive.record(record)
        self.history.add(record)
        result = make_result(line, record)
        log_result(result, record)
        return result

    def _find_sound_copy(self, url: str) -> PullRecord | None:
        held = self.history.find_last_copy(url)
        if held is None or held.sha256 is None:
            return None
        return held if self.archive.has_sound(held.sha256, held.size) else None

    def _ask(self, line: CatalogueLine, held: PullRecord | None) -> PullRecord:
        url = line.url
        shown = mask_address(url)
        if line.captured:
            return self._ask_capture(line, held)
        try:
            parts = self.requester.private.check_address(url)
        except RefusedAddressError as error:
            raise explain_error(error, url) from error
        if parts.scheme == "file":
            if parts.netloc not in ("", "localhost"):
                raise PullError("malformed_address", f"{show_address(url)} is not a file of this machine.")
            return self._read_file(shown, unquote(parts.path), held)
        fresh = held if held and not self._is_old(held) else None
        permit = self.robots.permit()
        budget = Budget(url, self._allow())
        answer = self.requester.get(url, conditions=_ask_conditionally(fresh), permit=permit, budget=budget)
        if answer.unchanged and not _confirms(answer, fresh):
            log.info(
                "%s says not modified, but not of the copy held; asking for the whole", show_address(url)
            )
            answer = self.requester.get(
                url, conditions=lambda _: {"Cache-Control": "no-cache"}, permit=permit, budget=budget
            )
        if not answer.unchanged:
            return self._keep(shown, answer, held)
        if fresh is None or not _confirms(answer, fresh):
            raise PullError(
                "not_modified_without_copy",
                f"{show_address(url)} says not modified (304), but no copy of it is held.",
                http_status=304,
            )
        now = stamp_time()
        return replace(
            fresh,
            url=shown,
            time=now,
            status="unchanged",
            http_status=304,
            held=fresh.sha256,
            etag=answer.headers.get("etag", fresh.etag),
            last_modified=answer.headers.get("last-modified", fresh.last_modified),
            last_success=now,
        )

    def _allow(self) -> Allowance:
        """The limits of one catalogued address: every redirect with as many attempts as are allowed."""
        settings = self.requester.settings
        requests = (settings.retries + 1) * (settings.max_redirects + 2)
        return Allowance(requests, 4 * settings.max_bytes / MEBIBYTE, 2 * settings.total_timeout)

    def _keep(self, url: str, answer: Answer, held: PullRecord | None) -> PullRecord:
        body = sniff_body(answer.head(HEAD), answer.tail(END_MARK_WITHIN), answer.url)
        sha256 = self.archive.put(answer.pieces())
        answer.body.close()
        now = stamp_time()
        record = PullRecord(
            url=url,
            time=now,
            status="unchanged" if held and held.sha256 == sha256 else "fetched",
            http_status=answer.status,
            sha256=sha256,
            held=sha256,
            size=answer.size,
            body=body,
            body_time=now,
            final_url=answer.url,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            content_type=answer.headers.get("content-type"),
            filename=_read_filename(answer.headers.get("content-disposition", "")),
            reasons=(*_explain_status(answer), *explain_body(body)),
            last_success=now,
        )
        if body == "pdf" or held is None or held.body != "pdf":
            return record
        return replace(record, status="unavailable", held=held.sha256, last_success=held.last_success)

    def _ask_capture(self, line: CatalogueLine, held: PullRecord | None) -> PullRecord:
        """Pull a capture, unless the archive has its bytes: captures never change."""
        if held is not None:
            return replace(held, time=stamp_time(), status="unchanged")
        if line.sha256 and self.archive.has_sound(line.sha256):
            with self.archive.local_copy(line.sha256) as path, path.open("rb") as file:
                answer = Answer(200, line.url, {}, file, path.stat().st_size)
                return self._keep(line.url, answer, None)
        return self._keep(
            line.url, fetch_capture(self.requester, line.url, Budget(line.url, self._allow())), None
        )

    def _read_file(self, url: str, path: str, held: PullRecord | None) -> PullRecord:
        source = Path(url2pathname(path))
        limit = self.requester.settings.max_bytes
        try:
            handle = os.open(source, os.O_RDONLY | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise PullError("not_found", f"{show_address(url)} is not a file.")
                answer = Answer(200, url, {}, file, os.fstat(handle).st_size)
                if answer.size > limit:
                    raise PullError("too_large", f"{show_address(url)} is larger than {limit} bytes.")
                return replace(self._keep(url, answer, held), http_status=None)
        except OSError as error:
            code = "not_found" if isinstance(error, FileNotFoundError) else "forbidden"
            raise PullError(code, f"{show_address(url)} cannot be read ({error.strerror}).") from error

    def _replace_page(self, line: CatalogueLine, page: PullRecord, held: PullRecord | None) -> PullRecord:
        """Choose the copy for an address that answers with a page saying that nothing is there."""
        if held and held.status == "archived_copy":
            return replace(held, time=stamp_time(), http_status=page.http_status)
        if held and held.body == "pdf":
            return page
        self.archive.record(page)
        sentence = f"{show_address(page.url)} answers with a page that says the document is not there."
        return (
            self._pull_snapshot(line, PullError("soft_404", sentence, http_status=page.http_status)) or page
        )

    def _fall_back(self, line: CatalogueLine, error: PullError, held: PullRecord | None) -> PullRecord:
        url = mask_address(line.url)
        if error.code == "host_not_found" and self.network.is_down(split_address(url).hostname or ""):
            sentence = f"{show_address(url)} could not be asked: no host name can be looked up."
            error = PullError("offline", sentence)
        if not error.dead_link or (held and held.body == "pdf" and held.status != "archived_copy"):
            return record_failure(url, (error.reason,), error.http_status, held)
        if held and held.status == "archived_copy":
            return replace(held, time=stamp_time(), http_status=error.http_status)
        return self._pull_snapshot(line, error) or record_failure(
            url, (error.reason,), error.http_status, held
        )

    def _pull_snapshot(self, line: CatalogueLine, error: PullError) -> PullRecord | None:
        if has_secret(line.url):
            return None  # a token must not be sent to anybody but the server that issued it
        url = mask_address(line.url)
        try:
            snapshot = find_snapshot(self.requester, url, _wanted_moment(line))
            answer = fetch_snapshot(self.requester, snapshot) if snapshot else None
        except PullError as failure:
            log.info("The Internet Archive has no usable copy of %s: %s", show_address(url), failure)
            return None
        if snapshot is None or answer is None:
            return None
        kept = self._keep(answer.url, answer, None)
        if kept.body != "pdf":
            self.archive.record(replace(kept, purpose="snapshot"))
            return None
        moment = f" of {snapshot.moment[:8]}" if snapshot.moment else ""
        sentence = f"The Internet Archive's copy{moment} holds the place of {show_address(url)}."
        reasons = (error.reason, Reason("archived_copy", sentence))
        return replace(kept, url=url, status="archived_copy", http_status=error.http_status, reasons=reasons)

    def _is_old(self, held: PullRecord) -> bool:
        limit = timedelta(days=self.requester.settings.full_pull_days)
        return held.body_time is None or datetime.now(UTC) - datetime.fromisoformat(held.body_time) >= limit


def _explain_status(answer: Answer) -> tuple[Reason, ...]:
    """The reason ``sent_with_error`` when a document came with the status of an error."""
    if answer.status < 400:
        return ()
    sentence = f"{show_address(answer.url)} sends a PDF with status {answer.status}; it is kept and used."
    return (Reason("sent_with_error", sentence),)


def _ask_conditionally(held: PullRecord | None) -> Callable[[str], Headers]:
    return lambda url: _choose_conditions(held, url)


def _choose_conditions(held: PullRecord | None, url: str) -> Headers:
    """The conditional headers for the last copy, if it came from exactly this address."""
    if held is None or mask_address(url) != held.final_url:
        return {}
    headers = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    return {name: value for name, value in headers.items() if value and _is_harmless(value)}


def _is_harmless(validator: str) -> bool:
    """Whether a server's validator may be sent back to it unchanged."""
    return validator.isascii() and validator.isprintable() and len(validator) <= VALIDATOR_LIMIT


def _confirms(answer: Answer, held: PullRecord | None) -> bool:
    """Whether a 304 confirms the last copy: it was asked about, and no validator differs."""
    if held is None or not _choose_conditions(held, answer.url):
        return False
    etag = answer.headers.get("etag")
    if etag and held.etag and _bare(etag) != _bare(held.etag):
        return False
    modified = answer.headers.get("last-modified")
    return not (modified and held.last_modified and not etag and modified != held.last_modified)


def _bare(etag: str) -> str:
    return etag.strip().removeprefix("W/")


def _wanted_moment(line: CatalogueLine) -> str | None:
    """The date near which a copy is wanted: a report is published within about a year of the visit."""
    return f"{line.round + 1}0630" if line.round else None


def _read_filename(disposition: str) -> str | None:
    match = re.search(r"filename\*?=(?:[\w-]+'[\w-]*')?\"?([^\";]+)", disposition, re.IGNORECASE)
    if not match:
        return None
    name = re.split(r"[/\\]", unquote(match[1]))[-1]
    name = "".join(letter for letter in name if letter.isprintable()).strip(" .")
    return name[:FILENAME_LIMIT] or None
