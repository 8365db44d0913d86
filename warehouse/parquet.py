"""Writing tables as Parquet, always the same bytes for the same rows, and naming a release by its rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.schema import SCHEMA_VERSION, TABLES

ROW_GROUP = 100_000
ID_LENGTH = 16


def write_parquet(table: pa.Table, release_id: str) -> bytes:
    """Write a table as a Parquet file; its metadata name its release and say that it is sorted by its key."""
    key = [(column, "ascending") for column in json.loads(table.schema.metadata[b"key"])]
    named = table.replace_schema_metadata({**table.schema.metadata, b"release": release_id.encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(
        named.combine_chunks(),
        sink,
        version="2.6",
        compression="zstd",
        row_group_size=ROW_GROUP,
        sorting_columns=pq.SortingColumn.from_ordering(named.schema, key),
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def read_parquet(content: bytes) -> pa.Table:
    """Read a table from the bytes of a Parquet file. Raises ``pyarrow.ArrowInvalid`` for other bytes.

    Arrow's threads are not used: with them a process that exits soon after sometimes aborts with
    ``terminate called without an active exception``.
    """
    return pq.ParquetFile(pa.BufferReader(content), pre_buffer=False).read(use_threads=False)


def name_release(tables: Mapping[str, pa.Table]) -> str:
    """Name a release by a hash of its tables' columns, types and rows, and of the schema version.

    The form in which tables are stored, descriptions and volatile columns do not count.
    """
    digest = hashlib.sha256(SCHEMA_VERSION.encode())
    for name in sorted(tables):
        digest.update(f"{name} {hash_table(drop_volatile(name, tables[name]))}\n".encode())
    return digest.hexdigest()[:ID_LENGTH]


def drop_volatile(name: str, table: pa.Table) -> pa.Table:
    """Return the table ``name`` without its volatile columns (see ``warehouse.schema.Column``)."""
    volatile = TABLES[name].volatile if name in TABLES else frozenset()
    return table.drop_columns([column for column in table.column_names if column in volatile])


def hash_table(table: pa.Table) -> str:
    """Hash a table's columns, types and rows, independently of its chunks and encodings."""
    digest = hashlib.sha256()
    digest.update(f"{table.num_rows}\n".encode())
    for name in table.column_names:
        column = table.column(name)
        digest.update(f"{name} {column.type}\n".encode())
        _update_from_column(digest, column)
    return digest.hexdigest()


def _update_from_column(digest: Any, column: pa.ChunkedArray) -> None:
    valid = pc.is_valid(column)
    digest.update(np.packbits(valid.to_numpy().astype(bool)).tobytes())
    kept = column.drop_null()
    if pa.types.is_list(column.type):
        lengths = pc.list_value_length(kept)
        digest.update(lengths.to_numpy().astype("<i8").tobytes())
        _update_from_column(digest, pc.list_flatten(kept))
    elif pa.types.is_string(column.type):
        digest.update(pc.binary_length(kept).to_numpy().astype("<i8").tobytes())
        digest.update("".join(kept.to_pylist()).encode())
    elif pa.types.is_floating(column.type):
        digest.update((kept.to_numpy().astype("<f8") + 0.0).tobytes())  # -0.0 becomes 0.0
    elif pa.types.is_date(column.type):
        digest.update(kept.cast(pa.int32()).to_numpy().astype("<i8").tobytes())
    else:
        digest.update(kept.to_numpy().astype("<i8").tobytes())


def order_tables(names: Mapping[str, Any]) -> list[str]:
    """Sort names of tables in the order of the schema; those of another version's schema come last."""
    known = [name for name in TABLES if name in names]
    return known + sorted(set(names) - set(known))
