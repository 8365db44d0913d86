"""The parts of the harvest: what speaks, pages, site maps, indexes, captures, the book, proxies, patience."""

from __future__ import annotations

import gzip
import io
import json
import math
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from urllib.parse import quote

import pytest
from pytest_httpserver import HTTPServer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from werkzeug import Request, Response

from extract.sources.addresses import RefusedAddressError, check_name
from extract.sources.archive import Archive
from extract.sources.asking import Asker, Brought
from extract.sources.book import Book, Lead, Query, Verdict, Visit
from extract.sources.captures import fetch_capture, name_capture, read_original
from extract.sources.crawl import Crawl, Limits
from extract.sources.indexes import ArchiveIndex, Capture, choose_captures, read_answer, read_collections
from extract.sources.pages import Link, make_key, read_page, resolve_link
from extract.sources.pull.budget import Allowance, Budget
from extract.sources.pull.failure import PullError
from extract.sources.pull.history import History
from extract.sources.pull.hosts import HostBook
from extract.sources.pull.proxy import Proxies, ProxyError, find_proxies
from extract.sources.pull.request import Requester
from extract.sources.pull.robots import RobotsBook
from extract.sources.ranking import AWAY, BESIDE, BLIND, HINTS, ORDINARY, SPEAKS, rank_link
from extract.sources.recall import add_moves, list_due_sites, list_missing
from extract.sources.search import ArchiveSearch
from extract.sources.sitemaps import read_site_map
from extract.sources.sites import Site, SiteFinder, list_sites
from extract.sources.speaking import address_speaks, speaks_of_it
from tests.pull_servers import PDF, make_settings

SITE = Site("lindby.example", "Lindby", "9999", former=("lindby-kommun.example",))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["Kommunkompassen Mölndal", "Kommun-kompassen", "KOMMUNE KOMPASSET Å"])
def test_an_address_speaks_in_every_encoding(name: str, form: str) -> None:
    composed = unicodedata.normalize(form, name)
    assert address_speaks(f"https://x.example/{quote(composed)}.pdf")
    assert address_speaks(f"https://x.example/{quote(quote(composed))}.pdf")
    if form == "NFC":
        assert address_speaks(f"https://x.example/{quote(name.encode('latin-1'))}.pdf")


@pytest.mark.parametrize("text", ["Naturkompassen", "Skolkompassen 2016", "kommunens kompass", "Kommun"])
def test_other_compasses_do_not_speak(text: str) -> None:
    assert not speaks_of_it(text)
    assert not address_speaks(f"https://x.example/{quote(text)}.pdf")


def test_a_page_gives_its_own_words_and_its_links_whole() -> None:
    page = read_page(
        """<html><head><base href="/sv/"><title>Kvalitet</title></head><body>
        <nav><a href="kommunkompassen">Kommunkompassen</a><a href="skola">Skola</a></nav>
        <h1>Så gick det</h1><p>Vi mäter oss.</p>
        <a href="//media.lindby.example/f/12 a.pdf#page=2">Rapport</a><a href="bild.jpg">Bild</a>
        <a href="mailto:a@b.example">Skriv</a><a href="http://[::1">Fel</a></body></html>""".encode(),
        "https://www.lindby.example/om/",
    )
    assert not page.speaks  # only the menu does
    assert [(link.url, link.around) for link in page.links] == [
        ("https://www.lindby.example/sv/kommunkompassen", True),
        ("https://www.lindby.example/sv/skola", True),
        ("https://media.lindby.example/f/12%20a.pdf", False),
    ]


def test_spellings_of_one_address_have_one_key() -> None:
    same = [
        "https://www.lindby.example/a%C3%A5.pdf",
        "http://lindby.example:80/aå.pdf",
        "HTTP://WWW.LINDBY.EXAMPLE/aå.pdf;jsessionid=0A1B",
    ]
    assert len({make_key(url) for url in same}) == 1
    assert make_key("https://lindby.example/A.pdf") != make_key("https://lindby.example/a.pdf")
    assert resolve_link("https://lindby.example/x/", "../b c.pdf") == "https://lindby.example/b%20c.pdf"


