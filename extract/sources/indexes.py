"""Indexes of web archives (CDX): writing questions about captures, and reading the answers.

There are three dialects: the Internet Archive's CDX server (``wayback``), pywb's, and Common Crawl's, which
is pywb's with a list of indexes and with WARC files.

``cdx_toolkit`` is a client for all of them but is not used: it sends requests by itself, past the checks of
addresses, proxies and certificates that every request here goes through; it retries without limit and ignores
Retry-After; and it supports neither resume keys nor budgets. ``warcio`` reads the records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote_plus, urlencode, urljoin

from extract.sources.addresses import (
    WEB_SCHEMES,
    RefusedAddressError,
    name_origin,
    show_address,
    split_address,
)
from extract.sources.pull.failure import PullError
from extract.sources.pull.parse import parse_json, split_lines
from extract.sources.speaking import INDEX_PATTERN

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
NAMES = {"url": "original", "mime": "mimetype", "status": "statuscode"}
LINES = 1000  # captures in one part of an answer
TIMESTAMP = re.compile(r"\d{14}")

Dialect = Literal["wayback", "pywb", "commoncrawl"]


@dataclass(frozen=True)
class ArchiveIndex:
    """A web archive that the operator named.

    ``index`` is the address of its CDX server, or for Common Crawl of its list of indexes. ``replay`` is the
    address of a capture's original bytes, with ``{timestamp}`` and ``{url}`` in it; ``data`` is the address
    to which Common Crawl's file names are relative.
    """

    dialect: Dialect
    index: str
    replay: str | None = None
    data: str | None = None

    @property
    def origins(self) -> tuple[str, ...]:
        """Scheme, host and port of each of its addresses."""
        addresses = [self.index, *(each for each in (self.replay, self.data) if each)]
        return tuple(dict.fromkeys(name_origin(re.sub(r"[{}]", "", address)) for address in addresses))


PUBLIC_INDEXES = (
    ArchiveIndex(
        "wayback",
        "https://web.archive.org/cdx/search/cdx",
        replay="https://web.archive.org/web/{timestamp}id_/{url}",
    ),
    ArchiveIndex(
        "commoncrawl",
        "https://index.commoncrawl.org/collinfo.json",
        data="https://data.commoncrawl.org/",
    ),
)


@dataclass(frozen=True)
class Capture:
    """One line of an index: an address (``original``) that was captured at a time (``YYYYMMDDhhmmss``).

    ``location`` is file name, offset and length of its WARC record.
    """

    original: str
    timestamp: str
    mimetype: str = ""
    status: str = ""
    digest: str = ""
    urlkey: str = ""
    location: tuple[str, int, int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it may have content: a success, or a revisit record of one."""
        return self.status in ("200", "-", "") and TIMESTAMP.fullmatch(self.timestamp) is not None

    @property
    def is_page(self) -> bool:
        """Whether the archive calls it a web page."""
        return "html" in self.mimetype


@dataclass(frozen=True)
class Answered:
    """A part of an index's answer: its captures, and the key with which to ask for the next part."""

    captures: tuple[Capture, ...]
    resume: str | None = None


def ask_about_domain(archive: ArchiveIndex, about: str, *, resume: str | None = None) -> str:
    """Write the address that asks for the captures of a domain whose addresses name the instrument."""
    if archive.dialect == "wayback":
        return _write_question(
            archive.index,
            [
                ("url", about),
                ("matchType", "domain"),
                ("filter", f"urlkey:.*{INDEX_PATTERN}.*"),
                *_ask_wayback(resume),
            ],
        )
    asked = [("url", f"*.{about}"), ("filter", f"~urlkey:.*{INDEX_PATTERN}"), ("output", "json")]
    return _write_question(archive.index, [*asked, *_ask_page(archive, resume)])


def ask_about_address(
    archive: ArchiveIndex, about: str, *, yearly: bool = False, resume: str | None = None
) -> str:
    """Write the address that asks for the captures of one address; with ``yearly`` one for each year."""
    if archive.dialect == "wayback":
        more = [("collapse", "timestamp:4"), ("filter", "statuscode:200")] if yearly else []
        return _write_question(archive.index, [("url", about), *more, *_ask_wayback(resume)])
    return _write_question(archive.index, [("url", about), ("output", "json"), *_ask_page(archive, resume)])


def _ask_page(archive: ArchiveIndex, page: str | None) -> list[tuple[str, str]]:
    return [("page", page or "0")] if _has_pages(archive) else []


def _ask_wayback(resume: str | None) -> list[tuple[str, str]]:
    asked = [("output", "json"), ("fl", ",".join(FIELDS)), ("limit", str(LINES)), ("showResumeKey", "true")]
    return [*asked, *([("resumeKey", resume)] if resume else [])]


