"""Against a real Prefect server with the pinned versions: deployed, scheduled, triggered, run by a worker."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from extract.sources.store import open_store
from flows.configuration import load_settings
from flows.environment import DEFAULTS
from flows.orchestration.server import await_server, find_port, start_server, stop_server
from flows.report.history import keep_report
from flows.report.morning import MorningReport
from flows.sample_server import serve_folder, write_catalogue
from tests.conftest import ROOT
from tests.prefect_home import copy_prefect_home

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

POOL = "kommunkompassen"


@dataclass(frozen=True)
class Server:
    """A Prefect server of its own, and how to ask it."""

    address: str
    environment: dict[str, str]

    def ask(self, path: str, **body: Any) -> Any:
        """POST to the server and give what it answers; SQLite may be busy for a moment (503)."""

        def post() -> httpx.Response | None:
            with contextlib.suppress(httpx.TransportError):
                answer = httpx.post(f"{self.address}/{path}", json=body, timeout=30)
                return None if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else answer
            return None

        answer = wait_for(post)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def prefect(self, *arguments: str) -> str:
        """Run Prefect's own command line from the checkout and give what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def find_runs(self) -> list[dict[str, Any]]:
        """The runs of the nightly deployment, first due first."""
        runs: list[dict[str, Any]] = self.ask(
            "flow_runs/filter", sort="EXPECTED_START_TIME_ASC", deployments={"name": {"any_": ["nightly"]}}
        )
        return runs

    def read_ends(self, runs: list[str]) -> dict[str, str] | None:
        """The final state of each run, once all have one."""
        found = self.ask("flow_runs/filter", flow_runs={"id": {"any_": runs}})
        states = {run["id"]: run["state_type"] for run in found}
        return states if set(states.values()) <= {"COMPLETED", "CANCELLED", "FAILED", "CRASHED"} else None

    def read_logs(self, runs: list[str]) -> str:
        """What the runs logged."""
        lines = self.ask("logs/filter", logs={"flow_run_id": {"any_": runs}}, limit=200)
        return "\n".join(line["message"] for line in lines)


def wait_for(what: Callable[[], Any], seconds: float = 120) -> Any:
    """What ``what`` gives, as soon as it is true. Fails when that takes too long."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, f"nothing came of it in {seconds} seconds"
        time.sleep(0.5)
    return found


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A catalogue of a report and a document that is none, served on loopback while the module runs."""
    folder = tmp_path_factory.mktemp("reports")
    for name in ("mark-2009.pdf", "pm-before-visit.pdf"):
        (folder / name).write_bytes((ROOT / "flows" / "sample_reports" / name).read_bytes())
    path = tmp_path_factory.mktemp("sources") / "catalogue.csv"
    with serve_folder(folder, port=0) as base:
        write_catalogue(folder, base, path)
        yield path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, catalogue: Path) -> Iterator[Server]:
    """A server with its own home; the runs it starts have a data directory of their own."""
    home = copy_prefect_home(tmp_path_factory)
    settings = home / "kommunkompassen.toml"
    settings.write_text(
        f'sources = "{catalogue}"\ndata = "{home / "data"}"\nallow_private_hosts = true\nworkers = 1\n'
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(home))
        patch.delenv("PREFECT_API_URL", raising=False)
        for name, value in DEFAULTS.items():
            patch.setenv(name, value)
        patch.setenv("PREFECT_SERVER_API_PORT", "0")
        patch.setattr("flows.orchestration.server.USUAL_PORT", 0)
        port = find_port()
        address = f"http://127.0.0.1:{port}/api"
        patch.setenv("PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS", "2")
        process = start_server(port)
        try:
            await_server(address, process)
            patch.setenv("PREFECT_API_URL", address)
            patch.setenv("PWD", str(ROOT))
            yield Server(address, dict(os.environ))
        finally:
            stop_server(process)


@pytest.fixture(scope="module")
def deployed(server: Server) -> dict[str, Any]:
    """The nightly deployment, made by the command that the operator's page gives."""
    server.prefect("work-pool", "create", POOL, "--type", "process")
    server.prefect("deploy", "--all")
    deployment: dict[str, Any] = httpx.get(f"{server.address}/deployments/name/ingest/nightly").json()
    return deployment


def test_a_deployed_cron_gets_a_scheduled_run(server: Server, deployed: dict[str, Any]) -> None:
    """With other versions of its own dependencies the server starts but never schedules anything."""
    first = wait_for(server.find_runs, 60)[0]
    assert first["state_name"] == "Scheduled"
    due = datetime.fromisoformat(first["expected_start_time"])
    assert (due.hour, due.minute) in {(3, 15), (2, 15)}, "04:15 in Stockholm, winter or summer"


