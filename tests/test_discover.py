"""Discovery: links that speak of Kommunkompassen and bring a PDF are proposed, nothing is ever added."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from extract.archive import Archive
from extract.catalogue import UnlocatedEvaluation, read_catalogue
from extract.discover import (
    Discovery,
    LandingPage,
    Proposal,
    discover_reports,
    is_discovery_due,
    list_landing_pages,
    propose_lines,
    read_links,
)
from extract.records import CatalogueLine
from extract.store import open_store
from flows.commands.sources import command as sources
from flows.discovery import discover_if_due
from flows.settings import load_settings
from tests.pull_servers import PDF, make_settings

PAGE = """<!DOCTYPE html><html><head><title>Kvalitet</title></head><body>
<a href="/rapporter/2014.pdf">Utvärdering enligt <b>Kommunkompassen</b> 2014</a>
<a href="/files/Kommun_kompassen-2017.pdf#page=3">Rapport (pdf, 2 MB)</a>
<a href="/download/18.4f/1581" title="Kommunkompassen 2019"><img src="pil.png"></a>
<a href="behind.html">Läs mer om kommunkompassen</a>
<a href="/budget.pdf">Budget 2015</a>
<a href="/kommunkompassen-film.mp4">Film om Kommunkompassen</a>
<a href="/missing-kommunkompassen.pdf">Kommunkompassen 2006</a>
<a href="mailto:kommunkompassen@ale.se">Kommunkompassen: fråga oss</a>
<a href="javascript:void(0)">Kommunkompassen</a>
<a href="http://[::1/kommunkompassen.pdf">Kommunkompassen</a>
<a>Kommunkompassen</a></body></html>"""
BEHIND = """<a href="deep/kommunkompassen-2021.pdf">Rapporten</a> <a href="kvalitet.html">Kommunkompassen</a>
<a href="more.html">Mer om Kommunkompassen</a>"""
MORE = '<a href="/too-deep/kommunkompassen-2023.pdf">Kommunkompassen 2023</a>'


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    """A municipal site with a landing page, a page behind it and one behind that."""
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /secret\n")
    pages = {"/kvalitet.html": PAGE, "/behind.html": BEHIND, "/more.html": MORE}
    for path, text in pages.items():
        httpserver.expect_request(path).respond_with_data(text, content_type="text/html; charset=utf-8")
    for path in (
        "/rapporter/2014.pdf",
        "/files/Kommun_kompassen-2017.pdf",
        "/download/18.4f/1581",
        "/budget.pdf",
        "/deep/kommunkompassen-2021.pdf",
        "/too-deep/kommunkompassen-2023.pdf",
        "/secret/kommunkompassen.pdf",
    ):
        httpserver.expect_request(path).respond_with_data(PDF, content_type="application/pdf")
    httpserver.expect_request("/kommunkompassen-film.mp4").respond_with_data(b"\x00\x01film")
    httpserver.expect_request("/missing-kommunkompassen.pdf").respond_with_data("", status=404)
    return httpserver


def discover(server: HTTPServer, archive: Path, page: str = "/kvalitet.html", *known: str) -> Discovery:
    pages = [LandingPage(server.url_for(page), "1440")]
    return discover_reports(
        pages, [server.url_for(path) for path in known], Archive(archive), make_settings()
    )


def paths(discovery: Discovery, server: HTTPServer) -> list[str]:
    return [proposal.url.removeprefix(server.url_for("").rstrip("/")) for proposal in discovery.proposals]


def test_reports_on_the_page_and_one_page_behind_are_found(site: HTTPServer, tmp_path: Path) -> None:
    found = discover(site, tmp_path)
    assert paths(found, site) == [
        "/rapporter/2014.pdf",
        "/files/Kommun_kompassen-2017.pdf",
        "/download/18.4f/1581",
        "/deep/kommunkompassen-2021.pdf",
    ]
    assert {proposal.municipality_code for proposal in found.proposals} == {"1440"}
    assert found.proposals[0].words == "Utvärdering enligt Kommunkompassen 2014"
    assert found.problems == ()


def test_what_is_listed_already_is_not_proposed(site: HTTPServer, tmp_path: Path) -> None:
    known = ["/rapporter/2014.pdf", "/files/Kommun%5Fkompassen-2017.pdf"]
    found = discover(site, tmp_path, "/kvalitet.html", *known)
    assert paths(found, site) == ["/download/18.4f/1581", "/deep/kommunkompassen-2021.pdf"]
    assert "/rapporter/2014.pdf" not in {request.path for request, _ in site.log}, "nor is it asked"


def test_pages_read_are_kept_and_recorded(site: HTTPServer, tmp_path: Path) -> None:
    discover(site, tmp_path)
    records = [record for record in Archive(tmp_path).pulls() if record.purpose == "landing_page"]
    assert {record.url for record in records} >= {
        site.url_for("/kvalitet.html"),
        site.url_for("/behind.html"),
    }
    assert Archive(tmp_path).read_bytes(records[0].sha256 or "") == PAGE.encode()


def test_no_page_is_read_twice(site: HTTPServer, tmp_path: Path) -> None:
    discover(site, tmp_path)
    read = [request.path for request, _ in site.log]
    assert len(read) == len(set(read))


def test_robots_rules_are_honoured(site: HTTPServer, tmp_path: Path) -> None:
    site.expect_request("/sida").respond_with_data('<a href="/secret/kommunkompassen.pdf">x</a>')
    assert discover(site, tmp_path, "/sida").proposals == ()
    assert not [request for request, _ in site.log if request.path.startswith("/secret")]


def test_a_page_that_cannot_be_read_is_a_problem_and_no_more(site: HTTPServer, tmp_path: Path) -> None:
    pages = [LandingPage(site.url_for("/nowhere")), LandingPage(site.url_for("/kvalitet.html"))]
    site.expect_request("/nowhere").respond_with_data("", status=404)
    found = discover_reports(pages, [], Archive(tmp_path), make_settings())
    assert [problem.code for problem in found.problems] == ["not_found"]
    assert len(found.proposals) == 4


def test_discovery_is_due_again_only_after_some_days(site: HTTPServer, tmp_path: Path) -> None:
    assert is_discovery_due(Archive(tmp_path), 7)
    discover(site, tmp_path, "/gone")
    assert not is_discovery_due(Archive(tmp_path), 7), "asking in vain counts too"
    assert is_discovery_due(Archive(tmp_path), 0)


def test_a_landing_page_inside_is_refused(tmp_path: Path) -> None:
    pages = [LandingPage("http://169.254.169.254/kommunkompassen")]
    found = discover_reports(pages, [], Archive(tmp_path), make_settings(allow_private_hosts=False))
    assert [problem.code for problem in found.problems] == ["address_refused"]


def test_links_follow_the_base_of_their_page() -> None:
    page = b'<base href="https://ale.se/arkiv/"><a href="a.pdf">A</a><iframe src="/b.pdf"></iframe>'
    assert [link.url for link in read_links(page, "https://ale.se/x")] == [
        "https://ale.se/arkiv/a.pdf",
        "https://ale.se/b.pdf",
    ]


def test_words_on_a_page_cannot_play_tricks_on_a_terminal() -> None:
    page = '<a href="/a.pdf">Kommun\x1b[2Jkompassen\n\u202e 2014</a><a href="/b\x1b.pdf">x</a>'
    (link,) = read_links(page.encode(), "https://ale.se/")
    assert link.words.isprintable()
    assert link.url == "https://ale.se/a.pdf"


@given(st.binary(max_size=500))
def test_any_page_gives_links_to_the_web_or_none(content: bytes) -> None:
    for link in read_links(b'<a href="' + content + b'">x</a>' + content, "https://ale.se/"):
        assert link.url.startswith(("http://", "https://"))


def test_landing_pages_are_listed_once_with_the_code_they_agree_on() -> None:
    lines = [
        CatalogueLine("https://a.se/1.pdf", "https://ale.se/kk", "1440"),
        CatalogueLine("https://a.se/2.pdf", "https://ale.se/kk", "1440"),
        CatalogueLine("https://a.se/3.pdf", "https://news.se/kk", "0180"),
        CatalogueLine("https://a.se/4.pdf"),
    ]
    unlocated = [UnlocatedEvaluation("Nacka", "0182", 2011, "https://news.se/kk", None)]
    assert list_landing_pages(lines, unlocated) == [
        LandingPage("https://ale.se/kk", "1440"),
        LandingPage("https://news.se/kk", None),
    ]


@pytest.mark.parametrize(
    "before",
    ["url,landing_page,note\nhttps://ale.se/a.pdf,,\n", "note,url\nx,https://ale.se/a.pdf", "url\n"],
)
def test_the_diff_applies_and_the_catalogue_is_read_again(tmp_path: Path, before: str) -> None:
    path = tmp_path / "katalog.csv"
    path.write_text(before, encoding="utf-8")
    listed = read_catalogue(path)
    proposals = [Proposal("https://ale.se/b,c.pdf", "https://ale.se/kk", "1440", 'Rapport, "slutlig"')]
    diff = propose_lines(path, proposals)
    assert path.read_text(encoding="utf-8") == before, "nothing is added silently"
    if before.endswith("\n"):
        alone = os.environ | {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
        subprocess.run(["git", "apply"], input=diff, text=True, check=True, cwd=tmp_path, env=alone)
        assert [line.url for line in read_catalogue(path)] == [
            *(line.url for line in listed),
            "https://ale.se/b,c.pdf",
        ]
    assert propose_lines(path, []) == ""


def test_the_nightly_run_looks_now_and_then_and_leaves_its_proposals(
    site: HTTPServer, tmp_path: Path
) -> None:
    catalogue = tmp_path / "katalog.csv"
    text = f"url,landing_page\n{site.url_for('/budget.pdf')},{site.url_for('/kvalitet.html')}\n"
    catalogue.write_text(text, encoding="utf-8")
    settings = load_settings(data=str(tmp_path / "data"), sources=catalogue, allow_private_hosts=True)

    def look(**changes: object) -> str | None:
        data = open_store(settings.data)
        proposals = discover_if_due(
            settings.model_copy(update=changes), data / "archive", data / "runs" / "tonight", []
        )
        return proposals.read_text(encoding="utf-8") if proposals else None

    assert look(offline=True) is None
    assert look(discover_days=0) is None
    assert not site.log
    first = look()
    assert first is not None
    assert first.count("\n+http") == 4
    assert look() is None, "not again within a week"
    assert catalogue.read_text(encoding="utf-8") == text


def test_the_command_prints_a_diff(site: HTTPServer, tmp_path: Path) -> None:
    catalogue = tmp_path / "katalog.csv"
    text = f"url,landing_page\n{site.url_for('/budget.pdf')},{site.url_for('/kvalitet.html')}\n"
    catalogue.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(
        sources,
        [
            "discover",
            "--sources",
            str(catalogue),
            "--data",
            str(tmp_path / "data"),
            "--allow-private-hosts",
        ],
    )
    assert result.exit_code == 0, result.output
    assert "+++ b/katalog.csv" in result.stdout
    assert result.stdout.count("\n+http") == 4
    assert "4 reports proposed" in result.stderr
    assert catalogue.read_text(encoding="utf-8") == text
