"""The report on a web page that came in place of a document."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from extract.records import DocumentReport, Finding, Identity, Outcome, Reason
from extract.sniff import END_MARK_WITHIN, HEAD, sniff_body

if TYPE_CHECKING:
    from extract.webpages.figures import PageReport


def report_web_page(path: Path, sha256: str, reader_version: str) -> DocumentReport | None:
    """Report on a web page that tells scores of the instrument, or may tell some.

    As a document it is rejected; its figures are in ``told``. Returns ``None`` for other bytes, which are
    unreadable like anything that is no PDF.
    """
    body = path.read_bytes()
    if sniff_body(body[:HEAD], body[-END_MARK_WITHIN:]) != "html":
        return None  # a log-in page, or one that says that the document is not there
    from extract.webpages.figures import read_web_page  # it imports much that such pages do not need

    page = read_web_page(body)
    if not page.figures and not page.may_tell:
        return None
    return DocumentReport(
        sha256,
        Outcome.REJECTED,
        reader_version,
        reasons=(Reason("web_page", f"{path.name} is a web page, not a report; it tells {_count(page)}."),),
        identity=_identify(page),
        findings=tuple(Finding("figures_refused", reason.sentence) for reason in page.reasons),
        told=page.figures,
        printed_sha256=hashlib.sha256(page.printed).hexdigest() if page.printed else None,
        printed=base64.b64encode(page.printed).decode(),
    )


def _count(page: PageReport) -> str:
    if not page.figures:
        return "no score that can be taken for certain"
    return "one score" if len(page.figures) == 1 else f"{len(page.figures)} scores"


def _identify(page: PageReport) -> Identity:
    if page.publisher is None:
        return Identity(round=page.round)
    return Identity(
        country=page.publisher.country,
        municipality_code=page.publisher.code,
        municipality=page.publisher.name,
        round=page.round,
    )
