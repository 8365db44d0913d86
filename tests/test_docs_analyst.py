"""The questions of docs/analyst.md, run as they stand on a release whose answers are known."""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.fixtures_release import publish_sample
from tests.ingested import Ingested
from warehouse.schema import TABLES

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "analyst.md").read_text(encoding="utf-8")
QUESTIONS = re.split(r"\n### (\d+)\. ", PAGE)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Any]]:
    """What each question's code leaves behind, by its number."""
    folder = tmp_path_factory.mktemp("analyst")
    publish_sample(folder / "data" / "warehouse")
    names: dict[str, Any] = {}
    left: dict[int, dict[str, Any]] = {}
    with contextlib.chdir(folder):
        demo = 'DATA, ORIGIN = "data/demo", "facsimile"'
        assert demo in QUESTIONS[0]
        _run(QUESTIONS[0].replace(demo, 'DATA, ORIGIN = "data", "published"'), names)
        for number, text in zip(QUESTIONS[1::2], QUESTIONS[2::2], strict=True):
            _run(text, names)
            left[int(number)] = dict(names)
        names["db"].close()
    return left


def _run(text: str, names: dict[str, Any]) -> None:
    for code in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL):
        exec(compile(code, "docs/analyst.md", "exec"), names)


def _answer(answers: dict[int, dict[str, Any]], number: int) -> pd.DataFrame:
    found = answers[number]["answer"]
    assert isinstance(found, pd.DataFrame)
    return found


def test_there_are_eleven_questions(answers: dict[int, dict[str, Any]]) -> None:
    assert list(answers) == list(range(1, 12))


def test_every_snippet_prints_an_answer_after_the_demo(
    sample: Ingested, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(sample.data, tmp_path / "data" / "demo", symlinks=True)
    names: dict[str, Any] = {}
    silent = {}
    with contextlib.chdir(tmp_path):
        _run(QUESTIONS[0], names)
        for number, text in zip(QUESTIONS[1::2], QUESTIONS[2::2], strict=True):
            for place, code in enumerate(re.findall(r"```python\n.*?```", text, flags=re.DOTALL)):
                capsys.readouterr()
                _run(code, names)
                shown = capsys.readouterr().out
                if len(shown.splitlines()) < 2:
                    silent[int(number), place] = shown
        names["db"].close()
    assert silent == {(11, 1): "No rows.\n"}  # no town tells another number than its sample report


def test_against_municipalities_like_it(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 4)
    assert len(found) == 8
    assert set(found["scope_name"]) == {"Pendlingskommun nära storstad"}
    assert found["is_few"].all()
    assert (found["above"] == found["score"] - found["mean"]).all()


def test_figures_of_others_are_joined_by_code(answers: dict[int, dict[str, Any]]) -> None:
    joined = answers[11]["joined"].set_index("municipality")
    assert joined.loc["Tyresö", ["round", "2022", "value"]].tolist() == [2015, "48678", 72.5]
    assert pd.isna(joined.loc["Örebro", "value"])


def test_who_improved_most(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 1)
    assert found[["municipality", "first_round", "last_round", "change_since_first"]].to_numpy().tolist() == [
        ["Tyresö", 2010, 2015, 60.0],
        ["Örebro", 2012, 2015, 35.0],
    ]
    steps = answers[1]["steps"].set_index(["municipality", "round"])["total_change"]
    assert steps.to_dict() == {("Örebro", 2012): 99.0, ("Tyresö", 2015): 60.0, ("Örebro", 2015): 35.0}
    themes = answers[1]["themes"]
    assert themes["change_since"].is_monotonic_decreasing
    assert {"Vallentuna", "Örebro"} <= set(themes["municipality"])


def test_how_an_area_developed(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 2).set_index(["edition", "round"])["mean"]
    assert found[2010, 2015] == pytest.approx((75 + 58 + 60) / 3)
    assert found[2002, 2002] == 41.5
    assert (2016, 2019) not in found.index  # Norwegian


def test_against_the_average_in_its_own_report(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 3).query("municipality == 'Tyresö' and round == 2015")
    assert found["above"].tolist() == [4, 5, 4, 5, 2, 3, 3, 6]
    assert set(found["population"]) == {"40 kommuner"}


def test_coverage(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 5)
    assert found.loc["Örebro län", 2012] == 1
    assert found.sum().sum() == 10
    assert 2014 in found.columns


def test_single_readings(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 6)
    assert set(found["municipality"]) == {"Grästorp"}
    assert len(found) == 8


def test_where_a_number_stands(answers: dict[int, dict[str, Any]]) -> None:
    (row,) = _answer(answers, 7).to_dict("records")
    assert (row["page"], row["score"]) == (5, 86.0)
    assert re.fullmatch(r"archive/sha256/([0-9a-f]{2})/\1[0-9a-f]{62}", row["file"])


def test_one_municipality_area_by_area(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 8)
    assert len(found) == 16
    changes = found.dropna(subset=["change"])
    assert len(changes) == 8
    assert (changes["change"] == changes["score"] - changes["previous_score"]).all()


def test_what_is_held_back(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 9)
    assert {tuple(row) for row in found[["outcome", "reason"]].to_numpy().tolist()} == {
        ("quarantined", "area_missing"),
        ("rejected", "pm_template"),
        ("unreadable", "damaged"),
        ("duplicate", "duplicate"),
        ("unavailable", "http_404"),
    }


def test_sub_areas_with_most_to_win(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 10)
    assert found["left"].is_monotonic_decreasing
    assert found["left"].iloc[0] == 26.0


def test_news_and_reports(answers: dict[int, dict[str, Any]]) -> None:
    found = _answer(answers, 11).set_index("comparison")["figures"]
    assert found["agrees"] >= 9  # Örebro 2012
    assert len(answers[11]["differences"]) == found.get("differs", 0)


def test_every_table_that_the_page_names_exists() -> None:
    named = set(
        re.findall(
            r"`(?:documents|benchmarks|[a-z_]+_scores|area_crosswalk|evaluations|national|series|municipalities)`",
            PAGE,
        )
    )
    assert named
    assert {name.strip("`") for name in named} <= set(TABLES)
