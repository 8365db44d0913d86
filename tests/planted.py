"""Violations to plant in a valid release: what is changed, which rule must tell it, of which rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from tests.fixtures_reports import name_sha256
from tests.releases import Tables, change_cell

OREBRO = {"municipality_code": "1880", "round": 2012}
OREBRO_SHA256 = name_sha256("1880-2012")
Plant = Callable[[Tables], Tables]


def find_row(tables: Tables, table: str, **key: Any) -> int:
    """The first row with that key."""
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
    """Add the first row with that key once more."""

    def plant(tables: Tables) -> Tables:
        frame = tables[table]
        row = frame.iloc[[find_row(tables, table, **key)]]
        return {**tables, table: pd.concat([frame, row], ignore_index=True)}

    return plant


def drop_row(table: str, **key: Any) -> Plant:
    """Leave out the first row with that key."""

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
