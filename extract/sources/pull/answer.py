"""The answer of a server to a request, with its body in a temporary file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from extract.sources.pull.body import PIECE

Headers = Mapping[str, str]


@dataclass
class Answer:
    """What a server answered in the end: a whole body, or that nothing has changed.

    ``status`` is that of an error where a PDF was sent with it all the same.
    """

    status: int
    url: str  # where redirects ended, without credentials
    headers: Headers
    body: IO[bytes] = field(repr=False)
    size: int = 0
    location: str | None = None  # where a redirect leads

    @property
    def unchanged(self) -> bool:
        """Whether the server says that the copy asked about still holds (304)."""
        return self.status == 304

    def pieces(self) -> Iterator[bytes]:
        """The body in pieces, from its beginning."""
        self.body.seek(0)
        while piece := self.body.read(PIECE):
            yield piece

    def read(self) -> bytes:
        """The whole body, for answers asked for with a ``max_bytes`` that memory can hold."""
        self.body.seek(0)
        return self.body.read()

    def head(self, size: int) -> bytes:
        """The first bytes of the body."""
        self.body.seek(0)
        return self.body.read(size)

    def tail(self, size: int) -> bytes:
        """The last bytes of the body."""
        self.body.seek(max(0, self.size - size))
        return self.body.read()
