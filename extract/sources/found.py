"""``sources/found.csv``: the addresses of reports that the harvest found.

Every run pulls them together with the catalogue's. Like those they are hints: what a document is, is read
from the document itself.
"""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass, fields

from extract.records import CatalogueLine
from extract.sources.addresses import WEB_SCHEMES, RefusedAddressError, split_address
from extract.sources.catalogue_rows import read_rows
from extract.sources.masking import mask_address, strip_credentials

log = logging.getLogger("kommunkompassen.pull")

NAME = "found.csv"


@dataclass(frozen=True)
class Found:
    """One found address.

    ``found_on`` is the page with the link, ``link_words`` the link's text. Times are ISO. ``captured`` is the
    time stamp of a capture in a web archive; empty for an address on the live web.
    """

    url: str
    found_on: str = ""
    link_words: str = ""
    first_seen: str = ""
    last_seen: str = ""
    sha256: str = ""
    captured: str = ""


COLUMNS = tuple(field.name for field in fields(Found))


def parse_found(text: str, name: str = NAME) -> list[Found]:
    """Parse a file of found addresses; each address is listed once, and an empty text has none.

    All columns but ``url`` may be missing. A malformed address is left out with a warning that names its
    line. Raises ``CatalogueError`` for a text that is no such file.
    """
    if not text.strip():
        return []
    rows, _ = read_rows(text.removeprefix("\N{BYTE ORDER MARK}"), name, required="url")
    found: dict[str, Found] = {}
    for row in rows:
        entry = Found(**{column: row.cells.get(column, "") for column in COLUMNS})
        try:
            split_address(entry.url)
        except RefusedAddressError as error:
            log.warning("%s, line %d: %s It is left out.", name, row.number, error.sentence)
            continue
        found.setdefault(mask_address(entry.url), entry)
    return list(found.values())


def format_found(found: Iterable[Found]) -> str:
    """Format a file of found addresses, sorted; ``parse_found`` reads it back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in sorted(found, key=lambda entry: entry.url):
        writer.writerow([getattr(entry, column) for column in COLUMNS])
    return text.getvalue()


def add_found(lines: list[CatalogueLine], found: Iterable[Found]) -> list[CatalogueLine]:
    """Return the catalogue's lines, and a line for each found address that it does not list."""
    listed = {mask_address(line.url) for line in lines}
    more = [
        CatalogueLine(
            url=entry.url,
            landing_page=_choose_page(entry.found_on),
            found=True,
            captured=entry.captured or None,
            sha256=entry.sha256 or None,
        )
        for entry in sorted(found, key=lambda entry: entry.url)
        if mask_address(entry.url) not in listed
    ]
    return [*lines, *more]


def _choose_page(found_on: str) -> str | None:
    try:
        parts = split_address(found_on)
    except RefusedAddressError:
        return None
    return strip_credentials(found_on) if parts.scheme in WEB_SCHEMES else None
