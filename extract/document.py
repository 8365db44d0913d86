"""Read one document, from its bytes to its report: text pass, kind, identity, readings, proof."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from extract.differences import settle_differences
from extract.identity import Classification, classify_document, identify_document, list_report_pages
from extract.identity.kind import NO_TEXT
from extract.identity.portfolio import find_portfolio
from extract.looks.appearance import judge_appearance
from extract.looks.charmaps import find_swaps
from extract.meaning.known import FOREIGN_KINDS
from extract.page.book import Book
from extract.page.textpass import PageText, UnreadableError, read_page_texts
from extract.page.words import PageWords, read_page_words
from extract.process.collecting import collect_rarely
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.recognition.layers import settle_layers
from extract.recognition.ocr import OcrError
from extract.recognition.scan import is_scan, read_pictures, read_scan, recognise_rest
from extract.recognition.sure import prove_by_looks
from extract.records import DocumentReport, Identity, Outcome, Proof, Reading, Reason, Verdict
from extract.screen import screen_pages, screen_widely
from extract.verdict.chapters import find_denied_chapters, is_by_chapters
from extract.verdict.contradictions import find_near_copy, list_copy_pages
from extract.verdict.remarks import find_remark
from extract.version import READER_VERSION

NOTHING_KNOWN = Classification(
    "unrelated", False, "The document holds no word of the instrument, in its text or in its pictures."
)
# Reasons that a wrong invisible text layer can cause; the pages are then read as images.
LAYER_MAY_ERR = {"image_unproved", "looks_otherwise", "total_mismatch", "subareas_mismatch", "area_missing"}
WANTING = {"no_scores", "area_missing"}  # reasons that may disappear if another page or an image is read
UNREAD = WANTING | {"score_uncertain"}  # reasons that mean that too little was understood
MOST_SEARCHED = 60  # pages of a report without proved scores that are searched for series

log = logging.getLogger("kommunkompassen.read")


def read_document(path: Path, sha256: str) -> DocumentReport:
    """Read a document and return its report; for a document that cannot be used, the report has the reasons.

    Raises only ``MemoryError``.
    """
    try:
        with collect_rarely():
            return _read(path, sha256)
    except UnreadableError as error:
        return _read_web_page(path, sha256, error) or DocumentReport(
            sha256, Outcome.UNREADABLE, READER_VERSION, reasons=(Reason(error.code, str(error)),)
        )
    except MemoryError:
        raise
    except Exception as error:
        log.exception("Reading %s failed.", path.name)
        place = traceback.extract_tb(error.__traceback__)[-1]
        sentence = (
            f"The readers failed on {path.name}: {type(error).__name__} {error}"
            f" in {place.name}, line {place.lineno} of {Path(place.filename).name}."
        )
        return DocumentReport(
            sha256, Outcome.QUARANTINED, READER_VERSION, reasons=(Reason("reader_failed", sentence),)
        )


def _read_web_page(path: Path, sha256: str, error: UnreadableError) -> DocumentReport | None:
    """Read a web page that was found in place of a PDF; ``None`` if the file is no web page."""
    if error.code != "html":
        return None
    from extract.webpages.document import report_web_page  # it imports much that PDFs do not need

    return report_web_page(path, sha256, READER_VERSION)


def _read(path: Path, sha256: str) -> DocumentReport:
    with Book(path) as book:
        report = _read_book(book, sha256)
        swaps = find_swaps(book, report)
    if not swaps:
        return report
    with Book(path, swaps) as book:
        again = _read_book(book, sha256)
    return again if again.outcome is Outcome.ACCEPTED else report


def _read_book(book: Book, sha256: str) -> DocumentReport:
    stored = read_page_texts(book)
    pages, layers = settle_layers(book.path, stored)
    report = _read_pages(book, sha256, pages, layers)
    if not layers or not {reason.code for reason in report.reasons} & LAYER_MAY_ERR:
        return report
    seen = _read_pages(book, sha256, stored, frozenset())
    return seen if seen.outcome is Outcome.ACCEPTED else report


def _read_pages(book: Book, sha256: str, pages: Sequence[PageText], layers: frozenset[int]) -> DocumentReport:
    path = book.path
    scan = read_scan(path, pages) if is_scan(pages) else None
    if scan and scan.reason:
        return DocumentReport(
            sha256, Outcome.QUARANTINED, READER_VERSION, pages=len(pages), reasons=(scan.reason,)
        )
    kind = find_portfolio(path, pages) or (scan.kind if scan and scan.kind else classify_document(pages))
    if not kind.is_report:
        return _reject(sha256, len(pages), kind)
    if scan:
        identity = scan.identity
        readings, verdict = prove_by_looks(book, scan.readings, scan.verdict, identity)
        verdict = _heed_remarks(book, pages, scan.texts, readings, verdict, identity)
    else:
        identity = identify_document(pages, book)
        readings, verdict = _read_scores(book, pages, identity, layers)
        verdict = _heed_remarks(book, pages, pages, readings, verdict, identity)
        if verdict.scores and not identity.reasons:
            verdict = judge_appearance(book, verdict, layers)
    if kind.code == NO_TEXT and not readings and identity.municipality is None:
        return _reject(sha256, len(pages), NOTHING_KNOWN)
    reasons = (*identity.reasons, *verdict.reasons)
    return DocumentReport(
        sha256,
        Outcome.QUARANTINED if reasons else Outcome.ACCEPTED,
        READER_VERSION,
        pages=len(pages),
        reasons=reasons,
        identity=identity,
        verdict=verdict,
        readings=settle_differences(readings, identity),
        findings=(*identity.findings, *verdict.findings),
    )


def _reject(sha256: str, pages: int, kind: Classification) -> DocumentReport:
    return DocumentReport(
        sha256, Outcome.REJECTED, READER_VERSION, pages=pages, reasons=(Reason(kind.code, kind.sentence),)
    )


def _read_scores(
    book: Book, pages: Sequence[PageText], identity: Identity, layers: frozenset[int]
) -> tuple[tuple[Reading, ...], Verdict]:
    """Read and prove the scores; if the pages that may have them prove none, with all pages of the report.

    What these were understood to say against the scores is then outweighed only by a printed total. All pages
    are read, too, if only the chapters prove the scores, but none more if the identity is in doubt.
    """
    numbers = list_report_pages(pages)[:MOST_SEARCHED]
    readings, verdict, views = _read_presentations(book, pages, identity, layers)
    is_unread = {reason.code for reason in verdict.reasons} <= UNREAD
    if not verdict.scores and (identity.reasons or any(view.from_image for view in views)):
        return readings, verdict
    if not verdict.scores or is_by_chapters(readings, verdict):
        views = _add_pages(book, numbers, views, layers)
    if not verdict.scores:
        own = [page for page in pages if page.number in numbers]
        read = read_pages(views, identity)
        proved = _compare_copies(book, own, views, prove(read, identity), layers)
        if not proved.scores or not (is_unread or proved.scores[0].proof is Proof.SUM):
            return readings, verdict
        readings, verdict = read, proved
    reason = find_denied_chapters(views, readings, verdict, identity)
    return readings, Verdict(edition=verdict.edition, reasons=(reason,)) if reason else verdict


def _read_presentations(
    book: Book, pages: Sequence[PageText], identity: Identity, layers: frozenset[int]
) -> tuple[tuple[Reading, ...], Verdict, list[PageWords]]:
    """Read the pages that can have scores; if scores are missing, read more pages, and then images."""
    numbers = set(list_report_pages(pages))
    own = [page for page in pages if page.number in numbers]
    views: list[PageWords] = []
    readings, verdict = _prove(book, (), identity)
    for choose in (partial(screen_pages, own, identity), partial(screen_widely, pages)):
        wider = _add_pages(book, choose(), views, layers)
        if len(wider) > len(views):
            views = wider
            readings, verdict = _prove(book, read_pages(views, identity), identity)
        if not _is_wanting(verdict):
            return readings, _compare_copies(book, own, views, verdict, layers), views
    pictures, reason = read_pictures(book, pages, identity)
    if pictures:
        readings, verdict = _prove(book, read_pages([*views, *pictures], identity), identity)
        return readings, verdict, [*views, *pictures]
    if reason:
        verdict = replace(verdict, reasons=(*verdict.reasons, reason))
    return readings, verdict, views


def _prove(
    book: Book, readings: tuple[Reading, ...], identity: Identity
) -> tuple[tuple[Reading, ...], Verdict]:
    """Prove the readings; numbers in images for which only a sum is missing are recognised again."""
    return prove_by_looks(book, readings, prove(readings, identity), identity)


def _heed_remarks(
    book: Book,
    pages: Sequence[PageText],
    read: Sequence[PageText],
    readings: Sequence[Reading],
    verdict: Verdict,
    identity: Identity,
) -> Verdict:
    """Refuse the verdict if the report's own words withdraw its printed points.

    If scores are recognised in images, the images that were not ``read`` for them are recognised as well.
    """
    if not verdict.scores:
        return verdict
    if any(score.reading.from_image for score in verdict.scores):
        try:
            read = recognise_rest(book.path, pages, read)
        except OcrError as error:
            return Verdict(edition=verdict.edition, reasons=(Reason("needs_ocr", str(error)),))
    numbers = set(list_report_pages(read))
    own = [page for page in read if page.number in numbers]
    scored = {score.reading.page for score in verdict.scores} - numbers  # papers that tell the points
    own += [page for page in read if page.number in scored]
    beside = [page for page in read if page.number not in numbers | scored]
    foreign = [each for each in readings if each.area_no is not None and each.kind in FOREIGN_KINDS]
    others = frozenset(each.kind for each in foreign)
    columns = {each.words for each in foreign if own and each.page == own[0].number}
    remark = find_remark(own, verdict.scores, beside, identity, others, columns, book.path)
    return Verdict(edition=verdict.edition, reasons=(remark,)) if remark else verdict


def _add_pages(
    book: Book, numbers: Sequence[int], views: Sequence[PageWords], layers: frozenset[int]
) -> list[PageWords]:
    more = sorted(set(numbers) - {view.number for view in views})
    return sorted([*views, *read_page_words(book, more, layers)], key=lambda view: view.number)


def _compare_copies(
    book: Book,
    pages: Sequence[PageText],
    views: Sequence[PageWords],
    verdict: Verdict,
    layers: frozenset[int],
) -> Verdict:
    """Refuse the verdict if a table that no reader could read is a near copy of the scores."""
    if not verdict.scores:
        return verdict
    views = _add_pages(book, list_copy_pages(pages, verdict.scores), views, layers)
    reason = find_near_copy(views, verdict.scores)
    return Verdict(edition=verdict.edition, reasons=(reason,)) if reason else verdict


def _is_wanting(verdict: Verdict) -> bool:
    return bool({reason.code for reason in verdict.reasons} & WANTING)
