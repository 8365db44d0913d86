"""Comparing a release and the state of the addresses with those of the run before, for the morning report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from expectations.rules import RULES
from extract.records import Outcome
from extract.sources.ledger import Address
from flows.report.addresses import list_down, list_gone, list_refused
from flows.report.morning import Count, Line, MorningReport

if TYPE_CHECKING:
    import pandas as pd

    from expectations.validate import Failure

Frames = Mapping[str, "pd.DataFrame"]
COMPARED = ("area_scores", "documents", "evaluations", "evaluations_reported", "published_figures")  # tables
HELD = (Outcome.QUARANTINED, Outcome.UNREADABLE)


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
    """Make the fields of a ``MorningReport`` that follow from two releases and the addresses.

    ``now`` and ``before`` are the tables ``COMPARED`` of this run's release and of the one before; without
    the latter everything is new. ``earlier`` is the report of the run before: a line that it already had
    keeps its ``since``. ``warnings`` are those of the release, or ``None`` when the earlier ones still hold.
    ``started`` is when the run started, as ISO time; an address that last succeeded more than ``stale_days``
    earlier is stale.
    """
    documents = _index(now["documents"])
    known = _index(before["documents"]) if before is not None else {}
    told = _name_evaluations(before) if before is not None else {}
    stale = _list_stale(addresses, datetime.fromisoformat(started), stale_days)
    lists: dict[str, Iterable[Line]] = {
        "left": _list_left(now, before, earlier, documents),
        "held": list_held(documents.values()),
        "gone": [_describe_address(address) for address in list_gone(addresses)],
        "down": [_describe_address(address) for address in list_down(addresses)],
        "refused": [_describe_address(address) for address in list_refused(addresses)],
        "stale": stale,
        "warnings": earlier.warnings
        if warnings is None and earlier
        else _describe_warnings(warnings or (), now),
    }
    return {
        "counts": count_all(now, before),
        "new": tuple(_tell(row) for document, row in documents.items() if document not in known),
        "published": tuple(name for key, name in _name_evaluations(now).items() if key not in told),
        **{name: _date(lines, getattr(earlier, name, ()), started) for name, lines in lists.items()},
    }


def count_all(now: Frames, before: Frames | None) -> tuple[Count, ...]:
    """Count documents by outcome, evaluations and scores, beside the numbers of the release before."""
    numbers = _count(now)
    earlier = _count(before) if before is not None else {}
    return tuple(Count(what, number, earlier.get(what)) for what, number in numbers.items())


def list_held(rows: Iterable[dict[str, Any]]) -> tuple[Line, ...]:
    """Make a line for each row of ``documents`` that is quarantined or unreadable."""
    return tuple(_tell(row) for row in rows if row["outcome"] in HELD)


def explain_remedy(codes: Iterable[str]) -> str:
    """The remedy of the first of ``codes`` that a rule declares; empty when none does."""
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
    """Counts of the figures that web pages tell, and of the evaluations known from such figures alone."""
    if "evaluations_reported" not in frames:  # the release was made before this table existed
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
    """The lines with ``since``: that of the same line in ``earlier``, or ``started``."""
    known = {(line.address, line.codes, line.sha256): line.since for line in earlier}
    return tuple(
        replace(line, since=known.get((line.address, line.codes, line.sha256)) or started) for line in lines
    )


def _list_left(
    now: Frames, before: Frames | None, earlier: MorningReport | None, documents: Mapping[str, dict[str, Any]]
) -> list[Line]:
    """Documents that were published once and are not any more, or now count as another evaluation."""
    published = set(_list_published(now))
    once = {(line.sha256 or "", line.address) for line in (earlier.left if earlier else ())}
    once |= set(_list_published(before)) if before is not None else set()
    return [_describe_left(sha256, name, documents) for sha256, name in sorted(once - published) if sha256]


def _list_published(frames: Frames) -> list[tuple[str, str]]:
    evaluations = frames["evaluations"]
    return [(str(row.document_sha256), f"{row.municipality} {row.round}") for row in evaluations.itertuples()]


def _describe_left(sha256: str, name: str, documents: Mapping[str, dict[str, Any]]) -> Line:
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


def _describe_address(address: Address) -> Line:
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


def _describe_warnings(failures: Sequence[Failure], frames: Frames) -> list[Line]:
    """A line for each row that breaks a rule of level warn: whose row it is, and what the rule says."""
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
    """Each published evaluation by municipality and round, with its description."""
    rows: list[dict[Any, Any]] = frames["evaluations"].to_dict("records")
    return {
        (str(row["municipality"]), int(row["round"])): (
            f"{row['municipality']} {row['round']} (edition {row['edition']}, {row['total']:g} points"
            + (f", {row['origin']})" if row["origin"] != "published" else ")")
        )
        for row in rows
    }


def _name_evaluation(row: Mapping[str, Any]) -> str:
    return " ".join(format_value(row[name]) for name in ("municipality", "round") if format_value(row[name]))


def _tell(row: dict[str, Any]) -> Line:
    who = _name_evaluation(row)
    codes = _texts(row["reasons"])
    return Line(
        row["source_url"],
        f"{row['outcome']}: {who}" if who else str(row["outcome"]),
        codes,
        _texts(row["explanations"]),
        format_value(row["sha256"]) or None,
        explain_remedy(codes),
    )


def format_value(value: Any) -> str:
    """Format a value of a table as text; a missing value is empty."""
    import pandas as pd

    return "" if value is None or pd.isna(value) else str(value)


def _texts(values: Any) -> tuple[str, ...]:
    return () if values is None else tuple(str(value) for value in values)
