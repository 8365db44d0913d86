"""The dictionary, made from the schema, and that no copy of it is stale."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.dictionary import command
from tests.fixtures_release import publish_sample
from warehouse.dictionary import make_dictionary_csv, make_dictionary_md
from warehouse.schema import TABLES

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.parametrize(
    ("name", "made"), [("dictionary.md", make_dictionary_md()), ("dictionary.csv", make_dictionary_csv())]
)
def test_the_dictionary_in_docs_is_fresh(name: str, made: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == made, "run kommunkompassen dictionary"


def test_the_command_writes_and_checks(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(command, ["--folder", str(tmp_path)]).exit_code == 0
    assert runner.invoke(command, ["--folder", str(tmp_path), "--check"]).exit_code == 0
    (tmp_path / "dictionary.csv").write_text("stale", encoding="utf-8")
    stale = runner.invoke(command, ["--folder", str(tmp_path), "--check"])
    assert stale.exit_code == 1
    assert "is not what the schema makes" in stale.output


def test_the_dictionary_has_every_column_once() -> None:
    rows = list(csv.DictReader(io.StringIO(make_dictionary_csv())))
    assert [(row["table"], row["column"]) for row in rows] == [
        (table.name, column.name) for table in TABLES.values() for column in table.columns
    ]
    score = next(row for row in rows if (row["table"], row["column"]) == ("area_scores", "score"))
    assert (score["swedish"], score["unit"], score["range"]) == (
        "poäng",
        "points",
        "from 0 to 100 in steps of 0.5",
    )


def test_every_column_and_meaning_stands_in_the_markdown() -> None:
    text = make_dictionary_md()
    for table in TABLES.values():
        section = text.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section
            for value, meaning in column.meanings.items():
                assert f"`{value}`: {meaning}." in section


def test_a_release_carries_what_is_made_from_the_schema(tmp_path: Path) -> None:
    release = publish_sample(tmp_path)
    made = {
        "dictionary.md": make_dictionary_md(),
        "dictionary.csv": make_dictionary_csv(),
    }
    for name, text in made.items():
        assert (release.path / name).read_text(encoding="utf-8") == text
