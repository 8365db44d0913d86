"""A release made again from the archive, the catalogue and the declarations alone, and compared row by row.

No address is asked and no earlier reading is used: every document is read anew in an empty directory.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from upath import UPath

from extract.archive import Archive
from extract.fetch import recall_pulls
from extract.pull.history import History
from extract.pull.result import recall_result
from extract.records import CatalogueLine, DocumentReport, PullResult
from extract.store import open_store
from flows.declarations import Declarations, describe_inputs, load_declarations
from flows.runners import describe_workplace, open_cache, read_documents
from flows.settings import Settings
from warehouse.diff import Diff, diff_tables
from warehouse.frames import to_arrow
from warehouse.read import ReleaseRecord, read_record, read_tables
from warehouse.release import Release, publish_release
from warehouse.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger("kommunkompassen.run")

RUN_NAME_TIME = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True)
class Rebuilt:
    """What came of making a release again.

    ``changed_inputs`` names what is not as it was when the release was made; ``diff`` compares the release
    with what was made now, and is nothing when there was no release to compare with.
    """

    made: Release
    published: str | None
    changed_inputs: Mapping[str, tuple[str | None, str]]
    diff: Diff | None

    @property
    def is_equal(self) -> bool:
        """Whether every row of every table equals the published one."""
        return self.diff is None or self.diff.is_equal


def rebuild_release(settings: Settings, published: UPath | None, folder: UPath) -> Rebuilt:
    """Make the release at ``published`` again below the empty directory ``folder``.

    The declarations are those that ``settings`` name; ``flows.kept`` finds those of an older release.
    The archive is that of the data directory in ``settings``, as it was when the release was made, if that
    state is found in its records, otherwise as it is now. Raises what ``build_tables`` and validation
    raise.
    """
    from expectations.validate import settle_release
    from transform.tables import build_tables

    declared = load_declarations(settings)
    record = read_record(published) if published is not None else None
    archive = Archive(open_store(settings.data) / "archive")
    pulls = recall_state(archive, declared, record)
    reports = read_anew(settings, pulls, folder)

    def build(reports: dict[str, DocumentReport]) -> dict[str, pd.DataFrame]:
        return build_tables(
            pulls,
            reports,
            corrections=declared.corrections,
            decisions=declared.decisions,
            published=declared.published,
        )

    frames, _ = settle_release(build, reports)
    inputs = describe_inputs(declared, pulls)
    made = publish_release(frames, folder / "warehouse", inputs)
    if published is None or record is None:
        return Rebuilt(made, None, {}, None)
    tables = {name: to_arrow(TABLES[name], frame) for name, frame in frames.items()}
    changed = {
        name: (record.inputs.get(name), value)
        for name, value in inputs.items()
        if record.inputs.get(name) != value
    }
    diff = diff_tables(read_tables(published), tables, record.id, made.id)
    return Rebuilt(made, record.id, changed, diff)


def read_anew(settings: Settings, pulls: list[PullResult], folder: UPath) -> dict[str, DocumentReport]:
    """Read every held document from the archive, keeping readings only below ``folder``."""
    workplace = replace(
        describe_workplace(settings.data, settings), cache=str(folder / "cache"), workers=settings.workers
    )
    held = sorted({pull.sha256 for pull in pulls if pull.sha256})
    log.info("Reading %d documents from the archive", len(held))
    read_documents(held, workplace)
    cache = open_cache(workplace)
    reports = ((sha256, cache.get(sha256)) for sha256 in held)
    return {sha256: report for sha256, report in reports if report is not None}


def recall_state(archive: Archive, declared: Declarations, record: ReleaseRecord | None) -> list[PullResult]:
    """What each address held when the release was made; as it is now when no such state is found."""
    now = recall_pulls(declared.catalogue, archive)
    wanted = record.inputs.get("archive") if record else None
    if wanted is None or describe_inputs(declared, now)["archive"] == wanted:
        return now
    for pulls in _list_states(archive, declared.catalogue):
        if describe_inputs(declared, pulls)["archive"] == wanted:
            return pulls
    log.warning("The archive's state when the release was made is not found; its state now is taken")
    return now


def _list_states(archive: Archive, catalogue: list[CatalogueLine]) -> list[list[PullResult]]:
    """What each address held at the start of each run that pulled, the latest first."""
    records = archive.pulls()
    history = History(Archive(archive.root / "none"))
    states: list[list[PullResult]] = []
    done = 0
    for start in _list_starts(archive):
        while done < len(records) and records[done].time < start:
            history.add(records[done])
            done += 1
        states.append([recall_result(line, history) for line in catalogue])
    return states[::-1]


def _list_starts(archive: Archive) -> list[str]:
    names = sorted(path.name for path in (archive.root / "pulls").glob("*.jsonl"))
    times = (datetime.strptime(name.partition("-")[0], RUN_NAME_TIME).replace(tzinfo=UTC) for name in names)
    return [time.isoformat(timespec="microseconds") for time in times]
