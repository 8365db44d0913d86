"""Expectations of the domain rules: sums, orders and equalities within rows, and between tables.

Rules that compare several tables look at views (``expectations.views``), which set the values side by side.
Where Great Expectations cannot express a comparison, the view calculates with pandas whether it holds and the
expectation only requires ``True``: ``reference_unknown``, ``evidence_missing`` and ``reason_undeclared``. The
coverage rules are calculated in ``expectations.coverage`` in the same way.

Importing this module imports Great Expectations.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from expectations import views
from expectations.custom import ExpectColumnValuesToBeMultiplesOf, ExpectPartsToAddUpToTotal
from expectations.library import Expectation, Where, gxe
from expectations.rules import LARGE_CHANGE, RELEASE_RULES, SINGLE_SHARE, Level, Scope
from expectations.suites import Batch, Tables, expect, list_key
from extract.instrument import AREA_NUMBERS, HALF_POINT_EDITIONS
from warehouse.schema import TABLES, Table


def list_rule_batches(tables: Tables, only: Collection[str] = tuple(TABLES)) -> list[Batch]:
    """List the batches of the domain rules about every table, or about those in ``only``."""
    batches = [_expect_references(tables, table) for name, table in TABLES.items() if name in only]
    batches += [_expect_boxes(tables, table) for name, table in TABLES.items() if name in only]
    for name, makers in RULES_OF_TABLES.items():
        if name in only:
            batches += [make(tables) for make in makers]
    return [batch for batch in batches if batch.expectations]


def _expect_references(tables: Tables, table: Table) -> Batch:
    view = views.view_references(tables, table)
    expected = [
        expect(
            gxe.ExpectColumnValuesToBeInSet,
            "reference_unknown",
            column=views.name_lookup(reference.columns, reference.table),
            value_set=[True],
        )
        for reference in table.references
    ]
    named = [column for column in view.columns if column in table.column_names]
    return Batch(f"{table.name} refers to", table.name, view, tuple(named), expected)


def _expect_evaluations(tables: Tables) -> Batch:
    view = views.view_evaluations(tables)
    eight = len(AREA_NUMBERS)
    expected = [
        expect(gxe.ExpectColumnValuesToBeInSet, "areas_incomplete", column="areas", value_set=[eight]),
        expect(gxe.ExpectColumnValuesToBeInSet, "areas_incomplete", column="rows", value_set=[eight]),
        _expect_sum("sum_off", [*views.AREA_COLUMNS, "total"], "total"),
        expect(
            ExpectPartsToAddUpToTotal,
            "total_mismatch",
            column_list=[*views.AREA_COLUMNS, "total_printed"],
            total_column="total_printed",
            rounded=True,
            ignore_row_if="any_value_is_missing",
            row_condition=Where("corrected_scores") == 0,
        ),
        _expect_order("round_outside_edition", "round", "first_year"),
        _expect_order("round_outside_edition", "last_year", "round"),
        _expect_order("report_before_visit", "reported", "visit_from"),
        _expect_order("round_contradicts_visit", "round", "visit_first_year"),
        _expect_order("round_contradicts_visit", "visit_last_year", "round"),
    ]
    keys = ("municipality_code", "round", "document_sha256")
    return Batch("evaluations and their scores", "evaluations", view, keys, expected)


def _expect_area_scores(tables: Tables) -> Batch:
    view = views.view_area_scores(tables)
    whole = Where("edition").is_not_in(list(HALF_POINT_EDITIONS))
    held = Where("change_source") == "held"
    expected = [
        expect(ExpectColumnValuesToBeMultiplesOf, "half_point", column="score", step=1, row_condition=whole),
        _expect_order("value_out_of_bounds", "max_score", "score"),
        _expect_equal("area_differs", "area", "area of the edition"),
        _expect_equal("area_differs", "max_score", "max_score of the edition"),
        *(
            _expect_equal("evaluation_differs", column, f"{column} of the evaluation")
            for column in ("edition", "document_sha256", "source_url", "origin", "country", "municipality")
        ),
        expect(gxe.ExpectColumnValuesToBeInSet, "evidence_missing", column="reading", value_set=[True]),
        expect(gxe.ExpectColumnValuesToNotBeNull, "outcome_differs", column="outcome"),
        expect(gxe.ExpectColumnValuesToBeInSet, "outcome_differs", column="outcome", value_set=["accepted"]),
        _expect_equal("change_off", "change", "difference"),
        expect(gxe.ExpectColumnValuesToNotBeNull, "previous_off", column="held score", row_condition=held),
        expect(
            gxe.ExpectColumnPairValuesToBeEqual,
            "previous_off",
            column_A="previous_score",
            column_B="held score",
            ignore_row_if="either_value_is_missing",
            row_condition=held,
        ),
        expect(
            gxe.ExpectColumnValuesToBeBetween, "change_large", column="size of change", max_value=LARGE_CHANGE
        ),
        expect(
            gxe.ExpectColumnValuesToNotBeInSet,
            "single_share",
            column="proof",
            value_set=["single"],
            mostly=1 - SINGLE_SHARE,
        ),
    ]
    keys = (*TABLES["area_scores"].key, "document_sha256")
    return Batch("area scores in their place", "area_scores", view, keys, expected)


def _expect_subarea_sums(tables: Tables) -> Batch:
    expected = [_expect_sum("subareas_off", ["parts", "score"], "score")]
    keys = (*TABLES["area_scores"].key, "document_sha256")
    return Batch("sub-areas by area", "subarea_scores", views.view_subareas(tables), keys, expected)


def _expect_subarea_maxima(tables: Tables) -> Batch:
    frame = tables["subarea_scores"]
    expected = [_expect_order("subarea_over_max", "max_score", "score")]
    keys = list_key(TABLES["subarea_scores"], frame)
    return Batch("sub-areas and their maxima", "subarea_scores", frame, keys, expected)


def _expect_documents(tables: Tables) -> Batch:
    expected = [
        _expect_equal("outcome_differs", "accepted", "published"),
        _expect_equal("outcome_differs", "unavailable", "without bytes"),
    ]
    keys = ("document_id", "source_url", "document_sha256")
    return Batch("documents and their scores", "documents", views.view_documents(tables), keys, expected)


def _expect_codes(tables: Tables) -> Batch:
    expected = [
        expect(gxe.ExpectColumnValuesToBeInSet, "reason_undeclared", column="declared", value_set=[True])
    ]
    keys = ("code", "source_url", "document_sha256")
    return Batch("codes of reasons and findings", "documents", views.view_codes(tables), keys, expected)


def _expect_findings(tables: Tables) -> Batch:
    """The findings that warn about the release and not about a single document only."""
    codes = [
        code
        for code, rule in RELEASE_RULES.items()
        if rule.level is Level.WARN and rule.applies_to in (Scope.READING, Scope.DOCUMENT)
    ]
    expected = [
        expect(gxe.ExpectColumnValuesToNotBeInSet, code, column="code", value_set=[code]) for code in codes
    ]
    keys = ("document_sha256", "area_no", "sentence")
    return Batch("findings that warn", "findings", tables["findings"], keys, expected)


def _expect_boxes(tables: Tables, table: Table) -> Batch:
    """Published numbers must have a box with an area; evidence may come from text without one."""
    frame, expected = tables[table.name], []
    if {"x0", "top", "x1", "bottom"} <= set(table.column_names) and table.name != "evidence":
        expected = [_expect_more("box_empty", "x1", "x0"), _expect_more("box_empty", "bottom", "top")]
    return Batch(f"boxes of {table.name}", table.name, frame, list_key(table, frame), expected)


def _expect_figures(tables: Tables) -> Batch:
    frame = tables["published_figures"]
    keys = (
        "figure_id", "municipality_code", "round", "area_no", "score", "held_score", "held_origin",
        "source_url", "document_sha256",
    )  # fmt: skip
    expected = [
        expect(
            gxe.ExpectColumnValuesToNotBeInSet,
            "published_differs",
            column="comparison",
            value_set=["differs"],
        )
    ]
    return Batch("published figures", "published_figures", frame, keys, expected)


RULES_OF_TABLES = {
    "evaluations": (_expect_evaluations,),
    "area_scores": (_expect_area_scores,),
    "subarea_scores": (_expect_subarea_sums, _expect_subarea_maxima),
    "documents": (_expect_documents, _expect_codes),
    "findings": (_expect_findings,),
    "published_figures": (_expect_figures,),
}


def make_coverage_batch(coverage: pd.DataFrame) -> Batch:
    """Make the batch about the evaluations of the last release, from ``expectations.coverage``."""
    expected = [
        expect(gxe.ExpectColumnValuesToNotBeInSet, code, column="state", value_set=[code])
        for code in ("coverage_shrank", "coverage_collapsed", "coverage_explained")
    ]
    keys = ("municipality_code", "round", "document_sha256", "why")
    return Batch("evaluations of the last release", "evaluations", coverage, keys, expected)


def _expect_sum(code: str, columns: list[str], total: str) -> Expectation:
    return expect(
        ExpectPartsToAddUpToTotal,
        code,
        column_list=columns,
        total_column=total,
        ignore_row_if="any_value_is_missing",
    )


def _expect_order(code: str, larger: str, smaller: str) -> Expectation:
    """Expect ``larger`` to be at least ``smaller`` where neither is missing."""
    return expect(
        gxe.ExpectColumnPairValuesAToBeGreaterThanB,
        code,
        column_A=larger,
        column_B=smaller,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
    )


def _expect_more(code: str, larger: str, smaller: str) -> Expectation:
    """Expect ``larger`` to exceed ``smaller`` where neither is missing."""
    return expect(
        gxe.ExpectColumnPairValuesAToBeGreaterThanB,
        code,
        column_A=larger,
        column_B=smaller,
        ignore_row_if="either_value_is_missing",
    )


def _expect_equal(code: str, one: str, other: str) -> Expectation:
    """Expect two columns to be equal, or both to be missing."""
    return expect(
        gxe.ExpectColumnPairValuesToBeEqual,
        code,
        column_A=one,
        column_B=other,
        ignore_row_if="both_values_are_missing",
    )
