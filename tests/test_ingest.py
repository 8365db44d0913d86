"""The main job on the bundled sample and on the larger one: what is published is what the reports print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from tests.ingested import Ingested, ingest_again

OUTCOMES = {
    "accept": {"accepted", "duplicate"},
    "quarantine": {"quarantined"},
    "reject": {"rejected"},
    "unreadable": {"unreadable"},
}


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
    accepted = {name for name, row in ingested.documents.items() if row["outcome"] == "accepted"}
    may_be = {row["file"] for row in ingested.truth if row["outcome"] == "accept"}
    assert accepted <= may_be
    published = {
        ingested_row["document_sha256"] for ingested_row in ingested.frames["area_scores"].to_dict("records")
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


def list_printed(ingested: Ingested, column: str) -> dict[tuple[str, int], float]:
    """What published reports truly print in a column of the truth, by document and area."""
    accepted = {
        name: str(row["sha256"]) for name, row in ingested.documents.items() if row["outcome"] == "accepted"
    }
    return {
        (accepted[row["file"]], int(row["area_no"])): float(row[column])
        for row in ingested.truth
        if row["file"] in accepted and row[column]
    }


def list_published(frame: pd.DataFrame, column: str) -> dict[tuple[str, int], float]:
    rows = frame.dropna(subset=["area_no", column])
    keys = zip(rows["document_sha256"], rows["area_no"], strict=True)
    return {(document, int(no)): value for (document, no), value in zip(keys, rows[column], strict=True)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "column", "truth"),
    [("benchmarks", "average", "average_printed"), ("area_scores", "previous_score", "previous_printed")],
)
def test_averages_and_earlier_scores_of_the_larger_sample_are_found_and_none_is_wrong(
    larger: Ingested, table: str, column: str, truth: str
) -> None:
    true = list_printed(larger, truth)
    found = list_published(larger.frames[table], column)
    wrong = {key: (value, true[key]) for key, value in found.items() if key in true and value != true[key]}
    assert wrong == {}
    assert table != "benchmarks" or set(found) <= set(true)
    right = sum(key in found for key in true)
    print(f"{right} of {len(true)} figures of {truth} are in {table} ({right / len(true):.0%})")
    assert right >= 0.95 * len(true), sorted(set(true) - set(found))


@pytest.mark.slow
def test_words_of_populations_are_whole(larger: Ingested) -> None:
    assert set(larger.frames["benchmarks"]["population"]) <= {
        "Genomsnitt",
        "Landsgjennomsnitt",
        "40 kommuner i genomsnitt",
    }


def test_every_score_has_its_place(sample: Ingested) -> None:
    scores = sample.frames["area_scores"]
    assert (scores["page"] >= 1).all()
    assert (scores["x0"] < scores["x1"]).all()
    assert (scores["top"] < scores["bottom"]).all()
    assert (scores["origin"] == "facsimile").all()


def test_a_second_run_changes_nothing(sample: Ingested, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample.data, data, symlinks=True)
    readings = list_times(data / "cache")
    releases = list_times(data / "warehouse" / "releases")
    with sample.serve(data / "catalogue.csv"):
        again = ingest_again(data)
    assert again.state == "unchanged"
    assert again.release_id == sample.report.release_id
    assert list_times(data / "cache") == readings
    assert list_times(data / "warehouse" / "releases") == releases


def list_times(folder: Path) -> dict[str, int]:
    """When each file below a folder was last written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
