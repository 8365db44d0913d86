"""``python -m tests.layouts SEED out.pdf [TROUBLE]`` draws the report of a seed and prints its facts."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.layouts.documents import draw_report
from tests.layouts.plans import plan_from_seed

if __name__ == "__main__":
    seed, target, *trouble = sys.argv[1:]
    plan = plan_from_seed(int(seed), trouble=trouble[0] if trouble else "none")
    draw_report(plan, Path(target))
    print(plan)
    print(plan.facts)
