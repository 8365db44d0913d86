"""The plain records that pass between the parts of the pipeline.

They are frozen pydantic dataclasses, so ``pydantic.TypeAdapter`` writes them to JSON and reads them back
with every type checked.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic.dataclasses import dataclass

Origin = Literal["published", "facsimile"]


class Outcome(StrEnum):
    """What became of a catalogued address; the meanings are declared in ``warehouse.schema``."""

    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    UNAVAILABLE = "unavailable"


class ReadingKind(StrEnum):
    """What a printed number says, as its heading, legend, unit or sentence tells."""

    SCORE = "score"  # the evaluated municipality's own points for an area
    MAX_SCORE = "max_score"
    AVERAGE = "average"  # mean of other municipalities
    PREVIOUS = "previous"  # own points of an earlier round
    CHANGE = "change"  # in points
    DIFFERENCE = "difference_to_average"  # own points less a mean of other municipalities
    PERCENT = "percent"
    SUBAREA = "subarea"
    SUBAREA_MAX = "subarea_max"
    MAIN_AREA = "main_area"  # subtotal of a pair of areas, edition 2020
    TOTAL = "total"  # own points over all eight areas
    TOTAL_MAX = "total_max"
    OTHER = "other"  # another municipality's points
    UNKNOWN = "unknown"  # heading leaves a doubt; arithmetic may settle it


class Proof(StrEnum):
    """How a score was proved."""

    SUM = "sum"
    SUBAREAS = "subareas"
    AGREEMENT = "agreement"
    SINGLE = "single"


@dataclass(frozen=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left as pdfplumber counts."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Reading:
    """One printed number with its meaning and its place.

    ``group`` names the presentation the number stands in (for instance one column of one table), so that
    the proof can weigh the numbers of one presentation together. ``words`` are the printed words that
    give the number its meaning: a column heading, a legend, the rest of a sentence.
    """

    reader: str  # the presentation: table, chart, list, heading, overview, sentence ...
    kind: ReadingKind
    value: float
    text: str  # as printed
    page: int  # 1-based
    box: Box
    group: str
    area_no: int | None = None  # 1-8, None for totals
    subarea_no: str | None = None  # "1.2" or, unnumbered, its place within the area
    label: str = ""  # area or sub-area as printed
    words: str = ""
    editions: tuple[int, ...] = ()  # editions in which the label names this area
    year: int | None = None  # the round or year that the words give
    population: str | None = None  # whom an average describes, as printed
    from_image: bool = False  # read by OCR or from an OCR text layer
    most: float | None = None  # the maximum printed with the number
    owner: str = ""  # what proves that it is the municipality's own of this round; empty: nothing yet


@dataclass(frozen=True)
class Reason:
    """Why a document has its outcome: a stable rule code and a sentence for people."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Finding:
    """Something worth showing that decides nothing by itself."""

    code: str
    sentence: str
    page: int | None = None


@dataclass(frozen=True)
class Identity:
    """Who was evaluated, when, by which edition, as the document's own words say.

    Dates are ISO texts of the precision printed: ``2009``, ``2009-06`` or ``2009-06-11``.
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
    """An area's published score with its proof and the reading whose place is shown."""

    area_no: int
    value: float
    max_score: float
    proof: Proof
    witnesses: int  # independent presentations that agree, the shown one included
    reading: Reading


@dataclass(frozen=True)
class SubareaScore:
    """A sub-area's points as an overview prints them."""

    area_no: int
    subarea_no: str
    label: str
    value: float
    max_score: float | None
    reading: Reading


@dataclass(frozen=True)
class Verdict:
    """What the proof concluded from all readings of a document.

    Either ``scores`` holds the eight areas and ``reasons`` is empty, or ``reasons`` says why not.
    ``total`` is the printed total, where one is printed.
    """

    edition: int | None = None
    scores: tuple[ProvedScore, ...] = ()
    subareas: tuple[SubareaScore, ...] = ()
    total: Reading | None = None
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ToldFigure:
    """A score, or with ``area_no`` ``None`` a total, that a web page or a transcript tells of a municipality.

    ``editions`` are those in which the area bears the printed name; empty where no name is told. ``page`` and
    ``box`` are the place in the page as it was printed to PDF; of a transcript ``page`` is the report's.
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
    """Everything read from one document; the unit that is cached by content and reader version.

    ``outcome`` is the document's own: accepted, quarantined, rejected or unreadable. What depends on other
    documents (duplicates, superseded drafts, disagreeing copies) is decided later, in ``transform``.
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
    told: tuple[ToldFigure, ...] = ()  # of a web page or a transcript
    printed_sha256: str | None = None  # of the PDF that a web page's own text was printed to
    printed: str = ""  # that PDF itself in base64, until it is archived


@dataclass(frozen=True)
class CatalogueLine:
    """One line of the catalogue. Everything but ``url`` is a hint, checked against the document."""

    url: str
    landing_page: str | None = None
    municipality_code: str | None = None
    round: int | None = None
    publisher: str | None = None
    origin: Origin = "published"
    note: str | None = None
    found: bool = False  # by the harvest, not listed by a person
    captured: str | None = None  # YYYYMMDDhhmmss, of a web archive's capture
    sha256: str | None = None  # of the bytes that the harvest found there


@dataclass(frozen=True)
class PullResult:
    """What came of asking one address.

    ``status`` is ``fetched``, ``unchanged`` (304 or the same bytes), ``archived_copy`` (the Internet
    Archive's), or ``unavailable``. ``sha256`` is the copy that holds the address's place, if any: after a
    failed pull the last good one. Addresses carry no credentials here.
    """

    line: CatalogueLine
    status: Literal["fetched", "unchanged", "archived_copy", "unavailable"]
    sha256: str | None = None
    http_status: int | None = None
    reasons: tuple[Reason, ...] = ()
    pulled_from: str | None = None  # the address the bytes came from, when it is not ``line.url``
    last_success: str | None = None  # ISO time of the last successful pull
