"""Bodies as they arrive: never more than allowed, never more at once than a piece."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

import httpx

from extract.addresses import show_address
from extract.pull.failure import PullError

PIECE = 1 << 16


def drain_body(response: httpx.Response) -> None:
    """Read past a small body that nobody wants, so that the connection can be used again."""
    received = 0
    for piece in response.iter_raw():
        received += len(piece)
        if received > PIECE:
            return


def limit_pieces(pieces: Iterable[bytes], max_bytes: int, url: str) -> Iterator[bytes]:
    received = 0
    for piece in pieces:
        received += len(piece)
        if received > max_bytes:
            raise refuse_size(url, max_bytes)
        yield piece


def decode_pieces(pieces: Iterable[bytes], headers: Mapping[str, str], url: str) -> Iterator[bytes]:
    """The body without its content encoding, never more than ``PIECE`` bytes at a time."""
    encodings = [
        name.strip().lower() for name in headers.get("content-encoding", "").split(",") if name.strip()
    ]
    encodings = [name for name in encodings if name != "identity"]
    if not encodings:
        yield from pieces
        return
    if len(encodings) > 1 or encodings[0] not in ("gzip", "x-gzip", "deflate"):
        raise PullError(
            "bad_encoding", f"The body of {show_address(url)} is encoded as {', '.join(encodings)[:80]}."
        )
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not inflater.eof:
                yield inflater.decompress(waiting, PIECE)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise PullError(
            "bad_encoding",
            f"The compressed body of {show_address(url)} is damaged ({error}).",
            transient=True,
        ) from error
    if not inflater.eof:
        raise PullError(
            "incomplete", f"The compressed body of {show_address(url)} ends too early.", transient=True
        )


def refuse_size(url: str, max_bytes: int) -> PullError:
    return PullError(
        "too_large", f"{show_address(url)} is larger than {max_bytes} bytes; raise max_bytes to take it."
    )
