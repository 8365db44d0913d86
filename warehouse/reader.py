"""The reader for analysts: open a release, load a table of it with types and descriptions.

``import warehouse`` gives both functions::

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
    """One release, found once: all its tables are of the same release, whatever is published meanwhile.

    ``path`` is the release's own folder, never ``latest``; ``record`` is what the release says of itself.
    """

    path: UPath
    record: ReleaseRecord

    @property
    def id(self) -> str:
        """The name of the release, to be cited: a hash of its rows."""
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
        """A table with the declared types, its bytes checked against the release's record.

        Columns: see ``describe``. A pandas frame carries the descriptions in ``attrs``: ``release``,
        ``table``, ``description``, and ``columns``, from column to description. Raises ``ReleaseError`` for
        an unknown table and for a file that is missing or damaged, ``ImportError`` where Polars is asked for
        and not installed.
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
            "description": _say(rows.schema.metadata, "description"),
            "columns": {field.name: _say(field.metadata, "description") for field in rows.schema},
        }
        return frame

    def describe(self, table: str) -> pd.DataFrame:
        """One row for each column: ``column``, ``type``, ``unit``, ``swedish``, ``allowed``, ``description``.

        Raises ``ReleaseError`` as ``load`` does.
        """
        told = ("unit", "swedish", "allowed", "description")
        return pd.DataFrame(
            [
                {"column": field.name, "type": str(field.type)}
                | {name: _say(field.metadata, name) for name in told}
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

    ``release`` is ``latest``, the beginning of a release's name, or the path of a release's folder or of
    ``latest``. ``data`` is the data directory, also an object-store address; left out, it is the environment
    variable ``KOMMUNKOMPASSEN_DATA``, else ``data``. ``latest`` is resolved once: what is published
    afterwards does not change what an open release reads. Raises ``ReleaseError`` when there is none.
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
    """One table of a release, for pandas, Polars or Arrow, as ``OpenRelease.load`` gives it.

    ``release`` and ``data`` are those of ``open_release``, or an open release. Who needs several tables opens
    the release once, so that they belong together.
    """
    opened = release if isinstance(release, OpenRelease) else open_release(release, data=data)
    return opened.load(table, library)


def _say(metadata: dict[bytes, bytes] | None, name: str) -> str:
    return (metadata or {}).get(name.encode(), b"").decode()