def test_links_are_ranked_by_what_they_promise() -> None:
    speaking = read_page(b"<h1>Kommunkompassen</h1>", "https://x.example/")
    silent = read_page(b"<h1>Vinter</h1>", "https://x.example/")
    opaque, named = Link("https://x.example/Bil_2.pdf", "Fil"), Link("https://x.example/1", "Kommunkompass")
    page = Link("https://x.example/vinter", "Vinter")
    assert rank_link(named, silent, own=False) == SPEAKS
    assert rank_link(opaque, speaking, own=True) == BESIDE
    assert rank_link(opaque, silent, own=True) == BLIND
    assert rank_link(Link("https://x.example/9.pdf", "Utvärdering"), silent, own=True) == HINTS
    assert rank_link(page, silent, own=True) == ORDINARY
    assert rank_link(page, silent, own=False) is None


def test_links_of_pictures_scripts_viewers_and_refreshing_pages_are_seen() -> None:
    html = """<meta http-equiv="Refresh" content="0; URL='/start'"><main>
    <a href="/1.pdf"><img src="pdf.gif" alt="Kommunkompassen 2009"></a>
    <a href="javascript:openWin('/doc/2.pdf','dok',600,400)">Rapporten</a>
    <button onclick="location.href='/file/3'">Öppna</button>
    <a href="/pdfjs/viewer.html?file=%2Fstorage%2F4.pdf">Visa</a>
    <tr onclick="window.location='/file/5.pdf'"><td>Kommunkompassen 2015</td></tr>
    <div data-href="/file/6">Hämta</div>
    <select><option value="">Välj år</option><option value="/ar/7.aspx">2007</option></select>
    <a href="\\upload\\8.
	pdf">Slutrapport</a>
    <a href="/login?ReturnUrl=/start2">Logga in</a></main>"""
    page = read_page(html.encode(), "https://x.example/")
    words = {link.url.removeprefix("https://x.example"): link.words for link in page.links}
    assert words["/1.pdf"] == "Kommunkompassen 2009"
    assert words["/doc/2.pdf"] == "Rapporten"
    assert words["/file/3"] == "Öppna"
    assert words["/storage/4.pdf"] == "Visa"
    assert words["/file/6"] == "Hämta"
    assert words["/ar/7.aspx"] == "2007"
    assert words["/upload/8.pdf"] == "Slutrapport"
    assert {"/start", "/file/5.pdf"} < set(words)
    assert "/start2" not in words


def test_a_portal_of_meetings_elsewhere_is_looked_at() -> None:
    silent = read_page(b"<h1>Vinter</h1>", "https://x.example/")
    portal = Link("https://x.portal.example/", "Möten och protokoll", around=True)
    assert rank_link(portal, silent, own=False) == AWAY
    assert rank_link(Link("https://social.example/x", "Följ oss", around=True), silent, own=False) is None


def test_a_domain_to_which_a_first_page_leads_is_the_sites_own() -> None:
    moved = Lead("https://www.lindby.example/", SITE.domain, "", rank=0, came="page", ended="ny.example")
    elsewhere = replace(moved, url="https://lindby.example/x", found_on="catalogue", ended="other.example")
    neighbour = Site("granne.example", "Granne")
    taken = replace(moved, site=neighbour.domain, ended=SITE.domain)
    sites = add_moves([SITE, neighbour], [moved, elsewhere, taken])
    assert sites == [replace(SITE, former=(*SITE.former, "ny.example")), neighbour]


def test_a_site_has_its_turn_early_when_something_promising_waits(tmp_path: Path) -> None:
    book, now = Book(tmp_path), "2999-01-01T00:00:00+00:00"
    sites = [Site(f"{name}.example", name) for name in ("a", "b", "c")]
    book.put(*(Visit(site.domain, now, done=True) for site in sites[:2]), Visit("c.example", now))
    assert [site.name for site in list_due_sites(book, sites)] == ["c"]
    book.put(Lead("https://a.example/1.pdf", "a.example", "https://skr.example/", rank=SPEAKS))
    book.put(Lead("https://b.example/1", "b.example", "https://b.example/", rank=ORDINARY))
    assert [site.name for site in list_due_sites(book, sites)] == ["a", "c"]


