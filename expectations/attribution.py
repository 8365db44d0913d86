"""Whose rows break a rule: the documents behind a failure, where every failing row is of one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from expectations.rules import Level, Scope, get_rule

if TYPE_CHECKING:
    import pandas as pd

    from expectations.validate import Failure

SHA256 = re.compile(r"[0-9a-f]{64}")
EVALUATION = ("municipality_code", "round")
# The tables whose rows are made of single documents. A row of any other is nobody's fault but ours.
OF_DOCUMENTS = (
    "area_scores",
    "subarea_scores",
    "main_area_scores",
    "evaluations",
    "series",
    "documents",
    "evidence",
    "benchmarks",
    "findings",
)


def attribute_failures(failures: Sequence[Failure], tables: Mapping[str, pd.DataFrame]) -> list[Failure]:
    """The failures, those of level stop with the documents that their rows are of.

    Where one failing row names no document, or not all rows are named, the failure has none: no document
    explains it.
    """
    return [
        replace(failure, documents=_find_documents(failure, tables))
        if failure.level is Level.STOP
        else failure
        for failure in failures
    ]


def _find_documents(failure: Failure, tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    if failure.table not in OF_DOCUMENTS or get_rule(failure.code).applies_to is Scope.RELEASE:
        return ()
    found: dict[str, None] = {}
    for row in failure.rows:
        documents = _find_of_row(row, tables)
        if not documents:
            return ()
        found |= dict.fromkeys(documents)
    return tuple(found)


def _find_of_row(row: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> list[str]:
    for name in ("document_sha256", "document_id"):
        if SHA256.fullmatch(str(row.get(name, ""))):
            return [str(row[name])]
    if not set(EVALUATION) <= set(row):
        return []
    for name in ("evaluations", "area_scores"):  # a score may have gone to an evaluation that is not there
        table = tables[name]
        of_row = table["municipality_code"].eq(row["municipality_code"]) & table["round"].eq(row["round"])
        found = table.loc[of_row.fillna(False), "document_sha256"]
        if len(found):
            return sorted({str(sha256) for sha256 in found})
    return []
