"""Record files: JSON Lines with a checksum at the end of each line.

Every run writes a file of its own, so that several runs may work at once. A line that is incomplete (a killed
run) or does not fit its checksum is skipped and reported as damage.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from upath import UPath

from extract.sources.store import is_local

Line = TypeVar("Line")

SEAL = re.compile(rb',"check":"([0-9a-f]{8})"}$')
FILES_AT_ONCE = 100  # files that are requested together from an object store


class ArchiveError(Exception):
    """The archive cannot be read or written; the message says which file and what to do."""


@dataclass(frozen=True)
class Damage:
    """A file or record of the archive that is damaged, missing or holds a secret."""

    problem: Literal["damaged", "missing", "index", "secret"]
    name: str  # sha256, or the record file and line
    sentence: str


def seal_line(line: bytes) -> bytes:
    """Add a checksum to the end of a line with a JSON object."""
    return line[:-1] + b',"check":"%08x"}' % zlib.crc32(line)


def read_lines(
    folder: UPath, adapter: TypeAdapter[Line], what: str
) -> Iterator[tuple[Line | None, Damage | None]]:
    """Read all records of a folder, in the order of the files' names; each is a record or its damage.

    ``what`` is the word for one record in messages. Raises ``ArchiveError`` for a file that cannot be read.
    """
    for name, content in read_files(folder):
        if content is None:
            yield None, Damage("index", name, f"The {what}s {name} are not a file; they are lost.")
            continue
        for number, line in enumerate(content.splitlines(), start=1):
            where = f"{name} line {number}"
            if not _is_sound(line):
                yield None, Damage("index", where, f"The {what} {where} is not as it was written.")
                continue
            try:
                yield adapter.validate_json(line), None
            except ValidationError:
                yield None, Damage("index", where, f"The {what} {where} cannot be read.")


def read_files(folder: UPath) -> Iterator[tuple[str, bytes | None]]:
    """Read a folder's record files: each name with its bytes, or with ``None`` if it is not a file."""
    if not folder.exists():
        return
    paths = sorted(folder.glob("*.jsonl"), key=str)
    if is_local(folder):
        for path in paths:
            try:
                yield path.name, path.read_bytes() if path.is_file() else None
            except OSError as error:
                raise ArchiveError(f"The records {path} cannot be read: {error}.") from error
        return
    for start in range(0, len(paths), FILES_AT_ONCE):
        some = paths[start : start + FILES_AT_ONCE]
        contents = folder.fs.cat([path.path for path in some])
        yield from ((path.name, contents[path.path]) for path in some)


def _is_sound(line: bytes) -> bool:
    """Whether a record's line fits its checksum; a line of an early version, without one, counts as sound."""
    sealed = SEAL.search(line)
    return sealed is None or zlib.crc32(line[: sealed.start()] + b"}") == int(sealed[1], 16)
