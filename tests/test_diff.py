"""What differs between two releases, and the command that tells it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner

from extract.records import DocumentReport, Outcome, Reason
from flows.commands.diff import command
from flows.commands.releases import command as releases
from tests.fixtures_release import INPUTS, build, build_sample, make_correction, publish_sample
from tests.fixtures_reports import make_pull, make_report
from tests.releases import diff_frames, make_release
from warehouse.diff import CellChange, SchemaChange, diff_releases, diff_tables
from warehouse.frames import to_arrow
from warehouse.release import publish_release
from warehouse.schema import TABLES


def _to_arrow(frames: dict[str, pd.DataFrame]) -> dict[str, pa.Table]:
    return {name: to_arrow(TABLES[name], frame) for name, frame in frames.items()}


def _vary(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """One evaluation's row gone, one new, one changed in two cells, one list changed."""
    evaluations = frames["evaluations"].drop(index=0)
    new = evaluations[evaluations["municipality_code"] == "1482"].assign(round=2003)
    evaluations = pd.concat([evaluations, new.astype({"round": "int16"})], ignore_index=True)
    orebro = (evaluations["municipality_code"] == "1880") & (evaluations["round"] == 2012)
    evaluations.loc[orebro, "total"] = 616.5
    evaluations.loc[orebro, "previous_round"] = 2009
    documents = frames["documents"].copy()
    gone = documents["source_url"] == "https://example.org/gone.pdf"
    changed = pd.Series([["http_410", "gone_for_good"]] * int(gone.sum()), dtype=documents["reasons"].dtype)
    documents.loc[gone, "reasons"] = changed.to_numpy()
    documents["reasons"] = documents["reasons"].astype(frames["documents"]["reasons"].dtype)
    return {**frames, "evaluations": evaluations, "documents": documents}


def test_equal_tables_have_no_difference() -> None:
    diff = diff_frames(build_sample(), build_sample())
    assert diff.is_equal
    assert diff.to_text() == "before and after are equal."
    assert json.loads(diff.to_json())["equal"] is True


def test_rows_and_cells_are_told_by_key() -> None:
    diff = diff_frames(build_sample(), _vary(build_sample()))
    tables = {table.table: table for table in diff.tables if not table.is_equal}
    assert set(tables) == {"evaluations", "documents"}
    evaluations = tables["evaluations"]
    assert evaluations.added == (("1482", 2003),)
    assert evaluations.removed == (("0115", 2017),)
    assert evaluations.cells == (
        CellChange(("1880", 2012), "total", 615.0, 616.5),
        CellChange(("1880", 2012), "previous_round", None, 2009),
    )
    assert (evaluations.rows_before, evaluations.rows_after, evaluations.rows_changed) == (11, 11, 1)
    (cell,) = tables["documents"].cells
    assert (cell.column, cell.before, cell.after) == ("reasons", ["http_404"], ["http_410", "gone_for_good"])


def test_the_three_forms_say_the_same() -> None:
    diff = diff_frames(build_sample(), _vary(build_sample()), "old", "new")
    text, markdown, data = diff.to_text(), diff.to_markdown(), json.loads(diff.to_json())
    for form in (text, markdown):
        assert "evaluations: 11 rows before, 11 after; 1 added, 1 removed, 1 changed" in form
        assert "changed municipality_code 1880, round 2012: total 615 → 616.5" in form
        assert "changed municipality_code 1880, round 2012: previous_round empty → 2009" in form
        assert "reasons http_404 → http_410, gone_for_good" in form
    assert data["equal"] is False
    assert [table["table"] for table in data["tables"]] == list(TABLES)
    evaluations = next(table for table in data["tables"] if table["table"] == "evaluations")
    assert evaluations["added"] == [["1482", 2003]]


