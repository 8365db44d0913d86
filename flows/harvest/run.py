"""Looking for reports on the open web, by command and as a step of the nightly run.

A harvest asks web archives and sites for candidates (``extract.sources``), reads them like any document, and
writes the addresses of those that are reports to ``sources/found.csv``. Every run pulls these addresses
together with the catalogue's.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from upath import UPath

from extract.sources.archive import Archive
from extract.sources.asking import Asker
from extract.sources.book import Book, Lead
from extract.sources.catalogue import project_catalogue, read_catalogue
from extract.sources.crawl import Crawl
from extract.sources.listed import read_transcripts, read_unlocated
from extract.sources.pull.budget import Allowance, Budget
from extract.sources.pull.failure import PullError, StoppedError
from extract.sources.pull.history import History
from extract.sources.pull.request import Requester
from extract.sources.pull.robots import RobotsBook
from extract.sources.pull.settings import PullSettings
from extract.sources.ranking import is_due
from extract.sources.recall import add_moves, list_due_sites, list_missing, order_sites
from extract.sources.search import ArchiveSearch
from extract.sources.sites import list_sites, name_domain
from extract.sources.store import open_store
from extract.sources.times import stamp_time
from extract.sources.turn import Limits
from flows.harvest.judging import judge_documents, write_found
from flows.harvest.outcome import Harvest
from flows.harvest.visited import keep_visited
from flows.locking import lock_data
from flows.pull_settings import make_pull_settings
from flows.reading.runners import make_reader_settings
from flows.settings import Settings

log = logging.getLogger("kommunkompassen.harvest")

# Shares of a night's requests that may be used when each stage ends.
ARCHIVES_SHARE = 0.5  # web archives asked about domains
SITES_SHARE = 0.9  # sites crawled
QUICK_SHARE = 0.96  # archives with one index asked; those with many, as Common Crawl, get the rest
# Limits of one site: for a night, and when everything is asked at once.
ALL_PAGES = 400
BLIND, ALL_BLIND = 8, 60  # documents whose address and link say nothing about what they are
AWAY, ALL_AWAY = 12, 100  # requests to one host that belongs to no municipality, such as a portal of minutes
ARCHIVED_PAGES, ALL_ARCHIVED_PAGES = 8, 24  # archived web pages searched for links
ORDINARY_PAGES = 4  # of these, pages whose words do not suggest a report
TRANSCRIPTS = "transcripts.csv"
LONGEST_READ = 20.0  # seconds of silence: some captures are shorter than their headers promise


def harvest_reports(
    settings: Settings,
    data: UPath,
    *,
    everything: bool = False,
    codes: Sequence[str] = (),
    tell: Callable[[str], None] = log.info,
) -> Harvest:
    """Look for reports and keep what is found. The caller must have locked the data directory.

    ``everything`` asks all that is due now, without a night's budget. ``codes`` limits the harvest to these
    municipalities, unless it is empty. ``tell`` is called with sentences about the progress. Raises
    ``ArchiveError`` when the archive cannot be written; failures of servers are listed in ``problems``.
    """
    return _HarvestRun(settings, data, everything, codes, tell).run()


class _HarvestRun:
    """The state of one harvest."""

    def __init__(
        self,
        settings: Settings,
        data: UPath,
        everything: bool,
        codes: Sequence[str],
        tell: Callable[[str], None],
    ) -> None:
        self.settings = settings
        self.data = data
        self.everything = everything
        self.tell = tell
        self.archive = Archive(data / "archive")
        self.book = Book(data / "harvest")
        self.sites = add_moves(
            [site for site in list_sites() if not codes or site.code in codes or not site.code],
            self.book.leads(),
        )
        allowed = math.inf if everything else float(settings.harvest_requests)
        self.budget = Budget("the harvest", Allowance(requests=allowed, megabytes=math.inf, seconds=math.inf))
        self.allowed = allowed
        self.problems: list[str] = []
        self.stopped: str | None = None
        self.documents = 0
        self.reports: list[str] = []
        self.visited = 0
        self.questions = 0
        self.known = 0

    def run(self) -> Harvest:
        """Do the whole harvest."""
        started, begun = stamp_time(), time.monotonic()
        with Requester(self._make_pull_settings()) as requester:
            robots = RobotsBook(requester, self.archive, History(self.archive), self.budget)
            asker = Asker(requester, self.archive, robots, self.budget)
            try:
                self._look(asker)
            except PullError as error:
                self.stopped = error.sentence
            except StoppedError:
                self.stopped = "It was stopped."
            finally:
                self.archive.flush()
                self.book.flush()
        self._judge()
        self.book.close()
        asked = {visit.site for visit in self.book.visits()}
        keep_visited(self.data, asked)
        return Harvest(
            started=started,
            finished=stamp_time(),
            requests=self.budget.requests,
            megabytes=self.budget.bytes / 1e6,
            seconds=time.monotonic() - begun,
            sites=self.visited,
            questions=self.questions,
            documents=self.documents,
            reports=len(self.reports),
            found=tuple(self.reports),
            known_reports=self.known,
            sites_never_asked=sum(site.domain not in asked for site in list_sites()),
            problems=tuple(dict.fromkeys(self.problems)),
            stopped=self.stopped,
        )

    def _look(self, asker: Asker) -> None:
        archives = self.settings.list_archives()
        quick = [archive for archive in archives if archive.dialect != "commoncrawl"]
        slow = [archive for archive in archives if archive.dialect == "commoncrawl"]
        search = ArchiveSearch(asker, self.book, quick or slow, self.sites)
        try:
            search.follow(self.allowed * ARCHIVES_SHARE)
            search.ask_domains(self.sites, self.allowed * ARCHIVES_SHARE)
            self.tell(f"{self.budget.requests} requests so far: archives asked about domains")
            self._judge()
            self._look_through_sites(asker)
            self._judge()
            until = self.allowed * QUICK_SHARE if slow else self.allowed
            self.sites = add_moves(self.sites, self.book.leads())
            search.ask_domains(self.sites, until)
            search.look_up(self._list_missing())
            search.follow(until)
            search.walk(
                order_sites(self.book, self.sites),
                self._choose(ARCHIVED_PAGES, ALL_ARCHIVED_PAGES),
                self._choose(ORDINARY_PAGES, ALL_ARCHIVED_PAGES),
                until,
            )
        finally:
            self.questions += search.questions
            self.problems += search.problems
        if quick and slow:
            self._judge()
            last = ArchiveSearch(asker, self.book, slow, self.sites, thrifty=True)
            try:
                last.look_up(self._list_missing())
                last.ask_domains(self.sites, self.allowed)
                last.follow(self.allowed)
            finally:
                self.questions += last.questions
                self.problems += last.problems
        if self.settings.sources is None:
            self._ask_transcripts(asker)

    def _ask_transcripts(self, asker: Asker) -> None:
        """Pull the transcripts that are due; they are read with the documents of this harvest."""
        for transcript in read_transcripts():
            known = self.book.find_lead(transcript.url)
            lead = known or Lead(
                transcript.url, name_domain(transcript.url), TRANSCRIPTS, first_seen=stamp_time()
            )
            if is_due(lead) and self.budget.requests < self.allowed:
                self.book.put(asker.ask(lead).update_lead())

    def _look_through_sites(self, asker: Asker) -> None:
        pages = self._choose(self.settings.harvest_pages, ALL_PAGES)
        crawl = Crawl(
            asker,
            self.book,
            self.sites,
            Limits(pages, self._choose(BLIND, ALL_BLIND), self._choose(AWAY, ALL_AWAY)),
            self.settings.hosts_at_once,
        )
        due = list_due_sites(self.book, self.sites)
        left = self.allowed * SITES_SHARE - self.budget.requests
        active = len(self.sites) if math.isinf(left) else max(1, math.ceil(left / pages))
        try:
            crawl.run(due, self._list_landing_pages(), active, self.allowed * SITES_SHARE)
        finally:
            self.visited = crawl.visited
        self.tell(f"{self.budget.requests} requests so far: {crawl.visited} sites looked through")

    def _list_missing(self) -> list[Lead]:
        """The addresses on this harvest's sites that no longer give a document."""
        domains = {site.domain for site in self.sites}
        return [lead for lead in list_missing(self.book.leads()) if lead.site in domains]

    def _judge(self) -> None:
        judged = judge_documents(self.book, make_reader_settings(self.settings.data, self.settings))
        self.documents += judged.read
        self.reports += judged.new
        self.known = write_found(self.book, self.data)

    def _choose(self, usual: int, everything: int) -> int:
        return everything if self.everything else usual

    def _list_landing_pages(self) -> list[str]:
        lines = read_catalogue(self.settings.sources or project_catalogue())
        pages = [line.landing_page for line in lines] + [each.landing_page for each in read_unlocated()]
        return list(dict.fromkeys(page for page in pages if page))

    def _make_pull_settings(self) -> PullSettings:
        pull = make_pull_settings(self.settings)
        seconds = math.inf if self.everything else pull.host_seconds
        silence = min(pull.read_timeout, LONGEST_READ)
        return replace(pull, read_timeout=silence, host_seconds=seconds, retries=min(pull.retries, 1))


def harvest_if_due(settings: Settings, data: UPath) -> Harvest | None:
    """Do the nightly run's harvest when the settings ask for one.

    Never raises: a harvest that fails must not fail the run. The failure is in ``problems`` of what it
    returns.
    """
    if settings.offline or not settings.harvests_nightly:
        return None
    begun = stamp_time()
    try:
        harvest = harvest_reports(settings, data)
    except Exception as error:
        log.exception("The harvest failed; the next run goes on with it")
        sentence = f"The harvest failed ({type(error).__name__}: {' '.join(str(error).split())})."
        return Harvest(begun, stamp_time(), problems=(sentence,))
    log.info("%s", harvest.summary)
    return harvest


def run_harvest(settings: Settings, *, everything: bool = False, codes: Sequence[str] = ()) -> Harvest:
    """Do a harvest by command.

    Raises ``RunInProgressError`` while another run has locked the data directory.
    """
    data = open_store(settings.data)
    with lock_data(data, f"harvest-{stamp_time()}", settings.wait_seconds):
        return harvest_reports(settings, data, everything=everything, codes=codes)
