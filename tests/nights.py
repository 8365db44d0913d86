"""What tests of the nightly run share: reports on loopback, a catalogue, a job without its slowest part."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import expectations.validate
from expectations.validate import Validation
from flows.sample_server import serve_folder, write_catalogue
from tests.conftest import ROOT

REPORTS = ("mark-2009.pdf", "tyreso-2015.pdf", "pm-before-visit.pdf")


@contextmanager
def serve_reports(folder: Path, names: tuple[str, ...] = REPORTS) -> Iterator[Path]:
    """Serve some of the bundled reports from ``folder`` and give the catalogue that lists them."""
    reports, catalogue = folder / "reports", folder / "catalogue.csv"
    reports.mkdir(parents=True)
    for name in names:
        shutil.copy(ROOT / "flows" / "sample_reports" / name, reports)
    with serve_folder(reports, port=0) as base:
        write_catalogue(reports, base, catalogue)
        yield catalogue


def make_options(catalogue: Path, data: Path | str, **others: Any) -> dict[str, Any]:
    """Settings for a run over the served reports."""
    return {
        "sources": catalogue,
        "data": str(data),
        "allow_private_hosts": True,
        "per_host_delay": 0.0,
        "workers": 1,
        **others,
    }


def skip_expectations(patch: pytest.MonkeyPatch) -> None:
    """Leave Great Expectations out: it costs seconds and has tests of its own."""
    patch.setattr(expectations.validate, "validate_release", lambda *_, **__: Validation(()))