def test_long_differences_are_cut_in_text_and_counted() -> None:
    frames = build_sample()
    frames["evidence"] = frames["evidence"].iloc[:0]
    text = diff_frames(build_sample(), frames).to_text(limit=3)
    lines = [line for line in text.splitlines() if line.startswith("  removed document_sha256")]
    assert len(lines) == 3
    assert f"  and {len(build_sample()['evidence']) - 3} more" in text


def test_schema_changes_are_told() -> None:
    before = _to_arrow(build_sample())
    after = dict(before)
    del after["decisions"]
    after["areas"] = (
        after["areas"]
        .drop_columns("area_english")
        .append_column("area_danish", pa.nulls(after["areas"].num_rows, pa.string()))
    )
    editions = after["editions"]
    after["editions"] = editions.set_column(
        editions.column_names.index("first_year"), "first_year", editions["first_year"].cast(pa.int32())
    )
    diff = diff_tables(before, after)
    assert diff.schema == (
        SchemaChange("changed", "editions", "first_year", "int16", "int32"),
        SchemaChange("removed", "areas", "area_english", "string"),
        SchemaChange("added", "areas", "area_danish", None, "string"),
        SchemaChange("removed", "decisions"),
    )
    assert not diff.is_equal
    assert "column areas.area_english removed" in diff.to_text()


def test_releases_are_compared_by_their_files(tmp_path: Path) -> None:
    one = publish_sample(tmp_path / "one")
    other = publish_release(_vary(build_sample()), tmp_path / "other", INPUTS)
    assert diff_releases(one.path, one.path).is_equal
    diff = diff_releases(one.path, other.path)
    assert (diff.before, diff.after) == (one.id, other.id)
    assert not diff.is_equal


@pytest.fixture
def warehouse(tmp_path: Path) -> tuple[Path, str, str]:
    """A data directory with two releases and their names."""
    one = publish_sample(tmp_path / "warehouse")
    other = publish_release(_vary(build_sample()), tmp_path / "warehouse", INPUTS)
    return tmp_path, one.id, other.id


def test_exit_status_tells_equal_from_different_from_wrong(warehouse: tuple[Path, str, str]) -> None:
    data, one, other = warehouse
    runner = CliRunner()
    equal = runner.invoke(command, [other, "latest", "--data", str(data)])
    assert (equal.exit_code, equal.output) == (0, f"{other} and {other} are equal.\n")
    different = runner.invoke(command, [one[:6], str(data / "warehouse" / "latest"), "--data", str(data)])
    assert different.exit_code == 1
    assert "total 615 → 616.5" in different.output
    wrong = runner.invoke(command, [one, "nothing", "--data", str(data)])
    assert wrong.exit_code == 2
    assert "No release" in wrong.output
    assert runner.invoke(command, [one]).exit_code == 2


def test_the_command_writes_each_form(warehouse: tuple[Path, str, str]) -> None:
    data, one, other = warehouse
    result = CliRunner().invoke(command, [one, other, "--data", str(data), "--format", "json"])
    assert json.loads(result.output)["equal"] is False
    result = CliRunner().invoke(command, [one, other, "--data", str(data), "--format", "markdown"])
    assert "## evaluations" in result.output


def _tell(before: list[DocumentReport], after: list[DocumentReport], **declared: Any) -> tuple[str, ...]:
    return diff_frames(make_release(before), make_release(after, **declared)).sentences


def test_a_new_evaluation_is_told_with_its_place_and_its_gain() -> None:
    old = [
        make_report("1284", 2020, (60,) * 8, edition=2020),
        make_report("0580", 2023, (70,) * 8, edition=2020),
    ]
    new = [
        make_report("1284", 2023, (85,) * 7 + (84,), edition=2020),
        make_report("0581", 2004, (50,) * 8, edition=2002),
    ]
    assert _tell(old, [*old, *new])[:3] == (
        "Höganäs 2023 is new: 679 points, first of 2 that year, 199 more than in 2020.",
        "Norrköping 2004 is new: 400 points, the only one of that year.",
        "2 documents came in: 2 accepted.",
    )


