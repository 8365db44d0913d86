"""Great Expectations, imported without what it does not need here, and made quicker.

It imports PySpark and SQLAlchemy if they are installed. PySpark takes seconds, and without grpc it ends the
whole process silently with status 0. Both are for data elsewhere than in memory, so they are hidden during
the import. SciPy and Altair are for a single expectation, and are imported when something in them is used.
Together this is a third of the import's time and memory.

Great Expectations 1.24 builds an expectation and its configuration anew for every argument that it looks up,
follows what a metric depends on once for every metric that depends on it, looks through all the kinds of
values that JSON does not have before it leaves a missing value as it is, hashes the arguments of a metric for
every one that is built, copies all columns of a table to look at one, copies the table twice to list the rows
that fail when none does, and looks for every column of the table before it takes each value of a row that
fails. ``build_once``, ``list_once``, ``expand_once``, ``convert_quickly``, ``hash_once``,
``leave_other_columns``, ``skip_if_met`` and ``list_by_columns`` spare this, more than two thirds of a
validation's work; the results are the same. It also measures and hashes every table for the markers of its
batch, which nobody compares; ``take_frame`` leaves this out.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pandas as pd

UNUSED = ("pyspark", "sqlalchemy")
LISTED = (".unexpected_values", ".unexpected_index_list")  # metrics of what does not meet an expectation
PLAIN = (str, int, float, bool, type(None))
NOT_NEEDED = (*UNUSED, "scipy.stats", "altair")


class ImportedLater(ModuleType):
    """Stands for a module that is imported when something in it is wanted."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


_stand_ins: dict[str, Any] = {name: None if name in UNUSED else ImportedLater(name) for name in NOT_NEEDED}
_stand_ins = {name: stand_in for name, stand_in in _stand_ins.items() if name not in sys.modules}
sys.modules.update(_stand_ins)
try:
    import great_expectations as gx
    import great_expectations.expectations as gxe
    import great_expectations.util as _util
    from great_expectations.core.batch import BatchMarkers
    from great_expectations.core.batch_spec import RuntimeDataBatchSpec
    from great_expectations.core.id_dict import IDDict
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.execution_engine.pandas_batch_data import PandasBatchData
    from great_expectations.expectations import expectation as _expectation
    from great_expectations.expectations.expectation import (
        ColumnMapExpectation,
        Expectation,
        MulticolumnMapExpectation,
    )
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metrics import ColumnMapMetricProvider, column_condition_partial
    from great_expectations.expectations.metrics import util as _metrics_util
    from great_expectations.expectations.metrics.map_metric_provider import (
        MulticolumnMapMetricProvider,
        multicolumn_condition_partial,
    )
    from great_expectations.expectations.registry import _registered_metrics
    from great_expectations.expectations.row_conditions import Column as Where
    from great_expectations.validator.v1_validator import Validator
    from great_expectations.validator.validation_graph import ValidationGraph
finally:
    for _name, _stand_in in _stand_ins.items():
        if sys.modules.get(_name) is _stand_in:
            sys.modules.pop(_name, None)

__all__ = [
    "ColumnMapExpectation",
    "ColumnMapMetricProvider",
    "Expectation",
    "MulticolumnMapExpectation",
    "MulticolumnMapMetricProvider",
    "PandasExecutionEngine",
    "ProgressBarsConfig",
    "RunIdentifier",
    "Validator",
    "Where",
    "column_condition_partial",
    "gx",
    "gxe",
    "multicolumn_condition_partial",
]

quickened: dict[str, tuple[Any, Callable[..., list[Any]]]] = {}  # the providers of metrics as they were
_built: ContextVar[dict[Hashable, Any] | None] = ContextVar("built", default=None)


@contextmanager
def remember_built() -> Iterator[None]:
    """Inside, build an expectation's configuration and arguments once, and once what is built of either."""
    token = _built.set({})
    try:
        yield
    finally:
        _built.reset(token)


