"""The morning report: what came in, what is held back and why, against the day before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from extract.ledger import Address
from extract.records import Outcome

if TYPE_CHECKING:
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]
HELD = (Outcome.QUARANTINED, Outcome.UNREADABLE)
State = Literal["published", "unchanged", "held", "failed"]


@dataclass(frozen=True)
class Count:
    """How many there are, and how many there were the day before."""

    what: str
    now: int
    before: int | None


@dataclass(frozen=True)
class Line:
    """A catalogued address worth a line, with why."""

    address: str
    what: str
    codes: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class MorningReport:
    """What a run leaves for the operator; kept as JSON beside the page.

    ``published`` and ``withdrawn`` are evaluations, ``held`` is everything held back, ``newly_held`` what was
    not held the day before. ``unchanged_since`` is when the release was first published.
    """

    run_id: str
    state: State
    started: str
    finished: str
    release_id: str | None = None
    release_path: str | None = None
    previous_release_id: str | None = None
    unchanged_since: str | None = None
    error: str | None = None
    counts: tuple[Count, ...] = ()
    new: tuple[Line, ...] = ()
    published: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    newly_held: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    gone: tuple[Line, ...] = ()
    stale: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # name, path


REPORT = TypeAdapter(MorningReport)


def compare_with_day_before(
    now: Frames, before: Frames | None, addresses: Sequence[Address], *, at: datetime, stale_days: int
) -> dict[str, Any]:
    """The parts of a ``MorningReport`` that follow from this release, the day before's and the addresses.

    ``at`` is when the run started; an address whose last success lies over ``stale_days`` before is stale.
    Without a day before everything is new.
    """
    documents = _index(now["documents"])
    earlier = _index(before["documents"]) if before is not None else {}
    held = list_held(documents.values())
    known_held = {(line.address, line.codes) for line in list_held(earlier.values())}
    evaluations = _name_evaluations(now)
    earlier_evaluations = _name_evaluations(before) if before is not None else []
    return {
        "counts": count_all(now, before),
        "new": tuple(_tell(row) for document, row in documents.items() if document not in earlier),
        "published": tuple(name for name in evaluations if name not in earlier_evaluations),
        "withdrawn": tuple(name for name in earlier_evaluations if name not in evaluations),
        "held": held,
        "newly_held": tuple(line for line in held if (line.address, line.codes) not in known_held),
        "gone": _list_gone(addresses),
        "stale": _list_stale(addresses, at, stale_days),
    }


def count_all(now: Frames, before: Frames | None) -> tuple[Count, ...]:
    """Addresses by outcome, evaluations and scores, beside the day before's."""
    numbers = _count(now)
    earlier = _count(before) if before is not None else {}
    return tuple(Count(what, number, earlier.get(what)) for what, number in numbers.items())


def _count(frames: Frames) -> dict[str, int]:
    outcomes = frames["documents"]["outcome"].value_counts()
    return {
        "documents": len(frames["documents"]),
        **{str(outcome): int(outcomes.get(str(outcome), 0)) for outcome in Outcome},
        "evaluations published": len(frames["evaluations"]),
        "area scores published": len(frames["area_scores"]),
    }


def _index(documents: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows: list[dict[Any, Any]] = documents.to_dict("records")
    return {row["document_id"]: row for row in rows}


def list_held(rows: Iterable[dict[str, Any]]) -> tuple[Line, ...]:
    """The rows of ``documents`` whose scores are held back, as lines."""
    return tuple(_tell(row) for row in rows if row["outcome"] in HELD)


def _list_gone(addresses: Sequence[Address]) -> tuple[Line, ...]:
    return tuple(
        Line(
            address.url,
            "its documents stay" if address.copies else "never held",
            tuple(reason.code for reason in address.reasons),
            tuple(reason.sentence for reason in address.reasons),
        )
        for address in addresses
        if address.listed and address.status == "unavailable"
    )


def _list_stale(addresses: Sequence[Address], at: datetime, stale_days: int) -> tuple[Line, ...]:
    lines = []
    for address in addresses:
        if not address.listed or address.last_success is None:
            continue
        age = at - datetime.fromisoformat(address.last_success)
        if age > timedelta(days=stale_days):
            lines.append(Line(address.url, f"last pulled {age.days} days ago, {address.last_success[:10]}"))
    return tuple(lines)


def _name_evaluations(frames: Frames) -> list[str]:
    return [
        f"{row.municipality} {row.round} (edition {row.edition}, {row.total:g} points"
        + (f", {row.origin})" if row.origin != "published" else ")")
        for row in frames["evaluations"].itertuples()
    ]


def _tell(row: dict[str, Any]) -> Line:
    who = " ".join(_text(row[name]) for name in ("municipality", "round") if _text(row[name]))
    what = f"{row['outcome']}: {who}" if who else str(row["outcome"])
    return Line(row["source_url"], what, _texts(row["reasons"]), _texts(row["explanations"]))


def _text(value: Any) -> str:
    import pandas as pd

    return "" if value is None or pd.isna(value) else str(value)


def _texts(values: Any) -> tuple[str, ...]:
    return () if values is None else tuple(str(value) for value in values)
