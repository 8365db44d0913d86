"""Looking for reports on the open web: by hand, and as a step of the nightly run.

A harvest asks archives and sites for candidates (``extract.sources``), has the candidates read like any
document, and writes those that are reports to ``sources/found.csv``, which every run pulls beside the
catalogue.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.sources.archive import Archive
from extract.sources.asking import Asker
from extract.sources.book import Book, Lead
from extract.sources.catalogue import project_catalogue, read_catalogue, read_transcripts, read_unlocated
from extract.sources.crawl import Crawl, Limits
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
from flows.harvest.judging import judge_documents, write_found
from flows.known import keep_standing
from flows.locking import lock_data
from flows.pull_settings import make_pull_settings
from flows.reading.runners import make_reader_settings
from flows.settings import Settings

log = logging.getLogger("kommunkompassen.harvest")

ARCHIVES_SHARE = 0.5  # of a night's requests, before sites are looked through
SITES_SHARE = 0.9
QUICK_SHARE = 0.96  # before archives with many indexes are asked
ALL_PAGES = 400  # of one site, when all is asked at once
ALL_BLIND = 60
BLIND = 8  # documents of one site and night about which nothing is known
AWAY = 12  # requests of one site and night to one host that is nobody's, as portals of meetings are
ALL_AWAY = 100
ARCHIVED_PAGES = 8  # of one site and night, looked through for want of addresses that speak
ORDINARY_PAGES = 4  # of these whose words promise nothing
ALL_ARCHIVED_PAGES = 24
TRANSCRIPTS = "transcripts.csv"
LONGEST_READ = 20.0  # seconds of silence; some captures promise more than they hold


@dataclass(frozen=True)
class Harvest:
    """What a harvest asked, looked at and found. ``problems`` are sentences; ``stopped`` says why it ended
    early.
    """

    started: str
    finished: str
    requests: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0
    sites: int = 0
    questions: int = 0
    documents: int = 0  # newly read
    reports: int = 0  # newly found documents that are reports
    found: tuple[str, ...] = ()  # their leading addresses
    known_reports: int = 0
    sites_never_asked: int = 0
    problems: tuple[str, ...] = ()
    stopped: str | None = None

    @property
    def summary(self) -> str:
        """One sentence of figures."""
        return (
            f"{self.requests} requests ({self.megabytes:.1f} MB): {self.sites} sites visited,"
            f" {self.questions} questions to archives answered, {self.documents} documents looked at,"
            f" {self.reports} new reports found; {self.known_reports} are known,"
            f" {self.sites_never_asked} sites were never asked."
        )

    def tell(self) -> tuple[str, ...]:
        """The sentences of the morning report."""
        found = tuple(f"Found: {url}" for url in self.found)
        ended = (f"It ended early: {self.stopped}",) if self.stopped else ()
        return (self.summary, *found, *self.problems, *ended)


HARVEST = TypeAdapter(Harvest)


def harvest_reports(
    settings: Settings,
    data: UPath,
    *,
    everything: bool = False,
    codes: Sequence[str] = (),
    tell: Callable[[str], None] = log.info,
) -> Harvest:
    """Look for reports and keep what is found. The caller holds the data directory.

    ``everything`` asks all that is due now, without a night's budget; ``codes`` are the municipalities to
    look at, all when there are none. Raises ``ArchiveError`` when the archive cannot be written; what servers
    and archives do is told in ``problems``.
    """
    return _Night(settings, data, everything, codes, tell).run()


class _Night:
    """One harvest under way."""

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
        """The whole night."""
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
        keep_standing(self.data, asked)
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
            self._say(f"{self.budget.requests} requests so far: archives asked about domains")
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
        """Ask the viewers' pages that are due; what they tell is read with the night's documents."""
        for transcript in read_transcripts():
            known = self.book.find_lead(transcript.url)
            lead = known or Lead(
                transcript.url, name_domain(transcript.url), TRANSCRIPTS, first_seen=stamp_time()
            )
            if is_due(lead) and self.budget.requests < self.allowed:
                self.book.put(asker.ask(lead).note())

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
        self._say(f"{self.budget.requests} requests so far: {crawl.visited} sites looked through")

    def _list_missing(self) -> list[Lead]:
        """The addresses of tonight's sites that bring no document today."""
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
        from dataclasses import replace

        pull = make_pull_settings(self.settings)
        seconds = math.inf if self.everything else pull.host_seconds
        silence = min(pull.read_timeout, LONGEST_READ)
        return replace(pull, read_timeout=silence, host_seconds=seconds, retries=min(pull.retries, 1))

    def _say(self, sentence: str) -> None:
        self.tell(sentence)


def harvest_if_due(settings: Settings, data: UPath) -> Harvest | None:
    """The nightly run's harvest, where the settings want one. Never raises: what is not found tonight can
    wait.
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
    """A harvest by hand. Raises ``RunInProgressError`` while another run holds the data directory."""
    data = open_store(settings.data)
    with lock_data(data, f"harvest-{stamp_time()}", settings.wait_seconds):
        return harvest_reports(settings, data, everything=everything, codes=codes)
