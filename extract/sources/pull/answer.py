"""The answer of a server to a request, with its body in a temporary file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from extract.sources.pull.body import PIECE

Headers = Mapping[str, str]


@dataclass
class Answer:
    """A server's answer after redirects: a whole body, or that nothing has changed.

    ``url`` is where redirects ended, without credentials. ``status`` may be that of an error with which a PDF
    was sent all the same. ``location`` is where a redirect leads.
    """

    status: int
    url: str
    headers: Headers
    body: IO[bytes] = field(repr=False)
    size: int = 0
    location: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the server says that the copy asked about is unchanged (304)."""
        return self.status == 304

    def pieces(self) -> Iterator[bytes]:
        """Iterate the body in pieces, from its beginning."""
        self.body.seek(0)
        while piece := self.body.read(PIECE):
            yield piece

    def read(self) -> bytes:
        """Read the whole body into memory."""
        self.body.seek(0)
        return self.body.read()

    def head(self, size: int) -> bytes:
        """Read the first ``size`` bytes of the body."""
        self.body.seek(0)
        return self.body.read(size)

    def tail(self, size: int) -> bytes:
        """Read the last ``size`` bytes of the body."""
        self.body.seek(max(0, self.size - size))
        return self.body.read()
