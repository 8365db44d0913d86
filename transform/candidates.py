"""The documents that a release is made of, each with the addresses from which it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.municipalities import MUNICIPALITIES
from extract.records import CatalogueLine, DocumentReport, Identity, Origin, Reason
from extract.sources.ledger import Address, Copy
from extract.sources.sites import name_domain

WEB_ARCHIVE = "web.archive.org"


@dataclass(frozen=True)
class Place:
    """A document at one address.

    ``earlier`` and ``later`` have the sha256 of each document that came from the address before and after it.
    ``contradictions`` are reasons why the catalogue's hints do not fit the document.
    """

    address: Address
    copy: Copy
    later: tuple[str, ...] = ()
    contradictions: tuple[Reason, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A document with what was read from it and its addresses; the first one leads."""

    report: DocumentReport
    places: tuple[Place, ...]

    @property
    def sha256(self) -> str:
        """The document's sha256."""
        return self.report.sha256

    @property
    def line(self) -> CatalogueLine:
        """The catalogue line of the leading address."""
        return self.places[0].address.line

    @property
    def source_url(self) -> str:
        """The leading address."""
        return self.line.url

    @property
    def origin(self) -> Origin:
        """``facsimile`` when any of its addresses is one of test material, otherwise ``published``."""
        facsimile = any(place.address.line.origin == "facsimile" for place in self.places)
        return "facsimile" if facsimile else "published"

    @property
    def contradictions(self) -> tuple[Reason, ...]:
        """The contradicting hints of all addresses; none when the hints of a single address fit."""
        if not all(place.contradictions for place in self.places):
            return ()
        return tuple(reason for place in self.places for reason in place.contradictions)

    def follows(self, sha256: str) -> bool:
        """Whether an address that had that document brought this one after it."""
        return any(sha256 in place.earlier for place in self.places)

    def is_followed(self, others: Iterable[str]) -> bool:
        """Whether one of ``others`` (sha256) came after the document from every address that had it."""
        wanted = set(others) - {self.sha256}
        return all(wanted.intersection(place.later) for place in self.places)


def list_candidates(addresses: Iterable[Address], reports: Mapping[str, DocumentReport]) -> list[Candidate]:
    """List every document that ever came from an address, sorted by sha256; ``reports`` are by sha256.

    The leading address does not depend on when an address was added or whether it still answers: listed ones
    go before others, publishers before web archives, and then they are in alphabetical order. When no address
    on the live web has the document any more, a capture in a web archive leads.
    """
    places: dict[str, list[Place]] = {}
    for address in addresses:
        contradictions = _contradict(address, reports)
        for number, copy in enumerate(address.copies, start=1):
            hashes = tuple(each.sha256 for each in address.copies)
            told = contradictions.get(copy.sha256, ())
            place = Place(address, copy, hashes[number:], told, hashes[: number - 1])
            places.setdefault(copy.sha256, []).append(place)
    return [Candidate(reports[sha256], tuple(_order_places(places[sha256]))) for sha256 in sorted(places)]


def _order_places(places: list[Place]) -> list[Place]:
    """The places of a document, the leading one first."""
    ordered = sorted(places, key=_rank_place)
    live = [place for place in ordered if not place.address.line.captured]
    if any(place.address.status != "unavailable" for place in live):
        return ordered
    return [*(place for place in ordered if place.address.line.captured), *live]


def is_capture(line: CatalogueLine) -> bool:
    """Whether an address is a capture in a web archive."""
    return line.captured is not None or name_domain(line.url) == WEB_ARCHIVE


def _rank_place(place: Place) -> tuple[bool, bool, str]:
    address = place.address
    return not address.listed, is_capture(address.line), address.url


def _contradict(address: Address, reports: Mapping[str, DocumentReport]) -> dict[str, tuple[Reason, ...]]:
    """The contradicting hints of an address, by document.

    Hints apply to the documents since the earliest one that fits them. What the address had before that was
    another document, about which they say nothing.
    """
    told: dict[str, tuple[Reason, ...]] = {}
    for copy in reversed(address.copies):
        identity = reports[copy.sha256].identity
        told[copy.sha256] = check_hints(address.line, identity)
        if not told[copy.sha256] and _confirms(address.line, identity):
            break
    return told


def _confirms(line: CatalogueLine, identity: Identity) -> bool:
    hinted = line.municipality_code is not None or line.round is not None
    known = line.municipality_code is None or identity.municipality_code is not None
    return hinted and known and (line.round is None or identity.round is not None)


def check_hints(line: CatalogueLine, identity: Identity) -> tuple[Reason, ...]:
    """Give a reason ``hint_contradicts`` for each hint of the catalogue line that the document contradicts.

    A hint neither contradicts nor settles what the document itself leaves open.
    """
    reasons: list[Reason] = []
    hint, read = line.municipality_code, identity.municipality_code
    if hint and read and not is_same_municipality(hint, read):
        hinted = MUNICIPALITIES[hint].name if hint in MUNICIPALITIES else "no known municipality"
        reasons.append(
            Reason(
                "hint_contradicts",
                f"The catalogue says municipality {hint} ({hinted}) for {line.url}, but the document is "
                f"about {identity.municipality} ({read}). Correct the line, or find the report it meant.",
            )
        )
    if line.round is not None and identity.round is not None and line.round != identity.round:
        reasons.append(
            Reason(
                "hint_contradicts",
                f"The catalogue says round {line.round} for {line.url}, but the document itself says "
                f"{identity.round}. Correct the line, or find the report it meant.",
            )
        )
    return tuple(reasons)


def is_same_municipality(code: str, other: str) -> bool:
    """Whether two codes are those of one municipality; Norwegian codes have changed with reforms."""
    if code == other:
        return True
    one, two = MUNICIPALITIES.get(code), MUNICIPALITIES.get(other)
    if one is None or two is None or one.country != two.country or one.name != two.name:
        return False
    overlap_from = max(one.valid_from or 0, two.valid_from or 0)
    overlap_to = min(one.valid_to or 9999, two.valid_to or 9999)
    return overlap_from > overlap_to
