"""The tables of a run on their way to a release: written by one step, read by the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upath import UPath

from extract.store import is_local, write_whole
from warehouse.frames import from_arrow, to_arrow
from warehouse.parquet import read_parquet, write_parquet
from warehouse.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

    Frames = dict[str, pd.DataFrame]

STAGED = "staged"


def keep_tables(folder: UPath, frames: Frames) -> None:
    """Write every table of the schema to ``folder``. Raises ``SchemaError`` for one that does not fit it."""
    for name, table in TABLES.items():
        write_whole(folder / f"{name}.parquet", write_parquet(to_arrow(table, frames[name]), STAGED))


def load_tables(folder: UPath) -> Frames:
    """The tables that ``keep_tables`` wrote."""
    return {
        name: from_arrow(table, read_parquet((folder / f"{name}.parquet").read_bytes()))
        for name, table in TABLES.items()
    }


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
