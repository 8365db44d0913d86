"""Great Expectations does the same work once, not many times: quicker, and with the same results."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from expectations import domain_suites, library, suites
from expectations.engine import Broken, Engine, run_batches
from tests.planted import PLANTED
from tests.releases import Tables, make_release

NAMES = ("area_scores", "documents")


def plant() -> Tables:
    """The tables of a release in which something is wrong in many ways."""
    tables = make_release()
    for change, names, *_ in PLANTED.values():
        if set(names) <= set(NAMES):
            tables = change(tables)
    return tables


def validate(tables: Tables) -> tuple[list[Broken], list[dict[str, Any]]]:
    """What is broken in the tables, and the raw results without what differs each time."""
    engine = Engine()
    batches = [*suites.list_table_batches(tables, NAMES), *domain_suites.list_rule_batches(tables, NAMES)]
    broken = run_batches(batches, engine)
    told = [each for result in engine.results for each in result["results"]]
    for each in told:
        each["expectation_config"].pop("id", None)  # drawn anew each time
    return broken, told


def count_made(patch: pytest.MonkeyPatch, kind: type) -> list[None]:
    """A list that grows with every object of that kind."""
    made: list[None] = []
    make = kind.__init__

    def count(*arguments: Any, **named: Any) -> None:
        made.append(None)
        make(*arguments, **named)

    patch.setattr(kind, "__init__", count)
    return made


def test_the_results_are_those_of_great_expectations_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from great_expectations.validator.metric_configuration import MetricConfiguration

    tables = plant()
    built = count_made(monkeypatch, library.ExpectationConfiguration)
    measured = count_made(monkeypatch, MetricConfiguration)
    quick = validate(tables)
    counted = len(built), len(measured)
    assert len({each.rule for each in quick[0]}) > 8
    slow = property(library.Expectation.configuration.fget.__wrapped__)
    monkeypatch.setattr(library.Expectation, "configuration", slow)
    for kind, name in (
        (library.ExpectationConfiguration, "to_domain_obj"),
        (library.Expectation, "_get_domain_kwargs"),
        (library.Expectation, "_get_success_kwargs"),
        (library.IDDict, "to_id"),
        (library.PandasExecutionEngine, "get_batch_data_and_markers"),
        (library.PandasExecutionEngine, "get_compute_domain"),
        (library.ValidationGraph, "build_metric_dependency_graph"),
    ):
        monkeypatch.setattr(kind, name, getattr(kind, name).__wrapped__)
    monkeypatch.setattr("expectations.library.quicken_metrics", lambda: None)
    assert len(library.quickened) > 50
    for name, provider in library.quickened.items():
        providers = library._registered_metrics[name]["providers"]
        monkeypatch.setitem(providers, "PandasExecutionEngine", provider)
    for name, quicker in library.quicker_functions.items():
        holders = [
            module
            for place, module in list(sys.modules.items())
            if place.startswith("great_expectations.") and vars(module).get(name) is quicker
        ]
        assert len(holders) > 1, name
        for module in holders:
            monkeypatch.setattr(module, name, quicker.__wrapped__)
    built.clear()
    measured.clear()
    assert validate(tables) == quick
    assert counted[0] < len(built) / 5
    assert counted[1] < len(measured) / 1.3


def test_the_columns_that_name_a_row_are_in_its_table() -> None:
    tables = make_release()
    for batch in (*suites.list_table_batches(tables), *domain_suites.list_rule_batches(tables)):
        assert set(batch.keys) <= set(batch.frame.columns), batch.name


def test_what_is_imported_later_is_there_when_it_is_wanted() -> None:
    """A validation imports neither SciPy's statistics nor Altair, and both work afterwards."""
    script = """
import sys
from expectations import library, domain_suites
assert not {"scipy.stats", "altair", "pyspark", "sqlalchemy"} & set(sys.modules)
from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as module
assert module.stats.entropy([0.5, 0.5]) > 0
assert module.alt.Chart.__module__.startswith("altair.")
assert "scipy.stats" in sys.modules and "altair" in sys.modules
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True, timeout=120)
