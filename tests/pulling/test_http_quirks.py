"""HTTP as it is out there: what browsers bear with, and so do we."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import PullResult
from extract.sources.archive import Archive
from extract.sources.pull.head import HeadMender, mend_head, read_location
from tests.pulling.servers import PDF, Play, codes, play_raw, pull

HEADLESS = zlib.compressobj(wbits=-zlib.MAX_WBITS)
RAW_DEFLATE = HEADLESS.compress(PDF) + HEADLESS.flush()


def answer_paths(answers: Mapping[bytes, bytes]) -> Play:
    """Answer each path with the bytes given for it, others with 404."""

    def play(connection: socket.socket, head: bytes) -> None:
        path = head.split(b" ")[1]
        connection.sendall(answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))

    return play


def make_answer(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """A whole answer."""
    lines = [b"HTTP/1.1 " + status, *headers, b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def redirect(*headers: bytes) -> bytes:
    """A redirect with these headers."""
    return make_answer(b"", *headers, status=b"302 Found")


def pull_from(archive: Archive, answers: Mapping[bytes, bytes], path: str = "/a.pdf") -> PullResult:
    """Pull one address of a server that answers so."""
    with play_raw(answer_paths(answers)) as base:
        (result,) = pull(archive, base + path, retries=0)
    return result


def expect_pdf(archive: Archive, result: PullResult) -> None:
    """The document came as it is."""
    assert (result.status, codes(result)) == ("fetched", [])
    assert archive.read_bytes(result.sha256 or "") == PDF


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/räksmörgås.pdf".encode("latin-1"), b"/r%E4ksm%F6rg%E5s.pdf"),
        ("/räksmörgås.pdf".encode(), b"/r%C3%A4ksm%C3%B6rg%C3%A5s.pdf"),
        (rb"\mapp\b.pdf", b"/mapp/b.pdf"),
        (rb"mapp\b.pdf?x=a\b", b"/mapp/b.pdf?x=a\\b"),
        (b"/b c.pdf", b"/b%20c.pdf"),
        (b"  /b.pdf  ", b"/b.pdf"),
        (b"/b.pdf#page=3", b"/b.pdf"),
        (b"?id=1", b"/a.pdf?id=1"),
    ],
)
def test_locations_as_browsers_read_them(archive: Archive, location: bytes, path: bytes) -> None:
    answers = {b"/a.pdf": redirect(b"Location: " + location), path: make_answer(PDF)}
    expect_pdf(archive, pull_from(archive, answers))


def test_backslashes_lead_no_further_than_slashes(archive: Archive) -> None:
    answers = {b"/a.pdf": redirect(rb"Location: http:\\169.254.169.254\latest")}
    assert codes(pull_from(archive, answers)) == ["address_refused"]


def test_of_two_locations_the_first_counts(archive: Archive) -> None:
    answers = {b"/a.pdf": redirect(b"Location: /b.pdf", b"Location: /c.pdf"), b"/b.pdf": make_answer(PDF)}
    expect_pdf(archive, pull_from(archive, answers))


@pytest.mark.parametrize("encoding", ["none", "utf-8", "UTF-8", "identity", "binary", "iso-8859-1", "", ","])
def test_encodings_that_are_none(archive: Archive, encoding: str) -> None:
    expect_pdf(
        archive, pull_from(archive, {b"/a.pdf": make_answer(PDF, b"Content-Encoding: " + encoding.encode())})
    )


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        (b"deflate", RAW_DEFLATE),
        (b"deflate", zlib.compress(PDF)),
        (b"deflate", gzip.compress(PDF, mtime=0)),
        (b"gzip", gzip.compress(PDF, compresslevel=0, mtime=0)),
        (b"x-gzip, utf-8", gzip.compress(PDF, mtime=0)),
        (b"gzip", PDF),
        (b"br", PDF),
    ],
)
def test_compressions_as_they_come(archive: Archive, encoding: bytes, body: bytes) -> None:
    answers = {b"/a.pdf": make_answer(body, b"Content-Encoding: " + encoding)}
    expect_pdf(archive, pull_from(archive, answers))


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type : application/pdf\r\nContent-Length\t: %d\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length:%d\r\nX-Folded: a\r\n  b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno header at all\r\nContent-Length: %d\r\n\r\n",
        b"HTTP/1.1 200 OK\nContent-Length: %d\n\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length : %d\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nSet-Cookie : a=b\r\nContent-Length: %d\r\n\r\n",
        b"HTTP/1.1 200\r\nContent-Length: %d\r\n\r\n",
    ],
)
def test_heads_as_browsers_bear_them(archive: Archive, head: bytes) -> None:
    expect_pdf(archive, pull_from(archive, {b"/a.pdf": head % len(PDF) + PDF}))


def test_a_head_in_drops(archive: Archive) -> None:
    def drip(connection: socket.socket, _: bytes) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in b"HTTP/1.1 200 OK\r\nContent-Length : %d\r\n\r\n" % len(PDF):
            connection.sendall(bytes([byte]))
        connection.sendall(PDF)

    with play_raw(drip) as base:
        expect_pdf(archive, pull(archive, f"{base}/a.pdf")[0])


def test_a_cookie_wall_is_passed_and_the_cookie_forgotten(archive: Archive) -> None:
    asked: list[bytes] = []

    def play(connection: socket.socket, head: bytes) -> None:
        asked.append(head)
        if b"cookie: pass=1" in head.lower():
            connection.sendall(make_answer(PDF))
        else:
            connection.sendall(redirect(b"Location: /a.pdf", b"Set-Cookie: pass=1; Path=/"))

    with play_raw(play) as base:
        expect_pdf(archive, pull(archive, f"{base}/a.pdf")[0])
        expect_pdf(archive, pull(archive, f"{base}/b.pdf".replace("b.pdf", "a.pdf?again"))[0])
    assert [b"cookie" in head.lower() for head in asked] == [False, True, False, True]


def test_a_cookie_wall_without_end(archive: Archive) -> None:
    numbers = iter(range(1000))

    def play(connection: socket.socket, _: bytes) -> None:
        connection.sendall(redirect(b"Location: /a.pdf", b"Set-Cookie: n=%d" % next(numbers)))

    with play_raw(play) as base:
        (result,) = pull(archive, f"{base}/a.pdf")
    assert codes(result) == ["too_many_redirects"]
    assert next(numbers) == 6


def test_cookies_stay_with_their_host(archive: Archive) -> None:
    seen: list[bytes] = []

    def take(connection: socket.socket, head: bytes) -> None:
        seen.append(head)
        connection.sendall(make_answer(PDF))

    with play_raw(take) as other:
        target = other.replace("127.0.0.1", "localhost").encode()
        answers = {b"/a.pdf": redirect(b"Location: " + target + b"/b.pdf", b"Set-Cookie: secret=1")}
        expect_pdf(archive, pull_from(archive, answers))
    assert b"cookie" not in seen[0].lower()


@pytest.mark.parametrize("status", [b"404 Not Found", b"410 Gone", b"403 Forbidden"])
def test_a_pdf_sent_with_an_error_is_kept_and_said(archive: Archive, status: bytes) -> None:
    answers = {
        b"/a.pdf": make_answer(PDF, b"Content-Type: application/pdf", status=status),
        b"/b.pdf": make_answer(gzip.compress(PDF, mtime=0), b"Content-Encoding: gzip", status=status),
    }
    for path in ("/a.pdf", "/b.pdf"):
        result = pull_from(archive, answers, path)
        assert (result.status, codes(result)) == ("fetched", ["sent_with_error"])
        assert result.http_status == int(status[:3])
        assert archive.read_bytes(result.sha256 or "") == PDF


def test_an_error_with_a_body_that_is_no_pdf_stays_an_error(archive: Archive) -> None:
    gone = b"404 Not Found"
    answers = {
        b"/page": make_answer(b"<html>%PDF-1.4", b"Content-Type: text/html", status=gone),
        b"/none": make_answer(b"", status=gone),
        b"/words": make_answer(b"nothing here", status=gone),
        b"/stalls": b"HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n%PD",
        b"/broken": make_answer(b"no gzip", b"Content-Encoding: gzip", status=gone),
    }
    for path in answers:
        assert codes(pull_from(archive, answers, path.decode())) == ["not_found"], path


@given(st.lists(st.binary(max_size=30), max_size=8), st.binary(max_size=50))
def test_mending_ends_and_loses_no_body(pieces: list[bytes], body: bytes) -> None:
    """Whatever bytes come in whatever pieces, all after the head comes out, and all of what is no head."""
    mender = HeadMender()
    junk = b"".join(mender.feed(piece) for piece in pieces) + mender.flush()
    if not b"".join(pieces).startswith(b"HTTP/"):
        assert junk == b"".join(pieces)
    mender = HeadMender()
    came = b"".join(mender.feed(bytes([byte])) for byte in b"HTTP/1.1 200 OK\r\nA : b\r\n\r\n" + body)
    assert came == b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n" + body


def test_a_sound_head_is_left_as_it_is() -> None:
    head = b'HTTP/1.1 200 OK\r\nETag: "a : b"\r\nX-Empty:\r\nX-Folded: a\r\n\tb'
    assert mend_head(head) == head
    assert read_location([(b"Content-Length", b"0")]) is None
