"""What a release holds back: the documents, found by name, with their readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from expectations.rules import FINDING_RULES, PULL_RULES, RULES
from extract.records import Outcome
from extract.sources.archive import Archive
from extract.sources.store import open_store
from flows.declarations.errors import ReviewError
from flows.settings import Settings
from warehouse.read import find_latest, read_release

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

SHORTEST_HASH = 4


@dataclass(frozen=True)
class HeldDocument:
    """A document of the latest release.

    ``since`` is when its bytes first came, as ISO text, if known. ``addresses`` are all that ever brought it.
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
        """The code that says most: the first about the document itself, not about its address."""
        about = [code for code in self.codes if code not in PULL_RULES and code not in FINDING_RULES]
        return next(iter([*about, *self.codes]), "no_reason")

    @property
    def title(self) -> str:
        """Municipality and round, as far as they are known."""
        return " ".join(str(part) for part in (self.municipality, self.round) if part) or "?"


@dataclass(frozen=True)
class Review:
    """The latest release as the review sees it."""

    release: str
    documents: tuple[HeldDocument, ...]
    evidence: pd.DataFrame
    archive: Archive


def open_review(settings: Settings) -> Review:
    """Read the latest release below the data directory. Raises ``ReviewError`` when there is none."""
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


def list_rows(frame: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """The rows with ``None`` for whatever is missing."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]


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
    """The held documents by the code that says most, newest first; the newest group first."""
    groups: dict[str, list[HeldDocument]] = {}
    wanted = set(outcomes)
    held = [document for document in review.documents if document.outcome in wanted]
    for document in sorted(held, key=lambda each: (each.since, each.source_url), reverse=True):
        groups.setdefault(document.main_code, []).append(document)
    return groups


def explain_code(code: str) -> tuple[str, str]:
    """A rule's sentence and what would settle it; empty for a code that no rule declares."""
    rule = RULES.get(code)
    return (rule.sentence, rule.remedy) if rule else ("", "")


def find_document(review: Review, name: str) -> HeldDocument:
    """The one document that ``name`` means: the start of its sha256, address, file name, or who and when.

    Raises ``ReviewError`` when there is none, or more than one document.
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
            if name in {_name_file(url) for url in document.addresses}
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


def _name_file(url: str) -> str:
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1])
