"""Captures of web archives: their addresses, and fetching them by replay or as a range of a WARC file."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urldefrag, urlencode

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from extract.sources.addresses import name_origin, show_address
from extract.sources.indexes import ArchiveIndex, Capture
from extract.sources.originals import REPLAYED
from extract.sources.pull.answer import Answer
from extract.sources.pull.budget import Budget
from extract.sources.pull.failure import PullError, explain_status
from extract.sources.pull.request import Requester

MOST_RECORD = 200 << 20  # bytes of a WARC record


def name_capture(archive: ArchiveIndex, capture: Capture) -> str | None:
    """Name the address of a capture; ``None`` when the archive offers no way to its bytes.

    For a record of a WARC file it is the file's address with offset and length of the record after ``#``.
    """
    if archive.replay:
        return name_replay(archive.replay, capture.timestamp, capture.original)
    if archive.data and capture.location:
        name, offset, length = capture.location
        place = urlencode({"offset": offset, "length": length, "of": capture.original})
        return f"{archive.data.rstrip('/')}/{name}#{place}"
    return None


def name_replay(replay: str, timestamp: str, url: str) -> str:
    """Name the address at which an archive gives the bytes of ``url`` captured nearest to a time."""
    return replay.replace("{timestamp}", timestamp).replace("{url}", url)


def read_moment(answer_url: str, headers: Mapping[str, str], asked: str) -> str:
    """Read when the bytes of an answer were captured; archives give the capture nearest to ``asked``."""
    import email.utils

    memento = headers.get("memento-datetime")
    if memento:
        try:
            return email.utils.parsedate_to_datetime(memento).strftime("%Y%m%d%H%M%S")
        except (ValueError, TypeError):
            pass
    match = REPLAYED.search(answer_url)
    return match["moment"] if match else asked


def read_original(answer_url: str, asked: str | None) -> str:
    """Read the address that was captured from the end of a replay address; otherwise return ``asked``."""
    match = REPLAYED.search(answer_url)
    return match["original"] if match else asked or answer_url


def fetch_capture(requester: Requester, url: str, budget: Budget | None = None) -> Answer:
    """Fetch the bytes of the capture at ``url``. Raises ``PullError``."""

    def keep_inside(hop: str) -> None:
        if name_origin(hop) != name_origin(url):
            raise PullError("not_found", f"{show_address(url)} leads out of the archive.", http_status=404)

    address, place = urldefrag(url)
    where = dict(parse_qsl(place))
    if not where.get("offset", "").isdigit() or not where.get("length", "").isdigit():
        return requester.get(url, permit=keep_inside, attempts=1, budget=budget, of_archive=True)
    first, length = int(where["offset"]), int(where["length"])
    wanted = f"bytes={first}-{first + length - 1}"
    answer = requester.get(
        address,
        conditions=lambda _: {"Range": wanted},
        max_bytes=min(length + 1, MOST_RECORD),
        budget=budget,
        of_archive=True,
    )
    return _unpack(answer, url)


def _unpack(answer: Answer, url: str) -> Answer:
    """Read the captured answer from a record of a WARC file. Raises ``PullError``."""
    body = io.BytesIO()
    try:
        for record in ArchiveIterator(io.BytesIO(answer.read())):
            if record.rec_type not in ("response", "resource"):
                continue
            status = int(record.http_headers.get_statuscode()) if record.http_headers else 200
            if status != 200:
                raise explain_status(status, url, None)
            headers = dict(record.http_headers.headers) if record.http_headers else {}
            stream = record.content_stream()
            while piece := stream.read(1 << 16):
                body.write(piece)
                if body.tell() > MOST_RECORD:
                    raise PullError("too_large", f"The record of {show_address(url)} is larger than allowed.")
            small = {name.lower(): value for name, value in headers.items()}
            return replace(answer, status=200, url=url, headers=small, body=body, size=body.tell())
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
        raise PullError(
            "protocol_error", f"The record of {show_address(url)} cannot be read ({error})."
        ) from error
    raise PullError("protocol_error", f"There is no answer in the record of {show_address(url)}.")
