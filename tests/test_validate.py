"""Planting each kind of violation in a valid release: its code, its level's consequence, the keys named."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from expectations.rules import MOST_NAMED, Level, get_rule
from expectations.validate import (
    validate_release,
)
from tests.fixtures_reports import make_report, name_sha256
from tests.planted import PLANTED, STOCKHOLM, find_row
from tests.releases import (
    Tables,
    change_cell,
    check,
    check_declarations,
    make_release,
)
from warehouse.schema import TABLES, Column


@pytest.fixture(scope="module")
def valid() -> Tables:
    return make_release()


def _shorten(value: str) -> str:
    """A hash as sentences write it."""
    return value[:12] if re.fullmatch(r"[0-9a-f]{64}", value) else value


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_named(valid: Tables, name: str) -> None:
    plant, tables, code, table, key = PLANTED[name]
    failures = check(plant(valid), *tables)
    found = [failure for failure in failures if failure.code == code and failure.table == table]
    assert len(found) == 1, failures
    assert found[0].level is get_rule(code).level
    assert any(key.items() <= named.items() for named in found[0].keys), found[0].keys
    assert all(_shorten(str(value)) in found[0].sentence for value in key.values())
    if found[0].level is Level.HOLD:
        assert found[0].documents


def test_a_valid_release_breaks_no_rule(valid: Tables) -> None:
    assert validate_release(valid).failures == ()


@pytest.mark.parametrize("name", ["a jump of 36 points", "a published figure that differs"])
def test_a_warning_stops_and_holds_nothing(valid: Tables, name: str) -> None:
    plant, tables, code, _, _ = PLANTED[name]
    others = {"change_off"}  # the planted change does not fit its scores any more
    failures = check(plant(valid), *tables)
    assert {failure.code for failure in failures} - others == {code}
    assert get_rule(code).level is Level.WARN


def test_many_single_proofs_are_a_warning() -> None:
    from extract.records import Proof

    tables = make_release([make_report("0180", 2010, [50] * 8, proof=Proof.SINGLE)])
    failures = check(tables, "area_scores")
    assert [(failure.code, failure.level, failure.count) for failure in failures] == [
        ("single_share", Level.WARN, 8)
    ]


def test_a_whole_total_may_be_rounded_from_a_half_point() -> None:
    scores = [50.5, *[50.0] * 7]
    rounded = make_report("1489", 2006, scores, edition=2002, total_printed=401.0)
    assert check(make_release([rounded]), "evaluations") == []
    off = replace(
        rounded, verdict=replace(rounded.verdict, total=replace(rounded.verdict.total, value=402.0))
    )
    assert [failure.code for failure in check(make_release([off]), "evaluations")] == ["total_mismatch"]


def test_a_month_is_compared_as_far_as_it_goes() -> None:
    fits = make_report("0180", 2010, [50] * 8, visit="2010-05-06", report_date="2010-05")
    before = make_report("0180", 2010, [50] * 8, visit="2010-05-06", report_date="2010-04")
    assert check(make_release([fits]), "evaluations") == []
    assert [each.code for each in check(make_release([before]), "evaluations")] == ["report_before_visit"]


def test_an_evaluation_outside_the_years_of_its_edition_is_held() -> None:
    tables = make_release([make_report("0180", 2012, [50] * 8, edition=2020)])
    failures = check(tables, "evaluations")
    assert [(failure.code, failure.documents) for failure in failures] == [
        ("round_outside_edition", (name_sha256("0180-2012"),))
    ]


def test_a_missing_table_and_a_missing_column_stop(valid: Tables) -> None:
    without_table = {name: frame for name, frame in valid.items() if name != "evidence"}
    assert [each.code for each in validate_release(without_table).stops] == ["table_missing"]
    without_column = {**valid, "area_scores": valid["area_scores"].drop(columns="proof")}
    codes = {each.code for each in validate_release(without_column).stops}
    assert "columns_differ" in codes


def test_what_cannot_be_checked_stops(valid: Tables) -> None:
    frame = valid["area_scores"].copy()
    frame["score"] = "many"
    codes = {each.code for each in validate_release({**valid, "area_scores": frame}).stops}
    assert "check_failed" in codes


def test_thousands_of_failing_rows_are_counted_and_the_first_named() -> None:
    tables = make_release([make_report("0180", 2014, [50] * 8)])
    scores = pd.concat([tables["area_scores"]] * (MOST_NAMED // 8 + 1), ignore_index=True)
    scores["score"] = 104.0
    failures = [
        each for each in check({**tables, "area_scores": scores}, "area_scores") if each.level is Level.STOP
    ]
    above = next(each for each in failures if each.code == "value_out_of_bounds")
    assert above.count == len(scores) > MOST_NAMED
    assert len(above.keys) == 8  # the first rows repeat eight keys
    assert f"and {len(scores) - 5} more" in above.sentence


def test_a_hold_that_breaks_everywhere_is_a_stop(valid: Tables) -> None:
    frame = valid["evaluations"].copy()
    frame["report_dated"] = "2001-01-01"
    one = frame[frame["municipality_code"] == "1880"]
    many = pd.concat([one] * (MOST_NAMED + 1), ignore_index=True)
    failures = check({**valid, "evaluations": many}, "evaluations")
    assert "held_too_many" in {each.code for each in failures if each.level is Level.STOP}


def list_breaks(column: Column) -> list[Any]:
    """Values that the declaration of a column forbids."""
    breaks: list[Any] = [] if column.nullable else [None]
    if column.allowed is not None:
        breaks.append("hearsay" if column.type == "text" else -7)
    if column.minimum is not None and column.type != "text":
        breaks.append(column.minimum - 1)
    if column.maximum is not None and column.type != "text":
        breaks.append(column.maximum + 1)
    if column.multiple_of is not None:
        breaks.append(column.multiple_of * 1.25)
    if column.pattern is not None:
        breaks.append("" if re.fullmatch(column.pattern, "Ö!") else "Ö!")
    return breaks


BREAKS = [
    (table.name, column.name, value)
    for table in TABLES.values()
    for column in table.columns
    for value in list_breaks(column)
]


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])  # shrinking costs minutes
@given(broken=st.sampled_from(BREAKS), data=st.data())
def test_every_break_of_one_cell_stops(
    valid: Tables, broken: tuple[str, str, Any], data: st.DataObject
) -> None:
    table, column, value = broken
    rows = len(valid[table])
    if rows == 0:
        return
    row = data.draw(st.integers(0, rows - 1), label="row")
    stops = [
        failure
        for failure in check_declarations(change_cell(valid, table, row, column, value), table)
        if failure.level is Level.STOP
    ]
    assert stops, f"{table}.{column} = {value!r} in row {row} does not stop the release"
    assert any(failure.table == table for failure in stops)


@pytest.mark.parametrize(
    ("table", "column", "looked_at"),
    [
        ("area_scores", "score", "evaluations"),
        ("area_scores", "previous_score", "area_scores"),
        ("area_scores", "change", "area_scores"),
        ("evaluations", "total", "evaluations"),
    ],
)
def test_every_number_that_is_changed_stops(valid: Tables, table: str, column: str, looked_at: str) -> None:
    """A score, total, change or previous score that is silently another one never gets out."""
    row = find_row(valid, table, **STOCKHOLM)
    changed = change_cell(valid, table, row, column, float(valid[table][column][row]) + 1.0)
    stops = [each for each in check(changed, looked_at) if each.level is Level.STOP]
    assert stops, f"{table}.{column} goes unnoticed"
