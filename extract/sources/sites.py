"""The sites to search: every municipality's, and those of the associations that own the instrument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.csvtables import load_table
from extract.sources.addresses import RefusedAddressError, split_address

COUNTRIES = ("se", "no")


@dataclass(frozen=True)
class Site:
    """A site, named by its domain without ``www``.

    ``code`` is the municipality's code, empty for an association; ``former`` are earlier domains.
    """

    domain: str
    name: str
    code: str = ""
    former: tuple[str, ...] = ()

    @property
    def domains(self) -> tuple[str, ...]:
        """All its domains, the present one first."""
        return (self.domain, *self.former)


ASSOCIATIONS = (
    Site("skr.se", "Sveriges Kommuner och Regioner", former=("skl.se",)),
    Site("ks.no", "KS"),
)


@cache
def list_sites() -> tuple[Site, ...]:
    """List the sites: associations, then municipalities by code. The data files name their sources."""
    sites = list(ASSOCIATIONS)
    for country in COUNTRIES:
        sites += load_table("extract.sources.data", f"municipality_domains_{country}.csv", Site)
    return tuple(sites)


class SiteFinder:
    """Finds the site to which an address belongs, by its host or a parent domain."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._by_domain = {domain: site for site in sites for domain in site.domains}

    def add(self, domain: str, site: Site) -> None:
        """Count a further domain as a site's."""
        self._by_domain.setdefault(domain, site)

    def find(self, url: str) -> Site | None:
        """Find the site of an address, or ``None``."""
        labels = name_domain(url).split(".")
        for start in range(len(labels) - 1):
            site = self._by_domain.get(".".join(labels[start:]))
            if site is not None:
                return site
        return None


def find_site(url: str) -> Site | None:
    """Find which of the project's sites has an address, or ``None``."""
    return _index_sites().find(url)


@cache
def _index_sites() -> SiteFinder:
    return SiteFinder(list_sites())


def name_domain(url: str) -> str:
    """Return the host of an address in lower case, without ``www``; empty if it has none."""
    try:
        host = (split_address(url).hostname or "").rstrip(".").lower()
    except RefusedAddressError:
        return ""
    return host.removeprefix("www.")
