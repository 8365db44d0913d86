"""``python -m tests.accuracy [DIRECTORY]``: read every sample report and compare it with its truth.

Prints, for every layout and edition, how many values are right, missing and wrong and how they were proved,
then every document that did not get its true outcome. The exit status is 1 when a published value is wrong.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extract.instrument import squeeze_text
from extract.process.limits import read_batch
from extract.recognition.ocr import explain_absence
from extract.records import DocumentReport, Outcome
from tests.conftest import SHARED_REPORTS

OUTCOMES = {
    "accept": Outcome.ACCEPTED,
    "quarantine": Outcome.QUARANTINED,
    "reject": Outcome.REJECTED,
    "unreadable": Outcome.UNREADABLE,
}
LATER = {"draft_superseded"}  # outcomes that depend on other documents and are decided after reading
Truth = dict[str, str]


@dataclass
class Tally:
    """Counts of one group of documents."""

    documents: int = 0
    right: int = 0
    missing: int = 0
    wrong: int = 0
    subareas_right: int = 0
    subareas_missing: int = 0
    subareas_wrong: int = 0
    proofs: Counter[str] = field(default_factory=Counter)


def read_truth(directory: Path, name: str) -> dict[str, list[Truth]]:
    """The rows of a truth table by file; empty without such a table."""
    rows: dict[str, list[Truth]] = defaultdict(list)
    if not (directory / name).is_file():
        return {}
    with (directory / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["file"]].append(row)
    return dict(rows)


def read_reports(directory: Path, files: Iterable[str]) -> dict[str, DocumentReport]:
    """Each file's report, read in two processes under the usual limits."""
    documents = [(name, directory / name) for name in files]
    return {report.sha256: report for report in read_batch(documents, workers=2)}


def find_expected(first: Truth) -> Outcome:
    """The true outcome; without Tesseract a document of pictures must be held back."""
    if first.get("needs_ocr") == "1" and explain_absence():
        return Outcome.QUARANTINED
    return OUTCOMES[first["outcome"]]


def judge_document(
    truth: list[Truth], subareas: list[Truth], report: DocumentReport, tally: Tally
) -> list[str]:
    """Count one document's values and list in sentences what is wrong or held back against its truth."""
    tally.documents += 1
    problems = []
    first = truth[0]
    expected = find_expected(first)
    if report.outcome is not expected and not (
        first["reason"] in LATER and report.outcome is Outcome.ACCEPTED
    ):
        codes = ", ".join(reason.code for reason in report.reasons) or "no reason"
        problems.append(f"{report.outcome} ({codes}), truly {expected} {first['reason']}")
    elif first["reason"] not in LATER and first["reason"] and expected is Outcome.QUARANTINED:
        codes = {reason.code for reason in report.reasons}
        if first["reason"] not in codes:
            problems.append(f"held back for {', '.join(sorted(codes))}, truly for {first['reason']}")
    if report.outcome is Outcome.ACCEPTED:
        problems += _judge_identity(first, report)
    if first["area_no"] and first["outcome"] == "accept":
        problems += _judge_scores(truth, report, tally)
        problems += _judge_subareas(subareas, report, tally)
    elif report.outcome is Outcome.ACCEPTED and first["reason"] not in LATER:
        tally.wrong += len(report.verdict.scores)
        problems.append("WRONG: published, and must not be")
    return problems


def _judge_identity(first: Truth, report: DocumentReport) -> list[str]:
    """An empty field of the truth says nothing about the document."""
    code = f"NO-{first['municipality_code']}" if first["country"] == "NO" else first["municipality_code"]
    pairs = {
        "municipality_code": (report.identity.municipality_code, code if first["municipality_code"] else ""),
        "round": (str(report.identity.round), first["round"]),
        "edition": (str(report.verdict.edition), first["edition"]),
    }
    return [
        f"WRONG: {name} {read}, truly {true}" for name, (read, true) in pairs.items() if true and read != true
    ]


