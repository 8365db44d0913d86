"""Great Expectations, imported without PySpark.

Great Expectations imports PySpark if it is installed. That takes seconds, and without grpc it ends the whole
process silently with status 0. Nothing here uses Spark, so it is hidden during the import.

Great Expectations 1.24 rebuilds an expectation's whole configuration for every argument that it looks up,
about sixty times for each expectation: a quarter of a validation's time. ``build_once`` builds it once for
all arguments that are looked up together; the results are the same.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

_HIDES = "pyspark" not in sys.modules
if _HIDES:
    sys.modules["pyspark"] = None  # type: ignore[assignment]
try:
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations import expectation as _expectation
    from great_expectations.expectations.expectation import (
        ColumnMapExpectation,
        Expectation,
        MulticolumnMapExpectation,
    )
    from great_expectations.expectations.metrics import ColumnMapMetricProvider, column_condition_partial
    from great_expectations.expectations.metrics.map_metric_provider import (
        MulticolumnMapMetricProvider,
        multicolumn_condition_partial,
    )
    from great_expectations.expectations.row_conditions import Column as Where
finally:
    if _HIDES:
        del sys.modules["pyspark"]

__all__ = [
    "ColumnMapExpectation",
    "ColumnMapMetricProvider",
    "Expectation",
    "MulticolumnMapExpectation",
    "MulticolumnMapMetricProvider",
    "PandasExecutionEngine",
    "ProgressBarsConfig",
    "Where",
    "column_condition_partial",
    "gx",
    "gxe",
    "multicolumn_condition_partial",
]

LOOK_UPS = ("_get_domain_kwargs", "_get_success_kwargs", "_get_runtime_kwargs")
_configurations: dict[int, Any] = {}  # by the identity of an expectation whose arguments are being looked up


def build_once(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a method that looks up an expectation's arguments so that it builds the configuration once."""

    @functools.wraps(look_up)
    def look_up_once(expectation: Expectation, *arguments: Any, **named: Any) -> Any:
        if id(expectation) in _configurations:
            return look_up(expectation, *arguments, **named)
        _configurations[id(expectation)] = _build(expectation)
        try:
            return look_up(expectation, *arguments, **named)
        finally:
            del _configurations[id(expectation)]

    return look_up_once


def _find_configuration(expectation: Expectation) -> Any:
    built = _configurations.get(id(expectation))
    return _build(expectation) if built is None else built


_build = Expectation.configuration.fget
Expectation.configuration = property(_find_configuration)
for _name in LOOK_UPS:
    setattr(Expectation, _name, build_once(getattr(Expectation, _name)))
_expectation.camel_to_snake = functools.cache(_expectation.camel_to_snake)  # of the names of classes
