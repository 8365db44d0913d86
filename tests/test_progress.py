"""Long work on a terminal and elsewhere, and what a person is told who stops it."""

from __future__ import annotations

import io
import logging
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from extract.progress import Step, mark, name_file
from extract.sources.archive import Archive
from flows.commands.demo import SAMPLE
from flows.interruption import KEPT, explain_interruption, was_interrupted
from flows.progress import BarHandler, show_progress
from tests.conftest import ROOT

PATIENCE = 120.0  # seconds; nothing here is timed
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
FILES = sorted(SAMPLE.glob("*20[0-9][0-9].pdf"))  # whole reports
COPIES = 4  # of each, with different bytes: many, so that some are left to read on a machine that is busy
ALL = COPIES * len(FILES)
SOME = "|".join(map(str, range(1, ALL)))  # of them


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, arguments: list[str]) -> None:
        self.ours, theirs = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "KOMMUNKOMPASSEN_WORKERS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(theirs)
        self.text = ""

    def wait_for(self, pattern: str) -> None:
        """Read what the terminal shows until ``pattern`` comes."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self.text):
            assert time.monotonic() < end, f"{pattern} did not come in:\n{self.text}"
            assert self._read(), f"{pattern} is not in:\n{self.text}"

    def finish(self) -> int:
        """Read to the end; the exit status."""
        while self._read():
            pass
        return self.process.wait(PATIENCE)

    def press_ctrl_c(self) -> None:
        os.write(self.ours, b"\x03")

    def _read(self) -> bool:
        if not select.select([self.ours], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self.ours, 65536)
        except OSError:  # the other end is closed
            return False
        self.text += CODES.sub("", data.decode(errors="replace"))
        return bool(data)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def run(*arguments: str) -> Iterator[Terminal]:
    terminal = Terminal(list(arguments))
    try:
        yield terminal
    finally:
        if terminal.process.poll() is None:
            os.killpg(terminal.process.pid, signal.SIGKILL)
            terminal.process.wait()
        os.close(terminal.ours)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    into = tmp_path / "reports"
    into.mkdir()
    for file in FILES:
        for number in range(COPIES):
            (into / f"{number}-{file.name}").write_bytes(file.read_bytes() + b"\n%%%d" % number)
    return into


def test_a_copy_and_a_verification_show_bars_on_a_terminal(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    archive = Archive(data / "archive")
    for number in range(3):
        archive.put(b"%PDF-1.4 " + bytes([number]))
    with run("mirror", str(copy), "--data", str(data)) as terminal:
        assert terminal.finish() == 0
    assert re.search(r"Documents .* 3/3 ", terminal.text)
    assert "3 files copied" in terminal.text
    with run("archive", "verify", "--data", str(copy)) as terminal:
        assert terminal.finish() == 0
    assert re.search(r"Documents .* 3/3 ", terminal.text)


def test_ctrl_c_says_what_is_kept_and_the_next_run_goes_on(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    catalogue = tmp_path / "none.csv"
    catalogue.write_text("url\n", encoding="utf-8")
    command = ["ingest", "--plain", "--offline", "--sources", str(catalogue), "--data", str(data)]
    command += ["--files", str(folder), "--files-origin", "facsimile"]
    with run(*command) as terminal:
        terminal.wait_for(rf"Reading .* (?:{SOME})/{ALL} ")
        terminal.press_ctrl_c()
        assert terminal.finish() == 1
    assert any(file.name in terminal.text for file in FILES)
    assert re.search(r"\d:\d\d:\d\d", terminal.text)
    assert KEPT["ingest"] in " ".join(terminal.text.split())
    assert "Go on with: kommunkompassen ingest --plain --offline" in terminal.text
    assert "Traceback" not in terminal.text
    assert not (data / "warehouse" / "latest").exists()
    with run(*command) as again:
        again.wait_for(rf"{ALL} documents archived, (?:{SOME}) of them to be read")
        again.press_ctrl_c()
        assert again.finish() == 1


def test_no_terminal_gets_plain_lines() -> None:
    stream = io.StringIO()
    with show_progress(stream, plain=True):
        logging.getLogger("kommunkompassen.read").info("Read 1 of 2", extra=mark(Step("Reading", "a.pdf")))
        logging.getLogger("kommunkompassen.site").debug("Wrote a page", extra=mark(Step("Pages", "Ale")))
    assert re.fullmatch(r"\d\d:\d\d:\d\d Read 1 of 2\n", stream.getvalue())
    logging.getLogger("kommunkompassen.read").info("afterwards")
    assert "afterwards" not in stream.getvalue()


def show(*steps: Step, lines: tuple[str, ...] = ()) -> str:
    console = Console(file=io.StringIO(), force_terminal=True, width=110, color_system=None)
    handler = BarHandler(console)
    log = logging.getLogger("a test of bars")
    with handler.bars:
        for step in steps:
            handler.handle(log.makeRecord(log.name, logging.INFO, "", 0, "plain", (), None, None, mark(step)))
        for line in lines:
            handler.handle(log.makeRecord(log.name, logging.INFO, "", 0, line, (), None))
    assert isinstance(console.file, io.StringIO)
    return CODES.sub("", console.file.getvalue())


def test_a_bar_tells_name_count_and_remaining_time() -> None:
    names = {"ab12": "Rapport [slutlig] Åmål.pdf"}
    shown = show(
        Step("Reading", done=0, total=3, names=names),
        Step("Reading", "ab12"),
        lines=("A line [with brackets] above",),
    )
    last = shown.splitlines()[-1]
    assert "Reading" in last
    assert "1/3" in last
    assert "Rapport [slutlig] Åmål.pdf" in last
    assert re.search(r"-?:--:--|\d:\d\d:\d\d", last)
    assert "A line [with brackets] above" in shown
    assert shown.count("plain") == 1


def test_nothing_to_do_has_no_bar_and_an_unknown_total_is_said() -> None:
    assert "Reading" not in show(Step("Reading", done=0, total=0))
    assert "1/?" in show(Step("Sites", "ale.se"))


def test_every_command_that_may_take_long_says_what_is_kept() -> None:
    from flows.cli import COMMANDS

    assert set(KEPT) <= set(COMMANDS)
    told = explain_interruption("ingest", ["ingest", "--data", "my data"])
    assert told.endswith("Go on with: kommunkompassen ingest --data 'my data'")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.se/x/Rapport%202014.pdf?id=1", "Rapport 2014.pdf"),
        ("file:///srv/reports/a.pdf", "a.pdf"),
        ("https://a.se/", "https://a.se/"),
    ],
)
def test_an_address_is_shown_by_its_file(url: str, name: str) -> None:
    assert name_file(url) == name


def test_an_error_while_handling_ctrl_c_is_an_interruption() -> None:
    def fail_to_tell() -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            raise ConnectionRefusedError("the server is gone")  # noqa: B904 - as it happens

    with pytest.raises(ConnectionRefusedError) as caught:
        fail_to_tell()
    assert was_interrupted(caught.value)
    assert not was_interrupted(ConnectionRefusedError("no network"))
