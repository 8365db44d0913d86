"""The archive: whole or not at all, named damage, many writers, a directory and an object store alike."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from upath import UPath

from extract.records import Reason
from extract.sources.archive import Archive
from extract.sources.lines import ArchiveError, seal_line
from extract.sources.pull.record import PullRecord
from extract.sources.times import stamp_time
from flows.commands.archive import command as archive_command
from tests.archive_writer import write_much
from tests.pulling.servers import PDF, pull


@pytest.fixture(params=["directory", "object store"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[UPath]:
    """An empty place for an archive: a local directory, or fsspec's object store in memory."""
    if request.param == "directory":
        yield UPath(tmp_path / "archive")
        return
    path = UPath(f"memory://{uuid4().hex}/archive")
    yield path
    path.fs.store.clear()


def spoil(archive: Archive, sha256: str, content: bytes = b"rotten") -> None:
    """Replace archived bytes behind the archive's back."""
    path = archive.locate(sha256)
    if isinstance(path, Path):
        path.unlink()
    path.write_bytes(content)


def make_record(url: str, **more: object) -> PullRecord:
    return PullRecord(url=url, time=stamp_time(), status="fetched", **more)  # type: ignore[arg-type]


def test_bytes_are_kept_under_their_hash(root: UPath) -> None:
    archive = Archive(root)
    sha256 = archive.put(PDF)
    assert sha256 == hashlib.sha256(PDF).hexdigest()
    assert archive.put(iter([PDF[:7], b"", PDF[7:]])) == sha256
    assert Archive(root).read_bytes(sha256) == PDF
    assert archive.hashes() == [sha256]
    assert [path.name for path in root.glob("**/*") if sha256 in path.name] == [sha256]
    with archive.local_copy(sha256) as path:
        assert path.read_bytes() == PDF


@given(content=st.binary(max_size=2000))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    archive = Archive(tmp_path_factory.mktemp("bytes"))
    assert archive.read_bytes(archive.put(content)) == content
    assert archive.verify() == []


def test_what_is_not_held_is_said_in_a_sentence(root: UPath) -> None:
    archive = Archive(root)
    missing = "0" * 64
    assert not archive.has(missing)
    with pytest.raises(ArchiveError, match="does not hold 0000"):
        archive.read_bytes(missing)
    with pytest.raises(ArchiveError, match="does not hold"), archive.local_copy(missing):
        pass
    with pytest.raises(ArchiveError, match="not a sha256"):
        archive.read_bytes("../../etc/passwd")


def test_damage_is_named_and_never_handed_out(root: UPath) -> None:
    archive = Archive(root)
    sha256 = archive.put(PDF)
    other = archive.put(b"other")
    spoil(archive, sha256)
    with pytest.raises(ArchiveError, match="damaged"):
        archive.read_bytes(sha256)
    with pytest.raises(ArchiveError, match="damaged"), archive.local_copy(sha256):
        pass
    assert [(damage.problem, damage.name) for damage in archive.verify()] == [("damaged", sha256)]
    assert archive.has(sha256), "naming damage moves nothing"
    (damage,) = archive.verify(set_aside=True)
    assert "kept aside" in damage.sentence
    assert archive.hashes() == [other]
    (aside,) = (root / "damaged").glob("*")
    assert aside.read_bytes() == b"rotten"
    assert archive.verify() == []
    assert archive.put(PDF) == sha256
    assert archive.read_bytes(sha256) == PDF


def test_putting_the_same_bytes_again_replaces_damaged_ones(root: UPath) -> None:
    archive = Archive(root)
    sha256 = archive.put(PDF)
    spoil(archive, sha256, PDF[:-1])
    assert archive.put(PDF) == sha256
    assert archive.read_bytes(sha256) == PDF
    (aside,) = (root / "damaged").glob("*")
    assert aside.read_bytes() == PDF[:-1]


def test_recorded_bytes_that_are_lost_are_named(root: UPath) -> None:
    archive = Archive(root)
    sha256 = archive.put(PDF)
    archive.record(make_record("https://ale.se/a.pdf", sha256=sha256))
    archive.flush()
    archive.locate(sha256).unlink()
    assert [(damage.problem, damage.name) for damage in Archive(root).verify()] == [("missing", sha256)]


def test_pulls_are_read_back_in_order_of_time(root: UPath) -> None:
    first, second = Archive(root), Archive(root)
    records = [make_record(f"https://ale.se/{number}.pdf", size=number) for number in range(6)]
    for number, record in enumerate(records):
        (first if number % 2 else second).record(record)
    first.flush()
    second.flush()
    assert Archive(root).pulls() == records
    assert len(list((root / "pulls").glob("*.jsonl"))) == 2, "every run writes its own file"


