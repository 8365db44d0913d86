"""What the project itself declares, for tests that build tables without a run."""

from __future__ import annotations

from functools import cache

import pandas as pd

from expectations.published_figures import parse_published_figures
from flows.declarations.inputs import read_project_figures


@cache
def _parse() -> pd.DataFrame:
    return parse_published_figures(read_project_figures(), "published_figures.csv")


def load_published_figures() -> pd.DataFrame:
    """The project's own file of published figures."""
    return _parse().copy()
