"""Tables as Parquet bytes, the same bytes for the same rows, and a name for what they say."""

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
    """The table as a Parquet file that names its release and that it is sorted by its key."""
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
    """The table in the bytes of a Parquet file. Raises ``pyarrow.ArrowInvalid`` when they are none.

    Read without Arrow's threads: with them a process now and then ends in an abort (``terminate called
    without an active exception``) when it exits soon after.
    """
    return pq.ParquetFile(pa.BufferReader(content), pre_buffer=False).read(use_threads=False)


def name_release(tables: Mapping[str, pa.Table]) -> str:
    """The name of a release: a hash of its tables' columns, types, keys and rows, and of the schema's
    version.

    Neither the form in which they are stored nor a description has a part in it, nor a column that changes as
    time passes.
    """
    digest = hashlib.sha256(SCHEMA_VERSION.encode())
    for name in sorted(tables):
        digest.update(f"{name} {hash_table(drop_passing(name, tables[name]))}\n".encode())
    return digest.hexdigest()[:ID_LENGTH]


def drop_passing(name: str, table: pa.Table) -> pa.Table:
    """The table ``name`` without the columns that change as time passes."""
    passing = TABLES[name].passing if name in TABLES else frozenset()
    return table.drop_columns([column for column in table.column_names if column in passing])


def hash_table(table: pa.Table) -> str:
    """A hash of a table's columns, types and rows in order, whatever its chunks and encodings."""
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
        digest.update((kept.to_numpy().astype("<f8") + 0.0).tobytes())  # no negative zero
    elif pa.types.is_date(column.type):
        digest.update(kept.cast(pa.int32()).to_numpy().astype("<i8").tobytes())
    else:
        digest.update(kept.to_numpy().astype("<i8").tobytes())


def order_tables(names: Mapping[str, Any]) -> list[str]:
    """Names of tables in the order of the schema; unknown ones of an older or newer release after them."""
    known = [name for name in TABLES if name in names]
    return known + sorted(set(names) - set(known))