def test_a_correction_is_one_line() -> None:
    report = make_report("1284", 2023, (85,) * 8, edition=2020)
    correction = make_correction(report, 3, 85, 83)
    said = _tell([report], [report], corrections=[correction])
    why = f"by the declared correction {correction.correction_id}"
    assert said == (f"Höganäs 2023: Styrning och kontroll 83 instead of 85, {why}.",)


def test_another_round_of_the_same_report_is_one_line_and_no_loss_and_gain() -> None:
    report = make_report("1284", 2022, (85,) * 8, edition=2020, name="same")
    again = replace(report, identity=replace(report.identity, round=2023))
    assert _tell([report], [again]) == (
        "Höganäs 2022 is Höganäs 2023 now: the same report.",
        "Figures that others published and that differ from the reports: 1, before 0.",
    )


def test_an_evaluation_that_is_gone_is_told_with_the_reason() -> None:
    one, two = make_report("1284", 2023, (85,) * 8, edition=2020), make_report("0580", 2012, (60,) * 8)
    held = replace(one, outcome=Outcome.QUARANTINED, reasons=(Reason("total_mismatch", "Off."),))
    assert _tell([one, two], [held, two])[:2] == (
        "Höganäs 2023, 680 points, is published no more: its report is held back (total_mismatch).",
        "1 document newly held back: total_mismatch 1.",
    )


def test_at_most_ten_sentences_begin_each_form_and_the_codes_follow() -> None:
    codes = ["0114", "0115", "0117", "0120", "0123", "0125", "0126", "0127", "0128", "0136", "0138", "0139"]
    new = [make_report(code, 2012, (50 + place,) * 8) for place, code in enumerate(codes)]
    diff = diff_frames(make_release([new[0]]), make_release(new))
    assert len(diff.sentences) == 10
    assert diff.sentences[0].startswith("Upplands-Bro 2012 is new: 488 points, first of 12 that year")
    assert diff.sentences[-1] == "3 more changes of this kind are told below, by their keys."
    assert diff.to_text().startswith(diff.sentences[0] + "\n")
    assert diff.to_markdown().startswith(f"- {diff.sentences[0]}\n")
    assert diff.to_text().index("area_scores: 8 rows before, 96 after") > diff.to_text().index(
        diff.sentences[-1]
    )
    assert json.loads(diff.to_json())["sentences"] == list(diff.sentences)


def test_test_material_is_called_so_and_an_older_schema_does_no_harm() -> None:
    tables = _to_arrow(build_sample())
    older = {name: table for name, table in tables.items() if name not in ("series", "themes")}
    older["area_scores"] = older["area_scores"].drop_columns(["theme"])
    assert diff_tables(older, tables).sentences == (
        "No published score changed.",
        "New tables: series, themes.",
        "New columns: area_scores.theme.",
    )
    report = make_report("1284", 2023, (85,) * 8, edition=2020)
    made = build([make_pull(report, origin="facsimile")], [report])
    assert diff_frames(make_release([]), made).sentences[0].startswith("Höganäs 2023 (test material) is new")


def test_the_releases_are_listed_with_what_changed(warehouse: tuple[Path, str, str]) -> None:
    data, one, other = warehouse
    told = json.loads(CliRunner().invoke(releases, ["--data", str(data), "--json"]).output)
    assert [(each["id"], each["is_latest"]) for each in told] == [(other, True), (one, False)]
    assert told[1]["changes"] == ["The first release of this warehouse."]
    assert told[0]["changes"][0].startswith("Kungälv 2003 is new: ")
    assert (
        "Vallentuna 2017, 555 points, is published no more: its report counts as accepted."
        in told[0]["changes"]
    )
    assert (told[1]["evaluations"], told[1]["scores"]) == (11, 88)
    shown = CliRunner().invoke(releases, ["--data", str(data), "--limit", "1"]).output
    assert f"{other} (latest)" in shown
    assert one not in shown
    assert "run ingest first" in CliRunner().invoke(releases, ["--data", str(data / "none")]).output
