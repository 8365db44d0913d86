"""``python -m tests.layouts SEED out.pdf [TROUBLE]`` draws the report of a seed and prints its facts.

Instead of a seed it takes a plan as a failing test prints it: ``'Plan(...)'``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.layouts.charts import ChartStyle
from tests.layouts.documents import Plan, draw_report
from tests.layouts.lists import ListStyle
from tests.layouts.overviews import OverviewStyle
from tests.layouts.plans import plan_from_seed
from tests.layouts.tables import TableStyle

RECORDS = {record.__name__: record for record in (Plan, TableStyle, ChartStyle, ListStyle, OverviewStyle)}


def read_plan(text: str, trouble: str) -> Plan:
    """The plan of a seed, or a plan written out in Python."""
    if text.isdigit():
        return plan_from_seed(int(text), trouble=trouble)
    plan: Plan = eval(text, RECORDS)
    return plan


if __name__ == "__main__":
    chosen, target, *rest = sys.argv[1:]
    plan = read_plan(chosen, rest[0] if rest else "none")
    draw_report(plan, Path(target))
    print(plan)
    print(plan.facts)
