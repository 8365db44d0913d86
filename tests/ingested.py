"""A data directory after the main job on a folder of sample reports, for tests that need a real release."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pandas as pd

from extract.sources.store import open_store
from flows.commands.demo import SAMPLE
from flows.commands.ingest import run_ingest
from flows.report.history import read_reports
from flows.report.morning import MorningReport
from flows.sample_server import recall_port, serve_folder, write_catalogue
from tests.commands import run_command
from tests.once import hold
from warehouse.read import read_release

DEMO = "data/demo"  # where the demo works, below its working directory


@dataclass
class Ingested:
    """A data directory after the main job, and the truth about the reports in it.

    ``printed`` is what the command printed, where it was one.
    """

    folder: Path
    data: Path
    report: MorningReport
    frames: dict[str, pd.DataFrame]
    truth: list[dict[str, str]]
    printed: str = ""

    @property
    def documents(self) -> dict[str, dict[str, object]]:
        """The rows of documents by the name of each file that was pulled."""
        documents = {row["document_id"]: row for row in self.frames["documents"].to_dict("records")}
        return {
            unquote(str(place["source_url"])).rsplit("/", 1)[-1]: documents[place["document_sha256"]]
            for place in self.frames["document_addresses"].to_dict("records")
        }

    def find_score(self, row: dict[str, str]) -> float | None:
        """The published score of the area that a row of the truth describes."""
        code = f"NO-{row['municipality_code']}" if row["country"] == "NO" else row["municipality_code"]
        scores = self.frames["area_scores"]
        found = scores[
            (scores["municipality_code"] == code)
            & (scores["round"] == int(row["round"]))
            & (scores["area_no"] == int(row["area_no"]))
        ]
        return None if found.empty else float(found["score"].iloc[0])

    @contextmanager
    def serve(self, catalogue: Path) -> Iterator[None]:
        """Serve the reports at the addresses of a copied catalogue, which one process at a time can do."""
        with self.keep_port(), serve_folder(self.folder, recall_port(catalogue)) as base:
            assert base in catalogue.read_text(encoding="utf-8"), f"another program listens where {base} was"
            yield

    @contextmanager
    def keep_port(self) -> Iterator[None]:
        """Keep other processes of these tests from serving the reports meanwhile."""
        with hold(self.data.parent / "port.lock"):
            yield


def ingest_folder(folder: Path, data: Path, known: Ingested) -> None:
    """Serve a folder of reports on loopback and run the main job on it without Prefect.

    Documents that were read in ``known`` are not read again, as in a night after it.
    """
    shutil.copytree(known.data / "cache", data / "cache", dirs_exist_ok=True)
    with serve_folder(folder, port=0) as base:
        write_catalogue(folder, base, data / "catalogue.csv")
        ingest_again(data)


def run_demo(folder: Path, **prefect: str) -> str:
    """Run the demo in the working directory ``folder`` with variables for Prefect; what it prints."""
    done = run_command("demo", "--data", DEMO, cwd=folder, env={**os.environ, **prefect})
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_demo(folder: Path, prefect_home: Path) -> None:
    """Run the demo in ``folder`` on a port of its own, and keep what it prints beside the data.

    Its flow has the ephemeral server that Prefect starts where nobody names one.
    """
    with serve_folder(SAMPLE, port=0) as base:
        write_catalogue(SAMPLE, base, folder / DEMO / "catalogue.csv")
    (folder / "printed.txt").write_text(run_demo(folder, PREFECT_HOME=str(prefect_home)), encoding="utf-8")


def recall(folder: Path, data: Path, printed: str = "") -> Ingested:
    """What the main job left in ``data`` after its last run on the reports of ``folder``."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    report = next(iter(read_reports(open_store(data))))
    return Ingested(folder, data, report, read_release(data / "warehouse" / "latest"), truth, printed)


def ingest_again(data: Path) -> MorningReport:
    """Run the main job on the catalogue that lies in ``data``."""
    return run_ingest(
        plain=True,
        data=str(data),
        sources=data / "catalogue.csv",
        allow_private_hosts=True,
        per_host_delay=0.0,
    )
