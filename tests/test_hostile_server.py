"""A server that lies, stalls and redirects: for each trick an outcome, a log line, and nothing lost."""

from __future__ import annotations

import gzip
import logging
import re
import socket
import threading
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from expectations.rules import RULES
from extract.records import CatalogueLine, PullResult
from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord
from tests.pull_servers import OTHER_PDF, PDF, codes, play_raw, pull


@pytest.fixture(autouse=True)
def no_robots(httpserver: HTTPServer) -> None:
    """The test server has no robots.txt."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


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


def test_not_modified_without_a_copy(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    httpserver.expect_request("/a.pdf").respond_with_data(b"", status=304)
    url = httpserver.url_for("/a.pdf")
    result = check(caplog, archive, url, "unavailable", "not_modified_without_copy")
    assert result.sha256 is None
    asked = [request for request, _ in httpserver.log if request.path == "/a.pdf"]
    assert len(asked) == 2, "the whole is asked for once more"
    assert all("If-None-Match" not in request.headers for request in asked)


def test_not_modified_though_the_copy_was_lost(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    serve_pdf(httpserver)
    url = httpserver.url_for("/a.pdf")
    first = check(caplog, archive, url, "fetched")
    assert first.sha256
    Path(str(archive.locate(first.sha256))).unlink()
    again = check(caplog, Archive(archive.root), url, "fetched")
    assert Archive(archive.root).read_bytes(again.sha256 or "") == PDF


def test_not_modified_of_another_etag(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    url = httpserver.url_for("/a.pdf")

    def answer(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"one"':
            return Response(status=304, headers={"ETag": '"two"'})
        return Response(OTHER_PDF if archive.pulls() and archive.hashes() else PDF, headers={"ETag": '"one"'})

    httpserver.expect_request("/a.pdf").respond_with_handler(answer)
    first = check(caplog, archive, url, "fetched")
    second = check(caplog, archive, url, "fetched")
    assert first.sha256 != second.sha256


def test_too_many_requests_waits_as_asked(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[float] = []

    def answer(_: Request) -> Response:
        asked.append(time.monotonic())
        return Response(status=429, headers={"Retry-After": "1"}) if len(asked) == 1 else Response(PDF)

    httpserver.expect_request("/a.pdf").respond_with_handler(answer)
    check(caplog, archive, httpserver.url_for("/a.pdf"), "fetched")
    assert asked[1] - asked[0] >= 1


def test_too_many_requests_for_too_long(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    httpserver.expect_request("/a.pdf").respond_with_data(b"", status=429, headers={"Retry-After": "86400"})
    serve_pdf(httpserver, "/b.pdf")
    check(caplog, archive, httpserver.url_for("/a.pdf"), "unavailable", "rate_limited")
    both = pull(archive, httpserver.url_for("/a.pdf"), httpserver.url_for("/b.pdf"))
    assert [codes(result) for result in both] == [["rate_limited"], ["rate_limited"]]
    assert not [request for request, _ in httpserver.log if request.path == "/b.pdf"], (
        "the host is left alone"
    )


def test_server_error_twice_then_the_document(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    answers = [Response(status=500), Response(status=500), Response(PDF)]
    httpserver.expect_request("/a.pdf").respond_with_handler(lambda _: answers.pop(0))
    result = check(caplog, archive, httpserver.url_for("/a.pdf"), "fetched")
    assert archive.read_bytes(result.sha256 or "") == PDF


def test_server_error_for_ever_keeps_the_last_good_copy(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    url = httpserver.url_for("/a.pdf")
    httpserver.expect_oneshot_request("/a.pdf").respond_with_data(PDF)
    first = check(caplog, archive, url, "fetched")
    httpserver.expect_request("/a.pdf").respond_with_data(b"", status=503)
    second = check(caplog, archive, url, "unavailable", "server_error")
    assert second.sha256 == first.sha256
    assert second.last_success == first.last_success


def test_a_stalled_body(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    release = threading.Event()

    def stall(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + PDF[:20])
        release.wait(10)

    with play_raw(stall) as base:
        check(caplog, archive, f"{base}/a.pdf", "unavailable", "timeout", retries=0)
        release.set()
    assert archive.hashes() == []


def test_a_host_that_only_stalls_is_left_alone_after_a_while(archive: Archive) -> None:
    asked: list[bytes] = []
    release = threading.Event()

    def stall(_: socket.socket, head: bytes) -> None:
        asked.append(head)
        release.wait(20)

    with play_raw(stall) as base:
        results = pull(archive, *(f"{base}/{number}.pdf" for number in range(8)), read_timeout=0.1)
        release.set()
    assert [codes(result) for result in results] == [["timeout"]] * 8
    assert len(asked) == 6, "three addresses, twice each"


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_dripping_server_meets_the_total_limit(
    archive: Archive, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    def drip(connection: socket.socket, _: bytes) -> None:
        if part == "body":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(300):
            connection.sendall(b"x")
            time.sleep(0.05)

    with play_raw(drip) as base:
        check(caplog, archive, f"{base}/a.pdf", "unavailable", "timeout", retries=0, total_timeout=0.6)


def test_a_body_shorter_than_announced(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    def cut(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + PDF)

    with play_raw(cut) as base:
        check(caplog, archive, f"{base}/a.pdf", "unavailable", "incomplete")
    assert archive.hashes() == []


def test_a_body_longer_than_announced_is_named_truncated(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    def spill(connection: socket.socket, head: bytes) -> None:
        length = 30 if b"/a.pdf" in head else len(PDF)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length + PDF)

    with play_raw(spill) as base:
        check(caplog, archive, f"{base}/a.pdf", "fetched", "truncated")
        whole = check(caplog, archive, f"{base}/b.pdf", "fetched")
    assert archive.read_bytes(whole.sha256 or "") == PDF


def test_spilled_bytes_do_not_become_the_next_document(archive: Archive) -> None:
    forged = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(OTHER_PDF) + OTHER_PDF

    def spill(connection: socket.socket, head: bytes) -> None:
        answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PDF) + PDF
        connection.sendall(answer + (forged if b"/a.pdf" in head else b""))
        time.sleep(0.2)

    with play_raw(spill) as base:
        results = pull(archive, f"{base}/a.pdf", f"{base}/b.pdf")
    assert [archive.read_bytes(result.sha256 or "") for result in results] == [PDF, PDF]


def test_a_copy_cut_short_does_not_displace_a_whole_one(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    url = httpserver.url_for("/a.pdf")
    httpserver.expect_oneshot_request("/a.pdf").respond_with_data(PDF)
    whole = check(caplog, archive, url, "fetched")
    httpserver.expect_request("/a.pdf").respond_with_data(PDF[:30])
    cut = check(caplog, archive, url, "unavailable", "truncated")
    assert cut.sha256 == whole.sha256
    assert len(archive.hashes()) == 2, "what came is kept all the same"


@pytest.mark.parametrize("announced", ["gzip", "deflate"])
def test_a_body_that_expands_a_thousandfold(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture, announced: str
) -> None:
    bomb = gzip.compress(b"%PDF-1.4\n" + bytes(30_000_000))
    assert len(bomb) * 900 < 30_000_000
    httpserver.expect_request("/a.pdf").respond_with_data(bomb, headers={"Content-Encoding": announced})
    url = httpserver.url_for("/a.pdf")
    check(caplog, archive, url, "unavailable", "too_large", max_bytes=1_000_000)
    assert archive.hashes() == []


def test_a_compressed_body_is_kept_as_the_document_it_is(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    httpserver.expect_request("/a.pdf").respond_with_data(
        gzip.compress(PDF), headers={"Content-Encoding": "gzip"}
    )
    result = check(caplog, archive, httpserver.url_for("/a.pdf"), "fetched")
    assert archive.read_bytes(result.sha256 or "") == PDF


@pytest.mark.parametrize(
    ("encoding", "body", "code"),
    [
        ("br", b"\x0b\x02\x80hello\x03", "bad_encoding"),
        ("gzip, gzip", gzip.compress(gzip.compress(PDF)), "bad_encoding"),
        ("gzip", b"<html></html>", "bad_encoding"),
        ("deflate", b"\x07 no deflate at all", "bad_encoding"),
        ("gzip", gzip.compress(PDF, mtime=0)[:40], "incomplete"),
    ],
)
def test_an_encoding_that_cannot_be_undone(
    httpserver: HTTPServer,
    archive: Archive,
    caplog: pytest.LogCaptureFixture,
    encoding: str,
    body: bytes,
    code: str,
) -> None:
    httpserver.expect_request("/a.pdf").respond_with_data(body, headers={"Content-Encoding": encoding})
    check(caplog, archive, httpserver.url_for("/a.pdf"), "unavailable", code)


def test_an_endless_body(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    def pour(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"10000\r\n" + bytes(0x10000) + b"\r\n")

    with play_raw(pour) as base:
        check(caplog, archive, f"{base}/a.pdf", "unavailable", "too_large", max_bytes=500_000)


def test_redirects_in_a_circle(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    for here, there in (("/a.pdf", "/b.pdf"), ("/b.pdf", "/a.pdf")):
        httpserver.expect_request(here).respond_with_data(b"", status=302, headers={"Location": there})
    check(caplog, archive, httpserver.url_for("/a.pdf"), "unavailable", "redirect_loop")


def test_redirects_without_end(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    def onward(request: Request) -> Response:
        return Response(status=307, headers={"Location": request.path + "x"})

    httpserver.expect_request(re.compile("/a.*")).respond_with_handler(onward)
    check(caplog, archive, httpserver.url_for("/a.pdf"), "unavailable", "too_many_redirects")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "address_refused"),
        ("http://[::ffff:10.0.0.1]/", "address_refused"),
        ("http://0x7f.1:9/", "address_refused"),
        ("file:///etc/passwd", "scheme_refused"),
        ("gopher://example.org/", "scheme_refused"),
    ],
)
def test_redirects_inside_are_refused(
    httpserver: HTTPServer,
    archive: Archive,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    target: str,
    code: str,
) -> None:
    """The test server itself is let through as if it were public; only the redirect is on trial."""
    from extract.sources import addresses

    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: str(ip) == "127.0.0.1" or real(ip))
    if "0x7f" in target:
        look_up = socket.getaddrinfo
        inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.2", 9))]
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **more: inside if host == "0x7f.1" else look_up(host, *rest, **more),
        )
    httpserver.expect_request("/a.pdf").respond_with_data(b"", status=302, headers={"Location": target})
    url = httpserver.url_for("/a.pdf").replace("localhost", "127.0.0.1")
    check(caplog, archive, url, "unavailable", code, allow_private_hosts=False)


@pytest.mark.parametrize(
    "target", ["http://10.255.255.1:9/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/"]
)
def test_a_redirect_to_a_private_host_that_nobody_named_is_refused_though_private_hosts_are_allowed(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture, target: str
) -> None:
    httpserver.expect_request("/a.pdf").respond_with_data(b"", status=302, headers={"Location": target})
    check(caplog, archive, httpserver.url_for("/a.pdf"), "unavailable", "address_refused")


def test_a_redirect_to_a_private_host_of_the_catalogue_is_followed(
    httpserver: HTTPServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", httpserver.port))]
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: inside if host == "intranet.test" else look_up(host, *rest, **more),
    )
    named = f"http://intranet.test:{httpserver.port}/b.pdf"
    httpserver.expect_request("/a.pdf").respond_with_data(b"", status=302, headers={"Location": named})
    serve_pdf(httpserver, "/b.pdf")
    (refused,) = pull(archive, httpserver.url_for("/a.pdf"))
    assert codes(refused) == ["address_refused"]
    followed, _ = pull(archive, httpserver.url_for("/a.pdf"), named)
    assert followed.status == "fetched"


def test_a_redirect_to_nonsense(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n")

    with play_raw(answer) as base:
        check(caplog, archive, f"{base}/a.pdf", "unavailable", "malformed_address")


@pytest.mark.parametrize("etag", [b'"r\xe4ksm\xf6rg\xe5s"', b'"' + b"x" * 5000 + b'"', b"", b'W/"'])
def test_an_odd_etag_does_not_end_the_conversation(
    archive: Archive, caplog: pytest.LogCaptureFixture, etag: bytes
) -> None:
    def answer(connection: socket.socket, _: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nETag: %b\r\n\r\n" % (len(PDF), etag)
        connection.sendall(head + PDF)

    with play_raw(answer) as base:
        check(caplog, archive, f"{base}/a.pdf", "fetched")
        check(caplog, archive, f"{base}/a.pdf", "unchanged")


@pytest.mark.parametrize(
    "location", ["/räksmörgås.pdf".encode(), "/räksmörgås.pdf".encode("latin-1"), b"/a b.pdf"]
)
def test_an_unescaped_redirect_is_followed(
    archive: Archive, caplog: pytest.LogCaptureFixture, location: bytes
) -> None:
    def answer(connection: socket.socket, head: bytes) -> None:
        if b"/start" in head:
            connection.sendall(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %b\r\n\r\n" % location)
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PDF) + PDF)

    with play_raw(answer) as base:
        check(caplog, archive, f"{base}/start.pdf", "fetched")


def test_credentials_in_a_redirect_do_not_show(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    target = httpserver.url_for("/b.pdf").replace("//", "//kommun:hemligt@")
    httpserver.expect_request("/a.pdf").respond_with_data("", status=302, headers={"Location": target})
    serve_pdf(httpserver, "/b.pdf")
    caplog.set_level(logging.DEBUG)
    result = check(caplog, archive, httpserver.url_for("/a.pdf"), "fetched")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("kommun", "httpx"))]
    assert "hemligt" not in repr(result) + repr(archive.pulls()) + "".join(ours)


def test_a_changed_document_under_the_same_etag(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    """A 200 with the old ETag and new bytes is a new document."""
    url = httpserver.url_for("/a.pdf")
    httpserver.expect_oneshot_request("/a.pdf").respond_with_data(PDF, headers={"ETag": '"same"'})
    first = check(caplog, archive, url, "fetched")
    httpserver.expect_request("/a.pdf").respond_with_data(OTHER_PDF, headers={"ETag": '"same"'})
    second = check(caplog, archive, url, "fetched")
    assert first.sha256 != second.sha256
    assert archive.read_bytes(first.sha256 or "") == PDF


def test_a_lying_not_modified_is_found_out_by_asking_for_the_whole_now_and_then(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    bodies = [PDF, OTHER_PDF]

    def answer(request: Request) -> Response:
        if "If-None-Match" in request.headers:
            return Response(status=304)
        return Response(bodies.pop(0), headers={"ETag": '"same"'})

    httpserver.expect_request("/a.pdf").respond_with_handler(answer)
    url = httpserver.url_for("/a.pdf")
    first = check(caplog, archive, url, "fetched")
    assert check(caplog, archive, url, "unchanged").sha256 == first.sha256
    later = check(caplog, archive, url, "fetched", full_pull_days=0)
    assert archive.read_bytes(later.sha256 or "") == OTHER_PDF


def test_a_new_document_at_the_same_address_leaves_the_old_in_the_archive(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    url = httpserver.url_for("/a.pdf")
    httpserver.expect_oneshot_request("/a.pdf").respond_with_data(PDF, headers={"ETag": '"one"'})
    first = check(caplog, archive, url, "fetched")
    httpserver.expect_request("/a.pdf").respond_with_data(OTHER_PDF, headers={"ETag": '"two"'})
    second = check(caplog, Archive(archive.root), url, "fetched")
    assert sorted(Archive(archive.root).hashes()) == sorted([first.sha256, second.sha256])
    assert archive.read_bytes(first.sha256 or "") == PDF


@pytest.mark.parametrize("kind", ["text/html", "image/png", "application/octet-stream", "nonsense"])
def test_a_wrong_content_type_does_not_matter(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    httpserver.expect_request("/a.pdf").respond_with_data(PDF, content_type=kind)
    check(caplog, archive, httpserver.url_for("/a.pdf"), "fetched")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Rapporten</body></html>", "html"),
        (b"<html><h1>Logga in</h1><form><input type='password'></form></html>", "login_wall"),
        ("<html><title>Sidan går inte att hitta: sidan finns inte</title></html>".encode(), "soft_404"),
        (b"<html><h1>404 - Siden finnes ikke</h1></html>", "soft_404"),
        (b"\x00\x01\x02 garbage", "not_a_pdf"),
        (PDF[:25], "truncated"),
    ],
)
def test_bodies_that_are_no_pdf_are_kept_and_named(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture, body: bytes, code: str
) -> None:
    httpserver.expect_request("/a.pdf").respond_with_data(body, content_type="application/pdf")
    url = httpserver.url_for("/a.pdf")
    result = check(caplog, archive, url, "fetched", code)
    assert archive.read_bytes(result.sha256 or "") == body
    assert check(caplog, archive, url, "unchanged", code).sha256 == result.sha256


def test_a_login_wall_does_not_displace_the_report_behind_it(
    httpserver: HTTPServer, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    url = httpserver.url_for("/a.pdf")
    httpserver.expect_oneshot_request("/a.pdf").respond_with_data(PDF)
    first = check(caplog, archive, url, "fetched")
    httpserver.expect_request("/a.pdf").respond_with_data(
        "", status=302, headers={"Location": "/login?next=a"}
    )
    httpserver.expect_request("/login").respond_with_data("<html><body>Välkommen</body></html>")
    second = check(caplog, archive, url, "unavailable", "login_wall")
    assert second.sha256 == first.sha256


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "..\\..\\boot.ini", "rapport\x07\x1b[31m.pdf", "a" * 5000 + ".pdf", "%2e%2e%2fx"],
)
def test_hostile_names_never_become_paths(archive: Archive, name: str, tmp_path: Path) -> None:
    def answer(connection: socket.socket, _: bytes) -> None:
        named = f'Content-Disposition: attachment; filename="{name}"'
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(PDF)}\r\n{named}\r\n\r\n"
        connection.sendall(head.encode("latin-1") + PDF)

    before = {path for path in tmp_path.parent.rglob("*") if archive.root.name not in str(path)}
    with play_raw(answer) as base:
        (result,) = pull(archive, f"{base}/..%2f..%2f{'%0a'}evil.pdf", retries=0)
    after = {path for path in tmp_path.parent.rglob("*") if archive.root.name not in str(path)}
    assert after == before
    if result.status == "unavailable":
        assert codes(result) == ["protocol_error"], "control characters in a header end the conversation"
        return
    shown = archive.pulls()[-1].filename or ""
    assert "/" not in shown
    assert "\\" not in shown
    assert shown.isprintable()
    assert len(shown) <= 120


def test_an_answer_that_is_not_http(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    with play_raw(lambda connection, _: connection.sendall(b"SSH-2.0-OpenSSH\r\n")) as base:
        check(caplog, archive, f"{base}/a.pdf", "unavailable", "protocol_error")


def test_one_hostile_address_does_not_take_the_others_down(
    httpserver: HTTPServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.sources.pull.puller import Puller

    serve_pdf(httpserver)
    real = Puller._ask

    def fail(self: Puller, line: CatalogueLine, held: PullRecord | None) -> PullRecord:
        if "bad" in line.url:
            raise RuntimeError("unforeseen")
        return real(self, line, held)

    monkeypatch.setattr(Puller, "_ask", fail)
    results = pull(archive, httpserver.url_for("/bad.pdf"), httpserver.url_for("/a.pdf"))
    assert [(result.status, codes(result)) for result in results] == [
        ("unavailable", ["pull_failed"]),
        ("fetched", []),
    ]
