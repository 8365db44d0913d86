"""Rules that look at the whole release: coverage, confirmations, and what the run does with a stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from expectations import rules, validate
from expectations.coverage import judge_coverage
from expectations.docs import write_page, write_validation
from expectations.engine import Engine, run_batches
from expectations.settling import settle_release
from expectations.validate import Failure, Validation, merge_failures
from extract.records import DocumentReport, Outcome, PullResult, Reason
from tests.fixtures_reports import index_reports, make_addresses, make_pull, make_report, make_unscored
from tests.releases import Tables, check, make_pulls, make_release
from transform.decisions import Decision, DecisionError, DecisionKind
from transform.holding import Hold

CODES = ["0114", "0115", "0117", "0120", "0123", "0125", "0126", "0127", "0128", "0136", "0138", "0139"]


def judge(tables: Tables, previous: Tables | None, allow: str | None = None) -> list[Failure]:
    from expectations import domain_suites

    coverage = judge_coverage(tables, previous, allow)
    return merge_failures(run_batches([domain_suites.make_coverage_batch(coverage)], Engine()))


def describe(failures: list[Failure]) -> list[tuple[str, str]]:
    return [(failure.code, failure.level.value) for failure in failures]


def test_the_first_release_and_a_growing_one_lose_nothing() -> None:
    one, two = make_report("0180", 2010, [50] * 8), make_report("1880", 2012, [60] * 8)
    assert judge(make_release([one]), None) == []
    assert judge(make_release([one, two]), make_release([one])) == []


def test_an_evaluation_that_is_gone_for_no_reason_stops() -> None:
    one, two = make_report("0180", 2010, [50] * 8), make_report("1880", 2012, [60] * 8)
    (failure,) = judge(make_release([one]), make_release([one, two]))
    assert describe([failure]) == [("coverage_shrank", "stop")]
    assert failure.keys == ({"municipality_code": "1880", "round": 2012},)
    assert "no record any more" in failure.sentence


def test_an_evaluation_that_is_held_now_is_shown_with_its_reason() -> None:
    one, two = make_report("0180", 2010, [50] * 8), make_report("1880", 2012, [60] * 8)
    held = replace(two, outcome=Outcome.QUARANTINED, reasons=(Reason("total_mismatch", "Off."),))
    (failure,) = judge(make_release([one, held]), make_release([one, two]))
    assert describe([failure]) == [("coverage_explained", "warn")]
    assert "is quarantined now: total_mismatch" in failure.sentence


def test_a_document_that_the_archive_knows_no_more_stops() -> None:
    previous = make_release([make_report("0180", 2010, [50] * 8)])
    (failure,) = judge(make_release([]), previous)
    assert describe([failure]) == [("coverage_shrank", "stop")]
    assert "no record any more" in failure.sentence


def test_a_document_that_is_read_as_another_evaluation_is_shown() -> None:
    before = make_report("0180", 2010, [50] * 8, name="same")
    after = make_report("0180", 2011, [50] * 8, name="same")
    (failure,) = judge(make_release([after]), make_release([before]))
    assert describe([failure]) == [("coverage_explained", "warn")]
    assert "is read as evaluation 0180 2011 now" in failure.sentence


def test_a_withdrawn_document_and_an_allowed_loss_are_shown() -> None:
    one, two = make_report("0180", 2010, [50] * 8), make_report("1880", 2012, [60] * 8)
    decision = Decision(
        "gone", two.sha256, DecisionKind.WITHDRAWN, None, (), "Asked for.", "editor", date(2026, 1, 2)
    )
    withdrawn = judge(make_release([one], decisions=[decision]), make_release([one, two]))
    allowed = judge(make_release([one]), make_release([one, two]), "the town took it back")
    assert describe(withdrawn) == describe(allowed) == [("coverage_explained", "warn")]
    assert "allowed: the town took it back" in allowed[0].sentence


def test_many_losses_at_once_are_likely_ours() -> None:
    reports = [make_report(code, 2012, [50] * 8) for code in CODES]
    held = [
        replace(report, outcome=Outcome.QUARANTINED, reasons=(Reason("area_missing", "Gone."),))
        for report in reports
    ]
    previous = make_release(reports)
    few = judge(
        make_release([*held[: rules.COLLAPSE_LEAST - 1], *reports[rules.COLLAPSE_LEAST - 1 :]]), previous
    )
    assert describe(few) == [("coverage_explained", "warn")]
    assert describe(judge(make_release(held), previous)) == [("coverage_collapsed", "stop")]
    assert describe(judge(make_release(held), previous, "new readers")) == [("coverage_explained", "warn")]


STALE = make_report("0180", 2010, [50] * 8, visit="2010-05-06", report_date="2009-01-01")
CONFIRMED = Decision(
    "stale",
    STALE.sha256,
    DecisionKind.CONFIRMED,
    None,
    ("report_before_visit",),
    "Old header.",
    "editor",
    date(2026, 1, 2),
)


def confirm(tables: Tables) -> list[Failure]:
    return validate._confirm(check(tables, "evaluations"), tables)


def test_a_confirmed_document_is_published() -> None:
    assert [failure.code for failure in confirm(make_release([STALE]))] == ["report_before_visit"]
    assert confirm(make_release([STALE], decisions=[CONFIRMED])) == []


def test_a_confirmation_of_what_is_right_now_is_loud() -> None:
    right = make_report("0180", 2010, [50] * 8, visit="2010-05-06", report_date="2010-09-01")
    with pytest.raises(
        DecisionError, match=r"stale about document .* no longer fits: it confirms report_before_visit"
    ):
        confirm(make_release([right], decisions=[CONFIRMED]))


def test_a_confirmation_says_nothing_about_other_documents() -> None:
    other = make_report("1880", 2012, [60] * 8, visit="2012-05-06", report_date="2011-01-01")
    assert [each.documents for each in confirm(make_release([STALE, other], decisions=[CONFIRMED]))] == [
        (other.sha256,)
    ]


def test_the_reports_of_a_validation_lead_nowhere_outside(tmp_path: Path) -> None:
    from expectations import domain_suites

    report = make_report("0180", 2010, [50] * 8, visit="2010-05-06", report_date="2009-01-01")
    tables = make_release([report])
    engine = Engine()
    failures = merge_failures(run_batches(domain_suites.list_rule_batches(tables, ["evaluations"]), engine))
    validation = Validation(tuple(failures), engine)
    page = write_validation(validation, tmp_path / "pages")
    assert "report_before_visit" in page.read_text(encoding="utf-8")
    assert (tmp_path / "pages" / "results.json").stat().st_size > 1000
    pages = list((tmp_path / "pages" / "data_docs").rglob("*.html"))
    assert len(pages) >= 3
    for path in pages:
        text = path.read_text(encoding="utf-8")
        for loads in ('src="http', "src='http", 'rel="stylesheet" href="http', "url('http", 'url("http'):
            assert loads not in text, f"{path.name} loads from outside"


def test_a_page_escapes_what_documents_print() -> None:
    failure = Failure("total_mismatch", rules.Level.HOLD, "evaluations", "<script>alert(1)</script>")
    assert "<script>alert" not in write_page(Validation((failure,)))


def test_a_rejected_document_is_no_matter_for_the_rules() -> None:
    tables = make_release([make_unscored("slides", Outcome.REJECTED, "slides")])
    assert check(tables, "documents", "area_scores", "evaluations") == []


def test_settling_shows_what_was_held(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(tables: Tables, previous: Tables | None = None, **_: object) -> Validation:
        return Validation(tuple(check(tables, "evaluations")))

    monkeypatch.setattr(validate, "validate_release", look)
    addresses = make_addresses(make_pulls([STALE]))

    def build(held: Mapping[str, Hold]) -> Tables:
        from tests.declared import load_published_figures
        from transform.tables import build_tables

        figures = load_published_figures()
        reports = index_reports(STALE)
        return build_tables(addresses, reports, corrections=[], decisions=[], published=figures, held=held)

    tables, validation = settle_release(build, [STALE.sha256])
    assert [failure.code for failure in validation.holds] == ["report_before_visit"]
    row = tables["documents"].set_index("sha256").loc[STALE.sha256]
    assert row["outcome"] == "quarantined"
    assert "before the visit" in row["explanations"][0]


def test_a_failed_pull_of_a_published_report_is_consistent() -> None:
    report = make_report("0180", 2010, [50] * 8)
    pull = make_pull(report, status="unavailable", reasons=[Reason("timeout", "It did not answer.")])
    tables = _build([pull], report)
    assert tables["documents"]["outcome"].tolist() == ["accepted"]
    assert check(tables, "documents", "area_scores", "evaluations") == []


def _build(pulls: list[PullResult], report: DocumentReport) -> Tables:
    from tests.declared import load_published_figures
    from transform.tables import build_tables

    return build_tables(
        make_addresses(pulls),
        index_reports(report),
        corrections=[],
        decisions=[],
        published=load_published_figures(),
    )
