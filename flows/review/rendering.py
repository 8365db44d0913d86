"""What ``review show`` shows of a document: reasons, readings with their places, and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.rules import RULES, holds_by_tables
from extract.records import Box, Outcome, ReadingKind
from extract.sources.lines import ArchiveError
from flows.declarations.errors import ReviewError
from flows.review.held import HeldDocument, Review, explain_code
from flows.review.rivals import describe_rivals
from transform.decisions import WITH_VALUE, DecisionKind
from warehouse.frames import list_rows

if TYPE_CHECKING:
    import pandas as pd

CROPPED = (ReadingKind.SCORE, ReadingKind.TOTAL, ReadingKind.UNKNOWN, ReadingKind.SUBAREA)
MOST_CROPS = 120
LABEL_LENGTH = 44


def select_readings(review: Review, sha256: str | None) -> list[dict[str, Any]]:
    """The rows of ``evidence`` about a document, with ``None`` for each missing value."""
    evidence: pd.DataFrame = review.evidence
    return list_rows(evidence[evidence["document_sha256"] == sha256]) if sha256 else []


def describe_document(document: HeldDocument, readings: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines that ``review show`` prints."""
    yield f"Document     {document.sha256 or 'nothing was ever pulled'}"
    yield f"Outcome      {document.outcome}, {document.origin}"
    for address in document.addresses:
        yield f"Address      {address}"
    edition = f", edition {document.edition}" if document.edition else ""
    yield f"Evaluation   {document.title}{edition}; {document.pages or '?'} pages"
    if document.since:
        yield f"Held since   {document.since}"
    if document.note:
        yield f"Note         {document.note}"
    yield ""
    yield from _describe_reasons(document)
    yield ""
    if document.outcome == Outcome.QUARANTINED and readings:
        yield from describe_rivals(readings)
        yield ""
    yield from _describe_readings(readings)


def _describe_reasons(document: HeldDocument) -> Iterator[str]:
    reasons = list(dict.fromkeys(document.reasons))
    if not reasons:
        yield "Nothing speaks against it."
        return
    yield "Why it is held, and what would make it publishable:"
    for code, sentence in reasons:
        _, remedy = explain_code(code)
        yield f"  {code}: {sentence}"
        if remedy:
            yield f"    -> {remedy}"
    settling = suggest_decisions(code for code, _ in reasons)
    if settling:
        name = document.sha256[:12] if document.sha256 else document.source_url
        yield "Commands that would settle it, each with --who and --why:"
        yield from (f"  kommunkompassen review accept {name} {command}" for command in settling)


def suggest_decisions(codes: Iterable[str]) -> list[str]:
    """List the options of ``review accept`` that may settle these codes."""
    options: list[str] = []
    for code in codes:
        rule = RULES.get(code)
        remedy = rule.remedy if rule else ""
        if "--correct" in remedy:
            options.append("--correct AREA=VALUE --expected VALUE")
        for kind in DecisionKind:
            if f"--decision {kind.value}" in remedy:
                value = " --value VALUE" if kind in WITH_VALUE else ""
                options.append(f"--decision {kind.value}{value}")
        if holds_by_tables(code):
            options.append(f"--decision {DecisionKind.CONFIRMED.value}")
    return list(dict.fromkeys(options))


def _describe_readings(readings: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not readings:
        yield "No numbers were read from it."
        return
    yield f"{len(readings)} readings (place: page, then left, top, right, bottom in points):"
    for reading in sorted(
        readings, key=lambda each: (each["area_no"] or 99, each["kind"], each["reading_no"])
    ):
        yield "  " + _describe_reading(reading)


def _describe_reading(reading: dict[str, Any]) -> str:
    area = f"area {int(reading['area_no'])}" if reading["area_no"] is not None else "total "
    part = f" {reading['subarea_no']}" if reading["subarea_no"] else ""
    box = ", ".join(f"{reading[side]:.1f}" for side in ("x0", "top", "x1", "bottom"))
    words = (reading["words"] or reading["label_printed"] or "")[:LABEL_LENGTH]
    marks = "".join([" used" if reading["used"] else "", " from an image" if reading["from_image"] else ""])
    return (
        f"{area}{part:5} {reading['kind']:11} {reading['value']:>6g} printed {reading['text_printed']!r:8} "
        f"p. {int(reading['page'])} ({box}) {reading['presentation']}{marks}  {words}"
    ).rstrip()


def draw_pictures(
    review: Review, document: HeldDocument, readings: Sequence[dict[str, Any]], folder: Path
) -> list[Path]:
    """Write a PNG of each page with readings, and of each number a crop; returns the paths.

    Without readings the first page is drawn. Of a quarantined document each page is drawn a second time with
    the columns and rows in which numbers were searched. At most ``MOST_CROPS`` numbers are cropped. Raises
    ``ReviewError`` when the bytes are not in the archive or a page cannot be drawn.
    """
    from extract.page.pictures import crop_number, draw_page
    from extract.verdict.drawing import draw_search

    if document.sha256 is None:
        raise ReviewError(f"Nothing was ever pulled from {document.source_url}; there is no page to draw.")
    boxes: dict[int, list[tuple[Box, str]]] = {}
    for reading in readings:
        boxes.setdefault(int(reading["page"]), []).append((_read_box(reading), _name_reading(reading)))
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with review.archive.local_copy(document.sha256) as path:
            for page, labelled in sorted((boxes or {1: []}).items()):
                picture = folder / f"page-{page:03}.png"
                picture.write_bytes(draw_page(path, page, labelled))
                written.append(picture)
            if document.outcome == Outcome.QUARANTINED:
                for page, content in draw_search(path, sorted(boxes)):
                    picture = folder / f"page-{page:03}-search.png"
                    picture.write_bytes(content)
                    written.append(picture)
            shown = [reading for reading in readings if reading["kind"] in CROPPED]
            for reading in shown[:MOST_CROPS]:
                crop = (
                    folder / f"{_name_reading(reading)}-page-{reading['page']}-{reading['reading_no']:03}.png"
                )
                crop.write_bytes(crop_number(path, int(reading["page"]), _read_box(reading)))
                written.append(crop)
    except (ArchiveError, OSError, LookupError) as error:
        raise ReviewError(f"The pages of {document.sha256[:12]} cannot be drawn: {error}") from error
    except Exception as error:  # a damaged document fails in the drawing library's own ways
        raise ReviewError(f"The pages of {document.sha256[:12]} cannot be drawn: {error}") from error
    return written


def _read_box(reading: dict[str, Any]) -> Box:
    return Box(*(float(reading[side]) for side in ("x0", "top", "x1", "bottom")))


def _name_reading(reading: dict[str, Any]) -> str:
    area = "total" if reading["area_no"] is None else f"area-{int(reading['area_no'])}"
    return f"{area}-{reading['kind']}"
