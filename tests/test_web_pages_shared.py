"""The pages of the emulated municipal web: what a careful reader takes is read right, nothing is wrong."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from extract.records import DocumentReport, Outcome
from extract.sources.ledger import PageSighting
from extract.webpages.figures import read_web_page
from tests.test_told_figures import NONE_LISTED
from transform.told_figures import gather_figures

Key = tuple[str, int, int | None]
LEAST = 0.8  # of the figures that a careful reader takes


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, shared_reports: Path) -> Path:
    out = tmp_path_factory.mktemp("web") / "out"
    pages = shared_reports.parent / "web"
    maker = [sys.executable, str(pages / "make_web.py"), str(pages / "plan-dev.json")]
    subprocess.run([*maker, str(shared_reports), str(out)], check=True, capture_output=True)
    return out


def read_pages(web: Path, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of the wanted pages, live and archived, each as often as it stands there."""
    plain = {_plain(url) for url in wanted}
    for name in ("live.warc.gz", "archive.warc.gz"):
        with (web / name).open("rb") as file:
            for record in ArchiveIterator(file):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                if record.rec_type == "response" and _plain(url) in plain:
                    yield url, record.content_stream().read()


def _plain(url: str) -> str:
    return url.partition("//")[2].removeprefix("www.")


def read_truth(web: Path) -> tuple[dict[str, dict[Key, float]], set[str]]:
    """What each page's careful reader takes, by plain address, and all addresses."""
    truth: dict[str, dict[Key, float]] = defaultdict(dict)
    urls = set()
    with (web / "pages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            urls.add(row["url"])
            if row["should_publish"] == "yes":
                area_no = int(row["area_no"]) if row["area_no"] else None
                code, year = row["municipality_code"], int(row["round"])
                truth[_plain(row["url"])][code, year, area_no] = float(row["score"] or row["total"])
    return truth, urls


def test_every_figure_of_the_web_is_right_or_absent(web: Path) -> None:
    truth, urls = read_truth(web)
    found: dict[str, dict[Key, float]] = defaultdict(dict)
    for url, content in read_pages(web, urls):
        page = read_web_page(content)
        report = DocumentReport("a" * 64, Outcome.REJECTED, "1", told=page.figures)
        figures = gather_figures(NONE_LISTED, {"a" * 64: report}, [PageSighting(url, "a" * 64, "2024-01-01")])
        for figure in figures:
            code = figure.municipality_code.removeprefix("NO-")
            assert figure.round is not None
            found[_plain(url)][code, figure.round, figure.area_no] = figure.score
    wrong = {
        (url, key): score
        for url, told in found.items()
        for key, score in told.items()
        if truth.get(url, {}).get(key) != score
    }
    assert not wrong
    taken = sum(len(told) for told in found.values())
    wanted = sum(len(told) for told in truth.values())
    assert taken >= LEAST * wanted, f"{taken} of {wanted} figures"
