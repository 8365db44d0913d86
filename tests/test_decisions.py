"""Declared decisions: read strictly, obeyed by every run, loud when they no longer fit their document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.proof.prove import prove
from extract.records import DocumentReport, Outcome, Reason
from tests.fixtures_reports import index_reports, make_report, make_unscored, name_sha256
from tests.releases import Tables, make_release
from transform.apply_decisions import apply_decisions, check_decisions
from transform.decisions import (
    COLUMNS,
    Decision,
    DecisionError,
    DecisionKind,
    format_decisions,
    list_preferred,
    parse_decisions,
    read_project_decisions,
)
from warehouse.schema import TABLES

SHA256 = name_sha256("0180-2014")
HEADER = ",".join(COLUMNS)


def decide(kind: DecisionKind, sha256: str = SHA256, **facts: object) -> Decision:
    given = {"value": None, "expected": (), "reason": "seen", "decided_by": "analyst", **facts}
    return Decision(
        f"{sha256[:8]}-{kind.value}".replace("_", "-"), sha256, kind, decided_on=date(2026, 1, 2), **given
    )  # type: ignore[arg-type]


def make_unclear(code: str, **identity: object) -> DocumentReport:
    """A report with eight proved scores that is held for its identity."""
    report = make_report("0180", 2014, [60] * 8)
    reason = Reason(code, "Not clear.")
    return replace(
        report,
        outcome=Outcome.QUARANTINED,
        reasons=(reason,),
        identity=replace(report.identity, reasons=(reason,), **identity),  # type: ignore[arg-type]
    )


def publish(*reports: DocumentReport, decisions: list[Decision]) -> Tables:
    return make_release(list(reports), decisions=decisions)


def find_outcomes(tables: Tables) -> dict[str, str]:
    documents = tables["documents"].dropna(subset=["sha256"])
    return dict(zip(documents["sha256"], documents["outcome"], strict=True))


def test_the_project_file_is_read() -> None:
    assert isinstance(parse_decisions(read_project_decisions()), list)


def test_the_schema_explains_every_kind() -> None:
    assert TABLES["decisions"]["decision"].allowed == tuple(kind.value for kind in DecisionKind)
    assert set(COLUMNS) == set(TABLES["decisions"].column_names)


@given(
    kinds=st.lists(st.sampled_from(DecisionKind), unique=True),
    reason=st.text(st.characters(exclude_categories=("C",)), min_size=1).filter(
        lambda text: text == text.strip() != ""
    ),
    codes=st.lists(st.from_regex(r"[a-z_]{3,9}", fullmatch=True), min_size=1, max_size=3),
)
def test_what_is_written_is_read_back(kinds: list[DecisionKind], reason: str, codes: list[str]) -> None:
    values = {
        DecisionKind.MUNICIPALITY: "0180",
        DecisionKind.ROUND: "2014",
        DecisionKind.EDITION: "2016",
        DecisionKind.READING: "table:4:0:0:1",
    }
    decisions = [decide(kind, value=values.get(kind), expected=tuple(codes), reason=reason) for kind in kinds]
    assert parse_decisions(format_decisions(decisions)) == decisions


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"a,{SHA256},final,,,why,who", "8 columns"),
        (f"A b,{SHA256},final,,,why,who,2026-01-02", "decision_id"),
        ("a,abc,final,,,why,who,2026-01-02", "document_sha256"),
        (f"a,{SHA256},perhaps,,,why,who,2026-01-02", "column decision says perhaps"),
        (f"a,{SHA256},final,2014,,why,who,2026-01-02", "value must be empty"),
        (f"a,{SHA256},round,MMXIV,,why,who,2026-01-02", "not a year"),
        (f"a,{SHA256},edition,2014,,why,who,2026-01-02", "none of the editions"),
        (f"a,{SHA256},municipality,9999,,why,who,2026-01-02", "not the code of a municipality"),
        (f"a,{SHA256},confirmed,,,why,who,2026-01-02", "expected"),
        (f"a,{SHA256},final,,,,who,2026-01-02", "column reason is empty"),
        (f"a,{SHA256},final,,,why,who,yesterday", "not a date"),
    ],
)
def test_a_malformed_line_is_named(row: str, said: str) -> None:
    with pytest.raises(DecisionError, match=said) as caught:
        parse_decisions(f"{HEADER}\n{row}\n", "mine.csv")
    assert "mine.csv, line 2" in str(caught.value)


def test_other_columns_and_twins_are_refused() -> None:
    with pytest.raises(DecisionError, match="line 1: the columns must be"):
        parse_decisions("a,b\n1,2\n")
    twins = format_decisions(
        [decide(DecisionKind.FINAL), replace(decide(DecisionKind.FINAL), decision_id="b")]
    )
    with pytest.raises(DecisionError, match="same thing"):
        parse_decisions(twins)


def test_of_two_disagreeing_reports_the_final_one_is_published() -> None:
    one, two = make_report("0180", 2014, [60] * 8), make_report("0180", 2014, [61] * 8, name="other")
    held = find_outcomes(publish(one, two, decisions=[]))
    assert set(held.values()) == {"quarantined"}
    decision = decide(DecisionKind.FINAL, two.sha256, expected=("publishers_disagree",))
    outcomes = find_outcomes(publish(one, two, decisions=[decision]))
    assert outcomes == {one.sha256: "quarantined", two.sha256: "accepted"}
    assert list_preferred([decision]) == {two.sha256}


def test_a_final_one_that_calls_itself_a_draft_is_published() -> None:
    final = make_report("0180", 2014, [60] * 8)
    draft = make_report("0180", 2014, [61] * 8, name="draft", draft=True)
    decision = decide(DecisionKind.FINAL, draft.sha256, expected=("draft_superseded",))
    assert find_outcomes(publish(final, draft, decisions=[decision]))[draft.sha256] == "accepted"


def test_a_final_one_that_nobody_contradicts_any_more_is_loud() -> None:
    alone = make_report("0180", 2014, [60] * 8)
    decision = decide(DecisionKind.FINAL, expected=("publishers_disagree",))
    with pytest.raises(DecisionError, match=r"no longer fits: it expects publishers_disagree.*no reason"):
        publish(alone, decisions=[decision])


def test_a_document_declared_no_report_is_rejected() -> None:
    report = make_report("0180", 2014, [60] * 8)
    tables = publish(report, decisions=[decide(DecisionKind.NOT_A_REPORT)])
    assert find_outcomes(tables) == {report.sha256: "rejected"}
    assert tables["documents"]["reasons"].tolist()[0] == ["declared_not_a_report"]
    assert len(tables["area_scores"]) == 0


def test_a_withdrawn_document_is_held() -> None:
    report = make_report("0180", 2014, [60] * 8)
    tables = publish(report, decisions=[decide(DecisionKind.WITHDRAWN)])
    assert find_outcomes(tables) == {report.sha256: "quarantined"}


@pytest.mark.parametrize(
    ("kind", "value", "code", "unknown"),
    [
        (DecisionKind.ROUND, "2015", "round_unclear", {"round": None, "round_source": None}),
        (
            DecisionKind.MUNICIPALITY,
            "1880",
            "municipality_unclear",
            {"municipality_code": None, "municipality": None, "country": None},
        ),
        (
            DecisionKind.MUNICIPALITY,
            "NO-1121",
            "municipality_unclear",
            {"municipality_code": None, "municipality": None, "country": "NO"},
        ),
        (DecisionKind.EDITION, "2010", "edition_unclear", {"edition": None}),
    ],
)
def test_who_or_when_is_settled(
    kind: DecisionKind, value: str, code: str, unknown: dict[str, object]
) -> None:
    report = make_unclear(code, **unknown)
    tables = publish(report, decisions=[decide(kind, value=value, expected=(code,))])
    assert find_outcomes(tables) == {report.sha256: "accepted"}
    row = tables["evaluations"].iloc[0]
    assert value in (str(row["round"]), row["municipality_code"], str(row["edition"]))


def test_a_settled_round_settles_the_code_of_that_year() -> None:
    unknown = {"round": None, "round_source": None, "municipality": "Bærum", "municipality_code": None}
    report = make_unclear("round_unclear", country="NO", **unknown)
    decision = decide(DecisionKind.ROUND, value="2012", expected=("round_unclear",))
    after = apply_decisions(index_reports(report), [decision])[report.sha256]
    assert (after.identity.municipality_code, after.outcome) == ("NO-0219", Outcome.ACCEPTED)


def test_a_code_that_was_not_in_force_in_the_round_is_refused() -> None:
    report = make_unclear("municipality_unclear", municipality_code=None, municipality=None, country="NO")
    decision = decide(DecisionKind.MUNICIPALITY, value="NO-3201", expected=("municipality_unclear",))
    with pytest.raises(DecisionError, match="Bærum has had NO-0219, NO-3024, NO-3201"):
        apply_decisions(index_reports(report), [decision])


def test_a_misprinted_total_is_left_out_of_the_proof() -> None:
    right = make_report("0180", 2014, [60, 61, 62, 63, 64, 65, 66, 67], subareas=True, total_printed=805.0)
    verdict = prove(right.readings, right.identity)
    assert [reason.code for reason in verdict.reasons] == ["total_mismatch"]
    report = replace(right, outcome=Outcome.QUARANTINED, reasons=verdict.reasons, verdict=verdict)
    decision = decide(DecisionKind.MISPRINTED_TOTAL, expected=("total_mismatch",))
    tables = publish(report, decisions=[decision])
    assert find_outcomes(tables) == {report.sha256: "accepted"}
    assert set(tables["area_scores"]["proof"]) == {"subareas"}
    assert tables["evaluations"]["total"].tolist() == [508.0]
    assert tables["evaluations"]["total_printed"].isna().all()
    assert 805.0 in tables["evidence"]["value"].tolist()


def test_a_settled_round_answers_only_what_it_is_asked() -> None:
    report = make_unclear("round_unclear", round=None)
    report = replace(report, reasons=(*report.reasons, Reason("total_mismatch", "Off.")))
    decision = decide(DecisionKind.ROUND, value="2015", expected=("round_unclear",))
    after = apply_decisions(index_reports(report), [decision])[report.sha256]
    assert (after.outcome, [reason.code for reason in after.reasons]) == (
        Outcome.QUARANTINED,
        ["total_mismatch"],
    )


def test_what_has_no_proof_cannot_be_decided_into_the_warehouse() -> None:
    report = make_unscored(
        "unread", Outcome.QUARANTINED, "round_unclear", municipality_code="0180", edition=2010
    )
    decision = decide(DecisionKind.ROUND, report.sha256, value="2015", expected=("round_unclear",))
    with pytest.raises(DecisionError, match="lacks a proof of its eight scores"):
        apply_decisions(index_reports(report), [decision])


def test_a_decision_that_no_longer_fits_is_loud() -> None:
    decision = decide(DecisionKind.ROUND, value="2015", expected=("round_unclear",))
    with pytest.raises(
        DecisionError, match="expects round_unclear, and the document has total_mismatch"
    ) as caught:
        check_decisions([decision], {SHA256: ["total_mismatch"]})
    assert SHA256[:12] in str(caught.value)
    check_decisions([decision], {SHA256: ["total_mismatch", "round_unclear"]})


def test_a_decision_about_a_document_that_is_not_held_does_nothing() -> None:
    report = make_report("1880", 2012, [60] * 8)
    decision = decide(DecisionKind.FINAL, name_sha256("elsewhere"), expected=("publishers_disagree",))
    tables = publish(report, decisions=[decision])
    assert find_outcomes(tables) == {report.sha256: "accepted"}
    assert tables["decisions"]["decision_id"].tolist() == [decision.decision_id]


def test_what_nobody_decided_about_is_left_alone() -> None:
    report = make_report("1880", 2012, [60] * 8)
    assert apply_decisions(index_reports(report), [decide(DecisionKind.FINAL)])[report.sha256] is report
