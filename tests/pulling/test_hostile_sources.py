"""Sources that cost too much: each is left within its bounds, and costs nobody else anything."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.sources.archive import Archive
from extract.sources.pull.budget import Allowance, Budget, keep_to_source
from extract.sources.pull.failure import PullError
from extract.sources.pull.parse import MOST_TAGS, parse_html, parse_json, parse_xml, split_lines
from extract.sources.pull.request import Requester
from extract.sources.pull.robots_rules import parse_robots
from tests.pulling.servers import PDF, codes, make_settings, pull

URL = "https://www.example.se/robots.txt"
AGENT = "kommunkompassen-warehouse"


def refuse(code: str, parse: object, content: bytes) -> None:
    """Parsing ends quickly in a failure with this code."""
    begun = time.process_time()
    with pytest.raises(PullError) as caught:
        parse(content, URL)  # type: ignore[operator]
    assert caught.value.code == code
    assert time.process_time() - begun < 2


class TestRobots:
    def test_endless_agents_for_endless_rules_cost_little(self) -> None:
        agents = "".join(f"User-agent: robot{number}\n" for number in range(12_000))
        rules = "".join(f"Disallow: /{number}\n" for number in range(14_000))
        begun = time.process_time()
        parsed = parse_robots((agents + rules).encode(), AGENT, URL)
        assert parsed.can_fetch("https://www.example.se/1", AGENT)
        assert time.process_time() - begun < 2

    def test_endless_rules_for_us_are_cut(self) -> None:
        text = f"User-agent: {AGENT}\n" + "".join(f"Disallow: /{number}/*a*b*c\n" for number in range(25_000))
        parsed = parse_robots(text.encode(), AGENT, URL)
        begun = time.process_time()
        assert not parsed.can_fetch("https://www.example.se/7/abc", AGENT)
        assert parsed.can_fetch("https://www.example.se/24000/" + "a" * 2000, AGENT)
        assert time.process_time() - begun < 1

    def test_our_own_group_goes_before_everybodys(self) -> None:
        text = "User-agent: *\nDisallow: /\n\nUser-agent: kommunkompassen-warehouse/2.0\nDisallow: /hemligt\n"
        parsed = parse_robots(text.encode(), AGENT, URL)
        assert parsed.can_fetch("https://www.example.se/rapport.pdf", AGENT)
        assert not parsed.can_fetch("https://www.example.se/hemligt/a", AGENT)

    @given(
        st.lists(
            st.sampled_from(
                [
                    "User-agent: *",
                    "user-agent:googlebot",
                    "User-Agent: Kommunkompassen-Warehouse",
                    "User agent: kommunkompassen",
                    "User-agent: kommun*",
                    "User-agent:",
                    "Disallow: /a",
                    "Disallow: /",
                    "disalow: /b$",
                    "Allow: /a/*x",
                    "Allow: /",
                    "Crawl-delay: 7",
                    "Sitemap: https://www.example.se/map.xml",
                    "Noindex: /a",
                    "# nothing",
                    "",
                ]
            ),
            max_size=12,
        )
    )
    def test_the_verdict_is_that_of_the_whole_file(self, lines: list[str]) -> None:
        text = "\n".join(lines)
        whole, ours = Protego.parse(text), parse_robots(text.encode(), AGENT, URL)
        for path in ("/", "/a", "/a/bx", "/b", "/bb"):
            address = f"https://www.example.se{path}"
            assert ours.can_fetch(address, AGENT) == whole.can_fetch(address, AGENT), text
        assert ours.crawl_delay(AGENT) == whole.crawl_delay(AGENT)

    def test_a_hostile_file_leaves_listed_addresses_alone(
        self, httpserver: HTTPServer, archive: Archive
    ) -> None:
        body = b"".join(b"User-agent: r%d\n" % number for number in range(20_000)) + b"Disallow: /\n" * 20_000
        httpserver.expect_request("/robots.txt").respond_with_data(body[: 500 * 1024])
        httpserver.expect_request("/a.pdf").respond_with_data(PDF)
        begun = time.process_time()
        (result,) = pull(archive, httpserver.url_for("/a.pdf"))
        assert result.status == "fetched"
        assert time.process_time() - begun < 3


class TestParsing:
    def test_pages_with_too_many_tags(self) -> None:
        refuse("too_complex", parse_html, b"<a>" * (MOST_TAGS + 1))
        assert len(parse_html(b"<div>" * 10_000 + b"<a href=x>y</a>", URL).find_all("a")) <= 1

    @pytest.mark.parametrize(
        "content",
        [b"[" * 200_000, b'{"a":' * 100_000, b"1" * 5_000, b"[" + b"{}," * 1_100_000 + b"{}]"],
        ids=["deep lists", "deep objects", "endless number", "endless list"],
    )
    def test_json_beyond_reason(self, content: bytes) -> None:
        refuse("too_complex", parse_json, content)

    def test_json_that_is_none(self) -> None:
        refuse("protocol_error", parse_json, b"<html>")
        refuse("protocol_error", parse_json, b'"\xff"')

    def test_xml_beyond_reason(self) -> None:
        refuse("too_complex", parse_xml, b"<a>" * (MOST_TAGS + 1))
        refuse("too_complex", parse_xml, b"<a>" * 10_000)
        refuse("protocol_error", parse_xml, b"{}")
        refuse("protocol_error", parse_xml, b"")

    def test_xml_reads_no_file_and_expands_nothing(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("hemligt")
        outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'
        assert "hemligt" not in "".join(parse_xml(outside.encode(), URL).itertext(tag=None))
        doubling = "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};">' for n in range(60))
        bomb = f'<!DOCTYPE a [<!ENTITY e0 "x">{doubling}]><a b="&e60;">&e60;</a>'
        refuse("too_complex", parse_xml, bomb.encode())

    def test_lists_in_plain_text(self) -> None:
        refuse("too_complex", split_lines, b"\n" * 600_000)
        assert split_lines(b"a\r\n" + b"x" * 30_000 + b"\nb\xff", URL) == ["a", "b\ufffd"]


class TestBudgets:
    @pytest.fixture
    def requester(self) -> Iterator[Requester]:
        with Requester(make_settings(retries=0), ["http://localhost/"]) as requester:
            yield requester

    def test_requests_count_with_their_redirects(self, httpserver: HTTPServer, requester: Requester) -> None:
        httpserver.expect_request("/a").respond_with_data("", 302, headers={"Location": "/b"})
        httpserver.expect_request("/b").respond_with_data("b")
        budget = Budget("here", Allowance(requests=3, megabytes=1, seconds=60))
        requester.get(httpserver.url_for("/a"), budget=budget)
        with pytest.raises(PullError, match="more than 3 requests") as caught:
            requester.get(httpserver.url_for("/a"), budget=budget)
        assert caught.value.code == "over_budget"
        assert len(httpserver.log) == 3

    def test_bytes_count_after_unpacking(self, httpserver: HTTPServer, requester: Requester) -> None:
        httpserver.expect_request("/a").respond_with_data(b"x" * 700_000)
        budget = Budget("here", Allowance(requests=9, megabytes=1, seconds=60))
        requester.get(httpserver.url_for("/a"), budget=budget)
        with pytest.raises(PullError, match="more than 1 MiB"):
            requester.get(httpserver.url_for("/a"), budget=budget)

    def test_seconds_end_a_request_and_all_after_it(self, requester: Requester) -> None:
        def dawdle(_: Request) -> Response:
            time.sleep(0.25)
            return Response("x")

        budget = Budget("here", Allowance(requests=math.inf, megabytes=1, seconds=0.4))
        with HTTPServer(threaded=True) as server:
            server.expect_request("/a").respond_with_handler(dawdle)
            url = server.url_for("/a")
            requester.get(url, budget=budget)
            with pytest.raises(PullError) as caught:
                requester.get(url, budget=budget)
            assert caught.value.code == "timeout"
            with pytest.raises(PullError, match=r"more than 0.4 seconds"):
                requester.get(url, budget=budget)

    def test_a_slow_host_has_so_much_time_in_a_run(self, archive: Archive) -> None:
        def dawdle(_: Request) -> Response:
            time.sleep(0.2)
            return Response(PDF)

        with HTTPServer(threaded=True) as server:
            server.expect_request("/robots.txt").respond_with_data("", 404)
            server.expect_request(re.compile("/.*pdf")).respond_with_handler(dawdle)
            urls = [server.url_for(f"/{name}.pdf") for name in "abcdef"]
            results = pull(archive, *urls, host_seconds=0.5, read_timeout=2, retries=0)
        assert codes(results[0]) == []
        assert codes(results[-1]) == ["over_budget"]

    def test_whatever_goes_wrong_is_the_sources_outcome(self) -> None:
        for error in (ValueError("x"), RecursionError(), MemoryError(), KeyError("a")):
            with pytest.raises(PullError) as caught, keep_to_source(URL):
                raise error
            assert caught.value.code == "pull_failed"
            assert URL in caught.value.sentence


def test_the_availability_interface_may_answer_anything(httpserver: HTTPServer, archive: Archive) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/a.pdf").respond_with_data("", 404)
    answers = ["[" * 100_000, json.dumps({"archived_snapshots": []}), "1" * 5000, "null"]
    for body in answers:
        httpserver.expect_oneshot_request("/wayback/available").respond_with_data(body)
        (result,) = pull(archive, httpserver.url_for("/a.pdf"), wayback_base=httpserver.url_for(""))
        assert codes(result) == ["not_found"], body[:20]
