"""Pulling a catalogue: conditional, polite, through archives when links are dead, and offline."""

from __future__ import annotations

import email.utils
import itertools
import json
import logging
import re
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.fetch import PullSettings, pull_catalogue
from extract.sources.ledger import read_ledger
from extract.sources.pull.hosts import parse_retry_after
from tests.pull_servers import OTHER_PDF, PDF, codes, make_settings, play_raw, pull, serve_http2


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
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


def list_reports(server: HTTPServer) -> list[str]:
    return [server.url_for(f"/{number}.pdf") for number in range(5)]


def asked(server: HTTPServer) -> list[tuple[str, bool, int]]:
    """Path, whether conditional, and status of every request so far."""
    return [
        (
            request.path,
            "If-None-Match" in request.headers or "If-Modified-Since" in request.headers,
            response.status_code,
        )
        for request, response in server.log
    ]


def test_a_second_run_asks_every_address_conditionally_and_nothing_else(
    server: HTTPServer, archive: Archive
) -> None:
    first = pull(archive, *list_reports(server))
    server.clear_log()
    second = pull(Archive(archive.root), *list_reports(server))
    assert [result.status for result in first] == ["fetched"] * 5
    assert [result.status for result in second] == ["unchanged"] * 5
    assert [result.sha256 for result in first] == [result.sha256 for result in second]
    assert asked(server) == [(f"/{number}.pdf", True, 304) for number in range(5)]


def test_results_come_in_the_order_of_the_catalogue(server: HTTPServer, archive: Archive) -> None:
    seen: list[str] = []
    urls = [*list_reports(server), "http://127.0.0.1:1/x.pdf", *reversed(list_reports(server))]
    lines = [CatalogueLine(url=url) for url in urls]
    results = pull_catalogue(
        lines, archive, make_settings(retries=0), lambda result: seen.append(result.line.url)
    )
    assert [result.line.url for result in results] == urls
    assert sorted(seen) == sorted(urls)


def test_an_empty_catalogue_asks_nothing(archive: Archive) -> None:
    assert pull_catalogue([], archive, make_settings()) == []


def test_a_failing_progress_callback_stops_the_run(server: HTTPServer, archive: Archive) -> None:
    def complain(_: object) -> None:
        raise RuntimeError("enough")

    lines = [CatalogueLine(url=url) for url in list_reports(server)]
    with pytest.raises(RuntimeError, match="enough"):
        pull_catalogue(lines, archive, make_settings(), complain)


@pytest.mark.timeout(60)
def test_stopping_does_not_wait_for_a_stalled_server(archive: Archive) -> None:
    reached, release = threading.Event(), threading.Event()

    def stall(*_: object) -> None:
        reached.set()
        release.wait(200)

    def interrupt(_: object) -> None:
        assert reached.wait(20)
        raise KeyboardInterrupt

    with play_raw(stall) as base:
        lines = [CatalogueLine(url="file:///nowhere"), CatalogueLine(url=f"{base}/a.pdf")]
        with pytest.raises(KeyboardInterrupt):
            pull_catalogue(lines, archive, make_settings(read_timeout=200, total_timeout=200), interrupt)
        release.set()
    assert f"{base}/a.pdf" not in {record.url for record in archive.pulls()}, "stopping is no outcome"


def test_the_user_agent_names_the_project_and_a_contact(server: HTTPServer, archive: Archive) -> None:
    pull(archive, server.url_for("/1.pdf"), contact="mailto:archive@example.org")
    agents = {request.headers["User-Agent"] for request, _ in server.log}
    assert agents == {"kommunkompassen-warehouse/0.1 (+mailto:archive@example.org)"}


def test_redirects_lead_to_the_document_and_validators_go_to_its_address(
    server: HTTPServer, archive: Archive
) -> None:
    server.expect_request("/old.pdf").respond_with_data("", status=301, headers={"Location": "/1.pdf"})
    url = server.url_for("/old.pdf")
    (first,) = pull(archive, url)
    assert (first.status, first.pulled_from) == ("fetched", server.url_for("/1.pdf"))
    server.clear_log()
    (second,) = pull(archive, url)
    assert second.status == "unchanged"
    assert asked(server) == [("/old.pdf", False, 301), ("/1.pdf", True, 304)]


def test_a_passing_query_of_a_redirect_is_no_part_of_the_source(server: HTTPServer, archive: Archive) -> None:
    """Signed addresses differ each night; a release must not."""
    tokens = iter(["/1.pdf?signature=abc", "/1.pdf?signature=def"])
    server.expect_request("/old.pdf").respond_with_handler(
        lambda _: Response(status=302, headers={"Location": next(tokens)})
    )
    sources = [pull(archive, server.url_for("/old.pdf"))[0].pulled_from for _ in range(2)]
    assert sources == [server.url_for("/1.pdf")] * 2


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


