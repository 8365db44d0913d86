"""The harvest's pages: what speaks of the instrument, links and their ranks, site maps, sites."""

from __future__ import annotations

import gzip
import unicodedata
from dataclasses import replace
from urllib.parse import quote

import pytest

from extract.sources.book import Lead
from extract.sources.pages import Link, make_key, read_page, resolve_link
from extract.sources.pull.failure import PullError
from extract.sources.ranking import AWAY, BESIDE, BLIND, HINTS, ORDINARY, SPEAKS, rank_link
from extract.sources.recall import add_moves
from extract.sources.sitemaps import read_site_map
from extract.sources.sites import Site, SiteFinder, list_sites
from extract.sources.speaking import address_speaks, speaks_of_it

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
