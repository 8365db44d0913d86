"""Kills, power loss, damaged files and impossible pages for a given time, and a table of what came of them.

``python -m tests.torture SECONDS``; exit status 1 when anything failed.
"""

from __future__ import annotations

import logging
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from extract.process.limits import read_batch
from extract.records import Outcome
from tests.fixtures_release import INPUTS, build_sample
from tests.fuzz_readers import main as fuzz
from tests.power_loss import Disk, lose_power, record_writes
from warehouse.read import find_latest, is_whole
from warehouse.release import publish_release

REPORTS = Path(__file__).parent / "reports"
MUTANTS = 20  # read together
PUBLISH = """
import sys
from pathlib import Path
from tests.fixtures_release import INPUTS, build_sample
from warehouse.release import publish_release
frames = build_sample()
frames["findings"] = frames["findings"].iloc[1:]
print("ready", flush=True)
publish_release(frames, Path(sys.argv[1]), INPUTS)
"""

Tally = Counter[str]


def kill_publishing(folder: Path, chance: random.Random) -> Tally:
    """Kill a process that publishes, at a moment by chance; ``latest`` must stand for a whole release."""
    root = folder / "warehouse"
    publish_release(build_sample(), root, INPUTS)
    with subprocess.Popen([sys.executable, "-c", PUBLISH, str(root)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.4)
        process.kill()
    latest = find_latest(root)
    return Counter(["whole" if latest is not None and is_whole(latest) else "FAILED"])


def cut_power(folder: Path, chance: random.Random) -> Tally:
    """Lose power at every write of a publication."""
    root = folder / "data"
    publish_release(build_sample(), root / "warehouse", INPUTS)
    changed = build_sample()
    changed["findings"] = changed["findings"].iloc[1:]
    disk, tally = Disk(root), Counter[str]()
    with record_writes(root) as writes:
        publish_release(changed, root / "warehouse", INPUTS)
    for left in lose_power(disk, writes, folder, chance.randrange(1 << 30)):
        latest = find_latest(left / "warehouse")
        tally["whole" if latest is not None and is_whole(latest) else "FAILED"] += 1
        shutil.rmtree(left)
    return tally


def damage_files(folder: Path, chance: random.Random) -> Tally:
    """Read damaged reports: any outcome will do but an error of the readers or a report twice or never."""
    documents = []
    for number in range(MUTANTS):
        path = folder / f"{number}.pdf"
        path.write_bytes(mutate(chance.choice(sorted(REPORTS.glob("*.pdf"))).read_bytes(), chance))
        documents.append((f"{number:064}", path))
    tally: Tally = Counter()
    reports = list(read_batch(documents, workers=2, seconds=120))
    for report in reports:
        failed = any(reason.code == "reader_failed" for reason in report.reasons)
        tally["FAILED" if failed else Outcome(report.outcome).value] += 1
    if sorted(report.sha256 for report in reports) != sorted(sha256 for sha256, _ in documents):
        tally["FAILED"] += 1
    return tally


def mutate(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost, doubled or put in."""
    mutant = bytearray(content)
    for _ in range(chance.choice((1, 2, 5, 20))):
        place, kind = chance.randrange(len(mutant)), chance.random()
        if kind < 0.4:
            mutant[place] = chance.randrange(256)
        elif kind < 0.6:
            del mutant[place : place + chance.randrange(1, 50)]
        elif kind < 0.8:
            mutant[place:place] = chance.choice((b"-", b"9" * 20, b"/", b"<<", b"null", b"["))
        else:
            start = chance.randrange(len(mutant))
            mutant[place:place] = mutant[start : start + chance.randrange(200)]
    return bytes(mutant)


TORTURES: tuple[Callable[[Path, random.Random], Tally], ...] = (kill_publishing, cut_power, damage_files)


def main(seconds: float, seed: int | None = None) -> int:
    """Do each in turn until the time is over, the pages last; print the table."""
    logging.disable(logging.CRITICAL)
    seed = seed if seed is not None else random.randrange(1 << 30)
    chance, end = random.Random(seed), time.monotonic() + seconds * 0.8
    tallies: dict[str, Tally] = {torture.__name__: Counter() for torture in TORTURES}
    while True:
        for torture in TORTURES:
            with tempfile.TemporaryDirectory() as folder:
                tallies[torture.__name__] += torture(Path(folder), chance)
        if time.monotonic() > end:
            break
    print(f"seed {seed}")
    for name, tally in tallies.items():
        told = ", ".join(f"{count} {what}" for what, count in sorted(tally.items()))
        print(f"{name:20} {sum(tally.values()):7} tried: {told}")
    failed = any(tally["FAILED"] for tally in tallies.values())
    return max(int(failed), fuzz(seconds * 0.2))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 600))
