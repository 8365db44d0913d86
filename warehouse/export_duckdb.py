"""Exporting as one DuckDB file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from upath import UPath

from warehouse.exported import list_facts, read_declared
from warehouse.read import read_record
from warehouse.schema import TABLES, SchemaError, Table


def export_duckdb(release: UPath | Path, file: Path) -> None:
    """Write one DuckDB file: the tables with keys, foreign keys and comments, and the table ``release``."""
    import duckdb

    tables = read_declared(release)
    with duckdb.connect(str(file)) as connection:
        connection.begin()
        for table in _order_by_reference(TABLES.values()):
            connection.execute(_declare_table(table))
            connection.register("rows", tables[table.name])
            connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM rows')
            connection.unregister("rows")
            connection.execute(f'COMMENT ON TABLE "{table.name}" IS {_quote(table.description)}')
            for column in table.columns:
                place = f'"{table.name}"."{column.name}"'
                connection.execute(f"COMMENT ON COLUMN {place} IS {_quote(column.description)}")
        connection.execute("CREATE TABLE release (fact VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
        connection.executemany("INSERT INTO release VALUES (?, ?)", list_facts(read_record(release)))
        connection.execute("COMMENT ON TABLE release IS 'The release that this file holds and its inputs.'")
        connection.commit()


_DUCKDB_TYPES = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def _declare_table(table: Table) -> str:
    parts = [
        f'"{column.name}" {_DUCKDB_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}'
        for column in table.columns
    ]
    parts.append(f"PRIMARY KEY ({_list_names(table.key)})")
    parts += [  # DuckDB requires that a foreign key refers to a primary key
        f'FOREIGN KEY ({_list_names(each.columns)}) REFERENCES "{each.table}" ({_list_names(each.to)})'
        for each in table.references
        if each.to == TABLES[each.table].key and each.table != table.name
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def _order_by_reference(tables: Iterable[Table]) -> list[Table]:
    """Sort the tables so that each comes after those to which it refers.

    Raises ``SchemaError`` for a cycle.
    """
    ordered: list[Table] = []
    waiting = list(tables)
    while waiting:
        done = {table.name for table in ordered}
        ready = [
            table
            for table in waiting
            if all(each.table in done or each.table == table.name for each in table.references)
        ]
        if not ready:
            raise SchemaError(f"The tables {', '.join(table.name for table in waiting)} refer to each other.")
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return ordered


def _list_names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
