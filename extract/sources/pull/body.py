"""Reading bodies in pieces: limiting their size, decompressing them, and recognising PDFs."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Iterator, Mapping

import httpx

from extract.sources.addresses import show_address
from extract.sources.pull.failure import PullError

PIECE = 1 << 16
HEAD = 1024
PDF_MARK = b"%PDF-"
COMPRESSIONS = frozenset({"gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd", "dcb", "dcz"})


def drain_body(response: httpx.Response) -> None:
    """Read and discard a small body, so that the connection can be used again."""
    received = 0
    for piece in response.iter_raw():
        received += len(piece)
        if received > PIECE:
            return


def limit_pieces(pieces: Iterable[bytes], max_bytes: int, url: str) -> Iterator[bytes]:
    """Pass the pieces on. Raises ``PullError`` (``too_large``) after more than ``max_bytes``."""
    received = 0
    for piece in pieces:
        received += len(piece)
        if received > max_bytes:
            raise refuse_size(url, max_bytes)
        yield piece


def decode_pieces(pieces: Iterable[bytes], headers: Mapping[str, str], url: str) -> Iterator[bytes]:
    """Decompress a body by its content encoding, at most ``PIECE`` bytes at a time. Raises ``PullError``."""
    named = [name.strip().lower() for name in headers.get("content-encoding", "").split(",")]
    encodings = [name for name in named if name in COMPRESSIONS]  # servers also say "none" or "utf-8"
    first, pieces = _peek(pieces) if encodings else (b"", pieces)
    if not encodings or first.startswith(PDF_MARK):  # some servers announce an encoding but do not apply it
        yield from pieces
        return
    if len(encodings) > 1 or encodings[0] not in ("gzip", "x-gzip", "deflate"):
        raise PullError(
            "bad_encoding", f"The body of {show_address(url)} is encoded as {', '.join(encodings)[:80]}."
        )
    is_headless = encodings[0] == "deflate" and not _begins_as_zlib(first)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS if is_headless else zlib.MAX_WBITS | 32)
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


def insist_on_pdf(pieces: Iterable[bytes], refusal: PullError) -> Iterator[bytes]:
    """Pass on the body of an error if it is a PDF all the same. Raises ``refusal`` for anything else."""
    try:
        first, pieces = _peek(pieces)
    except Exception as error:
        raise refusal from error
    if PDF_MARK not in first:
        raise refusal
    yield from pieces


def _peek(pieces: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, at least ``HEAD`` of them if there are so many, and an iterator over all pieces."""
    waiting = iter(pieces)
    first = b""
    for piece in waiting:
        first += piece
        if len(first) >= HEAD:
            break
    return first, itertools.chain([first], waiting)


def _begins_as_zlib(first: bytes) -> bool:
    """Whether bytes begin with a zlib or gzip header; some servers send deflate without one."""
    if first[:2] == b"\x1f\x8b":
        return True
    return len(first) >= 2 and first[0] & 0x0F == 8 and (first[0] << 8 | first[1]) % 31 == 0


def refuse_size(url: str, max_bytes: int) -> PullError:
    """Make the error about a body that is too large."""
    return PullError(
        "too_large", f"{show_address(url)} is larger than {max_bytes} bytes; raise max_bytes to take it."
    )
