"""Converting between rows, pandas frames and Arrow tables, always by the declared schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from extract.sources.masking import mask_text
from warehouse.schema import Column, SchemaError, Table

Rows = Iterable[Mapping[str, Any]]

WHOLE = ("int16", "int32")
_FITTING: dict[str, Callable[[Any], bool]] = {
    "text": lambda dtype: isinstance(dtype, pd.StringDtype),
    "texts": lambda dtype: isinstance(dtype, pd.ArrowDtype) and pa.types.is_list(dtype.pyarrow_dtype),
    "date": lambda dtype: isinstance(dtype, pd.ArrowDtype) and pa.types.is_date32(dtype.pyarrow_dtype),
    "int16": pd.api.types.is_integer_dtype,
    "int32": pd.api.types.is_integer_dtype,
    "float64": pd.api.types.is_float_dtype,
    "boolean": pd.api.types.is_bool_dtype,
}


def make_frame(table: Table, rows: Rows) -> pd.DataFrame:
    """Make a frame of the rows, with the table's columns and types, sorted by the table's key.

    A column that a row leaves out is empty. Raises ``SchemaError`` for an unknown column, for a value of
    another type, and for a missing value in a column that may not be empty.
    """
    rows = list(rows)
    known = set(table.column_names)
    unknown = {name for row in rows for name in row if name not in known}
    if unknown:
        raise SchemaError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    try:
        return _frame_rows(table, rows)
    except SchemaError as error:
        raise SchemaError(str(error), _find_misfits(table, rows)) from error


def _frame_rows(table: Table, rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    try:
        rows = sorted(rows, key=lambda row: tuple(row[column] for column in table.key))
        arrays = [pa.array(_clean_values(table, column, rows), column.arrow_type) for column in table.columns]
    except KeyError as error:
        raise SchemaError(f"A row of {table.name} has no {error}, which is in its key") from error
    except (pa.ArrowException, OverflowError, TypeError) as error:
        raise SchemaError(f"A row of {table.name} does not fit its declaration: {error}") from error
    return from_arrow(table, pa.Table.from_arrays(arrays, schema=table.arrow_schema))


def _find_misfits(table: Table, rows: list[Mapping[str, Any]]) -> list[str]:
    """The hashes of the documents whose rows do not fit; empty when such a row names no document."""
    documents: dict[str, None] = {}
    for row in rows:
        try:
            _frame_rows(table, [row])
        except SchemaError:
            document = row.get("document_sha256") or row.get("sha256")
            if not document:
                return []
            documents[str(document)] = None
    return list(documents)


def _clean_values(table: Table, column: Column, rows: Rows) -> list[Any]:
    values = [row.get(column.name) for row in rows]
    if column.type in WHOLE:
        cut = [value for value in values if isinstance(value, float) and not value.is_integer()]
        if cut:  # Arrow would truncate the value without an error
            raise SchemaError(f"{table.name}.{column.name} holds whole numbers and does not fit {cut[0]}")
    if column.type == "text":
        return [_clean_text(value) if isinstance(value, str) else value for value in values]
    if column.type == "texts":
        return [[_clean_text(text) for text in value] if value is not None else None for value in values]
    return values


def _clean_text(text: str) -> str:
    """Mask the secrets of addresses in a text, since releases are public, and replace lone surrogates.

    A PDF may contain halves of surrogate pairs, and UTF-8 cannot encode them.
    """
    if "://" in text:
        text = mask_text(text)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def list_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """List the rows of a frame as dictionaries, with ``None`` for each missing value."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]


def from_arrow(table: Table, arrow: pa.Table) -> pd.DataFrame:
    """Convert an Arrow table to a frame.

    Raises ``SchemaError`` when it does not have the declared columns.
    """
    _check_columns(table, arrow)
    return to_frame(arrow.cast(table.arrow_schema))


def to_frame(arrow: pa.Table) -> pd.DataFrame:
    """Convert an Arrow table to a frame that keeps Arrow's types for lists and dates."""
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=_keep_type, use_threads=False)
    return frame


def _keep_type(kind: pa.DataType) -> pd.ArrowDtype | None:
    return pd.ArrowDtype(kind) if pa.types.is_list(kind) or pa.types.is_date32(kind) else None


def to_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """Convert a frame to an Arrow table with the declared schema and its descriptions, sorted by the key.

    Raises ``SchemaError`` when a column is missing, unknown, of another type, or has a missing value that it
    may not have.
    """
    missing = [column for column in table.column_names if column not in frame.columns]
    unknown = [str(column) for column in frame.columns if column not in table.column_names]
    if missing or unknown:
        raise SchemaError(
            f"{table.name} lacks {', '.join(missing) or 'nothing'} and has {', '.join(unknown) or 'nothing'} "
            "beyond its declaration"
        )
    types = frame.dtypes.to_dict()
    for column in table.columns:
        if not _FITTING[column.type](types[column.name]):  # Arrow would convert it without an error
            raise SchemaError(
                f"{table.name}.{column.name} is declared as {column.type} and does not fit "
                f"{types[column.name]}"
            )
    ordered = frame.sort_values(list(table.key), ignore_index=True) if len(frame) else frame
    schema = table.arrow_schema
    try:
        arrow = pa.Table.from_pandas(ordered, schema=schema, preserve_index=False, nthreads=1)
    except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
        raise SchemaError(f"{table.name} does not fit its declaration: {error}") from error
    arrow = arrow.replace_schema_metadata(schema.metadata)
    _check_columns(table, arrow)
    return arrow


def _check_columns(table: Table, arrow: pa.Table) -> None:
    held = dict(zip(arrow.column_names, arrow.columns, strict=True))
    for column in table.columns:
        if column.name not in held:
            raise SchemaError(f"{table.name} lacks the column {column.name}")
        empty = held[column.name].null_count
        if empty and not column.nullable:
            raise SchemaError(f"{table.name}.{column.name} is empty in {empty} rows and may not be")
