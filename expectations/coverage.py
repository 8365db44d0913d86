"""Checking that no evaluation of the last release disappears without a reason.

A lost evaluation whose document is now quarantined, rejected, a duplicate or read as another evaluation is
only shown. A lost evaluation whose document the archive no longer knows stops the release, unless the
operator allows it with a reason. So does the loss of so many at once that a fault in the readers is likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from expectations.rules import COLLAPSE_LEAST, COLLAPSE_SHARE
from extract.records import Outcome
from warehouse.frames import list_rows

KEY = ["municipality_code", "round"]
COLUMNS = [*KEY, "document_sha256", "state", "why"]
HELD = "held"


def judge_coverage(
    tables: Mapping[str, pd.DataFrame],
    previous: Mapping[str, pd.DataFrame] | None,
    allow_shrink: str | None = None,
) -> pd.DataFrame:
    """Make a row for each evaluation of the last release; ``state`` is ``held`` (still there) or a rule code.

    ``allow_shrink`` is the operator's reason for allowing any loss in this run.
    """
    if previous is None:
        return pd.DataFrame(columns=COLUMNS)
    held = set(_list_keys(tables["evaluations"]))
    documents = {row["sha256"]: row for row in list_rows(tables["documents"])}
    decisions = tables["decisions"]
    withdrawn = set(decisions.loc[decisions["decision"] == "withdrawn", "document_sha256"])
    rows: list[dict[str, Any]] = []
    for row in list_rows(previous["evaluations"]):
        key = row["municipality_code"], int(row["round"])
        state, why = HELD, ""
        if key not in held:
            state, why = _explain(row, documents.get(row["document_sha256"]), withdrawn)
        rows.append(
            {
                "municipality_code": key[0],
                "round": key[1],
                "document_sha256": row["document_sha256"],
                "state": state,
                "why": why,
            }
        )
    coverage = pd.DataFrame(rows, columns=COLUMNS)
    lost = coverage["state"] != HELD
    if allow_shrink:
        coverage.loc[lost, "why"] = coverage.loc[lost, "why"] + f"; allowed: {allow_shrink}"
        coverage.loc[lost, "state"] = "coverage_explained"
    elif lost.sum() >= COLLAPSE_LEAST and lost.mean() > COLLAPSE_SHARE:
        coverage.loc[coverage["state"] == "coverage_explained", "state"] = "coverage_collapsed"
    return coverage


def _explain(
    row: Mapping[str, Any], document: Mapping[str, Any] | None, withdrawn: set[str]
) -> tuple[str, str]:
    url = row["source_url"]
    if row["document_sha256"] in withdrawn:
        return "coverage_explained", "a decision withdraws the document"
    if document is None:
        return "coverage_shrank", f"the archive has no record any more of the document from {url}"
    outcome = document["outcome"]
    if outcome == Outcome.ACCEPTED:
        now = f"{document['municipality_code']} {document['round']}"
        return "coverage_explained", f"{url} is read as evaluation {now} now"
    codes = ", ".join(document["reasons"]) or "no reason"
    return "coverage_explained", f"{url} is {outcome} now: {codes}"


def _list_keys(evaluations: pd.DataFrame) -> list[tuple[str, int]]:
    return [
        (code, int(year))
        for code, year in zip(evaluations["municipality_code"], evaluations["round"], strict=True)
    ]
