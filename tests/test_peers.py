"""Counties, SKR's groups and populations of municipalities, and the figures of each peer group."""

from __future__ import annotations

from collections import Counter
from statistics import fmean
from typing import Any

import pandas as pd
import pytest

from extract.municipalities import MUNICIPALITIES
from tests.fixtures_release import build, build_from, build_sample
from tests.fixtures_reports import make_pull, make_report
from transform.municipality_rows import read_facts

# Municipalities of SKR's group B3 in 2023, one of another group in the same county as the first.
LARGER = ("0580", "1880", "1980", "0680", "0780")
NEIGHBOUR = "0583"


def _pick(tables: dict[str, pd.DataFrame], **wanted: Any) -> dict[str, Any]:
    national = tables["national"]
    for column, value in wanted.items():
        national = national[national[column] == value]
    assert len(national) == 1, national
    return dict(national.iloc[0])


def test_every_swedish_municipality_has_its_groups_and_population() -> None:
    swedish = {code for code, municipality in MUNICIPALITIES.items() if municipality.country == "SE"}
    assert set(read_facts()) <= swedish
    assert len(read_facts()) == 290
    facts = read_facts().values()
    assert sum(each.population_2023 for each in facts) == 10_551_707  # as Statistics Sweden prints it
    assert sum(each.population_2022 for each in facts) == 10_521_556
    sizes = {"A1": 3, "A2": 43, "B3": 23, "B4": 63, "B5": 24, "C6": 27, "C7": 51, "C8": 35, "C9": 21}
    assert Counter(each.group_code_2023 for each in facts) == sizes  # as SKR states them
    assert sum(each.group_code_2017 != each.group_code_2023 for each in facts) == 33


def test_municipalities_carry_county_groups_and_population() -> None:
    rows = build_sample()["municipalities"].set_index("municipality_code")
    assert rows.loc["1880", ["county_code", "county", "group_code_2023", "group_2023"]].tolist() == [
        "18",
        "Örebro län",
        "B3",
        "Större stad",
    ]
    assert rows.loc["1880", "population_2023"] > 150_000
    norwegian = rows[rows["country"] == "NO"]
    assert norwegian["group_code_2023"].isna().all()
    named = norwegian["county_code"].dropna()
    assert (
        named == ["NO-" + code[3:5] for code in named.index]
    ).all()  # the code of each time has its county


def _build_five() -> dict[str, pd.DataFrame]:
    scores = zip(LARGER, (40, 50, 60, 70, 80), strict=True)
    reports = [make_report(code, 2012, (score,) * 8) for code, score in scores]
    return build_from(*reports, make_report(NEIGHBOUR, 2012, (20,) * 8))


def test_figures_of_the_country_a_county_and_a_group() -> None:
    tables = _build_five()
    round_ = {"edition": 2010, "period": "2012", "theme": "democracy"}
    group = _pick(tables, scope="group_2023", scope_code="B3", **round_)
    assert (group["evaluations"], group["is_few"], group["scope_name"]) == (5, False, "Större stad")
    assert (group["mean"], group["median"]) == (60, 60)
    assert (group["lower_quartile"], group["upper_quartile"]) == (50, 70)
    assert (group["lowest"], group["highest"]) == (40, 80)
    county = _pick(tables, scope="county", scope_code="05", **round_)
    assert (county["evaluations"], county["is_few"], county["mean"]) == (2, True, 30)
    country = _pick(tables, scope="country", scope_code="SE", **round_)
    assert (country["evaluations"], country["area_no"]) == (6, 1)
    assert country["mean"] == pytest.approx(320 / 6)


def test_totals_have_figures_of_their_own() -> None:
    total = _pick(_build_five(), scope="group_2023", scope_code="B3", period="2012", theme="total")
    assert (total["mean"], total["median"], total["highest"]) == (480, 480, 640)
    assert pd.isna(total["area_no"])


def test_over_all_rounds_of_an_edition_each_municipality_counts_once() -> None:
    tables = build_from(
        make_report("0580", 2010, (10,) * 8),
        make_report("0580", 2014, (30,) * 8),
        make_report("0680", 2012, (50,) * 8),
        make_report("0580", 2021, (90,) * 8, edition=2020),
    )
    country = {"scope": "country", "theme": "democracy"}
    together = _pick(tables, edition=2010, period="all", **country)
    assert (together["evaluations"], together["mean"]) == (2, 40)
    assert pd.isna(together["round"])
    assert _pick(tables, edition=2010, period="2010", **country)["mean"] == 10
    assert _pick(tables, edition=2020, period="all", **country)["mean"] == 90


def test_countries_and_material_for_testing_are_kept_apart() -> None:
    swedish, norwegian = make_report("0580", 2012, (50,) * 8), make_report("NO-1505", 2012, (70,) * 8)
    facsimile = make_report("0680", 2012, (90,) * 8)
    pulls = [make_pull(swedish), make_pull(norwegian), make_pull(facsimile, origin="facsimile")]
    tables = build(pulls, [swedish, norwegian, facsimile])
    wanted = {"scope": "country", "period": "2012", "theme": "users"}
    assert _pick(tables, country="SE", origin="published", **wanted)["mean"] == 50
    assert _pick(tables, country="SE", origin="facsimile", **wanted)["mean"] == 90
    assert _pick(tables, country="NO", **wanted)["mean"] == 70
    assert _pick(tables, country="NO", **{**wanted, "scope": "county"})["scope_code"] == "NO-15"


def test_every_round_of_every_area_has_its_mean() -> None:
    tables = build_sample()
    scores = tables["area_scores"]
    national = tables["national"].query("scope == 'country' and period != 'all' and theme != 'total'")
    found = national.set_index(["country", "origin", "edition", "round", "area_no"])["mean"].to_dict()
    groups = scores.groupby(["country", "origin", "edition", "round", "area_no"])["score"]
    assert found == pytest.approx({key: fmean(values) for key, values in groups})
