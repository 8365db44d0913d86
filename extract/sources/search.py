"""Searching web archives: asking their indexes about domains and addresses, and following archived pages.

Requests are sent one at a time (see ``extract.sources.questions``).
"""

from __future__ import annotations

import heapq
import logging
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from extract.sources.asking import Asker, AskResult, promises_document
from extract.sources.book import Book, Lead, Query, Visit
from extract.sources.captures import name_capture, name_replay
from extract.sources.indexes import (
    ArchiveIndex,
    Capture,
    ask_about_address,
    ask_about_domain,
    choose_captures,
)
from extract.sources.masking import has_secret
from extract.sources.pages import Link, make_key
from extract.sources.questions import Questions, WriteQuestion, is_query_due
from extract.sources.ranking import (
    BESIDE,
    FIRST,
    HINTS,
    ORDINARY,
    SELDOM,
    SPEAKS,
    is_due,
    is_visit_due,
    rank_link,
)
from extract.sources.sites import Site, SiteFinder
from extract.sources.times import stamp_time

log = logging.getLogger("kommunkompassen.harvest")

DOCUMENTS_OF_ONE = 8  # captured documents of one address, each with different bytes
PAGES_OF_ONE = 6  # captured web pages of one address
HOMES = 4  # captures of a site's first page from which its archived pages are followed
DEEPEST = 4  # links from an archived first page
PERIOD = 4  # years; one capture of a page in each period is enough


