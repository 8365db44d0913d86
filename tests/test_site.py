"""The static pages: what stands on them, and that nothing foreign is loaded or run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from flows.commands.site import command
from tests.fixtures_release import build, publish_sample
from tests.fixtures_reports import make_pull, make_report
from warehouse.release import publish_release
from warehouse.schema import TABLES
from warehouse.site import make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the sample."""
    folder = tmp_path_factory.mktemp("site")
    make_site(publish_sample(folder / "warehouse").path, folder / "site")
    return folder / "site"


def _open(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def test_the_index_tells_coverage_and_what_is_held_back(site: Path) -> None:
    page = _open(site / "index.html")
    rows = [[cell.get_text() for cell in row.select("td, th")] for row in page.select("tbody tr")]
    assert ["Stockholms län", "Tyresö", "2010, 2015", "492"] in rows
    assert ["quarantined", "area_missing", "1"] in rows
    text = " ".join(page.get_text().split())
    assert [each.get_text() for each in page.select(".counts dd")] == ["10", "7", "80", "16"]
    assert "These numbers come from documents made for testing." in text
    made = page.find("h2", id="facsimile")
    assert made is not None
    table = made.find_next("table")
    assert table is not None
    assert "Sigtuna" in table.get_text()


def test_a_municipality_page_shows_scores_changes_and_proof(site: Path) -> None:
    page = _open(site / "municipalities" / "1880.html")
    latest, first = page.select("section")
    assert "650 points of 800" in latest.get_text()
    row = [cell.get_text() for cell in first.select("tbody tr")[0].select("td, th")]
    assert row == ["1 Offentlighet och demokrati", "68", "", "52", "+16", "as printed", "sum", "5"]
    assert "First evaluation held here" in " ".join(first.get_text().split())


def test_a_correction_is_told(site: Path) -> None:
    text = " ".join(_open(site / "municipalities" / "1482.html").get_text().split())
    assert "56*" in text
    assert "The report prints 58." in text


def test_the_dictionary_page_has_every_column(site: Path) -> None:
    page = _open(site / "dictionary.html")
    for table in TABLES.values():
        heading = page.find("h2", id=table.name)
        assert heading is not None
        found = heading.find_next("table")
        assert found is not None
        names = [cell.get_text() for cell in found.select("tbody th")]
        assert names == list(table.column_names)


def test_pages_are_whole_accessible_and_load_nothing_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 10
    for path in pages:
        page = _open(path)
        assert page.html is not None
        assert page.html["lang"] == "en"
        assert page.title is not None
        assert page.title.get_text()
        assert len(page.select("h1")) == 1
        assert not page.select("script, img, iframe, [onclick], [style]")
        for table in page.select("table"):
            assert table.caption is not None
            assert all(cell.get("scope") for cell in table.select("th"))
        assert all(meter.get("aria-label") for meter in page.select("meter"))
        ids = {str(each["id"]) for each in page.select("[id]")}
        for link in page.select("a[href], link[href]"):
            address = str(link["href"])
            if address.startswith("#"):
                assert address[1:] in ids
            elif not address.startswith("https://example.org/"):
                assert (path.parent / address.split("#")[0]).is_file(), address
            else:
                assert link.name == "a"


def test_what_a_report_or_a_catalogue_says_is_never_run(tmp_path: Path) -> None:
    report = make_report("0580", 2015, (60,) * 8, subareas=True)
    bad = "<script>alert(1)</script>"
    parts = tuple(replace(part, label=bad) for part in report.verdict.subareas)
    report = replace(report, verdict=replace(report.verdict, subareas=parts))
    tables = build([make_pull(report, url="javascript:alert(1)")], [report])
    make_site(publish_release(tables, tmp_path / "warehouse", {}).path, tmp_path / "site")
    text = (tmp_path / "site" / "municipalities" / "0580.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text
    assert "Report at javascript:alert(1)" in text
    assert 'href="javascript' not in text


def test_the_command_writes_the_pages_once(tmp_path: Path) -> None:
    publish_sample(tmp_path / "data" / "warehouse")
    arguments = ["--data", str(tmp_path / "data"), "--to", str(tmp_path / "pages")]
    runner = CliRunner()
    assert runner.invoke(command, arguments).output.startswith("Wrote 10 pages; open ")
    again = runner.invoke(command, arguments)
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert runner.invoke(command, [*arguments, "--replace"]).exit_code == 0
