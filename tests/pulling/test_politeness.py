"""Politeness: one request at a time to a host, pauses, robots.txt, and waits as long as a server asks."""

from __future__ import annotations

import email.utils
import itertools
import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.sources.archive import Archive
from extract.sources.pull.hosts import parse_retry_after
from tests.pulling.servers import PDF, asked, codes, list_reports, pull


class TestPoliteness:
    @pytest.fixture
    def busy(self) -> Iterator[HTTPServer]:
        """A server with a thread per request."""
        with HTTPServer(threaded=True) as server:
            server.expect_request("/robots.txt").respond_with_data("", status=404)
            yield server

    def test_one_request_at_a_time_to_a_host(self, busy: HTTPServer, archive: Archive) -> None:
        running: list[int] = []
        most: list[int] = []

        def answer(_: Request) -> Response:
            running.append(1)
            most.append(len(running))
            time.sleep(0.02)
            running.pop()
            return Response(PDF)

        busy.expect_request(re.compile(r"/\d\.pdf")).respond_with_handler(answer)
        pull(archive, *list_reports(busy))
        assert most == [1] * 5

    def test_hosts_are_asked_at_the_same_time(self, busy: HTTPServer, archive: Archive) -> None:
        both = threading.Barrier(2, timeout=5)

        def answer(_: Request) -> Response:
            both.wait()
            return Response(PDF)

        busy.expect_request("/1.pdf").respond_with_handler(answer)
        with HTTPServer(threaded=True) as other:
            other.expect_request("/robots.txt").respond_with_data("", status=404)
            other.expect_request("/1.pdf").respond_with_handler(answer)
            urls = [busy.url_for("/1.pdf"), other.url_for("/1.pdf")]
            assert [result.status for result in pull(archive, *urls, read_timeout=5)] == ["fetched"] * 2

    def test_a_pause_lies_between_requests_to_a_host(
        self, busy: HTTPServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moments: list[float] = []

        def answer(_: Request) -> Response:
            moments.append(time.monotonic())
            return Response(PDF)

        busy.expect_request(re.compile(r"/\d\.pdf")).respond_with_handler(answer)
        monkeypatch.setattr("extract.sources.pull.hosts.is_loopback_host", lambda _: False)
        pull(archive, *list_reports(busy)[:3], delay=0.15)
        assert all(later - earlier >= 0.15 for earlier, later in itertools.pairwise(moments))
        assert len(moments) == 3


class TestRobots:
    RULES = "User-agent: *\nAllow: /\n\nUser-agent: kommunkompassen-warehouse\nDisallow: /1.pdf\n"

    def serve(self, httpserver: HTTPServer, robots: Response) -> HTTPServer:
        httpserver.expect_request("/robots.txt").respond_with_response(robots)
        httpserver.expect_request(re.compile(r"/\d\.pdf")).respond_with_data(PDF)
        return httpserver

    def test_rules_are_honoured(self, httpserver: HTTPServer, archive: Archive) -> None:
        server = self.serve(httpserver, Response(self.RULES))
        results = pull(archive, *list_reports(server)[:3])
        assert [codes(result) for result in results] == [[], ["robots_disallowed"], []]
        assert "/1.pdf" not in [path for path, *_ in asked(server)]

    def test_rules_hold_for_redirects_too(self, httpserver: HTTPServer, archive: Archive) -> None:
        server = self.serve(httpserver, Response(self.RULES))
        server.expect_request("/old").respond_with_data("", status=302, headers={"Location": "/1.pdf"})
        (result,) = pull(archive, server.url_for("/old"))
        assert codes(result) == ["robots_disallowed"]

    def test_rules_are_asked_for_once_a_day(self, httpserver: HTTPServer, archive: Archive) -> None:
        server = self.serve(httpserver, Response(self.RULES))
        for _ in range(2):
            pull(Archive(archive.root), *list_reports(server))
        assert [path for path, *_ in asked(server)].count("/robots.txt") == 1
        pull(Archive(archive.root), *list_reports(server), robots_hours=0)
        assert [path for path, *_ in asked(server)].count("/robots.txt") == 2

    def test_a_failing_robots_file_does_not_hide_listed_addresses(
        self, httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
    ) -> None:
        server = self.serve(httpserver, Response(status=500))
        (result,) = pull(archive, server.url_for("/1.pdf"))
        assert result.status == "fetched"
        assert "No robots.txt rules" in caplog.text
        assert [path for path, *_ in asked(server)].count("/robots.txt") == 1, (
            "it is not asked again and again"
        )

    def test_a_crawl_delay_is_honoured_up_to_a_limit(self, httpserver: HTTPServer, archive: Archive) -> None:
        server = self.serve(httpserver, Response("User-agent: *\nCrawl-delay: 1000\n"))
        began = time.monotonic()
        pull(archive, *list_reports(server)[:3], max_crawl_delay=0.2)
        assert time.monotonic() - began >= 0.4


class TestRetryAfter:
    NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    @given(st.integers(0, 10**8))
    def test_seconds(self, seconds: int) -> None:
        assert parse_retry_after(f" {seconds} ") == seconds

    @given(st.integers(-(10**6), 10**6))
    def test_dates(self, seconds: int) -> None:
        date = email.utils.format_datetime(self.NOW + timedelta(seconds=seconds), usegmt=True)
        assert parse_retry_after(date, self.NOW) == max(0, seconds)

    @given(st.text(max_size=40))
    def test_anything_else_is_nothing_or_a_wait(self, value: str) -> None:
        wait = parse_retry_after(value)
        assert wait is None or wait >= 0
