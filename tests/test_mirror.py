"""Integrity that can be checked elsewhere: manifests, ``release verify``, ``archive verify``, ``mirror``."""

from __future__ import annotations

import shutil
import subprocess
import tracemalloc
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from upath import UPath

from extract.sources.archive import Archive
from flows.cli import app
from flows.mirroring import mirror_data
from tests.fixtures_release import INPUTS, build_sample
from warehouse.read import find_latest, is_whole, read_tables
from warehouse.release import publish_release, read_documents
from warehouse.verify import verify_release

MEGABYTE = 1 << 20


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with an archive, a declaration that holds a password, and a release."""
    folder = tmp_path / "data"
    archive = Archive(folder / "archive")
    for number in range(3):
        archive.put(f"%PDF-1.4 {number} %%EOF".encode())
    (folder / "declarations").mkdir()
    declared = folder / "declarations" / "catalogue.csv"
    declared.write_text("url\nhttps://u:hemligt@example.org/a.pdf\n")
    declared.chmod(0o600)
    publish_release(build_sample(), folder / "warehouse", INPUTS)
    return folder


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run a command; its exit status and what it said."""
    result = CliRunner().invoke(app, list(map(str, arguments)))
    return result.exit_code, result.output


class TestRelease:
    def test_a_sound_release_verifies_here_and_with_sha256sum(self, data: Path) -> None:
        status, said = run("release", "verify", "--data", data)
        assert (status, "as it was published" in said) == (0, True)
        if shutil.which("sha256sum"):
            subprocess.run(
                ["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=data / "warehouse/latest", check=True
            )

    @pytest.mark.parametrize("spoil", ["changed", "missing", "strange"])
    def test_anything_else_is_told(self, data: Path, spoil: str) -> None:
        folder = (data / "warehouse/latest").resolve()
        path = folder / "dictionary.md"
        if spoil == "changed":
            path.chmod(0o644)
            path.write_text("other")
        elif spoil == "missing":
            path.unlink()
        else:
            (folder / "more.txt").write_text("x")
        status, said = run("release", "verify", "--all", "--data", data)
        assert status == 1
        assert ("more.txt" if spoil == "strange" else "dictionary.md") in said

    def test_a_record_that_agrees_with_forged_files_is_found_out_by_the_name(self, data: Path) -> None:
        """Whoever forges rows and hashes cannot keep the name that others cite."""
        forged = build_sample()
        forged["findings"] = forged["findings"].iloc[1:]
        other = publish_release(forged, data / "other", INPUTS)
        folder = (data / "warehouse/latest").resolve()
        for path in Path(str(other.path)).iterdir():
            (folder / path.name).unlink(missing_ok=True)
            text = path.read_bytes().replace(other.id.encode(), folder.name.encode())
            (folder / path.name).write_bytes(text if path.suffix == ".json" else path.read_bytes())
        assert verify_release(folder)

    def test_archive_verify_misses_documents_that_a_release_was_made_from(self, data: Path) -> None:
        promised = read_documents(data / "warehouse/latest")
        assert len(promised) > 5
        status, said = run("archive", "verify", "--data", data)
        assert status == 1
        assert all(sha256 in said for sha256 in promised)


class TestMirror:
    def target(self, tmp_path: Path, kind: str) -> UPath:
        return UPath(tmp_path / "copy") if kind == "folder" else UPath(f"memory://mirror-{uuid4().hex}")

    @pytest.mark.parametrize("kind", ["folder", "store"])
    def test_a_mirror_is_a_data_directory(self, data: Path, tmp_path: Path, kind: str) -> None:
        target = self.target(tmp_path, kind)
        first = mirror_data(data, target)
        assert first.problems == []
        assert Archive(target / "archive").hashes() == Archive(data / "archive").hashes()
        latest = find_latest(target / "warehouse")
        assert latest is not None
        assert is_whole(latest)
        assert read_tables(latest).keys() == read_tables(data / "warehouse/latest").keys()
        again = mirror_data(data, target, verify=True)
        assert (again.copied, again.problems) == (0, [])

    def test_no_file_is_held_in_memory(self, data: Path, tmp_path: Path) -> None:
        large = Archive(data / "archive").put(bytes(MEGABYTE) for _ in range(32))
        target = tmp_path / "copy"
        tracemalloc.start()
        done = mirror_data(data, target, verify=True)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert done.problems == []
        assert Archive(target / "archive").has_sound(large)
        assert most < 12 * MEGABYTE

    def test_the_book_of_the_harvest_is_left_out(self, data: Path, tmp_path: Path) -> None:
        (data / "harvest").mkdir()
        (data / "harvest" / "book.jsonl").write_text("{}")
        mirror_data(data, tmp_path / "copy")
        assert not (tmp_path / "copy" / "harvest").exists()

    def test_only_what_is_new_is_copied(self, data: Path, tmp_path: Path) -> None:
        target = tmp_path / "copy"
        mirror_data(data, target)
        Archive(data / "archive").put(b"%PDF-1.4 new %%EOF")
        changed = build_sample()
        changed["findings"] = changed["findings"].iloc[1:]
        newer = publish_release(changed, data / "warehouse", INPUTS)
        done = mirror_data(data, target)
        assert done.copied == 1 + len(list(Path(str(newer.path)).iterdir()))
        assert (target / "warehouse/latest").resolve().name == newer.id
        assert (target / "declarations/catalogue.csv").stat().st_mode & 0o077 == 0

    def test_what_changes_in_place_is_copied_though_its_size_is_the_same(
        self, data: Path, tmp_path: Path
    ) -> None:
        declared, found = data / "declarations/catalogue.csv", data / "sources/found.csv"
        found.parent.mkdir()
        found.write_text("url,last_seen\nhttps://ale.se/a.pdf,2026-01-01\n")
        mirror_data(data, tmp_path / "copy")
        found.write_text("url,last_seen\nhttps://ale.se/a.pdf,2026-01-02\n")
        declared.write_text(declared.read_text().replace("a.pdf", "b.pdf"))
        done = mirror_data(data, tmp_path / "copy")
        assert (done.copied, done.problems) == (2, [])
        assert "2026-01-02" in (tmp_path / "copy/sources/found.csv").read_text()
        assert (tmp_path / "copy/sources/found.csv").stat().st_mode & 0o077 == 0

    def test_damage_on_either_side_is_told_and_does_not_spread(self, data: Path, tmp_path: Path) -> None:
        target = tmp_path / "copy"
        mirror_data(data, target)
        sound, spoiled, other = Archive(data / "archive").hashes()
        here = data / "archive/sha256" / spoiled[:2] / spoiled
        there = target / "archive/sha256" / other[:2] / other
        (target / "archive/sha256" / spoiled[:2] / spoiled).unlink()
        for path in (here, there):
            path.chmod(0o644)
            path.write_bytes(b"x" * path.stat().st_size)
        status, said = run("mirror", target, "--data", data, "--verify")
        assert status == 1
        assert "damaged and is not copied" in said
        assert "was damaged and was copied again" in said
        assert Archive(target / "archive").hashes() == sorted([sound, other])
        assert Archive(target / "archive").verify() == []

    def test_a_damaged_release_is_not_mirrored(self, data: Path, tmp_path: Path) -> None:
        path = (data / "warehouse/latest").resolve() / "area_scores.parquet"
        path.chmod(0o644)
        path.write_bytes(b"x")
        done = mirror_data(data, tmp_path / "copy")
        assert len(done.problems) == 2
        assert not (tmp_path / "copy/warehouse/latest").exists()

    def test_a_mirror_within_itself_is_refused(self, data: Path) -> None:
        status, said = run("mirror", data / "copy", "--data", data)
        assert status == 2
        assert "lie in one another" in said


def test_status_writes_nothing_and_needs_no_right_to(data: Path) -> None:
    """As root anything may be written: what is watched is that nothing is."""
    (data / ".lock").write_bytes(b"")
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    status, said = run("status", "--data", data)
    assert status == 0, said
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before