def test_the_deployment_is_the_one_that_is_documented(deployed: dict[str, Any]) -> None:
    schedule = deployed["schedules"][0]["schedule"]
    settings = load_settings()
    assert (schedule["cron"], schedule["timezone"]) == (settings.cron, settings.timezone)
    assert deployed["global_concurrency_limit"]["limit"] == 1
    assert deployed["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    environment = deployed["job_variables"]["env"]
    assert {name: DEFAULTS[name] for name in environment} == environment


def test_late_runs_are_made_up_for_by_one_that_a_worker_does(
    server: Server, deployed: dict[str, Any]
) -> None:
    """Three nights were missed while no worker ran: one run is done, its state and records are read back."""
    home = Path(server.environment["PREFECT_HOME"])
    options = {"config": str(home / "kommunkompassen.toml")}
    nights = []
    for days in (3, 2, 1):
        due = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        night = server.ask(
            f"deployments/{deployed['id']}/create_flow_run",
            parameters={"options": options},
            state={"type": "SCHEDULED", "state_details": {"scheduled_time": due}},
        )
        nights.append(night["id"])
    worker = subprocess.Popen(
        [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--name", "night"],
        cwd=ROOT,
        env=server.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ends = wait_for(lambda: server.read_ends(nights), 200)
        assert sorted(ends.values()) == ["CANCELLED", "CANCELLED", "COMPLETED"], server.read_logs(nights)
        run = next(night for night, end in ends.items() if end == "COMPLETED")
        assert wait_for(lambda: "Published release" in server.read_logs([run])), "its log lines are not seen"
    finally:
        worker.terminate()
        worker.wait(30)
    assert (home / "data" / "warehouse" / "latest" / "area_scores.parquet").is_file()
    tasks = server.ask("task_runs/filter", task_runs={"flow_run_id": {"any_": [run]}})
    assert 5 <= len(tasks) <= 12, "one task for each step and batch, however many documents"
    artifacts = server.ask("artifacts/filter", artifacts={"flow_run_id": {"any_": [run]}})
    kinds = {artifact["key"]: artifact["type"] for artifact in artifacts}
    assert kinds["morning-report"] == "markdown"
    assert kinds["counts"] == "table"
    page = next(artifact["data"] for artifact in artifacts if artifact["key"] == "morning-report")
    assert "2 documents" in page


def test_a_served_schedule_ends_lost_runs_and_makes_up_for_missed_nights(
    server: Server, deployed: dict[str, Any], tmp_path: Path
) -> None:
    """A run killed with its machine would hold the only place for ever, and its nights would be lost."""
    lost = server.ask(f"deployments/{deployed['id']}/create_flow_run")["id"]
    for kind in ("PENDING", "RUNNING"):
        server.ask(f"flow_runs/{lost}/set_state", state={"type": kind}, force=True)
    settings = tmp_path / "kommunkompassen.toml"
    catalogue = Path(server.environment["PREFECT_HOME"]) / "kommunkompassen.toml"
    settings.write_text(catalogue.read_text().replace("/data", "/served") + "offline = true\n")
    long_ago = MorningReport("20260101T000000.000000Z-1", "unchanged", "2026-01-01T00:00:00+00:00", "")
    keep_report(open_store(load_settings(settings).data) / "runs" / long_ago.run_id, long_ago)
    serving = subprocess.Popen(
        [Path(sys.executable).with_name("kommunkompassen"), "schedule", "--config", str(settings)],
        cwd=tmp_path,
        env=server.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert wait_for(lambda: server.read_ends([lost])) == {lost: "CRASHED"}
        catch_up = wait_for(
            lambda: [run["id"] for run in server.find_runs() if run["name"] == "catch-up-2026-01-01"]
        )
        ends = wait_for(lambda: server.read_ends(catch_up), 200)
        assert list(ends.values()) == ["COMPLETED"], server.read_logs(catch_up)
    finally:
        serving.kill()
        print(serving.communicate()[1])


def test_the_automation_for_lost_runs_is_accepted(server: Server) -> None:
    server.prefect("automation", "create", "--from-file", "docs/operator/lost-runs.yaml")
    automations = server.ask("automations/filter")
    assert [(each["name"], each["enabled"]) for each in automations] == [("crash-lost-runs", True)]
    assert automations[0]["trigger"]["posture"] == "Proactive"
