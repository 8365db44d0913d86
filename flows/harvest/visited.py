"""Which sites any harvest has visited: written by the harvest, read by ``status``."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.sources.sites import list_sites
from extract.sources.store import write_whole

FILE = "standing.json"  # in the folder ``harvest`` of the data directory


@dataclass(frozen=True)
class VisitedSites:
    """The domains of the sites that were ever visited."""

    visited: tuple[str, ...] = ()


VISITED_SITES = TypeAdapter(VisitedSites)


def keep_visited(data: UPath, domains: Iterable[str]) -> None:
    """Write down the domains of all sites that were ever visited."""
    content = VISITED_SITES.dump_json(VisitedSites(tuple(sorted(domains))))
    write_whole(data / "harvest" / FILE, content)


def list_never_visited(data: UPath) -> tuple[str, ...]:
    """The names of the municipalities whose sites no harvest has visited."""
    path = data / "harvest" / FILE
    visited = set(VISITED_SITES.validate_json(path.read_bytes()).visited) if path.exists() else set()
    return tuple(site.name for site in list_sites() if site.code and site.domain not in visited)
