"""Documents at hand: told by ``read``, and taken in as a folder by ``ingest --files``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from extract.sources.store import open_store
from flows.commands.read import command
from flows.configuration import load_settings
from flows.pipeline.nightly import run_job
from tests.conftest import ROOT
from warehouse.read import find_latest, read_tables

REPORTS = ROOT / "flows" / "sample_reports"


def test_a_report_is_told_with_proof_and_page(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    result = CliRunner().invoke(command, [str(REPORTS / "mark-2009.pdf"), "--pictures", str(pictures)])
    assert result.exit_code == 0, result.output
    assert "accepted, Mark 2009, edition 2002" in result.output
    assert "45.5 of 100" in result.output
    assert "page " in result.output
    assert len(list(pictures.glob("*.png"))) == 8


def test_what_is_not_proved_gives_status_one_and_json_holds_everything() -> None:
    files = [str(REPORTS / name) for name in ("torsas-2014.pdf", "sigtuna-2011-truncated.pdf")]
    result = CliRunner().invoke(command, [*files, "--json"])
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert [each["report"]["outcome"] for each in told] == ["quarantined", "unreadable"]
    assert told[0]["report"]["reasons"][0]["code"] == "total_mismatch"


def test_a_folder_of_reports_is_taken_in_and_stays(tmp_path: Path) -> None:
    """Its documents are published as those of the catalogue, and still are when the folder is named no
    more.
    """
    folder = tmp_path / "own" / "deeper"
    folder.mkdir(parents=True)
    for name in ("mark-2009.pdf", "pm-before-visit.pdf"):
        (folder / name).write_bytes((REPORTS / name).read_bytes())
    (folder / "notes.txt").write_text("not taken")
    sources = tmp_path / "catalogue.csv"
    sources.write_text("url\n", encoding="utf-8")
    options = {"data": str(tmp_path / "data"), "sources": sources, "workers": 1}
    for given in ({"files": tmp_path / "own"}, {}):
        run_job(load_settings(**options, **given))
        release = find_latest(open_store(tmp_path / "data" / "warehouse"))
        assert release is not None
        rows = read_tables(release)["documents"].to_pylist()
        assert {row["source_url"]: (row["outcome"], row["origin"]) for row in rows} == {
            (folder / "mark-2009.pdf").as_uri(): ("accepted", "published"),
            (folder / "pm-before-visit.pdf").as_uri(): ("rejected", "published"),
        }
