"""The records that the parts of the pipeline pass to each other.

They are frozen pydantic dataclasses, so that ``pydantic.TypeAdapter`` can write them to JSON and read them
back with all types checked.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic.dataclasses import dataclass

Origin = Literal["published", "facsimile"]


class Outcome(StrEnum):
    """The outcome of a document; ``warehouse/columns/documents.toml`` explains each."""

    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    UNAVAILABLE = "unavailable"


class ReadingKind(StrEnum):
    """What a printed number is, by its heading, legend, unit or sentence."""

    SCORE = "score"  # the evaluated municipality's own points for an area
    MAX_SCORE = "max_score"
    AVERAGE = "average"  # mean of other municipalities
    PREVIOUS = "previous"  # own points of an earlier round
    CHANGE = "change"  # in points
    DIFFERENCE = "difference_to_average"  # own points less a mean of others
    PERCENT = "percent"
    SUBAREA = "subarea"
    SUBAREA_MAX = "subarea_max"
    MAIN_AREA = "main_area"  # subtotal of a pair of areas, edition 2020
    TOTAL = "total"  # own points over all eight areas
    TOTAL_MAX = "total_max"
    OTHER = "other"  # another municipality's points
    UNKNOWN = "unknown"  # the words do not say what it is


class Proof(StrEnum):
    """How a score was proved; ``warehouse/columns/area_scores.toml`` explains each."""

    SUM = "sum"
    SUBAREAS = "subareas"
    AGREEMENT = "agreement"
    SINGLE = "single"


@dataclasses.dataclass(unsafe_hash=True)  # never changed, but thrice as quick as a frozen one, for every word
class Box:
    """A rectangle on a page in PDF points from the top left corner, as in pdfplumber."""

    x0: float
    top: float
    x1: float
    bottom: float


class PresentationName(NamedTuple):
    """A presentation within its document, such as one table: its kind, and which one of the kind it is."""

    kind: str
    block: str


@dataclass(frozen=True)
class Group:
    """The column, list or set of headings to which a number belongs, unique in its document.

    ``kind`` is the kind of presentation, ``block`` says which one of the document it is, and ``column`` which
    of the presentation's columns. The text of a group is stored in ``evidence`` and declared in decisions.
    """

    kind: str
    block: str = ""
    column: str = ""

    @property
    def presentation(self) -> PresentationName:
        """The presentation of which it is a column: two columns of one table are not independent."""
        return PresentationName(self.kind, self.block)

    def __str__(self) -> str:
        return ":".join(part for part in (self.kind, self.block, self.column) if part)


@dataclass(frozen=True)
class Reading:
    """One printed number with its meaning and its place.

    ``group`` is the column, list or set of headings to which the number belongs, so that the proof can treat
    its numbers together. ``words`` are the printed words that give the number its meaning: a column
    heading, a legend, the rest of a sentence.
    """

    reader: str  # the presentation: table, chart, list, heading, overview, sentence ...
    kind: ReadingKind
    value: float
    text: str  # as printed
    page: int  # 1-based
    box: Box
    group: Group
    area_no: int | None = None  # 1-8, None for totals
    subarea_no: str | None = None  # "1.2", or its place within the area if no number is printed
    label: str = ""  # area or sub-area as printed
    words: str = ""
    editions: tuple[int, ...] = ()  # editions in which the label names this area
    year: int | None = None  # the year in the words
    population: str | None = None  # the municipalities that an average describes, as printed
    from_image: bool = False  # read by OCR or from an OCR text layer
    is_sure: bool = False  # read in an image, and every check of the image confirms it
    most: float | None = None  # the maximum printed with the number
    owner: str = ""  # what proves that it is the municipality's own of this round; empty if nothing does


@dataclass(frozen=True)
class Reason:
    """Why a document has its outcome: a stable rule code and a sentence for people."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Finding:
    """Something worth showing that does not change the outcome."""

    code: str
    sentence: str
    page: int | None = None


