"""The pages beside each release: written once, led to by ``latest``, gone with their release."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from upath import UPath

from flows.pipeline.site import write_site
from flows.run import Publication
from tests.fixtures_release import build_from, publish_sample
from tests.fixtures_reports import make_report
from warehouse.release import Release, publish_release


def _tell(release: Release) -> Publication:
    return Publication(release_id=release.id, release_path=str(release.path), changed=True)


def test_pages_come_and_go_with_their_releases(tmp_path: Path) -> None:
    warehouse, sites = tmp_path / "warehouse", tmp_path / "warehouse" / "sites"
    first = publish_release(build_from(make_report("0180", 2014, [60] * 8)), warehouse, {})
    assert write_site(_tell(first), UPath(tmp_path)) == UPath(sites / first.id)
    page = sites / first.id / "sv" / "municipalities" / "0180.html"
    written = page.stat().st_mtime_ns
    write_site(_tell(first), UPath(tmp_path))
    assert page.stat().st_mtime_ns == written
    second = publish_release(build_from(make_report("0180", 2014, [61] * 8)), warehouse, {})
    shutil.rmtree(str(first.path))
    write_site(_tell(second), UPath(tmp_path))
    assert sorted(path.name for path in sites.iterdir()) == sorted([second.id, "latest"])
    assert (sites / "latest").resolve() == (sites / second.id).resolve()
    assert "488" in (sites / "latest" / "sv" / "municipalities" / "0180.html").read_text(encoding="utf-8")


def test_a_failure_is_told_and_hinders_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    release = publish_sample(tmp_path / "warehouse")

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("warehouse.site.build.make_site", fail)
    with caplog.at_level(logging.WARNING, logger="kommunkompassen.site"):
        assert write_site(_tell(release), UPath(tmp_path)) is None
    assert "no space left" in caplog.text
