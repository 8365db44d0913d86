"""The sites to search: every municipality's, and those of the associations that stand behind the
instrument.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.csvtables import load_table
from extract.sources.addresses import RefusedAddressError, split_address

COUNTRIES = ("se", "no")


@dataclass(frozen=True)
class Site:
    """A site by its domain, without ``www``. ``code`` is empty for an association's; ``former`` are old
    domains.
    """

    domain: str
    name: str
    code: str = ""
    former: tuple[str, ...] = ()

    @property
    def domains(self) -> tuple[str, ...]:
        """All domains, today's first."""
        return (self.domain, *self.former)


ASSOCIATIONS = (
    Site("skr.se", "Sveriges Kommuner och Regioner", former=("skl.se",)),
    Site("ks.no", "KS"),
)


@cache
def list_sites() -> tuple[Site, ...]:
    """Associations first, then municipalities by code; the sources of their domains stand in the data
    files.
    """
    sites = list(ASSOCIATIONS)
    for country in COUNTRIES:
        sites += load_table("extract.sources.data", f"municipality_domains_{country}.csv", Site)
    return tuple(sites)


class SiteFinder:
    """Says to which of some sites an address belongs: by its host or a parent of it."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._by_domain = {domain: site for site in sites for domain in site.domains}

    def add(self, domain: str, site: Site) -> None:
        """Take a further domain for a site's."""
        self._by_domain.setdefault(domain, site)

    def find(self, url: str) -> Site | None:
        """The site of an address, or ``None`` when it is nobody's that is searched."""
        labels = name_domain(url).split(".")
        for start in range(len(labels) - 1):
            site = self._by_domain.get(".".join(labels[start:]))
            if site is not None:
                return site
        return None


def name_domain(url: str) -> str:
    """The host of an address in small letters without ``www``; empty for none."""
    try:
        host = (split_address(url).hostname or "").rstrip(".").lower()
    except RefusedAddressError:
        return ""
    return host.removeprefix("www.")
