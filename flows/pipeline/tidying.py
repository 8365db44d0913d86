"""Cleaning up before a run: unfinished files of killed processes, and files that cannot be read."""

from __future__ import annotations

import logging
import shutil
import time
from pathlib import Path

from upath import UPath

from extract.sources.archive import INCOMING
from extract.sources.catalogue_rows import CatalogueError
from extract.sources.found import NAME, parse_found
from extract.sources.store import WRITING, is_local
from flows.staging import remove_folder
from warehouse.release import clean_leftovers, heal_latest

OLD_SECONDS = 24 * 3600.0  # a younger unfinished file may belong to a process that is still writing
UNFINISHED = (  # folder and pattern
    ("archive/incoming", f"{INCOMING}*"),
    ("archive/damaged", f"{WRITING}*"),
    ("cache/readings", f"*/{WRITING}*"),
    ("declarations", f"{WRITING}*"),
    ("sources", f"{WRITING}*"),
    ("runs", f"*/{WRITING}*"),
    ("runs", f"*/tables/{WRITING}*"),
    (".", f"{WRITING}*"),
    ("warehouse", f"{WRITING}*"),
)

log = logging.getLogger("kommunkompassen.run")


def tidy_data(data: UPath, now: float | None = None) -> None:
    """Remove unfinished files of killed processes and make ``latest`` point to a whole release.

    The caller must have locked ``data``. A file that cannot be removed is logged.
    """
    warehouse = data / "warehouse"
    if warehouse.exists():
        clean_leftovers(warehouse)
        told = heal_latest(warehouse)
        if told:
            log.warning(told)
    set_aside_found(data)
    if is_local(data):
        _remove_unfinished(Path(str(data)), (now or time.time()) - OLD_SECONDS)


def set_aside_found(data: UPath) -> None:
    """Rename ``sources/found.csv`` when it cannot be read, so that the run can go on without it.

    The file is the harvest's own: the next harvest writes it again, and the archive knows the documents that
    were found.
    """
    path = data / "sources" / NAME
    try:
        parse_found(path.read_bytes().decode(), str(path))
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError, CatalogueError) as error:
        if isinstance(error, OSError) and not path.is_dir():
            return  # loading the declarations raises the error with its explanation
        aside = path.with_name(f"{NAME}.damaged")
        remove_folder(aside) if aside.is_dir() else aside.unlink(missing_ok=True)
        path.rename(aside)
        log.warning("%s cannot be used and was moved to %s: %s", path, aside.name, error)


def _remove_unfinished(data: Path, before: float) -> None:
    for place, pattern in UNFINISHED:
        for path in (data / place).glob(pattern):
            try:
                if path.lstat().st_mtime < before:
                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            except OSError as error:
                log.warning("A leftover of a killed run cannot be removed: %s", error)