class TestCredentials:
    def test_they_reach_the_server_and_nothing_else(
        self, httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture, tmp_path: Path
    ) -> None:
        caplog.set_level(logging.DEBUG)
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_request(
            "/a.pdf", headers={"Authorization": "Basic a29tbXVuOmhlbWxpZ3Q="}
        ).respond_with_data(PDF)
        address = httpserver.url_for("/a.pdf").replace("//", "//kommun:hemligt@")
        line = CatalogueLine(url=address, landing_page=address)
        (result,) = pull_catalogue([line], archive, make_settings())
        assert result.status == "fetched"
        kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.jsonl"))
        for text in (repr(result), caplog.text, kept.decode()):
            assert "hemligt" not in text
            assert "a29tbXVuOmhlbWxpZ3Q" not in text
        (again,) = read_ledger(archive).list_addresses([line])
        assert "hemligt" not in repr(again)
        assert again.serving == result.sha256

    def test_they_do_not_follow_a_redirect_to_another_host(
        self, httpserver: HTTPServer, archive: Archive
    ) -> None:
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        with HTTPServer() as other:
            other.expect_request("/robots.txt").respond_with_data("", status=404)
            other.expect_request("/a.pdf").respond_with_data(PDF)
            httpserver.expect_request("/a.pdf").respond_with_data(
                "", status=302, headers={"Location": other.url_for("/a.pdf")}
            )
            pull(archive, httpserver.url_for("/a.pdf").replace("//", "//kommun:hemligt@"))
            assert all("Authorization" not in request.headers for request, _ in other.log)


