"""Without a network, and from files: what is pulled, and what is recorded of it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.ledger import read_ledger
from tests.pulling.servers import PDF, asked, codes, list_reports, pull


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
