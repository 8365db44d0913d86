"""Mending heads of HTTP/1 answers that browsers accept but a strict parser refuses.

Some servers put a space before the colon of a header, send lines that are no headers, or write the target of
a redirect in Latin-1 or with backslashes.
"""

from __future__ import annotations

import re

MOST_HEAD = 1 << 16
_END = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rb"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(?P<value>.*)", re.DOTALL)
_INTERIM = re.compile(rb"HTTP/1\.\d 1\d\d\b")


class HeadMender:
    """Mends the head of an HTTP/1 answer as its bytes arrive; the body is not changed."""

    def __init__(self) -> None:
        self._held = b""
        self.is_done = False

    def feed(self, piece: bytes) -> bytes:
        """Take the next bytes and return what can be passed on; nothing while the head is incomplete."""
        if self.is_done:
            return piece
        self._held += piece
        if not self._held.startswith(b"HTTP/"[: len(self._held)]) or len(self._held) > MOST_HEAD:
            return self.flush()
        end = _END.search(self._held)
        if end is None:
            return b""
        head, rest = mend_head(self._held[: end.start()]), self._held[end.end() :]
        self._held = b""
        if _INTERIM.match(head):
            return head + b"\r\n\r\n" + self.feed(rest)
        self.is_done = True
        return head + b"\r\n\r\n" + rest

    def flush(self) -> bytes:
        """Return what is buffered, unchanged; nothing is mended after that."""
        self.is_done = True
        held, self._held = self._held, b""
        return held


def mend_head(head: bytes) -> bytes:
    """Remove spaces before the colons of headers, and lines that are no headers."""
    status, *lines = re.split(rb"\r?\n", head)
    kept = [status]
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is not None:
            kept.append(header["name"] + b":" + header["value"])
        elif line[:1] in (b" ", b"\t") and len(kept) > 1:
            kept.append(line)  # it continues the header before
    return b"\r\n".join(kept)


def read_location(headers: list[tuple[bytes, bytes]]) -> str | None:
    """Read the target of a redirect as browsers do: the first ``Location``, or ``None``.

    Bytes that are not UTF-8 are percent-encoded, and backslashes before the query become slashes.
    """
    raw = next((value for name, value in headers if name.lower() == b"location"), None)
    if raw is None:
        return None
    try:
        location = raw.decode("utf-8")
    except UnicodeDecodeError:
        location = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
    location = location.strip()
    end = min((location.find(sign) for sign in "?#" if sign in location), default=len(location))
    return location[:end].replace("\\", "/") + location[end:]
