"""What all exports share: reading the release's tables, iterating their rows, replacing the target whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from upath import UPath

from warehouse.dictionary import TITLE
from warehouse.read import ReleaseError, ReleaseRecord, read_tables
from warehouse.schema import TABLES


class ExportError(Exception):
    """An export cannot be made; the message says why and what to do."""


def read_declared(release: UPath | Path) -> dict[str, pa.Table]:
    """Read the release's tables. Raises ``ReleaseError`` when they do not have this version's schema."""
    tables = read_tables(release)
    for name, table in TABLES.items():
        if name not in tables or tables[name].column_names != list(table.column_names):
            raise ReleaseError(
                f"{release} was made with another schema (its table {name} differs); export it with the "
                "version of the code that its release.json names."
            )
    return {name: tables[name] for name in TABLES}


def list_facts(record: ReleaseRecord) -> list[tuple[str, str]]:
    """List names and values that identify the release and what it was made from."""
    facts = [("title", TITLE), ("release", record.id), ("schema version", record.schema_version)]
    return facts + [(f"input: {name}", value) for name, value in sorted(record.inputs.items())]


def iterate_rows(table: pa.Table) -> Iterable[tuple[Any, ...]]:
    """Iterate the rows of an Arrow table as Python values."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


@contextmanager
def replace_whole(target: Path, *, replace: bool) -> Iterator[Path]:
    """Yield a temporary path beside ``target``; what is written there takes its place when the block ends.

    Raises ``ExportError`` when ``target`` exists and ``replace`` is not set.
    """
    if target.exists() and not replace:
        raise ExportError(f"{target} is there already; give --replace, or another place with --to.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".exporting-") as folder:
        temporary = Path(folder) / target.name
        yield temporary
        if target.is_dir() and not target.is_symlink():
            shutil.move(target, Path(folder) / "replaced")
        temporary.replace(target)
