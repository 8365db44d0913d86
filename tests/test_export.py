"""Exports: what is in them, what Excel makes of them, and that each names its release."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import sqlite3
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from frictionless import Package

from flows.commands.export import command
from tests.fixtures_release import build, build_sample, make_material, publish_sample
from warehouse.export import export_release
from warehouse.export_csv import _write_excel_cell
from warehouse.exported import ExportError
from warehouse.release import Release, publish_release
from warehouse.schema import TABLES


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The sample, published."""
    return publish_sample(tmp_path_factory.mktemp("warehouse"))


def test_frictionless_finds_the_csv_export_valid(release: Release, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export_release(release.path, "csv", target)
    report = Package(str(target / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert len(report.tasks) == len(TABLES)
    assert json.loads((target / "datapackage.json").read_text(encoding="utf-8"))["version"] == release.id


def test_frictionless_would_find_a_broken_row(release: Release, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export_release(release.path, "csv", target)
    scores = target / "area_scores.csv"
    scores.write_text(scores.read_text(encoding="utf-8").replace(",75,", ",104,", 1), encoding="utf-8")
    report = Package(str(target / "datapackage.json")).validate()
    assert not report.valid
    assert {row[0] for row in report.flatten(["type"])} >= {"constraint-error"}


def test_csv_holds_every_value(release: Release, tmp_path: Path) -> None:
    export_release(release.path, "csv", tmp_path / "out")
    for name, table in TABLES.items():
        frame = build_sample()[name]
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(frame)
        for column in table.columns:
            for cell, value in zip((row[column.name] for row in rows), frame[column.name], strict=True):
                assert _means(cell, value, column.type), (name, column.name, cell, value)


def _means(cell: str, value: object, kind: str) -> bool:
    if kind == "texts":
        return json.loads(cell) == list(value)  # type: ignore[call-overload]
    if pd.isna(value):  # type: ignore[call-overload]
        return cell == ""
    if kind == "boolean":
        return cell == str(value).lower()
    return float(cell) == value if kind in ("int16", "int32", "float64") else cell == str(value)


def test_the_variant_for_excel_is_as_a_swedish_excel_wants_it(release: Release, tmp_path: Path) -> None:
    export_release(release.path, "csv-excel", tmp_path / "out")
    content = (tmp_path / "out" / "area_scores.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcountry;municipality_code;")
    with (tmp_path / "out" / "area_scores.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    half = next(row for row in rows if row["score"] == "41,5")
    assert half["municipality"] == "Kungälv"
    assert half["municipality_code"] == '="1482"'
    assert half["from_image"] == "FALSKT"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("0180", '="0180"'),
        ("1.2", '="1.2"'),
        ("2009-06", '="2009-06"'),
        ("+16", '="+16"'),
        ("1e5", '="1e5"'),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@sum", "'@sum"),
        ("-poäng", "'-poäng"),
        ("Borås", "Borås"),
        (52.5, "52,5"),
        (52.0, "52"),
        (None, ""),
        (True, "SANT"),
        (["a", "b"], "a; b"),
    ],
)
def test_nothing_becomes_a_date_a_number_or_a_formula(value: object, cell: str) -> None:
    assert _write_excel_cell(value) == cell


def test_the_workbook_has_a_sheet_for_each_table(release: Release, tmp_path: Path) -> None:
    export_release(release.path, "xlsx", tmp_path / "out.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert workbook.sheetnames == ["Läs mig", "Utvärderingar", "release", "dictionary", *TABLES]
    assert ("release", release.id) in set(workbook["release"].values)
    assert workbook["dictionary"].max_row == 1 + sum(len(table.columns) for table in TABLES.values())
    for name, table in TABLES.items():
        sheet = workbook[name]
        frame = build_sample()[name]
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == list(table.column_names)
        assert sheet.max_row == 1 + len(frame)
    scores = pd.DataFrame(workbook["area_scores"].values)
    assert scores.iloc[1:, 1].tolist() == build_sample()["area_scores"]["municipality_code"].tolist()
    assert scores.iloc[1:, 8].astype(float).tolist() == build_sample()["area_scores"]["score"].tolist()
    visit = workbook["evaluations"].cell(2, list(TABLES["evaluations"].column_names).index("visit_start") + 1)
    assert visit.is_date
    assert visit.number_format == "yyyy-mm-dd"


def test_the_workbook_opens_on_a_swedish_front_and_then_one_row_for_each_evaluation(
    release: Release, tmp_path: Path
) -> None:
    export_release(release.path, "xlsx", tmp_path / "out.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert workbook.active.title == "Läs mig"
    front = {str(head): str(text) for head, text, *_ in workbook["Läs mig"].values if text}
    assert front["Utgåva"] == release.id
    assert front["Källorna sågs senast"] == "2026-03-01"
    assert any(
        "11 utvärderingar av 8 kommuner, åren 2002–2021" in str(text)
        for _, text in workbook["Läs mig"].values
    )
    sheet = pd.DataFrame(workbook["Utvärderingar"].values)
    sheet = sheet.iloc[1:].set_axis(sheet.iloc[0], axis="columns").set_index(["Kommun", "År"])
    evaluations, scores = build_sample()["evaluations"], build_sample()["area_scores"]
    assert len(sheet) == len(evaluations)
    orebro = sheet.loc[("Örebro", 2012)]
    facts = orebro[["Kommunkod", "Län", "Totalpoäng", "Förändring"]].tolist()
    assert facts == ["1880", "Örebro län", 615, 99]
    assert orebro["Ledarskap"] == 74
    assert orebro["Samspel mellan politiker och tjänstemän"] is None
    assert sheet.loc[("Vallentuna", 2021)]["Samhällsutveckling"] == 75  # area 2 of edition 2020
    themes = list(sheet.columns)[list(sheet.columns).index("Förändring") + 1 : -2]
    assert (sheet[themes].notna().sum(axis=1) == 8).all()
    assert sheet[themes].astype(float).sum().sum() == scores["score"].sum()


def test_the_sqlite_file_has_keys_references_search_and_descriptions(
    release: Release, tmp_path: Path
) -> None:
    export_release(release.path, "sqlite", tmp_path / "out.sqlite")
    with contextlib.closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        for name, table in TABLES.items():
            (count,) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            assert count == len(build_sample()[name])
            info = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
            assert [
                column for _, column, _, _, _, place in sorted(info, key=lambda row: row[5]) if place
            ] == list(table.key)
            foreign = {row[0] for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')}
            assert len(foreign) == len(table.references)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute(
            "SELECT e.municipality, e.round FROM evaluations e JOIN evaluations_fts f ON f.rowid = e.rowid "
            "WHERE evaluations_fts MATCH 'orebro' ORDER BY e.round"
        ).fetchall()
        assert found == [("Örebro", 2012), ("Örebro", 2015)]
        (content,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'area_scores_fts'"
        ).fetchone()
        assert 'content="area_scores"' in content  # by which Datasette knows it
        assert connection.execute(
            "SELECT description FROM dictionary WHERE \"table\" = 'area_scores' AND \"column\" = 'theme'"
        ).fetchall() == [(TABLES["area_scores"]["theme"].description,)]
        types = "SELECT DISTINCT typeof(municipality_code), typeof(round), typeof(score) FROM area_scores"
        assert connection.execute(types).fetchall() == [("text", "integer", "real")]
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE area_scores SET municipality_code = '9999'")


def test_a_parquet_copy_is_the_release_itself(release: Release, tmp_path: Path) -> None:
    export_release(release.path, "parquet", tmp_path / "copy")
    copied = {path.name: path.read_bytes() for path in (tmp_path / "copy").iterdir()}
    assert copied == {path.name: path.read_bytes() for path in Path(str(release.path)).iterdir()}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_one_table_is_one_file(tmp_path: Path, ending: str) -> None:
    publish_sample(tmp_path / "warehouse")
    target = tmp_path / f"scores.{ending}"
    result = CliRunner().invoke(command, ["area_scores", "--data", str(tmp_path), "--to", str(target)])
    assert result.exit_code == 0, result.output
    read = {"csv": pd.read_csv, "xlsx": pd.read_excel, "parquet": pd.read_parquet}[ending]
    options = {} if ending == "parquet" else {"dtype": {"municipality_code": str}}
    frame = read(target, **options)
    assert list(frame.columns) == list(TABLES["area_scores"].column_names)
    assert frame["municipality_code"].tolist() == build_sample()["area_scores"]["municipality_code"].tolist()
    assert frame["score"].tolist() == build_sample()["area_scores"]["score"].tolist()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "out.txt"], "is no ending of an export"),
        (["--to", "out.xls"], "is no ending of an export"),
        (["--to", "out.csv"], "is a folder of files"),
        (["--to", "out.csv", "--format", "xlsx"], "does not fit the format xlsx"),
        (["--to", "out", "--format", "sqlite"], "ends in .sqlite or .sqlite3 or .db"),
        (["area_score", "--to", "out.csv"], "has the name area_score"),
        (["latest", "area_score", "--to", "out.csv"], "Did you mean area_scores?"),
        (["--table", "areas", "--to", "out.duckdb"], "as duckdb take the release"),
    ],
)
def test_a_wrong_ending_or_name_is_an_error(tmp_path: Path, arguments: list[str], said: str) -> None:
    publish_sample(tmp_path / "warehouse")
    with contextlib.chdir(tmp_path):
        result = CliRunner().invoke(command, [*arguments, "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert said in result.output
    assert not list(tmp_path.glob("out*"))


def test_a_workbook_holds_no_formula_and_survives_control_characters(tmp_path: Path) -> None:
    pulls, reports, corrections = make_material()
    tables = build(pulls, reports, corrections)
    evidence = tables["evidence"]
    evidence.loc[0, "words"] = "=1+1"
    evidence.loc[1, "words"] = "bell \x07 and \x0b"
    evidence.loc[2, "words"] = "https://example.org/" + "x" * 3000
    release = publish_release(tables, tmp_path, {})
    export_release(release.path, "xlsx", tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["evidence"]
    words = [sheet.cell(row, evidence.columns.get_loc("words") + 1) for row in (2, 3, 4)]
    assert [cell.data_type for cell in words] == ["s", "s", "s"]
    assert words[0].value == "=1+1"
    assert words[2].hyperlink is None


def test_the_duckdb_file_has_keys_references_and_comments(release: Release, tmp_path: Path) -> None:
    export_release(release.path, "duckdb", tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        for name, table in TABLES.items():
            count = connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()
            assert count == [(len(build_sample()[name]),)]
            keys = connection.execute(
                "SELECT constraint_column_names FROM duckdb_constraints() "
                "WHERE table_name = ? AND constraint_type = 'PRIMARY KEY'",
                [name],
            ).fetchall()
            assert keys == [(list(table.key),)]
            comments = connection.execute(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?", [name]
            ).fetchall()
            assert dict(comments) == {column.name: column.description for column in table.columns}
        assert ("release", release.id) in connection.execute("SELECT * FROM release").fetchall()
        foreign = connection.execute(
            "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'"
        ).fetchall()
        assert foreign[0][0] >= 10
        assert connection.execute(
            "SELECT DISTINCT typeof(municipality_code), typeof(round), typeof(score) FROM area_scores"
        ).fetchall() == [("VARCHAR", "SMALLINT", "DOUBLE")]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_there_is_replaced_only_when_asked(release: Release, tmp_path: Path, form: str) -> None:
    target = tmp_path / ("out.xlsx" if form == "xlsx" else "out")
    export_release(release.path, form, target)
    before = target.stat().st_mtime_ns
    with pytest.raises(ExportError, match="is there already"):
        export_release(release.path, form, target)
    assert target.stat().st_mtime_ns == before
    if target.is_dir():
        (target / "mine.txt").write_text("gone", encoding="utf-8")
    export_release(release.path, form, target, replace=True)
    assert not (target / "mine.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_an_export_that_fails_leaves_nothing(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.export_xlsx.MOST_ROWS", 10)
    with pytest.raises(ExportError, match="more rows than a worksheet can hold"):
        export_release(release.path, "xlsx", tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_command_names_the_export_by_its_release(tmp_path: Path) -> None:
    release = publish_sample(tmp_path / "data" / "warehouse")
    runner = CliRunner()
    (tmp_path / "here").mkdir()
    with contextlib.chdir(tmp_path / "here"):
        result = runner.invoke(command, ["--data", str(tmp_path / "data"), "--format", "csv"])
        assert result.exit_code == 0, result.output
        assert os.listdir() == [f"kommunkompassen-{release.id}-csv"]  # noqa: PTH208
        result = runner.invoke(command, ["--data", str(tmp_path / "data"), "--to", "a/out.duckdb"])
        assert result.output == f"Exported release {release.id} to a/out.duckdb\n"
        again = runner.invoke(command, ["--data", str(tmp_path / "data"), "--to", "a/out.duckdb"])
        assert again.exit_code == 1
        assert "--replace" in again.output
        none = runner.invoke(command, ["--data", str(tmp_path / "empty")])
        assert none.exit_code == 1
        assert "run ingest first" in none.output
