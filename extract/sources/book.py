"""The book of the harvest: every address that may lead to reports, when it was asked, and the result.

Layout below the root::

    book.jsonl          one entry in each line, as of the last harvest that finished
    <time>-….jsonl      entries written since then; the last line of a killed harvest may be incomplete

An entry is written whenever it changes, so that a killed harvest loses only the request in progress. Later
lines replace earlier ones. The book may be deleted; then everything is asked again, but what was found stays
in ``found.csv`` and in the archive. Addresses are stored with their secrets, so only their owner can read the
files.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.sources.pages import make_key
from extract.sources.store import is_local, open_private, open_store, write_whole
from extract.sources.times import format_name

log = logging.getLogger("kommunkompassen.harvest")

FLUSH_EVERY = 200  # entries that are buffered at most before they are written to an object store

Came = Literal["page", "map", "document", "other", "dead", "forbidden", "failed"]
Kind = Literal["report", "look_alike", "unreadable"]


@dataclass(frozen=True)
class Lead:
    """An address that may lead to reports, on the live web or of a capture in a web archive.

    ``site`` is the domain to which it is counted. ``rank`` says how promising it is (see
    ``extract.sources.ranking``), ``depth`` how many links away from the site's first page. ``came`` is what
    the last request gave; ``speaks`` whether that page names the instrument. A capture has its time stamp
    (``captured``), the address that was captured (``original``) and, if the index has it, the digest of its
    bytes.
    """

    url: str
    site: str
    found_on: str
    words: str = ""
    rank: int = 4
    depth: int = 0
    first_seen: str = ""
    last_seen: str = ""
    asked: str | None = None
    came: Came | None = None
    code: str | None = None  # the rule code of the last failure
    speaks: bool = False
    sha256: str | None = None
    tries: int = 0
    ended: str | None = None  # the domain at which redirects ended, if it is another one
    captured: str | None = None  # YYYYMMDDhhmmss
    original: str | None = None
    digest: str | None = None
    kind: Literal["lead"] = "lead"

    @property
    def key(self) -> str:
        """The key of the entry; an address on the live web has one for all its spellings."""
        return f"lead {self.url if self.captured else make_key(self.url)}"


@dataclass(frozen=True)
class Query:
    """A question to the index of a web archive, about a domain or one address.

    ``resume`` marks where to go on when the answer was not read to its end; ``whole`` says that it was. For
    an address, ``site``, ``found_on``, ``words`` and ``rank`` are those of the lead from which it came.
    """

    index: str
    about: str
    site: str = ""
    found_on: str = ""
    words: str = ""
    rank: int = 1
    asked: str | None = None
    resume: str | None = None
    whole: bool = False
    lines: int = 0
    kind: Literal["query"] = "query"

    @property
    def key(self) -> str:
        """The key of the entry."""
        return f"query {self.index} {self.about}"


@dataclass(frozen=True)
class Listing:
    """The addresses of all indexes of an archive, as its list at the address ``index`` named them."""

    index: str
    asked: str
    addresses: tuple[str, ...] = ()
    kind: Literal["listing"] = "listing"

    @property
    def key(self) -> str:
        """The key of the entry."""
        return f"listing {self.index}"


@dataclass(frozen=True)
class Visit:
    """When a site was last asked, and whether all its leads were asked (``done``)."""

    site: str
    asked: str
    done: bool = False
    kind: Literal["visit"] = "visit"

    @property
    def key(self) -> str:
        """The key of the entry."""
        return f"visit {self.site}"


@dataclass(frozen=True)
class JudgedDocument:
    """What a document is, by which version of the readers.

    ``digest`` is the SHA-1 by which web archives know its bytes, ``code`` the first reason of its report.
    """

    sha256: str
    verdict: Kind
    readers: str
    digest: str = ""
    code: str = ""
    kind: Literal["verdict"] = "verdict"

    @property
    def key(self) -> str:
        """The key of the entry."""
        return f"verdict {self.sha256}"


Entry = Lead | Query | Listing | Visit | JudgedDocument
ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="kind")])


class Book:
    """The book at ``root``, a local directory or an object-store prefix. Thread-safe."""

    def __init__(self, root: UPath | Path | str) -> None:
        self.root = open_store(root)
        self._local = is_local(self.root)
        self._entries: dict[str, Entry] = {}
        self._run = f"{format_name(datetime.now(UTC))}-{os.getpid()}.jsonl"
        self._read: list[UPath] = []
        self._written: list[bytes] = []
        self._unwritten: list[bytes] = []
        self._lock = threading.RLock()
        for path in self._list_files():
            self._read.append(path)
            for entry in _read_entries(path):
                self._entries[entry.key] = entry

    def put(self, *entries: Entry) -> None:
        """Write entries, in this order."""
        with self._lock:
            for entry in entries:
                self._entries[entry.key] = entry
                self._unwritten.append(ENTRY.dump_json(entry, exclude_defaults=True)[:-1] + _name_kind(entry))
            if self._local or len(self._unwritten) >= FLUSH_EVERY:
                self.flush()

    def flush(self) -> None:
        """Write the buffered entries; an object in an object store is written whole each time."""
        with self._lock:
            if not self._unwritten:
                return
            path = self.root / self._run
            if self._local:
                target = Path(str(path))
                target.parent.mkdir(parents=True, exist_ok=True)
                with open(target, "ab", opener=open_private) as file:
                    file.write(b"".join(self._unwritten))
            else:
                path.write_bytes(b"".join(self._written + self._unwritten))
                self._written += self._unwritten
            self._unwritten = []

    def close(self) -> None:
        """Write the whole book to one file and remove the files from which it was read."""
        with self._lock:
            self.flush()
            content = b"".join(
                ENTRY.dump_json(entry, exclude_defaults=True)[:-1] + _name_kind(entry)
                for entry in self._entries.values()
            )
            write_whole(self.root / "book.jsonl", content, private=True)
            for path in [*self._read, self.root / self._run]:
                if path.name != "book.jsonl":
                    path.unlink(missing_ok=True)

    def find_lead(self, url: str, captured: str | None = None) -> Lead | None:
        """Find the lead of an address; for a capture ``captured`` is its time stamp."""
        entry = self._entries.get(f"lead {url if captured else make_key(url)}")
        return entry if isinstance(entry, Lead) else None

    def find_query(self, index: str, about: str) -> Query | None:
        """Find a question to an index."""
        entry = self._entries.get(f"query {index} {about}")
        return entry if isinstance(entry, Query) else None

    def find_listing(self, index: str) -> Listing | None:
        """Find the list of an archive's indexes."""
        entry = self._entries.get(f"listing {index}")
        return entry if isinstance(entry, Listing) else None

    def find_visit(self, site: str) -> Visit | None:
        """Find the last visit to a site."""
        entry = self._entries.get(f"visit {site}")
        return entry if isinstance(entry, Visit) else None

    def find_judged(self, sha256: str) -> JudgedDocument | None:
        """Find what a document was judged to be."""
        entry = self._entries.get(f"verdict {sha256}")
        return entry if isinstance(entry, JudgedDocument) else None

    def leads(self) -> list[Lead]:
        """List every lead, in the order in which they were found."""
        with self._lock:
            return [entry for entry in self._entries.values() if isinstance(entry, Lead)]

    def queries(self) -> list[Query]:
        """List every question."""
        return [entry for entry in self._entries.values() if isinstance(entry, Query)]

    def visits(self) -> list[Visit]:
        """List the last visit to each site."""
        return [entry for entry in self._entries.values() if isinstance(entry, Visit)]

    def add_lead(self, lead: Lead) -> Lead | None:
        """Write a lead that is new or more promising than before, and return it if it has to be asked.

        A lead that was asked already only gets the better rank, words and page; then, and for one that is not
        more promising, the result is ``None``.
        """
        with self._lock:
            known = self.find_lead(lead.url, lead.captured)
            if known is None:
                self.put(lead)
                return lead
            if known.rank <= lead.rank:
                return None
            better = replace(known, rank=lead.rank, words=lead.words or known.words, found_on=lead.found_on)
            self.put(better)
            return better if known.asked is None else None

    def _list_files(self) -> list[UPath]:
        if not self.root.exists():
            return []
        names = sorted(self.root.glob("*.jsonl"), key=lambda path: (path.name != "book.jsonl", path.name))
        return list(names)


def _name_kind(entry: Entry) -> bytes:
    """The end of an entry's line with its kind, which as a default value would be left out."""
    return f',"kind":"{entry.kind}"}}\n'.encode()


def _read_entries(path: UPath) -> Iterator[Entry]:
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            yield ENTRY.validate_json(line)
        except ValidationError:
            log.info("Line %d of %s cannot be read and is left out", number, path.name)


def list_documents(leads: Iterable[Lead]) -> dict[str, list[Lead]]:
    """List the leads from which each document came, by the document's sha256."""
    found: dict[str, list[Lead]] = {}
    for lead in leads:
        if lead.sha256 and lead.came in ("document", "page", "dead"):
            found.setdefault(lead.sha256, []).append(lead)
    return found