class ArchiveSearch:
    """The search of one harvest in some archives. ``problems`` are sentences for the morning report.

    With ``thrifty``, only addresses that name the instrument or suggest a document are looked up. That is
    meant for archives with many indexes, where every address costs many requests.
    """

    def __init__(
        self,
        asker: Asker,
        book: Book,
        archives: Sequence[ArchiveIndex],
        sites: Sequence[Site],
        *,
        thrifty: bool = False,
    ) -> None:
        self._thrifty = thrifty
        self._asker = asker
        self._book = book
        self._archives = {archive.index: archive for archive in archives}
        self._finder = SiteFinder(sites)
        self._questions = Questions(asker, book, archives)
        self._held: dict[str, str] = {}  # sha256 by the digest that archives name
        self._known: set[str] = set()  # addresses whose captures are known or will be asked for
        self._seen_pages: set[str] = set()
        self._serial = count()
        self._wanted: deque[Query] = deque()
        self._promising: list[tuple[int, int, Lead]] = []
        self._to_walk: dict[str, list[tuple[int, int, int, Lead]]] = defaultdict(list)
        self._recall()

    @property
    def questions(self) -> int:
        """The number of questions that were answered whole."""
        return self._questions.answered

    @property
    def problems(self) -> list[str]:
        """Sentences on archives that did not answer."""
        return self._questions.problems

    def _recall(self) -> None:
        """Restore from the book what an earlier night left to do."""
        for lead in self._book.leads():
            if lead.digest and lead.sha256:
                self._held[lead.digest] = lead.sha256
            if lead.captured and lead.original:
                if lead.rank <= BESIDE:
                    self._known.add(make_key(lead.original))
                else:
                    self._seen_pages.add(_name_period(lead.original, lead.captured))
                if is_due(lead):
                    self._push(lead)
        for query in self._book.queries():
            if not _is_about_address(query) or query.index not in self._archives:
                continue
            if not query.whole:
                self._wanted.append(query)
            if not is_query_due(query, changes=True, every=SELDOM) or not query.whole:
                self._known.add(make_key(query.about))

    def _push(self, lead: Lead) -> None:
        if lead.rank in (SPEAKS, BESIDE):
            heapq.heappush(self._promising, (lead.rank, next(self._serial), lead))
        else:
            place = (lead.rank, lead.depth, next(self._serial), lead)
            heapq.heappush(self._to_walk[lead.site], place)

    def _add_lead(self, lead: Lead) -> None:
        new = self._book.add_lead(lead)
        if new is not None and new.asked is None:
            self._push(new)

    # --- domains

    def ask_domains(self, sites: Iterable[Site], until: float) -> None:
        """Ask every index about every domain that is due, the longest unasked first, and follow the captures.

        ``until`` is the number of requests at which to stop. Raises ``PullError`` when the budget is spent.
        """
        sites = list(sites)
        for site in sites:
            for domain in site.domains:
                self._finder.add(domain, site)
        due = [
            (query.asked or "", number, archive, query)
            for number, (archive, query) in enumerate(self._list_domain_queries(sites))
            if is_query_due(query, changes=archive.dialect != "commoncrawl")
        ]
        for _, _, archive, query in sorted(due, key=lambda each: each[:2]):
            if self._is_over(until):
                return
            if not self._questions.is_left(archive):
                self._ask(archive, query, ask_about_domain)
                self.follow(until)

    def _list_domain_queries(self, sites: list[Site]) -> Iterable[tuple[ArchiveIndex, Query]]:
        for archive in self._archives.values():
            for index in self._questions.list_indexes(archive):
                for site in sites:
                    for domain in site.domains:
                        known = self._book.find_query(index, domain)
                        yield archive, known or Query(index, domain, site=site.domain, found_on=index)

    def _ask(self, archive: ArchiveIndex, query: Query, write: WriteQuestion) -> bool:
        return self._questions.ask(
            archive, query, write, lambda captures: self._take_captures(archive, captures, query)
        )

    # --- addresses

    def look_up(self, leads: Iterable[Lead]) -> None:
        """Plan to ask the archives about addresses that are dead or forbidden today; ``follow`` asks them."""
        for lead in leads:
            if not self._thrifty or lead.rank == SPEAKS or (lead.rank == BESIDE and promises_document(lead)):
                self._want(lead.url, lead.site, lead.found_on, lead.words)

    def _want(self, url: str, site: str, found_on: str, words: str) -> None:
        if make_key(url) in self._known or has_secret(url):
            return
        self._known.add(make_key(url))
        for index in self._list_single():
            known = self._book.find_query(index, url)
            if known is None or is_query_due(known, changes=True, every=SELDOM):
                query = Query(index, url, site, found_on, words, BESIDE)
                self._book.put(query)
                self._wanted.append(query)

    def _list_single(self) -> list[str]:
        """The archives to ask about single addresses: those with one index, or all when none has only one."""
        single = [index for index, archive in self._archives.items() if archive.dialect != "commoncrawl"]
        return single or list(self._archives)

    def follow(self, until: float) -> None:
        """Ask about the planned addresses and fetch the captures found, until nothing promising is left."""
        put_off: list[Query] = []
        while not self._is_over(until):
            if self._wanted:
                query = self._wanted.popleft()
                if self._questions.is_left(self._archives[query.index]):
                    put_off.append(query)
                else:
                    self._ask_about(query)
            elif self._promising:
                self._take(self._asker.ask(heapq.heappop(self._promising)[2]))
            else:
                break
        self._wanted.extend(put_off)

    def _ask_about(self, query: Query) -> None:
        """Ask an archive about one address, in each of its indexes that has not answered yet."""
        archive = self._archives[query.index]
        if archive.dialect != "commoncrawl":
            self._ask(archive, query, ask_about_address)
            return
        indexes = self._questions.list_indexes(archive)
        is_whole = bool(indexes)
        for index in indexes:
            part = self._book.find_query(index, query.about) or replace(query, index=index)
            if is_query_due(part, changes=False):
                is_whole &= not self._questions.is_left(archive) and self._ask(
                    archive, part, ask_about_address
                )
        self._book.put(replace(query, asked=stamp_time(), whole=is_whole))

    # --- archived pages

    def walk(self, sites: Iterable[Site], pages: int, ordinary: int, until: float) -> None:
        """Follow the archived pages of sites from their first pages.

        At most ``pages`` of each site are requested, and at most ``ordinary`` of those whose words suggest
        nothing. Pages that are left wait for the site's next turn.
        """
        replaying = [archive for archive in self._archives.values() if archive.replay]
        for site in sites if replaying else ():
            visit = Visit(f"archive of {site.domain}", stamp_time(), done=True)
            if not is_visit_due(self._book.find_visit(visit.site)):
                continue
            for archive in replaying:
                for domain in site.domains:
                    if self._is_over(until) or self._questions.is_left(archive):
                        return
                    self._ask_home(archive, site, domain)
            self._walk_site(site, pages, ordinary, until)
            if self._is_over(until):
                return
            self._book.put(visit)

    def _ask_home(self, archive: ArchiveIndex, site: Site, domain: str) -> None:
        about = f"first pages of {domain}"
        query = self._book.find_query(archive.index, about) or Query(archive.index, about, site=site.domain)
        if not is_query_due(query, changes=True):
            return

        def write(archive: ArchiveIndex, about: str, *, resume: str | None = None) -> str:
            return ask_about_address(archive, f"{domain}/", yearly=True, resume=resume)

        def take(captures: Sequence[Capture]) -> None:
            for capture in choose_captures([each for each in captures if each.is_page], HOMES):
                page = Lead(capture.original, site.domain, archive.index, rank=FIRST)
                self._add_page(archive, page, capture.timestamp)

        self._questions.ask(archive, query, write, take)

    def _walk_site(self, site: Site, pages: int, ordinary: int, until: float) -> None:
        asked = 0
        for _ in range(pages):
            waiting = self._to_walk[site.domain]
            if not waiting or self._is_over(until):
                return
            lead = heapq.heappop(waiting)[3]
            asked += lead.rank == ORDINARY
            if asked > ordinary:
                return
            self._take(self._asker.ask(lead))
            self.follow(until)

    # --- results

    def _take_captures(self, archive: ArchiveIndex, captures: Sequence[Capture], query: Query) -> None:
        """Add leads for the captures to request; a capture whose bytes are archived is not requested."""
        groups: dict[str, list[Capture]] = defaultdict(list)
        for capture in captures:
            groups[make_key(capture.original)].append(capture)
        for key, group in groups.items():
            self._known.add(key)
            pages = [] if ".pdf" in key.lower() else [each for each in group if each.is_page]
            of_pages = {each.digest for each in pages}
            documents = [each for each in group if not each.is_page and each.digest not in of_pages]
            for capture in choose_captures(documents, DOCUMENTS_OF_ONE) + choose_captures(
                pages, PAGES_OF_ONE
            ):
                self._add_capture(archive, capture, query)

    def _add_capture(self, archive: ArchiveIndex, capture: Capture, query: Query) -> None:
        url = name_capture(archive, capture)
        if url is None:
            return
        owner = self._finder.find(capture.original)
        lead = Lead(
            url,
            owner.domain if owner else query.site,
            query.found_on,
            query.words,
            query.rank,
            first_seen=stamp_time(),
            captured=capture.timestamp,
            original=capture.original,
            digest=capture.digest or None,
        )
        held = self._held.get(capture.digest) if capture.digest else None
        if held and not capture.is_page:
            now = stamp_time()
            lead = replace(lead, asked=now, last_seen=now, came="document", sha256=held)
        self._add_lead(lead)

    def _take(self, brought: AskResult) -> None:
        """Write the result of a capture, and plan to look up what its page links to."""
        lead = brought.update_lead()
        if lead.sha256 and lead.digest:
            self._held[lead.digest] = lead.sha256
        if brought.page:
            self._follow_page(lead, brought)
        self._book.put(lead)

    def _follow_page(self, lead: Lead, brought: AskResult) -> None:
        page = brought.page
        assert page is not None
        assert lead.original is not None
        home = self._finder.find(lead.original)
        moment = brought.moment or lead.captured or ""
        for link in page.links:
            owner = self._finder.find(link.url)
            own = owner is not None and owner is home
            rank = rank_link(link, page, own=own, searched=owner is not None)
            if rank is None:
                continue
            account = owner or home
            site = account.domain if account else lead.site
            if self._thrifty and rank != SPEAKS and not link.is_document:
                continue
            if rank <= BESIDE or (rank == HINTS and link.is_document):
                self._want(link.url, site, lead.url, link.words)
            elif rank in (HINTS, ORDINARY) and lead.depth < DEEPEST and owner is home:
                self._walk_to(lead, link, moment, rank)

    def _walk_to(self, lead: Lead, link: Link, moment: str, rank: int) -> None:
        found = Lead(link.url, lead.site, lead.url, link.words, rank, lead.depth + 1)
        for archive in self._archives.values():
            if archive.replay and lead.url.startswith(archive.replay.partition("{")[0]):
                self._add_page(archive, found, moment)

    def _add_page(self, archive: ArchiveIndex, page: Lead, moment: str) -> None:
        """Add a lead to the capture of a page nearest to a time, one in each period of years."""
        period = _name_period(page.url, moment)
        if period in self._seen_pages or not archive.replay:
            return
        self._seen_pages.add(period)
        url = name_replay(archive.replay, moment, page.url)
        self._add_lead(replace(page, url=url, first_seen=stamp_time(), captured=moment, original=page.url))

    def _is_over(self, until: float) -> bool:
        return self._asker.budget.requests >= until


def _is_about_address(query: Query) -> bool:
    return "://" in query.about


def _name_period(url: str, moment: str) -> str:
    year = int(moment[:4]) if moment[:4].isdigit() else 0
    return f"{year // PERIOD} {make_key(url)}"
