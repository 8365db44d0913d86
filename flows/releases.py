"""Finding the warehouse and the release that a command works on."""

from __future__ import annotations

from pathlib import Path

from upath import UPath

from extract.sources.store import open_store
from flows.configuration import load_settings
from warehouse.read import find_release

WAREHOUSE = "warehouse"


def open_warehouse(data: str | None, config: Path | None) -> UPath:
    """The warehouse in the data directory that option, settings file or environment name."""
    return open_store(load_settings(config, data=data).data) / WAREHOUSE


def choose_release(name: str, data: str | None, config: Path | None) -> UPath:
    """The release called ``name``: ``latest``, the beginning of a release's name, or a path.

    Raises ``ReleaseError`` when there is no such release or several.
    """
    return find_release(open_warehouse(data, config), name)
