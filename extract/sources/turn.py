"""One site's turn in a crawl: the addresses still to ask, in order, and the limits of a visit."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field

from extract.sources.book import Lead
from extract.sources.ranking import AWAY, BLIND
from extract.sources.sites import Site, name_domain

FAILURES = 4  # in a row, after which the site is left until its next turn


@dataclass(frozen=True)
class Limits:
    """The limits of a visit, in requests.

    ``pages`` counts all requests, ``blind`` those for documents about which nothing is known, and ``away``
    those to one host that belongs to no site.
    """

    pages: int
    blind: int
    away: int


@dataclass
class Turn:
    """The state of one site in a crawl: waiting leads, and counts of what was asked and found."""

    site: Site
    limits: Limits
    waiting: list[tuple[int, int, int, Lead]] = field(default_factory=list)
    asked: int = 0
    blind: int = 0
    failures: int = 0
    away: Counter[str] = field(default_factory=Counter)
    known: int = 0
    maps: int = 0
    variants: Counter[str] = field(default_factory=Counter)
    is_scheduled: bool = False

    def push(self, lead: Lead, serial: int) -> None:
        """Add a lead; the most promising and least deep one comes first."""
        heapq.heappush(self.waiting, (lead.rank, lead.depth, serial, lead))

    def pop(self) -> Lead | None:
        """Remove and return the next lead to ask; ``None`` when the visit is over."""
        while self.waiting and self.asked < self.limits.pages and self.failures < FAILURES:
            lead = heapq.heappop(self.waiting)[3]
            if lead.rank == BLIND and self.blind >= self.limits.blind:
                continue
            host = name_domain(lead.url)
            if lead.rank == AWAY and self.away[host] >= self.limits.away:
                continue
            self.away[host] += lead.rank == AWAY
            self.blind += lead.rank == BLIND
            self.asked += 1
            return lead
        return None

    @property
    def is_done(self) -> bool:
        """Whether no lead is left, and the visit did not end for failures."""
        return not self.waiting and self.failures < FAILURES
