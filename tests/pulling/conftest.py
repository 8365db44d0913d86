"""What the tests of pulling share: an archive, and servers on loopback."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.sources.archive import Archive
from tests.pulling.servers import PDF


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "archive")


@pytest.fixture
def server(httpserver: HTTPServer) -> HTTPServer:
    """A server of five reports that knows ETag and Last-Modified."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)

    def answer(request: Request) -> Response:
        response = Response(PDF + request.path.encode() + b"\n%%EOF\n", content_type="application/pdf")
        if request.path < "/3":
            response.add_etag()
        else:
            response.last_modified = datetime(2020, 2, 3, tzinfo=UTC)
        return response.make_conditional(request)

    httpserver.expect_request(re.compile(r"/\d\.pdf")).respond_with_handler(answer)
    return httpserver


@pytest.fixture
def no_robots(httpserver: HTTPServer) -> None:
    """The test server has no robots.txt."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
