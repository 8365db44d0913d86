"""The state of every address by the archive's records: the documents that came from it, and its last answer.

A document is identified by its hash; an address is only a place where it was seen. A web page that comes in
place of a document may be slightly different each time, so only the first one of each address and kind of
page counts as a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.records import CatalogueLine, Origin, Reason
from extract.sniff import explain_body
from extract.sources.archive import Archive
from extract.sources.masking import mask_address
from extract.sources.originals import find_original
from extract.sources.pull.record import PullRecord
from extract.sources.pull.result import find_source

PDF_BODIES = ("pdf", "truncated")
NOT_ASKED = "offline"  # the reason of a record that was made without a network

Status = Literal["available", "archived_copy", "unavailable"]


@dataclass(frozen=True)
class Copy:
    """A document that came from one address. Times are ISO, UTC.

    ``reasons`` are problems of the bytes themselves: a web page in place of a PDF, or a missing end.
    ``pulled_from`` is where the bytes came from, if not from the address itself.
    """

    sha256: str
    first_seen: str
    last_seen: str
    is_pdf: bool = True
    pulled_from: str | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Address:
    """An address with every document that came from it, and the result of asking it last.

    ``line`` is its catalogue line; for an address that is not ``listed`` any more it is made from the
    records. ``serving`` is the sha256 of the document that it gave last; ``status`` is ``archived_copy`` when
    that was the Internet Archive's copy. ``http_status`` is that of a failure. ``not_asked`` says that it
    could not be asked since then, because there was no network.
    """

    line: CatalogueLine
    listed: bool = True
    copies: tuple[Copy, ...] = ()
    status: Status = "unavailable"
    serving: str | None = None
    http_status: int | None = None
    reasons: tuple[Reason, ...] = ()
    not_asked: bool = False

    @property
    def url(self) -> str:
        """The address, with its secrets masked."""
        return self.line.url

    @property
    def last_success(self) -> str | None:
        """When a PDF last came from the address; if none ever did, when anything came."""
        seen = [copy.last_seen for copy in self.copies if copy.is_pdf]
        return max(seen or [copy.last_seen for copy in self.copies], default=None)


@dataclass(frozen=True, order=True)
class PageSighting:
    """One version of a web page at one address.

    ``captured`` is the ISO day (UTC) on which it was first seen. For a capture in a web archive it is the day
    of the capture, and ``url`` is the address that was captured.
    """

    url: str
    sha256: str
    captured: str
    origin: Origin = "published"


@dataclass
class _Entry:
    origin: Origin = "published"
    last: PullRecord | None = None
    not_asked: PullRecord | None = None
    seen: dict[str, dict[str, Copy]] = field(default_factory=dict)  # by what counts as one document


class Ledger:
    """The records of pulls, by address. The order in which they are added does not matter."""

    def __init__(self, records: Iterable[PullRecord] = ()) -> None:
        self._entries: dict[str, _Entry] = {}
        self._pages: dict[tuple[str, str], PageSighting] = {}
        for record in records:
            self.add(record)

    def add(self, record: PullRecord) -> None:
        """Add a record of a document or a web page."""
        if record.body == "html" and record.sha256:
            self._add_page(record, record.sha256)
        if record.purpose != "document":
            return
        entry = self._entries.setdefault(record.url, _Entry())
        if any(reason.code == NOT_ASKED for reason in record.reasons):
            entry.not_asked = _choose_later(entry.not_asked, record)
            return
        entry.last = _choose_later(entry.last, record)
        entry.origin = entry.last.origin
        if record.sha256:
            group = record.sha256 if _is_pdf(record) else str(record.body)
            copies = entry.seen.setdefault(group, {})
            copy = _make_copy(record)
            copies[record.sha256] = _join(copies[record.sha256], copy) if record.sha256 in copies else copy

    def _add_page(self, record: PullRecord, sha256: str) -> None:
        url, captured = find_original(record.url) or (record.url, record.time[:10])
        page = PageSighting(url, sha256, captured, record.origin)
        known = self._pages.get((url, sha256))
        self._pages[url, sha256] = min(known, page, key=lambda each: each.captured) if known else page

    def list_pages(self) -> list[PageSighting]:
        """List every version of every archived web page, sorted by address."""
        return sorted(self._pages.values())

    def list_addresses(self, lines: Sequence[CatalogueLine]) -> list[Address]:
        """List every address that ``lines`` list or from which anything ever came, sorted by address."""
        listed = {mask_address(line.url): _strip(line) for line in lines}
        addresses = [self._describe(url, line) for url, line in listed.items()]
        others = (url for url, entry in self._entries.items() if url not in listed and entry.seen)
        addresses += [self._describe(url, None) for url in others]
        return sorted(addresses, key=lambda address: address.url)

    def _describe(self, url: str, line: CatalogueLine | None) -> Address:
        entry = self._entries.get(url, _Entry())
        told = line or CatalogueLine(url, origin=entry.origin)
        last = entry.last or entry.not_asked
        if last is None:
            reason = Reason("never_pulled", f"{url} has never been pulled.")
            return Address(told, listed=line is not None, reasons=(reason,))
        documents = {group: _choose_document(copies.values()) for group, copies in entry.seen.items()}
        serving = last.sha256 and documents[last.sha256 if _is_pdf(last) else str(last.body)].sha256
        failed = not serving or last.status == "archived_copy"
        return Address(
            told,
            listed=line is not None,
            copies=tuple(sorted(documents.values(), key=lambda copy: (copy.last_seen, copy.sha256))),
            status=_judge_status(last),
            serving=serving,
            http_status=last.http_status if failed else None,
            reasons=last.reasons,
            not_asked=entry.not_asked is not None and entry.not_asked.time >= last.time,
        )


def read_ledger(archive: Archive) -> Ledger:
    """Read the ledger of all records of the archive."""
    return Ledger(archive.iterate_pulls())


def list_hashes(addresses: Iterable[Address], pages: Iterable[PageSighting] = ()) -> list[str]:
    """List the sha256 of all documents that ever came from the addresses, and of the pages, sorted."""
    documents = {copy.sha256 for address in addresses for copy in address.copies}
    return sorted(documents | {page.sha256 for page in pages})


def _is_pdf(record: PullRecord) -> bool:
    return record.body is None or record.body in PDF_BODIES


def _make_copy(record: PullRecord) -> Copy:
    assert record.sha256 is not None
    # The Internet Archive's copy is not requested every night, so it was last seen when it was fetched.
    seen = (record.last_success if record.status == "archived_copy" else None) or record.time
    reasons = explain_body(record.body) if record.body else ()
    return Copy(record.sha256, seen, seen, _is_pdf(record), find_source(record, record.url), reasons)


def _join(one: Copy, other: Copy) -> Copy:
    later = max(one, other, key=lambda copy: (copy.last_seen, copy.pulled_from or ""))
    return replace(later, first_seen=min(one.first_seen, other.first_seen))


def _choose_document(copies: Iterable[Copy]) -> Copy:
    """The first of several copies, with the last sight of any of them."""
    copies = sorted(copies, key=lambda copy: (copy.first_seen, copy.sha256))
    return replace(copies[0], last_seen=max(copy.last_seen for copy in copies))


def _choose_later(one: PullRecord | None, other: PullRecord) -> PullRecord:
    if one is None or other.time != one.time:
        return other if one is None or other.time > one.time else one
    return max(one, other, key=repr)


def _judge_status(last: PullRecord) -> Status:
    if last.status in ("archived_copy", "unavailable"):
        return last.status
    return "available"


def _strip(line: CatalogueLine) -> CatalogueLine:
    """The line with the secrets of its addresses masked."""
    page = mask_address(line.landing_page) if line.landing_page else None
    return replace(line, url=mask_address(line.url), landing_page=page)
