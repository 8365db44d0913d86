"""Finding the documents whose rows break a rule."""

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
# Tables in which every row is made from a single document. A wrong row of another table is a fault of the
# code.
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
    """Add to each failure of level stop the documents from which its rows were made.

    A failure gets none when one of its rows belongs to no document or when not all rows are known: then
    holding documents back would not mend it.
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
    for name in ("evaluations", "area_scores"):  # a score may belong to an evaluation that has no row
        table = tables[name]
        of_row = table["municipality_code"].eq(row["municipality_code"]) & table["round"].eq(row["round"])
        found = table.loc[of_row.fillna(False), "document_sha256"]
        if len(found):
            return sorted({str(sha256) for sha256 in found})
    return []
