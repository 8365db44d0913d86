"""Heads of answers as browsers take them: mended before a strict parser refuses a whole document over them.

Servers in the field put a space before the colon of a header, send lines that are no headers, and give a
redirect's target in Latin-1 or with backslashes. Browsers bear with all of these.
"""

from __future__ import annotations

import re

MOST_HEAD = 1 << 16
_END = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rb"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(?P<value>.*)", re.DOTALL)
_INTERIM = re.compile(rb"HTTP/1\.\d 1\d\d\b")


class HeadMender:
    """Takes an HTTP/1 answer as it arrives and gives it back with its head mended, the rest untouched."""

    def __init__(self) -> None:
        self._held = b""
        self.is_done = False

    def feed(self, piece: bytes) -> bytes:
        """What can be passed on now that ``piece`` has arrived; nothing while a head is incomplete."""
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
        """What was held back, as it came; nothing is mended after that."""
        self.is_done = True
        held, self._held = self._held, b""
        return held


def mend_head(head: bytes) -> bytes:
    """The lines of a head with no space before their colons and without those that are no headers."""
    status, *lines = re.split(rb"\r?\n", head)
    kept = [status]
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is not None:
            kept.append(header["name"] + b":" + header["value"])
        elif line[:1] in (b" ", b"\t") and len(kept) > 1:
            kept.append(line)  # the rest of the header before
    return b"\r\n".join(kept)


def read_location(headers: list[tuple[bytes, bytes]]) -> str | None:
    """Where a redirect leads, as browsers read it: the first ``Location``, or ``None``.

    Bytes that are no UTF-8 are escaped as they are; backslashes before the query are slashes.
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
