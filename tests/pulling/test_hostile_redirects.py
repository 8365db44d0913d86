"""Redirects in circles, without end, to inner networks, to nonsense, and with credentials."""

from __future__ import annotations

import logging
import re
import socket

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.sources.archive import Archive
from tests.pulling.hostile import check, serve_pdf
from tests.pulling.servers import PDF, codes, play_raw, pull

pytestmark = pytest.mark.usefixtures("no_robots")


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
