"""Which release a command is about."""

from __future__ import annotations

from pathlib import Path

from upath import UPath

from extract.sources.store import open_store
from flows.settings import load_settings
from warehouse.read import find_release

WAREHOUSE = "warehouse"


def open_warehouse(data: str | None, config: Path | None) -> UPath:
    """The warehouse of the data directory that options, settings file and environment name."""
    return open_store(load_settings(config, data=data).data) / WAREHOUSE


def pick_release(name: str, data: str | None, config: Path | None) -> UPath:
    """The release by ``latest``, by the beginning of its name, or by its path. Raises ``ReleaseError``."""
    return find_release(open_warehouse(data, config), name)