def test_what_is_missing_is_told_from_the_book_alone() -> None:
    dead = Lead("https://x.example/9.pdf", "x.example", "", rank=BESIDE, came="dead")
    page = replace(dead, url="https://x.example/8.pdf", came="page")
    others = [
        replace(dead, url="https://x.example/7", rank=ORDINARY),
        replace(page, speaks=True),
        replace(dead, captured="20100101000000"),
        replace(dead, came="document"),
    ]
    assert list_missing([dead, page, *others]) == [dead, page]


def test_site_maps_of_every_form_are_read() -> None:
    address = "https://x.example/sitemap.xml"
    listed = b"<?xml version='1.0'?><urlset><url><loc> https://x.example/a </loc></url></urlset>"
    nested = b"<sitemapindex xmlns='http://s'><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"
    assert read_site_map(gzip.compress(listed), address).addresses == ("https://x.example/a",)
    assert read_site_map(nested, address).maps == ("https://x.example/b.xml.gz",)
    assert read_site_map(b"https://x.example/c\n", address).addresses == ("https://x.example/c",)
    with pytest.raises(PullError):
        read_site_map(b"<urlset><url>", address)
    with pytest.raises(PullError):
        read_site_map(gzip.compress(listed)[:-20] and b"\x1f\x8bnonsense", address)


def test_a_site_is_found_by_its_domains_and_their_hosts() -> None:
    finder = SiteFinder([SITE])
    assert finder.find("https://moten.lindby.example/x") is SITE
    assert finder.find("http://www.lindby-kommun.example/") is SITE
    assert finder.find("https://storlindby.example/") is None
    assert len({site.domain for site in list_sites()}) == len(list_sites()) == 290 + 357 + 2


WAYBACK = ArchiveIndex("wayback", "http://a.example/cdx", replay="http://a.example/web/{timestamp}id_/{url}")
CRAWL = ArchiveIndex("commoncrawl", "http://c.example/collinfo.json", data="http://c.example/data")
HEADER = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def test_both_kinds_of_lines_are_read() -> None:
    row = ["se,x)/a", "20100102030405", "http://x.se/a.pdf", "application/pdf", "200", "AAA", "9"]
    answered = read_answer(WAYBACK, json.dumps([HEADER, row, [], ["se%2Cx+20100102%21"]]).encode(), "u")
    assert answered.resume == "se,x 20100102!"
    assert answered.captures[0].original == "http://x.se/a.pdf"
    assert read_answer(WAYBACK, b"[]", "u").captures == ()
    record = {"url": "http://x.se/a.pdf", "timestamp": "20100102030405", "mime": "application/pdf"}
    line = json.dumps(record | {"status": "200", "filename": "f.gz", "offset": "7", "length": "5"})
    answered = read_answer(CRAWL, f"{line}\n".encode(), "u")
    assert answered.captures[0].location == ("f.gz", 7, 5)
    assert answered.resume == "1"
    assert read_answer(CRAWL, b'{"message": "No Captures found"}', "u").captures == ()


@pytest.mark.parametrize("content", [b"<html>Busy</html>", b'[["urlkey","timest', b"null", b"[[1]]", b"{}"])
def test_an_answer_that_is_none_or_breaks_off_is_refused(content: bytes) -> None:
    for archive in (WAYBACK, CRAWL):
        with pytest.raises(PullError) as caught:
            read_answer(archive, content, "http://a.example/cdx?url=x")
        assert caught.value.code in ("protocol_error", "too_complex")


def test_half_a_character_in_a_line_does_no_harm(tmp_path: Path) -> None:
    line = b'{"url": "http://x.example/\\ud800.pdf", "timestamp": "20100101000000", "status": "200"}'
    (capture,) = read_answer(ArchiveIndex("pywb", "http://i.example/"), line, "http://i.example/").captures
    Book(tmp_path).put(Lead(capture.original, "x.example", ""))
    assert capture.original == "http://x.example/?.pdf"