class TestDeadLinks:
    MOMENT = "20150102030405"

    @pytest.fixture
    def wayback(self, httpserver: HTTPServer) -> HTTPServer:
        """A dead address and a stand-in for the Internet Archive, both on the test server."""
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_request("/a.pdf").respond_with_data("", status=404)

        def offer(request: Request) -> Response:
            url = httpserver.url_for(f"/web/{self.MOMENT}/{request.args['url']}")
            closest = {"available": True, "url": url, "timestamp": self.MOMENT, "status": "200"}
            return Response(
                json.dumps({"url": request.args["url"], "archived_snapshots": {"closest": closest}})
            )

        httpserver.expect_request("/wayback/available").respond_with_handler(offer)
        return httpserver

    def pull_dead(self, server: HTTPServer, archive: Archive, path: str = "/a.pdf") -> object:
        line = CatalogueLine(url=server.url_for(path), round=2014)
        return pull_catalogue([line], archive, make_settings(wayback_base=server.url_for("/")))[0]

    def test_an_archived_copy_takes_the_place(self, wayback: HTTPServer, archive: Archive) -> None:
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data(PDF)
        (result,) = pull_catalogue(
            [CatalogueLine(url=wayback.url_for("/a.pdf"), round=2014)],
            archive,
            make_settings(wayback_base=wayback.url_for("/")),
        )
        assert (result.status, codes(result)) == ("archived_copy", ["not_found", "archived_copy"])
        assert result.http_status == 404
        assert f"/web/{self.MOMENT}id_/" in (result.pulled_from or "")
        assert archive.read_bytes(result.sha256 or "") == PDF
        question = next(request for request, _ in wayback.log if request.path == "/wayback/available")
        assert question.args["url"] == wayback.url_for("/a.pdf")
        assert question.args["timestamp"].startswith("2015")
        wayback.clear_log()
        assert self.pull_dead(wayback, Archive(archive.root)) == result
        assert [path for path, *_ in asked(wayback)] == ["/a.pdf"], "the copy is not asked for again"

    def test_a_copy_only_under_the_plain_address_is_taken(
        self, wayback: HTTPServer, archive: Archive
    ) -> None:
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}/.*")).respond_with_data(PDF)
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data("", status=404)
        result = self.pull_dead(wayback, archive)
        assert result.status == "archived_copy"  # type: ignore[attr-defined]

    def test_the_last_good_copy_keeps_its_place(self, httpserver: HTTPServer, archive: Archive) -> None:
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_oneshot_request("/a.pdf").respond_with_data(PDF)
        (first,) = pull(archive, httpserver.url_for("/a.pdf"))
        httpserver.expect_request("/a.pdf").respond_with_data("", status=410)
        (second,) = pull(archive, httpserver.url_for("/a.pdf"), wayback_base=httpserver.url_for("/"))
        assert (second.status, codes(second), second.sha256) == ("unavailable", ["gone"], first.sha256)
        assert not [request for request, _ in httpserver.log if request.path == "/wayback/available"]

    def test_the_document_comes_back(self, wayback: HTTPServer, archive: Archive) -> None:
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data(PDF)
        wayback.expect_oneshot_request("/b.pdf").respond_with_data("", status=404)
        self.pull_dead(wayback, archive, "/b.pdf")
        wayback.expect_request("/b.pdf").respond_with_data(OTHER_PDF)
        (back,) = pull(archive, wayback.url_for("/b.pdf"))
        assert (back.status, back.pulled_from, codes(back)) == ("fetched", None, [])

    def test_a_page_that_says_not_found_is_a_dead_link_too(
        self, wayback: HTTPServer, archive: Archive
    ) -> None:
        wayback.expect_request("/soft.pdf").respond_with_data("<html><h1>404 Not found</h1></html>")
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data(PDF)
        for _ in range(2):
            result = self.pull_dead(wayback, Archive(archive.root), "/soft.pdf")
            assert result.status == "archived_copy"  # type: ignore[attr-defined]
            assert codes(result) == ["soft_404", "archived_copy"]  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "reply",
        ['{"archived_snapshots": {}}', "not json", "[]", '{"archived_snapshots": {"closest": {"url": 5}}}'],
    )
    def test_no_copy(self, httpserver: HTTPServer, archive: Archive, reply: str) -> None:
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_request("/a.pdf").respond_with_data("", status=404)
        httpserver.expect_request("/wayback/available").respond_with_data(reply)
        (result,) = pull(archive, httpserver.url_for("/a.pdf"), wayback_base=httpserver.url_for("/"))
        assert (result.status, codes(result), result.sha256) == ("unavailable", ["not_found"], None)

    def test_an_archived_copy_that_is_a_page_is_not_taken(
        self, wayback: HTTPServer, archive: Archive
    ) -> None:
        wayback.expect_request(re.compile(r"/web/.*")).respond_with_data("<html>furniture</html>")
        result = self.pull_dead(wayback, archive)
        assert result.status == "unavailable"  # type: ignore[attr-defined]
        assert len(archive.hashes()) == 1, "what came is kept all the same"

    def test_an_archived_copy_inside_is_refused(
        self, wayback: HTTPServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from extract.sources import addresses

        real = addresses.is_public
        monkeypatch.setattr(addresses, "is_public", lambda ip: str(ip) == "127.0.0.1" or real(ip))
        closest = {"available": True, "url": "http://10.1.2.3/a.pdf", "timestamp": self.MOMENT}
        wayback.clear()
        wayback.expect_request("/robots.txt").respond_with_data("", status=404)
        wayback.expect_request("/a.pdf").respond_with_data("", status=404)
        wayback.expect_request("/wayback/available").respond_with_json(
            {"archived_snapshots": {"closest": closest}}
        )
        base = f"http://127.0.0.1:{wayback.port}"
        (result,) = pull(archive, f"{base}/a.pdf", wayback_base=base, allow_private_hosts=False)
        assert (result.status, codes(result)) == ("unavailable", ["not_found"])


class TestOffline:
    def test_nothing_is_asked_and_nothing_is_recorded(self, server: HTTPServer, archive: Archive) -> None:
        urls = list_reports(server)
        pull(archive, *urls)
        server.clear_log()
        before = archive.pulls()
        assert pull(archive, *urls, "http://127.0.0.1:1/new.pdf", offline=True) == []
        assert asked(server) == []
        assert archive.pulls() == before

    def test_a_server_that_is_not_there_is_named_and_not_asked_again(
        self, archive: Archive, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, "kommunkompassen.pull")
        urls = [f"http://127.0.0.1:1/{number}.pdf" for number in range(20)]
        results = pull(archive, *urls)
        assert {tuple(codes(result)) for result in results} == {("unreachable",)}
        assert caplog.text.count("Asking again") == 2

    def test_without_any_name_service_no_host_counts_as_gone(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.forget_names(monkeypatch, known=())
        results = pull(archive, "https://one.example/a.pdf", "https://two.example/b.pdf")
        assert [codes(result) for result in results] == [["offline"], ["offline"]]

    def test_a_host_that_is_gone_while_others_are_there(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.forget_names(monkeypatch, known=("two.example",))
        results = pull(archive, "https://one.example/a.pdf", "https://two.example/b.pdf", retries=0)
        assert codes(results[0]) == ["host_not_found"]

    def forget_names(self, monkeypatch: pytest.MonkeyPatch, known: tuple[str, ...]) -> None:
        import socket

        def look_up(host: str, port: int, *_: object, **__: object) -> list[object]:
            if host in known:
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 1))]
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    def test_the_ledger_tells_the_results_of_the_run(self, server: HTTPServer, archive: Archive) -> None:
        server.expect_request("/gone.pdf").respond_with_data("", status=410)
        urls = [*list_reports(server), server.url_for("/gone.pdf")]
        results = {result.line.url: result for result in pull(archive, *urls)}
        lines = [CatalogueLine(url=url) for url in [*urls, "https://new.example/a.pdf"]]
        addresses = {each.url: each for each in read_ledger(Archive(archive.root)).list_addresses(lines)}
        for url in urls:
            assert addresses[url].serving == results[url].sha256
            assert addresses[url].reasons == results[url].reasons
        assert addresses[urls[-1]].http_status == 410
        never = addresses["https://new.example/a.pdf"]
        assert [reason.code for reason in never.reasons] == ["never_pulled"]


