"""How promising a link is, and when a lead or a site is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from extract.sources.book import Lead, Visit
from extract.sources.pages import Link, Page
from extract.sources.speaking import address_hints, hints_at_it, tells_of_meetings

# Ranks of leads; a lower one is asked first.
FIRST = 0  # a site's first page, its site maps, and landing pages that the catalogue names
SPEAKS = 1  # the link or its address names the instrument
BESIDE = 2  # the link is in the text of a page that names the instrument
HINTS = 3  # the words or the address are about evaluation, steering or news
ORDINARY = 4
AWAY = 5  # it leads from a page that names or hints at the instrument to a host of no searched site
BLIND = 6  # a document about which nothing is known

DEEPEST = 12  # links from a site's first page
TURN = timedelta(days=28)  # between two visits to a site
SELDOM = timedelta(days=180)  # between two requests for something that led nowhere
AGAIN = timedelta(hours=12)  # until a failed request is repeated, in another night
MOST_TRIES = 3  # nights in a row; an address that fails more often waits for its site's next turn


def rank_link(link: Link, page: Page, *, own: bool, searched: bool = False) -> int | None:
    """Rank a link on a page; ``None`` when it should not be followed.

    ``own`` says that the link stays on the page's site, ``searched`` that it leads to another site that is
    searched.
    """
    if link.speaks:
        return SPEAKS
    hints = hints_at_it(link.words) or address_hints(link.url)
    if link.is_document:
        return BESIDE if page.speaks else HINTS if hints else BLIND
    if own:
        return BESIDE if page.speaks and not link.around else HINTS if hints else ORDINARY
    if searched and page.speaks and not link.around and urlsplit(link.url).path.strip("/"):
        return BESIDE
    away = hints or tells_of_meetings(link.words)
    return AWAY if away or ((page.speaks or page.hints) and not link.around) else None


def is_visit_due(visit: Visit | None) -> bool:
    """Whether a site is due: it was never visited, not to the end, or longer than ``TURN`` ago."""
    if visit is None or not visit.done:
        return True
    return datetime.now(UTC) - datetime.fromisoformat(visit.asked) >= TURN


def is_due(lead: Lead, now: datetime | None = None) -> bool:
    """Whether a lead is due: it was never asked, or long enough ago for the result it had."""
    if lead.asked is None:
        return True
    age = (now or datetime.now(UTC)) - datetime.fromisoformat(lead.asked)
    if lead.came == "failed":
        return age >= (AGAIN if lead.tries < MOST_TRIES else TURN)
    if lead.came == "document" or lead.captured:
        return False  # the nightly run pulls reports, and captures never change
    often = lead.came in ("page", "map") and (lead.rank <= SPEAKS or lead.speaks or lead.depth <= 1)
    return age >= (TURN if often or lead.rank == FIRST else SELDOM)
