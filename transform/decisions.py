"""Declared decisions: what a person decided about a document that the rules hold back.

A decision names its document by sha256, and the codes of the reasons that the person saw. Every later run
applies it (``transform.apply_decisions``). It has no effect while the document is not in the archive, and it
fails the run when the document no longer has those reasons, because somebody should look at it again then.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib import resources
from typing import Annotated

from pydantic import BeforeValidator

from extract.csvtables import SEPARATOR, Day, Identifier, LineError, Sha256, Text, parse_lines
from extract.instrument import EDITIONS
from extract.municipalities import MUNICIPALITIES
from extract.sources.addresses import LONGEST_SENTENCE, show_words


class DecisionKind(StrEnum):
    """What can be decided; ``warehouse/columns/decisions.toml`` explains each."""

    FINAL = "final"
    NOT_A_REPORT = "not_a_report"
    CONFIRMED = "confirmed"
    MUNICIPALITY = "municipality"
    ROUND = "round"
    EDITION = "edition"
    READING = "reading"
    MISPRINTED_TOTAL = "misprinted_total"
    WITHDRAWN = "withdrawn"


WITH_VALUE = frozenset(  # the kinds of decisions that need a value
    {DecisionKind.MUNICIPALITY, DecisionKind.ROUND, DecisionKind.EDITION, DecisionKind.READING}
)


class DecisionError(Exception):
    """A decision is malformed or no longer fits its document; the message says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(show_words(sentence, LONGEST_SENTENCE))


def _parse_kind(text: object) -> object:
    if text == "":
        raise ValueError("is empty")
    if text not in list(DecisionKind):
        raise ValueError(f"says {text}; it may be {', '.join(DecisionKind)}")
    return text


@dataclass(frozen=True)
class Decision:
    """One declared decision, a line of the file of decisions.

    ``value`` is the municipality code, the year, the edition or the presentation that is decided; ``None``
    for the other kinds. ``expected`` holds the rule codes that the document must still have for the decision
    to apply: for ``confirmed`` those of rules that look at whole tables, otherwise those of the document
    itself and of its comparison with others. It is empty when the document had no reasons.
    """

    decision_id: Identifier
    document_sha256: Sha256
    decision: Annotated[DecisionKind, BeforeValidator(_parse_kind)]
    value: str | None
    expected: tuple[str, ...]
    reason: Text
    decided_by: Text
    decided_on: Day


COLUMNS = tuple(field.name for field in fields(Decision))


def read_project_decisions() -> str:
    """Read the project's own file of decisions."""
    return resources.files("transform.data").joinpath("decisions.csv").read_text(encoding="utf-8")


def parse_decisions(text: str, name: str = "decisions.csv") -> list[Decision]:
    """Parse a file of decisions, in its order.

    Raises ``DecisionError``, which names file, line and column, for a malformed line, for an identifier that
    comes twice, and for two decisions of one kind about one document.
    """
    try:
        lines = parse_lines(text, name, Decision)
    except LineError as error:
        raise DecisionError(str(error)) from error
    for place, decision in lines:
        _check_value(decision.decision, decision.value or "", place)
        if not decision.expected and decision.decision is DecisionKind.CONFIRMED:
            raise DecisionError(f"{place}: column expected must name the reasons that this decision answers.")
    decisions = [decision for _, decision in lines]
    _refuse_twins(decisions, name)
    return decisions


def format_decisions(decisions: Iterable[Decision]) -> str:
    """Format a file of decisions; ``parse_decisions`` reads it back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for decision in decisions:
        writer.writerow(
            [
                decision.decision_id,
                decision.document_sha256,
                decision.decision.value,
                decision.value or "",
                SEPARATOR.join(decision.expected),
                decision.reason,
                decision.decided_by,
                decision.decided_on.isoformat(),
            ]
        )
    return text.getvalue()


def list_preferred(decisions: Iterable[Decision]) -> frozenset[str]:
    """List the sha256 of every document that a decision declares to be the final report."""
    return frozenset(
        decision.document_sha256 for decision in decisions if decision.decision is DecisionKind.FINAL
    )


def _check_value(kind: DecisionKind, value: str, place: str) -> None:
    if kind not in WITH_VALUE:
        if value:
            raise DecisionError(f"{place}: column value must be empty for decision {kind}.")
    elif kind is DecisionKind.MUNICIPALITY and value not in MUNICIPALITIES:
        raise DecisionError(f"{place}: column value is not the code of a municipality: {value or 'empty'}.")
    elif kind is DecisionKind.ROUND and not re.fullmatch(r"20\d\d", value):
        raise DecisionError(f"{place}: column value is not a year such as 2014: {value or 'empty'}.")
    elif kind is DecisionKind.EDITION and value not in map(str, EDITIONS):
        known = ", ".join(map(str, EDITIONS))
        raise DecisionError(f"{place}: column value is none of the editions {known}: {value or 'empty'}.")
    elif kind is DecisionKind.READING and not value:
        raise DecisionError(f"{place}: column value must name the presentation that holds the points.")


def _refuse_twins(decisions: Sequence[Decision], name: str) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for decision in decisions:
        for key in ((decision.decision_id,), (decision.document_sha256, decision.decision)):
            if key in seen:
                raise DecisionError(
                    f"{name}: decisions {seen[key]} and {decision.decision_id} are about the same thing; "
                    "keep one."
                )
            seen[key] = decision.decision_id
