"""The reader for analysts: a release opened once, tables with types and descriptions."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import warehouse
from tests.fixtures_release import build_from, build_sample, publish_sample
from tests.fixtures_reports import make_orebro
from warehouse.read import ReleaseError
from warehouse.release import publish_release
from warehouse.schema import TABLES


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one release."""
    folder = tmp_path_factory.mktemp("data")
    publish_sample(folder / "warehouse")
    return folder


def test_a_table_comes_with_its_types_and_descriptions(data: Path) -> None:
    scores = warehouse.load("area_scores", data=data)
    pd.testing.assert_frame_equal(scores, build_sample()["area_scores"])
    assert scores.attrs["release"] == warehouse.open_release(data=data).id
    assert scores.attrs["description"] == TABLES["area_scores"].description
    assert scores.attrs["columns"]["theme"] == TABLES["area_scores"]["theme"].description
    documents = warehouse.load("documents", data=data)
    assert documents.dtypes.to_dict() == TABLES["documents"].pandas_dtypes()


def test_polars_and_arrow_are_given_on_request(data: Path) -> None:
    opened = warehouse.open_release(data=data)
    polars = opened.load("evaluations", "polars")
    assert isinstance(polars, pl.DataFrame)
    assert polars.schema["round"] == pl.Int16
    assert polars.height == len(build_sample()["evaluations"])
    arrow = warehouse.load("evaluations", release=opened, library="arrow")
    assert isinstance(arrow, pa.Table)
    assert arrow.column_names == list(TABLES["evaluations"].column_names)


def test_columns_are_described_by_the_file_itself(data: Path) -> None:
    described = warehouse.open_release(data=data).describe("area_scores").set_index("column")
    assert list(described.index) == list(TABLES["area_scores"].column_names)
    assert described.loc["score", ["type", "unit", "swedish"]].tolist() == ["double", "points", "poäng"]
    assert described.loc["round", "description"] == TABLES["area_scores"]["round"].description


def test_an_open_release_stays_the_same_whatever_is_published(tmp_path: Path) -> None:
    publish_sample(tmp_path / "warehouse")
    opened = warehouse.open_release(data=tmp_path)
    by_link = warehouse.open_release(tmp_path / "warehouse" / "latest")
    before = len(opened.load("area_scores"))
    publish_release(build_from(make_orebro()), tmp_path / "warehouse", {"code": "2"})
    assert len(warehouse.load("area_scores", data=tmp_path)) == 8 != before
    assert len(opened.load("area_scores")) == len(by_link.load("area_scores")) == before
    assert opened.path.name == by_link.path.name == opened.id
    assert len(warehouse.load("area_scores", release=opened.id[:6], data=tmp_path)) == before


def test_the_data_directory_comes_from_the_environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMMUNKOMPASSEN_DATA", str(data))
    assert warehouse.open_release().tables == tuple(TABLES)


def test_an_unknown_table_is_named_with_the_one_that_may_be_meant(data: Path) -> None:
    with pytest.raises(ReleaseError, match=r"has no table area_score\. Did you mean area_scores\?"):
        warehouse.load("area_score", data=data)


def test_where_nothing_is_published_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="run ingest first"):
        warehouse.open_release(data=tmp_path)


def test_a_damaged_table_is_not_given(tmp_path: Path) -> None:
    release = publish_sample(tmp_path / "warehouse")
    file = Path(str(release.path)) / "areas.parquet"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ReleaseError, match="not as it was published"):
        warehouse.load("areas", data=tmp_path)


def test_importing_the_package_alone_loads_nothing_heavy() -> None:
    code = "import sys, warehouse; sys.exit('pandas' in sys.modules or not hasattr(warehouse, 'load'))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_page_on_reading_runs_as_printed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "reader.md").read_text(encoding="utf-8")
    monkeypatch.setenv("KOMMUNKOMPASSEN_DATA", str(data))
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL):
        exec(compile(code, "docs/reader.md", "exec"), names)
    assert len(names["by_county"]) == len(build_sample()["evaluations"])
    assert names["again"].equals(names["scores"])
    assert names["lazy"].collect().height == names["table"].num_rows == len(names["scores"])
