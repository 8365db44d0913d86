"""Summaries of all releases, for ``releases`` and the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from upath import UPath

from extract.sources.store import open_store
from warehouse.read import find_latest, list_releases, read_record, read_time

CHANGES = "CHANGES.md"


@dataclass(frozen=True)
class ReleaseSummary:
    """One release: its counts, and sentences on what changed. ``published`` is an ISO time in UTC."""

    id: str
    published: str
    is_latest: bool
    evaluations: int
    scores: int
    changes: tuple[str, ...]


def list_summaries(root: UPath | Path, limit: int = 0) -> list[ReleaseSummary]:
    """List the releases of the warehouse ``root``, newest first; at most ``limit``, 0 for all.

    Raises ``ReleaseError`` for a release that cannot be read.
    """
    root = open_store(root)
    latest = find_latest(root)
    told = []
    for path in list_releases(root)[::-1][: limit or None]:
        record = read_record(path)
        counts = {name: table.rows for name, table in record.tables.items()}
        told.append(
            ReleaseSummary(
                id=record.id,
                published=datetime.fromtimestamp(read_time(path), UTC).isoformat(timespec="seconds"),
                is_latest=latest is not None and latest.name == path.name,
                evaluations=counts.get("evaluations", 0),
                scores=counts.get("area_scores", 0),
                changes=_read_sentences(path),
            )
        )
    return told


def _read_sentences(release: UPath) -> tuple[str, ...]:
    """The sentences at the beginning of the release's ``CHANGES.md``."""
    try:
        text = (release / CHANGES).read_text(encoding="utf-8")
    except OSError:
        return ("Its CHANGES.md cannot be read.",)
    head = re.split(r"^## ", text, maxsplit=1, flags=re.MULTILINE)[0]
    if "The first release" in head:
        return ("The first release of this warehouse.",)
    return tuple(re.findall(r"^- (.+)$", head, flags=re.MULTILINE)) or ("See its CHANGES.md.",)
