"""The rules: a short stable code, a level with its consequence, and a sentence for people.

The facts stand in four files in ``data``: ``document_rules.toml``, ``pull_rules.toml``,
``release_rules.toml`` and ``finding_rules.toml``. What a number of points or days may be stands here with the
reason for it, unless it is a bound of a single column: those are declared in ``warehouse.schema``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

from extract.records import Outcome

LARGE_CHANGE = 35  # points: the largest of the published changes by area known (Region Gotland 2014) is 35
SINGLE_SHARE = 0.25  # of the scores: above it a layout is likely read by one reader alone
STALE_DAYS = 40  # a month of nightly runs and some days of holiday
COLLAPSE_SHARE = (
    0.5  # of the last release's evaluations: documents that went bad never stop a run, readers do
)
COLLAPSE_LEAST = 10  # evaluations: fewer may well go in one night
MOST_NAMED = 5_000  # failing rows: naming more costs minutes, and no person reads them


class Level(StrEnum):
    """What a broken rule does."""

    STOP = "stop"  # no release is made; the last one stands
    HOLD = "hold"  # the document is kept out of the release
    WARN = "warn"  # published and shown


class Scope(StrEnum):
    """Where a rule looks."""

    READING = "reading"
    DOCUMENT = "document"
    TABLE = "table"
    RELEASE = "release"


@dataclass(frozen=True)
class Rule:
    """One rule. ``outcome`` is what a document that breaks a rule of level hold becomes."""

    code: str
    level: Level
    applies_to: Scope
    sentence: str
    remedy: str
    outcome: Outcome | None = None


class UnknownRuleError(KeyError):
    """A code that no rule declares."""


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
    """The rule of that code. Raises ``UnknownRuleError``."""
    try:
        return RULES[code]
    except KeyError:
        raise UnknownRuleError(f"No rule has the code {code}; declare it in expectations/data.") from None
