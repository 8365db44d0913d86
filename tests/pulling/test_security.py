"""Credentials stay with their host, and certificates are checked."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.fetch import pull_catalogue
from extract.sources.ledger import read_ledger
from tests.pulling.servers import PDF, codes, make_settings, pull, serve_http2


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
