"""What the harvest's book says about sites: which are due, which have moved, and which leads are dead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.sources.asking import promises_document
from extract.sources.book import Book, Lead
from extract.sources.ranking import BESIDE, FIRST, HINTS, is_due, is_visit_due
from extract.sources.sites import Site, SiteFinder


def list_due_sites(book: Book, sites: Iterable[Site]) -> list[Site]:
    """List the sites that are due or have promising leads waiting, the longest unvisited first."""
    promising = {
        lead.site
        for lead in book.leads()
        if not lead.captured and lead.rank <= BESIDE and (lead.asked is None or lead.came == "failed")
        if is_due(lead)
    }
    due = [site for site in sites if site.domain in promising or is_visit_due(book.find_visit(site.domain))]
    return order_sites(book, due)


def order_sites(book: Book, sites: Iterable[Site]) -> list[Site]:
    """Sort the sites, the longest unvisited first."""
    visits = {visit.site: visit.asked for visit in book.visits()}
    return sorted(sites, key=lambda site: visits.get(site.domain, ""))


def add_moves(sites: Sequence[Site], leads: Iterable[Lead]) -> list[Site]:
    """Add to each site the domains to which its first page has redirected."""
    moved: dict[str, Site] = {site.domain: site for site in sites}
    finder = SiteFinder(sites)
    for site, domain in list_moves(sites, leads):
        if finder.find(f"https://{domain}/") is None:
            known = moved[site.domain]
            moved[site.domain] = replace(known, former=tuple(dict.fromkeys([*known.former, domain])))
    return list(moved.values())


def list_moves(sites: Iterable[Site], leads: Iterable[Lead]) -> Iterator[tuple[Site, str]]:
    """Yield the sites whose first page has redirected to another domain, with that domain."""
    by_domain = {site.domain: site for site in sites}
    for lead in leads:
        site = by_domain.get(lead.site)
        if site and lead.ended and lead.came == "page" and lead.rank == FIRST and not lead.found_on:
            yield site, lead.ended


def list_missing(leads: Iterable[Lead]) -> list[Lead]:
    """List the addresses on the live web that suggest a document but give none today."""
    return [lead for lead in leads if not lead.captured and _is_missing(lead)]


def _is_missing(lead: Lead) -> bool:
    if lead.came == "page":
        return promises_document(lead) and not lead.speaks
    wanted = promises_document(lead) or lead.rank <= HINTS
    return lead.came in ("dead", "forbidden") and lead.rank != FIRST and wanted
