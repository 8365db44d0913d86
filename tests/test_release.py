"""Releases: named by content, whole or not at all, whatever is killed and when."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from upath import UPath

from tests.fixtures_release import INPUTS, build_sample, publish_sample
from warehouse.frames import to_arrow
from warehouse.parquet import hash_table, name_release
from warehouse.read import (
    ReleaseError,
    find_latest,
    find_release,
    is_whole,
    list_releases,
    read_record,
    read_release,
)
from warehouse.release import TEMPORARY, prune_releases, publish_release
from warehouse.schema import TABLES, SchemaError


def _change_a_score(tables: dict[str, pd.DataFrame], score: float = 1.0) -> dict[str, pd.DataFrame]:
    scores = tables["area_scores"].copy()
    scores.loc[0, "score"] = score
    return {**tables, "area_scores": scores}


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[UPath]:
    """A warehouse on disk or in an object store (in memory)."""
    if request.param == "disk":
        yield UPath(tmp_path / "warehouse")
        return
    root = UPath(f"memory://{tmp_path.name}/warehouse")
    yield root
    root.fs.store.clear()
    root.fs.pseudo_dirs[:] = [""]


both = pytest.mark.parametrize("store", ["disk", "object store"], indirect=True)


@both
def test_a_published_release_reads_back_as_it_was(store: UPath) -> None:
    release = publish_release(build_sample(), store, INPUTS)
    assert release.changed
    for path in (release.path, store / "latest", find_release(store, "latest")):
        frames = read_release(path)
        assert list(frames) == list(TABLES)
        for name, frame in build_sample().items():
            pd.testing.assert_frame_equal(frames[name], frame, check_exact=True)
    assert read_record(release.path).inputs == INPUTS


@both
def test_nothing_is_written_when_nothing_changed(store: UPath) -> None:
    first = publish_release(build_sample(), store, INPUTS)
    before = _list_files(store)
    again = publish_release(build_sample(), store, {**INPUTS, "code": "another"})
    assert (again.id, again.changed) == (first.id, False)
    assert _list_files(store) == before


def _list_files(store: UPath) -> dict[str, Any]:
    return {str(path): path.stat().st_mtime for path in sorted(store.rglob("*")) if path.is_file()}


@both
def test_a_change_makes_another_release_and_tells_it(store: UPath) -> None:
    first = publish_release(build_sample(), store, INPUTS)
    second = publish_release(_change_a_score(build_sample()), store, INPUTS)
    assert second.changed
    assert second.previous == first.id != second.id
    assert find_release(store, "latest").name == second.id
    assert read_record(second.path).previous == first.id
    changes = (second.path / "CHANGES.md").read_text(encoding="utf-8")
    assert "area_no 1: score 66 → 1" in changes
    assert "0 added, 0 removed, 1 changed" in changes
    assert "The first release" in (first.path / "CHANGES.md").read_text(encoding="utf-8")


@both
def test_going_back_lets_latest_stand_for_the_older_release(store: UPath) -> None:
    first = publish_release(build_sample(), store, INPUTS)
    publish_release(_change_a_score(build_sample()), store, INPUTS)
    again = publish_release(build_sample(), store, INPUTS)
    assert (again.id, again.changed) == (first.id, True)
    assert find_release(store, "latest").name == first.id
    assert len(list_releases(store)) == 2
    assert read_record(store / "latest").id == first.id


@both
def test_only_the_newest_releases_are_kept_and_always_latest(store: UPath) -> None:
    names = []
    for score in range(5):
        release = publish_release(_change_a_score(build_sample(), float(score)), store, INPUTS)
        names.append(release.id)
        _age(release.path, seconds=100 - score)
    assert prune_releases(store, 0) == []
    publish_release(_change_a_score(build_sample(), 0.0), store, INPUTS)  # latest is now the oldest
    assert prune_releases(store, 2) == names[1:3]
    assert {path.name for path in list_releases(store)} == {names[0], names[3], names[4]}
    assert is_whole(find_release(store, "latest"))


def _age(release: UPath, seconds: int) -> None:
    record = release / "release.json"
    if record.protocol == "memory":
        entry = record.fs.store[record.path]
        entry.modified = entry.modified.replace(year=2001, second=0, minute=0) - pd.Timedelta(seconds=seconds)
    else:
        os.utime(record, (1e9 - seconds, 1e9 - seconds))


def test_the_name_is_of_the_rows_and_not_of_their_form() -> None:
    tables = {name: to_arrow(TABLES[name], frame) for name, frame in build_sample().items()}
    name = name_release(tables)
    halved = {
        table: pa.concat_tables([arrow.slice(0, arrow.num_rows // 2), arrow.slice(arrow.num_rows // 2)])
        for table, arrow in tables.items()
    }
    assert name_release(halved) == name
    encoded = {
        table: pa.Table.from_pydict(arrow.to_pydict(), schema=arrow.schema) for table, arrow in tables.items()
    }
    assert name_release(encoded) == name
    other = {name: to_arrow(TABLES[name], frame) for name, frame in _change_a_score(build_sample()).items()}
    assert name_release(other) != name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pa.array(["ab", "c"]), pa.array(["a", "bc"])),
        (pa.array(["", None]), pa.array([None, ""])),
        (pa.array([["a"], ["b"]]), pa.array([["a", "b"], []], pa.list_(pa.string()))),
        (pa.array([[], None], pa.list_(pa.string())), pa.array([None, []], pa.list_(pa.string()))),
        (pa.array([0, None], pa.int16()), pa.array([None, 0], pa.int16())),
        (pa.array([1, 2], pa.int16()), pa.array([1, 2], pa.int32())),
        (pa.array([True, False]), pa.array([False, True])),
    ],
)
def test_different_columns_have_different_hashes(one: pa.Array, other: pa.Array) -> None:
    assert hash_table(pa.table({"a": one})) != hash_table(pa.table({"a": other}))


def test_every_file_names_its_release_and_no_time(tmp_path: Path) -> None:
    release = publish_sample(tmp_path)
    other = publish_sample(tmp_path / "elsewhere")
    for path in sorted(Path(release.path).iterdir()):
        assert path.read_bytes() == (Path(other.path) / path.name).read_bytes(), path.name
        if path.suffix == ".parquet":
            assert pq.read_schema(path).metadata[b"release"].decode() == release.id
        else:
            assert release.id in path.read_text(encoding="utf-8") or path.name.startswith(
                ("dictionary", "SHA", "ARCH")
            )


def test_a_release_lacking_a_table_is_refused(tmp_path: Path) -> None:
    tables = build_sample()
    del tables["evidence"]
    with pytest.raises(SchemaError, match="lacks evidence"):
        publish_release(tables, tmp_path, INPUTS)
    assert find_latest(tmp_path) is None


def test_latest_that_is_no_link_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    with pytest.raises(ReleaseError, match="is not a link to a release"):
        publish_sample(tmp_path)


def test_latest_that_leads_nowhere_is_told_in_a_sentence(tmp_path: Path) -> None:
    release = publish_sample(tmp_path)
    shutil.rmtree(release.path)
    with pytest.raises(ReleaseError, match="holds no release; remove the link and run ingest"):
        publish_sample(tmp_path)
    (tmp_path / "latest").unlink()
    assert publish_sample(tmp_path).id == release.id


def test_a_damaged_release_is_published_anew(tmp_path: Path) -> None:
    release = publish_sample(tmp_path)
    damaged = Path(release.path) / "area_scores.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-10])
    with pytest.raises(ReleaseError, match="is not as it was published"):
        read_release(release.path)
    again = publish_sample(tmp_path)
    assert (again.id, again.changed) == (release.id, True)
    assert is_whole(again.path)
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [release.id]


def test_an_unwritable_warehouse_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish_sample(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.release.write_whole", refuse)
    with pytest.raises(ReleaseError, match=r"No space left on device.*the last release stands as before"):
        publish_release(_change_a_score(build_sample()), tmp_path, INPUTS)
    assert find_release(tmp_path, "latest").name == first.id
    assert is_whole(tmp_path / "latest")


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


def _kill_at(step: int, monkeypatch: pytest.MonkeyPatch) -> count[int]:
    """Let the process die at the ``step``-th change of the file system; gives the counter of steps."""
    steps = count(1)

    def patch(owner: Any, name: str) -> None:
        true: Callable[..., Any] = getattr(owner, name)

        def die_or_do(*args: Any, **options: Any) -> Any:
            if next(steps) == step:
                raise Killed
            return true(*args, **options)

        monkeypatch.setattr(owner, name, die_or_do)

    for owner, name in (
        (os, "replace"), (os, "rename"), (os, "mkdir"), (os, "symlink"), (os, "fsync"), (os, "chmod"),
        (os, "unlink"), (os, "rmdir"),
    ):  # fmt: skip
        patch(owner, name)
    return steps


@pytest.mark.slow
def test_latest_is_whole_wherever_publishing_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = {"old": build_sample(), "new": _change_a_score(build_sample())}
    names = {key: publish_release(frames, tmp_path / key, INPUTS).id for key, frames in tables.items()}
    killed = 0
    shutil.copytree(tmp_path / "old", tmp_path / "counted", symlinks=True)
    with monkeypatch.context() as patched:
        steps = _kill_at(0, patched)
        publish_release(tables["new"], tmp_path / "counted", INPUTS, keep=1)
    last = next(steps)
    assert last > 60
    around_the_link = range(last - 30, last - 18)
    for step in {1, 2, *random.Random(5).sample(range(3, last), 8), *around_the_link, last - 1, last}:
        root = tmp_path / str(step)
        shutil.copytree(tmp_path / "old", root, symlinks=True)
        with monkeypatch.context() as patched:
            _kill_at(step, patched)
            try:
                publish_release(tables["new"], root, INPUTS, keep=1)
            except Killed:
                killed += 1
        latest = find_release(root, "latest")
        assert latest.name in names.values()
        assert is_whole(latest)
        after = publish_release(tables["new"], root, INPUTS, keep=1)
        assert after.id == names["new"]
        assert is_whole(root / "latest")
        assert [path.name for path in list_releases(root)] == [names["new"]]
        assert not list(root.rglob(f"{TEMPORARY}*"))
    assert killed > 18


def test_no_reader_of_an_object_store_ever_sees_a_mixture(monkeypatch: pytest.MonkeyPatch) -> None:
    root = UPath("memory://mixture/warehouse")
    old = publish_release(build_sample(), root, INPUTS).id
    seen: list[str] = []

    def look() -> None:
        latest = find_latest(root)
        assert latest is not None
        assert is_whole(latest)
        seen.append(latest.name)
        if (root / "latest" / "release.json").exists():
            assert is_whole(root / "latest")

    for name in ("write_bytes", "unlink"):
        true = getattr(UPath, name)

        def do_and_look(path: UPath, *args: Any, true: Any = true, **options: Any) -> Any:
            result = true(path, *args, **options)
            look()
            return result

        monkeypatch.setattr(UPath, name, do_and_look)
    new = publish_release(_change_a_score(build_sample()), root, INPUTS).id
    monkeypatch.undo()
    assert seen[0] == old
    assert seen[-1] == new
    assert sorted(set(seen)) == sorted([old, new])
    assert len(seen) > 2 * len(TABLES)


def test_an_unfinished_copy_in_an_object_store_is_finished_by_the_next_run() -> None:
    root = UPath("memory://unfinished/warehouse")
    release = publish_release(build_sample(), root, INPUTS)
    (root / "latest" / "release.json").unlink()
    (root / "latest" / "area_scores.parquet").unlink()
    again = publish_release(build_sample(), root, INPUTS)
    assert (again.id, again.changed) == (release.id, False)
    assert is_whole(root / "latest")


def test_a_release_is_found_by_the_beginning_of_its_name(tmp_path: Path) -> None:
    release = publish_sample(tmp_path)
    assert find_release(tmp_path, release.id[:5]) == release.path
    assert find_release(tmp_path, str(release.path)) == release.path
    for name in ("zz", ""):
        with pytest.raises(ReleaseError, match="No release"):
            find_release(tmp_path, name)
    with pytest.raises(ReleaseError, match="run ingest first"):
        find_release(tmp_path / "elsewhere", "latest")
    with pytest.raises(ReleaseError, match="is not a release"):
        read_record(tmp_path)


def test_the_record_counts_rows(tmp_path: Path) -> None:
    release = publish_sample(tmp_path)
    record = json.loads((Path(release.path) / "release.json").read_text(encoding="utf-8"))
    assert record["tables"]["area_scores"] == {
        "rows": 88,
        "columns": len(TABLES["area_scores"].columns),
    }
