"""The box where the kernel or a container gives less, for a user who is not root, and on other machines."""

from __future__ import annotations

import errno
import json
import os
import platform
import re
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.process import scratch
from extract.process.box import explain_box
from extract.process.scratch import is_overfull
from extract.process.syscalls import CALLS, make_filter
from tests.conftest import ROOT
from tests.needs import miss
from tests.reading_for_escape import ATTEMPTS

LINUX = sys.platform.startswith("linux") and platform.machine() == "x86_64"
ROOTS = LINUX and os.geteuid() == 0
NO_LANDLOCK = "landlock_create_ruleset:ENOSYS"
NO_NAMESPACES = "unshare:EPERM"
NETWORK = ("connect_by_tcp", "send_by_udp", "connect_by_unix", "ask_raw", "let_curl_ask")
KERNEL = ("trace_the_parent", "set_up_io_uring", "mount", "become_another")
LIMITS = ("open_many_files", "write_a_huge_file", "raise_the_limits", "take_memory")
ENVIRONMENT = ("find_secrets_in_environment",)
HEADERS = (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm-generic/unistd.h"))


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can reach, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def attempt(folder: Path, user: int, calls: list[str], attempts: tuple[str, ...]) -> dict[str, str]:
    """What came of attempts at getting out, in a process from which calls are withheld."""
    folder.chmod(0o777)
    document = folder / "document.pdf"
    told = {
        "secret": "hemligt",
        "secret_file": "/etc/shadow",
        "folder": str(folder),
        "document": str(document),
    }
    told |= {"port": 9, "socket": str(folder / "socket"), "attempts": attempts}
    document.write_text(json.dumps(told))
    done = subprocess.run(
        [sys.executable, "-m", "tests.weaker_kernel", str(document), str(user), *calls],
        cwd=ROOT,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    came: dict[str, str] = json.loads(done.stdout)
    assert "over_limit" in came or came.pop("own_folder", None) == "a reader may write here", came
    return came


def give_what_is_needed(log: str, *needed: str) -> None:
    """Skip where this very machine does not give what the test takes for granted."""
    boxed = re.search(r"is boxed by (.+)", log)
    lacking = set(needed) - set(boxed[1].split(", ") if boxed else ())
    if lacking:
        miss(f"this machine gives no {', '.join(sorted(lacking))}")


@pytest.mark.skipif(not LINUX, reason="calls are withheld by seccomp on x86-64")
@pytest.mark.parametrize(
    "calls", [[NO_LANDLOCK], [NO_NAMESPACES], [NO_LANDLOCK, NO_NAMESPACES]], ids=["old", "container", "both"]
)
def test_what_is_left_holds_and_what_is_not_is_told(folder: Path, calls: list[str]) -> None:
    came = attempt(folder, 0, calls, (*NETWORK, *KERNEL, *LIMITS, *ENVIRONMENT))
    log = came.pop("log")
    give_what_is_needed(log, "seccomp")
    assert came == dict.fromkeys(came, "held")
    assert len(came) == len(NETWORK + KERNEL + LIMITS + ENVIRONMENT)
    assert ("read and write whatever this user can" in log) == (NO_LANDLOCK in calls)
    assert ("landlock" in log.partition("\n")[0]) == (NO_LANDLOCK not in calls)
    assert "use the network" not in log


@pytest.mark.skipif(not LINUX, reason="calls are withheld by seccomp on x86-64")
def test_a_folder_that_the_kernel_does_not_bound_is_watched(folder: Path) -> None:
    came = attempt(folder, 0, [NO_NAMESPACES], ("fill_the_folder",))
    assert "folder" not in came["log"].partition("\n")[0]
    assert "fills its temporary folder" in came["over_limit"]


def test_a_folder_is_overfull_by_size_and_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(bytes(100_000))
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert not is_overfull(str(tmp_path))
    monkeypatch.setattr(scratch, "MOST_BYTES", 90_000)
    assert is_overfull(str(tmp_path))
    monkeypatch.setattr(scratch, "MOST_BYTES", 10**9)
    monkeypatch.setattr(scratch, "MOST_ENTRIES", 3)
    assert is_overfull(str(tmp_path))
    assert not is_overfull(str(tmp_path / "away"))


@pytest.mark.skipif(not ROOTS, reason="only root can become another user")
def test_another_user_than_root_is_held_as_well(folder: Path) -> None:
    wanted = tuple(each.__name__ for each in ATTEMPTS if each.__name__ != "write_code")
    came = attempt(folder, 12345, [], wanted)
    give_what_is_needed(came.pop("log"), "seccomp", "landlock", "namespaces", "signals")
    assert came == dict.fromkeys(wanted, "held")


def test_what_is_open_is_said() -> None:
    assert explain_box(["limits", "namespaces", "landlock", "network", "signals", "seccomp"]) is None
    assert explain_box(["limits", "landlock", "network", "signals", "seccomp"]) is None
    bare = explain_box(["limits"]) or ""
    assert "read and write" in bare
    assert "network" in bare
    assert "signals" in bare
    assert "network" not in (explain_box(["limits", "seccomp"]) or "")


@pytest.mark.parametrize(("column", "header"), list(enumerate(HEADERS)), ids=["x86_64", "aarch64"])
def test_the_numbers_are_the_kernels(column: int, header: Path) -> None:
    if not header.exists():
        miss(f"{header} is not installed")
    known = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    assert {name: str(numbers[column]) for name, numbers in CALLS.items()} == {
        name: known[name] for name in CALLS
    }


@pytest.mark.parametrize(
    ("machine", "column", "architecture"), [("x86_64", 0, 0xC000003E), ("aarch64", 1, 0xC00000B7)]
)
def test_the_filter_answers_as_it_should_on_each_machine(
    machine: str, column: int, architecture: int
) -> None:
    forbidden = ["socket", "ptrace", "unshare"]
    program = make_filter(forbidden, errno.EPERM, machine)
    for name, numbers in CALLS.items():
        answer = run_filter(program, numbers[column], architecture)
        assert answer == (0x00050001 if name in forbidden else 0x7FFF0000), name
    assert run_filter(program, 0, architecture) == 0x7FFF0000
    assert run_filter(program, 0x40000000 + CALLS["socket"][column], architecture) == 0x00050001
    assert run_filter(program, 0, 0x40000003) == 0x80000000, "calls of another architecture"


def run_filter(program: bytes, number: int, architecture: int) -> int:
    """What the kernel's interpreter of filters makes of a call: the few instructions that are used."""
    place, loaded = 0, 0
    while True:
        code, yes, no, value = struct.unpack_from("=HBBI", program, 8 * place)
        place += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            loaded = {0: number, 4: architecture}[value]
        else:
            held = loaded == value if code == 0x15 else loaded >= value
            place += yes if held else no
