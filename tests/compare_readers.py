"""``python -m tests.compare_readers DIRECTORY...``: the published verdict and the search alone, side by side.

Prints every document on which they differ from the truth or from each other; ``--all`` prints all.
A document's identity is its truth where there is one, so that the scores alone are compared.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from extract.claims.candidates import make_candidate_set
from extract.document import read_document
from extract.identity import identify_document
from extract.page.textpass import UnreadableError, read_page_texts
from extract.page.words import read_page_words
from extract.records import Identity, Outcome, Verdict
from extract.verdict import judge_candidates
from tests.accuracy import Truth, read_truth

MOST_PAGES = 90
Values = Mapping[int, float]


def read_new(path: Path, truth: Sequence[Truth]) -> tuple[Verdict, float]:
    """The verdict of the search for series over all pages, and its seconds without the words."""
    pages = read_page_texts(path)
    identity = identify_document(pages, path)
    if truth and truth[0]["municipality_code"]:
        identity = _identity_of(truth[0], identity)
    views = list(read_page_words(path, [page.number for page in pages][:MOST_PAGES]))
    begun = time.perf_counter()
    verdict = judge_candidates(make_candidate_set(views, identity), identity)
    return verdict, time.perf_counter() - begun


def _identity_of(first: Truth, identity: Identity) -> Identity:
    return replace(
        identity,
        municipality=first["municipality"],
        round=int(first["round"]) if first["round"] else identity.round,
        edition=int(first["edition"]) if first["edition"] else identity.edition,
        reasons=(),
    )


def compare(path: Path, truth: Sequence[Truth], cache: Path | None) -> tuple[str, str]:
    """A key to count by and a line to print."""
    wanted = {int(row["area_no"]): float(row["score"]) for row in truth if row["area_no"] and row["score"]}
    may = not truth or truth[0]["outcome"] == "accept"
    kept = cache / f"{path.stem[:60]}.old" if cache else None
    if kept and kept.is_file():
        report = pickle.loads(kept.read_bytes())
    else:
        report = read_document(path, "0" * 64)
        if kept:
            kept.write_bytes(pickle.dumps(report))
    old = {score.area_no: score.value for score in report.verdict.scores}
    if report.outcome is not Outcome.ACCEPTED:
        old = {}
    try:
        verdict, seconds = read_new(path, truth)
    except UnreadableError:
        return "unreadable", f"unreadable {path.name}"
    new = {score.area_no: score.value for score in verdict.scores}
    if truth:
        states = [_judge(values, wanted, may) for values in (old, new)]
    else:
        states = ["held" if not old else "read", "held" if not new else "same" if new == old else "DIFFERS"]
    kind = f"old {states[0]:5} new {states[1]:7}"
    proof = verdict.scores[0].proof.value if verdict.scores else ""
    return kind, f"{kind} {seconds:5.2f}s {path.name[:48]:48} {proof}"


def _judge(values: Values, wanted: Values, may: bool) -> str:
    if not values:
        return "held" if may else "right"
    return "right" if may and values == wanted else "WRONG"


def main(arguments: Sequence[str]) -> int:
    """Compare every PDF of the directories."""
    shown = "--all" in arguments
    cache = next((Path(each[8:]) for each in arguments if each.startswith("--cache=")), None)
    wrong = 0
    for directory in (Path(each) for each in arguments if not each.startswith("--")):
        truth = read_truth(directory, "truth.csv")
        files = sorted(directory.glob("*.pdf"))
        counts: Counter[str] = Counter()
        with ProcessPoolExecutor(2) as pool:
            jobs = [pool.submit(compare, path, truth.get(path.name, []), cache) for path in files]
            for job in jobs:
                kind, line = job.result()
                counts[kind] += 1
                if shown or kind.count("right") < 2:
                    print(line)
        print(directory, dict(counts))
        wrong += sum(count for kind, count in counts.items() if "new WRONG" in kind)
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
