"""Choosing plans: from a seed, and the choices that hypothesis draws from."""

from __future__ import annotations

import random

from tests.layouts.charts import ChartStyle
from tests.layouts.columns import COLUMNS
from tests.layouts.covers import COVERS
from tests.layouts.documents import HEADINGS, TROUBLES, Plan, Presentation
from tests.layouts.figures import FIGURES
from tests.layouts.lists import BRACKETS, ListStyle
from tests.layouts.lists import FORMS as LIST_FORMS
from tests.layouts.overviews import ORDERS, SUMS, OverviewStyle
from tests.layouts.paper import FONTS, INKS
from tests.layouts.tables import FORMS, RULES, TableStyle
from tests.layouts.wording import LABELS

EXTRA_COLUMNS = tuple(kind for kind in COLUMNS if kind not in ("own", "ratio"))
EXOTIC = ("soft_hyphens", "decomposed")  # need a font with a full character map


def plan_from_seed(seed: int, *, trouble: str = "none") -> Plan:
    """The plan of a seed; the same seed always gives the same plan."""
    rng = random.Random(f"plan {seed}")
    language = "nb" if rng.random() < 0.12 else "sv"
    edition = rng.choice([2010, 2016] if language == "nb" else [2002, 2010, 2016, 2020])
    if trouble.startswith("two_editions"):
        language, edition = "sv", 2010
    if trouble == "rounded_total":
        language, edition = "sv", 2002
    count = rng.choice([1, 1, 2]) if trouble != "disagree" else 2
    presentations = tuple(choose_presentation(rng, edition) for _ in range(count))
    exotic = any(style.manner in EXOTIC for style in presentations)
    return Plan(
        seed=seed,
        language=language,
        edition=edition,
        cover=rng.choice(COVERS),
        font="vera" if exotic else rng.choice(list(FONTS)),
        size=rng.choice([8.5, 9.5, 10.5, 11.5]),
        ink=rng.choice(("plain", "plain", *INKS)),
        presentations=presentations,
        overview=choose_overview(rng) if rng.random() < 0.5 else None,
        headings=rng.choice(("none", "none", *HEADINGS)),
        contents_points=rng.random() < 0.2,
        total_sentence=rng.random() < 0.4,
        numbers=rng.choice([0.0, 0.3, 0.7]),
        halves=trouble == "rounded_total" or rng.random() < 0.5,
        questions=rng.random() < 0.4,
        buried=language == "sv" and rng.random() < 0.08,
        trouble=trouble,
    )


def choose_presentation(rng: random.Random, edition: int) -> Presentation:
    return rng.choice([choose_table, choose_table, choose_chart, choose_list])(rng, edition)


def choose_table(rng: random.Random, edition: int) -> TableStyle:
    columns = ["ratio" if rng.random() < 0.15 else "own", *rng.sample(EXTRA_COLUMNS, rng.randint(0, 3))]
    if "ratio" in columns and "maximum" in columns:
        columns.remove("maximum")
    if {"change", "change_percent"} & set(columns) and "earlier_1" not in columns:
        columns.append("earlier_1")
    rng.shuffle(columns)
    form = rng.choice(["rows", *(form for form in FORMS if edition == 2020 or form != "main_areas")])
    upright = form in ("rows", "main_areas")
    return TableStyle(
        columns=tuple(columns),
        form=form,
        rules=rng.choice(RULES),
        manner=rng.choice(LABELS),
        total=rng.choice(["bottom", "bottom", "top", "none"]),
        place=rng.choice(["top", "middle", "bottom"]),
        narrow=rng.random() < 0.3,
        decimals=rng.random() < 0.1,
        grouped=upright and "ratio" not in columns and len(columns) > 1 and rng.random() < 0.25,
        headless=upright and columns == ["own"] and rng.random() < 0.5,
        align=rng.choice(["left", "center", "right"]),
    )


def choose_chart(rng: random.Random, edition: int) -> ChartStyle:
    series = ["own", *rng.sample(["average", "earlier"], rng.randint(0, 2))]
    rng.shuffle(series)
    return ChartStyle(
        series=tuple(series),
        form=rng.choice(["upright", "upright", "lying", "lying", *FIGURES]),
        angle=rng.choice([90, 90, 45, 0]),
        manner=rng.choice(["bare", "numbered", "capitals"]),
        legend=rng.choice(["bottom", "top", "right"]),
        inside=rng.random() < 0.3,
        ticks=rng.random() < 0.7,
    )


def choose_list(rng: random.Random, edition: int) -> ListStyle:
    form = rng.choice(LIST_FORMS)
    return ListStyle(
        form=form,
        bracket=rng.choice(BRACKETS) if form in ("bullets", "leaders") else "none",
        manner=rng.choice(LABELS),
        unit=rng.random() < 0.5,
        shuffled=rng.random() < 0.2,
    )


def choose_overview(rng: random.Random) -> OverviewStyle:
    order = rng.choice(ORDERS)
    return OverviewStyle(
        order=order,
        sums=rng.choice(SUMS),
        numbered=rng.random() < 0.6,
        rules=rng.random() < 0.6,
        landscape=rng.random() < 0.2,
        manner=rng.choice(["omrade", "omrade_dot", "numbered", "numbered_no_dot", "bare", "capitals"]),
        grand_total=rng.random() < 0.4,
        continuous=rng.random() < 0.4,
    )


__all__ = ["TROUBLES", "plan_from_seed"]
