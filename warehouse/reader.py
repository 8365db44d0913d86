"""Functions for analysts: open a release, and load a table of it with types and descriptions.

Both are available as ``warehouse.open_release`` and ``warehouse.load``::

    release = warehouse.open_release()
    scores = release.load("area_scores")
    scores = warehouse.load("area_scores", release="latest", library="polars")
"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

import pandas as pd
import pyarrow as pa
from upath import UPath

from extract.sources.store import is_local, open_store
from warehouse.frames import to_frame
from warehouse.read import LATEST, ReleaseError, ReleaseRecord, find_release, read_record, read_table

if TYPE_CHECKING:
    import polars as pl

Library = Literal["pandas", "polars", "arrow"]

DATA = "KOMMUNKOMPASSEN_DATA"


@dataclass(frozen=True)
class OpenRelease:
    """One release. All its tables belong together, even when another release is published meanwhile.

    ``path`` is the release's own folder, never ``latest``.
    """

    path: UPath
    record: ReleaseRecord

    @property
    def id(self) -> str:
        """The name of the release, by which it is cited: a hash of its rows."""
        return self.record.id

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(self.record.tables)

    @overload
    def load(self, table: str, library: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
    @overload
    def load(self, table: str, library: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def load(self, table: str, library: Literal["arrow"]) -> pa.Table: ...
    def load(self, table: str, library: Library = "pandas") -> pd.DataFrame | pl.DataFrame | pa.Table:
        """Load a table with the declared types, after checking its bytes.

        ``describe`` explains the columns. A pandas frame also has descriptions in ``attrs``: ``release``,
        ``table``, ``description``, and ``columns``, which maps each column to its description. Raises
        ``ReleaseError`` for an unknown table and for a file that is missing or damaged, ``ImportError`` when
        Polars is not installed.
        """
        rows = self._read(table)
        if library == "arrow":
            return rows
        if library == "polars":
            import polars as pl

            made = pl.from_arrow(rows)
            assert isinstance(made, pl.DataFrame)
            return made
        frame = to_frame(rows)
        frame.attrs = {
            "release": self.id,
            "table": table,
            "description": _get_text(rows.schema.metadata, "description"),
            "columns": {field.name: _get_text(field.metadata, "description") for field in rows.schema},
        }
        return frame

    def describe(self, table: str) -> pd.DataFrame:
        """Describe the columns of a table, a row for each.

        The frame's columns are ``column``, ``type``, ``unit``, ``swedish``, ``allowed`` and ``description``.
        Raises ``ReleaseError`` as ``load`` does.
        """
        told = ("unit", "swedish", "allowed", "description")
        return pd.DataFrame(
            [
                {"column": field.name, "type": str(field.type)}
                | {name: _get_text(field.metadata, name) for name in told}
                for field in self._read(table).schema
            ]
        )

    def _read(self, table: str) -> pa.Table:
        if table not in self.record.tables:
            close = difflib.get_close_matches(table, self.tables, 1)
            meant = f" Did you mean {close[0]}?" if close else ""
            raise ReleaseError(
                f"Release {self.id} has no table {table}.{meant} It has {', '.join(self.tables)}."
            )
        return read_table(self.path, self.record, table)


def open_release(release: str | Path | UPath = LATEST, *, data: str | Path | None = None) -> OpenRelease:
    """Open a release of a data directory, to load several tables that belong together.

    ``release`` is ``latest``, the beginning of a release's name, or the path of a release's folder. ``data``
    is the data directory or an object-store address; by default the environment variable
    ``KOMMUNKOMPASSEN_DATA``, or else ``data``. ``latest`` is resolved once, so that a release published later
    changes nothing. Raises ``ReleaseError`` when there is no such release.
    """
    place = str(data if data is not None else os.environ.get(DATA) or "data")
    path = find_release(open_store(place) / "warehouse", str(release))
    if is_local(path):
        path = open_store(Path(str(path)).resolve())
    record = read_record(path)
    if not is_local(path) and path.name != record.id:  # ``latest/`` of an object store is a copy
        own = path.parent / "releases" / record.id
        path = own if (own / "release.json").exists() else path
    return OpenRelease(path, record)


@overload
def load(
    table: str,
    release: str | Path | UPath | OpenRelease = LATEST,
    *,
    data: str | Path | None = None,
    library: Literal["pandas"] = "pandas",
) -> pd.DataFrame: ...
@overload
def load(
    table: str,
    release: str | Path | UPath | OpenRelease = LATEST,
    *,
    data: str | Path | None = None,
    library: Literal["polars"],
) -> pl.DataFrame: ...
@overload
def load(
    table: str,
    release: str | Path | UPath | OpenRelease = LATEST,
    *,
    data: str | Path | None = None,
    library: Literal["arrow"],
) -> pa.Table: ...
def load(
    table: str,
    release: str | Path | UPath | OpenRelease = LATEST,
    *,
    data: str | Path | None = None,
    library: Library = "pandas",
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """Load one table of a release, as ``OpenRelease.load`` does.

    ``release`` and ``data`` are those of ``open_release``; ``release`` may also be an open release. To load
    several tables, open the release once, so that they belong together.
    """
    opened = release if isinstance(release, OpenRelease) else open_release(release, data=data)
    return opened.load(table, library)


def _get_text(metadata: dict[bytes, bytes] | None, name: str) -> str:
    return (metadata or {}).get(name.encode(), b"").decode()