class TestFiles:
    def test_a_file_address_is_read_when_private_hosts_are_allowed(
        self, archive: Archive, tmp_path: Path
    ) -> None:
        report = tmp_path / "rapport åäö.pdf"
        report.write_bytes(PDF)
        (first,) = pull(archive, report.as_uri())
        assert (first.status, archive.read_bytes(first.sha256 or "")) == ("fetched", PDF)
        (second,) = pull(archive, report.as_uri())
        assert second.status == "unchanged"
        report.unlink()
        (third,) = pull(archive, report.as_uri())
        assert (third.status, codes(third), third.sha256) == ("unavailable", ["not_found"], first.sha256)

    def test_it_is_refused_otherwise(self, archive: Archive, tmp_path: Path) -> None:
        report = tmp_path / "a.pdf"
        report.write_bytes(PDF)
        (result,) = pull(archive, report.as_uri(), allow_private_hosts=False)
        assert codes(result) == ["scheme_refused"]

    def test_devices_and_folders_are_no_documents(self, archive: Archive, tmp_path: Path) -> None:
        results = pull(archive, "file:///dev/zero", tmp_path.as_uri())
        assert [codes(result) for result in results] == [["not_found"], ["forbidden"]]


class TestTLS:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        """A certificate for localhost that signs itself, with its key, in one file."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import NameOID

        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        path = tmp_path / "localhost.pem"
        path.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return path

    @pytest.fixture
    def secure(self, certificate: Path) -> Iterator[HTTPServer]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        with HTTPServer(host="localhost", ssl_context=context) as server:
            server.expect_request("/robots.txt").respond_with_data("", status=404)
            server.expect_request("/a.pdf").respond_with_data(PDF)
            yield server

    def test_an_unknown_certificate_is_refused(self, secure: HTTPServer, archive: Archive) -> None:
        (result,) = pull(archive, secure.url_for("/a.pdf"))
        assert codes(result) == ["tls_failed"]

    def test_a_trusted_one_is_accepted_for_its_name_only(
        self, secure: HTTPServer, certificate: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        by_name, by_number = pull(archive, secure.url_for("/a.pdf"), f"https://127.0.0.1:{secure.port}/a.pdf")
        assert by_name.status == "fetched"
        assert codes(by_number) == ["tls_failed"]

    def test_http2_is_spoken_with_servers_that_speak_it(
        self, certificate: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with serve_http2(certificate, PDF, '"one"') as (base, asked_for):
            (first,) = pull(archive, f"{base}/a.pdf")
            (second,) = pull(archive, f"{base}/a.pdf")
        assert [first.status, second.status] == ["fetched", "unchanged"]
        assert archive.read_bytes(first.sha256 or "") == PDF
        assert [headers[":path"] for headers in asked_for] == ["/robots.txt", "/a.pdf", "/a.pdf"]


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


def test_an_archive_that_cannot_be_written_fails_the_run(server: HTTPServer, tmp_path: Path) -> None:
    from extract.sources.lines import ArchiveError

    blocked = tmp_path / "archive"
    blocked.write_text("a file where a directory should be")
    with pytest.raises(ArchiveError, match="cannot be written"):
        pull(Archive(blocked), server.url_for("/1.pdf"))


def test_default_settings_are_polite() -> None:
    settings = PullSettings()
    assert settings.delay >= 1
    assert not settings.allow_private_hosts
    assert settings.respect_robots
    assert settings.contact in settings.agent
