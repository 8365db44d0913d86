"""The emulated municipal web for tests: made by the maker beside the checkout, served with pywb.

``python -m tests.emulated.web`` makes all of it, harvests it, publishes, and compares with its truth.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.configuration import load_settings
from flows.settings import Settings
from tests.conftest import ROOT, SHARED_REPORTS
from tests.needs import miss

SHARED_WEB = Path(os.environ.get("SHARED_WEB", ROOT.parent / "shared" / "web"))
PYWB = Path(os.environ.get("PYWB_BIN", ROOT / ".venv-pywb" / "bin"))
PLAN = Path(__file__).parent / "plan.json"
BUNDLED = ROOT / "flows" / "sample_reports"


@dataclass(frozen=True)
class Web:
    """A served web: its folder with ``truth.csv``, and the addresses of its servers."""

    folder: Path
    served: dict[str, str]

    def make_settings(self, data: Path, *dialects: str, **changes: Any) -> Settings:
        """Settings for a harvest of it, through its proxy and with its archives of the dialects given."""
        served = self.served
        archives = {
            "wayback": {"index": served["wayback_cdx"], "replay": served["replay"]},
            "pywb": {"index": served["pywb_cdx"], "replay": served["replay"]},
            "commoncrawl": {"index": served["collinfo"], "data": served["crawl_data"]},
        }
        given: dict[str, Any] = {
            "data": str(data),
            "proxy": served["live_proxy"],
            "ca_bundle": served["ca_file"],
            "archive_indexes": [{"dialect": name, **archives[name]} for name in dialects],
            "per_host_delay": 0.0,
            "wayback_base": "",
        }
        return load_settings(**(given | changes))

    def read_truth(self) -> list[dict[str, str]]:
        """What a perfect harvester finds, one row for each different document."""
        with (self.folder / "truth.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def explain_absence() -> str | None:
    """Why the web cannot be made here; ``None`` when it can."""
    if not (SHARED_WEB / "make_web.py").is_file():
        return f"the maker of the emulated web is not at {SHARED_WEB}"
    if not (PYWB / "wayback").is_file():
        return f"pywb is not at {PYWB}; make .venv-pywb/.web installs it"
    return None


def require() -> None:
    """Skip the test where the web cannot be made; in continuous integration fail it."""
    absence = explain_absence()
    if absence:
        miss(absence)


def make_web(folder: Path, plan: Path, reports: Path, seed: int = 1) -> Path:
    """Make the web of a plan and a corpus below ``folder``."""
    out = folder / "web"
    command = [PYWB / "python", SHARED_WEB / "make_web.py", plan, reports, out, "--seed", str(seed)]
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
    return out


def make_small_web(folder: Path) -> tuple[Path, list[str]]:
    """A web of the bundled reports and some fifty municipalities; also the codes of these."""
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    spoken_of = {page["on"] for page in plan["near_misses"] + plan["other_pages"]}
    spoken_of |= {page["place"] for page in plan["pages"]}
    with (BUNDLED / "truth.csv").open(encoding="utf-8", newline="") as file:
        spoken_of |= {row["municipality"] for row in csv.DictReader(file)}
    reference = folder / "reference"
    reference.mkdir(parents=True)
    codes: list[str] = []
    for country in ("se", "no"):
        name = f"municipality-domains-{country}.csv"
        with (SHARED_WEB.parent / "reference" / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        wanted = spoken_of | set(plan["norwegian"])
        kept = [row for place, row in enumerate(rows) if row["name"] in wanted or place % 9 == 0]
        kept = [row for row in kept if country == "se" or row["name"] in plan["norwegian"]]
        codes += [("NO-" if country == "no" else "") + row["code"] for row in kept]
        with (reference / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(kept)
    plan["reference"] = "reference"
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return make_web(folder, folder / "plan.json", BUNDLED), codes


@contextlib.contextmanager
def serve_web(folder: Path, *options: str) -> Iterator[Web]:
    """Serve a web that was made; its servers end with the context."""
    command = [PYWB / "python", SHARED_WEB / "serve_web.py", folder, "--pywb", PYWB, *options]
    server = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        if not line:
            _, errors = server.communicate(timeout=30)
            raise RuntimeError(f"The emulated web did not start: {errors[-2000:]}")
        yield Web(folder, json.loads(line))
    finally:
        server.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(30)
        if server.poll() is None:
            server.kill()
        for stream in (server.stdout, server.stderr):
            if stream is not None:
                stream.close()


@dataclass(frozen=True)
class Comparison:
    """How a data directory compares with the truth of a web. Rows of the truth, and addresses."""

    wanted: list[dict[str, str]]
    missing: list[dict[str, str]]  # not in found.csv
    unpublished: list[dict[str, str]]  # readable reports whose scores are not published
    foreign: list[dict[str, str]]  # look-alikes that are listed or published

    @property
    def share(self) -> float:
        """The share of findable documents that were found."""
        return 1 - len(self.missing) / len(self.wanted)


def compare(web: Web, data: Path) -> Comparison:
    """Compare what was found and published with the truth."""
    from flows.configuration import load_settings
    from warehouse.read import find_latest, read_tables

    truth = web.read_truth()
    with (data / "sources" / "found.csv").open(encoding="utf-8", newline="") as file:
        found = {row["sha256"] for row in csv.DictReader(file)}
    from extract.sources.store import open_store

    release = find_latest(open_store(load_settings(data=str(data)).data) / "warehouse")
    assert release is not None
    rows = read_tables(release)["documents"].to_pylist()
    outcomes = {row["sha256"]: row["outcome"] for row in rows}
    known = {row["sha256"] for row in truth}
    wanted = [row for row in truth if row["needed"] == "yes"]
    published = {sha256 for sha256, outcome in outcomes.items() if outcome in ("accepted", "duplicate")}
    strangers = [{"sha256": sha256, "file": "?"} for sha256 in published - known]
    return Comparison(
        wanted=wanted,
        missing=[row for row in wanted if row["sha256"] not in found],
        unpublished=[row for row in wanted if row["outcome"] == "accept" and row["sha256"] not in published],
        foreign=[row for row in truth if row["needed"] == "no" and row["sha256"] in published | found]
        + strangers,
    )


def check_all(plan: Path, seed: int) -> int:
    """Harvest the whole web of a plan with all reports beside the checkout; print how it went."""
    from flows.harvest.run import run_harvest
    from flows.pipeline.nightly import run_job

    with tempfile.TemporaryDirectory(prefix="harvest-check-") as name:
        folder = Path(name)
        shutil.copy(plan, folder / "plan.json")
        written = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        written["reference"] = str(SHARED_WEB.parent / "reference")
        (folder / "plan.json").write_text(json.dumps(written), encoding="utf-8")
        with serve_web(make_web(folder, folder / "plan.json", SHARED_REPORTS, seed)) as web:
            sources = folder / "empty.csv"
            sources.write_text("url\n", encoding="utf-8")
            settings = web.make_settings(folder / "data", "wayback", sources=sources)
            harvest = run_harvest(settings, everything=True)
            print(harvest.summary, f"{harvest.seconds:.0f} s")
            second = run_harvest(settings, everything=True)
            print("A second harvest:", second.summary)
            run_job(settings)
            result = compare(web, folder / "data")
    for row in result.missing:
        print("missing:", row["file"], row["outcome"], row["found_only_by"], row["how"], row["addresses"])
    for row in result.foreign:
        print("foreign:", row["file"])
    print(f"{plan.name}, seed {seed}: {result.share:.1%} of {len(result.wanted)} documents found")
    return 0 if result.share >= 0.95 and not result.foreign and not second.requests else 1


def main(arguments: Sequence[str]) -> int:
    """Check the plan of the tests and the developers' plan, each with a seed of its own."""
    seed = int(arguments[0]) if arguments else random.SystemRandom().randrange(1000)
    return max(check_all(plan, seed) for plan in (PLAN, SHARED_WEB / "plan-dev.json"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
