"""A small valid release made by hand, and a quick way to validate some of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import pytest

from expectations.validate import Failure, merge_failures
from extract.records import DocumentReport, Outcome, PullResult, Reason
from tests.declared import load_published_figures
from tests.fixtures_reports import (
    index_reports,
    make_addresses,
    make_orebro,
    make_pull,
    make_report,
    make_unscored,
)
from transform.tables import build_tables
from warehouse.diff import Diff, diff_tables
from warehouse.frames import to_arrow
from warehouse.schema import TABLES

Tables = dict[str, pd.DataFrame]


def make_reports() -> list[DocumentReport]:
    """Reports of three editions, one with an earlier round, sub-areas and averages; one rejected document."""
    return [
        make_orebro(),
        make_report("0180", 2010, [50, 51, 52, 53, 54, 55, 56, 57], subareas=True),
        make_report("0180", 2014, [60, 61, 62, 63, 64, 65, 66, 67], subareas=True, averages=[50.0] * 8),
        make_report("1489", 2006, [50.5] * 8, edition=2002, report_date="2006-09-01"),
        make_report("0115", 2021, [73, 75, 80, 83, 86, 82, 86, 83], edition=2020),
        make_unscored("slides", Outcome.REJECTED, "slides"),
        make_unscored("unclear", Outcome.QUARANTINED, "round_unclear", municipality_code="0180"),
    ]


def make_pulls(reports: list[DocumentReport]) -> list[PullResult]:
    """A pull for each report, and one address that is gone."""
    gone = make_pull(None, status="unavailable", reasons=[Reason("not_found", "It is not found (404).")])
    return [*(make_pull(report) for report in reports), gone]


def make_release(reports: list[DocumentReport] | None = None, **declared: Any) -> Tables:
    """The tables of a valid release."""
    reports = make_reports() if reports is None else reports
    given = {"corrections": [], "decisions": [], "published": load_published_figures(), **declared}
    return build_tables(make_addresses(make_pulls(reports)), index_reports(*reports), **given)


def change_cell(tables: Mapping[str, pd.DataFrame], table: str, row: int, column: str, value: Any) -> Tables:
    """The tables with one cell of another value, whatever its type."""
    frame = tables[table].copy()
    values = frame[column].astype(object).tolist()
    values[row] = value
    frame[column] = _retype(values, frame[column].dtype)
    return {**tables, table: frame}


def _retype(values: list[Any], dtype: Any) -> pd.Series[Any]:
    kinds = {"int16": "Int16", "int32": "Int32", "bool": "boolean"}
    wanted = kinds.get(str(dtype), dtype)
    if str(wanted) in ("Int16", "Int32") and any(
        value is not pd.NA and abs(value or 0) > 30_000 for value in values
    ):
        wanted = "Int64"
    return pd.Series(values, dtype=wanted)


def check(tables: Tables, *names: str) -> list[Failure]:
    """The failures of what is expected of the named tables alone."""
    from expectations import domain_suites, suites
    from expectations.engine import Engine, run_batches

    batches = [*suites.list_table_batches(tables, names), *domain_suites.list_rule_batches(tables, names)]
    return merge_failures(run_batches(batches, Engine()))


def look_at(patch: pytest.MonkeyPatch, *names: str) -> None:
    """Let a whole validation look at the named tables alone, which takes a part of its time."""
    from expectations import domain_suites, suites

    patch.setattr(suites, "list_table_batches", partial(suites.list_table_batches, only=names))
    patch.setattr(domain_suites, "list_rule_batches", partial(domain_suites.list_rule_batches, only=names))


def check_declarations(tables: Tables, name: str) -> list[Failure]:
    """The failures of what the declaration of one table alone says."""
    from expectations import suites
    from expectations.engine import Engine, run_batches

    return merge_failures(run_batches(suites.list_table_batches(tables, [name]), Engine()))


def diff_frames(
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    before_name: str = "before",
    after_name: str = "after",
) -> Diff:
    """Compare two sets of frames of the schema's tables."""
    return diff_tables(
        {name: to_arrow(TABLES[name], frame) for name, frame in before.items()},
        {name: to_arrow(TABLES[name], frame) for name, frame in after.items()},
        before_name,
        after_name,
    )
