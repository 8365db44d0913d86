"""Requesting the address of one lead, judging by the bytes what came, and archiving documents."""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from extract.sniff import END_MARK_WITHIN, HEAD, sniff_body
from extract.sources.addresses import name_origin, show_address
from extract.sources.archive import Archive
from extract.sources.book import Came, Lead
from extract.sources.captures import fetch_capture, read_moment, read_original
from extract.sources.pages import MAX_PAGE_BYTES, Page, read_page
from extract.sources.pull.answer import Answer
from extract.sources.pull.budget import Budget, keep_to_source
from extract.sources.pull.failure import PullError
from extract.sources.pull.record import PullRecord
from extract.sources.pull.request import Requester
from extract.sources.pull.robots import RobotsBook
from extract.sources.sitemaps import SiteMap, looks_like_map, read_site_map
from extract.sources.sites import name_domain
from extract.sources.speaking import address_speaks, speaks_of_it
from extract.sources.times import stamp_time

log = logging.getLogger("kommunkompassen.harvest")

ATTEMPTS = 2  # for an address in one night; a failed one is asked again another night


@dataclass(frozen=True)
class AskResult:
    """The result of asking a lead. ``url`` is where redirects ended, ``moment`` when a capture was taken."""

    lead: Lead
    url: str
    came: Came
    sha256: str | None = None
    digest: str = ""
    page: Page | None = None
    site_map: SiteMap | None = None
    problem: PullError | None = None
    moment: str | None = None

    def update_lead(self) -> Lead:
        """Return the lead with the result filled in."""
        now = stamp_time()
        failed = self.came == "failed"
        ended = name_domain(self.url)
        return replace(
            self.lead,
            asked=now,
            came=self.came,
            code=self.problem.code if self.problem else None,
            last_seen=now if self.came in ("page", "map", "document", "other") else self.lead.last_seen,
            speaks=bool(self.page and self.page.speaks),
            sha256=self.sha256 or (self.lead.sha256 if failed else None),
            tries=self.lead.tries + 1 if failed else 0,
            ended=ended if ended != name_domain(self.lead.url) and not self.lead.captured else None,
            captured=self.lead.captured and (self.moment or self.lead.captured),
            digest=self.digest or self.lead.digest,
        )


@dataclass(frozen=True)
class Asker:
    """Asks leads; every request counts against ``budget``. Thread-safe."""

    requester: Requester
    archive: Archive
    robots: RobotsBook
    budget: Budget

    def ask(self, lead: Lead) -> AskResult:
        """Ask a lead. A failure is part of the result.

        Raises only ``ArchiveError``, ``StoppedError`` at the end of the run, and ``PullError`` when the
        budget is spent.
        """
        try:
            with keep_to_source(lead.url):
                return self._bring(lead, self._get(lead))
        except PullError as error:
            if error.code == "over_budget" and self.is_spent:
                raise
            return AskResult(lead, lead.url, _judge_failure(error), problem=error)

    @property
    def is_spent(self) -> bool:
        """Whether the budget is spent."""
        return self.budget.requests >= self.budget.allowance.requests

    def list_maps(self, url: str) -> list[str]:
        """List the site maps that the robots.txt of an address's host names."""
        return self.robots.list_maps(name_origin(url))

    def _get(self, lead: Lead) -> Answer:
        if lead.captured:
            return fetch_capture(self.requester, lead.url, self.budget)
        permit = self.robots.permit(strict=True)
        return self.requester.get(lead.url, permit=permit, attempts=ATTEMPTS, budget=self.budget)

    def _bring(self, lead: Lead, answer: Answer) -> AskResult:
        body = sniff_body(answer.head(HEAD), answer.tail(END_MARK_WITHIN), answer.url)
        moment = read_moment(answer.url, answer.headers, lead.captured) if lead.captured else None
        try:
            brought = AskResult(lead, answer.url, "other", moment=moment)
            if body in ("pdf", "truncated") or (body == "empty" and _may_be_one(lead)):
                sha256, digest = self._keep(answer)
                return replace(brought, came="document", sha256=sha256, digest=digest)
            if body == "html":
                return self._read_page(brought, answer)
            if body in ("soft_404", "login_wall"):
                problem = PullError(
                    body, f"{show_address(lead.url)} answers with a page that is not what was wanted."
                )
                kept = self._keep(answer)[0] if body == "soft_404" and _is_promised(lead) else None
                return replace(brought, came="dead", problem=problem, sha256=kept)
            if not lead.captured and looks_like_map(answer.head(2000)):
                site_map = read_site_map(answer.read(), answer.url)
                return replace(brought, came="map", site_map=site_map)
            return brought
        finally:
            answer.body.close()

    def _read_page(self, brought: AskResult, answer: Answer) -> AskResult:
        lead = brought.lead
        content = answer.head(MAX_PAGE_BYTES)
        base = read_original(answer.url, lead.original) if lead.captured else answer.url
        page = read_page(content, base)
        named = promises_document(lead) and speaks_of_it(lead.words)
        if not (page.speaks or named or _is_promised(lead)):
            return replace(brought, came="page", page=page)
        sha256, digest = self._keep(answer)
        self.archive.record(
            PullRecord(
                url=lead.url,
                time=stamp_time(),
                status="fetched",
                purpose="landing_page",
                http_status=answer.status,
                sha256=sha256,
                size=answer.size,
                body="html",
                final_url=answer.url,
                content_type=answer.headers.get("content-type"),
            )
        )
        return replace(brought, came="page", page=page, sha256=sha256, digest=digest)

    def _keep(self, answer: Answer) -> tuple[str, str]:
        """Store the body in the archive; returns its sha256 and the digest by which web archives know it."""
        sha1 = hashlib.sha1(usedforsecurity=False)

        def pass_by() -> Iterator[bytes]:
            for piece in answer.pieces():
                sha1.update(piece)
                yield piece

        sha256 = self.archive.put(pass_by())
        return sha256, base64.b32encode(sha1.digest()).decode()


def _is_promised(lead: Lead) -> bool:
    """Whether a lead's address suggests a document about the instrument."""
    return promises_document(lead) and address_speaks(lead.original or lead.url)


def _may_be_one(lead: Lead) -> bool:
    """Whether a lead's address or words suggest a document, or its address names the instrument."""
    return promises_document(lead) or address_speaks(lead.original or lead.url)


def promises_document(lead: Lead) -> bool:
    """Whether a lead's address or words suggest a PDF."""
    parts = urlsplit(lead.original or lead.url)
    return ".pdf" in (parts.path + "?" + parts.query).lower() or "pdf" in lead.words.lower()


def _judge_failure(error: PullError) -> Came:
    """Whether an address is gone, forbidden, or may answer another night."""
    if error.code in ("robots_disallowed", "forbidden"):
        return "forbidden"
    lasting = ("malformed_address", "address_refused", "scheme_refused", "redirect_loop", "too_complex")
    refused = error.http_status is not None and 400 <= error.http_status < 500
    return "dead" if not error.transient and (refused or error.code in lasting) else "failed"
