"""One document from its bytes to its report: text pass, kind, who and when, readings, proof."""

from __future__ import annotations

import logging
from pathlib import Path

from pdfminer.pdfparser import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from extract.identity import classify_document, identify_document
from extract.proof import prove
from extract.readers import read_pages
from extract.records import DocumentReport, Outcome, Reason
from extract.screen import screen_pages
from extract.textpass import UnreadableError, read_page_texts
from extract.version import describe_readers
from extract.words import read_page_words

READER_VERSION = describe_readers()

log = logging.getLogger("kommunkompassen.read")


def read_document(path: Path, sha256: str) -> DocumentReport:
    """Everything that can be read from a document, with its outcome; a bad document is an outcome too."""
    try:
        return _read(path, sha256)
    except UnreadableError as error:
        return DocumentReport(
            sha256, Outcome.UNREADABLE, READER_VERSION, reasons=(Reason(error.code, str(error)),)
        )
    except MemoryError:
        raise
    except (
        PdfminerException,
        PDFException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
    ) as error:
        sentence = f"A page of {path.name} cannot be read: {type(error).__name__} {error}."
        return DocumentReport(
            sha256, Outcome.UNREADABLE, READER_VERSION, reasons=(Reason("damaged", sentence),)
        )


def _read(path: Path, sha256: str) -> DocumentReport:
    pages = read_page_texts(path)
    kind = classify_document(pages)
    if not kind.is_report:
        return DocumentReport(
            sha256,
            Outcome.REJECTED,
            READER_VERSION,
            pages=len(pages),
            reasons=(Reason(kind.code, kind.sentence),),
        )
    identity = identify_document(pages, path)
    views = list(read_page_words(path, screen_pages(pages)))
    readings = read_pages(views, identity)
    verdict = prove(readings, identity)
    reasons = (*identity.reasons, *verdict.reasons)
    return DocumentReport(
        sha256,
        Outcome.QUARANTINED if reasons else Outcome.ACCEPTED,
        READER_VERSION,
        pages=len(pages),
        reasons=reasons,
        identity=identity,
        verdict=verdict,
        readings=readings,
        findings=(*identity.findings, *verdict.findings),
    )
