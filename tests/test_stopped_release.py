"""What Great Expectations finds wrong is never published: the run fails, the last release stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
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
    """A municipality code that nobody has."""
    frames["area_scores"].loc[0, "municipality_code"] = "9999"


def plant_wrong_sum(frames: Frames) -> None:
    """A total that its areas do not add up to."""
    frames["evaluations"].loc[0, "total"] += 7.0


@pytest.mark.parametrize(
    ("plant", "table"),
    [
        (plant_high_score, "area_scores"),
        (plant_duplicate_key, "area_scores"),
        (plant_unknown_municipality, "area_scores"),
        (plant_wrong_sum, "evaluations"),
    ],
)
def test_a_planted_fault_stops_the_release_and_is_named_by_key(
    plant: Callable[[Frames], None],
    table: str,
    sample: Ingested,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if plant is not plant_high_score:  # which is validated with every table, the others with what they touch
        look_at(monkeypatch, "area_scores", "evaluations", "documents")
    data = tmp_path / "data"
    shutil.copytree(sample.data, data, symlinks=True)
    before = (data / "warehouse" / "latest").resolve()
    build = tables.build_tables

    def build_with_fault(*arguments: Any, **named: Any) -> Frames:
        frames = build(*arguments, **named)
        plant(frames)
        return frames

    monkeypatch.setattr(tables, "build_tables", build_with_fault)
    monkeypatch.setattr(steps, "find_unchanged", lambda warehouse, inputs: None)
    key = sample.frames[table].iloc[0]
    with (
        sample.serve(data / "catalogue.csv"),
        pytest.raises(StoppedReleaseError) as stopped,
    ):
        ingest_again(data)

    said = str(stopped.value)
    code = "9999" if plant is plant_unknown_municipality else str(key["municipality_code"])
    assert f"municipality_code {code}" in said or f"municipality_code={code}" in said, said
    assert str(key["round"]) in said
    assert (data / "warehouse" / "latest").resolve() == before
    assert list((data / "warehouse" / "releases").iterdir()) == [before]
