"""Folders on their way to where they are to lie."""

from __future__ import annotations

from upath import UPath

from extract.sources.store import is_local


def move_folder(source: UPath, target: UPath) -> None:
    """Move a folder with all that is in it to ``target``, in place of what is there."""
    remove_folder(target)
    if is_local(source):
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        return
    for path in source.rglob("*"):
        if path.is_file():
            (target / path.relative_to(source).as_posix()).write_bytes(path.read_bytes())
    remove_folder(source)


def remove_folder(folder: UPath) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if folder.exists():
        folder.fs.rm(folder.path, recursive=True)
