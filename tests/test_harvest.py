"""The harvest on an emulated municipal web: everything findable is found and published, nothing else is."""

from __future__ import annotations

import csv
import json
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.harvest.outcome import Harvest
from flows.harvest.run import run_harvest
from flows.pipeline.nightly import run_job
from flows.settings import Settings
from tests.commands import start_command
from tests.conftest import ROOT
from tests.emulated.web import Comparison, Web, compare, make_small_web, require, serve_web
from warehouse.read import find_latest, read_tables

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Night:
    """A harvest of everything and the run after it."""

    web: Web
    codes: list[str]
    settings: Settings
    data: Path
    harvest: Harvest
    comparison: Comparison


@pytest.fixture(scope="module")
def small_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, list[str]]]:
    """A web of some fifty municipalities, served with archives that throttle and fail now and then."""
    require()
    folder, codes = make_small_web(tmp_path_factory.mktemp("emulated"))
    with serve_web(folder, "--throttle", "50", "--flaky") as web:
        yield web, codes


@pytest.fixture(scope="module")
def night(small_web: tuple[Web, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The web harvested through the Internet Archive's dialect, and what was found published."""
    web, codes = small_web
    place = tmp_path_factory.mktemp("harvest")
    sources = place / "catalogue.csv"
    sources.write_text("url\n", encoding="utf-8")
    settings = web.make_settings(place / "data", "wayback", sources=sources)
    harvest = run_harvest(settings, everything=True, codes=codes)
    run_job(settings)
    return Night(web, codes, settings, place / "data", harvest, compare(web, place / "data"))


def test_every_findable_report_is_found_and_published(night: Night) -> None:
    assert [row["file"] for row in night.comparison.missing] == []
    assert [row["file"] for row in night.comparison.unpublished] == []
    assert night.harvest.stopped is None
    assert night.harvest.problems == ()


def test_no_look_alike_is_listed_or_published(night: Night) -> None:
    assert night.comparison.foreign == []
    assert any(row["needed"] == "no" for row in night.web.read_truth())


def test_captures_are_addresses_with_the_day_of_their_capture(night: Night) -> None:
    truth = {row["sha256"]: row for row in night.web.read_truth()}
    tables = read_tables(find_latest(night.data / "warehouse"))  # type: ignore[arg-type]
    addresses = tables["document_addresses"].to_pylist()
    captured = [row for row in addresses if row["captured"] is not None]
    assert captured
    for row in captured:
        days = {each[:8] for each in truth[row["document_sha256"]]["captures"].split("|")}
        assert f"{row['captured']:%Y%m%d}" in days
    leading = {row["document_sha256"]: row for row in addresses if row["leading"]}
    live = {row["document_sha256"] for row in addresses if not row["captured"] and row["document_sha256"]}
    both = live & {row["document_sha256"] for row in captured}
    assert both
    assert all(leading[sha256]["captured"] is None for sha256 in live)


def test_a_second_harvest_asks_only_what_is_due(night: Night) -> None:
    before = (night.data / "sources" / "found.csv").read_text(encoding="utf-8")
    again = run_harvest(night.settings, everything=True, codes=night.codes)
    assert again.requests == 0
    assert again.reports == 0
    assert (night.data / "sources" / "found.csv").read_text(encoding="utf-8") == before


def test_a_run_without_news_asks_no_capture_again_and_publishes_nothing(night: Night) -> None:
    report = run_job(night.settings)
    assert report.state == "unchanged"


def test_another_dialect_finds_the_same_though_killed_on_the_way(
    small_web: tuple[Web, list[str]], night: Night, tmp_path: Path
) -> None:
    """The harvest is killed at some moments, goes on, and asks hardly anything twice."""
    web, codes = small_web
    _copy_readings(night, tmp_path / "data")
    settings = web.make_settings(tmp_path / "data", "pywb", sources=night.settings.sources)
    config = tmp_path / "settings.toml"
    config.write_text(_write_toml(settings), encoding="utf-8")
    moments = sorted(random.Random(night.harvest.requests).sample(range(50, 2000), 3))
    asked, killed = 0, 0
    for entries in moments:
        asked, was_alive = _kill_after(entries, config, tmp_path / "data", codes)
        killed += was_alive
    assert killed, "the harvest ended before any kill"
    last = run_harvest(settings, everything=True, codes=codes)
    assert _read_hashes(tmp_path / "data") == _read_hashes(night.data), f"killed after {moments} entries"
    assert last.requests + asked < night.harvest.requests * 1.2 + 60, f"killed after {moments} entries"


def test_common_crawl_gives_what_its_indexes_know(
    small_web: tuple[Web, list[str]], night: Night, tmp_path: Path
) -> None:
    """Only the municipalities with reports are asked about: each domain is a question to thirteen indexes."""
    web, all_codes = small_web
    wanted = [row for row in night.comparison.wanted if row["municipality_code"] and row["captures"]]
    told = {row["municipality_code"] for row in wanted}
    codes = [code for code in all_codes if code.removeprefix("NO-") in told]
    _copy_readings(night, tmp_path / "data")
    settings = web.make_settings(tmp_path / "data", "commoncrawl", sources=night.settings.sources)
    harvest = run_harvest(settings, everything=True, codes=codes)
    assert harvest.problems == ()
    found = _read_hashes(tmp_path / "data")
    missing = [row["file"] for row in wanted if row["sha256"] not in found and not _is_before_indexes(row)]
    assert missing == []
    assert run_harvest(settings, everything=True, codes=codes).requests == 0


def _copy_readings(night: Night, data: Path) -> None:
    """Spare a harvest of the same web the reading of its documents; what it finds is its own."""
    shutil.copytree(night.data / "cache", data / "cache")


def _is_before_indexes(row: dict[str, str]) -> bool:
    """Whether only archived pages lead to a document, first captured before the first of the indexes."""
    return row["found_only_by"] in ("cdx", "archive crawl") and row["captures"] < "2013"


def _kill_after(entries: int, config: Path, data: Path, codes: list[str]) -> tuple[int, bool]:
    """Kill a harvest when its book holds so many entries: the leads asked by then, and if it lived."""
    chosen = [part for code in codes for part in ("--municipality", code)]
    process = start_command("harvest", "--all", "--config", str(config), *chosen, cwd=ROOT)
    try:
        for _ in range(1200):
            if len(_read_lines(data)) >= entries or process.exitcode is not None:
                break
            time.sleep(0.1)
        was_alive = process.exitcode is None
        assert was_alive or process.exitcode == 0
    finally:
        process.kill()
        process.join()
    asked = set()
    for line in _read_lines(data):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if entry.get("asked"):
            asked.add((entry.get("url"), entry.get("index"), entry.get("about")))
    return len(asked), was_alive


def _read_lines(data: Path) -> list[str]:
    return [
        line
        for path in sorted((data / "harvest").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]


def _read_hashes(data: Path) -> set[str]:
    with (data / "sources" / "found.csv").open(encoding="utf-8", newline="") as file:
        return {row["sha256"] for row in csv.DictReader(file)}


def _write_toml(settings: Settings) -> str:
    (archive,) = settings.archive_indexes or ()
    return "\n".join(
        [
            f'data = "{settings.data}"',
            f'sources = "{settings.sources}"',
            f'proxy = "{settings.proxy}"',
            f'ca_bundle = "{settings.ca_bundle}"',
            "per_host_delay = 0.0",
            "[[archive_indexes]]",
            f'dialect = "{archive.dialect}"',
            f'index = "{archive.index}"',
            f'replay = "{archive.replay}"',
        ]
    )
