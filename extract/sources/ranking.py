"""How promising a link is, and when what was asked once is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from extract.sources.book import Lead, Visit
from extract.sources.pages import Link, Page
from extract.sources.speaking import address_hints, hints_at_it, tells_of_meetings

FIRST = 0  # a site's first page, its site maps, the landing pages that people know
SPEAKS = 1  # the link or its address names the instrument
BESIDE = 2  # it stands in the text of a page that does
HINTS = 3  # it has to do with evaluation, steering or news
ORDINARY = 4
AWAY = 5  # it leads to a site of nobody whom we search, from a page that speaks or hints
BLIND = 6  # a document about which nothing is known

DEEPEST = 12  # links away from a site's first page
TURN = timedelta(days=28)  # between two visits to a site
SELDOM = timedelta(days=180)  # between two looks at what brought nothing
AGAIN = timedelta(hours=12)  # until what failed is asked again, in another night
MOST_TRIES = 3  # nights in a row that an address may fail


def rank_link(link: Link, page: Page, *, own: bool, searched: bool = False) -> int | None:
    """How promising a link on a page is; ``None`` when it is not to be followed.

    ``own``: whether it stays on the site whose page it is; ``searched``: whether it leads to another site
    that is searched.
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
    """Whether a site has its turn: never asked, not asked to the end, or long ago."""
    if visit is None or not visit.done:
        return True
    return datetime.now(UTC) - datetime.fromisoformat(visit.asked) >= TURN


def is_due(lead: Lead, now: datetime | None = None) -> bool:
    """Whether a lead is to be asked: never asked, or long enough ago for what it brought."""
    if lead.asked is None:
        return True
    age = (now or datetime.now(UTC)) - datetime.fromisoformat(lead.asked)
    if lead.came == "failed":
        return age >= (AGAIN if lead.tries < MOST_TRIES else TURN)
    if lead.came == "document" or lead.captured:
        return False  # the nightly pull asks the reports; captures never change
    often = lead.came in ("page", "map") and (lead.rank <= SPEAKS or lead.speaks or lead.depth <= 1)
    return age >= (TURN if often or lead.rank == FIRST else SELDOM)
