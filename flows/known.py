"""The evaluations that are known to have been made: which of their reports are located, and whose are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.records import Outcome
from extract.sources.catalogue import project_catalogue, read_catalogue, read_unlocated
from extract.sources.sites import list_sites
from extract.sources.store import write_whole

STANDING = "standing.json"


@dataclass(frozen=True)
class Known:
    """Counts of known evaluations.

    Located: the catalogue or a document that was pulled gives an address of its report; the rest is
    unlocated. Pulled: bytes of its report are in the archive, so that it is published or held back.
    ``never_looked_at`` are the municipalities whose sites no harvest has visited, by name.
    """

    evaluations: int
    located: int
    pulled: int
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
    listed = {(line.municipality_code, line.round) for line in read_catalogue(project_catalogue())}
    known = listed | {(entry.municipality_code, entry.round) for entry in read_unlocated()}
    published = known & {(row["municipality_code"], row["round"]) for row in evaluations}
    pulled = published | known & {
        (row["municipality_code"], row["round"])
        for row in documents
        if row["outcome"] in (Outcome.ACCEPTED, Outcome.QUARANTINED, Outcome.DUPLICATE)
    }
    located = listed | pulled
    return Known(
        evaluations=len(known),
        located=len(located),
        pulled=len(pulled),
        published=len(published),
        held=len(pulled - published),
        unlocated=len(known - located),
        never_looked_at=list_never_looked_at(data),
    )


def list_never_looked_at(data: UPath) -> tuple[str, ...]:
    """The municipalities whose sites no harvest has visited, by name."""
    path = data / "harvest" / STANDING
    visited = set(STANDINGS.validate_json(path.read_bytes()).visited) if path.exists() else set()
    return tuple(site.name for site in list_sites() if site.code and site.domain not in visited)