def test_one_index_of_each_year_is_asked() -> None:
    listed = [
        {"id": f"CC-MAIN-{name}", "cdx-api": f"http://c.example/{name}"}
        for name in ("2024-2", "2024-1", "2023-9")
    ]
    assert read_collections(json.dumps(listed).encode(), "http://c.example/") == [
        "http://c.example/2024-2",
        "http://c.example/2023-9",
    ]
    with pytest.raises(PullError):
        read_collections(b'[{"id": "x"}]', "http://c.example/")


def test_captures_of_other_bytes_are_chosen_and_spread() -> None:
    def make(year: int, digest: str, status: str = "200", mime: str = "application/pdf") -> Capture:
        return Capture("http://x.se/a.pdf", f"{year}0101000000", mime, status, digest)

    captures = [
        make(2010, "A"),
        make(2011, "A", "-", "warc/revisit"),
        make(2012, "B"),
        make(2013, "C", "404"),
    ]
    assert [each.timestamp[:4] for each in choose_captures(captures, 9)] == ["2010", "2012"]
    many = [make(2000 + year, str(year)) for year in range(20)]
    chosen = choose_captures(many, 4)
    assert [chosen[0], chosen[-1]] == [many[0], many[-1]]
    assert len(chosen) == 4


def test_a_replay_tells_the_address_that_was_captured() -> None:
    assert read_original("http://a.example/web/2010id_/http://x.se/a?b=http://y.se/", None) == (
        "http://x.se/a?b=http://y.se/"
    )
    assert read_original("http://a.example/elsewhere", "http://x.se/") == "http://x.se/"


