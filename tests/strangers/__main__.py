"""Prints for each family, or for those named, how many of twenty reports are published, and why not all."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extract.document import read_document
from extract.records import Outcome
from tests.strangers import FAMILIES, draw_family
from tests.strangers.family import find_mistakes

SEEDS = range(20)


def main(names: list[str]) -> int:
    """Draw and read; the exit status is 1 when anything published is wrong."""
    table = Table("family", "truth", "published", "wrong", "reasons")
    mistakes: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for family in FAMILIES:
            if names and family.name not in names:
                continue
            published, reasons = 0, Counter[str]()
            wrong = len(mistakes)
            for seed in SEEDS:
                path, facts = draw_family(family, seed, Path(folder))
                report = read_document(path, hashlib.sha256(path.read_bytes()).hexdigest())
                found = find_mistakes(family, facts, report)
                mistakes += [f"{family.name} {seed} {each}" for each in found]
                published += report.outcome is Outcome.ACCEPTED
                reasons.update(reason.code for reason in report.reasons)
            told = ", ".join(f"{code} {count}" for code, count in reasons.most_common(4))
            table.add_row(family.name, family.truth, str(published), str(len(mistakes) - wrong), told)
    console = Console(width=140)
    console.print(table)
    for each in mistakes:
        console.print(each, markup=False, highlight=False)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
