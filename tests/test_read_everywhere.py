"""The release as analysts open it: types and one joined question in each of five readers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from tests.fixtures_release import build_sample, publish_sample
from tests.needs import miss

QUESTION = """
    SELECT m.county, avg(s.score) AS mean
    FROM area_scores s JOIN municipalities m USING (municipality_code)
    GROUP BY m.county ORDER BY m.county
"""


@pytest.fixture(scope="module")
def latest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``warehouse/latest`` of the published sample."""
    root = tmp_path_factory.mktemp("warehouse")
    publish_sample(root)
    return root / "latest"


@pytest.fixture(scope="module")
def answer() -> dict[str, float]:
    """The mean score by county, counted by hand from the frames."""
    tables = build_sample()
    county = dict(
        zip(tables["municipalities"]["municipality_code"], tables["municipalities"]["county"], strict=True)
    )
    scores: dict[str, list[float]] = {}
    for code, score in zip(
        tables["area_scores"]["municipality_code"], tables["area_scores"]["score"], strict=True
    ):
        scores.setdefault(county[code], []).append(score)
    return {name: sum(values) / len(values) for name, values in sorted(scores.items())}


def test_pandas(latest: Path, answer: dict[str, float]) -> None:
    scores = pd.read_parquet(latest / "area_scores.parquet")
    assert {name: str(dtype) for name, dtype in scores.dtypes.items()} == {
        name: str(dtype) for name, dtype in build_sample()["area_scores"].dtypes.items()
    }
    assert not any(str(dtype) == "object" for dtype in scores.dtypes)
    evaluations = pd.read_parquet(latest / "evaluations.parquet")
    assert str(evaluations["visit_start"].dtype) == "date32[day][pyarrow]"
    documents = pd.read_parquet(latest / "documents.parquet", dtype_backend="pyarrow")
    assert pa.types.is_list(documents["reasons"].dtype.pyarrow_dtype)
    municipalities = pd.read_parquet(latest / "municipalities.parquet")
    means = (
        scores.merge(municipalities, on="municipality_code", validate="m:1").groupby("county")["score"].mean()
    )
    assert means.to_dict() == pytest.approx(answer)


def test_pyarrow_dataset(latest: Path, answer: dict[str, float]) -> None:
    scores = ds.dataset(latest / "area_scores.parquet")
    assert scores.schema.field("municipality_code").type == pa.string()
    assert scores.schema.field("round").type == pa.int16()
    assert scores.schema.field("score").type == pa.float64()
    assert b"Points that the municipality received" in scores.schema.field("score").metadata[b"description"]
    some = scores.to_table(filter=ds.field("municipality_code") == "0138")
    assert some.num_rows == 16
    municipalities = ds.dataset(latest / "municipalities.parquet").to_table(["municipality_code", "county"])
    means = (
        scores.to_table(["municipality_code", "score"])
        .join(municipalities, "municipality_code")
        .group_by("county")
        .aggregate([("score", "mean")])
    )
    assert dict(
        zip(means["county"].to_pylist(), means["score_mean"].to_pylist(), strict=True)
    ) == pytest.approx(answer)


def test_polars(latest: Path, answer: dict[str, float]) -> None:
    scores = pl.scan_parquet(latest / "area_scores.parquet")
    schema = scores.collect_schema()
    assert (schema["municipality_code"], schema["round"], schema["score"]) == (
        pl.String,
        pl.Int16,
        pl.Float64,
    )
    assert pl.read_parquet_schema(latest / "evaluations.parquet")["visit_start"] == pl.Date
    assert pl.read_parquet_schema(latest / "documents.parquet")["reasons"] == pl.List(pl.String)
    municipalities = pl.scan_parquet(latest / "municipalities.parquet")
    means = scores.join(municipalities, on="municipality_code").group_by("county").agg(pl.col("score").mean())
    assert dict(means.collect().iter_rows()) == pytest.approx(answer)


def test_duckdb(latest: Path, answer: dict[str, float]) -> None:
    with duckdb.connect() as connection:
        for name in ("area_scores", "municipalities", "documents", "evaluations"):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{latest}/{name}.parquet')")
        types = dict(
            connection.execute(
                "SELECT column_name, data_type FROM duckdb_columns() "
                "WHERE table_name IN ('area_scores', 'documents', 'evaluations')"
            ).fetchall()
        )
        assert types["municipality_code"] == "VARCHAR"
        assert types["score"] == "DOUBLE"
        assert types["page"] == "SMALLINT"
        assert types["visit_start"] == "DATE"
        assert types["reasons"] == "VARCHAR[]"
        assert connection.execute(
            "SELECT count(*) FROM area_scores WHERE municipality_code = '0138'"
        ).fetchall() == [(16,)]
        assert dict(connection.execute(QUESTION).fetchall()) == pytest.approx(answer)
        described = connection.execute(
            "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'description'",
            [str(latest / "area_scores.parquet")],
        ).fetchall()
        assert described[0][0].startswith("The main table")


@pytest.mark.slow
def test_spark(latest: Path, answer: dict[str, float]) -> None:
    if shutil.which("java") is None:
        miss("no Java is installed, which Spark needs")
    from pyspark.sql import SparkSession

    spark: Any = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        # Four small tables are read once: compiling code for them costs more than it saves.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .getOrCreate()
    )
    try:
        for name in ("area_scores", "municipalities", "documents", "evaluations"):
            spark.read.parquet(str(latest / f"{name}.parquet")).createOrReplaceTempView(name)
        types = dict(spark.table("area_scores").dtypes)
        assert (types["municipality_code"], types["round"], types["score"]) == (
            "string",
            "smallint",
            "double",
        )
        assert dict(spark.table("documents").dtypes)["reasons"] == "array<string>"
        assert dict(spark.table("evaluations").dtypes)["visit_start"] == "date"
        assert {row["county"]: row["mean"] for row in spark.sql(QUESTION).collect()} == pytest.approx(answer)
    finally:
        spark.stop()
