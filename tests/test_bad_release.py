"""A bad row is never published: its document is held back, and the other reports are published."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path

import pytest
from upath import UPath

import transform.tables
from flows.configuration import load_settings
from flows.declarations.inputs import load_declarations
from flows.pipeline import steps
from tests.fixtures_reports import index_reports, make_addresses, make_report
from tests.planted import AREA_3, OREBRO, PLANTED, Plant, cell, repeat_row
from tests.releases import Tables, look_at, make_pulls

REPORTS = [
    make_report("1880", 2012, [68, 85, 86, 74, 70, 74, 71, 87]),
    make_report("0180", 2010, [50, 51, 52, 53, 54, 55, 56, 57]),
]


SINGLE = ["a score of 104", "a duplicate key", "an unknown municipality", "a sum that is off"]
AREA_1, AREA_4 = ({**AREA_3, "area_no": area_no} for area_no in (1, 4))
MANY = [  # in different rows; the eight areas stay, as sums are checked only of evaluations that are whole
    cell("area_scores", "score", 104.0, **AREA_1),
    repeat_row("area_scores", **AREA_3),
    repeat_row("area_scores", **AREA_4),
    cell("area_scores", "municipality_code", "9999", **AREA_4),
    cell("evaluations", "total", 600.0, **OREBRO),
]
CODES = {"value_out_of_bounds", "key_duplicate", "reference_unknown", "sum_off"}


@pytest.mark.slow
@pytest.mark.parametrize("name", SINGLE)
def test_a_bad_row_holds_its_document_and_no_other(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, _, code, _, _ = PLANTED[name]
    look_at(monkeypatch, "area_scores", "evaluations", "documents")
    check_only_the_first_is_held([plant], {code}, tmp_path, monkeypatch)


@pytest.mark.slow
def test_many_bad_rows_hold_their_document_and_no_other_with_every_table_validated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_only_the_first_is_held(MANY, CODES, tmp_path, monkeypatch)


def check_only_the_first_is_held(
    plants: Sequence[Plant], codes: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plant rows of the first report whenever its scores are published, and settle the tables."""
    build = transform.tables.build_tables

    def build_badly(*arguments: object, **declared: object) -> Tables:
        tables = build(*arguments, **declared)  # type: ignore[arg-type]
        sound = REPORTS[0].sha256 not in set(tables["area_scores"]["document_sha256"])
        return tables if sound else reduce(lambda made, plant: plant(made), plants, tables)

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
    assert codes <= set(held["reasons"])
    assert set(settled.tables["area_scores"]["document_sha256"]) == {REPORTS[1].sha256}
