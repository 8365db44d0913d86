"""Reading the captured address and the day from the address of a capture."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urldefrag

REPLAYED = re.compile(r"/(?P<moment>\d{4,14})(?:[a-z]{2}_)?/(?P<original>https?://?.+)$")
DAY = 8  # digits of a time stamp that includes a day


def find_original(url: str) -> tuple[str, str] | None:
    """Find the address that was captured and the ISO day of the capture; ``None`` if ``url`` is no capture.

    ``url`` is a replay address, or that of a record in a WARC file. The latter has no time and a short time
    stamp has no day; then the day is empty.
    """
    found = REPLAYED.search(url)
    if found:
        moment = found["moment"]
        day = f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}" if len(moment) >= DAY else ""
        return found["original"], day
    place = parse_qs(urldefrag(url).fragment)
    return (place["of"][0], "") if "of" in place else None
