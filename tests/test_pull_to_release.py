"""What servers do, followed to the release: a new document at an old address, a dead link, no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from extract.archive import Archive
from flows.commands.demo import SAMPLE
from flows.commands.ingest import run_ingest
from flows.report import MorningReport
from flows.sample_server import serve_folder
from warehouse.diff import diff_releases
from warehouse.read import read_release


class Site:
    """Two addresses whose documents come and go, and the warehouse made from them."""

    def __init__(self, folder: Path) -> None:
        self.served = folder / "served"
        self.served.mkdir()
        self.data = folder / "data"
        self.catalogue = folder / "catalogue.csv"
        self.base = ""

    def publish(self, address: str, report: str) -> None:
        """Let a report of the sample be found at an address."""
        shutil.copyfile(SAMPLE / report, self.served / address)

    def ingest(self, **options: object) -> MorningReport:
        """Run the main job on both addresses."""
        lines = "".join(f"{self.base}/{address},facsimile\n" for address in ("a.pdf", "b.pdf"))
        self.catalogue.write_text(f"url,origin\n{lines}", encoding="utf-8")
        settings = {"allow_private_hosts": True, "wayback_base": None, "offline": None} | options
        return run_ingest(plain=True, data=str(self.data), sources=self.catalogue, **settings)

    def read(self) -> tuple[dict[str, tuple[str, list[str]]], set[str]]:
        """Outcome and reasons by address, and the municipalities with published scores."""
        frames = read_release(self.data / "warehouse" / "latest")
        documents: pd.DataFrame = frames["documents"]
        outcomes = {
            str(row["source_url"]).rsplit("/", 1)[-1]: (str(row["outcome"]), list(row["reasons"]))
            for row in documents.to_dict("records")
        }
        return outcomes, set(frames["area_scores"]["municipality"])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    with serve_folder(site.served, port=0) as base:
        site.base = base
        yield site


@pytest.mark.slow
def test_the_life_of_two_addresses(site: Site) -> None:
    site.publish("a.pdf", "tyreso-2015.pdf")
    site.publish("b.pdf", "helsingborg-2017.pdf")
    first = site.ingest()
    assert site.read() == (
        {"a.pdf": ("accepted", []), "b.pdf": ("accepted", [])},
        {"Tyresö", "Helsingborg"},
    )

    site.publish("a.pdf", "mark-2009.pdf")
    (site.served / "b.pdf").unlink()
    second = site.ingest()
    assert site.read() == (
        {"a.pdf": ("accepted", []), "b.pdf": ("unavailable", ["not_found"])},
        {"Mark", "Helsingborg"},
    ), "what is new at an address is read, what is gone keeps its place"
    releases = site.data / "warehouse" / "releases"
    diff = diff_releases(releases / first.release_id, releases / second.release_id).to_text(200)
    assert "area_scores" in diff
    assert "not_found" in diff
    assert len(Archive(site.data / "archive").hashes()) == 3, "the old document stays in the archive"

    site.ingest(offline=True)
    outcomes, published = site.read()
    assert {reason for _, reasons in outcomes.values() for reason in reasons} == {"offline"}
    assert published == {"Mark", "Helsingborg"}, "the release is built from what the archive holds"
    assert Archive(site.data / "archive").verify() == []
