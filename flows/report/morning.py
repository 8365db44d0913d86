"""The morning report: what is new, what left and why, what needs a person, against the day before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from expectations.rules import RULES
from extract.records import Outcome
from extract.sources.ledger import Address
from flows.report.addresses import list_down, list_gone, list_refused

if TYPE_CHECKING:
    import pandas as pd

    from expectations.validate import Failure

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
    """Something worth a line: an address or an evaluation, what is with it, why, and what to do.

    ``since`` is the ISO time of the run that told it first.
    """

    address: str
    what: str
    codes: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    sha256: str | None = None
    remedy: str = ""
    since: str = ""


@dataclass(frozen=True)
class MorningReport:
    """What a run leaves for the operator; kept as JSON beside the page.

    ``published`` are evaluations that were not there the day before, ``left`` are documents that once were
    published and no more are, for as long as that holds. ``held`` is everything held back, ``gone``, ``down``
    and ``refused`` the listed addresses that served nothing. A line told before has an earlier ``since``.
    ``unchanged_since`` is when the release was first published.
    """

    run_id: str
    state: State
    started: str
    finished: str
    timezone: str = "Europe/Stockholm"
    release_id: str | None = None
    release_path: str | None = None
    previous_release_id: str | None = None
    unchanged_since: str | None = None
    error: str | None = None
    offline: bool = False
    counts: tuple[Count, ...] = ()
    published: tuple[str, ...] = ()
    new: tuple[Line, ...] = ()
    left: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    harvest: tuple[str, ...] = ()  # what the night's harvest asked and found, and what hindered it
    gone: tuple[Line, ...] = ()
    down: tuple[Line, ...] = ()
    refused: tuple[Line, ...] = ()
    stale: tuple[Line, ...] = ()
    warnings: tuple[Line, ...] = ()
    killed: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # name, path

    def list_news(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Those of the lines that this run is the first to tell."""
        return tuple(line for line in lines if line.since == self.started)

    @property
    def newly_held(self) -> tuple[Line, ...]:
        """What is held back and was not the day before, or for other reasons."""
        return self.list_news(self.held)

    @property
    def newly_left(self) -> tuple[Line, ...]:
        """What was published the day before and is not now."""
        return self.list_news(self.left)


REPORT = TypeAdapter(MorningReport)


def compare_with_day_before(
    now: Frames,
    before: Frames | None,
    earlier: MorningReport | None,
    addresses: Sequence[Address],
    warnings: Sequence[Failure] | None,
    *,
    started: str,
    stale_days: int,
) -> dict[str, Any]:
    """The parts of a ``MorningReport`` that follow from this release, the day before's and the addresses.

    ``earlier`` is the report of the day before, whose lines keep the time at which they were told first;
    ``warnings`` are those of the release, None where the day before's still hold. ``started`` is when the run
    did, as ISO time; an address whose last success lies over ``stale_days`` before is stale. Without a day
    before everything is new.
    """
    documents = _index(now["documents"])
    known = _index(before["documents"]) if before is not None else {}
    told = _name_evaluations(before) if before is not None else {}
    stale = _list_stale(addresses, datetime.fromisoformat(started), stale_days)
    lists: dict[str, Iterable[Line]] = {
        "left": _list_left(now, before, earlier, documents),
        "held": list_held(documents.values()),
        "gone": [_tell_address(address) for address in list_gone(addresses)],
        "down": [_tell_address(address) for address in list_down(addresses)],
        "refused": [_tell_address(address) for address in list_refused(addresses)],
        "stale": stale,
        "warnings": earlier.warnings if warnings is None and earlier else _tell_warnings(warnings or (), now),
    }
    return {
        "counts": count_all(now, before),
        "new": tuple(_tell(row) for document, row in documents.items() if document not in known),
        "published": tuple(name for key, name in _name_evaluations(now).items() if key not in told),
        **{name: _date(lines, getattr(earlier, name, ()), started) for name, lines in lists.items()},
    }


def count_all(now: Frames, before: Frames | None) -> tuple[Count, ...]:
    """Documents by outcome, evaluations and scores, beside the day before's."""
    numbers = _count(now)
    earlier = _count(before) if before is not None else {}
    return tuple(Count(what, number, earlier.get(what)) for what, number in numbers.items())


def list_held(rows: Iterable[dict[str, Any]]) -> tuple[Line, ...]:
    """The rows of ``documents`` whose scores are held back, as lines."""
    return tuple(_tell(row) for row in rows if row["outcome"] in HELD)


def explain_remedy(codes: Iterable[str]) -> str:
    """What the rules say should be done about the first code that one declares."""
    return next((RULES[code].remedy for code in codes if code in RULES), "")


def _count(frames: Frames) -> dict[str, int]:
    outcomes = frames["documents"]["outcome"].value_counts()
    return {
        "documents": len(frames["documents"]),
        **{str(outcome): int(outcomes.get(str(outcome), 0)) for outcome in Outcome},
        "evaluations published": len(frames["evaluations"]),
        "area scores published": len(frames["area_scores"]),
        **_count_told(frames),
    }


def _count_told(frames: Frames) -> dict[str, int]:
    """Figures told outside reports, by how they compare, and evaluations known from such figures alone."""
    if "evaluations_reported" not in frames:  # a release of before there was the table
        return {}
    compared = frames["published_figures"]["comparison"].value_counts()
    return {
        "told figures that agree": int(compared.get("agrees", 0)),
        "told figures that differ": int(compared.get("differs", 0)),
        "evaluations told, report not found": len(frames["evaluations_reported"]),
    }


