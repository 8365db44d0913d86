"""The schema of the warehouse: every table with its key and columns, their types, units and meanings.

It is declared in ``columns/*.toml``, one file for each table in ``TABLE_NAMES``. A column that several tables
have is described in ``columns/common.toml``, and a table's own file says only what differs. Arrow schemas,
pandas types, expectations, the data package, the dictionary and the site are made from ``TABLES``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa

from extract.instrument import AREA_NUMBERS, EDITIONS, MAX_SCORE, MAX_TOTAL

SCHEMA_VERSION = "1"  # to be raised when the meaning of a column changes without its declaration changing

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

# Names that a column file may use instead of repeating a fact of the instrument.
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
    "texts": pa.list_(pa.field("element", pa.string())),  # Parquet calls the items of a list "element"
    "int16": pa.int16(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


class SchemaError(Exception):
    """A declaration contradicts itself, or a table does not fit its declaration.

    ``documents`` has the sha256 of the documents whose rows do not fit, unless rows without a document are at
    fault too.
    """

    def __init__(self, message: str, documents: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.documents = tuple(documents)


@dataclass(frozen=True)
class Column:
    """One column. ``allowed`` lists all values that may occur, if given; ``meanings`` explains each of them.

    ``minimum`` and ``maximum`` are inclusive; ``pattern`` is a regular expression that matches the whole
    text. A ``volatile`` column changes every night although nothing happened, such as the day on which an
    address was last seen: rows that differ in nothing else count as equal, and no release is made for them.
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
    volatile: bool = False

    @property
    def arrow_type(self) -> pa.DataType:
        """The type in Parquet."""
        return _ARROW_TYPES[self.type]

    @cached_property
    def pandas_dtype(self) -> Any:
        """The type in a frame: never plain objects, and never floats for whole numbers."""
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
    """A foreign key: the values of ``columns``, unless one is missing, occur in ``to`` of ``table``."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: its description, key, columns in order, and foreign keys."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()

    def __getitem__(self, column: str) -> Column:
        return next(each for each in self.columns if each.name == column)

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def volatile(self) -> frozenset[str]:
        """The names of the volatile columns."""
        return frozenset(column.name for column in self.columns if column.volatile)

    def pandas_dtypes(self) -> dict[str, Any]:
        """The pandas type of every column, in order."""
        return {column.name: column.pandas_dtype for column in self.columns}

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema, with the descriptions of table and columns in its metadata.

        The metadata entry ``pandas`` makes ``pandas.read_parquet`` return whole numbers, texts and dates in
        their own types.
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
