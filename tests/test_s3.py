"""``--data s3://…``: the same rows as in a local directory, against an S3-compatible server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from moto.server import ThreadedMotoServer
from upath import UPath

from extract.archive import Archive
from extract.store import open_store
from flows.commands.status import command as status_command
from flows.job import run_job
from flows.locking import RunInProgressError, hold_data
from flows.settings import load_settings
from tests.nights import make_options, serve_reports, skip_expectations
from warehouse.read import find_latest, is_whole, read_tables

pytestmark = pytest.mark.slow

BUCKET = "warehouse"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An empty bucket on a server of its own, found the way any S3 client finds it: by the environment."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.get_filesystem_class("s3").clear_instance_cache()  # they remember another test's server
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir(BUCKET)
        yield f"s3://{BUCKET}"
        fsspec.get_filesystem_class("s3").clear_instance_cache()
    server.stop()


def test_the_same_rows_as_locally(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    skip_expectations(monkeypatch)
    with serve_reports(tmp_path / "sources") as catalogue:
        local = run_job(load_settings(**make_options(catalogue, tmp_path / "data")))
        options = make_options(catalogue, f"{bucket}/night")
        remote = run_job(load_settings(**options))
        again = run_job(load_settings(**options))
    assert (local.state, remote.state, again.state) == ("published", "published", "unchanged")
    assert local.release_id == remote.release_id == again.release_id

    data = open_store(f"{bucket}/night")
    here = find_latest(tmp_path / "data" / "warehouse")
    there = find_latest(data / "warehouse")
    assert here is not None
    assert there is not None
    assert is_whole(there)
    ours, theirs = read_tables(here), read_tables(there)
    assert ours["area_scores"].num_rows > 0
    for name, table in ours.items():
        assert table.equals(theirs[name]), name
    assert (data / "warehouse" / "latest" / "area_scores.parquet").exists()
    assert Archive(data / "archive").verify() == []
    assert (data / "runs" / remote.run_id / "report.md").read_text().startswith("# Kommunkompassen")

    shown = CliRunner().invoke(status_command, ["--data", str(data), "--sources", str(catalogue), "--json"])
    state = json.loads(shown.output)
    assert (state["is_fresh"], state["release_id"], state["running"]) == (True, local.release_id, None)


def test_a_second_run_says_who_holds_the_bucket(bucket: str) -> None:
    """By a lease, because an object store has no locks; its creation is exclusive on the server."""
    data: UPath = open_store(f"{bucket}/held")
    with hold_data(data, "first") as confirm:
        with pytest.raises(RunInProgressError, match="run first"), hold_data(data, "second"):
            pass
        confirm()
    with hold_data(data, "third") as confirm:
        confirm()