def _judge_scores(truth: list[Truth], report: DocumentReport, tally: Tally) -> list[str]:
    problems = []
    published = report.verdict.scores if report.outcome is Outcome.ACCEPTED else ()
    scores = {score.area_no: score for score in published}
    for row in truth:
        score = scores.get(int(row["area_no"]))
        if score is None:
            tally.missing += 1
        elif (score.value, score.max_score) == (float(row["score"]), float(row["max"])):
            tally.right += 1
            tally.proofs[score.proof.value] += 1
        else:
            tally.wrong += 1
            problems.append(f"WRONG: area {row['area_no']} {score.value}, truly {row['score']}")
    total = report.verdict.total
    if published and total is not None and f"{total.value:g}" != truth[0]["total_printed"]:
        problems.append(f"WRONG: total {total.value:g}, truly {truth[0]['total_printed'] or 'not printed'}")
    return problems


def _judge_subareas(truth: list[Truth], report: DocumentReport, tally: Tally) -> list[str]:
    problems = []
    true = {(int(row["area_no"]), squeeze_text(row["label_printed"])): row for row in truth}
    published = report.verdict.subareas if report.outcome is Outcome.ACCEPTED else ()
    for subarea in published:
        row = true.pop((subarea.area_no, squeeze_text(subarea.label)), None)
        values = subarea.value, subarea.max_score
        if row is not None and values == (float(row["score"]), float(row["max"])):
            tally.subareas_right += 1
            continue
        tally.subareas_wrong += 1
        problems.append(f"WRONG: sub-area {subarea.area_no} {subarea.label!r} {values}, truly {row}")
    tally.subareas_missing += len(true)
    return problems


def print_tallies(console: Console, title: str, tallies: dict[str, Tally]) -> None:
    table = Table(title=title)
    for heading in (
        "",
        "documents",
        "right",
        "missing",
        "wrong",
        "proofs",
        "sub-areas right",
        "missing",
        "wrong",
    ):
        table.add_column(heading, justify="left" if heading in ("", "proofs") else "right")
    for name, tally in sorted(tallies.items()):
        proofs = ", ".join(f"{proof} {count}" for proof, count in tally.proofs.most_common())
        counts = (tally.documents, tally.right, tally.missing, tally.wrong)
        below = (tally.subareas_right, tally.subareas_missing, tally.subareas_wrong)
        table.add_row(name, *map(str, counts), proofs, *map(str, below))
    console.print(table)


def measure_accuracy(directory: Path, console: Console) -> bool:
    """Print the tables for the reports in ``directory`` and say whether nothing published is wrong."""
    truth, subareas = read_truth(directory, "truth.csv"), read_truth(directory, "subareas.csv")
    reports = read_reports(directory, truth)
    layouts: dict[str, Tally] = defaultdict(Tally)
    editions: dict[str, Tally] = defaultdict(Tally)
    whole: dict[str, Tally] = {"all": Tally()}
    problems: dict[str, list[str]] = {}
    for name, rows in truth.items():
        for tally in (
            layouts[rows[0].get("layout", "")],
            editions[rows[0]["edition"] or "none"],
            whole["all"],
        ):
            problems[name] = judge_document(rows, subareas.get(name, []), reports[name], tally)
    print_tallies(console, "By layout", layouts)
    print_tallies(console, "By edition", editions)
    print_tallies(console, "Together", whole)
    for name, sentences in problems.items():
        for sentence in sentences:
            console.print(
                f"{name} [{truth[name][0].get('layout', '')}]: {sentence}", highlight=False, markup=False
            )
    true_outcomes = sum(not sentences for sentences in problems.values())
    console.print(f"{true_outcomes} of {len(problems)} documents got their true outcome and true values.")
    console.print(explain_absence() or "Pictures were read with Tesseract.")
    return not any(sentence.startswith("WRONG") for sentences in problems.values() for sentence in sentences)


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED_REPORTS
    sys.exit(0 if measure_accuracy(place, Console(width=160)) else 1)
