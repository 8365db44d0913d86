"""Each declaration is read once in a run: what is recorded is what was used."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.sources.archive import hash_file
from flows.configuration import load_settings
from flows.pipeline.nightly import run_job
from tests.nights import make_options, serve_reports, skip_expectations
from warehouse.read import read_record, read_release

STEPS = (
    "pull_reports",
    "list_addresses",
    "plan_batches",
    "find_unchanged",
    "settle_tables",
    "publish_tables",
)
SCRIBBLE = "this is no declaration any more\n"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with serve_reports(tmp_path_factory.mktemp("once"), ("mark-2009.pdf", "pm-before-visit.pdf")) as path:
        yield path


def test_a_file_changed_between_any_two_steps_changes_nothing_in_the_run(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    skip_expectations(monkeypatch)
    mine = tmp_path / "catalogue.csv"
    sources, declarations = tmp_path / "data" / "sources", tmp_path / "data" / "declarations"
    sources.mkdir(parents=True)
    files = {
        "catalogue": mine,
        "found": sources / "found.csv",
        "corrections": declarations / "corrections.csv",
        "decisions": declarations / "decisions.csv",
        "published_figures": tmp_path / "figures.csv",
    }
    from flows.declarations.inputs import read_project_figures

    options = make_options(mine, tmp_path / "data", published=files["published_figures"])
    releases = set()
    for struck in STEPS:
        mine.write_bytes(catalogue.read_bytes())
        files["found"].write_text("url,found_on\n", encoding="utf-8")
        files["published_figures"].write_text(read_project_figures(), encoding="utf-8")
        for name in ("corrections", "decisions"):
            files[name].unlink(missing_ok=True)
        shutil.rmtree(tmp_path / "data" / "warehouse", ignore_errors=True)
        told: dict[str, str] = {}

        def wrap(step: Callable[..., Any], struck: str = struck, told: dict[str, str] = told) -> Any:
            def call(*arguments: Any, **named: Any) -> Any:
                if step.__name__ == struck:
                    for name, path in files.items():
                        told[name] = hash_file(path)
                        path.write_text(SCRIBBLE, encoding="utf-8")
                return step(*arguments, **named)

            return call

        report = run_job(load_settings(**options), wrap)
        assert report.release_path is not None, struck
        inputs = read_record(Path(report.release_path)).inputs
        for name, sha256 in told.items():
            assert name == "found" or inputs[name] == sha256, (struck, name)
        assert len(told) == len(files), f"{struck} is no step any more"
        assert len(read_release(Path(report.release_path))["evaluations"]) == 1
        releases.add(report.release_id)
    assert len(releases) == 1
