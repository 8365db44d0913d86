"""A command begins before what it may need later is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

HEAVY = {"altair", "great_expectations", "prefect", "trafilatura", "reportlab", "duckdb", "polars"}
READERS = {"extract.document", "pypdfium2", "PIL.Image"}


@pytest.mark.parametrize(
    ("module", "waits"), [("flows.pipeline.backfill", HEAVY | READERS), ("extract.document", HEAVY)]
)
def test_what_takes_long_to_import_waits_until_it_is_needed(module: str, waits: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert waits.isdisjoint(loaded.stdout.split())