def test_a_record_of_a_warc_file_is_fetched_by_its_range(httpserver: HTTPServer) -> None:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    places = []
    for body in (b"<html>", PDF):
        first = file.tell()
        headers = StatusAndHeaders("200 OK", [("Content-Type", "application/pdf")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "http://x.se/a.pdf", "response", payload=io.BytesIO(body), http_headers=headers
        )
        writer.write_record(record)
        places.append((first, file.tell() - first))

    def answer(request: Request) -> Response:
        first, last = map(int, request.headers["Range"].removeprefix("bytes=").split("-"))
        return Response(file.getvalue()[first : last + 1], 206)

    httpserver.expect_request("/data/crawl/f.warc.gz").respond_with_handler(answer)
    archive = ArchiveIndex(
        "commoncrawl", httpserver.url_for("/collinfo.json"), data=httpserver.url_for("/data")
    )
    capture = Capture("http://x.se/a.pdf", "20100101000000", location=("crawl/f.warc.gz", *places[1]))
    settings = make_settings(allow_private_hosts=False, archive_services=archive.origins)
    with Requester(settings) as requester:
        url = name_capture(archive, capture)
        assert url is not None
        assert fetch_capture(requester, url).read() == PDF
        broken = name_capture(archive, Capture("u", "1", location=("crawl/f.warc.gz", places[1][0] + 3, 40)))
        assert broken is not None
        with pytest.raises(PullError) as caught:
            fetch_capture(requester, broken)
        assert caught.value.code == "protocol_error"


def test_the_book_outlives_a_kill_and_is_written_anew_at_the_end(tmp_path: Path) -> None:
    book = Book(tmp_path)
    lead = Lead("https://www.x.se/a", "x.se", "", rank=4)
    assert book.add_lead(lead) == lead
    assert book.add_lead(lead) is None
    book.put(Query("i", "x.se"), Visit("x.se", "2026-01-01"), Verdict("0" * 64, "report", "1"))
    (path,) = tmp_path.glob("*.jsonl")
    path.write_bytes(path.read_bytes() + b'{"url": "https://torn')  # killed while it wrote
    again = Book(tmp_path)
    assert again.find_lead("http://x.se/a") == lead
    assert again.find_query("i", "x.se") == Query("i", "x.se")
    better = again.add_lead(Lead("https://x.se/a", "x.se", "page", words="Kommunkompassen", rank=1))
    assert better is not None
    assert (better.rank, better.words) == (1, "Kommunkompassen")
    again.close()
    assert [each.name for each in tmp_path.glob("*.jsonl")] == ["book.jsonl"]
    assert Book(tmp_path).leads() == [better]
    assert Book(tmp_path).find_verdict("0" * 64) is not None


def test_proxies_come_from_the_settings_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert find_proxies(None).choose("https://x.se/") is None
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", ".intern.example,x.se:8443")
    proxies = find_proxies(None)
    assert proxies.choose("https://x.se/") == "http://proxy.example:3128"
    assert proxies.choose("http://x.se/") is None
    assert proxies.choose("https://x.se:8443/") is None
    assert proxies.choose("https://a.intern.example/") is None
    assert proxies.choose("https://127.0.0.1/") is None
    assert find_proxies("other.example:1").choose("http://x.se/") == "http://other.example:1"
    assert Proxies("p", "p", "*").choose("http://x.se/") is None
    with pytest.raises(ProxyError):
        find_proxies("socks5://x.example:1")


@pytest.mark.parametrize(
    "host",
    ["printer", "db.internal", "nas.local", "127.1", "0x7f.1", "2130706433", "a.home.arpa", "localhost"],
)
def test_names_of_inner_networks_are_not_asked_through_a_proxy(host: str, httpserver: HTTPServer) -> None:
    with pytest.raises(RefusedAddressError):
        check_name(f"http://{host}/")
    with (
        Requester(make_settings(allow_private_hosts=False, proxy=httpserver.url_for(""))) as requester,
        pytest.raises(PullError) as caught,
    ):
        requester.get(f"http://{host}/")
    assert caught.value.code == "address_refused"
    assert httpserver.log == []


def test_a_public_name_is_asked_through_the_proxy_though_it_lies_on_loopback(httpserver: HTTPServer) -> None:
    """Naming the proxy is the permission; what it leads to is not looked up here."""
    httpserver.expect_request("/a.pdf").respond_with_data(PDF)
    settings = make_settings(allow_private_hosts=False, proxy=httpserver.url_for(""))
    with Requester(settings) as requester:
        assert requester.get("http://no-such-host.example/a.pdf").read() == PDF
        with pytest.raises(PullError) as caught:  # what a page leads to is checked as always
            requester.get(httpserver.url_for("/a.pdf"))
        assert caught.value.code == "address_refused"
    assert len(httpserver.log) == 1


def test_an_archive_on_loopback_is_asked_as_an_archive_only(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/cdx").respond_with_data("[]")
    origin = httpserver.url_for("").rstrip("/")
    with Requester(make_settings(allow_private_hosts=False, archive_services=(origin,))) as requester:
        assert requester.get(httpserver.url_for("/cdx"), of_archive=True).read() == b"[]"
        with pytest.raises(PullError) as caught:
            requester.get(httpserver.url_for("/cdx"))
        assert caught.value.code == "address_refused"


def search_archive(httpserver: HTTPServer, place: Path, sites: list[Site]) -> tuple[ArchiveSearch, Book]:
    """A search of one archive on loopback for some sites, to its end."""
    archive = ArchiveIndex(
        "wayback", httpserver.url_for("/cdx"), replay=httpserver.url_for("/web/{timestamp}id_/{url}")
    )
    book, kept = Book(place / "book"), Archive(place / "archive")
    budget = Budget("test", Allowance(math.inf, math.inf, math.inf))
    settings = make_settings(allow_private_hosts=False, archive_services=archive.origins)
    with Requester(settings) as requester:
        robots = RobotsBook(requester, kept, History(kept), budget)
        search = ArchiveSearch(Asker(requester, kept, robots, budget), book, [archive], sites)
        search.ask_domains(sites, math.inf)
    return search, book


def test_an_index_that_throttles_is_asked_later_and_slower(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("extract.sources.pull.hosts.HostBook.sleep", lambda _, seconds: waits.append(seconds))
    answers = iter([Response("", 429, {"Retry-After": "7"}), Response("", 503), Response("[]")])
    httpserver.expect_request("/cdx").respond_with_handler(lambda _: next(answers))
    search, book = search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    assert search.problems == []
    assert any(6 < wait <= 7 for wait in waits)
    assert [query.whole for query in book.queries()] == [True]


def test_an_index_that_answers_nonsense_is_a_sentence_and_is_left_for_the_night(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/cdx").respond_with_data("<html>We are busy</html>")
    sites = [Site(f"site{number}.example", "") for number in range(9)]
    search, book = search_archive(httpserver, tmp_path, sites)
    assert len(httpserver.log) == 3
    assert len(search.problems) == 3
    assert "left alone until the next night" in search.problems[-1]
    assert not any(query.whole for query in book.queries())


def test_an_index_is_asked_on_from_its_resume_key_and_a_capture_is_kept(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    def answer(request: Request) -> Response:
        original = "http://www.lindby.example/Kommunkompassen.pdf"
        row = ["k", "20100102030405", original, "application/pdf", "200", "DIGEST", "9"]
        if "resumeKey" in request.args:
            assert request.args["resumeKey"] == "k 1!"
            return Response(json.dumps([HEADER, row]))
        return Response(json.dumps([HEADER, [*row[:4], "404", "OTHER", "9"], [], ["k+1%21"]]))

    httpserver.expect_request("/cdx").respond_with_handler(answer)
    path = "/web/20100102030405id_/http://www.lindby.example/Kommunkompassen.pdf"
    httpserver.expect_request(path).respond_with_data(PDF)
    _, book = search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    (lead,) = book.leads()
    assert (lead.came, lead.captured, lead.site) == ("document", "20100102030405", "lindby.example")
    assert lead.sha256 is not None
    assert Archive(tmp_path / "archive").read_bytes(lead.sha256) == PDF


def test_a_part_of_an_answer_is_taken_before_it_is_written_down(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = "http://lindby.example/Kommunkompassen.pdf"
    rows = [HEADER, ["k", "20100102030405", original, "application/pdf", "200", "D", "9"]]
    httpserver.expect_request("/cdx").respond_with_json(rows)
    with monkeypatch.context() as killed:
        killed.setattr("extract.sources.book.Book.add_lead", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    assert Book(tmp_path / "book").queries() == []
    search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    assert [lead.original for lead in Book(tmp_path / "book").leads()] == [original]


def test_no_archive_is_asked_about_an_address_with_a_token(httpserver: HTTPServer, tmp_path: Path) -> None:
    archive = ArchiveIndex("wayback", httpserver.url_for("/cdx"), replay=httpserver.url_for("/web/"))
    dead = [
        Lead(f"https://lindby.example/download?id={no}{token}", "lindby.example", "")
        for no, token in enumerate(("", "&token=Abc123def456ghi789"))
    ]
    kept = Archive(tmp_path / "archive")
    budget = Budget("test", Allowance(math.inf, math.inf, math.inf))
    book = Book(tmp_path / "book")
    with Requester(make_settings(allow_private_hosts=False, archive_services=archive.origins)) as requester:
        robots = RobotsBook(requester, kept, History(kept), budget)
        site = Site("lindby.example", "Lindby")
        ArchiveSearch(Asker(requester, kept, robots, budget), book, [archive], [site]).look_up(dead)
    assert [query.about for query in book.queries()] == [dead[0].url]


def test_each_index_of_common_crawl_is_asked_until_it_has_told(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of two indexes fails in the first night; the next one asks that one alone, and no list again."""
    monkeypatch.setattr("extract.sources.pull.hosts.HostBook.sleep", lambda *_: None)
    archive = ArchiveIndex("commoncrawl", httpserver.url_for("/collinfo"), data=httpserver.url_for("/data"))
    listed = [{"id": f"CC-{year}", "cdx-api": httpserver.url_for(f"/{year}")} for year in (2019, 2018)]
    httpserver.expect_request("/collinfo").respond_with_json(listed)
    broken = {"/2018"}
    httpserver.expect_request(re.compile("/201[89]")).respond_with_handler(
        lambda request: Response("", 503 if request.path in broken else 404)
    )
    sites, dead = (
        [Site("lindby.example", "Lindby")],
        Lead("https://lindby.example/9.pdf", "lindby.example", ""),
    )
    foreign = Query("https://elsewhere.example/cdx", "https://lindby.example/8.pdf")
    kept = Archive(tmp_path / "archive")
    budget = Budget("test", Allowance(math.inf, math.inf, math.inf))
    settings = make_settings(allow_private_hosts=False, archive_services=archive.origins)

    def ask() -> list[str]:
        httpserver.clear_log()
        book = Book(tmp_path / "book")
        book.put(foreign)
        with Requester(settings) as requester:
            robots = RobotsBook(requester, kept, History(kept), budget)
            search = ArchiveSearch(Asker(requester, kept, robots, budget), book, [archive], sites)
            search.look_up([dead])
            search.follow(math.inf)
        return [request.path for request, _ in httpserver.log]

    assert ask() == ["/collinfo", "/2019", *["/2018"] * 5]
    broken.clear()
    assert ask() == ["/2018"]
    assert ask() == []


class DrawnWeb:
    """A web of pages, documents (``PDF``) and addresses that fail, asked without a network."""

    def __init__(self, pages: dict[str, str | bytes], moved: dict[str, str] | None = None) -> None:
        self.pages, self.moved = pages, moved or {}
        self.asked: list[str] = []
        self.requester = SimpleNamespace(hosts=HostBook(make_settings()))
        self.budget = SimpleNamespace(requests=0)

    def list_maps(self, url: str) -> list[str]:
        return []

    def ask(self, lead: Lead) -> Brought:
        self.asked.append(lead.url)
        url = self.moved.get(lead.url, lead.url)
        content = self.pages.get(url)
        if content is None:
            return Brought(lead, url, "dead")
        if content == PDF:
            return Brought(lead, url, "document", sha256="a" * 64)
        if isinstance(content, bytes):
            return Brought(lead, url, "map", site_map=read_site_map(content, url))
        return Brought(lead, url, "page", page=read_page(content.encode(), url))


def crawl(web: DrawnWeb, place: Path) -> Book:
    """A visit to the one site, to its end."""
    book = Book(place)
    visit = Crawl(cast(Asker, web), book, [SITE], Limits(50, 5, 5), at_once=1)
    visit.run([SITE], [], 1, math.inf)
    return book


def test_a_site_that_moved_is_looked_through_at_its_new_domain(tmp_path: Path) -> None:
    first, new = "https://www.lindby.example/", "https://www.ny.example/"
    web = DrawnWeb(
        {
            new: "<a href='/styrning'>Styrning</a><a href='https://doc.ny.example/x'>Kommunkompassen</a>",
            f"{new}styrning": "<a href='/a.pdf'>Kommunkompassen 2012</a>",
            f"{new}a.pdf": PDF,
        },
        moved={first: new},
    )
    book = crawl(web, tmp_path)
    assert web.asked[0] == first
    assert {f"{new}sitemap.xml", f"{new}styrning", f"{new}a.pdf", "https://doc.ny.example/x"} < set(web.asked)
    assert {lead.site for lead in book.leads()} == {SITE.domain}
    assert add_moves([SITE], book.leads()) == [replace(SITE, former=(*SITE.former, "ny.example"))]


def test_a_site_without_a_first_page_is_looked_through_by_its_site_map(tmp_path: Path) -> None:
    document = "https://www.lindby.example/Kommunkompassen.pdf"
    listed = f"<urlset><url><loc>{document}</loc></url></urlset>".encode()
    web = DrawnWeb({"https://www.lindby.example/sitemap.xml": listed, document: PDF})
    crawl(web, tmp_path)
    assert web.asked[-1] == document
