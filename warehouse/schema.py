"""The one declaration of the warehouse: every table, key, column, type, unit and meaning.

The facts stand in ``columns/*.toml``, one file for each table, in the order of ``TABLE_NAMES``; a column that
several tables share is described once, in ``columns/common.toml``, and a table's own file says only what
differs. Arrow schemas, pandas types, expectations, the data package, the dictionary and the site are made
from ``TABLES``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa

from extract.instrument import AREA_NUMBERS, EDITIONS, MAX_SCORE, MAX_TOTAL

SCHEMA_VERSION = "1"  # raise it when the meaning of a column changes and its declaration does not show it

TABLE_NAMES = (
    "area_scores",
    "subarea_scores",
    "main_area_scores",
    "evaluations",
    "series",
    "national",
    "documents",
    "document_addresses",
    "evidence",
    "benchmarks",
    "findings",
    "municipalities",
    "editions",
    "areas",
    "themes",
    "area_crosswalk",
    "corrections",
    "decisions",
    "published_figures",
    "evaluations_reported",
)

# What a column file may name instead of repeating a fact of the instrument.
_NAMED_NUMBERS = {
    "MAX_SCORE": MAX_SCORE,
    "MAX_TOTAL": MAX_TOTAL,
    "MAX_MAIN_AREA": 2 * MAX_SCORE,
    "FIRST_YEAR": min(edition.first_year for edition in EDITIONS.values()),
    "AREAS": len(AREA_NUMBERS),
}
_NAMED_LISTS = {"EDITIONS": tuple(EDITIONS), "AREA_NUMBERS": tuple(AREA_NUMBERS)}

_ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "texts": pa.list_(pa.field("element", pa.string())),  # the name that Parquet gives back
    "int16": pa.int16(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


class SchemaError(Exception):
    """A declaration that contradicts itself, or a table that does not fit its declaration.

    ``documents`` are the sha256 of the documents whose rows do not fit, if no other row is at fault.
    """

    def __init__(self, message: str, documents: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.documents = tuple(documents)


@dataclass(frozen=True)
class Column:
    """One column. ``allowed`` is closed where given; ``meanings`` explains each allowed value.

    ``minimum``, ``maximum`` and ``multiple_of`` bound numbers, both ends included; ``pattern`` is a regular
    expression that a whole text matches. A column that is ``passing`` changes as time passes: rows that
    differ in nothing else are the same rows, and no release is made of them.
    ``type`` is text, texts (a list), int16, int32, float64, boolean or date.
    """

    name: str
    type: str
    description: str
    swedish: str | None = None
    unit: str | None = None
    nullable: bool = False
    allowed: tuple[str | int, ...] | None = None
    meanings: Mapping[str, str] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    multiple_of: float | None = None
    pattern: str | None = None
    passing: bool = False

    @property
    def arrow_type(self) -> pa.DataType:
        """The type in Parquet."""
        return _ARROW_TYPES[self.type]

    @property
    def pandas_dtype(self) -> Any:
        """The type in a frame: no column of plain objects, no float for what is whole."""
        if self.type == "text":
            return pd.StringDtype("pyarrow", na_value=float("nan"))
        if self.type in ("texts", "date"):
            return pd.ArrowDtype(self.arrow_type)
        if self.type == "float64":
            return pd.Series(dtype="float64").dtype
        whole = {"int16": "Int16", "int32": "Int32", "boolean": "boolean"}[self.type]
        return pd.api.types.pandas_dtype(whole if self.nullable else whole.lower().replace("boolean", "bool"))


@dataclass(frozen=True)
class Reference:
    """A foreign key: the values of ``columns`` are found in ``to`` of ``table`` wherever none is empty."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its key, its columns in order, and what it refers to."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()

    def __getitem__(self, column: str) -> Column:
        return next(each for each in self.columns if each.name == column)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in order."""
        return tuple(column.name for column in self.columns)

    @property
    def passing(self) -> frozenset[str]:
        """The columns that change as time passes and make no release."""
        return frozenset(column.name for column in self.columns if column.passing)

    def pandas_dtypes(self) -> dict[str, Any]:
        """The pandas type of every column, in order."""
        return {column.name: column.pandas_dtype for column in self.columns}

    def arrow_schema(self) -> pa.Schema:
        """The Parquet schema, with the descriptions of table and columns in its metadata.

        Its ``pandas`` entry lets a plain ``pandas.read_parquet`` give whole numbers, texts and dates as such.
        """
        fields = [
            pa.field(column.name, column.arrow_type, column.nullable, metadata=_describe_field(column))
            for column in self.columns
        ]
        metadata = {
            "title": self.title,
            "description": self.description,
            "key": json.dumps(self.key),
            "schema_version": SCHEMA_VERSION,
            "pandas": json.dumps(_describe_for_pandas(self)),
        }
        return pa.schema(fields, metadata=metadata)


def _describe_field(column: Column) -> dict[str, str]:
    said = {"description": column.description, "swedish": column.swedish, "unit": column.unit}
    if column.allowed is not None:
        said["allowed"] = json.dumps(column.allowed, ensure_ascii=False)
    return {key: value for key, value in said.items() if value is not None}


def _describe_for_pandas(table: Table) -> dict[str, Any]:
    columns = [
        {
            "name": column.name,
            "field_name": column.name,
            "pandas_type": str(column.arrow_type),
            "numpy_type": "object" if column.type == "texts" else str(column.pandas_dtype),
            "metadata": None,
        }
        for column in table.columns
    ]
    return {"index_columns": [], "column_indexes": [], "columns": columns, "attributes": {}, "creator": None}


def _resolve(value: Any) -> Any:
    if isinstance(value, str) and value in _NAMED_NUMBERS:
        return _NAMED_NUMBERS[value]
    return value


def _make_column(table: str, name: str, said: Mapping[str, Any]) -> Column:
    facts: dict[str, Any] = {key: _resolve(value) for key, value in said.items()}
    meanings = facts.get("meanings", {})
    allowed = facts.pop("allowed", None)
    if isinstance(allowed, str):
        allowed = _NAMED_LISTS[allowed]
    if allowed is None and meanings:
        allowed = tuple(meanings)
    facts["allowed"] = None if allowed is None else tuple(allowed)
    facts["meanings"] = MappingProxyType(dict(meanings))
    try:
        column = Column(name=name, **facts)
    except TypeError as error:
        raise SchemaError(f"column {name} of {table} is not declared rightly: {error}") from error
    if column.type not in _ARROW_TYPES:
        raise SchemaError(f"column {name} of {table} has the unknown type {column.type}")
    return column


def _read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files("warehouse.columns").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def _read_table(name: str, common: Mapping[str, Mapping[str, Any]]) -> Table:
    said = _read_toml(name)
    columns = tuple(
        _make_column(name, column, {**common.get(column, {}), **facts})
        for column, facts in said["columns"].items()
    )
    references = tuple(
        Reference(tuple(each["columns"]), each["table"], tuple(each.get("to", each["columns"])))
        for each in said.get("references", ())
    )
    table = Table(name, said["title"], said["description"], tuple(said["key"]), columns, references)
    for column in table.key:
        if table[column].nullable:
            raise SchemaError(f"column {column} is in the key of {name} and may therefore not be empty")
    return table


def _read_tables() -> dict[str, Table]:
    common = _read_toml("common")
    return {name: _read_table(name, common) for name in TABLE_NAMES}


TABLES: dict[str, Table] = _read_tables()
