"""Parsing what servers send, with limits of memory and time.

The bytes of an answer are limited when it is received (``max_bytes``). What a parser needs depends on the
number of tags and values, so these are counted before parsing. Measured: Beautiful Soup with lxml needs 10 µs
and 600 bytes for a tag, ``json`` up to 100 bytes for a value.
"""

from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

from extract.sources.addresses import show_address
from extract.sources.pull.failure import PullError

MOST_TAGS = 200_000  # of a page or an XML file; the largest pages of municipalities have about 20,000
MOST_VALUES = 1_000_000  # of a JSON answer
MOST_LINES = 500_000  # of an index, a site map or a list in plain text
MOST_LINE = 20_000  # bytes of a line


def parse_html(content: bytes, url: str) -> BeautifulSoup:
    """Parse a web page. Raises ``PullError`` (``too_complex``) when it has more than ``MOST_TAGS`` tags."""
    _count(content, b"<", MOST_TAGS, "tags", url)
    try:
        return BeautifulSoup(content, "lxml")
    except (ValueError, RecursionError, AssertionError) as error:
        raise _refuse(url, f"cannot be read as a web page ({error})") from error


def parse_json(content: bytes, url: str) -> Any:
    """Parse JSON.

    Raises ``PullError``: ``too_complex`` when it is nested too deeply or has too many values or too long
    numbers, ``protocol_error`` when it is not JSON.
    """
    _count(content, b",", MOST_VALUES, "values", url)
    _count(content, b"[", MOST_VALUES, "lists", url)
    _count(content, b"{", MOST_VALUES, "objects", url)
    try:
        return json.loads(content)
    except RecursionError as error:
        raise _refuse(url, "is nested too deeply") from error
    except (ValueError, UnicodeDecodeError) as error:
        if "digits" in str(error):
            raise _refuse(url, "holds an endless number") from error
        raise _reject(url, f"JSON ({error})") from error


def parse_xml(content: bytes, url: str) -> etree._Element:
    """Parse XML and return its root; entities are not resolved and nothing external is loaded.

    Raises ``PullError``: ``too_complex`` when it is too large or nested too deeply, ``protocol_error`` when
    it is not XML.
    """
    _count(content, b"<", MOST_TAGS, "tags", url)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower() or "huge" in str(error).lower():
            raise _refuse(url, "is nested too deeply") from error
        raise _reject(url, f"XML ({error})") from error
    if root is None:
        raise _reject(url, "XML")
    return root


def split_lines(content: bytes, url: str) -> list[str]:
    """Split a plain text (CDX, robots.txt) into lines, without those longer than ``MOST_LINE``.

    Bytes that are not UTF-8 are replaced. Raises ``PullError`` (``too_complex``) for more than ``MOST_LINES``
    lines.
    """
    _count(content, b"\n", MOST_LINES, "lines", url)
    _count(content, b"\r", 2 * MOST_LINES, "lines", url)
    return [line.decode("utf-8", errors="replace") for line in content.splitlines() if len(line) <= MOST_LINE]


def _count(content: bytes, sign: bytes, most: int, what: str, url: str) -> None:
    if content.count(sign) > most:
        raise _refuse(url, f"has more than {most} {what}")


def _reject(url: str, what: str) -> PullError:
    return PullError("protocol_error", f"{show_address(url)} did not answer with {what}.")


def _refuse(url: str, why: str) -> PullError:
    return PullError("too_complex", f"The answer of {show_address(url)} {why}; it is not used.")
