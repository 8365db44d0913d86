"""Exporting as one SQLite file, which Datasette and other SQLite browsers can open."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from upath import UPath

from warehouse.dictionary import CSV_COLUMNS, list_dictionary
from warehouse.exported import ExportError, iterate_rows, list_facts, read_declared
from warehouse.read import read_record
from warehouse.schema import TABLES, Column, Table

_TYPES = {
    "text": "TEXT",
    "texts": "TEXT",
    "int16": "INTEGER",
    "int32": "INTEGER",
    "float64": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}
# The columns with full-text search, by table. A search for "a" or "o" also finds å, ä and ö.
SEARCHED = {
    "area_scores": ("municipality", "area", "area_printed"),
    "subarea_scores": ("municipality", "subarea_printed"),
    "evaluations": ("municipality",),
    "documents": ("municipality", "source_url", "publisher"),
    "municipalities": ("municipality", "county"),
}


def export_sqlite(release: UPath | Path, file: Path) -> None:
    """Write one SQLite file: tables with primary and foreign keys, full-text search, and the dictionary.

    Lists are JSON, dates ISO 8601 texts, booleans 1 and 0. Raises ``ExportError`` when a row refers to one
    that does not exist.
    """
    tables = read_declared(release)
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in TABLES.values():
            connection.execute(_declare(table))
            _insert(connection, table.name, tables[table.name])
        for index in _list_indexes():
            connection.execute(index)
        for name, columns in SEARCHED.items():
            _make_searchable(connection, name, columns)
        _describe(connection, release)
        lost = connection.execute("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise ExportError(
                f"{len(lost)} rows refer to rows that are not there, the first in {lost[0][0]} to "
                f"{lost[0][2]}; the release is not whole."
            )
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM")


def _declare(table: Table) -> str:
    parts = [_declare_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({_list(table.key)})")
    parts += [
        f'FOREIGN KEY ({_list(each.columns)}) REFERENCES "{each.table}" ({_list(each.to)})'
        for each in table.references
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def _declare_column(column: Column) -> str:
    return f'"{column.name}" {_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}'


def _list_indexes() -> Iterator[str]:
    """Yield unique indexes on referenced columns that are no primary key, and one for each foreign key."""
    targets = {(each.table, each.to) for table in TABLES.values() for each in table.references}
    for name, columns in sorted(targets):
        if columns != TABLES[name].key:
            yield f'CREATE UNIQUE INDEX "{name} by {" ".join(columns)}" ON "{name}" ({_list(columns)})'
    for table in TABLES.values():
        for place, each in enumerate(table.references, start=1):
            yield f'CREATE INDEX "{table.name} refers {place}" ON "{table.name}" ({_list(each.columns)})'


def _insert(connection: sqlite3.Connection, name: str, rows: pa.Table) -> None:
    places = ", ".join("?" * rows.num_columns)
    connection.executemany(
        f'INSERT INTO "{name}" VALUES ({places})',
        (tuple(_plain(value) for value in row) for row in iterate_rows(rows)),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def _make_searchable(connection: sqlite3.Connection, name: str, columns: tuple[str, ...]) -> None:
    connection.execute(
        f'CREATE VIRTUAL TABLE "{name}_fts" USING fts5 ({_list(columns)}, content="{name}", '
        "tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute(f'INSERT INTO "{name}_fts" ("{name}_fts") VALUES (\'rebuild\')')


def _describe(connection: sqlite3.Connection, release: UPath | Path) -> None:
    connection.execute("CREATE TABLE release (fact TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.executemany("INSERT INTO release VALUES (?, ?)", list_facts(read_record(release)))
    columns = ", ".join(f'"{column}" TEXT' for column in CSV_COLUMNS)
    connection.execute(f'CREATE TABLE dictionary ({columns}, PRIMARY KEY ("table", "column"))')
    places = ", ".join("?" * len(CSV_COLUMNS))
    connection.executemany(
        f"INSERT INTO dictionary VALUES ({places})", (tuple(row.values()) for row in list_dictionary())
    )


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
