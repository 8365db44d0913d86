"""A server that lies about its documents: for each lie an outcome and a log line, and nothing lost."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord
from tests.pulling.hostile import check, serve_pdf
from tests.pulling.servers import OTHER_PDF, PDF, codes, play_raw, pull

pytestmark = pytest.mark.usefixtures("no_robots")


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
