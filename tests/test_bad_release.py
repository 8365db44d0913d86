"""A bad row is never published: its document is held back, and the other reports are published."""

from __future__ import annotations

from pathlib import Path

import pytest
from upath import UPath

import transform.tables
from flows.configuration import load_settings
from flows.declarations.inputs import load_declarations
from flows.pipeline import steps
from tests.fixtures_reports import index_reports, make_addresses, make_report
from tests.planted import PLANTED
from tests.releases import Tables, look_at, make_pulls

WHOLE = "a score of 104"  # validated with every table, the others with those that they touch
REPORTS = [
    make_report("1880", 2012, [68, 85, 86, 74, 70, 74, 71, 87]),
    make_report("0180", 2010, [50, 51, 52, 53, 54, 55, 56, 57]),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["a score of 104", "a duplicate key", "an unknown municipality", "a sum that is off"]
)
def test_a_bad_row_holds_its_document_and_no_other(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, _, code, _, _ = PLANTED[name]
    if name != WHOLE:
        look_at(monkeypatch, "area_scores", "evaluations", "documents")
    build = transform.tables.build_tables

    def build_badly(*arguments: object, **declared: object) -> Tables:
        tables = build(*arguments, **declared)  # type: ignore[arg-type]
        sound = REPORTS[0].sha256 not in set(tables["area_scores"]["document_sha256"])
        return tables if sound else plant(tables)

    monkeypatch.setattr(transform.tables, "build_tables", build_badly)
    settled = steps.settle_tables(
        make_addresses(make_pulls(REPORTS)),
        [],
        index_reports(*REPORTS),
        load_declarations(load_settings(data=str(tmp_path / "data"))),
        [],
        None,
        UPath(tmp_path / "validation"),
        allow_shrink=None,
    )
    documents = settled.tables["documents"].set_index("sha256")
    held = documents.loc[REPORTS[0].sha256]
    assert held["outcome"] == "quarantined"
    assert code in list(held["reasons"])
    assert set(settled.tables["area_scores"]["document_sha256"]) == {REPORTS[1].sha256}
