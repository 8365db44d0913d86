"""Power loss at every point: the archive, its records, releases and ``latest`` stay whole and agree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord
from extract.sources.store import write_whole
from extract.sources.times import stamp_time
from flows.pipeline.tidying import tidy_data
from tests.fixtures_release import INPUTS, build_sample
from tests.power_loss import Disk, lose_power, record_writes
from warehouse.read import RELEASES, find_latest, is_whole, list_releases
from warehouse.release import publish_release

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells of open files")


def pull(archive: Archive, content: bytes) -> None:
    """Keep bytes and the record of their pull, as pulling does."""
    sha256 = archive.put(content)
    archive.record(
        PullRecord(
            url="https://example.org/a.pdf", time=stamp_time(), status="fetched", sha256=sha256, held=sha256
        )
    )


def test_what_the_archive_has_told_of_is_held_after_power_loss(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    pull(Archive(root / "archive"), b"%PDF-1.4 the first %%EOF")
    disk = Disk(root)
    moments: list[tuple[int, bytes]] = []
    contents = [f"%PDF-1.4 number {number} %%EOF".encode() for number in range(3)]
    with record_writes(root) as writes:
        archive = Archive(root / "archive")
        for content in contents:
            pull(archive, content)
            moments.append((len(writes), content))
    assert len(writes) > 20
    for number, left in enumerate(lose_power(disk, writes, tmp_path, seed=1)):
        survivor = Archive(left / "archive")
        held = survivor.hashes()
        assert not [damage for damage in survivor.verify() if damage.problem != "index"], left
        done = [content for moment, content in moments if number // 3 >= moment - 1]
        assert len(held) >= 1 + len(done), f"{left}: pulled and recorded, but not held"
        assert len(survivor.pulls()) >= 1 + len(done), f"{left}: pulled, but not recorded"
        shutil.rmtree(left)


def test_latest_stands_for_a_whole_release_after_power_loss(tmp_path: Path) -> None:
    root = tmp_path / "data"
    first = publish_release(build_sample(), root / "warehouse", INPUTS)
    changed = build_sample()
    changed["findings"] = changed["findings"].iloc[1:]
    disk = Disk(root)
    with record_writes(root) as writes:
        second = publish_release(changed, root / "warehouse", INPUTS)
    assert first.id != second.id
    seen = set()
    for left in lose_power(disk, writes, tmp_path, seed=2):
        latest = find_latest(left / "warehouse")
        assert latest is not None, left
        assert is_whole(latest), left
        assert latest.name in (first.id, second.id)
        for release in list_releases(left / "warehouse"):
            assert is_whole(release), f"{left}: {release.name} counts as a release and is damaged"
        seen.add(latest.name)
        last = left
        if not left.name.endswith("chance"):
            shutil.rmtree(left)
    assert seen == {first.id, second.id}
    tidy_data_of(last)
    again = publish_release(changed, last / "warehouse", INPUTS)
    assert again.id == second.id
    assert not [path for path in (last / "warehouse").rglob("*") if path.name.startswith(".")]


def tidy_data_of(folder: Path) -> None:
    """Do what a run does before it works."""
    from extract.sources.store import open_store

    tidy_data(open_store(folder))


def test_the_model_finds_what_is_not_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any sync a file is renamed before its bytes are on the disk: the model must say so."""
    root = tmp_path / "data"
    root.mkdir()
    disk = Disk(root)
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    with record_writes(root) as writes:
        write_whole(root / "a", b"content")
    kept = [write for write in writes if write[0] != "sync"]
    found = {
        (left / "a").read_bytes() if (left / "a").exists() else None
        for left in lose_power(disk, kept, tmp_path, 3)
    }
    assert found == {None, b""}


@pytest.mark.parametrize("damage", ["gone", "cut", "folder", "file", "dangling", "elsewhere", "round"])
def test_a_damaged_latest_is_healed_by_the_next_run(tmp_path: Path, damage: str) -> None:
    warehouse = tmp_path / "warehouse"
    release = publish_release(build_sample(), warehouse, INPUTS)
    changed = build_sample()
    changed["findings"] = changed["findings"].iloc[1:]
    newest = publish_release(changed, warehouse, INPUTS)
    link, folder = warehouse / "latest", warehouse / RELEASES / newest.id
    spoil: dict[str, Callable[[], object]] = {
        "gone": lambda: (folder / "release.json").unlink(),
        "cut": lambda: cut(folder / "area_scores.parquet"),
        "folder": lambda: (link.unlink(), shutil.copytree(folder, link)),
        "file": lambda: (link.unlink(), link.write_text("releases/x")),
        "dangling": lambda: (link.unlink(), link.symlink_to("releases/nowhere")),
        "round": lambda: (link.unlink(), link.symlink_to("latest")),
        "elsewhere": lambda: (link.unlink(), link.symlink_to(tmp_path)),
    }
    spoil[damage]()
    tidy_data_of(tmp_path)
    latest = find_latest(warehouse)
    assert latest is not None
    assert is_whole(latest)
    assert latest.name == (release.id if damage in ("gone", "cut") else newest.id)
    assert publish_release(changed, warehouse, INPUTS).id == newest.id
    assert is_whole(find_latest(warehouse) or tmp_path)


def cut(path: Path) -> None:
    """Cut a file in half."""
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_leftovers_of_killed_runs_are_removed_when_they_are_old(tmp_path: Path) -> None:
    for name in ("archive/incoming/pull-abc", "cache/readings/v1/.writing-x", "runs/1/.writing-y"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"half")
    kept = tmp_path / "runs/1/report.md"
    kept.write_text("kept")
    tidy_data_of(tmp_path)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 4, "they may be in use"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    tidy_data_of(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [kept]
