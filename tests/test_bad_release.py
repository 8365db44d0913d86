"""A bad release is stopped in the run itself: nothing is published, the last release stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from upath import UPath

import transform.tables
from expectations.settling import StoppedReleaseError
from flows import steps
from flows.declarations import load_declarations
from flows.settings import load_settings
from tests.fixtures_reports import index_reports, make_addresses, make_report
from tests.releases import Tables, make_pulls, make_release
from tests.test_validate import PLANTED
from warehouse.read import find_latest, is_whole, list_releases
from warehouse.release import publish_release

REPORTS = [
    make_report("1880", 2012, [68, 85, 86, 74, 70, 74, 71, 87]),
    make_report("0180", 2010, [50, 51, 52, 53, 54, 55, 56, 57]),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["a score of 104", "a duplicate key", "an unknown municipality", "a sum that is off"]
)
def test_a_bad_release_is_not_published(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    warehouse = tmp_path / "data" / "warehouse"
    last = publish_release(make_release(REPORTS[:1]), warehouse, {"code": "test"}).path

    plant, _, code, _, key = PLANTED[name]
    build = transform.tables.build_tables

    def build_badly(*arguments: object, **declared: object) -> Tables:
        return plant(build(*arguments, **declared))  # type: ignore[arg-type]

    monkeypatch.setattr(transform.tables, "build_tables", build_badly)
    with pytest.raises(StoppedReleaseError, match=code) as stopped:
        steps.settle_tables(
            make_addresses(make_pulls(REPORTS)),
            [],
            index_reports(*REPORTS),
            load_declarations(load_settings(data=str(tmp_path / "data"))),
            last,
            UPath(tmp_path / "validation"),
            allow_shrink=None,
        )
    assert all(f"{column} {value}" in str(stopped.value) for column, value in key.items())
    assert find_latest(warehouse) == last
    assert list_releases(warehouse) == [last]
    assert is_whole(last)
