"""Comparing two releases: in sentences, then by schema, rows and cells."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from upath import UPath

from warehouse.changes import describe_changes
from warehouse.parquet import drop_volatile, hash_table, order_tables
from warehouse.read import read_tables

Key = tuple[Any, ...]
BLOCK = 50_000  # rows that are compared at a time


@dataclass(frozen=True)
class SchemaChange:
    """A table or column that was added, removed or changed; ``column`` is ``None`` for a table.

    ``before`` and ``after`` are types of a column or keys of a table.
    """

    kind: Literal["added", "removed", "changed"]
    table: str
    column: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class CellChange:
    """A value that differs in a row that both releases have."""

    key: Key
    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class TableDiff:
    """How the rows of one table differ. The values of each key are in the order of ``key_columns``."""

    table: str
    key_columns: tuple[str, ...]
    rows_before: int
    rows_after: int
    added: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()
    cells: tuple[CellChange, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether all rows are the same in the columns that both releases have."""
        return not (self.added or self.removed or self.cells)

    @property
    def rows_changed(self) -> int:
        """The number of rows that both releases have and in which a value differs."""
        return len({cell.key for cell in self.cells})


@dataclass(frozen=True)
class Diff:
    """Everything that differs between two releases, with the tables in the order of the schema.

    ``sentences`` are a summary for people, at most ten.
    """

    before: str
    after: str
    schema: tuple[SchemaChange, ...] = ()
    tables: tuple[TableDiff, ...] = field(default_factory=tuple)
    sentences: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether schema and rows are the same."""
        return not self.schema and all(table.is_equal for table in self.tables)

    def to_json(self) -> str:
        """Format every difference as JSON."""
        return json.dumps(
            {"equal": self.is_equal, **asdict(self)}, ensure_ascii=False, indent=1, default=_encode
        )

    def to_text(self, limit: int = 20) -> str:
        """Format the differences for a terminal, at most ``limit`` rows and cells of each table."""
        return "\n".join(_write_lines(self, limit, heading="{}", bullet="  {}"))

    def to_markdown(self, limit: int = 200) -> str:
        """Format the differences as Markdown, at most ``limit`` rows and cells of each table."""
        return "\n".join(_write_lines(self, limit, heading="\n## {}\n", bullet="- {}")) + "\n"


def diff_releases(before: UPath | Path, after: UPath | Path) -> Diff:
    """Compare the releases in two directories. Raises ``ReleaseError`` when one cannot be read."""
    return diff_tables(
        read_tables(before), read_tables(after), UPath(before).name or "before", UPath(after).name or "after"
    )


def diff_tables(
    before: Mapping[str, pa.Table],
    after: Mapping[str, pa.Table],
    before_name: str = "before",
    after_name: str = "after",
) -> Diff:
    """Compare two sets of Arrow tables whose metadata name their keys; volatile columns are ignored."""
    schema: list[SchemaChange] = []
    tables: list[TableDiff] = []
    for name in order_tables({**before, **after}):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            kind: Literal["added", "removed"] = "added" if old is None else "removed"
            schema.append(SchemaChange(kind, name))
            continue
        schema += _diff_columns(name, old, new)
        tables.append(_diff_rows(name, drop_volatile(name, old), drop_volatile(name, new)))
    diff = Diff(before_name, after_name, tuple(schema), tuple(tables))
    return diff if diff.is_equal else replace(diff, sentences=describe_changes(before, after))


def _read_key(table: pa.Table) -> tuple[str, ...]:
    return tuple(json.loads((table.schema.metadata or {}).get(b"key", b"[]")))


def _diff_columns(name: str, old: pa.Table, new: pa.Table) -> list[SchemaChange]:
    changes = []
    before, after = ({each.name: each.type for each in table.schema} for table in (old, new))
    for column in before | after:
        if column not in after:
            changes.append(SchemaChange("removed", name, column, str(before[column])))
        elif column not in before:
            changes.append(SchemaChange("added", name, column, None, str(after[column])))
        elif before[column] != after[column]:
            changes.append(SchemaChange("changed", name, column, str(before[column]), str(after[column])))
    if _read_key(old) != _read_key(new):
        keys = ", ".join(_read_key(old)), ", ".join(_read_key(new))
        changes.append(SchemaChange("changed", name, None, *keys))
    return changes


def _diff_rows(name: str, old: pa.Table, new: pa.Table) -> TableDiff:
    key = _read_key(new)
    before = set(old.column_names)
    shared = [column for column in new.column_names if column in before]
    counts = old.num_rows, new.num_rows
    one, other = old.select(shared), new.select(shared)
    if one.equals(other) or hash_table(one) == hash_table(other):  # a NaN equals nothing
        return TableDiff(name, key, *counts)
    if not set(key) <= set(shared):  # without the key no row can be matched
        return TableDiff(
            name, key, *counts, added=_list_keys(new, key), removed=_list_keys(old, _read_key(old))
        )
    gone, come = (_index_rows(rows, key, shared) for rows in _find_unlike(one, other))
    cells = [
        CellChange(row, column, gone[row][column], come[row][column])
        for row in sorted(gone.keys() & come.keys())
        for column in shared
        if gone[row][column] != come[row][column]
    ]
    return TableDiff(
        name,
        key,
        *counts,
        added=tuple(sorted(come.keys() - gone.keys())),
        removed=tuple(sorted(gone.keys() - come.keys())),
        cells=tuple(cells),
    )


def _find_unlike(old: pa.Table, new: pa.Table) -> tuple[Counter[Key], Counter[Key]]:
    """The rows that only ``old`` has and those that only ``new`` has, and how often.

    Both tables are sorted by the same key, so that few rows are kept from one block to the next.
    """
    gone: Counter[Key] = Counter()
    come: Counter[Key] = Counter()
    for start in range(0, max(old.num_rows, new.num_rows), BLOCK):
        gone.update(_list_values(old.slice(start, BLOCK)))
        come.update(_list_values(new.slice(start, BLOCK)))
        gone, come = gone - come, come - gone
    return gone, come


def _list_values(table: pa.Table) -> Iterable[Key]:
    """The rows as tuples; a list of values is a tuple in them."""
    columns = [
        [None if value is None else tuple(value) for value in column.to_pylist()]
        if pa.types.is_list(column.type)
        else column.to_pylist()
        for column in table.columns
    ]
    return zip(*columns, strict=True)


def _index_rows(
    rows: Iterable[Key], key: tuple[str, ...], columns: Sequence[str]
) -> dict[Key, dict[str, Any]]:
    """The rows by key, each by column, with lists as they were."""
    named = (
        {
            column: list(value) if isinstance(value, tuple) else value
            for column, value in zip(columns, row, strict=True)
        }
        for row in rows
    )
    return {tuple(row[column] for column in key): row for row in named}


def _list_keys(table: pa.Table, key: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(tuple(row.values()) for row in table.select(list(key)).to_pylist())


def _encode(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)


def _write_lines(diff: Diff, limit: int, heading: str, bullet: str) -> list[str]:
    lines: list[str] = []
    if diff.is_equal:
        return [f"{diff.before} and {diff.after} are equal."]
    lines += [bullet.format(sentence).strip() for sentence in diff.sentences]
    lines += [""] if diff.sentences and not heading.startswith("\n") else []
    if diff.schema:
        lines.append(heading.format("Schema"))
        lines += [bullet.format(_describe_schema_change(change)) for change in diff.schema]
    for table in diff.tables:
        if table.is_equal:
            continue
        counts = (
            f"{table.table}: {table.rows_before} rows before, {table.rows_after} after; "
            f"{len(table.added)} added, {len(table.removed)} removed, {table.rows_changed} changed"
        )
        lines.append(heading.format(counts))
        said = [f"added {_describe_key(table, key)}" for key in table.added]
        said += [f"removed {_describe_key(table, key)}" for key in table.removed]
        said += [
            f"changed {_describe_key(table, cell.key)}: {cell.column} "
            f"{_describe_value(cell.before)} → {_describe_value(cell.after)}"
            for cell in table.cells
        ]
        lines += [bullet.format(line) for line in said[:limit]]
        if len(said) > limit:
            lines.append(bullet.format(f"and {len(said) - limit} more"))
    return lines


def _describe_schema_change(change: SchemaChange) -> str:
    what = f"column {change.table}.{change.column}" if change.column else f"table {change.table}"
    if change.kind == "changed":
        kind = "type" if change.column else "key"
        return f"{what}: {kind} {change.before} → {change.after}"
    return f"{what} {change.kind}"


def _describe_key(table: TableDiff, key: Key) -> str:
    return ", ".join(f"{column} {value}" for column, value in zip(table.key_columns, key, strict=True))


def _describe_value(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "none"
    return f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())
