"""Great Expectations, imported without what it does not need here, and made quicker.

It imports PySpark and SQLAlchemy if they are installed. PySpark takes seconds, and without grpc it ends the
whole process silently with status 0. Both are for data elsewhere than in memory, so they are hidden during
the import. SciPy and Altair are for a single expectation, and are imported when something in them is used.
Together this is a third of the import's time and memory.

Great Expectations 1.24 builds an expectation and its configuration anew for every argument that it looks up,
follows what a metric depends on once for every metric that depends on it, looks through all the kinds of
values that JSON does not have before it leaves a missing value as it is, and copies the table twice to list
the rows that fail when none does. ``build_once``, ``expand_once``, ``convert_quickly`` and ``skip_if_met``
spare this, two thirds of a validation's work; the results are the same. It also hashes every table for the
markers of its batch, which nobody compares; this is left out.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import ModuleType
from typing import Any

UNUSED = ("pyspark", "sqlalchemy")
LISTED = (".unexpected_values", ".unexpected_index_list")  # metrics of what does not meet an expectation
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
    import great_expectations.execution_engine.pandas_execution_engine as _pandas_engine
    import great_expectations.expectations as gxe
    import great_expectations.util as _util
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations import expectation as _expectation
    from great_expectations.expectations.expectation import (
        ColumnMapExpectation,
        Expectation,
        MulticolumnMapExpectation,
    )
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metrics import ColumnMapMetricProvider, column_condition_partial
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
_built: ContextVar[dict[int, tuple[object, Any]] | None] = ContextVar("built", default=None)


@contextmanager
def remember_built() -> Iterator[None]:
    """Inside, build an expectation's configuration once, and once the expectation of a configuration."""
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
        if id(source) not in built:
            built[id(source)] = source, build(source)  # the source is kept, so that its id stays its own
        return built[id(source)][1]

    return build_or_recall


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
ExpectationConfiguration.to_domain_obj = build_once(ExpectationConfiguration.to_domain_obj)
ValidationGraph.build_metric_dependency_graph = expand_once(ValidationGraph.build_metric_dependency_graph)
convert_to_json_serializable = convert_quickly(_util.convert_to_json_serializable)
for _module in [module for name, module in sys.modules.items() if name.startswith("great_expectations.")]:
    if getattr(_module, "convert_to_json_serializable", None) is convert_to_json_serializable.__wrapped__:
        vars(_module)["convert_to_json_serializable"] = convert_to_json_serializable
_pandas_engine.hash_pandas_dataframe = lambda frame: None
_expectation.camel_to_snake = functools.cache(_expectation.camel_to_snake)  # of the names of classes
