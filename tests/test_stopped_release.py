"""What Great Expectations finds wrong is never published: the run fails, the last release stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from expectations.settling import StoppedReleaseError
from flows.pipeline import steps
from tests.ingested import Ingested, ingest_again
from tests.releases import look_at
from transform import tables

Frames = dict[str, pd.DataFrame]


def plant_high_score(frames: Frames) -> None:
    """A score of 104."""
    frames["area_scores"].loc[0, "score"] = 104.0


def plant_duplicate_key(frames: Frames) -> None:
    """The first row twice."""
    scores = frames["area_scores"]
    frames["area_scores"] = pd.concat([scores, scores.head(1)], ignore_index=True)


def plant_unknown_municipality(frames: Frames) -> None:
    """A municipality code that nobody has, in the last row."""
    scores = frames["area_scores"]
    scores.loc[len(scores) - 1, "municipality_code"] = "9999"


def plant_wrong_sum(frames: Frames) -> None:
    """A total that its areas do not add up to."""
    frames["evaluations"].loc[0, "total"] += 7.0


@dataclass(frozen=True)
class Fault:
    """What is planted, and the row that the rule ``code`` must name."""

    plant: Callable[[Frames], None]
    code: str
    table: str
    row: int = 0
    municipality_code: str = ""  # where it is not the row's own


FAULTS = [
    Fault(plant_high_score, "value_out_of_bounds", "area_scores"),
    Fault(plant_unknown_municipality, "reference_unknown", "area_scores", -1, "9999"),
    Fault(plant_duplicate_key, "key_duplicate", "area_scores"),
    Fault(plant_wrong_sum, "sum_off", "evaluations"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_a_planted_fault_stops_the_release_and_is_named_by_key(
    fault: Fault, sample: Ingested, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(monkeypatch, fault.table)
    check_it_stops([fault], sample, tmp_path, monkeypatch)


def test_all_faults_at_once_are_named_with_every_table_validated(
    sample: Ingested, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_it_stops(FAULTS, sample, tmp_path, monkeypatch)


def check_it_stops(
    faults: Sequence[Fault], sample: Ingested, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run the main job on a copy of the sample with the faults in its tables, whatever is held back."""
    data = tmp_path / "data"
    shutil.copytree(sample.data, data, symlinks=True)
    before = (data / "warehouse" / "latest").resolve()
    build = tables.build_tables

    def build_with_faults(*arguments: Any, **named: Any) -> Frames:
        frames = build(*arguments, **named)
        for fault in faults:
            fault.plant(frames)
        return frames

    monkeypatch.setattr(tables, "build_tables", build_with_faults)
    monkeypatch.setattr(steps, "find_unchanged", lambda warehouse, inputs: None)
    with (
        sample.serve(data / "catalogue.csv"),
        pytest.raises(StoppedReleaseError) as stopped,
    ):
        ingest_again(data)

    said = str(stopped.value)
    for fault in faults:
        key = sample.frames[fault.table].iloc[fault.row]
        code = fault.municipality_code or str(key["municipality_code"])
        assert f"{fault.code}: " in said, said
        assert f"municipality_code {code}" in said or f"municipality_code={code}" in said, said
        assert str(key["round"]) in said
    assert (data / "warehouse" / "latest").resolve() == before
    assert list((data / "warehouse" / "releases").iterdir()) == [before]
