"""The address and the day of which a web archive's address tells."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urldefrag

REPLAYED = re.compile(r"/(?P<moment>\d{4,14})(?:[a-z]{2}_)?/(?P<original>https?://?.+)$")
DAY = 8  # figures of a time that names a day


def find_original(url: str) -> tuple[str, str] | None:
    """The address that was captured and the day of the capture (ISO); ``None`` for any other address.

    ``url`` is a replay address, with the time of the capture in it. A record of a WARC file names no time,
    and a short time no day, so the day is empty.
    """
    found = REPLAYED.search(url)
    if found:
        moment = found["moment"]
        day = f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}" if len(moment) >= DAY else ""
        return found["original"], day
    place = parse_qs(urldefrag(url).fragment)
    return (place["of"][0], "") if "of" in place else None