def _index(documents: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows: list[dict[Any, Any]] = documents.to_dict("records")
    return {row.get("document_id") or row["source_url"]: row for row in rows}


def _date(lines: Iterable[Line], earlier: Sequence[Line], started: str) -> tuple[Line, ...]:
    """The lines, each with the time at which it was told first."""
    known = {(line.address, line.codes, line.sha256): line.since for line in earlier}
    return tuple(
        replace(line, since=known.get((line.address, line.codes, line.sha256)) or started) for line in lines
    )


def _list_left(
    now: Frames, before: Frames | None, earlier: MorningReport | None, documents: Mapping[str, dict[str, Any]]
) -> list[Line]:
    """The documents of evaluations that once were published and that are not, or not as that evaluation."""
    published = set(_list_published(now))
    once = {(line.sha256 or "", line.address) for line in (earlier.left if earlier else ())}
    once |= set(_list_published(before)) if before is not None else set()
    return [_tell_left(sha256, name, documents) for sha256, name in sorted(once - published) if sha256]


def _list_published(frames: Frames) -> list[tuple[str, str]]:
    evaluations = frames["evaluations"]
    return [(str(row.document_sha256), f"{row.municipality} {row.round}") for row in evaluations.itertuples()]


def _tell_left(sha256: str, name: str, documents: Mapping[str, dict[str, Any]]) -> Line:
    row = documents.get(sha256)
    if row is None:
        return Line(name, "the archive has no record of its document any more", sha256=sha256)
    codes = _texts(row["reasons"])
    if row["outcome"] == Outcome.ACCEPTED:
        what = f"its document is read as {_name_evaluation(row)} now"
    elif row["outcome"] == Outcome.DUPLICATE:
        what = "a better copy of the same evaluation is published"
    else:
        what = f"its document is {row['outcome']}"
    return Line(name, what, codes, _texts(row["explanations"]), sha256, explain_remedy(codes))


def _tell_address(address: Address) -> Line:
    codes = tuple(reason.code for reason in address.reasons)
    return Line(
        address.url,
        "its documents stay" if address.copies else "never held",
        codes,
        tuple(reason.sentence for reason in address.reasons),
        remedy=explain_remedy(codes),
    )


def _list_stale(addresses: Sequence[Address], at: datetime, stale_days: int) -> list[Line]:
    lines = []
    for address in addresses:
        if not address.listed or address.last_success is None:
            continue
        age = at - datetime.fromisoformat(address.last_success)
        if age > timedelta(days=stale_days):
            what = f"last pulled on {address.last_success[:10]}"
            lines.append(
                Line(address.url, what, ("address_stale",), remedy=explain_remedy(["address_stale"]))
            )
    return lines


def _tell_warnings(failures: Sequence[Failure], frames: Frames) -> list[Line]:
    """A line for each thing that a rule of level warn names: whose it is, and what the rule says."""
    evaluations = frames["evaluations"]
    of_document = dict(_list_published(frames))
    rows: list[dict[Any, Any]] = evaluations.to_dict("records")
    names = {
        (str(row["municipality_code"]), int(row["round"])): f"{row['municipality']} {row['round']}"
        for row in rows
    }
    lines: dict[tuple[str, str, str], Line] = {}
    for failure in failures:
        rule = RULES[failure.code]
        for key in failure.keys or ({},):
            document = str(key.get("document_sha256") or "")
            who = names.get((str(key.get("municipality_code")), _whole(key.get("round") or key.get("year"))))
            who = who or of_document.get(document) or _name_key(key) or "the release"
            area = f", area {_whole(key['area_no'])}" if key.get("area_no") else ""
            said = (str(key["sentence"]),) if key.get("sentence") else ()
            line = Line(f"{who}{area}", rule.sentence, (failure.code,), said, document or None, rule.remedy)
            lines.setdefault((failure.code, line.address, document), line)
    return list(lines.values())


def _name_key(key: Mapping[str, Any]) -> str:
    return ", ".join(str(value) for name, value in key.items() if name not in ("sentence", "code") and value)


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _name_evaluations(frames: Frames) -> dict[tuple[str, int], str]:
    """Each published evaluation, and how people are told of it."""
    rows: list[dict[Any, Any]] = frames["evaluations"].to_dict("records")
    return {
        (str(row["municipality"]), int(row["round"])): (
            f"{row['municipality']} {row['round']} (edition {row['edition']}, {row['total']:g} points"
            + (f", {row['origin']})" if row["origin"] != "published" else ")")
        )
        for row in rows
    }


def _name_evaluation(row: Mapping[str, Any]) -> str:
    return " ".join(_text(row[name]) for name in ("municipality", "round") if _text(row[name]))


def _tell(row: dict[str, Any]) -> Line:
    who = _name_evaluation(row)
    codes = _texts(row["reasons"])
    return Line(
        row["source_url"],
        f"{row['outcome']}: {who}" if who else str(row["outcome"]),
        codes,
        _texts(row["explanations"]),
        _text(row["sha256"]) or None,
        explain_remedy(codes),
    )


def _text(value: Any) -> str:
    import pandas as pd

    return "" if value is None or pd.isna(value) else str(value)


def _texts(values: Any) -> tuple[str, ...]:
    return () if values is None else tuple(str(value) for value in values)
