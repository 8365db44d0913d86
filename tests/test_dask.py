"""``--runner dask``: batches read by Dask worker processes, the same rows as on this machine alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.configuration import load_settings
from flows.pipeline.nightly import run_job
from flows.reading.runners import split_batches
from tests.nights import REPORTS, make_options, serve_reports, skip_expectations

if TYPE_CHECKING:
    from distributed import LocalCluster

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def prefect(prefect_server: dict[str, str]) -> Iterator[None]:
    """Prefect in this process, with the server of this run of the tests."""
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with pytest.MonkeyPatch.context() as patch:
        for name, value in prefect_server.items():
            patch.setenv(name, value)
        address = prefect_server["PREFECT_API_URL"]
        with temporary_settings({PREFECT_API_URL: address, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            yield


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two Dask worker processes."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.mark.usefixtures("prefect")
def test_the_same_rows_as_on_this_machine(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client

    from flows.orchestration.flow import ingest

    skip_expectations(monkeypatch)
    with serve_reports(tmp_path / "sources") as catalogue:
        here = run_job(load_settings(**make_options(catalogue, tmp_path / "here")))
        address = cluster.scheduler_address
        spread = make_options(catalogue, tmp_path / "spread", runner="dask", dask_address=address, workers=2)
        there = ingest({**spread, "sources": str(catalogue)})
    assert here.release_id == there.release_id
    readings = sorted(path.name for path in (tmp_path / "spread").glob("cache/**/*.json"))
    assert readings == sorted(path.name for path in (tmp_path / "here").glob("cache/**/*.json"))
    assert len(readings) == len(REPORTS)
    with Client(address) as client:
        worked = client.run(count_executed)
    assert len(worked) == 2
    assert all(worked.values()), f"a worker had nothing to do: {worked}"


def count_executed(dask_worker: Any) -> int:
    """How many Dask tasks a worker has done."""
    return int(dask_worker.state.executed_count)


def test_no_worker_stands_idle_and_tasks_stay_few() -> None:
    settings = load_settings(runner="dask", workers=4)
    hashes = [f"{number:064x}" for number in range(100)]
    batches = split_batches(hashes, settings)
    assert [sha256 for batch in batches for sha256 in batch] == hashes
    assert len(batches) >= 4
    assert len(split_batches([f"{number:064x}" for number in range(100_000)], settings)) <= 20
    assert split_batches([], settings) == []
