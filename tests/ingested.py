"""A data directory after the main job on a folder of sample reports, for tests that need a real release."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pandas as pd

from flows.commands.ingest import run_ingest
from flows.report.morning import MorningReport
from flows.sample_server import serve_folder, write_catalogue
from warehouse.read import read_release


@dataclass
class Ingested:
    """A data directory after the main job, and the truth about the reports in it."""

    folder: Path
    data: Path
    report: MorningReport
    frames: dict[str, pd.DataFrame]
    truth: list[dict[str, str]]

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


def ingest_folder(folder: Path, data: Path) -> Ingested:
    """Serve a folder of reports on loopback and run the main job on it without Prefect."""
    with serve_folder(folder, port=0) as base:
        write_catalogue(folder, base, data / "catalogue.csv")
        report = ingest_again(data)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    return Ingested(folder, data, report, read_release(data / "warehouse" / "latest"), truth)


def ingest_again(data: Path) -> MorningReport:
    """Run the main job on the catalogue that lies in ``data``."""
    return run_ingest(
        plain=True,
        data=str(data),
        sources=data / "catalogue.csv",
        allow_private_hosts=True,
        per_host_delay=0.0,
    )
