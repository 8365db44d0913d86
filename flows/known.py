"""The evaluations that are known to have been made: which of their reports are located, and whose are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.catalogue import project_catalogue, read_catalogue, read_unlocated
from extract.sources.sites import list_sites
from extract.store import write_whole

STANDING = "standing.json"


@dataclass(frozen=True)
class Known:
    """Counts of known evaluations. Located: a report of it is published or held back; the rest is unlocated.

    ``never_looked_at`` are the municipalities whose sites no harvest has visited, by name.
    """

    evaluations: int
    located: int
    published: int
    held: int
    unlocated: int
    never_looked_at: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """What the last harvest left for ``status``: the domains of the sites that were ever visited."""

    visited: tuple[str, ...] = ()


STANDINGS = TypeAdapter(Standing)


def keep_standing(data: UPath, visited: Iterable[str]) -> None:
    """Write down which sites were ever visited."""
    write_whole(data / "harvest" / STANDING, STANDINGS.dump_json(Standing(tuple(sorted(visited)))))


def count_known(
    data: UPath, evaluations: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]
) -> Known:
    """Count the evaluations that the project knows against the rows of a release."""
    known = {(line.municipality_code, line.round) for line in read_catalogue(project_catalogue())}
    known |= {(entry.municipality_code, entry.round) for entry in read_unlocated()}
    published = known & {(row["municipality_code"], row["round"]) for row in evaluations}
    held = known & {
        (row["municipality_code"], row["round"]) for row in documents if row["outcome"] == "quarantined"
    }
    held -= published
    return Known(
        evaluations=len(known),
        located=len(published | held),
        published=len(published),
        held=len(held),
        unlocated=len(known - published - held),
        never_looked_at=list_never_looked_at(data),
    )


def list_never_looked_at(data: UPath) -> tuple[str, ...]:
    """The municipalities whose sites no harvest has visited, by name."""
    path = data / "harvest" / STANDING
    visited = set(STANDINGS.validate_json(path.read_bytes()).visited) if path.exists() else set()
    return tuple(site.name for site in list_sites() if site.code and site.domain not in visited)
