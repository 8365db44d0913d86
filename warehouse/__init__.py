"""The warehouse: its tables' declaration, its releases, and the reader for analysts.

``warehouse.open_release`` and ``warehouse.load`` read releases; they are imported when first used.
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