def _has_pages(archive: ArchiveIndex) -> bool:
    return archive.dialect == "commoncrawl"


def _write_question(base: str, asked: Sequence[tuple[str, str]]) -> str:
    return f"{base}{'&' if '?' in base else '?'}{urlencode(asked)}"


def read_answer(archive: ArchiveIndex, content: bytes, url: str, page: str | None = None) -> Answered:
    """Read the captures in an index's answer to ``url``.

    Raises ``PullError`` (``protocol_error``) for an answer that is a web page or that is cut off; nothing of
    it is used.
    """
    if archive.dialect == "wayback":
        return _read_arrays(content, url)
    captures = tuple(_read_lines(content, url))
    whole = tuple(filter(_is_of_the_web, captures))
    return Answered(whole, str(int(page or "0") + 1) if _has_pages(archive) and captures else None)


def _read_arrays(content: bytes, url: str) -> Answered:
    if not content.strip():
        return Answered(())
    rows = parse_json(content, url)
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        raise _refuse(url)
    resume = None
    if len(rows) >= 2 and rows[-2] == [] and len(rows[-1]) == 1:
        resume = unquote_plus(rows[-1][0])
        rows = rows[:-2]
    if not rows:
        return Answered(())
    header, *lines = rows
    if "timestamp" not in header or "original" not in header:
        raise _refuse(url)
    captures = (_make_capture(dict(zip(header, line, strict=False)), url) for line in lines if line)
    return Answered(tuple(filter(_is_of_the_web, captures)), resume)


def _is_of_the_web(capture: Capture) -> bool:
    """Whether a captured address is a valid web address; indexes contain others too."""
    try:
        return split_address(capture.original).scheme in WEB_SCHEMES
    except RefusedAddressError:
        return False


def _is_row(row: Any) -> bool:
    return isinstance(row, list) and all(isinstance(cell, str) for cell in row)


def _read_lines(content: bytes, url: str) -> Iterator[Capture]:
    for line in split_lines(content, url):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _refuse(url) from error
        if not isinstance(record, dict):
            raise _refuse(url)
        if "message" in record or "error" in record:
            return
        yield _make_capture({NAMES.get(str(name), str(name)): value for name, value in record.items()}, url)


def _make_capture(record: dict[str, Any], url: str) -> Capture:
    record = {name: _make_whole(value) for name, value in record.items()}
    try:
        location = None
        if record.get("filename") and record.get("offset") is not None and record.get("length") is not None:
            location = (str(record["filename"]), int(record["offset"]), int(record["length"]))
        return Capture(
            original=str(record["original"]),
            timestamp=str(record["timestamp"]),
            mimetype=str(record.get("mimetype") or ""),
            status=str(record.get("statuscode") or ""),
            digest=str(record.get("digest") or "").removeprefix("sha1:"),
            urlkey=str(record.get("urlkey") or ""),
            location=location,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _refuse(url) from error


def _make_whole(value: Any) -> Any:
    """Replace lone surrogates in a text, which JSON may contain but UTF-8 cannot encode."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def read_collections(content: bytes, url: str) -> list[str]:
    """Read the addresses of Common Crawl's indexes, newest first; one for each year, as crawls overlap.

    Raises ``PullError`` (``protocol_error``).
    """
    listed = parse_json(content, url)
    if not isinstance(listed, list):
        raise _refuse(url)
    chosen: dict[str, str] = {}
    for each in listed:
        address = each.get("cdx-api") if isinstance(each, dict) else None
        if not isinstance(address, str):
            raise _refuse(url)
        year = re.search(r"(?:19|20)\d\d", str(each.get("id", "")))
        chosen.setdefault(year[0] if year else address, urljoin(url, address))
    return list(chosen.values())


def choose_captures(captures: Sequence[Capture], most: int) -> list[Capture]:
    """Choose at most ``most`` captures: the latest of each content, spread evenly over time."""
    by_content: dict[str, Capture] = {}
    for capture in sorted(captures, key=lambda each: each.timestamp):
        if not capture.is_whole:
            continue
        content = capture.digest or capture.timestamp
        known = by_content.get(content)
        if known is None or known.mimetype == "warc/revisit" or capture.mimetype != "warc/revisit":
            by_content[content] = capture
    chosen = sorted(by_content.values(), key=lambda each: each.timestamp)
    if len(chosen) <= most:
        return chosen
    step = (len(chosen) - 1) / max(most - 1, 1)
    return [chosen[round(number * step)] for number in range(most)]


def _refuse(url: str) -> PullError:
    return PullError(
        "protocol_error",
        f"The index at {show_address(name_origin(url))} did not answer as an index does, or not whole.",
    )
