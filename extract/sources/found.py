"""``sources/found.csv``: addresses that the harvest found and that turned out to be reports.

They are pulled beside the catalogue's and are hints no more than those: what a document is, it says itself.
"""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass, fields

from extract.records import CatalogueLine
from extract.sources.addresses import WEB_SCHEMES, RefusedAddressError, split_address
from extract.sources.catalogue import CatalogueError, Problem
from extract.sources.masking import mask_address, strip_credentials

log = logging.getLogger("kommunkompassen.pull")

NAME = "found.csv"


@dataclass(frozen=True)
class Found:
    """One found address. Times are ISO; ``captured`` is when a web archive took its copy, if it is one."""

    url: str
    found_on: str = ""
    link_words: str = ""
    first_seen: str = ""
    last_seen: str = ""
    sha256: str = ""
    captured: str = ""


COLUMNS = tuple(field.name for field in fields(Found))


def parse_found(text: str, name: str = NAME) -> list[Found]:
    """The found addresses in a file's text, each once; an empty text holds none.

    Columns may be missing, all but ``url``. Raises ``CatalogueError`` for what is not such a file at all; an
    address that nobody could ask is left out with a warning that names its line.
    """
    if not text.strip():
        return []
    rows = csv.DictReader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"), newline=""), strict=True)
    found: dict[str, Found] = {}
    try:
        if "url" not in (rows.fieldnames or ()):
            raise CatalogueError([Problem(name, 1, "url", "the heading has no column 'url'.")])
        for row in rows:
            entry = Found(**{column: (row.get(column) or "").strip() for column in COLUMNS})
            try:
                split_address(entry.url)
            except RefusedAddressError as error:
                log.warning("%s, line %d: %s It is left out.", name, rows.line_num, error.sentence)
                continue
            found.setdefault(mask_address(entry.url), entry)
    except csv.Error as error:
        raise CatalogueError(
            [Problem(name, rows.line_num, "url", f"the line is not CSV ({error}).")]
        ) from error
    return list(found.values())


def format_found(found: Iterable[Found]) -> str:
    """The text of a file of found addresses, sorted; ``parse_found`` reads it back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in sorted(found, key=lambda entry: entry.url):
        writer.writerow([getattr(entry, column) for column in COLUMNS])
    return text.getvalue()


def add_found(lines: list[CatalogueLine], found: Iterable[Found]) -> list[CatalogueLine]:
    """The catalogue's lines, and one for each found address that it does not list itself."""
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
