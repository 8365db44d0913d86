"""The documents of the latest release as the review lists and finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations.rules import FINDING_RULES, PULL_RULES, RULES
from extract.progress import name_file
from extract.records import Outcome
from extract.sources.archive import Archive
from extract.sources.store import open_store
from flows.declarations.errors import ReviewError
from flows.settings import Settings
from warehouse.frames import list_rows
from warehouse.read import find_latest, read_release

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

SHORTEST_HASH = 4


@dataclass(frozen=True)
class HeldDocument:
    """A document of the latest release.

    ``since`` is the ISO time at which its bytes first came; empty when that is not known. ``addresses`` are
    all from which they ever came.
    """

    sha256: str | None
    source_url: str
    outcome: str
    reasons: tuple[tuple[str, str], ...]  # code and sentence
    municipality: str | None
    round: int | None
    edition: int | None
    origin: str
    pages: int | None
    note: str | None
    since: str = ""
    addresses: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its reasons."""
        return tuple(code for code, _ in self.reasons)

    @property
    def main_code(self) -> str:
        """The first code that is about the document itself and not about its address."""
        about = [code for code in self.codes if code not in PULL_RULES and code not in FINDING_RULES]
        return next(iter([*about, *self.codes]), "no_reason")

    @property
    def title(self) -> str:
        """Municipality and round as far as they are known, or ``?``."""
        return " ".join(str(part) for part in (self.municipality, self.round) if part) or "?"


@dataclass(frozen=True)
class Review:
    """The parts of the latest release that the review needs."""

    release: str
    documents: tuple[HeldDocument, ...]
    evidence: pd.DataFrame
    archive: Archive


def open_review(settings: Settings) -> Review:
    """Read the latest release in the data directory. Raises ``ReviewError`` when there is none."""
    data = open_store(settings.data)
    latest = find_latest(data / "warehouse")
    if latest is None:
        raise ReviewError(f"No release has been published in {settings.data} yet; run ingest first.")
    tables = read_release(latest)
    archive = Archive(data / "archive")
    first: dict[str, str] = {}
    for record in archive.iterate_pulls():
        if record.sha256:
            first[record.sha256] = min(record.time, first.get(record.sha256, record.time))
    places: dict[str, list[str]] = {}
    for place in list_rows(tables["document_addresses"]):
        if place["document_sha256"]:
            places.setdefault(place["document_sha256"], []).append(place["source_url"])
    documents = tuple(_make_document(row, first, places) for row in list_rows(tables["documents"]))
    return Review(latest.name, documents, tables["evidence"], archive)


def _make_document(row: dict[str, Any], first: dict[str, str], places: dict[str, list[str]]) -> HeldDocument:
    return HeldDocument(
        sha256=row["sha256"],
        source_url=row["source_url"],
        outcome=row["outcome"],
        reasons=tuple(zip(row["reasons"], row["explanations"], strict=True)),
        municipality=row["municipality"],
        round=None if row["round"] is None else int(row["round"]),
        edition=None if row["edition"] is None else int(row["edition"]),
        origin=row["origin"],
        pages=None if row["pages"] is None else int(row["pages"]),
        note=row["note"],
        since=first.get(row["sha256"] or "", ""),
        addresses=tuple(places.get(row["sha256"] or "", [row["source_url"]])),
    )


def group_held(
    review: Review, outcomes: Iterable[str] = (Outcome.QUARANTINED.value,)
) -> dict[str, list[HeldDocument]]:
    """Group the documents with these outcomes by their main code, newest first, newest group first."""
    groups: dict[str, list[HeldDocument]] = {}
    wanted = set(outcomes)
    held = [document for document in review.documents if document.outcome in wanted]
    for document in sorted(held, key=lambda each: (each.since, each.source_url), reverse=True):
        groups.setdefault(document.main_code, []).append(document)
    return groups


def explain_code(code: str) -> tuple[str, str]:
    """A rule's sentence and its remedy; two empty texts for a code that no rule declares."""
    rule = RULES.get(code)
    return (rule.sentence, rule.remedy) if rule else ("", "")


def find_document(review: Review, name: str) -> HeldDocument:
    """Find the document called ``name``: an address, the start of its sha256, a file name, or its title.

    Raises ``ReviewError`` when there is no such document or more than one.
    """
    found = [document for document in review.documents if name in document.addresses]
    if not found and len(name) >= SHORTEST_HASH:
        found = [
            document for document in review.documents if (document.sha256 or "").startswith(name.lower())
        ]
    if not found:
        found = [
            document
            for document in review.documents
            if name in {name_file(url) for url in document.addresses}
        ]
    if not found:
        found = [document for document in review.documents if document.title.lower() == name.lower()]
    if not found:
        raise ReviewError(
            f"No document of release {review.release} is called {name}; give the start of its sha256, "
            "its address, its file name, or municipality and year, as review list shows them."
        )
    if len(found) > 1:
        named = ", ".join(f"{(document.sha256 or '')[:12]} {document.source_url}" for document in found)
        raise ReviewError(f"{name} may mean {len(found)} documents ({named}); give more of the sha256.")
    return found[0]
