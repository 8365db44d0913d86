"""What every export of a release needs: its tables, its facts, their rows."""

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
    """The release's tables, which must be of this version's schema."""
    tables = read_tables(release)
    for name, table in TABLES.items():
        if name not in tables or tables[name].column_names != list(table.column_names):
            raise ReleaseError(
                f"{release} was made with another schema (its table {name} differs); export it with the "
                "version of the code that its release.json names."
            )
    return {name: tables[name] for name in TABLES}


def list_facts(record: ReleaseRecord) -> list[tuple[str, str]]:
    """What names the release and what it was made from."""
    facts = [("title", TITLE), ("release", record.id), ("schema version", record.schema_version)]
    return facts + [(f"input: {name}", value) for name, value in sorted(record.inputs.items())]


def list_rows(table: pa.Table) -> Iterable[tuple[Any, ...]]:
    """The rows as plain values."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


@contextmanager
def write_beside(target: Path, *, replace: bool) -> Iterator[Path]:
    """A path in a folder beside ``target`` that takes its place once all is written there.

    Raises ``ExportError`` when ``target`` is there already and not to be replaced.
    """
    if target.exists() and not replace:
        raise ExportError(f"{target} is there already; give --replace, or another place with --to.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".exporting-") as folder:
        passing = Path(folder) / target.name
        yield passing
        if target.is_dir() and not target.is_symlink():
            shutil.move(target, Path(folder) / "replaced")
        passing.replace(target)
