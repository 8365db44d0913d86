"""Expectations that Great Expectations does not have, calculated with pandas.

Importing this module imports Great Expectations.
"""

from __future__ import annotations

from typing import Any, ClassVar

import pandas as pd

from expectations.library import (
    ColumnMapExpectation,
    ColumnMapMetricProvider,
    MulticolumnMapExpectation,
    MulticolumnMapMetricProvider,
    PandasExecutionEngine,
    column_condition_partial,
    multicolumn_condition_partial,
)
from extract.instrument import TOTAL_ROUNDING

DOMAIN_KEYS = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")


class MultipleOf(ColumnMapMetricProvider):  # type: ignore[misc]
    """Whether each number of a column is a whole multiple of ``step``."""

    condition_metric_name = "column_values.multiple_of"
    condition_value_keys = ("step",)

    @column_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column: pd.Series[Any], step: float, **_: Any) -> pd.Series[bool]:  # noqa: N805
        return (column.astype("float64") % step).eq(0)


class ExpectColumnValuesToBeMultiplesOf(ColumnMapExpectation):  # type: ignore[misc]
    """Expect each number of a column to be a whole multiple of ``step``; no native expectation divides."""

    step: float
    map_metric: ClassVar[str] = "column_values.multiple_of"
    success_keys: ClassVar[tuple[str, ...]] = ("step", "mostly")
    args_keys: ClassVar[tuple[str, ...]] = ("column", "step")


class RowsFilled(MulticolumnMapMetricProvider):  # type: ignore[misc]
    """Whether every column of the list has a value."""

    condition_metric_name = "multicolumn_values.rows_filled"
    condition_domain_keys = DOMAIN_KEYS
    condition_value_keys = ()

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, frame: pd.DataFrame, **_: Any) -> pd.Series[bool]:  # noqa: N805
        return frame.notna().all(axis=1)


class ExpectRowsToBeFilled(MulticolumnMapExpectation):  # type: ignore[misc]
    """Expect every column of the list to have a value in every row.

    The native ``ExpectColumnValuesToNotBeNull`` would be needed once for each column, and the time that an
    expectation takes hardly depends on the number of rows.
    """

    column_list: list[str]
    map_metric: ClassVar[str] = "multicolumn_values.rows_filled"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly",)
    args_keys: ClassVar[tuple[str, ...]] = ("column_list",)


class PartsAddUp(MulticolumnMapMetricProvider):  # type: ignore[misc]
    """Whether the other columns of the list add up to ``total_column``."""

    condition_metric_name = "multicolumn_values.parts_add_up"
    condition_domain_keys = DOMAIN_KEYS
    condition_value_keys = ("total_column", "rounded")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, frame: pd.DataFrame, total_column: str, rounded: bool, **_: Any) -> pd.Series[bool]:  # noqa: N805
        parts = frame.drop(columns=total_column).astype("float64").sum(axis=1)
        total = frame[total_column].astype("float64")
        exact = parts.eq(total)
        if not rounded:
            return exact
        return exact | ((parts % 1).ne(0) & (total % 1).eq(0) & (parts - total).abs().le(TOTAL_ROUNDING))


class ExpectPartsToAddUpToTotal(MulticolumnMapExpectation):  # type: ignore[misc]
    """Expect the other columns of the list to add up to ``total_column``.

    The native ``ExpectMulticolumnSumToEqual`` knows only one total for all rows. With ``rounded``, a whole
    total may differ by half a point from a sum that has half a point.
    """

    column_list: list[str]
    total_column: str
    rounded: bool = False
    map_metric: ClassVar[str] = "multicolumn_values.parts_add_up"
    success_keys: ClassVar[tuple[str, ...]] = ("total_column", "rounded", "mostly")
    args_keys: ClassVar[tuple[str, ...]] = ("column_list", "total_column")
