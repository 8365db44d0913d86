"""Read documents whose pages are images with Tesseract, page by page, until the scores are proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2.raw as pdfium_c

from extract.identity import Classification, classify_document, identify_document
from extract.identity.contents import find_chapters
from extract.mentions import find_labels, is_contents
from extract.page.book import Book
from extract.page.textpass import PageText, open_pdf
from extract.page.words import PageWords, Word, read_page_words
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.recognition.cells import read_closely
from extract.recognition.ocr import Band, ImageReader, OcrError, explain_absence, order_pages
from extract.records import Box, Identity, Reading, Reason, Verdict
from extract.screen import screen_pages

FEWEST_LETTERS = 25  # of a page with text; a page that is an image may have a page number as text
MOST_PAGES = 40  # pages that are recognised in one document
COVER_PAGES = 6  # pages that suffice to classify a document
LARGE_PICTURE = 0.08  # share of the page; smaller images are coats of arms and portraits
MOST_PICTURES = 12  # pages with large images that are recognised in a document of text
ROOM = 60.0  # points above and below the readings of a page that are recognised again with them
FEWEST_LABELS = 6  # areas named on a page that may have a presentation of scores
FEWEST_READINGS = 4  # of a page with a presentation of scores


@dataclass(frozen=True)
class Scan:
    """The result for a document of images; ``reason`` says why it could not be read.

    ``texts`` are the recognised pages, in order.
    """

    kind: Classification | None = None
    identity: Identity = field(default_factory=Identity)
    readings: tuple[Reading, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)
    reason: Reason | None = None
    texts: tuple[PageText, ...] = ()


def find_pictures(pages: Sequence[PageText]) -> list[int]:
    """List the 1-based numbers of the pages that have images and hardly any text."""
    return [
        page.number
        for page in pages
        if page.images and sum(letter.isalpha() for letter in page.text) < FEWEST_LETTERS
    ]


def is_scan(pages: Sequence[PageText]) -> bool:
    """Whether a document is a scan: most pages are images, and the first page is one."""
    pictures = find_pictures(pages)
    return bool(pages) and pages[0].number in pictures and len(pictures) > len(pages) / 2


def read_scan(path: Path, pages: Sequence[PageText]) -> Scan:
    """Read a document of images: its kind, identity, readings and verdict.

    Pages are recognised from the front and then from the back, and only as many as needed: reading stops if
    the first pages show that the document is no report, or when the scores are proved and the overview ends.
    If Tesseract is missing or fails, ``reason`` is ``needs_ocr`` with a sentence that says what to do.
    """
    absence = explain_absence()
    if absence:
        return Scan(reason=Reason("needs_ocr", f"The pages of {path.name} are pictures. {absence}"))
    try:
        with ImageReader(path) as reader:
            return _read(reader, pages)
    except OcrError as error:
        return Scan(reason=Reason("needs_ocr", str(error)))


def recognise_rest(path: Path, pages: Sequence[PageText], read: Sequence[PageText]) -> list[PageText]:
    """Return the pages with the text of those images added that are not among the pages ``read`` before.

    What they say may withdraw scores. Raises ``OcrError`` if Tesseract is missing or fails.
    """
    texts = {page.number: page for page in (*pages, *read)}
    wanted = find_pictures(list(texts.values()))[:MOST_PAGES]
    if wanted:
        with ImageReader(path) as reader:
            texts |= {number: reader.read_page(number).text for number in wanted}
    return [texts[number] for number in sorted(texts)]


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
    unread = set(find_pictures(pages)) & {each.number for each in scan.texts} - set(views)
    if scan.verdict.scores or not unread:
        return scan
    views |= {number: reader.read_page(number).to_page_words() for number in unread}
    readings = read_pages([views[each] for each in sorted(views)], scan.identity)
    verdict = prove(readings, scan.identity)
    return replace(scan, readings=readings, verdict=verdict) if verdict.scores else scan


def _list_order(pages: Sequence[PageText]) -> list[int]:
    pictures = set(find_pictures(pages))
    return [number for number in order_pages(len(pages)) if number in pictures][:MOST_PAGES]


def _add_views(
    reader: ImageReader, views: dict[int, PageWords], screened: Sequence[int], identity: Identity
) -> set[int]:
    """Add the words of newly screened pages; return the pages with scores, which are recognised twice."""
    for number in screened:
        if number in views:
            continue
        view = reader.read_page(number).to_page_words()
        band = _find_band(view, read_pages([view], identity))
        views[number] = read_closely(reader, number, band).to_page_words() if band else view
    return {number for number, view in views.items() if len(read_pages([view], identity)) >= FEWEST_READINGS}


def _find_band(view: PageWords, readings: Sequence[Reading]) -> Band | None:
    """Find the band of a page that shows scores, with room for another row or a heading; None for none.

    It has readings, or the names of most areas as labels; their numbers may have been missed.
    """
    labels = find_labels(view)
    boxes = [reading.box for reading in readings] if len(readings) >= FEWEST_READINGS else []
    if len({label.area_no for label in labels}) >= FEWEST_LABELS and not is_contents(view):
        boxes += [word.box for label in labels for word in label.words]
    return (min(box.top for box in boxes) - ROOM, max(box.bottom for box in boxes) + ROOM) if boxes else None


def _is_settled(scan: Scan) -> bool:
    return bool(scan.verdict.scores) and not scan.verdict.reasons and not scan.identity.reasons


def find_large_pictures(path: Path, pages: Sequence[PageText]) -> dict[int, list[Box]]:
    """Find the boxes of images that are large enough to be a chart or a table, by 1-based page number."""
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
    """Read the pages of a document of text that have large images with presentations of scores.

    The words inside the images are recognised; those around them, which may be their headings, are the
    printed ones. The reason is ``needs_ocr`` if there are large images and Tesseract is missing or fails.
    """
    path = book.path
    pictures = dict(list(find_large_pictures(path, pages).items())[:MOST_PICTURES])
    if not pictures:
        return [], None
    chapters = find_chapters(pages)
    numbers = ", ".join(str(number) for number in pictures)
    absence = explain_absence()
    if absence:
        sentence = f"The scores of {path.name} may stand in the pictures of page {numbers}. {absence}"
        return [], Reason("needs_ocr", sentence)
    views = []
    try:
        with ImageReader(path) as reader:
            for number, boxes in pictures.items():
                printed, chapter = _list_printed(book, number, boxes), chapters.get(number, "")
                view = _set_in(reader.read_page(number).to_page_words(), boxes, printed, chapter)
                band = _find_band(view, read_pages([view], identity))
                if band:
                    page = read_closely(reader, number, band)
                    views.append(_set_in(page.to_page_words(), boxes, printed, chapter))
    except OcrError as error:
        return [], Reason("needs_ocr", str(error))
    return views, None


def _set_in(view: PageWords, boxes: Sequence[Box], printed: Sequence[Word], chapter: str) -> PageWords:
    """Combine the words recognised inside a page's images with the words printed around them."""
    inside = [word for word in view.words if _is_inside(word, boxes)]
    return replace(view, words=(*printed, *inside), chapter=chapter)


def _list_printed(book: Book, number: int, boxes: Sequence[Box]) -> list[Word]:
    """List the words printed outside the images of a page."""
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
