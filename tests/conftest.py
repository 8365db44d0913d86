"""Fixtures that several test files share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.ingested import Ingested

ROOT = Path(__file__).resolve().parent.parent
SHARED_REPORTS = Path(os.environ.get("SHARED_REPORTS", ROOT.parent / "shared" / "reports"))
# A machine that is busy with other work draws slowly; that says nothing of what is tested.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The larger set of facsimile reports beside the checkout, with its ``truth.csv``."""
    if not (SHARED_REPORTS / "truth.csv").is_file():
        message = f"the larger set of sample reports is not at {SHARED_REPORTS}"
        if os.environ.get("CI"):
            pytest.fail(f"{message}, and continuous integration must have it")
        pytest.skip(message)
    return SHARED_REPORTS


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """The main job done on the bundled sample. Copy ``data`` before changing anything in it."""
    from flows.commands.demo import SAMPLE
    from tests.ingested import ingest_folder

    return ingest_folder(SAMPLE, tmp_path_factory.mktemp("sample"))
