"""Plans for hypothesis, built of independent choices so that a failing one shrinks to what matters."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tests.layouts.charts import SERIES, ChartStyle
from tests.layouts.columns import COLUMNS
from tests.layouts.covers import COVERS
from tests.layouts.documents import HEADINGS, TROUBLES, Plan
from tests.layouts.figures import FIGURES
from tests.layouts.lists import BRACKETS, ListStyle
from tests.layouts.lists import FORMS as LIST_FORMS
from tests.layouts.overviews import ORDERS, SUMS, OverviewStyle
from tests.layouts.paper import FONTS, INKS
from tests.layouts.plans import EXOTIC
from tests.layouts.tables import FORMS, RULES, TableStyle
from tests.layouts.wording import LABELS

EXTRA = [kind for kind in COLUMNS if kind not in ("own", "ratio")]


def choose_columns() -> st.SearchStrategy[tuple[str, ...]]:
    """Own points or a ratio among up to three other columns, in any order."""
    extra = st.lists(st.sampled_from(EXTRA), max_size=3, unique=True)
    chosen = st.tuples(st.sampled_from(["own", "own", "ratio"]), extra)
    return chosen.flatmap(lambda pair: st.permutations([pair[0], *pair[1]])).map(tuple)


TABLES = st.builds(
    TableStyle,
    columns=choose_columns(),
    form=st.sampled_from(FORMS),
    rules=st.sampled_from(RULES),
    manner=st.sampled_from(LABELS),
    total=st.sampled_from(["bottom", "top", "none"]),
    place=st.sampled_from(["middle", "top", "bottom"]),
    narrow=st.booleans(),
    decimals=st.booleans(),
    grouped=st.booleans(),
    headless=st.booleans(),
    align=st.sampled_from(["center", "left", "right"]),
)
CHARTS = st.builds(
    ChartStyle,
    series=st.permutations(SERIES).flatmap(
        lambda order: st.sampled_from(
            [tuple(order), tuple(name for name in order if name != "earlier"), ("own",)]
        )
    ),
    form=st.sampled_from(["upright", "lying", *FIGURES]),
    angle=st.sampled_from([90, 45, 0]),
    manner=st.sampled_from(["bare", "numbered", "capitals"]),
    legend=st.sampled_from(["bottom", "top", "right"]),
    inside=st.booleans(),
    ticks=st.booleans(),
)
LISTS = st.builds(
    ListStyle,
    form=st.sampled_from(LIST_FORMS),
    bracket=st.sampled_from(BRACKETS),
    manner=st.sampled_from(LABELS),
    unit=st.booleans(),
    shuffled=st.booleans(),
)
OVERVIEWS = st.builds(
    OverviewStyle,
    order=st.sampled_from(ORDERS),
    sums=st.sampled_from(SUMS),
    numbered=st.booleans(),
    rules=st.booleans(),
    landscape=st.booleans(),
    manner=st.sampled_from(["omrade", "omrade_dot", "numbered", "numbered_no_dot", "bare", "capitals"]),
    grand_total=st.booleans(),
    continuous=st.booleans(),
)


def _give_font(plan: Plan) -> Plan:
    """Labels with signs outside Latin-1 need a font that has them."""
    exotic = any(style.manner in EXOTIC for style in plan.presentations)
    return replace(plan, font="vera") if exotic else plan


PLANS = st.builds(
    Plan,
    seed=st.integers(0, 10_000),
    edition=st.sampled_from([2010, 2002, 2016, 2020]),
    cover=st.sampled_from(COVERS),
    font=st.sampled_from(list(FONTS)),
    size=st.sampled_from([10.5, 8.5, 12.0]),
    ink=st.sampled_from(INKS),
    presentations=st.lists(TABLES | CHARTS | LISTS, min_size=1, max_size=2).map(tuple),
    overview=st.none() | OVERVIEWS,
    headings=st.sampled_from(HEADINGS),
    contents_points=st.booleans(),
    total_sentence=st.booleans(),
    numbers=st.sampled_from([0.0, 0.3, 0.7]),
    halves=st.booleans(),
    questions=st.booleans(),
    trouble=st.sampled_from([trouble for trouble in TROUBLES if not trouble.startswith("two_editions")]),
).map(_give_font)
