"""The harvest asks viewers' transcripts, and what they tell is read with the night's pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from upath import UPath

import flows.harvest.run
from extract.sources.archive import Archive
from extract.sources.asking import Asker
from extract.sources.ledger import read_ledger
from extract.sources.listed import Transcript
from extract.sources.pull.history import History
from extract.sources.pull.request import Requester
from extract.sources.pull.robots import RobotsBook
from extract.webpages.figures import read_web_page
from flows.configuration import load_settings
from flows.harvest.run import _HarvestRun
from flows.pull_settings import make_pull_settings
from tests.test_transcripts import SCORES, write_moelndal


def test_a_transcript_is_asked_once_and_kept_as_a_page(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/amp/1").respond_with_data(write_moelndal(), content_type="text/html")
    url = httpserver.url_for("/amp/1")
    monkeypatch.setattr(flows.harvest.run, "read_transcripts", lambda: [Transcript(url, "1481", 2016)])
    settings = load_settings(data=str(tmp_path), allow_private_hosts=True, per_host_delay=0.0)
    for _ in range(2):
        night = _HarvestRun(settings, UPath(tmp_path), False, (), print)
        with Requester(make_pull_settings(settings), named=[url]) as requester:
            robots = RobotsBook(requester, night.archive, History(night.archive), night.budget)
            night._ask_transcripts(Asker(requester, night.archive, robots, night.budget))
        night.archive.flush()
        night.book.flush()
        night.book.close()
    assert [request.path for request, _ in httpserver.log].count("/amp/1") == 1
    archive = Archive(tmp_path / "archive")
    (page,) = read_ledger(archive).list_pages()
    assert page.url == url
    figures = read_web_page(archive.read_bytes(page.sha256)).figures
    assert [figure.score for figure in figures] == list(map(float, SCORES))
