"""What servers do, followed to the release: a new document at an old address, a dead link, no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from extract.sources.archive import Archive
from flows.commands.demo import SAMPLE
from flows.commands.ingest import run_ingest
from flows.report.morning import MorningReport
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

    def read(self) -> tuple[dict[tuple[str, int], tuple[str, str, list[str]]], set[str]]:
        """Outcome, status and reasons by address and document, and the municipalities with scores."""
        frames = read_release(self.data / "warehouse" / "latest")
        outcomes = frames["documents"].set_index("sha256")["outcome"]
        addresses: pd.DataFrame = frames["document_addresses"]
        told = {
            (str(row["source_url"]).rsplit("/", 1)[-1], int(row["copy_no"])): (
                str(outcomes[row["document_sha256"]]),
                str(row["last_status"]),
                list(row["reasons"]),
            )
            for row in addresses.to_dict("records")
        }
        return told, set(frames["area_scores"]["municipality"])


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
        {("a.pdf", 1): ("accepted", "available", []), ("b.pdf", 1): ("accepted", "available", [])},
        {"Tyresö", "Helsingborg"},
    )

    site.publish("a.pdf", "mark-2009.pdf")
    (site.served / "b.pdf").unlink()
    second = site.ingest()
    decayed = {
        ("a.pdf", 1): ("accepted", "replaced", []),
        ("a.pdf", 2): ("accepted", "available", []),
        ("b.pdf", 1): ("accepted", "unavailable", ["not_found"]),
    }
    assert site.read() == (decayed, {"Mark", "Tyresö", "Helsingborg"}), "what was once published stays"
    assert second.left == ()
    releases = site.data / "warehouse" / "releases"
    diff = diff_releases(releases / first.release_id, releases / second.release_id).to_text(200)
    assert "area_scores" in diff
    assert "not_found" in diff
    assert len(Archive(site.data / "archive").hashes()) == 3

    assert site.ingest().state == "unchanged"
    offline = site.ingest(offline=True)
    assert offline.state == "unchanged", "nothing was asked, so nothing is known to have changed"
    assert site.read() == (decayed, {"Mark", "Tyresö", "Helsingborg"})
    assert Archive(site.data / "archive").verify() == []

    site.catalogue.write_text(f"url\n{site.base}/a.pdf\n", encoding="utf-8")
    run_ingest(plain=True, data=str(site.data), sources=site.catalogue, offline=True)
    places = read_release(site.data / "warehouse" / "latest")["document_addresses"]
    assert places.set_index(["source_url", "copy_no"])["listed"].tolist() == [True, True, False]
    assert site.read()[1] == {"Mark", "Tyresö", "Helsingborg"}, "a line taken out takes no report with it"
    origins = read_release(site.data / "warehouse" / "latest")["evaluations"]
    assert origins.set_index("municipality")["origin"]["Helsingborg"] == "facsimile", "and is remembered"
