"""Writing found addresses as lines of a catalogue, to be added to the project's own."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlsplit

from extract.sources.catalogue import COLUMNS, project_catalogue, read_catalogue
from extract.sources.found import Found, parse_found
from extract.sources.masking import has_secret, mask_address
from extract.sources.store import open_store
from flows.declarations.inputs import locate_found
from flows.settings import Settings
from warehouse.read import find_latest, read_tables


def export_found(settings: Settings) -> str:
    """Write a catalogue of the found reports that the catalogue in the settings does not list.

    Each document gets one address, on the live web if there is one. Municipality and round are those that the
    last release gives for the document; they are empty when it was not read yet.
    """
    path = locate_found(settings)
    found = parse_found(path.read_text(encoding="utf-8"), str(path)) if path.exists() else []
    catalogue = settings.sources or project_catalogue()
    listed = {mask_address(line.url) for line in read_catalogue(catalogue)}
    documents = _read_documents(settings)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in _choose_addresses(found):
        if mask_address(entry.url) not in listed:
            writer.writerow(_make_line(entry, documents.get(entry.sha256, {})))
    return text.getvalue()


def _choose_addresses(found: list[Found]) -> list[Found]:
    chosen: dict[str, Found] = {}
    for entry in sorted(found, key=lambda entry: (bool(entry.captured), entry.captured, entry.url)):
        chosen.setdefault(entry.sha256 or entry.url, entry)
    return sorted(chosen.values(), key=lambda entry: entry.url)


def _make_line(entry: Found, document: dict[str, Any]) -> dict[str, Any]:
    words = f"Found by its link: {entry.link_words}" if entry.link_words else ""
    captured = f"Captured {entry.captured[:8]}." if entry.captured else ""
    secret = "The address holds a secret, masked here: find another." if has_secret(entry.url) else ""
    return {
        "url": mask_address(entry.url),
        "landing_page": "" if entry.captured else mask_address(entry.found_on),
        "municipality_code": document.get("municipality_code") or "",
        "round": document.get("round") or "",
        "publisher": (urlsplit(entry.url).hostname or "").removeprefix("www."),
        "origin": document.get("origin") or "published",
        "note": " ".join(part for part in (secret, captured, words[:120]) if part),
    }


def _read_documents(settings: Settings) -> dict[str, dict[str, Any]]:
    release = find_latest(open_store(settings.data) / "warehouse")
    rows = read_tables(release)["documents"].to_pylist() if release is not None else []
    return {row["sha256"]: row for row in rows if row["sha256"]}
