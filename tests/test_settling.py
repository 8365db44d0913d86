"""A release that breaks rules: its documents are held back until the rest is valid, or it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from expectations import validate
from expectations.settling import StoppedReleaseError, settle_release
from expectations.validate import (
    Validation,
)
from extract.records import DocumentReport, Outcome, PullResult
from tests.fixtures_reports import index_reports, make_addresses, make_report, name_sha256
from tests.planted import PLANTED
from tests.releases import (
    Tables,
    check,
    make_pulls,
    make_reports,
)
from transform.holding import Hold, hold_documents


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
