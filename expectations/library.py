"""Great Expectations and what is used of it, imported without PySpark.

Where PySpark is installed, Great Expectations imports it, which takes seconds; without grpc that import ends
the whole process silently with status 0. Nothing here validates with Spark, so it is hidden meanwhile.
"""

from __future__ import annotations

import sys

_HIDES = "pyspark" not in sys.modules
if _HIDES:
    sys.modules["pyspark"] = None  # type: ignore[assignment]
try:
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.execution_engine import PandasExecutionEngine
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
