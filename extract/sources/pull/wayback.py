"""Finding and fetching the Internet Archive's copy of an address that no longer exists."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from extract.sources.addresses import show_address
from extract.sources.masking import strip_credentials
from extract.sources.pull.answer import Answer
from extract.sources.pull.budget import Allowance, Budget
from extract.sources.pull.failure import PullError
from extract.sources.pull.parse import parse_json
from extract.sources.pull.request import Requester

log = logging.getLogger("kommunkompassen.pull")

MAX_REPLY_BYTES = 1 << 20
ALLOWANCE = Allowance(requests=20, megabytes=4, seconds=120)
SNAPSHOT = re.compile(r"^(?P<before>.*/web/)(?P<moment>\d{4,14})(?P<after>/.+)$")


@dataclass(frozen=True)
class Snapshot:
    """A copy in the Internet Archive: its address and its time (``YYYYMMDDhhmmss``)."""

    url: str
    moment: str

    @property
    def original_bytes_url(self) -> str:
        """The address of the original bytes, without what the archive adds to pages."""
        match = SNAPSHOT.match(self.url)
        return f"{match['before']}{match['moment']}id_{match['after']}" if match else self.url


def find_snapshot(requester: Requester, url: str, wanted: str | None) -> Snapshot | None:
    """Find the copy nearest to ``wanted`` (``YYYYMMDD``), or ``None``. Raises ``PullError``."""
    base = requester.settings.wayback_base
    if base is None:
        return None
    question = {"url": strip_credentials(url)} | ({"timestamp": wanted} if wanted else {})
    address = f"{base.rstrip('/')}/wayback/available?{urlencode(question)}"
    answer = requester.get(address, max_bytes=MAX_REPLY_BYTES, budget=Budget(address, ALLOWANCE))
    try:
        closest = parse_json(answer.read(), address)["archived_snapshots"].get("closest") or {}
        if not closest.get("available") or str(closest.get("status", "200")) != "200":
            return None
        return Snapshot(urljoin(address, str(closest["url"])), str(closest.get("timestamp", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PullError(
            "protocol_error", f"{show_address(address)} did not answer as the availability interface does."
        ) from error


def fetch_snapshot(requester: Requester, snapshot: Snapshot) -> Answer:
    """Fetch the bytes of a copy. Raises ``PullError``."""
    if snapshot.original_bytes_url != snapshot.url:
        try:
            return requester.get(snapshot.original_bytes_url)
        except PullError as error:
            log.info("No original bytes of the archived copy: %s", error)
    return requester.get(snapshot.url)
