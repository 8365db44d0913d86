"""A crawl through sites, and the book that remembers it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from extract.sources.asking import Asker, AskResult
from extract.sources.book import Book, JudgedDocument, Lead, Query, Visit
from extract.sources.crawl import Crawl
from extract.sources.pages import read_page
from extract.sources.pull.hosts import HostBook
from extract.sources.ranking import BESIDE, ORDINARY, SPEAKS
from extract.sources.recall import add_moves, list_due_sites, list_missing
from extract.sources.sitemaps import read_site_map
from extract.sources.sites import Site
from extract.sources.turn import Limits
from tests.pulling.servers import PDF, make_settings
from tests.test_harvest_pages import SITE


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


def test_the_book_outlives_a_kill_and_is_written_anew_at_the_end(tmp_path: Path) -> None:
    book = Book(tmp_path)
    lead = Lead("https://www.x.se/a", "x.se", "", rank=4)
    assert book.add_lead(lead) == lead
    assert book.add_lead(lead) is None
    book.put(Query("i", "x.se"), Visit("x.se", "2026-01-01"), JudgedDocument("0" * 64, "report", "1"))
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
    assert Book(tmp_path).find_judged("0" * 64) is not None


class DrawnWeb:
    """A web of pages, documents (``PDF``) and addresses that fail, asked without a network."""

    def __init__(self, pages: dict[str, str | bytes], moved: dict[str, str] | None = None) -> None:
        self.pages, self.moved = pages, moved or {}
        self.asked: list[str] = []
        self.requester = SimpleNamespace(hosts=HostBook(make_settings()))
        self.budget = SimpleNamespace(requests=0)

    def list_maps(self, url: str) -> list[str]:
        return []

    def ask(self, lead: Lead) -> AskResult:
        self.asked.append(lead.url)
        url = self.moved.get(lead.url, lead.url)
        content = self.pages.get(url)
        if content is None:
            return AskResult(lead, url, "dead")
        if content == PDF:
            return AskResult(lead, url, "document", sha256="a" * 64)
        if isinstance(content, bytes):
            return AskResult(lead, url, "map", site_map=read_site_map(content, url))
        return AskResult(lead, url, "page", page=read_page(content.encode(), url))


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