def build_once(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wrap ``build`` so that it is called once for each object while ``remember_built`` is in force."""

    @functools.wraps(build)
    def build_or_recall(source: Any) -> Any:
        built = _built.get()
        if built is None:
            return build(source)
        key = build, id(source)
        if key not in built:
            built[key] = source, build(source)  # the source is kept, so that its id stays its own
        return built[key][1]

    return build_or_recall


def list_once(list_arguments: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    """Wrap what lists an expectation's arguments so that it does so once; each caller gets its own dict."""
    recall = build_once(list_arguments)

    @functools.wraps(list_arguments)
    def list_or_recall(expectation: Any) -> dict[str, Any]:
        return dict(recall(expectation))

    return list_or_recall


def hash_once(to_id: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the identification of arguments so that equal ones are hashed once inside ``remember_built``."""

    @functools.wraps(to_id)
    def hash_or_recall(arguments: Any, *keys: Any, **named: Any) -> Any:
        built = _built.get()
        if built is None or keys or named or type(arguments) is not IDDict:
            return to_id(arguments, *keys, **named)
        if len(arguments) < 2 or not all(map(_is_plain, arguments.values())):
            return to_id(arguments) if arguments else ()
        text = repr(sorted(arguments.items()))
        if text not in built:
            built[text] = to_id(arguments)
        return built[text]

    return hash_or_recall


def _is_plain(value: object) -> bool:
    """Whether a value is the only one that is shown as it is."""
    return type(value) in PLAIN or (type(value) is list and all(type(each) in PLAIN for each in value))


def leave_other_columns(find: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap what finds the rows for a condition so that it gives only the column that the condition has."""

    @functools.wraps(find)
    def find_column(engine: Any, domain_kwargs: Any, *others: Any, **named: Any) -> Any:
        rows, *domain = find(engine, domain_kwargs, *others, **named)
        column = domain_kwargs.get("column")
        return (rows if column is None else rows[column].to_frame(), *domain)  # quicker than rows[[column]]

    return find_column


def take_frame(take: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap what loads a batch so that it takes a table in memory as it is."""

    @functools.wraps(take)
    def take_as_it_is(engine: Any, batch_spec: Any) -> Any:
        frame = batch_spec.get("batch_data") if isinstance(batch_spec, RuntimeDataBatchSpec) else None
        if not isinstance(frame, pd.DataFrame):
            return take(engine, batch_spec)
        batch_spec.batch_data = "PandasDataFrame"
        markers = BatchMarkers({"ge_load_time": f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"})
        return PandasBatchData(execution_engine=engine, dataframe=frame), markers

    return take_as_it_is


def expand_once(expand: Callable[..., None]) -> Callable[..., None]:
    """Wrap the method that adds what a metric depends on to a graph: nothing is new the second time."""

    @functools.wraps(expand)
    def expand_new(graph: Any, metric_configuration: Any, runtime_configuration: Any = None) -> None:
        expanded = graph.__dict__.setdefault("expanded", set())
        if metric_configuration.id not in expanded:
            expanded.add(metric_configuration.id)
            expand(graph, metric_configuration, runtime_configuration)

    return expand_new


def convert_quickly(convert: Callable[[Any], Any]) -> Any:
    """Wrap the conversion to values for JSON so that it returns what is one as it is."""

    @functools.wraps(convert)
    def convert_others(data: Any) -> Any:
        return data if data is None or type(data) in (str, int, bool) else convert(data)

    return convert_others


def list_by_columns(compute: Callable[..., list[Any]]) -> Any:
    """Wrap what names the failing rows by columns so that it takes each column once, not each value."""

    @functools.wraps(compute)
    def take_columns(
        domain_records_df: pd.DataFrame,
        expectation_domain_column_list: list[str],
        result_format: dict[str, Any],
        execution_engine: Any,
        metrics: dict[str, Any],
    ) -> list[Any]:
        keys = result_format.get("unexpected_index_column_names") or []
        first, *others = expectation_domain_column_list or [""]
        names = list(dict.fromkeys([first, *keys, *others]))
        rows = domain_records_df
        is_plain = rows.index.names == [None] and rows.index.is_unique and rows.columns.is_unique
        is_known = set(names) <= set(rows.columns) and set(keys) <= set(metrics["table.columns"])
        if not keys or not is_plain or not is_known or result_format.get("exclude_unexpected_values"):
            return compute(rows, expectation_domain_column_list, result_format, execution_engine, metrics)
        columns = (list(rows[name].array) for name in names)
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]

    return take_columns


def skip_if_met(compute: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Wrap what lists the failing values or rows of a condition so that it copies no table if none fails."""

    @functools.wraps(compute)
    def compute_if_broken(*arguments: Any, **named: Any) -> list[Any]:
        broken = named["metrics"]["unexpected_condition"][0]
        return compute(*arguments, **named) if broken.any() else []

    return compute_if_broken


def quicken_metrics() -> None:
    """Apply ``skip_if_met`` to every metric that is registered by now."""
    for name, metric in _registered_metrics.items():
        found = metric["providers"].get("PandasExecutionEngine")
        if found and name.endswith(LISTED) and name not in quickened:
            quickened[name] = found
            metric["providers"]["PandasExecutionEngine"] = found[0], skip_if_met(found[1])


def make_key(result: Any) -> ValidationResultIdentifier:
    """The key in Great Expectations' store of the result of a suite."""
    suite = ExpectationSuiteIdentifier(result.suite_name)
    return ValidationResultIdentifier(suite, result.meta["run_id"], result.batch_id)


Expectation.configuration = property(build_once(Expectation.configuration.fget))
for _name in ("_get_domain_kwargs", "_get_success_kwargs"):
    setattr(Expectation, _name, list_once(getattr(Expectation, _name)))
ExpectationConfiguration.to_domain_obj = build_once(ExpectationConfiguration.to_domain_obj)
ValidationGraph.build_metric_dependency_graph = expand_once(ValidationGraph.build_metric_dependency_graph)
quicker_functions = {  # by the name that they have in every module that imports them
    "convert_to_json_serializable": convert_quickly(_util.convert_to_json_serializable),
    "compute_unexpected_pandas_indices": list_by_columns(_metrics_util.compute_unexpected_pandas_indices),
}
for _module in [module for name, module in sys.modules.items() if name.startswith("great_expectations.")]:
    for _name, _quicker in quicker_functions.items():
        if getattr(_module, _name, None) is _quicker.__wrapped__:
            vars(_module)[_name] = _quicker
IDDict.to_id = hash_once(IDDict.to_id)
PandasExecutionEngine.get_compute_domain = leave_other_columns(PandasExecutionEngine.get_compute_domain)
PandasExecutionEngine.get_batch_data_and_markers = take_frame(
    PandasExecutionEngine.get_batch_data_and_markers
)
_expectation.camel_to_snake = functools.cache(_expectation.camel_to_snake)  # of the names of classes
