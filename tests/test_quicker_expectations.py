"""Great Expectations looks its arguments up in one configuration: quicker, and with the same results."""

from __future__ import annotations

from typing import Any

import pytest

from expectations import library, suites
from expectations.engine import Broken, Engine, run_batches
from tests.planted import PLANTED
from tests.releases import make_release


def validate() -> tuple[list[Broken], list[dict[str, Any]]]:
    """What is broken in a table with a bad score, and the raw results without what differs each time."""
    plant, names, *_ = PLANTED["a score of 104"]
    engine = Engine()
    broken = run_batches(suites.list_table_batches(plant(make_release()), names), engine)
    told = [each for result in engine.results for each in result["results"]]
    for each in told:
        each["expectation_config"].pop("id")  # drawn anew each time
    return broken, told


def test_the_results_are_those_of_great_expectations_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = validate()
    build, built = library._build, list[object]()

    def count(expectation: library.Expectation) -> Any:
        built.append(expectation)
        return build(expectation)

    for name in library.LOOK_UPS:
        monkeypatch.setattr(library.Expectation, name, getattr(library.Expectation, name).__wrapped__)
    monkeypatch.setattr(library.Expectation, "configuration", property(count))
    assert validate() == quick
    whole = len(built)
    monkeypatch.undo()
    monkeypatch.setattr(library, "_build", count)
    built.clear()
    assert validate() == quick
    assert len(built) < whole / 2
