"""A release made again from the archive, the catalogue and the declarations alone, and compared row by row.

No address is asked and no earlier reading is used: every document is read anew in an empty directory.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from upath import UPath

from extract.progress import Step, mark
from extract.records import CatalogueLine, DocumentReport
from extract.sources.archive import Archive
from extract.sources.ledger import Address, Ledger, PageSighting, list_hashes, read_ledger
from extract.sources.store import open_store
from flows.declarations.inputs import Declarations, describe_inputs
from flows.pipeline.steps import make_builder
from flows.reading.runners import make_reader_settings, open_cache, read_documents
from flows.settings import Settings
from warehouse.diff import Diff, diff_tables
from warehouse.frames import to_arrow
from warehouse.read import ReleaseRecord, read_record, read_tables
from warehouse.release import Release, publish_release
from warehouse.schema import TABLES

if TYPE_CHECKING:
    pass

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


def rebuild_release(
    settings: Settings, declared: Declarations, published: UPath | None, folder: UPath
) -> Rebuilt:
    """Make the release at ``published`` again below the empty directory ``folder``.

    ``flows.declarations.store`` finds the declarations of an older release. The archive is that of the data
    directory in ``settings``, as it was when the release was made, if that state is found in its records,
    otherwise as it is now. Raises what ``build_tables`` and validation raise.
    """
    from expectations.settling import settle_release

    record = read_record(published) if published is not None else None
    archive = Archive(open_store(settings.data) / "archive")
    addresses, pages = recall_state(archive, declared, record)
    reports = read_anew(settings, list_hashes(addresses, pages), folder)

    build = make_builder(addresses, pages, reports, declared)
    frames, _ = settle_release(build, list(reports))
    inputs = describe_inputs(declared, addresses, pages)
    made = publish_release(frames, folder / "warehouse", inputs, doi=settings.doi)
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


def read_anew(settings: Settings, held: list[str], folder: UPath) -> dict[str, DocumentReport]:
    """Read every document of these hashes from the archive, keeping readings only below ``folder``."""
    reader_settings = replace(
        make_reader_settings(settings.data, settings), cache=str(folder / "cache"), workers=settings.workers
    )
    begun = Step("Reading", done=0, total=len(held))
    log.info("Reading %d documents from the archive", len(held), extra=mark(begun))
    read_documents(held, reader_settings)
    cache = open_cache(reader_settings)
    reports = ((sha256, cache.get(sha256)) for sha256 in held)
    return {sha256: report for sha256, report in reports if report is not None}


State = tuple[list[Address], list[PageSighting]]


def recall_state(archive: Archive, declared: Declarations, record: ReleaseRecord | None) -> State:
    """How the addresses stood, and which pages were kept, when the release was made; how it is now when no
    such state is found.

    Of several states that a release could be of, the one with the days on which it says that documents were
    seen goes before, and then the latest.
    """
    ledger = read_ledger(archive)
    now = ledger.list_addresses(declared.catalogue), ledger.list_pages()
    if record is None:
        return now
    alike: State | None = None
    exact: State | None = None
    for state in [*_list_states(archive, declared.catalogue), now]:
        inputs = describe_inputs(declared, *state)
        if all(inputs[name] == record.inputs.get(name) for name in ("archive", "pages")):
            alike = state
            exact = state if inputs["sightings"] == record.inputs.get("sightings") else exact
    if alike is None:
        log.warning("The archive's state when the release was made is not found; its state now is taken")
    return exact or alike or now


def _list_states(archive: Archive, catalogue: list[CatalogueLine]) -> Iterator[State]:
    """How the addresses stood at the start of each run that pulled, the latest last."""
    ledger = Ledger()
    records = iter(archive.pulls())
    record = next(records, None)
    for start in _list_starts(archive):
        while record is not None and record.time < start:
            ledger.add(record)
            record = next(records, None)
        yield ledger.list_addresses(catalogue), ledger.list_pages()


def _list_starts(archive: Archive) -> list[str]:
    """When the runs that pulled started: the names of their records say so; other files do not count."""
    starts = []
    for path in (archive.root / "pulls").glob("*.jsonl"):
        with contextlib.suppress(ValueError):
            time = datetime.strptime(path.name.partition("-")[0], RUN_NAME_TIME).replace(tzinfo=UTC)
            starts.append(time.isoformat(timespec="microseconds"))
    return sorted(starts)
