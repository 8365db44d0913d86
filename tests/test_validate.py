"""Planting each kind of violation in a valid release: its code, its level's consequence, the keys named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from expectations import validate
from expectations.rules import MOST_NAMED, Level, get_rule
from expectations.settling import StoppedReleaseError, settle_release
from expectations.validate import (
    Validation,
    validate_release,
)
from extract.records import DocumentReport, Outcome, PullResult
from tests.fixtures_reports import index_reports, make_addresses, make_report, name_sha256
from tests.releases import (
    Tables,
    change_cell,
    check,
    check_declarations,
    make_pulls,
    make_release,
    make_reports,
)
from transform.holding import Hold, hold_documents
from warehouse.schema import TABLES, Column

OREBRO = {"municipality_code": "1880", "round": 2012}
OREBRO_SHA256 = name_sha256("1880-2012")
Plant = Callable[[Tables], Tables]


@pytest.fixture(scope="module")
def valid() -> Tables:
    return make_release()


def find_row(tables: Tables, table: str, **key: Any) -> int:
    frame = tables[table]
    chosen = pd.Series(True, index=frame.index)
    for column, value in key.items():
        chosen &= (frame[column] == value).fillna(False).astype(bool)
    assert chosen.sum() >= 1, f"no row of {table} has {key}"
    return int(chosen.to_numpy().argmax())


def cell(table: str, column: str, value: Any, **key: Any) -> Plant:
    """Plant a value in the first row with that key."""
    return lambda tables: change_cell(tables, table, find_row(tables, table, **key), column, value)


def repeat_row(table: str, **key: Any) -> Plant:
    def plant(tables: Tables) -> Tables:
        frame = tables[table]
        row = frame.iloc[[find_row(tables, table, **key)]]
        return {**tables, table: pd.concat([frame, row], ignore_index=True)}

    return plant


def drop_row(table: str, **key: Any) -> Plant:
    def plant(tables: Tables) -> Tables:
        place = find_row(tables, table, **key)
        return {**tables, table: tables[table].drop(index=place).reset_index(drop=True)}

    return plant


AREA_3 = {**OREBRO, "edition": 2010, "area_no": 3}
STOCKHOLM = {"municipality_code": "0180", "round": 2014}
# what is planted, tables to look at, code, table of the failure, part of a key that must be named
PLANTED: dict[str, tuple[Plant, tuple[str, ...], str, str, dict[str, Any]]] = {
    "a score of 104": (
        cell("area_scores", "score", 104.0, **AREA_3),
        ("area_scores",),
        "value_out_of_bounds",
        "area_scores",
        AREA_3,
    ),
    "a negative score": (
        cell("area_scores", "score", -1.0, **AREA_3),
        ("area_scores",),
        "value_out_of_bounds",
        "area_scores",
        AREA_3,
    ),
    "a third of a point": (
        cell("area_scores", "score", 50.3, **AREA_3),
        ("area_scores",),
        "value_not_multiple",
        "area_scores",
        AREA_3,
    ),
    "a half point outside 2002": (
        cell("area_scores", "score", 85.5, **AREA_3),
        ("area_scores",),
        "half_point",
        "area_scores",
        AREA_3,
    ),
    "an empty score": (
        cell("area_scores", "score", None, **AREA_3),
        ("area_scores",),
        "value_missing",
        "area_scores",
        AREA_3,
    ),
    "an undeclared proof": (
        cell("area_scores", "proof", "hearsay", **AREA_3),
        ("area_scores",),
        "value_not_allowed",
        "area_scores",
        AREA_3,
    ),
    "a hash that is none": (
        cell("area_scores", "document_sha256", "abc", **AREA_3),
        ("area_scores",),
        "value_malformed",
        "area_scores",
        AREA_3,
    ),
    "a duplicate key": (
        repeat_row("area_scores", **AREA_3),
        ("area_scores",),
        "key_duplicate",
        "area_scores",
        AREA_3,
    ),
    "two evaluations of one round": (
        repeat_row("evaluations", **OREBRO),
        ("evaluations",),
        "key_duplicate",
        "evaluations",
        OREBRO,
    ),
    "an unknown municipality": (
        cell("area_scores", "municipality_code", "9999", **AREA_3),
        ("area_scores",),
        "reference_unknown",
        "area_scores",
        {**AREA_3, "municipality_code": "9999"},
    ),
    "an unknown document": (
        cell("evaluations", "document_sha256", "0" * 64, **OREBRO),
        ("evaluations",),
        "reference_unknown",
        "evaluations",
        OREBRO,
    ),
    "a missing area": (
        drop_row("area_scores", **AREA_3),
        ("evaluations",),
        "areas_incomplete",
        "evaluations",
        OREBRO,
    ),
    "another edition's area": (
        cell("area_scores", "area", "Samhällsutveckling", **AREA_3),
        ("area_scores",),
        "area_differs",
        "area_scores",
        AREA_3,
    ),
    "a score of another document": (
        cell("area_scores", "document_sha256", name_sha256("0180-2014"), **AREA_3),
        ("area_scores",),
        "evaluation_differs",
        "area_scores",
        AREA_3,
    ),
    "a sum that is off": (
        cell("area_scores", "score", 87.0, **AREA_3),
        ("evaluations",),
        "sum_off",
        "evaluations",
        OREBRO,
    ),
    "a total that is off": (
        cell("evaluations", "total", 616.0, **OREBRO),
        ("evaluations",),
        "sum_off",
        "evaluations",
        OREBRO,
    ),
    "a change that is off": (
        cell("area_scores", "change", 7.0, **AREA_3),
        ("area_scores",),
        "change_off",
        "area_scores",
        AREA_3,
    ),
    "a previous score that is not held": (
        cell("area_scores", "previous_score", 51.0, **STOCKHOLM, edition=2010, area_no=1),
        ("area_scores",),
        "previous_off",
        "area_scores",
        STOCKHOLM,
    ),
    "a score without evidence": (
        cell("area_scores", "page", 6, **AREA_3),
        ("area_scores",),
        "evidence_missing",
        "area_scores",
        AREA_3,
    ),
    "a published document that is called rejected": (
        cell("documents", "outcome", "rejected", sha256=OREBRO_SHA256),
        ("area_scores",),
        "outcome_differs",
        "area_scores",
        OREBRO,
    ),
    "an accepted document without scores": (
        cell("documents", "outcome", "accepted", sha256=name_sha256("slides")),
        ("documents",),
        "outcome_differs",
        "documents",
        {"document_id": name_sha256("slides")},
    ),
    "a printed total that is off": (
        cell("evaluations", "total_printed", 614.0, **OREBRO),
        ("evaluations",),
        "total_mismatch",
        "evaluations",
        OREBRO,
    ),
    "sub-areas that do not add up": (
        cell("subarea_scores", "score", 20.0, **STOCKHOLM, edition=2010, area_no=2, subarea_no="2.1"),
        ("subarea_scores",),
        "subareas_off",
        "subarea_scores",
        {**STOCKHOLM, "area_no": 2},
    ),
    "a sub-area above its maximum": (
        cell("subarea_scores", "max_score", 10.0, **STOCKHOLM, edition=2010, area_no=2, subarea_no="2.1"),
        ("subarea_scores",),
        "subarea_over_max",
        "subarea_scores",
        {**STOCKHOLM, "area_no": 2, "subarea_no": "2.1"},
    ),
    "a report dated before its visit": (
        cell("evaluations", "report_dated", "2012-10-30", **OREBRO),
        ("evaluations",),
        "report_before_visit",
        "evaluations",
        OREBRO,
    ),
    "a visit of another year": (
        cell("evaluations", "visit", "2011-11-06/2011-11-07", **OREBRO),
        ("evaluations",),
        "round_contradicts_visit",
        "evaluations",
        OREBRO,
    ),
    "a box without width": (
        lambda tables: change_cell(
            tables,
            "area_scores",
            place := find_row(tables, "area_scores", **AREA_3),
            "x1",
            tables["area_scores"]["x0"][place],
        ),
        ("area_scores",),
        "box_empty",
        "area_scores",
        AREA_3,
    ),
    "a jump of 36 points": (
        cell("area_scores", "change", 36.0, **AREA_3),
        ("area_scores",),
        "change_large",
        "area_scores",
        AREA_3,
    ),
    "a published figure that differs": (
        cell("published_figures", "comparison", "differs", municipality_code="1880", round=2012, area_no=3),
        ("published_figures",),
        "published_differs",
        "published_figures",
        {"figure_id": "listed-0090"},
    ),
    "an undeclared reason": (
        cell("documents", "reasons", ["no_such_rule"], sha256=name_sha256("slides")),
        ("documents",),
        "reason_undeclared",
        "documents",
        {"source_url": f"https://example.org/{name_sha256('slides')[:12]}.pdf"},
    ),
}


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


def test_a_held_document_is_kept_out_and_the_rest_is_published() -> None:
    reports = [
        make_report("0180", 2010, [50] * 8, visit="2010-05-06", report_date="2009-01-01"),
        make_report("1880", 2012, [60] * 8),
    ]
    pulls = make_pulls(reports)

    tables, validation = settle_release(*make_build(pulls, reports))
    assert set(tables["area_scores"]["municipality_code"]) == {"1880"}
    held = tables["documents"][tables["documents"]["outcome"] == "quarantined"]
    assert held["reasons"].tolist() == [["report_before_visit"]]
    assert [failure.code for failure in validation.holds] == ["report_before_visit"]
    assert validation.stops == []


def check_evaluations(tables: Tables, previous: Tables | None = None, **_: Any) -> Validation:
    """Stands in for the whole validation where only the loop around it is looked at."""
    return Validation(tuple(check(tables, "evaluations")))


def test_a_duplicate_that_breaks_the_same_rule_is_held_too(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_report("0180", 2010, [50] * 8, name="one", visit="2010-05-06", report_date="2009-01-01")
    second = make_report("0180", 2010, [50] * 8, name="two", visit="2010-05-06", report_date="2009-01-01")
    pulls = make_pulls([first, second])
    monkeypatch.setattr(validate, "validate_release", check_evaluations)
    tables, validation = settle_release(*make_build(pulls, [first, second]))
    assert len(tables["area_scores"]) == 0
    assert {sha for each in validation.holds for sha in each.documents} == {
        name_sha256("one"),
        name_sha256("two"),
    }


def make_build(
    pulls: list[PullResult], reports: list[DocumentReport]
) -> tuple[Callable[[Mapping[str, Hold]], Tables], list[str]]:
    """What settling a release of these reports takes: how it is built, and of which documents."""
    from tests.declared import load_published_figures
    from transform.tables import build_tables

    def build(held: Mapping[str, Hold]) -> Tables:
        return build_tables(
            make_addresses(pulls),
            index_reports(*reports),
            corrections=[],
            decisions=[],
            published=load_published_figures(),
            held=held,
        )

    return build, [report.sha256 for report in reports]


def check_scores(tables: Tables, previous: Tables | None = None, **_: Any) -> Validation:
    return Validation(tuple(check(tables, "area_scores", "evaluations")))


def test_a_stop_that_returns_whatever_is_held_is_raised_with_codes_and_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(validate, "validate_release", check_scores)
    reports = make_reports()
    build, documents = make_build(make_pulls(reports), reports)
    sound = build({})

    def build_badly(held: Mapping[str, Hold]) -> Tables:
        return PLANTED["a score of 104"][0](sound)

    with pytest.raises(StoppedReleaseError, match="value_out_of_bounds") as caught:
        settle_release(build_badly, documents)
    for part in ("score 104", "municipality_code 1880", "round 2012", "area_no 3", "sum_off"):
        assert part in str(caught.value)


def test_held_reports_carry_each_reason_once() -> None:
    report = make_report("0180", 2010, [50] * 8)
    from extract.records import Reason

    twice = Hold(()).add(Reason("report_before_visit", "x."), Reason("report_before_visit", "x."))
    held = hold_documents(index_reports(report), {report.sha256: twice})[report.sha256]
    assert (held.outcome, len(held.reasons)) == (Outcome.QUARANTINED, 1)


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
