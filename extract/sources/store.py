"""Files in a local directory or an object store, both as ``upath.UPath``, and writing them safely."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from upath import UPath

WRITING = ".writing-"  # the prefix of files that are not whole yet


def open_store(address: str | Path | UPath) -> UPath:
    """Open the directory or object-store prefix at ``address`` (``data``, ``s3://bucket/prefix``)."""
    return UPath(address)


def is_local(path: UPath | Path) -> bool:
    """Whether ``path`` is on this machine's file system."""
    return isinstance(path, Path) or getattr(path, "protocol", "") in ("", "file", "local")


def sync_folder(folder: Path) -> None:
    """Flush the entries of a local folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a local folder and its missing parents, and flush their entries to the disk."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        sync_folder(each.parent)


def move_in(source: Path, target: Path) -> None:
    """Rename a local file or folder that is already flushed, and flush the new name to the disk."""
    make_folder(target.parent)
    os.replace(source, target)  # noqa: PTH105
    sync_folder(target.parent)


def open_private(name: str, flags: int) -> int:
    """An opener for ``open`` that makes files only their owner can read."""
    return os.open(name, flags, 0o600)


def write_whole(path: UPath | Path, content: bytes, *, private: bool = False) -> None:
    """Write ``content`` so that ``path`` has its old content or all of the new, even after a power loss.

    A local file is written under a temporary name, flushed and renamed; an object store writes whole objects
    anyway. A ``private`` file, which may contain passwords, can be read by its owner alone.
    """
    if not is_local(path):
        path.write_bytes(content)
        return
    with _write_beside(Path(str(path)), private=private) as file:
        file.write(content)


def copy_whole(source: UPath | Path, target: UPath | Path, *, private: bool = False) -> None:
    """Copy a file of any size in pieces; ``target`` keeps its old content until the copy is complete."""
    with contextlib.ExitStack() as stack:
        local = Path(str(source))
        if not is_local(source):
            local = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kommunkompassen-"))) / "copy"
            remote = open_store(source)
            remote.fs.get_file(remote.path, str(local))
        if not is_local(target):
            remote = open_store(target)
            remote.fs.put_file(str(local), remote.path)
            return
        with local.open("rb") as file, _write_beside(Path(str(target)), private=private) as copy:
            shutil.copyfileobj(file, copy)


@contextlib.contextmanager
def _write_beside(target: Path, *, private: bool) -> Iterator[BinaryIO]:
    """Open a temporary file that replaces ``target`` when the block ends and the file is on disk."""
    make_folder(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=WRITING)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if not private:  # mkstemp makes private files
            os.chmod(name, 0o644)  # noqa: PTH101
        move_in(Path(name), target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise
