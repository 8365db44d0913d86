"""The one declaration: whole, closed, and the source of every type."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.instrument import EDITIONS
from extract.records import Outcome, Proof, ReadingKind
from tests.fixtures_release import build_sample
from transform.decisions import DecisionKind
from warehouse.frames import make_frame, to_arrow, to_frame
from warehouse.parquet import read_parquet, write_parquet
from warehouse.schema import TABLES, Column, SchemaError, Table

CONTRACT = {
    "documents": "source_url sha256 outcome reasons origin municipality_code round edition pages",
    "area_scores": "country municipality_code municipality round edition area_no area area_printed score "
    "max_score previous_round previous_score change proof witnesses document_sha256 page x0 top x1 bottom "
    "origin",
    "subarea_scores": "municipality_code round edition area_no subarea_no subarea_printed score max_score "
    "page x0 top x1 bottom",
    "evaluations": "municipality_code round edition total total_printed rank nth origin",
    "municipalities": "municipality_code",
    "areas": "edition area_no",
    "area_crosswalk": "comparability source",
    "benchmarks": "population",
    "evidence": "page x0 top x1 bottom text_printed presentation",
    "corrections": "reason confirmed_by",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_tables_have_the_contract_columns(name: str) -> None:
    assert set(CONTRACT[name].split()) <= set(TABLES[name].column_names)


def test_main_table_has_the_contract_key() -> None:
    assert TABLES["area_scores"].key == ("municipality_code", "round", "edition", "area_no")


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_column_says_what_it_means(table: Table) -> None:
    assert table.description.endswith(".")
    for column in table.columns:
        assert column.description.endswith("."), column.name
        assert set(column.meanings) <= {str(value) for value in column.allowed or ()}, column.name


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_references_lead_to_columns_that_exist_with_the_same_type(table: Table) -> None:
    for reference in table.references:
        other = TABLES[reference.table]
        assert len(reference.columns) == len(reference.to)
        for column, target in zip(reference.columns, reference.to, strict=True):
            assert table[column].type == other[target].type


def test_allowed_values_are_those_of_the_records() -> None:
    assert set(TABLES["documents"]["outcome"].allowed or ()) == {outcome.value for outcome in Outcome}
    assert set(TABLES["area_scores"]["proof"].allowed or ()) == {proof.value for proof in Proof}
    assert set(TABLES["evidence"]["kind"].allowed or ()) == {kind.value for kind in ReadingKind}
    assert set(TABLES["decisions"]["decision"].allowed or ()) == {kind.value for kind in DecisionKind}
    assert TABLES["area_scores"]["edition"].allowed == tuple(EDITIONS)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_frames_have_the_declared_types_and_come_back_through_parquet(table: Table) -> None:
    frame = build_sample()[table.name]
    assert frame.dtypes.to_dict() == table.pandas_dtypes()
    assert isinstance(frame.index, pd.RangeIndex)
    assert "object" not in frame.dtypes.astype(str).tolist()
    content = write_parquet(to_arrow(table, frame), "test")
    schema = pq.read_schema(pa.BufferReader(content))
    assert schema.names == list(table.column_names)
    for column in table.columns:
        field = schema.field(column.name)
        assert field.type == column.arrow_type
        assert field.nullable is column.nullable
        assert field.metadata[b"description"].decode() == column.description
    assert schema.metadata[b"description"].decode() == table.description
    assert json.loads(schema.metadata[b"key"]) == list(table.key)
    pd.testing.assert_frame_equal(to_frame(read_parquet(content)), frame, check_exact=True)


def test_rows_are_sorted_by_key() -> None:
    for name, frame in build_sample().items():
        keys = list(frame[list(TABLES[name].key)].itertuples(index=False, name=None))
        assert keys == sorted(keys)
        assert len(set(keys)) == len(keys), name


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"edition": 2010, "name": "x", "source": "y"}, "first_year"),
        ({"name": "x", "first_year": 2010, "source": "y"}, "has no 'edition'"),
        ({"edition": "2010", "name": "x", "first_year": 2010, "source": "y"}, "does not fit"),
        ({"edition": 2010, "name": "x", "first_year": 2010.5, "source": "y"}, "does not fit"),
        ({"edition": 40000, "name": "x", "first_year": 2010, "source": "y"}, "does not fit"),
        ({"edition": 2010, "name": "x", "first_year": 2010, "source": "y", "more": 1}, "no column more"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(row: dict[str, object], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        make_frame(TABLES["editions"], [row])


def test_a_frame_that_does_not_fit_is_refused() -> None:
    editions = build_sample()["editions"]
    for broken in (
        editions.drop(columns="name"),
        editions.assign(more=1),
        editions.assign(name=None),
        editions.assign(first_year="2010"),
    ):
        with pytest.raises(SchemaError):
            to_arrow(TABLES["editions"], broken)


def test_text_that_no_file_can_hold_is_replaced() -> None:
    row = {"edition": 2010, "name": "half a pair \ud83d", "first_year": 2010, "source": "y"}
    assert make_frame(TABLES["editions"], [row])["name"][0] == "half a pair ?"


def test_types_keep_whole_numbers_whole() -> None:
    assert Column("a", "int16", "b.", nullable=True).pandas_dtype == pd.Int16Dtype()
    assert Column("a", "int16", "b.").pandas_dtype == "int16"
