"""Bodies that stall, break off, never end, expand or are no PDF."""

from __future__ import annotations

import gzip
import socket
import threading
import time

import pytest
from pytest_httpserver import HTTPServer

from extract.sources.archive import Archive
from tests.pulling.hostile import check
from tests.pulling.servers import OTHER_PDF, PDF, codes, play_raw, pull

pytestmark = pytest.mark.usefixtures("no_robots")


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
