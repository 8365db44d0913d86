"""Before a run works: what killed runs left behind is removed, and a damaged ``latest`` is healed."""

from __future__ import annotations

import logging
import shutil
import time
from pathlib import Path

from upath import UPath

from extract.archive import INCOMING
from extract.store import WRITING, is_local
from warehouse.release import clean_leftovers, heal_latest

OLD_SECONDS = 24 * 3600.0  # unfinished files younger than this may be another process's
PLACES = (
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
    """Remove unfinished files of killed processes and let ``latest`` lead to a whole release.

    To be called by the process that holds ``data``. Never raises for what cannot be removed.
    """
    warehouse = data / "warehouse"
    if warehouse.exists():
        clean_leftovers(warehouse)
        told = heal_latest(warehouse)
        if told:
            log.warning(told)
    if is_local(data):
        _remove_unfinished(Path(str(data)), (now or time.time()) - OLD_SECONDS)


def _remove_unfinished(data: Path, before: float) -> None:
    for place, pattern in PLACES:
        for path in (data / place).glob(pattern):
            try:
                if path.lstat().st_mtime < before:
                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            except OSError as error:
                log.warning("A leftover of a killed run cannot be removed: %s", error)
