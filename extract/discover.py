"""Look on landing pages for reports that the catalogue does not list yet; only ever propose, never add."""

from __future__ import annotations

import csv
import difflib
import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import Tag

from extract.addresses import (
    WEB_SCHEMES,
    RefusedAddressError,
    show_address,
    show_words,
    split_address,
    strip_credentials,
)
from extract.archive import Archive
from extract.catalogue import COLUMNS, UnlocatedEvaluation
from extract.pull.budget import Allowance, Budget, keep_to_source
from extract.pull.failure import PullError
from extract.pull.history import History
from extract.pull.parse import parse_html
from extract.pull.record import PullRecord, stamp_time
from extract.pull.request import Answer, Requester
from extract.pull.result import record_failure
from extract.pull.robots import RobotsBook
from extract.pull.settings import PullSettings
from extract.records import CatalogueLine, Reason

log = logging.getLogger("kommunkompassen.pull")

SPEAKS_OF_IT = re.compile(r"kommune?[\s_+-]*kompass", re.IGNORECASE)
PDF_NAME = re.compile(r"\.pdf$", re.IGNORECASE)
MAX_PAGE_BYTES = 5 << 20
MAX_LINKS = 40  # followed from one page at most
ALLOWANCE = Allowance(requests=100, megabytes=50, seconds=300)  # of a landing page and what it leads to
PEEK = 1024


@dataclass(frozen=True)
class LandingPage:
    """A page that may lead to reports, and what is known of the municipality it is about."""

    url: str
    municipality_code: str | None = None


@dataclass(frozen=True)
class Link:
    """A link on a page: where it leads and the words it is shown with."""

    url: str
    words: str

    @property
    def speaks_of_it(self) -> bool:
        """Whether its words or its address speak of Kommunkompassen."""
        return bool(SPEAKS_OF_IT.search(self.words) or SPEAKS_OF_IT.search(unquote(self.url)))


@dataclass(frozen=True)
class Proposal:
    """A report found on a landing page that the catalogue does not list."""

    url: str
    landing_page: str
    municipality_code: str | None
    words: str


@dataclass(frozen=True)
class Discovery:
    """What looking through all landing pages brought: proposals and the pages that could not be read."""

    proposals: tuple[Proposal, ...]
    problems: tuple[Reason, ...]


def list_landing_pages(
    lines: Iterable[CatalogueLine], unlocated: Iterable[UnlocatedEvaluation] = ()
) -> list[LandingPage]:
    """The landing pages of a catalogue, each once. A page of several municipalities gives no code."""
    codes: dict[str, set[str | None]] = {}
    entries: list[CatalogueLine | UnlocatedEvaluation] = [*lines, *unlocated]
    for entry in entries:
        if entry.landing_page:
            codes.setdefault(entry.landing_page, set()).add(entry.municipality_code)
    return [LandingPage(url, next(iter(found)) if len(found) == 1 else None) for url, found in codes.items()]


def discover_reports(
    pages: Sequence[LandingPage], known: Iterable[str], archive: Archive, settings: PullSettings
) -> Discovery:
    """Reports that the pages lead to, directly or behind one more page, and that are not ``known``.

    A link counts when its words or its address speak of Kommunkompassen and it brings a PDF. Pages read are
    kept in the archive as every pull is. A page that cannot be read is a problem, never an exception.
    """
    if not pages:
        return Discovery((), ())
    found: dict[str, Proposal] = {}
    problems: list[Reason] = []
    known = list(known)
    with Requester(settings, [*known, *(page.url for page in pages)]) as requester:
        finder = _Finder(requester, archive, RobotsBook(requester, archive, History(archive)), known)
        for page in pages:
            try:
                for link in finder.find_reports(page.url, Budget(page.url, ALLOWANCE)):
                    proposal = Proposal(link.url, page.url, page.municipality_code, link.words)
                    found.setdefault(_bare(link.url), proposal)
            except PullError as error:
                problems.append(error.reason)
                finder.record_failure(page.url, error)
                log.warning("Landing page not read: %s", error)
    archive.flush()
    return Discovery(tuple(found.values()), tuple(problems))


def is_discovery_due(archive: Archive, days: float) -> bool:
    """Whether no landing page was asked within the last ``days``."""
    since = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
    return not any(
        record.purpose == "landing_page" and record.time > since for record in archive.iterate_pulls()
    )


def propose_lines(path: Path, proposals: Sequence[Proposal]) -> str:
    """The unified diff that would add the proposals to the catalogue at ``path``; empty without any."""
    before = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    if before and not before[-1].endswith("\n"):
        before[-1] += "\n"
    header = next(csv.reader(before[:1])) if before else list(COLUMNS)
    after = list(before)
    for proposal in proposals:
        cells = {
            "url": proposal.url,
            "landing_page": strip_credentials(proposal.landing_page),
            "municipality_code": proposal.municipality_code or "",
            "publisher": (urlsplit(proposal.url).hostname or "").removeprefix("www."),
            "origin": "published",
            "note": f"Found by its link: {proposal.words}"[:120] if proposal.words else "",
        }
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([cells.get(name.strip(), "") for name in header])
        after.append(line.getvalue())
    return "".join(difflib.unified_diff(before, after, f"a/{path.name}", f"b/{path.name}"))


