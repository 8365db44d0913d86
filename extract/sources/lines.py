"""Files of records, one JSON line each with a checksum at its end, that are only ever appended to.

Each run writes a file of its own, so any number of runs may work at once. A line that a killed run left
unfinished, or that is not as it was written, is told as damage and left out.
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
FILES_AT_ONCE = 100  # asked of an object store together


class ArchiveError(Exception):
    """The archive cannot give or take bytes; the message says which and what to do."""


@dataclass(frozen=True)
class Damage:
    """Something in the archive that is not what it should be."""

    problem: Literal["damaged", "missing", "index", "secret"]
    name: str  # sha256, or the record file and line
    sentence: str


def seal_line(line: bytes) -> bytes:
    """A JSON object's line with a checksum of it at its end."""
    return line[:-1] + b',"check":"%08x"}' % zlib.crc32(line)


def read_lines(
    folder: UPath, adapter: TypeAdapter[Line], what: str
) -> Iterator[tuple[Line | None, Damage | None]]:
    """Every record of a folder's files, file by file, or what is wrong with its line.

    ``what`` is what one record is called in a sentence. Raises ``ArchiveError`` for a file that cannot be
    read.
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
    """The files of records in a folder by name, with their bytes; without, where there is no file."""
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
    """Whether a record's line is as it was sealed; one of before there were seals is taken as it is."""
    sealed = SEAL.search(line)
    return sealed is None or zlib.crc32(line[: sealed.start()] + b"}") == int(sealed[1], 16)
