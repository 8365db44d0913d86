"""``python -m tests.layouts.survey [COUNT [FIRST_SEED]]``: how many drawn reports are published, how truly.

Prints every mistake and every readable report that was held back, each with the command that draws it.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from extract.process.limits import read_batch
from extract.records import Outcome
from tests.layouts.documents import READABLE, TROUBLES, Plan, draw_report
from tests.layouts.judge import explain_missing, find_mistakes
from tests.layouts.plans import plan_from_seed

TROUBLED_EVERY = 3  # every third seed is drawn again with one trouble after the other


def list_plans(count: int, first: int) -> list[Plan]:
    """Plans of consecutive seeds, untroubled, and some of them with a trouble."""
    plans = [plan_from_seed(seed) for seed in range(first, first + count)]
    troubles = [trouble for trouble in TROUBLES if trouble != "none"]
    for place, seed in enumerate(range(first, first + count, TROUBLED_EVERY)):
        plans.append(plan_from_seed(seed, trouble=troubles[place % len(troubles)]))
    return plans


def survey(count: int, first: int) -> int:
    """Draw, read, judge and print; the number of mistakes."""
    plans = {f"{plan.seed} {plan.trouble}": plan for plan in list_plans(count, first)}
    mistakes = 0
    codes: Counter[str] = Counter()
    readable = published = 0
    with tempfile.TemporaryDirectory() as folder:
        documents = []
        for name, plan in plans.items():
            path = Path(folder) / f"{name.replace(' ', '-')}.pdf"
            draw_report(plan, path)
            documents.append((name, path))
        for report in read_batch(documents, workers=2):
            plan = plans[report.sha256]
            trouble = "" if plan.trouble == "none" else f" {plan.trouble}"
            how = f"python -m tests.layouts {plan.seed} out.pdf{trouble}"
            for mistake in find_mistakes(plan, report):
                mistakes += 1
                print(f"WRONG {how}: {mistake}")
            if plan.trouble not in READABLE:
                continue
            readable += 1
            published += report.outcome is Outcome.ACCEPTED
            if report.outcome is not Outcome.ACCEPTED:
                codes.update({reason.code for reason in report.reasons})
                print(f"held back {how}: {explain_missing(report)[:300]}")
    share = f"{published} of {readable} readable reports published ({published / readable:.1%})"
    print(f"{share}, {mistakes} mistakes")
    print(", ".join(f"{code} {number}" for code, number in codes.most_common()))
    return mistakes


if __name__ == "__main__":
    count, first = (*sys.argv[1:], "60", "0")[:2] if len(sys.argv) != 2 else (sys.argv[1], "0")
    sys.exit(1 if survey(int(count), int(first)) else 0)
