"""The warehouse: the schema of its tables, its releases, and functions for analysts who read them.

``warehouse.open_release`` and ``warehouse.load`` are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.reader import OpenRelease, load, open_release

__all__ = ["OpenRelease", "load", "open_release"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from warehouse import reader

        return getattr(reader, name)
    raise AttributeError(f"module warehouse has no attribute {name}")
