"""Reading site maps: lists of addresses or of further site maps, in XML or plain text, gzipped or not."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from extract.sources.addresses import show_address
from extract.sources.pages import resolve_link
from extract.sources.pull.failure import PullError
from extract.sources.pull.parse import parse_xml, split_lines

MAX_BYTES = 50 << 20  # of an unpacked site map, the limit of the site map protocol
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class SiteMap:
    """The addresses that a site map lists, and the further site maps that it names."""

    addresses: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def looks_like_map(head: bytes) -> bool:
    """Whether bytes may be a site map: gzipped, or XML that begins like one."""
    start = head[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(GZIP) or b"<urlset" in start or b"<sitemapindex" in start


def read_site_map(content: bytes, url: str) -> SiteMap:
    """Read a site map that came from ``url``. Raises ``PullError`` for one that cannot be used."""
    if content.startswith(GZIP):
        content = _unpack(content, url)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = (line.strip() for line in split_lines(content, url))
        return SiteMap(_resolve(url, [line for line in lines if line.startswith("http")]))
    addresses: list[str] = []
    maps: list[str] = []
    for element in parse_xml(content, url).iter("{*}loc"):
        parent = element.getparent()
        inside = str(parent.tag).rpartition("}")[2] if parent is not None else ""
        if element.text and inside in ("url", "sitemap"):
            (addresses if inside == "url" else maps).append(element.text)
    return SiteMap(_resolve(url, addresses), _resolve(url, maps))


def _resolve(url: str, targets: list[str]) -> tuple[str, ...]:
    found = (resolve_link(url, target) for target in targets)
    return tuple(dict.fromkeys(each for each in found if each))


def _unpack(content: bytes, url: str) -> bytes:
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = inflater.decompress(content, MAX_BYTES)
    except zlib.error as error:
        raise PullError("bad_encoding", f"The site map {show_address(url)} is damaged ({error}).") from error
    if inflater.unconsumed_tail:
        raise PullError("too_large", f"The site map {show_address(url)} is larger than {MAX_BYTES} bytes.")
    return unpacked
