"""The rulebook: all rules as Markdown; ``python -m expectations.rulebook FILE`` writes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from expectations.rules import (
    COLLAPSE_LEAST,
    COLLAPSE_SHARE,
    DOCUMENT_RULES,
    FINDING_RULES,
    LARGE_CHANGE,
    PULL_RULES,
    RELEASE_RULES,
    SINGLE_SHARE,
    STALE_DAYS,
    Level,
    Rule,
)

CHAPTERS: tuple[tuple[str, str, Mapping[str, Rule]], ...] = (
    (
        "Tables and releases",
        """Checked with Great Expectations before every release, from the declaration of the columns and
from the rules of the domain. `stop`: no release is made and the last one stands. `warn`: published and
shown in the morning report.""",
        RELEASE_RULES,
    ),
    (
        "Documents",
        """`hold`: nothing of the document is published; `documents`, `evidence` and `kommunkompassen review`
keep it with its reasons. A declared confirmation answers a rule that looks at tables.""",
        DOCUMENT_RULES,
    ),
    (
        "Addresses",
        "Why an address could not be pulled. The last good copy, if there is one, keeps its place.",
        PULL_RULES,
    ),
    ("Findings", "Worth a look; they decide nothing. Rows of the table `findings`.", FINDING_RULES),
)


def write_rulebook() -> str:
    """Write the rulebook as Markdown."""
    return "\n".join(_write_lines()) + "\n"


def _write_lines() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield (
        "Every rule has a code, a level with its consequence, and a sentence. This page is made from\n"
        "`expectations/data` with `python -m expectations.rulebook docs/rules.md`; a test fails while it is\n"
        "stale."
    )
    yield ""
    yield (
        f"A change of more than {LARGE_CHANGE} points counts as large; more than {SINGLE_SHARE:.0%} of\n"
        f"scores that rest on one reading as many; {STALE_DAYS} days without a successful pull as stale.\n"
        f"At least {COLLAPSE_LEAST} evaluations and more than {COLLAPSE_SHARE:.0%} of the last release lost\n"
        "at once count as a collapse, whatever each document's own reason is."
    )
    for title, text, rules in CHAPTERS:
        yield from (
            "",
            f"## {title}",
            "",
            text,
            "",
            "| level | code | looks at | what is wrong | what to do |",
        )
        yield "|---|---|---|---|---|"
        for rule in sorted(rules.values(), key=lambda rule: (list(Level).index(rule.level), rule.code)):
            level = rule.level.value if rule.outcome is None else f"{rule.level.value}: {rule.outcome.value}"
            yield f"| {level} | `{rule.code}` | {rule.applies_to.value} | {rule.sentence} | {rule.remedy} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(write_rulebook(), encoding="utf-8")
