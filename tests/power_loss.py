"""A model of a disk that loses power: what was not synced may be lost, empty, or there in another order.

``record_writes`` lists what a function does to files, by watching Python's own events and ``os.fsync``.
``Disk`` replays the list up to any moment and lays out what a file system may then hold: a file's content is
certain only as of its last sync, a name in a folder only as of that folder's last sync. Everything else is up
to the disk.
"""

# ruff: noqa: PTH100, PTH112, PTH115, PTH119, PTH120 - the events name paths as text

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Write = tuple[Any, ...]
_recorder: list[Write] | None = None
_root = ""
_installed = False
_WRITING = os.O_WRONLY | os.O_RDWR


@contextmanager
def record_writes(root: Path) -> Iterator[list[Write]]:
    """The writes below ``root`` that happen inside, in order."""
    global _recorder, _root, _installed
    if not _installed:
        sys.addaudithook(_watch)  # cannot be taken out again; does nothing while nobody records
        _installed = True
    _recorder, _root = [], str(root)
    real = os.fsync

    def sync(handle: Any) -> None:
        real(handle)
        number = handle if isinstance(handle, int) else handle.fileno()
        place = os.readlink(f"/proc/self/fd/{number}")
        if _recorder is not None and place.startswith(_root):
            content = None if os.path.isdir(place) else Path(place).read_bytes()
            _recorder.append(("sync", place, content))

    os.fsync = sync
    try:
        yield _recorder
    finally:
        os.fsync = real
        _recorder = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _recorder is None:
        return
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, (str, bytes, os.PathLike)) and flags & _WRITING:
            _note("empty" if flags & os.O_TRUNC else "create", os.fspath(path))
    elif event == "os.rename":
        _note("rename", os.fspath(arguments[0]), os.fspath(arguments[1]))
    elif event == "os.mkdir" and not os.path.lexists(arguments[0]):
        _note("mkdir", os.fspath(arguments[0]))
    elif event == "os.symlink":
        _note("symlink", os.fspath(arguments[1]), os.fspath(arguments[0]))
    elif event in ("os.remove", "os.rmdir"):
        path, folder = arguments
        if folder != -1:
            path = f"{os.readlink(f'/proc/self/fd/{folder}')}/{path}"
        if os.path.lexists(path):
            _note("remove", os.fspath(path))


def _note(kind: str, path: str | bytes, *more: Any) -> None:
    path = os.path.abspath(os.fsdecode(path))
    if _recorder is not None and path.startswith(_root):
        _recorder.append((kind, path, *more))


@dataclass
class Node:
    """A file, a link or a folder: ``content`` and ``names`` are certain, ``wished`` is what was asked for."""

    kind: str
    content: bytes = b""
    target: str = ""
    names: dict[str, Node] = field(default_factory=dict)
    wished: dict[str, Node] = field(default_factory=dict)


class Disk:
    """What is certain and what was asked for below a folder, beginning with what it holds now."""

    def __init__(self, root: Path) -> None:
        self.base = str(root)
        self.root = self._load(root)

    def _load(self, path: Path) -> Node:
        if path.is_symlink():
            return Node("link", target=os.readlink(path))
        if path.is_file():
            return Node("file", content=path.read_bytes())
        names = {child.name: self._load(child) for child in path.iterdir()} if path.exists() else {}
        return Node("folder", names=dict(names), wished=dict(names))

    def apply(self, write: Write) -> None:
        """Do one write."""
        kind, path, *more = write
        folder, name = self._find(os.path.dirname(path)), os.path.basename(path)
        if kind == "sync" and more[0] is None:
            synced = self.root if path == self.base else folder.wished[name]
            synced.names = dict(synced.wished)
        elif kind == "sync":
            folder.wished[name].content = more[0]
        elif kind in ("create", "empty") and name not in folder.wished:
            folder.wished[name] = Node("file")
        elif kind == "empty":
            folder.wished[name].content = b""
        elif kind == "mkdir":
            folder.wished[name] = Node("folder")
        elif kind == "symlink":
            folder.wished[name] = Node("link", target=more[0])
        elif kind == "remove":
            del folder.wished[name]
        elif kind == "rename":
            target = os.path.abspath(os.fsdecode(more[0]))
            self._find(os.path.dirname(target)).wished[os.path.basename(target)] = folder.wished.pop(name)

    def _find(self, path: str) -> Node:
        node = self.root
        for part in Path(path).relative_to(self.base).parts if path.startswith(self.base) else ():
            node = node.wished[part]
        return node

    def lay_out(self, target: Path, choose: Callable[[], bool]) -> None:
        """Write what the disk may hold; ``choose`` says of each folder whether unsynced names made it."""
        self._lay_out(self.root, target, choose)

    def _lay_out(self, node: Node, target: Path, choose: Callable[[], bool]) -> None:
        if node.kind == "file":
            target.write_bytes(node.content)
        elif node.kind == "link":
            target.symlink_to(node.target)
        else:
            target.mkdir()
            for name, child in (node.wished if choose() else node.names).items():
                self._lay_out(child, target / name, choose)


def lose_power(before: Disk, writes: list[Write], folder: Path, seed: int, every: int = 1) -> Iterator[Path]:
    """What is on the disk if power goes after each write: at the least, at the most, and by chance.

    ``every`` 3 gives of each moment one of the three, in turn.
    """
    chance = random.Random(seed)
    for moment, write in enumerate(writes):
        before.apply(write)
        for number, (name, choose) in enumerate(
            (
                ("least", lambda: False),
                ("most", lambda: True),
                ("chance", lambda: chance.random() < 0.5),
            )
        ):
            if (moment + number) % every == 0:
                target = folder / f"{moment}-{name}"
                before.lay_out(target, choose)
                yield target
