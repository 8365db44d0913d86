"""Crawling sites from their first page and site maps, the most promising links first.

Many sites are visited at once, with one request at a time to a host (``extract.sources.pull.hosts``).
"""

from __future__ import annotations

import heapq
import logging
import math
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import count
from urllib.parse import urljoin

from extract.progress import Step, mark
from extract.sources.asking import Asker, AskResult
from extract.sources.book import Book, Lead, Visit
from extract.sources.pages import make_key
from extract.sources.pull.failure import PullError
from extract.sources.ranking import AWAY, BLIND, DEEPEST, FIRST, HINTS, ORDINARY, SPEAKS, is_due, rank_link
from extract.sources.recall import list_moves
from extract.sources.sites import Site, SiteFinder, name_domain
from extract.sources.speaking import address_hints, address_speaks
from extract.sources.times import stamp_time
from extract.sources.turn import Limits, Turn

log = logging.getLogger("kommunkompassen.harvest")

MOST_LEADS = 4000  # of one site
MOST_VARIANTS = 40  # addresses that differ only in their query
MOST_MAPS = 30  # site maps of one site


class Crawl:
    """The crawl of one harvest."""

    def __init__(self, asker: Asker, book: Book, sites: Sequence[Site], limits: Limits, at_once: int) -> None:
        self._asker = asker
        self._book = book
        self._finder = SiteFinder(sites)
        self._at_once = at_once
        self._serial = count()
        self._turns = {site.domain: Turn(site, limits) for site in sites}
        self._ready: list[tuple[float, int, Turn]] = []
        self._begun: list[Turn] = []
        self._is_spent = False
        self._until = math.inf
        self.visited = 0
        for lead in book.leads():
            turn = self._turns.get(lead.site)
            if turn is None or lead.captured:
                continue
            self._count(turn, lead)
            if is_due(lead):
                turn.push(lead, next(self._serial))

    def run(self, sites: Iterable[Site], landing_pages: Iterable[str], active: int, until: float) -> None:
        """Visit the sites in this order, ``active`` of them at a time, until ``until`` requests were made."""
        self._until = until
        for url in landing_pages:
            site = self._finder.find(url)
            if site is not None:
                self._add(site, Lead(url, site.domain, "catalogue", rank=FIRST, first_seen=stamp_time()))
        coming = iter(sites)
        running: dict[Future[AskResult], Turn] = {}
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="harvest") as pool:
            while not self.is_spent or running:
                while not self.is_spent and len(running) + len(self._ready) < active:
                    site = next(coming, None)
                    if site is None:
                        break
                    self._begin(self._turns[site.domain])
                self._start(pool, running)
                if running:
                    done, _ = wait(running, self._pause(len(running)), FIRST_COMPLETED)
                    for future in done:
                        self._end(running.pop(future), future)
                elif self._ready:
                    self._asker.requester.hosts.sleep(self._pause(0) or 0.0)
                else:
                    break
        for turn in self._begun:
            self._book.put(Visit(turn.site.domain, stamp_time()))

    @property
    def is_spent(self) -> bool:
        """Whether the budget of this crawl is spent."""
        return self._is_spent or self._asker.budget.requests >= self._until

    def _pause(self, running: int) -> float | None:
        """Seconds until the next site may be asked; ``None`` when only a running request can go on."""
        if not self._ready or running >= self._at_once or self.is_spent:
            return None
        return max(0.0, self._ready[0][0] - time.monotonic())

    def _end(self, turn: Turn, future: Future[AskResult]) -> None:
        try:
            brought = future.result()
        except PullError:
            self._is_spent = True
            return
        self._take(turn, brought)

    def _begin(self, turn: Turn) -> None:
        """Start a visit; a site that was never visited begins with its first page and site maps."""
        domain = turn.site.domain
        first = Lead(f"https://www.{domain}/", domain, "", rank=FIRST, first_seen=stamp_time())
        self._add(turn.site, first)
        self.visited += 1
        log.info("Looking through %s", domain, extra=mark(Step("Sites", domain)))
        self._begun.append(turn)
        self._schedule(turn)

    def _schedule(self, turn: Turn) -> None:
        if turn.is_scheduled:
            return
        turn.is_scheduled = True
        wait_until = time.monotonic()
        if turn.waiting:
            host = self._asker.requester.hosts.find(turn.waiting[0][3].url)
            wait_until = max(wait_until, host.not_before)
        heapq.heappush(self._ready, (wait_until, next(self._serial), turn))

    def _start(self, pool: ThreadPoolExecutor, running: dict[Future[AskResult], Turn]) -> None:
        while (
            not self.is_spent
            and self._ready
            and len(running) < self._at_once
            and self._ready[0][0] <= time.monotonic()
        ):
            turn = heapq.heappop(self._ready)[2]
            turn.is_scheduled = False
            lead = turn.pop()
            if lead is None:
                self._book.put(Visit(turn.site.domain, stamp_time(), turn.is_done))
                if turn in self._begun:
                    self._begun.remove(turn)
                continue
            turn.is_scheduled = True
            running[pool.submit(self._asker.ask, lead)] = turn

    def _take(self, turn: Turn, brought: AskResult) -> None:
        """Write the result of a lead and the leads found on it, and schedule the site again."""
        turn.is_scheduled = False
        turn.failures = turn.failures + 1 if brought.came == "failed" else 0
        lead = brought.update_lead()
        if lead.rank == FIRST and lead.depth == 0 and brought.came != "page":
            self._go_on_without_page(turn, lead)
        if brought.page:
            self._note_move(turn, lead)
            self._follow(turn, lead, brought)
        if brought.site_map:
            self._read_map(turn, lead, brought)
        known = self._book.find_lead(lead.url)
        self._book.put(replace(lead, rank=min(lead.rank, known.rank)) if known else lead)
        self._schedule(turn)

    def _note_move(self, turn: Turn, lead: Lead) -> None:
        """Count the domain to which a site's first page redirects as the site's own."""
        for site, domain in list_moves([turn.site], [lead]):
            if self._finder.find(f"https://{domain}/") is None:
                self._finder.add(domain, site)

    def _go_on_without_page(self, turn: Turn, lead: Lead) -> None:
        """Go on when a site's first address gave no page.

        If it answered, its site maps are tried. Otherwise the address is tried without ``www``, and then
        without TLS.
        """
        if lead.came != "failed":
            self._add_maps(turn, lead.url)
            return
        domain = turn.site.domain
        spellings = [f"https://www.{domain}/", f"https://{domain}/", f"http://www.{domain}/"]
        if lead.url in spellings[:-1]:
            other = replace(lead, url=spellings[spellings.index(lead.url) + 1], asked=None, came=None)
            turn.push(other, next(self._serial))

    def _follow(self, turn: Turn, lead: Lead, brought: AskResult) -> None:
        page = brought.page
        assert page is not None
        here = name_domain(brought.url)
        at_home = self._finder.find(brought.url) is turn.site
        if lead.rank == FIRST and lead.depth == 0 and at_home:
            self._add_maps(turn, brought.url)
        if not at_home and self._finder.find(brought.url) is not None:
            return  # it is another site's page, which that site's own visit will read
        for link in page.links:
            if make_key(link.url) == make_key(brought.url):
                continue
            owner = self._finder.find(link.url)
            own = owner is turn.site if at_home else name_domain(link.url) == here
            rank = rank_link(link, page, own=own, searched=owner is not None)
            if rank is None or (owner is not turn.site and owner is not None and rank > HINTS):
                continue
            if owner is None and not at_home:
                rank = max(rank, AWAY) if not link.is_document and not link.speaks else rank
            found = Lead(
                link.url,
                (owner or turn.site).domain,
                brought.url,
                link.words,
                rank,
                lead.depth + 1,
                first_seen=stamp_time(),
            )
            self._add(owner or turn.site, found)

    def _add_maps(self, turn: Turn, url: str) -> None:
        try:
            maps = self._asker.list_maps(url)
        except PullError:
            maps = []
        for address in [urljoin(url, "/sitemap.xml"), *maps[:MOST_MAPS]]:
            self._add_map(turn, address, url)

    def _add_map(self, turn: Turn, address: str, found_on: str) -> None:
        if turn.maps < MOST_MAPS:
            turn.maps += 1
            lead = Lead(address, turn.site.domain, found_on, rank=FIRST, depth=1, first_seen=stamp_time())
            self._add(turn.site, lead)

    def _read_map(self, turn: Turn, lead: Lead, brought: AskResult) -> None:
        assert brought.site_map is not None
        for address in brought.site_map.maps:
            self._add_map(turn, address, brought.url)
        listed = sorted(
            brought.site_map.addresses, key=lambda url: (not address_speaks(url), not address_hints(url))
        )
        for address in listed[:MOST_LEADS]:
            if self._finder.find(address) is not turn.site:
                continue
            is_document = address.lower().partition("?")[0].endswith(".pdf")
            rank = BLIND if is_document else ORDINARY
            if address_speaks(address) or address_hints(address):
                rank = SPEAKS if address_speaks(address) else HINTS
            found = Lead(
                address, turn.site.domain, brought.url, "", rank, lead.depth + 2, first_seen=stamp_time()
            )
            self._add(turn.site, found)

    def _add(self, site: Site, lead: Lead) -> None:
        """Write a lead, and add it to its site's turn if it has to be asked."""
        turn = self._turns.get(site.domain)
        if lead.depth > DEEPEST or turn is None:
            return
        if self._book.find_lead(lead.url) is None:
            variants = turn.variants[make_key(lead.url).partition("?")[0]]
            if lead.rank > 1 and (turn.known >= MOST_LEADS or variants >= MOST_VARIANTS):
                return
            self._count(turn, lead)
        new = self._book.add_lead(lead)
        if new is not None:
            turn.push(new, next(self._serial))
            if self._is_open(turn):
                self._schedule(turn)

    def _is_open(self, turn: Turn) -> bool:
        """Whether the visit to a site has begun, so that leads found elsewhere are asked in it."""
        return turn.asked > 0

    def _count(self, turn: Turn, lead: Lead) -> None:
        turn.known += 1
        turn.variants[make_key(lead.url).partition("?")[0]] += 1
