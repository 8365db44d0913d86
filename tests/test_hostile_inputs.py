"""Files that people or programs spoilt are refused in one printable sentence that names file and line."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.sources.catalogue import COLUMNS, check_catalogue, parse_catalogue
from extract.sources.catalogue_rows import CatalogueError
from extract.sources.found import COLUMNS as FOUND_COLUMNS
from extract.sources.found import add_found, parse_found
from extract.sources.indexes import PUBLIC_INDEXES, read_answer
from extract.sources.listed import read_transcripts, read_unlocated
from extract.sources.store import open_store
from flows.configuration import load_settings, trace_settings
from flows.locking import find_lock_owner
from flows.pipeline.tidying import tidy_data
from flows.reading.cache import ReadingCache
from flows.run import DataDirectoryError, explain_full_disk
from flows.settings import Settings, SettingsError
from tests.fixtures_reports import make_report
from transform.corrections import COLUMNS as CORRECTION_COLUMNS
from transform.corrections import CorrectionError, parse_corrections
from transform.decisions import COLUMNS as DECISION_COLUMNS
from transform.decisions import DecisionError, DecisionKind, parse_decisions

LONGEST = 1200  # signs of a message
CELLS = (
    "9" * 5000,
    "x" * 200_000,
    "\0",
    "\u202e0180",
    "\x1b[31mred",
    "a\nb",
    "a\rb",
    "2014\x07",
    "\u2028",
    "[bold]x[/]",
    "</td><script>kk()</script>",
    "=cmd()",
    "-1",
    "1e999",
    "nan",
    "²",
    "١٢",
    "1_0",
    "",
    " ",
    "%s {} ${x}",
)
TEXTS = (
    "",
    "\n",
    'url\n"x',
    "\0\0",
    "url,url\n1,2",
    "url;b;c\n1;2;3",
    "url\n" + "x" * 200_000,
    "url\n" + "\n" * 1000 + '"a\nb',
    "url\nhttp://a.se/\r\rx",
    "url\nhttp://[::1/x",
    "url\nhttp://a.se:99999/",
    "url\nhttp://a.se:٣/",
    "url\njavascript:alert(1)",
    "url\nhttp://" + "a" * 300 + ".se/",
)
SPOILT_SETTINGS = (
    b"\xff",
    b"\0",
    b"a=",
    b"data = " + b"9" * 5000,
    b"data=1\ndata=2",
    b"a=" + b"[" * 3000,
    b"a=" + b'{a="' * 2000,
    b"archive_indexes=3",
    b"archive_indexes=[{dialect='wayback',index='x',replay='y'}]",
    b'"\\u202e\\u001b[31m" = 1',
    b'timezone = "\\u202e"',
    b"cron = '" + b"9" * 5000 + b"'",
)

catalogue = dict(
    zip(
        COLUMNS,
        ("https://ale.se/a.pdf", "https://ale.se/", "1440", "2014", "p", "published", "n"),
        strict=True,
    )
)
found = dict.fromkeys(FOUND_COLUMNS, "") | {"url": "https://ale.se/a.pdf", "sha256": "0" * 64}
correction = dict(
    zip(CORRECTION_COLUMNS, ("a-1", "0" * 64, "1", "50", "51", "r", "s", "me", "2024-01-01"), strict=True)
)
decision = dict.fromkeys(DECISION_COLUMNS, "x") | {
    "decision_id": "d-1",
    "document_sha256": "0" * 64,
    "decided_on": "2024-01-01",
    "value": "2014",
}


@pytest.fixture(autouse=True)
def lift_the_limit_of_cells() -> Iterator[None]:
    """Let the module ``csv`` take cells of any length, as libraries do that a run may have imported."""
    before = csv.field_size_limit(2**31 - 1)
    yield
    csv.field_size_limit(before)


def refuse_in_a_sentence(
    read: Callable[[str], object], text: str, error: type[Exception], name: str
) -> str | None:
    """What a spoilt text is refused with, which can be shown to anybody; ``None`` when it is taken."""
    try:
        read(text)
    except error as refusal:
        message = str(refusal)
        assert message.startswith(name), message[:200]
        assert message.isprintable(), message[:200]
        assert len(message) < LONGEST, message[:200]
        return message
    return None


def spoil(base: dict[str, str]) -> list[str]:
    """CSV texts with every cell spoilt in turn, and texts that are no such file at all."""
    texts = list(TEXTS)
    for column in base:
        for cell in CELLS:
            text = io.StringIO(newline="")
            csv.writer(text, lineterminator="\n").writerows(
                [list(base), list((base | {column: cell}).values())]
            )
            texts.append(text.getvalue())
    return texts


@pytest.mark.parametrize(
    ("read", "base", "error", "least"),
    [
        (lambda text: parse_catalogue(text, "c.csv"), catalogue, CatalogueError, 60),
        (lambda text: add_found([], parse_found(text, "c.csv")), found, CatalogueError, 5),
        (lambda text: parse_corrections(text, "c.csv"), correction, CorrectionError, 60),
        *(
            (
                lambda text: parse_decisions(text, "c.csv"),
                decision | {"decision": kind.value},
                DecisionError,
                40,
            )
            for kind in DecisionKind
        ),
    ],
    ids=["catalogue", "found", "corrections", *(f"decisions-{kind.value}" for kind in DecisionKind)],
)
def test_spoilt_files_are_refused_in_a_sentence(
    read: Callable[[str], object], base: dict[str, str], error: type[Exception], least: int
) -> None:
    messages = [refuse_in_a_sentence(read, text, error, "c.csv") for text in spoil(base)]
    refused = [message for message in messages if message]
    assert len(refused) >= least
    assert all("line" in message for message in refused)


def test_files_of_the_project_and_the_check_too(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"

    found = 0

    def read(text: str) -> None:
        nonlocal found
        path.write_text(text, encoding="utf-8", newline="")
        for problem in check_catalogue(path, {"1440"}):
            assert str(problem).isprintable()
            assert len(str(problem)) < LONGEST
            assert "c.csv" in str(problem)
            assert "line" in str(problem)
            found += 1

    refused = [refuse_in_a_sentence(read, text, CatalogueError, "c.csv") for text in spoil(catalogue)]
    assert sum(map(bool, refused)) >= 15
    assert found >= 110
    for reader, name in ((read_unlocated, "municipality"), (read_transcripts, "url")):
        columns = {name: "https://ale.se", "municipality_code": "1440", "round": "2014"}
        refused = []
        for text in spoil(columns):
            path.write_text(text, encoding="utf-8", newline="")
            told = refuse_in_a_sentence(lambda _, read=reader: read(path), text, CatalogueError, "c.csv")  # type: ignore[misc]
            refused.append(told)
        assert sum(map(bool, refused)) >= 50
        assert all("line" in message for message in refused if message)


@pytest.mark.parametrize("content", SPOILT_SETTINGS, ids=range(len(SPOILT_SETTINGS)))
def test_spoilt_settings_are_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        load_settings(path)
    assert refused.value.message.isprintable()
    assert len(refused.value.message) < LONGEST
    assert "s.toml" in refused.value.message


def test_every_setting_takes_any_text_or_refuses_it(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    refused, taken = 0, []
    for name in Settings.model_fields:
        for value in (
            '"\\u202e"',
            '"\\u001b[31m"',
            "[1]",
            "{a=1}",
            "-1",
            "1e999",
            "true",
            '"' + "x" * 300 + '"',
        ):
            path.write_text(f"{name} = {value}\n", encoding="utf-8")
            message = _say_why_not(path)
            if message is None:
                taken.append((name, value))
                continue
            refused += 1
            assert message.isprintable(), (name, value)
            assert len(message) < LONGEST, (name, value)
            assert name in message, (name, value)
            assert "s.toml" in message or name == "dask_address", (name, value)  # that is of two settings
    assert refused > 300
    texts = {name for name, value in taken if value.startswith('"')}
    assert {value for name, value in taken if name not in texts} <= {"true"}, taken
    switches = {"allow_private_hosts", "offline", "harvest", "site"}
    assert {name for name, value in taken if value == "true"} == switches


def test_no_setting_shows_a_password_with_a_slash(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        'proxy = "http://nn:hem%2Fligt@proxy.example:8080"\nnotify_urls = ["mailto://a:hemligt@b.se"]\n'
    )
    shown = "".join(setting.value for setting in trace_settings(path))
    assert "ligt" not in shown


@pytest.mark.parametrize("name", ["x.json", "9" * 50 + ".json", "²²²²²²²².json", "00000001.json"])
def test_stray_names_among_leases_hold_nothing(name: str) -> None:
    from upath import UPath

    store = UPath("memory://stray-leases")
    (store / "locks").mkdir(parents=True, exist_ok=True)
    (store / "locks" / name).write_bytes(b'{"until": "soon"}' if name[0] != "x" else b"[")
    assert find_lock_owner(store) is None


def _say_why_not(path: Path) -> str | None:
    try:
        load_settings(path)
    except SettingsError as refused:
        return refused.message
    return None


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"a,b\n1,2\n", b'url\n"x', None], ids=range(5))
def test_a_spoilt_file_of_found_addresses_is_moved_aside(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sources" / "found.csv"
    for _ in range(2):  # the second one takes the first one's place
        if content is None:
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        tidy_data(open_store(tmp_path))
        assert not path.exists()
    aside = path.with_name("found.csv.damaged")
    assert aside.is_dir() if content is None else aside.read_bytes() == content


def test_a_file_of_found_addresses_in_order_stays(tmp_path: Path) -> None:
    path = tmp_path / "sources" / "found.csv"
    path.parent.mkdir()
    for content in ("", "url\nhttps://ale.se/a.pdf\nnot an address\n"):
        path.write_text(content)
        tidy_data(open_store(tmp_path))
        assert path.read_text() == content


@pytest.mark.parametrize("kind", ["folder", "round"])
def test_a_kept_reading_that_is_no_file_is_made_again(tmp_path: Path, kind: str) -> None:
    report = make_report("0180", 2010, [50.0] * 8)
    cache = ReadingCache(open_store(tmp_path), report.reader_version)
    path = Path(str(cache.path(report.sha256)))
    path.parent.mkdir(parents=True)
    path.mkdir() if kind == "folder" else path.symlink_to(path.name)
    assert cache.get(report.sha256) is None
    cache.put(report)
    assert cache.get(report.sha256) == report


def test_a_full_disk_is_told_with_what_to_do() -> None:
    error = explain_full_disk(
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/data/x"), open_store("/data")
    )
    assert isinstance(error, DataDirectoryError)
    assert all(
        words in str(error) for words in ("No space left", "/data/x", "Free some space", "release stands")
    )
    other = OSError(errno.EIO, "broken")
    assert explain_full_disk(other, open_store("/data")) is other


@pytest.mark.parametrize(
    "original", ["http://[", "javascript:1", "file:///etc/passwd", "x" * 3000, "http://a.se:99999/", "a\x00b"]
)
def test_a_line_of_an_index_that_no_one_could_ask_is_left_out(original: str) -> None:
    archive = PUBLIC_INDEXES[0]
    sound = ["20140101000000", "https://www.ale.se/a.pdf"]
    rows = [["timestamp", "original"], ["20140101000000", original], sound]
    answered = read_answer(archive, json.dumps(rows).encode(), "https://index.example")
    assert [capture.original for capture in answered.captures] == [sound[1]]
