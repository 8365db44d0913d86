"""Making a release again from archive, catalogue and declarations alone, and comparing every row.

No server is asked and no cached reading is used: every document is read again, into an empty directory.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from upath import UPath

from extract.progress import Step, mark
from extract.records import CatalogueLine, DocumentReport
from extract.sources.archive import Archive
from extract.sources.ledger import Address, Ledger, PageSighting, list_hashes, read_ledger
from extract.sources.standing import Standing, read_standings
from extract.sources.store import open_store
from extract.sources.times import parse_name
from flows.declarations.inputs import Declarations, describe_inputs, hash_standings
from flows.pipeline.steps import make_builder
from flows.reading.runners import make_reader_settings, open_cache, read_documents
from flows.settings import Settings
from warehouse.diff import Diff, diff_tables
from warehouse.frames import to_arrow
from warehouse.read import ReleaseRecord, read_record, read_tables
from warehouse.release import Release, publish_release
from warehouse.schema import TABLES

log = logging.getLogger("kommunkompassen.run")


@dataclass(frozen=True)
class Rebuilt:
    """A release made again, and how it compares with the published one.

    ``changed_inputs`` maps each input that differs to its value then and now. ``diff`` compares the published
    rows with the new ones; it is ``None`` when no release was published yet.
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

    ``declared`` are the declarations of that release, which ``flows.declarations.store`` recalls. The
    archive's records tell what it held when the release was made; when no such state is found, everything it
    holds now is used. Raises what ``build_tables`` and validation raise.
    """
    from expectations.settling import settle_release

    record = read_record(published) if published is not None else None
    archive = Archive(open_store(settings.data) / "archive")
    addresses, pages = recall_state(archive, declared, record)
    standings = recall_standings(archive, record)
    reports = read_again(settings, list_hashes(addresses, pages), folder)

    build = make_builder(addresses, pages, reports, declared, standings)
    frames, _ = settle_release(build, list(reports))
    inputs = describe_inputs(declared, addresses, pages, standings)
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


def read_again(settings: Settings, hashes: list[str], folder: UPath) -> dict[str, DocumentReport]:
    """Read the documents with these hashes from the archive, caching the readings only below ``folder``."""
    reader_settings = replace(
        make_reader_settings(settings.data, settings), cache=str(folder / "cache"), workers=settings.workers
    )
    begun = Step("Reading", done=0, total=len(hashes))
    log.info("Reading %d documents from the archive", len(hashes), extra=mark(begun))
    read_documents(hashes, reader_settings)
    cache = open_cache(reader_settings)
    reports = ((sha256, cache.get(sha256)) for sha256 in hashes)
    return {sha256: report for sha256, report in reports if report is not None}


State = tuple[list[Address], list[PageSighting]]


def recall_state(archive: Archive, declared: Declarations, record: ReleaseRecord | None) -> State:
    """Find the addresses and web pages that the archive held when the release ``record`` was made.

    A state fits when it gives the inputs that the release recorded. Of several that fit, one whose sightings
    fit too goes before the others, and a later one before an earlier. Returns the state now when none fits.
    """
    ledger = read_ledger(archive)
    now = ledger.list_addresses(declared.catalogue), ledger.list_pages()
    if record is None:
        return now
    similar: State | None = None
    exact: State | None = None
    for state in [*_list_states(archive, declared.catalogue), now]:
        inputs = describe_inputs(declared, *state)
        if all(inputs[name] == record.inputs.get(name) for name in ("archive", "pages")):
            similar = state
            exact = state if inputs["sightings"] == record.inputs.get("sightings") else exact
    if similar is None:
        log.warning("The archive's state when the release was made is not found; its state now is taken")
    return exact or similar or now


def recall_standings(archive: Archive, record: ReleaseRecord | None) -> list[Standing]:
    """Read which documents had been published when the release was made.

    The state is found by the hash in the release's record. Without a record, or if no state of the history
    has that hash, the whole history is returned.
    """
    now = read_standings(archive)
    if record is None:
        return now
    times = sorted({each.time for each in now}, reverse=True)
    earlier = ([each for each in now if each.time < time] for time in times)
    fitting = (each for each in (now, *earlier) if hash_standings(each) == record.inputs.get("standings"))
    return next(fitting, now)


def _list_states(archive: Archive, catalogue: list[CatalogueLine]) -> Iterator[State]:
    """The states of the archive at the start of each run that pulled, oldest first."""
    ledger = Ledger()
    records = iter(archive.pulls())
    record = next(records, None)
    for start in _list_starts(archive):
        while record is not None and record.time < start:
            ledger.add(record)
            record = next(records, None)
        yield ledger.list_addresses(catalogue), ledger.list_pages()


def _list_starts(archive: Archive) -> list[str]:
    """When the runs that pulled started, as ISO times, by the names of the files that record their pulls."""
    times = [parse_name(path.name) for path in (archive.root / "pulls").glob("*.jsonl")]
    return sorted(time.isoformat(timespec="microseconds") for time in times if time)
