"""Moving and removing whole folders, locally and in an object store."""

from __future__ import annotations

from upath import UPath

from extract.sources.store import is_local


def move_folder(source: UPath, target: UPath) -> None:
    """Move a folder to ``target``, replacing a folder that is there."""
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
    """Remove a folder and everything in it; a folder that does not exist is no error."""
    if folder.exists():
        folder.fs.rm(folder.path, recursive=True)
