"""What long work says of how far it has come: one log line for each thing done, with a ``Step`` beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Step:
    """Something that long work has done. ``total`` tells how many things there are, where it is known;
    ``names`` what those are called that later steps know by a hash only.
    """

    work: str
    name: str = ""
    done: int = 1
    total: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def mark(step: Step) -> dict[str, object]:
    """What makes a log line tell of a step: ``log.info(..., extra=mark(step))``."""
    return {"progress": step}


def name_file(url: str) -> str:
    """The file's name in an address, or the address itself where there is none."""
    name = unquote(PurePosixPath(urlsplit(url).path).name)
    return name or url
