"""The rules: each with a stable code, a level that says what breaking it does, and a sentence for people.

They are declared in ``data/document_rules.toml``, ``pull_rules.toml``, ``release_rules.toml`` and
``finding_rules.toml``. Limits of points, days and shares are declared here with their reasons; the bounds of
a single column are declared with the column (``warehouse.schema``).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

from extract.records import Outcome

LARGE_CHANGE = 35  # points: the largest of the published changes by area known (Region Gotland 2014) is 35
SINGLE_SHARE = 0.25  # of the scores; a higher share suggests a layout that only one reader can read
STALE_DAYS = 40  # a month of nightly runs and a holiday
COLLAPSE_SHARE = 0.5  # of the last release's evaluations; losing more suggests a fault in the readers
COLLAPSE_LEAST = 10  # evaluations; fewer may be lost in one night for ordinary reasons
MOST_NAMED = 5_000  # failing rows; naming more would take minutes, and nobody reads them


class Level(StrEnum):
    """What happens when a rule is broken."""

    STOP = "stop"  # no release is made; the last one stays
    HOLD = "hold"  # the document's scores are kept out of the release
    WARN = "warn"  # everything is published, and the finding is shown


class Scope(StrEnum):
    """What a rule examines."""

    READING = "reading"
    DOCUMENT = "document"
    TABLE = "table"
    RELEASE = "release"


@dataclass(frozen=True)
class Rule:
    """One rule. ``outcome`` is the outcome of a document that breaks it, for rules of level hold."""

    code: str
    level: Level
    applies_to: Scope
    sentence: str
    remedy: str
    outcome: Outcome | None = None


class UnknownRuleError(KeyError):
    """No rule has this code."""


def _read_rules(name: str, **defaults: str) -> dict[str, Rule]:
    text = resources.files("expectations.data").joinpath(name).read_text(encoding="utf-8")
    return {code: _make_rule(code, {**defaults, **said}) for code, said in tomllib.loads(text).items()}


def _make_rule(code: str, said: dict[str, Any]) -> Rule:
    level = Level(said["level"])
    outcome = Outcome(said.get("outcome", Outcome.QUARANTINED)) if level is Level.HOLD else None
    return Rule(code, level, Scope(said["applies_to"]), said["sentence"], said["remedy"], outcome)


DOCUMENT_RULES = _read_rules("document_rules.toml", level="hold")
PULL_RULES = _read_rules("pull_rules.toml", level="hold", applies_to="document", outcome="unavailable")
RELEASE_RULES = _read_rules("release_rules.toml")
FINDING_RULES = _read_rules("finding_rules.toml", level="warn", applies_to="document")
RULES: dict[str, Rule] = {**DOCUMENT_RULES, **PULL_RULES, **RELEASE_RULES, **FINDING_RULES}


def get_rule(code: str) -> Rule:
    """Return the rule with this code. Raises ``UnknownRuleError`` when there is none."""
    try:
        return RULES[code]
    except KeyError:
        raise UnknownRuleError(f"No rule has the code {code}; declare it in expectations/data.") from None


def holds_by_tables(code: str) -> bool:
    """Whether a rule holds documents back by looking at whole tables, so that a decision may confirm them."""
    rule = RULES.get(code)
    return rule is not None and rule.level is Level.HOLD and rule.applies_to is Scope.TABLE