def test_nothing_recorded_is_ever_rewritten(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    before: dict[Path, bytes] = {}
    for number in range(3):
        archive = Archive(root)
        sha256 = archive.put(b"%d" % number)
        archive.record(make_record("https://ale.se/a.pdf", sha256=sha256, reasons=(Reason("html", "x"),)))
        assert {path: path.read_bytes() for path in before} == before
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("rest", [b'{"url":"https://ale.se/b.pdf","ti', b"\xff\xfe\x00", b"{}\n", b"null\n"])
def test_a_line_that_a_killed_run_left_half_written_is_left_out_and_named(
    tmp_path: Path, rest: bytes
) -> None:
    archive = Archive(tmp_path)
    archive.record(make_record("https://ale.se/a.pdf"))
    (file,) = (tmp_path / "pulls").glob("*.jsonl")
    with file.open("ab") as stream:
        stream.write(rest)
    assert [record.url for record in Archive(tmp_path).pulls()] == ["https://ale.se/a.pdf"]
    assert [damage.problem for damage in Archive(tmp_path).verify()] == ["index"]


def test_a_put_that_breaks_off_leaves_nothing(root: UPath) -> None:
    def break_off() -> Iterator[bytes]:
        yield PDF
        raise ConnectionResetError("gone")

    archive = Archive(root)
    with pytest.raises((ArchiveError, ConnectionResetError)):
        archive.put(break_off())
    assert archive.hashes() == []
    assert list(root.glob("**/pull-*")) == []


def test_bytes_that_read_back_differently_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.sources.archive.hash_file", lambda _: "f" * 64)
    archive = Archive(tmp_path)
    with pytest.raises(ArchiveError, match="read back differently"):
        archive.put(PDF)
    assert archive.hashes() == []


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(2)
    runs = [context.Process(target=write_much, args=(str(tmp_path), ready)) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
        assert run.exitcode == 0
    archive = Archive(tmp_path)
    assert archive.verify() == []
    assert len(archive.hashes()) == 40
    assert len(archive.pulls()) == 80
    assert list((tmp_path / "incoming").iterdir()) == []


def test_archived_files_cannot_be_written_by_mistake(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    path = Path(str(archive.locate(archive.put(PDF))))
    assert path.stat().st_mode & 0o222 == 0


@pytest.fixture
def report(httpserver: HTTPServer) -> str:
    """The address of a report on a server that knows its ETag."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)

    def answer(request: object) -> object:
        from werkzeug import Response

        response = Response(PDF)
        response.add_etag()
        return response.make_conditional(request)  # type: ignore[arg-type]

    httpserver.expect_request("/a.pdf").respond_with_handler(answer)  # type: ignore[arg-type]
    return httpserver.url_for("/a.pdf")


def pull_spoilt(root: UPath, report: str, damage: Callable[[Archive, str], None]) -> Archive:
    (first,) = pull(Archive(root), report)
    damage(Archive(root), first.sha256 or "")
    archive = Archive(root)
    (again,) = pull(archive, report)
    assert (again.status, again.http_status, again.sha256) == ("fetched", 200, first.sha256)
    assert archive.read_bytes(again.sha256 or "") == PDF
    return archive


def test_damaged_bytes_are_pulled_again_and_kept_aside(root: UPath, report: str) -> None:
    archive = pull_spoilt(root, report, spoil)
    assert [path.read_bytes() for path in (root / "damaged").glob("*")] == [b"rotten"]
    assert archive.verify() == []


def test_after_verify_the_next_run_pulls_what_was_set_aside(root: UPath, report: str) -> None:
    def rot_a_bit(archive: Archive, sha256: str) -> None:
        spoil(archive, sha256, bytes([PDF[0] ^ 1]) + PDF[1:])
        assert len(archive.verify(set_aside=True)) == 1

    pull_spoilt(root, report, rot_a_bit)


def test_lost_bytes_are_pulled_again(root: UPath, report: str) -> None:
    pull_spoilt(root, report, lambda archive, sha256: archive.locate(sha256).unlink())


class TestVerifyCommand:
    def verify(self, data: Path, *options: str) -> tuple[int, str]:
        result = CliRunner().invoke(archive_command, ["verify", "--data", str(data), *options])
        return result.exit_code, result.output

    def test_a_sound_archive(self, tmp_path: Path) -> None:
        Archive(tmp_path / "archive").put(PDF)
        status, said = self.verify(tmp_path)
        assert (status, said) == (0, "1 files and 0 pulls, all as they should be.\n")

    def test_damage(self, tmp_path: Path) -> None:
        archive = Archive(tmp_path / "archive")
        sha256 = archive.put(PDF)
        spoil(archive, sha256)
        assert self.verify(tmp_path, "--leave")[0] == 1
        assert archive.has(sha256)
        status, said = self.verify(tmp_path)
        assert status == 1
        assert sha256 in said
        assert not archive.has(sha256)

    def test_no_archive(self, tmp_path: Path) -> None:
        status, said = self.verify(tmp_path)
        assert status == 1
        assert "no archive" in said


@pytest.mark.slow
def test_an_s3_bucket_is_an_archive_like_any_other(
    monkeypatch: pytest.MonkeyPatch, report: str, tmp_path: Path
) -> None:
    import boto3
    from moto.server import ThreadedMotoServer

    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-north-1",
    }.items():
        monkeypatch.setenv(name, value)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        boto3.client("s3").create_bucket(
            Bucket="kommunkompassen", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"}
        )
        root = UPath("s3://kommunkompassen/data/archive")
        archive = Archive(root)
        (first,) = pull(archive, report)
        (second,) = pull(Archive(root), report)
        assert [first.status, second.status] == ["fetched", "unchanged"]
        with archive.local_copy(first.sha256 or "") as path:
            assert path.read_bytes() == PDF
        spoil(archive, first.sha256 or "")
        assert [damage.problem for damage in Archive(root).verify(set_aside=True)] == ["damaged"]
        (third,) = pull(Archive(root), report)
        assert third.status == "fetched"
        assert Archive(root).verify() == []
    finally:
        server.stop()


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_what_is_no_file_among_the_records_is_told_and_blocks_nothing(tmp_path: Path, kind: str) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(PDF)
    archive.record(PullRecord(url="https://a.se/a.pdf", time=stamp_time(), status="fetched", sha256=sha256))
    stray = tmp_path / "pulls" / "old.jsonl"
    stray.mkdir() if kind == "folder" else stray.symlink_to("/nowhere/x")
    assert len(Archive(tmp_path).pulls()) == 1
    assert [(damage.problem, damage.name) for damage in Archive(tmp_path).verify()] == [
        ("index", "old.jsonl")
    ]


def test_a_record_changed_by_a_bit_is_left_out_and_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(PDF)
    archive.record(PullRecord(url="https://a.se/a.pdf", time=stamp_time(), status="fetched", sha256=sha256))
    (file,) = (tmp_path / "pulls").iterdir()
    whole = file.read_bytes()
    for place in range(len(whole) - len(b',"check":"00000000"}') - 1):
        changed = bytearray(whole)
        changed[place] ^= 1
        file.write_bytes(bytes(changed))
        assert Archive(tmp_path).pulls() == [], place
    assert [damage.problem for damage in Archive(tmp_path).verify()] == ["index"]
    file.write_bytes(whole.replace(whole[-21:], b"}\n"))
    assert len(Archive(tmp_path).pulls()) == 1, "lines without a checksum are older than it"


def test_a_folder_in_the_place_of_bytes_is_damage(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(PDF)
    place = tmp_path / "sha256" / sha256[:2] / sha256
    place.unlink()
    place.mkdir()
    with pytest.raises(ArchiveError, match="A folder lies where"):
        archive.read_bytes(sha256)
    assert [damage.problem for damage in archive.verify()] == ["damaged"]
    assert not archive.has_sound(sha256)
    assert archive.put(PDF) == sha256
    assert archive.verify() == []


def test_secrets_in_records_of_an_earlier_version_are_named_and_masked(tmp_path: Path) -> None:
    secret = "https://user:hemligt@ale.se/a.pdf?token=abcdefghijklmnop1234&page=2"
    line = b'{"url":"%s","time":"2026-01-01T00:00:00+00:00","status":"fetched"}' % secret.encode()
    records = tmp_path / "archive" / "pulls" / "20260101T000000.000000Z-1-aaaaaaaa.jsonl"
    records.parent.mkdir(parents=True)
    records.write_bytes(line + b"\n" + seal_line(line) + b"\n" + line[:30])
    records.chmod(0o644)
    before = Archive(tmp_path / "archive").pulls()
    for option, kept in ("--leave", True), ("", False):
        arguments = ["verify", "--data", str(tmp_path), *filter(None, [option])]
        result = CliRunner().invoke(archive_command, arguments)
        assert result.exit_code == 1
        assert "held addresses with passwords or tokens" in result.output
        assert (b"hemligt" in records.read_bytes()) is kept
    assert b"abcdefghijklmnop1234" not in records.read_bytes()
    assert records.stat().st_mode & 0o077 == 0
    assert Archive(tmp_path / "archive").pulls() == before
    assert len(before) == 2
    result = CliRunner().invoke(archive_command, ["verify", "--data", str(tmp_path)])
    assert "tokens" not in result.output
