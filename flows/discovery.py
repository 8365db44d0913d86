"""Looking for new reports on landing pages: by hand, and now and then in the nightly run."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from upath import UPath

from extract.archive import Archive
from extract.catalogue import project_catalogue, read_catalogue, read_unlocated
from extract.discover import (
    Discovery,
    discover_reports,
    is_discovery_due,
    list_landing_pages,
    propose_lines,
)
from extract.ledger import Address
from extract.store import write_whole
from flows.settings import Settings
from flows.steps import make_pull_settings

log = logging.getLogger("kommunkompassen.run")

PROPOSALS = "proposals.diff"


@dataclass(frozen=True)
class Proposed:
    """What discovery proposes: the diff of the catalogue, and how it was come by."""

    diff: str
    pages: int
    discovery: Discovery

    @property
    def summary(self) -> str:
        """One sentence of figures."""
        return (
            f"{self.pages} landing pages, {len(self.discovery.problems)} not readable, "
            f"{len(self.discovery.proposals)} reports proposed."
        )


def propose_reports(settings: Settings, archive: Archive) -> Proposed:
    """Ask the catalogue's landing pages for reports that it does not list. Nothing is added to it."""
    path = settings.sources or project_catalogue()
    lines = read_catalogue(path)
    pages = list_landing_pages(lines, read_unlocated() if path == project_catalogue() else ())
    discovery = discover_reports(pages, [line.url for line in lines], archive, make_pull_settings(settings))
    return Proposed(propose_lines(Path(path), discovery.proposals), len(pages), discovery)


def discover_if_due(
    settings: Settings, archive: UPath, folder: UPath, addresses: Sequence[Address]
) -> UPath | None:
    """Look for new reports when ``discover_days`` have passed; keep the diff in ``folder`` and say where.

    Never raises: what is proposed can wait for the next night.
    """
    if settings.offline or not settings.discover_days:
        return None
    if any(address.not_asked for address in addresses):
        return None
    path = None
    try:
        if not is_discovery_due(Archive(archive), settings.discover_days):
            return None
        proposed = propose_reports(settings, Archive(archive))
        if proposed.diff:
            path = folder / PROPOSALS
            write_whole(path, proposed.diff.encode())
        if proposed.pages:
            log.info("Looked for new reports: %s", proposed.summary)
    except Exception:
        log.exception("Looking for new reports failed; the next run tries again")
    return path
