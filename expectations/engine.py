"""Running batches through Great Expectations, one after another, and naming the rows that fail.

Great Expectations is imported inside the functions, because importing it takes seconds. Each engine has a
context of its own, because a shared context gives wrong results in threads.
"""

from __future__ import annotations

import copy
import html
import logging
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from expectations.rules import MOST_NAMED
from extract.process.collecting import collect_rarely
from warehouse.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from expectations.suites import Batch

FIRST_NAMED = 20  # failing rows that the first pass names; a second pass names the others


@dataclass(frozen=True)
class Broken:
    """An expectation that is not met.

    ``count`` is the number of failing rows, ``None`` for an expectation that counts none. ``rows`` has the
    key columns and tested columns of the failing rows as plain values: of all rows, unless there are more
    than ``MOST_NAMED``. ``error`` says why the expectation could not be checked.
    """

    rule: str
    batch: str
    table: str
    expectation: str
    arguments: dict[str, Any]
    count: int | None
    rows: tuple[dict[str, Any], ...]
    error: str | None = None


class Engine:
    """A context of Great Expectations with the results of every batch that was run in it."""

    def __init__(self) -> None:
        with keep_quiet():
            from expectations.library import ProgressBarsConfig, gx, quicken_metrics

            quicken_metrics()
            self.context = gx.get_context(mode="ephemeral")
            self.context.variables.progress_bars = ProgressBarsConfig(globally=False)
        # It would write all its settings out again for every batch, to memory, where nobody reads them.
        self.context._save_project_config = lambda: None
        self._source = self.context.data_sources.add_pandas("release")
        self._validated: list[tuple[Any, Any]] = []  # suites and their results
        self._plain: list[dict[str, Any]] = []  # these results as plain values, as far as they were asked for

    @property
    def results(self) -> list[dict[str, Any]]:
        """The raw results of every batch as plain values, which nobody may change."""
        for _, result in self._validated[len(self._plain) :]:
            self._plain.append(result.to_json_dict())
        return self._plain

    def run(self, batch: Batch) -> list[Broken]:
        """Validate one batch; returns the expectations that are not met, sorted by rule."""
        from expectations.library import RunIdentifier, Validator, gx

        name = batch.name.replace(" ", "-")
        rows = self._source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("rows")
        suite = gx.ExpectationSuite(name, expectations=list(batch.expectations))
        parameters = {"dataframe": batch.frame}
        validator = Validator(rows, _choose_format(batch, "SUMMARY"), parameters)
        result = validator.validate_expectation_suite(suite)
        run = RunIdentifier(run_time=datetime.now(UTC))
        result.meta |= {"run_id": run, "validation_time": run.run_time}
        self._validated.append((suite, result))
        return [
            self._describe(batch, each, rows.get_batch(batch_parameters=parameters))
            for each in sorted(result.results, key=_order)
            if not each.success
        ]

    def build_docs(self, folder: Path) -> None:
        """Write Great Expectations' static site of all results to ``folder``, an absolute path.

        Its templates do not escape values, so every text from a table is escaped first.
        """
        from expectations.library import make_key

        with keep_quiet():
            store = self.context.validation_results_store
            for (suite, result), plain in zip(self._validated, self.results, strict=True):
                self.context.suites.add(suite)
                stored = store.deserialize(copy.deepcopy(plain))
                for each in stored.results:
                    each.result = escape_texts(each.result)
                    each.exception_info = escape_texts(each.exception_info)
                store.set(make_key(result), stored)
            site = {
                "class_name": "SiteBuilder",
                "show_how_to_buttons": False,
                "store_backend": {
                    "class_name": "TupleFilesystemStoreBackend",
                    "base_directory": str(folder),
                },
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            }
            self.context.add_data_docs_site(site_name="release", site_config=site)
            self.context.build_data_docs(site_names=["release"])

    def _describe(self, batch: Batch, result: Any, rows: Any) -> Broken:
        config = result.expectation_config
        detail = result.result or {}
        error = _find_error(result)
        count = detail.get("unexpected_count")
        named = detail.get("partial_unexpected_index_list") or []
        if not error and count is not None and len(named) < count <= MOST_NAMED:
            whole = rows.validate(
                _find_expectation(batch, config), result_format=_choose_format(batch, "COMPLETE")
            )
            named = whole.result.get("unexpected_index_list") or named
        return Broken(
            rule=config.meta["rule"],
            batch=batch.name,
            table=batch.table,
            expectation=config.type,
            arguments={key: value for key, value in config.kwargs.items() if key != "batch_id"},
            count=count,
            rows=tuple(_name_row(batch, config.meta["rule"], row) for row in named),
            error=error,
        )


def escape_texts(value: Any) -> Any:
    """Escape every text in a value for HTML, at any depth."""
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, dict):
        return {key: escape_texts(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [escape_texts(each) for each in value]
    return value


def _name_row(batch: Batch, rule: str, row: dict[str, Any]) -> dict[str, Any]:
    """Key columns first, then tested columns; for the rule ``value_missing`` only those without a value."""
    ordered = {key: row[key] for key in batch.keys if key in row} | row
    plain = {key: make_plain(batch.table, key, value) for key, value in ordered.items()}
    if rule == "value_missing":
        return {key: value for key, value in plain.items() if key in batch.keys or value is None}
    return plain


def make_plain(table: str, column: str, value: Any) -> Any:
    """Convert a value to plain Python: whole numbers where the schema says so, ``None`` when missing."""
    if isinstance(value, list | tuple | set | dict) or value is None:
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
        if isinstance(value, list):
            return value
    if pd.isna(value):
        return None
    declared = TABLES[table]
    whole = column in declared.column_names and declared[column].type.startswith("int")
    if whole and isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | float | bool) else str(value)


def _choose_format(batch: Batch, wanted: str) -> dict[str, Any]:
    return {
        "result_format": wanted,
        "unexpected_index_column_names": list(batch.keys),
        "partial_unexpected_count": FIRST_NAMED,
        "return_unexpected_index_query": False,
    }


def _find_error(result: Any) -> str | None:
    """The message of the exception that an expectation raised, if any."""
    for each in (result.exception_info or {}).values() if isinstance(result.exception_info, dict) else ():
        if isinstance(each, dict) and each.get("raised_exception"):
            return str(each.get("exception_message"))
    if isinstance(result.exception_info, dict) and result.exception_info.get("raised_exception") is True:
        return str(result.exception_info.get("exception_message"))
    return None


def _find_expectation(batch: Batch, config: Any) -> Any:
    for each in batch.expectations:
        if each.configuration.type == config.type and all(
            config.kwargs.get(key) == value for key, value in each.configuration.kwargs.items()
        ):
            return each
    raise LookupError(f"{config.type} is not among the expectations of {batch.name}.")


def _order(result: Any) -> tuple[str, str]:
    config = result.expectation_config
    return config.meta["rule"], str(sorted(config.kwargs.items(), key=lambda item: item[0]))


@contextmanager
def keep_quiet() -> Iterator[None]:
    """Silence the log lines and deprecation warnings of Great Expectations."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


@collect_rarely()
def run_batches(batches: Sequence[Batch], engine: Engine) -> list[Broken]:
    """Run all batches; returns the expectations that are not met."""
    from expectations.library import remember_built

    with keep_quiet(), remember_built():
        return [broken for batch in batches for broken in engine.run(batch)]
