"""The main job on the bundled sample and on the larger one: what is published is what the reports print."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest

from flows.commands.demo import SAMPLE
from flows.commands.ingest import run_ingest
from flows.report import MorningReport
from flows.sample_server import serve_folder, write_catalogue
from warehouse.read import read_release

OUTCOMES = {
    "accept": {"accepted", "duplicate"},
    "quarantine": {"quarantined"},
    "reject": {"rejected"},
    "unreadable": {"unreadable"},
}


@dataclass
class Ingested:
    """A data directory after the main job, and the truth about the reports in it."""

    data: Path
    report: MorningReport
    frames: dict[str, pd.DataFrame]
    truth: list[dict[str, str]]

    @property
    def documents(self) -> dict[str, dict[str, object]]:
        """The documents table by file name."""
        rows = self.frames["documents"].to_dict("records")
        return {unquote(str(row["source_url"])).rsplit("/", 1)[-1]: row for row in rows}

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
        report = run_ingest(
            plain=True,
            data=str(data),
            sources=data / "catalogue.csv",
            allow_private_hosts=True,
            per_host_delay=0.0,
        )
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    return Ingested(data, report, read_release(data / "warehouse" / "latest"), truth)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """The main job done on the bundled sample."""
    return ingest_folder(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory, shared_reports: Path) -> Iterator[Ingested]:
    """The main job done on the larger sample."""
    yield ingest_folder(shared_reports, tmp_path_factory.mktemp("larger"))


def check_outcomes(ingested: Ingested) -> None:
    wanted = {row["file"]: OUTCOMES[row["outcome"]] for row in ingested.truth}
    found = {name: row["outcome"] for name, row in ingested.documents.items()}
    assert set(found) == set(wanted)
    assert {name: outcome for name, outcome in found.items() if outcome not in wanted[name]} == {}


def check_scores(ingested: Ingested) -> None:
    accepted = [row for row in ingested.truth if row["outcome"] == "accept" and row["municipality_code"]]
    wrong = {
        (row["file"], row["area_no"]): (ingested.find_score(row), row["score"])
        for row in accepted
        if ingested.find_score(row) != float(row["score"])
    }
    assert wrong == {}


def check_nothing_else(ingested: Ingested) -> None:
    accepted = {
        name for name, row in ingested.documents.items() if row["outcome"] in ("accepted", "unavailable")
    }
    may_be = {row["file"] for row in ingested.truth if row["outcome"] == "accept"}
    assert accepted <= may_be
    published = {
        ingested_row["document_sha256"]
        for ingested_row in ingested.frames["area_scores"].to_dict("records")
    }
    assert published <= {ingested.documents[name]["sha256"] for name in accepted}


def test_every_bundled_report_has_its_true_outcome(sample: Ingested) -> None:
    check_outcomes(sample)


def test_every_bundled_score_is_published_as_printed(sample: Ingested) -> None:
    check_scores(sample)
    check_nothing_else(sample)


@pytest.mark.slow
def test_every_report_of_the_larger_sample_has_its_true_outcome(larger: Ingested) -> None:
    check_outcomes(larger)


@pytest.mark.slow
def test_every_score_of_the_larger_sample_is_published_as_printed(larger: Ingested) -> None:
    check_scores(larger)
    check_nothing_else(larger)


def test_every_score_has_its_place(sample: Ingested) -> None:
    scores = sample.frames["area_scores"]
    assert (scores["page"] >= 1).all()
    assert (scores["x0"] < scores["x1"]).all()
    assert (scores["top"] < scores["bottom"]).all()
    assert (scores["origin"] == "facsimile").all()


def test_a_second_run_changes_nothing(sample: Ingested, tmp_path: Path) -> None:
    first = ingest_folder(SAMPLE, tmp_path)
    port = first.documents["mark-2009.pdf"]["source_url"]
    readings = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("*.json")}
    releases = sorted((tmp_path / "warehouse" / "releases").iterdir())
    with serve_folder(SAMPLE, port=int(str(port).split(":")[2].split("/")[0])):
        again = run_ingest(
            plain=True,
            data=str(tmp_path),
            sources=tmp_path / "catalogue.csv",
            allow_private_hosts=True,
            per_host_delay=0.0,
        )
    assert again.state == "unchanged"
    assert again.release_id == first.report.release_id
    assert sorted((tmp_path / "warehouse" / "releases").iterdir()) == releases
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("*.json")} == readings
