"""The status of the warehouse: how fresh and complete it is, what ran last, what is held back."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from upath import UPath

from extract.records import Outcome
from extract.sources.store import open_store
from flows.locking import find_lock_owner
from flows.report.comparison import list_held
from flows.report.history import list_runs, read_report
from flows.report.known_evaluations import KnownEvaluations, count_known
from flows.report.morning import Line, MorningReport
from flows.settings import Settings
from warehouse.read import find_latest, read_tables

FRESH_HOURS = 26.0  # a day and the time that a long run may take


@dataclass(frozen=True)
class Coverage:
    """What is published, by edition and round, and how much is known to exist."""

    documents: int
    unlocated: int  # evaluations known to have been made, of which no report is located
    evaluations: int
    municipalities: int
    by_edition: dict[int, int]
    by_round: dict[int, int]
    known: KnownEvaluations | None = None  # with the project's own catalogue only


@dataclass(frozen=True)
class BoxStatus:
    """The sandbox of reading processes on this machine: protections in force, and what is not prevented."""

    held: tuple[str, ...]
    open_ways: tuple[str, ...]


@dataclass(frozen=True)
class WarehouseStatus:
    """Everything that ``status`` shows.

    ``is_fresh`` is whether a run succeeded within ``FRESH_HOURS``; ``hours_since_success`` is ``None`` when
    none ever did. ``running`` is the id of the run in progress, ``unfinished`` are the ids of the runs that
    were killed since the last one that finished. ``box`` is ``None`` unless ``describe_box`` was called.
    """

    data: str
    is_fresh: bool
    hours_since_success: float | None
    running: str | None
    unfinished: tuple[str, ...]
    release_id: str | None
    release_path: str | None
    last_run: MorningReport | None
    last_success: MorningReport | None
    coverage: Coverage | None
    outcomes: dict[str, int]
    held: tuple[Line, ...]
    box: BoxStatus | None = None


STATUS = TypeAdapter(WarehouseStatus)


def read_status(settings: Settings, at: datetime | None = None) -> WarehouseStatus:
    """Read the status of the warehouse at the time ``at`` (default: now). Asks no server, writes nothing."""
    data = open_store(settings.data)
    running = find_lock_owner(data)
    last_run, last_success, unfinished = _look_back(data, running)
    hours = None
    if last_success is not None:
        age = (at or datetime.now(UTC)) - datetime.fromisoformat(last_success.finished)
        hours = age.total_seconds() / 3600
    release = find_latest(data / "warehouse")
    coverage, outcomes, held = _look_at_release(release, settings)
    return WarehouseStatus(
        data=settings.data,
        is_fresh=hours is not None and hours < FRESH_HOURS,
        hours_since_success=hours,
        running=running,
        unfinished=unfinished,
        release_id=release.name if release else None,
        release_path=str(release) if release else None,
        last_run=last_run,
        last_success=last_success,
        coverage=coverage,
        outcomes=outcomes,
        held=held,
    )


def describe_box() -> BoxStatus:
    """Start a process that enters the sandbox of the reading processes, and return what is in force."""
    from extract.process.box import list_open_ways
    from extract.process.probe import probe_box

    held = probe_box()
    return BoxStatus(held, tuple(list_open_ways(held)))


def _look_back(
    data: UPath, running: str | None
) -> tuple[MorningReport | None, MorningReport | None, tuple[str, ...]]:
    last_run: MorningReport | None = None
    unfinished: list[str] = []
    for run in list_runs(data):
        report = read_report(run)
        if report is None:
            if last_run is None and run.name != running:
                unfinished.append(run.name)
            continue
        last_run = last_run or report
        if report.state != "failed":
            return last_run, report, tuple(unfinished)
    return last_run, None, tuple(unfinished)


def _look_at_release(
    release: UPath | None, settings: Settings
) -> tuple[Coverage | None, dict[str, int], tuple[Line, ...]]:
    if release is None:
        return None, {}, ()
    tables = read_tables(release)
    evaluations = tables["evaluations"].to_pylist()
    documents = tables["documents"].to_pylist()
    own = settings.sources is None
    known = count_known(open_store(settings.data), evaluations, documents) if own else None
    coverage = Coverage(
        documents=len(documents),
        unlocated=known.unlocated if known else 0,
        evaluations=len(evaluations),
        municipalities=len({row["municipality_code"] for row in evaluations}),
        by_edition=dict(sorted(Counter(row["edition"] for row in evaluations).items())),
        by_round=dict(sorted(Counter(row["round"] for row in evaluations).items())),
        known=known,
    )
    outcomes = Counter(str(row["outcome"]) for row in documents)
    return coverage, {str(outcome): outcomes[outcome] for outcome in Outcome}, list_held(documents)
