"""Pulling a catalogue: conditional requests, order, redirects, and ends of a run."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.fetch import PullSettings, pull_catalogue
from tests.pulling.servers import asked, list_reports, make_settings, play_raw, pull


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
