"""Report the progress of long work: one log line for each item that is done, with a ``Step`` attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Step:
    """An item that long work has finished.

    ``total`` is the number of items, if it is known. ``names`` are display names, by hash, for items that
    later steps know only by their hash.
    """

    work: str
    name: str = ""
    done: int = 1
    total: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def mark(step: Step) -> dict[str, object]:
    """Attach a step to a log line: ``log.info(..., extra=mark(step))``."""
    return {"progress": step}


def name_file(url: str) -> str:
    """Return the file name in an address, or the address itself if it has none."""
    name = unquote(PurePosixPath(urlsplit(url).path).name)
    return name or url
