"""Reading the documents that a harvest pulled, and writing the addresses of the reports among them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from upath import UPath

from extract.records import DocumentReport, Outcome
from extract.sources.asking import promises_document
from extract.sources.book import Book, JudgedDocument, Kind, Lead, list_documents
from extract.sources.found import NAME, Found, format_found, parse_found
from extract.sources.masking import mask_address
from extract.sources.pages import make_key
from extract.sources.ranking import BESIDE, HINTS
from extract.sources.speaking import address_speaks, speaks_of_it
from extract.sources.store import write_whole
from extract.version import READER_VERSION
from flows.reading.runners import ReaderSettings, open_cache, read_documents

log = logging.getLogger("kommunkompassen.harvest")

BATCH = 200


@dataclass(frozen=True)
class Judged:
    """How many documents were read, and the leading addresses of those newly found to be reports."""

    read: int
    new: list[str]


def judge_documents(book: Book, reader_settings: ReaderSettings) -> Judged:
    """Read every document that has no verdict yet, and note in ``book`` whether it is a report.

    A document that is no report but whose address or words suggest one is judged again when the readers have
    changed; any other keeps its verdict.
    """
    documents = list_documents(book.leads())
    waiting = [sha256 for sha256, leads in documents.items() if _is_unjudged(book, sha256, leads)]
    cache = open_cache(reader_settings)
    new: list[str] = []
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        read_documents(batch, reader_settings)
        for sha256 in batch:
            report = cache.get(sha256)
            if report is None:
                continue
            leads = documents[sha256]
            before = book.find_judged(sha256)
            kind = judge_kind(report, leads)
            code = report.reasons[0].code if report.reasons else ""
            digest = next((lead.digest for lead in leads if lead.digest), None) or ""
            book.put(JudgedDocument(sha256, kind, READER_VERSION, digest, code))
            if kind == "report" and (before is None or before.verdict != "report"):
                new.append(mask_address(choose_leading(leads).url))
    return Judged(len(waiting), new)


def _is_unjudged(book: Book, sha256: str, leads: list[Lead]) -> bool:
    judged = book.find_judged(sha256)
    if judged is None:
        return True
    return judged.readers != READER_VERSION and any(lead.rank <= HINTS for lead in leads)


def judge_kind(report: DocumentReport, leads: list[Lead]) -> Kind:
    """Decide what a document is for the harvest.

    A document whose scores are published or held back is a report. A scan that was not read, because OCR is
    not installed, counts as a report only when its address or words suggest one.
    """
    if report.outcome == Outcome.ACCEPTED:
        return "report"
    if report.outcome == Outcome.QUARANTINED:
        is_known = report.identity.edition is not None or report.identity.municipality_code is not None
        return "report" if is_known or any(lead.rank <= BESIDE for lead in leads) else "look_alike"
    if report.told:
        return "report"  # a web page that tells scores is pulled like a report
    return "unreadable" if report.outcome == Outcome.UNREADABLE else "look_alike"


def write_found(book: Book, data: UPath) -> int:
    """Write ``sources/found.csv``; returns how many documents its addresses lead to.

    A line about which the book knows nothing is kept: the book may have been deleted.
    """
    path = data / "sources" / NAME
    before = parse_found(path.read_text(encoding="utf-8"), str(path)) if path.exists() else []
    documents = list_documents(book.leads())
    found = {entry.url: entry for entry in before if not _is_known_otherwise(book, entry)}
    for entry in list_found(book, documents):
        known = found.get(entry.url)
        found[entry.url] = entry if known is None else _join(known, entry)
    text = format_found(found.values())
    if found and (not path.exists() or path.read_text(encoding="utf-8") != text):
        write_whole(path, text.encode(), private=True)
    return len({entry.sha256 for entry in found.values() if entry.sha256})


def _is_known_otherwise(book: Book, entry: Found) -> bool:
    judged = book.find_judged(entry.sha256) if entry.sha256 else None
    return judged is not None and judged.verdict == "look_alike"


def _join(known: Found, entry: Found) -> Found:
    first = min(filter(None, (known.first_seen, entry.first_seen)), default="")
    return Found(
        entry.url, entry.found_on, entry.link_words, first, entry.last_seen, entry.sha256, entry.captured
    )


def list_found(book: Book, documents: dict[str, list[Lead]]) -> Iterable[Found]:
    """Yield the addresses of reports: all on the live web, and of each archived address the first capture."""
    readable = _list_readable(book, documents)
    for sha256, leads in documents.items():
        judged = book.find_judged(sha256)
        if judged is None or judged.verdict == "look_alike":
            continue
        if judged.verdict == "unreadable":
            leads = [lead for lead in leads if _is_worth_showing(lead) and _name(lead) not in readable]
        seen: set[str] = set()
        for lead in sorted(leads, key=lambda lead: (lead.captured or "", lead.url)):
            if lead.captured:
                if _name(lead) in seen:
                    continue
                seen.add(_name(lead))
            yield Found(
                url=lead.url,
                found_on=lead.found_on,
                link_words=lead.words,
                first_seen=lead.first_seen,
                last_seen=lead.last_seen,
                sha256=sha256,
                captured=lead.captured or "",
            )


def _list_readable(book: Book, documents: dict[str, list[Lead]]) -> set[str]:
    """The addresses from which a report came at some time: damaged captures of these are not needed."""
    return {
        _name(lead)
        for sha256, leads in documents.items()
        if (judged := book.find_judged(sha256)) and judged.verdict == "report"
        for lead in leads
    }


def _is_worth_showing(lead: Lead) -> bool:
    """Whether an unreadable document was likely a report, by its address, its link or the page with it."""
    if lead.came == "document":
        return lead.rank <= BESIDE
    speaks = address_speaks(lead.original or lead.url) or speaks_of_it(lead.words)
    return speaks and promises_document(lead)


def _name(lead: Lead) -> str:
    return make_key(lead.original or lead.url)


def choose_leading(leads: list[Lead]) -> Lead:
    """Choose the lead whose address stands for the document: one on the live web before a capture."""
    return min(leads, key=lambda lead: (lead.captured is not None, lead.captured or "", lead.url))
