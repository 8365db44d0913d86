"""Pulling from a server that lies: the outcome, the log line and the record of one address."""

from __future__ import annotations

import logging

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from expectations.rules import RULES
from extract.records import PullResult
from extract.sources.archive import Archive
from tests.pulling.servers import PDF, codes, pull


def serve_pdf(httpserver: HTTPServer, path: str = "/a.pdf", etag: str = '"one"') -> None:
    """Serve a PDF that answers conditional requests rightly."""

    def answer(request: Request) -> Response:
        response = Response(PDF, content_type="application/pdf")
        response.set_etag(etag.strip('"'))
        return response.make_conditional(request)

    httpserver.expect_request(path).respond_with_handler(answer)


def expect_logged(caplog: pytest.LogCaptureFixture, url: str) -> None:
    """One line of the log tells of the address."""
    assert [record for record in caplog.records if url in record.getMessage()]


def check(
    caplog: pytest.LogCaptureFixture,
    archive: Archive,
    url: str,
    status: str,
    *reasons: str,
    **changes: object,
) -> PullResult:
    """Pull one address; compare outcome, log line and record with what is expected."""
    caplog.set_level(logging.INFO, "kommunkompassen.pull")
    caplog.clear()
    (result,) = pull(archive, url, **changes)
    assert (result.status, codes(result)) == (status, list(reasons))
    expect_logged(caplog, url)
    assert set(reasons) <= set(RULES), "every code is declared"
    last = [record for record in archive.pulls() if record.url == url][-1]
    assert (last.status, last.held) == (result.status, result.sha256)
    assert archive.verify() == []
    return result
