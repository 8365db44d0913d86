"""Sentences on what changed from one release to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]
Rows = dict[tuple[Any, ...], Row]
Tables = Mapping[str, pa.Table]

MOST = 10
EVALUATION = ("municipality_code", "round")
AREA = (*EVALUATION, "edition", "area_no")
PLACES = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
HELD = {"quarantined": "held back", "rejected": "rejected", "unreadable": "unreadable"}


def describe_changes(before: Tables, after: Tables, most: int = MOST) -> tuple[str, ...]:
    """Describe what changed, in at most ``most`` sentences.

    Evaluations come first (new, renamed, corrected, gone), then documents, figures and tables. When there are
    more sentences, the last one says how many. An older release may lack tables and columns.
    """
    sentences = list(_describe_all(before, after))
    if len(sentences) > most:
        left = len(sentences) - most + 1
        sentences = [
            *sentences[: most - 1],
            f"{left} more changes of this kind are told below, by their keys.",
        ]
    return tuple(sentences)


def _describe_all(before: Tables, after: Tables) -> Iterator[str]:
    old, new = _index(before, "evaluations", EVALUATION), _index(after, "evaluations", EVALUATION)
    documents = {row.get("sha256"): row for row in _list(after, "documents")}
    renamed = _find_renamed(old, new)
    told = list(_describe_new([row for key, row in new.items() if key not in old and key not in renamed]))
    told += [
        f"{_name(old[key])} is {_name(new[now])} now: the same report."
        for now, key in sorted(renamed.items(), key=lambda pair: str(pair))
    ]
    told += _describe_corrected(before, after, {**{key: key for key in new if key in old}, **renamed})
    told += [
        _describe_gone(row, documents)
        for key, row in old.items()
        if key not in new and key not in renamed.values()
    ]
    yield from told or ["No published score changed."]
    yield from _describe_documents(before, after)
    yield from _describe_figures(before, after)
    yield from _describe_tables(before, after)


def _find_renamed(old: Rows, new: Rows) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Evaluations whose report is now read as another municipality or round: new key to old key."""
    gone = {row["document_sha256"]: key for key, row in old.items() if key not in new}
    return {
        key: gone[row["document_sha256"]]
        for key, row in new.items()
        if key not in old and row["document_sha256"] in gone
    }


def _describe_new(rows: Iterable[Row]) -> Iterator[str]:
    for row in sorted(rows, key=lambda each: (each["origin"] != "published", -each["round"], -each["total"])):
        text = f"{_name(row)} is new: {_points(row['total'])}, {_place(row)}"
        change = row.get("total_change")
        if change is not None:
            since = f" than in {row['previous_round']}" if row.get("previous_round") else " than before"
            text += f", {abs(change):g} {'more' if change >= 0 else 'less'}{since}"
        yield text + "."


def _place(row: Row) -> str:
    """Describe a rank: ``first of 12 that year``, ``second with others of 12 that year``."""
    if row["ranked"] == 1:
        return "the only one of that year"
    rank = row["rank"]
    place = PLACES[rank] if rank < len(PLACES) else f"number {rank}"
    shared = "sharing place " if row["rank_tied"] and rank >= len(PLACES) else ""
    tied = "with others " if row["rank_tied"] and not shared else ""
    return f"{place} {tied}of {row['ranked']} that year"


def _describe_corrected(
    before: Tables, after: Tables, same: Mapping[tuple[Any, ...], tuple[Any, ...]]
) -> Iterator[str]:
    """One sentence for each evaluation with a changed score."""
    scores: dict[tuple[Any, ...], list[tuple[Row, Row]]] = {}
    earlier = _index(before, "area_scores", AREA)
    for key, row in _index(after, "area_scores", AREA).items():
        evaluation = key[:2]
        if evaluation in same:
            was = earlier.get((*same[evaluation], *key[2:]))
            if was is not None and was["score"] != row["score"]:
                scores.setdefault(evaluation, []).append((was, row))
    for pairs in scores.values():
        row = pairs[0][1]
        reasons = {_explain(was, now) for was, now in pairs}
        why = f", {reasons.pop()}" if len(reasons) == 1 else ""
        said = "; ".join(f"{now['area']} {now['score']:g} instead of {was['score']:g}" for was, now in pairs)
        yield f"{_name(row)}: {said}{why}."


def _explain(was: Row, now: Row) -> str:
    if now.get("correction") and now.get("correction") != was.get("correction"):
        return f"by the declared correction {now['correction']}"
    if was.get("correction") and not now.get("correction"):
        return "since a correction was taken back"
    if was["document_sha256"] != now["document_sha256"]:
        return "from another copy of the report"
    return "as the same report is read now"


def _describe_gone(row: Row, documents: Mapping[Any, Row]) -> str:
    document = documents.get(row["document_sha256"])
    outcome = document["outcome"] if document else None
    codes = ", ".join((document or {}).get("reasons") or ())
    if outcome is None:
        why = "its report is catalogued no more"
    elif outcome in HELD:
        why = f"its report is {HELD[outcome]} ({codes})"
    else:
        why = f"its report counts as {outcome}"
    return f"{_name(row)}, {_points(row['total'])}, is published no more: {why}."


def _describe_documents(before: Tables, after: Tables) -> Iterator[str]:
    old = {row.get("sha256"): row for row in _list(before, "documents") if row.get("sha256")}
    new = {row.get("sha256"): row for row in _list(after, "documents") if row.get("sha256")}
    come = [row for sha256, row in new.items() if sha256 not in old]
    if come:
        outcomes = Counter(str(row["outcome"]) for row in come)
        parts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        yield f"{_count(len(come), 'document')} came in: {parts}."
    held = [
        row
        for sha256, row in new.items()
        if row["outcome"] == "quarantined" and (sha256 not in old or old[sha256]["outcome"] != "quarantined")
    ]
    if held:
        codes = Counter(code for row in held for code in row["reasons"] or ())
        parts = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
        yield f"{_count(len(held), 'document')} newly held back: {parts or 'no reason told'}."
    lost = sum(sha256 not in new for sha256 in old)
    if lost:
        yield f"{_count(lost, 'document')} of the release before not in this one."


def _describe_figures(before: Tables, after: Tables) -> Iterator[str]:
    old = sum(row["comparison"] == "differs" for row in _list(before, "published_figures"))
    new = sum(row["comparison"] == "differs" for row in _list(after, "published_figures"))
    if new != old:
        yield f"Figures that others published and that differ from the reports: {new}, before {old}."


def _describe_tables(before: Tables, after: Tables) -> Iterator[str]:
    come = [name for name in after if name not in before]
    gone = [name for name in before if name not in after]
    if come:
        yield f"New tables: {', '.join(come)}."
    if gone:
        yield f"Tables that are no more: {', '.join(gone)}."
    held = {name: set(table.column_names) for name, table in before.items()}
    columns = [
        f"{name}.{column}"
        for name in after
        if name in before
        for column in after[name].column_names
        if column not in held[name]
    ]
    if columns:
        yield f"New columns: {', '.join(columns)}."


def _name(row: Row) -> str:
    made = " (test material)" if row.get("origin") == "facsimile" else ""
    return f"{row['municipality']} {row['round']}{made}"


def _points(total: float) -> str:
    return f"{total:g} points"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _list(tables: Tables, name: str) -> list[Row]:
    return tables[name].to_pylist() if name in tables else []


def _index(tables: Tables, name: str, key: tuple[str, ...]) -> Rows:
    return {tuple(row[column] for column in key): row for row in _list(tables, name)}