def read_links(content: bytes, base: str) -> list[Link]:
    """The links of a web page, absolute and without fragments, each address once. Raises ``PullError``."""
    page = parse_html(content, base)
    base_tag = page.find("base", href=True)
    if isinstance(base_tag, Tag):
        base = urljoin(base, str(base_tag["href"]))
    links: dict[str, Link] = {}
    for tag in page.find_all(["a", "iframe", "embed", "object"]):
        target = tag.get("href") or tag.get("src") or tag.get("data")
        if not isinstance(target, str):
            continue
        try:
            url = urldefrag(urljoin(base, target.strip())).url
            if split_address(url).scheme not in WEB_SCHEMES:
                continue
        except (ValueError, RefusedAddressError):
            continue
        words = [
            tag.get_text(" ", strip=True),
            *(tag.get(name) for name in ("title", "aria-label", "download")),
        ]
        link = Link(strip_credentials(url), show_words(" ".join(str(word) for word in words if word)))
        if url not in links or (link.speaks_of_it and not links[url].speaks_of_it):
            links[url] = link
    return list(links.values())


class _Finder:
    def __init__(
        self, requester: Requester, archive: Archive, robots: RobotsBook, known: Iterable[str]
    ) -> None:
        self._requester = requester
        self._archive = archive
        self._permit = robots.permit(strict=True)
        self._asked = {_bare(url) for url in known}

    def find_reports(self, page: str, budget: Budget) -> Iterator[Link]:
        """Links of a landing page to PDFs, and of the pages one step behind it. Raises ``PullError``."""
        self._asked.add(_bare(page))
        with keep_to_source(page):
            answer = self._get(page, budget)
            links = [] if _looks_like_pdf(answer) else self._read(page, answer)
        for link in self._choose(links):
            try:
                with keep_to_source(link.url):
                    found = list(self._follow(link, budget))
            except PullError as error:
                log.info("A link of %s was not followed: %s", show_address(page), error)
                continue
            yield from found

    def _follow(self, link: Link, budget: Budget) -> Iterator[Link]:
        if PDF_NAME.search(urlsplit(link.url).path):
            if self._brings_pdf(link.url, budget):
                yield link
            return
        behind = self._get(link.url, budget)
        if _looks_like_pdf(behind):
            yield link
            return
        yield from self._find_behind(self._read(link.url, behind), budget)

    def record_failure(self, url: str, error: PullError) -> None:
        """Write down that a landing page was asked in vain."""
        failed = record_failure(strip_credentials(url), (error.reason,), error.http_status, None)
        self._archive.record(replace(failed, purpose="landing_page"))

    def _find_behind(self, links: list[Link], budget: Budget) -> Iterator[Link]:
        for link in self._choose(links):
            try:
                with keep_to_source(link.url):
                    found = self._brings_pdf(link.url, budget)
            except PullError as error:
                log.info("A link behind a landing page was not followed: %s", error)
                continue
            if found:
                yield link

    def _choose(self, links: list[Link]) -> Iterator[Link]:
        """The links worth following, each only once in a run."""
        speaking = [link for link in links if link.speaks_of_it]
        for link in speaking[:MAX_LINKS]:
            if self._is_new(link.url):
                yield link

    def _is_new(self, url: str) -> bool:
        new = _bare(url) not in self._asked
        self._asked.add(_bare(url))
        return new

    def _brings_pdf(self, url: str, budget: Budget) -> bool:
        answer = self._requester.get(url, permit=self._permit, head_only=PEEK, budget=budget)
        return _looks_like_pdf(answer)

    def _get(self, url: str, budget: Budget) -> Answer:
        return self._requester.get(url, permit=self._permit, max_bytes=MAX_PAGE_BYTES, budget=budget)

    def _read(self, url: str, answer: Answer) -> list[Link]:
        content = answer.read()
        sha256 = self._archive.put(content)
        self._archive.record(
            PullRecord(
                url=strip_credentials(url),
                time=stamp_time(),
                status="fetched",
                purpose="landing_page",
                http_status=answer.status,
                sha256=sha256,
                size=answer.size,
                final_url=answer.url,
                content_type=answer.headers.get("content-type"),
            )
        )
        return read_links(content, answer.url)


def _looks_like_pdf(answer: Answer) -> bool:
    return b"%PDF-" in answer.head(PEEK)


def _bare(url: str) -> str:
    """An address for comparison: ``http`` and ``https``, escaped and plain letters are the same."""
    return unquote(strip_credentials(urldefrag(url).url)).removeprefix("https://").removeprefix("http://")
