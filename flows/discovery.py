"""Looking for new reports on landing pages: by hand, and now and then in the nightly run."""

from __future__ import annotations

import logging
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
from extract.store import write_whole
from flows.run import Run
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


def discover_if_due(run: Run) -> None:
    """Look for new reports when ``discover_days`` have passed; keep the diff in the run's folder.

    Never raises: what is proposed can wait for the next night.
    """
    settings = run.settings
    if settings.offline or not settings.discover_days:
        return
    if any(reason.code == "offline" for pull in run.read_pulls() for reason in pull.reasons):
        return
    archive = Archive(run.archive)
    try:
        if not is_discovery_due(archive, settings.discover_days):
            return
        proposed = propose_reports(settings, archive)
        if proposed.diff:
            write_whole(run.folder / PROPOSALS, proposed.diff.encode())
        if proposed.pages:
            log.info("Looked for new reports: %s", proposed.summary)
    except Exception:
        log.exception("Looking for new reports failed; the next run tries again")


def find_proposals(run: Run) -> UPath | None:
    """Where the run keeps its proposals, if it made any."""
    path = run.folder / PROPOSALS
    return path if path.exists() else None