@dataclass(frozen=True)
class Identity:
    """Municipality, round and edition of an evaluation, by the document's own words.

    Dates are ISO texts as precise as they are printed: ``2009``, ``2009-06`` or ``2009-06-11``.
    ``round_source`` is ``visit``, ``cover`` or ``inferred``.
    """

    country: Literal["SE", "NO"] | None = None
    municipality_code: str | None = None  # "0180"; Norwegian codes are prefixed, "NO-1505"
    municipality: str | None = None
    municipality_printed: str | None = None
    round: int | None = None
    round_source: str | None = None
    visit_start: str | None = None
    visit_end: str | None = None
    report_date: str | None = None
    edition: int | None = None
    draft: bool = False
    reasons: tuple[Reason, ...] = ()  # why the identity is not certain
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ProvedScore:
    """An area's score with its proof, and the reading whose place is shown."""

    area_no: int
    value: float
    max_score: float
    proof: Proof
    witnesses: int  # independent presentations that agree, the shown one included
    reading: Reading


@dataclass(frozen=True)
class SubareaScore:
    """A sub-area's points, as an overview prints them."""

    area_no: int
    subarea_no: str
    label: str
    value: float
    max_score: float | None
    reading: Reading


@dataclass(frozen=True)
class Verdict:
    """The conclusion of the proof from all readings of a document.

    Either ``scores`` has the eight areas, or ``reasons`` says why not. ``total`` is the printed total, if
    there is one.
    """

    edition: int | None = None
    scores: tuple[ProvedScore, ...] = ()
    subareas: tuple[SubareaScore, ...] = ()
    total: Reading | None = None
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ToldFigure:
    """A score that a web page or a transcript tells of a municipality; a total if ``area_no`` is ``None``.

    ``editions`` are those in which the area has the printed name; empty when no name is given. ``page`` and
    ``box`` are its place in the PDF to which the web page was printed; in a transcript ``page`` is the
    report's.
    """

    municipality_code: str
    round: int
    score: float
    quote: str  # the line or sentence as told
    source_kind: Literal["web_page", "transcript"] = "web_page"
    area_no: int | None = None
    area_printed: str | None = None
    editions: tuple[int, ...] = ()
    change: float | None = None  # in points, as told
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class DocumentReport:
    """Everything read from one document; it is cached by the document's hash and the readers' version.

    ``outcome`` is that of the document by itself: accepted, quarantined, rejected or unreadable. What depends
    on other documents (duplicates, drafts, disagreeing copies) is decided in ``transform``.
    """

    sha256: str
    outcome: Outcome
    reader_version: str
    pages: int | None = None
    reasons: tuple[Reason, ...] = ()
    identity: Identity = Identity()
    verdict: Verdict = Verdict()
    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    told: tuple[ToldFigure, ...] = ()  # figures of a web page or a transcript
    printed_sha256: str | None = None  # of the PDF to which a web page's text was printed
    printed: str = ""  # that PDF in base64, until it is archived


@dataclass(frozen=True)
class CatalogueLine:
    """One line of the catalogue. Everything but ``url`` is a hint that is checked against the document."""

    url: str
    landing_page: str | None = None
    municipality_code: str | None = None
    round: int | None = None
    publisher: str | None = None
    origin: Origin = "published"
    note: str | None = None
    found: bool = False  # it was found by the harvest
    captured: str | None = None  # the time of a capture in a web archive, YYYYMMDDhhmmss
    sha256: str | None = None  # of the bytes that the harvest found there


@dataclass(frozen=True)
class PullResult:
    """The result of pulling one address.

    ``status`` is ``fetched``, ``unchanged`` (304 or the same bytes), ``archived_copy`` (the Internet
    Archive's) or ``unavailable``. ``sha256`` is the copy that represents the address; after a failed pull it
    is the last good one. Addresses have no credentials here.
    """

    line: CatalogueLine
    status: Literal["fetched", "unchanged", "archived_copy", "unavailable"]
    sha256: str | None = None
    http_status: int | None = None
    reasons: tuple[Reason, ...] = ()
    pulled_from: str | None = None  # the address from which the bytes came, if not ``line.url``
    last_success: str | None = None  # ISO time of the last successful pull
