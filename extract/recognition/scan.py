"""Documents whose pages are pictures: read with Tesseract, page after page, until the scores are proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2.raw as pdfium_c

from extract.identity import Classification, classify_document, identify_document
from extract.page.book import Book
from extract.page.textpass import PageText, open_pdf
from extract.page.words import PageWords, Word, read_page_words
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.recognition.ocr import Band, ImageReader, OcrError, explain_absence, order_pages
from extract.records import Box, Identity, Reading, Reason, Verdict
from extract.screen import screen_pages

FEWEST_LETTERS = 25  # on a page with text; a picture may carry a page number set as text
MOST_PAGES = 40  # looked at in one document
COVER_PAGES = 6  # enough to tell whether a document is a report
LARGE_PICTURE = 0.08  # of the page: smaller ones are coats of arms and portraits
MOST_PICTURES = 12  # looked at among pages of text
ROOM = 60.0  # points over and under the readings of a page that are looked at again with them
FEWEST_READINGS = 4  # on a page with a presentation of scores


@dataclass(frozen=True)
class Scan:
    """What was read from a document of pictures; ``reason`` says why nothing could be.

    ``texts`` are the pages that were looked at, in order.
    """

    kind: Classification | None = None
    identity: Identity = field(default_factory=Identity)
    readings: tuple[Reading, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)
    reason: Reason | None = None
    texts: tuple[PageText, ...] = ()


def find_pictures(pages: Sequence[PageText]) -> list[int]:
    """The 1-based numbers of the pages that show pictures and hold no text to speak of."""
    return [
        page.number
        for page in pages
        if page.images and sum(letter.isalpha() for letter in page.text) < FEWEST_LETTERS
    ]


def is_scan(pages: Sequence[PageText]) -> bool:
    """Whether a document's words are in its pictures: most pages are pictures, the cover among them."""
    pictures = find_pictures(pages)
    return bool(pages) and pages[0].number in pictures and len(pictures) > len(pages) / 2


def read_scan(path: Path, pages: Sequence[PageText]) -> Scan:
    """Read a document of pictures: kind, who and when, readings, verdict.

    Pages are looked at from the front and then from the back, and no further than needed: a document that
    is no report by its first pages is left, and one whose scores are proved is done when its overview ends.
    Without Tesseract, or when it fails, ``reason`` is ``needs_ocr`` with a sentence that says what to do.
    """
    absence = explain_absence()
    if absence:
        return Scan(reason=Reason("needs_ocr", f"The pages of {path.name} are pictures. {absence}"))
    try:
        with ImageReader(path) as reader:
            return _read(reader, pages)
    except OcrError as error:
        return Scan(reason=Reason("needs_ocr", str(error)))


def _read(reader: ImageReader, pages: Sequence[PageText]) -> Scan:
    texts = {page.number: page for page in pages if page.text.strip()}
    views: dict[int, PageWords] = {}
    scan = Scan()
    for place, number in enumerate(_list_order(pages), start=1):
        texts[number] = reader.read_page(number).text
        seen = [texts[each] for each in sorted(texts)]
        kind = classify_document(seen)
        if not kind.is_report:
            scan = Scan(kind)
            if place >= COVER_PAGES:
                return scan
            continue
        identity = identify_document(seen)
        has_scores = _add_views(reader, views, screen_pages(seen, identity), identity)
        readings = read_pages([views[each] for each in sorted(views)], identity)
        scan = Scan(kind, identity, readings, prove(readings, identity), texts=tuple(seen))
        if number not in has_scores and _is_settled(scan):
            return scan
    return scan


def _list_order(pages: Sequence[PageText]) -> list[int]:
    pictures = set(find_pictures(pages))
    return [number for number in order_pages(len(pages)) if number in pictures][:MOST_PAGES]


def _add_views(
    reader: ImageReader, views: dict[int, PageWords], screened: Sequence[int], identity: Identity
) -> set[int]:
    """Add the words of newly screened pages, and say which pages have scores: those are looked at twice."""
    for number in screened:
        if number in views:
            continue
        view = reader.read_page(number).to_page_words()
        readings = read_pages([view], identity)
        if len(readings) >= FEWEST_READINGS:
            view = reader.read_page(number, careful=_find_band(readings)).to_page_words()
        views[number] = view
    return {number for number, view in views.items() if len(read_pages([view], identity)) >= FEWEST_READINGS}


def _find_band(readings: Sequence[Reading]) -> Band:
    """The part of a page in which its readings stand, with room for a row or a heading more."""
    boxes = [reading.box for reading in readings]
    return min(box.top for box in boxes) - ROOM, max(box.bottom for box in boxes) + ROOM


def _is_settled(scan: Scan) -> bool:
    return bool(scan.verdict.scores) and not scan.verdict.reasons and not scan.identity.reasons


def find_large_pictures(path: Path, pages: Sequence[PageText]) -> dict[int, list[Box]]:
    """The places of pictures large enough to be a diagram or a table, by 1-based page."""
    found: dict[int, list[Box]] = {}
    document = open_pdf(path)
    try:
        for page in pages:
            sheet = document[page.number - 1]
            boxes = []
            for item in sheet.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
                left, bottom, right, top = item.get_bounds()
                if (right - left) * (top - bottom) >= LARGE_PICTURE * page.width * page.height:
                    boxes.append(Box(left, page.height - top, right, page.height - bottom))
            if boxes:
                found[page.number] = boxes
            sheet.close()
    finally:
        document.close()
    return found


def read_pictures(
    book: Book, pages: Sequence[PageText], identity: Identity
) -> tuple[list[PageWords], Reason | None]:
    """The words of pages with large pictures in a document of text, where these are presentations of scores.

    Inside the pictures they are those recognised, outside them those printed, which may say what is shown.

    The reason is ``needs_ocr`` where there are such pictures and Tesseract is absent or fails.
    """
    path = book.path
    pictures = dict(list(find_large_pictures(path, pages).items())[:MOST_PICTURES])
    if not pictures:
        return [], None
    numbers = ", ".join(str(number) for number in pictures)
    absence = explain_absence()
    if absence:
        sentence = f"The scores of {path.name} may stand in the pictures of page {numbers}. {absence}"
        return [], Reason("needs_ocr", sentence)
    views = []
    try:
        with ImageReader(path) as reader:
            for number, boxes in pictures.items():
                printed = _list_printed(book, number, boxes)
                view = _set_in(reader.read_page(number).to_page_words(), boxes, printed)
                readings = read_pages([view], identity)
                if len(readings) >= FEWEST_READINGS:
                    page = reader.read_page(number, careful=_find_band(readings))
                    views.append(_set_in(page.to_page_words(), boxes, printed))
    except OcrError as error:
        return [], Reason("needs_ocr", str(error))
    return views, None


def _set_in(view: PageWords, boxes: Sequence[Box], printed: Sequence[Word]) -> PageWords:
    """What was recognised inside the pictures of a page, among the words printed around them."""
    inside = [word for word in view.words if _is_inside(word, boxes)]
    return replace(view, words=(*printed, *inside))


def _list_printed(book: Book, number: int, boxes: Sequence[Box]) -> list[Word]:
    """The words printed outside the pictures of a page."""
    return [
        word
        for view in read_page_words(book, [number])
        if not view.turned
        for word in view.words
        if not _is_inside(word, boxes)
    ]


def _is_inside(word: Word, boxes: Sequence[Box]) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    return any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in boxes)
