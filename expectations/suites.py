"""Expectations that follow from the declaration of a table: columns, key, allowed values, bounds, patterns.

Each expectation has the code of its rule in ``meta`` and the rule's level as its severity. Importing this
module imports Great Expectations.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from expectations.custom import ExpectColumnValuesToBeMultiplesOf, ExpectRowsToBeFilled
from expectations.library import Expectation, gxe
from expectations.rules import Level, get_rule
from warehouse.schema import TABLES, Column, Table

SEVERITIES = {Level.STOP: "critical", Level.HOLD: "warning", Level.WARN: "info"}


Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Batch:
    """Rows to validate: a frame, the columns that identify its rows, and the expectations about it."""

    name: str
    table: str
    frame: pd.DataFrame
    keys: tuple[str, ...]
    expectations: Sequence[Expectation]


def expect(kind: type[Expectation], code: str, **arguments: Any) -> Expectation:
    """Make an expectation that belongs to the rule ``code``."""
    return kind(**arguments, meta={"rule": code}, severity=SEVERITIES[get_rule(code).level])


def expect_table(table: Table) -> list[Expectation]:
    """List the expectations that follow from the declaration of a table."""
    expected = [
        expect(
            gxe.ExpectTableColumnsToMatchOrderedList, "columns_differ", column_list=list(table.column_names)
        )
    ]
    if len(table.key) == 1:
        expected.append(expect(gxe.ExpectColumnValuesToBeUnique, "key_duplicate", column=table.key[0]))
    else:
        expected.append(
            expect(
                gxe.ExpectCompoundColumnsToBeUnique,
                "key_duplicate",
                column_list=list(table.key),
                ignore_row_if="never",
            )
        )
    filled = [column.name for column in table.columns if not column.nullable and column.type != "texts"]
    expected.append(expect(ExpectRowsToBeFilled, "value_missing", column_list=filled, ignore_row_if="never"))
    for column in table.columns:
        expected += expect_column(column)
    return expected


def expect_column(column: Column) -> list[Expectation]:
    """List the expectations that follow from the declaration of a column."""
    name, expected = column.name, []
    if not column.nullable and column.type == "texts":
        expected.append(expect(gxe.ExpectColumnValuesToNotBeNull, "value_missing", column=name))
    if column.allowed is not None:
        expected.append(
            expect(
                gxe.ExpectColumnValuesToBeInSet,
                "value_not_allowed",
                column=name,
                value_set=list(column.allowed),
            )
        )
    if column.minimum is not None or column.maximum is not None:
        expected.append(
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "value_out_of_bounds",
                column=name,
                min_value=column.minimum,
                max_value=column.maximum,
            )
        )
    if column.multiple_of is not None:
        expected.append(
            expect(
                ExpectColumnValuesToBeMultiplesOf, "value_not_multiple", column=name, step=column.multiple_of
            )
        )
    if column.pattern is not None:
        expected.append(
            expect(
                gxe.ExpectColumnValuesToMatchRegex,
                "value_malformed",
                column=name,
                regex=rf"^(?:{column.pattern})\Z",
            )
        )
    return expected


def list_table_batches(tables: Tables, only: Collection[str] = tuple(TABLES)) -> list[Batch]:
    """List a batch for every table, or for those in ``only``, with the expectations of its declaration."""
    return [
        Batch(name, name, tables[name], list_key(table, tables[name]), expect_table(table))
        for name, table in TABLES.items()
        if name in only
    ]


def list_key(table: Table, frame: pd.DataFrame) -> tuple[str, ...]:
    """The columns that identify a row of the table, with that of its document if it has one."""
    extra = ["document_sha256"] if "document_sha256" in frame.columns else []
    return tuple(dict.fromkeys([*table.key, *extra]))
