"""Every code that can appear anywhere is declared once, with its level, its sentence and what to do."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from expectations.rulebook import write_rulebook
from expectations.rules import (
    DOCUMENT_RULES,
    FINDING_RULES,
    PULL_RULES,
    RELEASE_RULES,
    RULES,
    Level,
    Scope,
    UnknownRuleError,
    get_rule,
)
from extract.records import Outcome
from extract.sniff import SENTENCES
from tests.conftest import ROOT

SOURCES = sorted(path for package in ("extract", "transform") for path in (ROOT / package).rglob("*.py"))
CODE_CALLS = {"Reason", "Finding", "UnreadableError", "PullError", "RefusedAddressError", "_reject"}
CODE_ARGUMENTS = {"problem", "code"}
TRUTH_OUTCOMES = {"quarantine": Outcome.QUARANTINED, "reject": Outcome.REJECTED}


def list_codes(path: Path) -> set[str]:
    """The codes that a source file gives to reasons, findings and failures."""
    places: list[ast.expr] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if getattr(node.func, "id", "") in CODE_CALLS:
                places += node.args[:1]
            places += [keyword.value for keyword in node.keywords if keyword.arg in CODE_ARGUMENTS]
    return {
        each.value
        for place in places
        for each in ast.walk(place)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value.isidentifier()
    }


def test_the_scan_finds_codes() -> None:
    assert {"empty", "html", "password", "damaged"} <= list_codes(ROOT / "extract" / "page" / "opening.py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_code_in_the_code_is_declared(path: Path) -> None:
    assert list_codes(path) <= set(RULES), f"declare these codes in expectations/data: {path}"


def test_what_a_body_can_be_is_declared() -> None:
    assert set(SENTENCES) <= set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_speaks_to_people(rule: object) -> None:
    said = RULES[rule.code]  # type: ignore[attr-defined]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", said.code)
    assert said.sentence.endswith(".")
    assert said.sentence[0].isupper()
    assert said.remedy.endswith(".")


def test_no_code_is_declared_twice() -> None:
    assert len(RULES) == sum(map(len, (DOCUMENT_RULES, PULL_RULES, RELEASE_RULES, FINDING_RULES)))


def test_a_hold_has_an_outcome_and_nothing_else_has_one() -> None:
    for rule in RULES.values():
        assert (rule.outcome is not None) == (rule.level is Level.HOLD)
        assert rule.outcome is not Outcome.ACCEPTED


def test_only_rules_about_more_than_one_document_stop_a_release() -> None:
    for rule in RULES.values():
        if rule.level is Level.STOP:
            assert rule.applies_to in (Scope.TABLE, Scope.RELEASE)


def test_the_outcomes_of_the_bundled_reports_follow_from_their_reasons() -> None:
    with (ROOT / "flows" / "sample_reports" / "truth.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["reason"], row["outcome"]) for row in csv.DictReader(file) if row["reason"]}
    judged = {(code, outcome) for code, outcome in told if outcome in TRUTH_OUTCOMES}
    assert judged
    for code, outcome in judged:
        assert get_rule(code).outcome is TRUTH_OUTCOMES[outcome]


def test_the_reasons_of_the_larger_sample_are_declared(shared_reports: Path) -> None:
    with (shared_reports / "truth.csv").open(encoding="utf-8", newline="") as file:
        told = {
            (row["reason"], row["outcome"])
            for row in csv.DictReader(file)
            if row["outcome"] in TRUTH_OUTCOMES
        }
    assert len(told) > 10
    for code, outcome in told:
        assert get_rule(code).outcome is TRUTH_OUTCOMES[outcome]


def test_the_rulebook_is_fresh() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == write_rulebook(), "run python -m expectations.rulebook docs/rules.md"


def test_an_undeclared_code_is_refused() -> None:
    with pytest.raises(UnknownRuleError, match="no_such_rule"):
        get_rule("no_such_rule")
