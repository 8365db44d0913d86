"""Fixtures that several test files share."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from extract.process import limits
from tests.forked_workers import start_forked
from tests.once import make_once

if TYPE_CHECKING:
    from tests.ingested import Ingested

ROOT = Path(__file__).resolve().parent.parent
SHARED_REPORTS = Path(os.environ.get("SHARED_REPORTS", ROOT.parent / "shared" / "reports"))
MEMORY = Path("/dev/shm")  # a disk in memory, where Linux has one
ROOM = 8_000_000_000  # bytes
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = str(MEMORY)  # every release is synced file by file, which a real disk waits for
    tempfile.tempdir = None
START_PROCESS = limits.start_process
COLLECTED = (50_000, 20, 20)  # new objects, and collections of younger ones, before a collection
# A machine that is busy with other work draws slowly; that says nothing of what is tested.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
# Processes that share the tests file by file begin with these, the longest first, and so end together. Three
# wait for servers more than they work: one begins, the others follow one by one, among those that only work.
LONGEST = (
    "test_harvest",
    "test_ingest",
    "test_kill",
    "test_html_reports",
    "test_layouts",
    "test_site_browser",
    "test_rebuild",
    "test_readme",
    "test_validate",
    "test_prefect_server",
    "test_bench",
    "test_dask",
    "test_isolation",
    "test_cli",
    "test_telemetry",
    "test_scan",
    "test_strangers",
    "test_stopped_release",
    "test_s3",
    "test_pictured",
    "test_cases",
    "test_claims",
    "test_limits",
    "test_shown",
    "test_release",
    "test_hostile_pdfs",
    "test_read_everywhere",
    "test_pull_to_release",
    "test_site_size",
    "test_read_command",
    "test_demo",
    "test_transcripts",
    "test_bad_release",
    "test_review",
    "test_exit",
    "test_ocr",
    "test_export",
    "test_secrets",
    "test_metadata",
    "test_progress",
    "test_site",
    "test_quicker_expectations",
    "test_chapters_told_otherwise",
    "test_power_loss",
    "test_hostile_inputs",
    "test_sample_identity",
    "test_evidence",
    "test_domain_rules",
    "test_weaker_boxes",
    "test_settling",
    "test_diff",
)


def pytest_configure() -> None:
    """Collect no garbage until all tests are imported: modules make much that stays and little garbage."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what was imported, and run seldom: it was a tenth of the work.

    Everything is given back when Python ends, where some extensions tell of what is left.
    """
    gc.freeze()
    atexit.register(gc.unfreeze)
    gc.set_threshold(*COLLECTED)
    gc.enable()


OF_PROCESSES = ("test_box", "test_exit", "test_limits", "test_weaker_boxes")


@pytest.fixture(scope="session", autouse=True)
def forked_workers() -> Iterator[None]:
    """Fork reading processes from one that has the readers, for tests and for all that they share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "start_process", start_forked)
        yield


@pytest.fixture(scope="module", autouse=True)
def own_workers(request: pytest.FixtureRequest, forked_workers: None) -> Iterator[None]:
    """Start reading processes as the pipeline does for tests of how such processes start and end."""
    with pytest.MonkeyPatch.context() as patch:
        if request.path.stem in OF_PROCESSES:
            patch.setattr(limits, "start_process", START_PROCESS)
        yield


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The larger set of facsimile reports beside the checkout, with its ``truth.csv``."""
    if not (SHARED_REPORTS / "truth.csv").is_file():
        from tests.needs import miss

        miss(f"the larger set of sample reports is not at {SHARED_REPORTS}")
    return SHARED_REPORTS


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of Prefect for this process of the tests, with a database that is migrated already."""
    from tests.prefect_home import copy_prefect_home

    return copy_prefect_home(tmp_path_factory)


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> dict[str, str]:
    """The environment of a command that uses the server of this run of the tests and none of its own."""
    from tests.shared_server import share_server

    return {"PREFECT_HOME": str(prefect_home), "PREFECT_API_URL": share_server(tmp_path_factory)}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> Ingested:
    """The demo, run once. Copy ``data`` before changing anything in it."""
    from flows.commands.demo import SAMPLE
    from tests.ingested import DEMO, make_demo, recall

    folder = make_once(tmp_path_factory, "demo", lambda folder: make_demo(folder, prefect_home))
    return recall(SAMPLE, folder / DEMO, (folder / "printed.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory, shared_reports: Path, sample: Ingested) -> Ingested:
    """The main job, done once on the larger set of reports. Copy ``data`` before changing anything in it."""
    from tests.ingested import ingest_folder, recall

    return recall(
        shared_reports,
        make_once(tmp_path_factory, "larger", lambda folder: ingest_folder(shared_reports, folder, sample)),
    )
