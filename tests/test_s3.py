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

from extract.sources.archive import Archive
from extract.sources.store import open_store
from flows.commands.status import command as status_command
from flows.configuration import load_settings
from flows.locking import RunInProgressError, lock_data
from flows.mirroring import mirror_data
from flows.pipeline.nightly import run_job
from tests.fixtures_release import INPUTS, build_sample
from tests.nights import make_options, serve_reports, skip_expectations
from warehouse.read import find_latest, is_whole, read_tables
from warehouse.release import publish_release

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
    with lock_data(data, "first") as confirm:
        with pytest.raises(RunInProgressError, match="run first"), lock_data(data, "second"):
            pass
        confirm()
    with lock_data(data, "third") as confirm:
        confirm()


def test_a_mirror_in_a_bucket_is_incremental_and_verified(bucket: str, tmp_path: Path) -> None:
    data, target = tmp_path / "data", open_store(f"{bucket}/mirror")
    archive = Archive(data / "archive")
    documents = [archive.put(f"%PDF-1.4 {number} %%EOF".encode()) for number in range(3)]
    first = publish_release(build_sample(), data / "warehouse", INPUTS)
    assert mirror_data(data, target).problems == []
    documents.append(archive.put(b"%PDF-1.4 new %%EOF"))
    changed = build_sample()
    changed["findings"] = changed["findings"].iloc[1:]
    second = publish_release(changed, data / "warehouse", INPUTS)
    done = mirror_data(data, target)
    assert (done.problems, done.copied) == ([], 1 + len(list(Path(str(second.path)).iterdir())))
    there = Archive(target / "archive")
    assert there.hashes() == sorted(documents)
    assert there.verify() == []
    latest = find_latest(target / "warehouse")
    assert latest is not None
    assert (latest.name, is_whole(latest)) == (second.id, True)
    assert is_whole(target / "warehouse" / "releases" / first.id)

    there.locate(documents[0]).write_bytes(b"x" * len(archive.read_bytes(documents[0])))
    told = mirror_data(data, target, verify=True)
    assert ["was damaged and was copied again" in sentence for sentence in told.problems] == [True]
    assert mirror_data(data, target, verify=True).problems == []
    assert there.verify() == []
