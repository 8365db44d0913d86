"""The version of the readers: a number for people, and a digest of the readers' files."""

from __future__ import annotations

import hashlib
from pathlib import Path

NUMBER = "1"  # raised for a change that people should notice
MADE_OF = {".py", ".csv", ".toml", ".json"}
NOT_READERS = {"catalogue.csv", "unlocated.csv", "transcripts.csv"}  # lists of addresses
SOURCES = "sources"  # the package that finds and pulls reports but reads none


def describe_readers() -> str:
    """Return the readers' number and a digest of this package's files, such as ``1-3f2a9c01d4e8``.

    Every change of the readers or their data changes it, so that all documents are read again. It can be the
    name of a folder.
    """
    root = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root)
        if place.parts[0] == SOURCES or path.name in NOT_READERS:
            continue
        if path.suffix in MADE_OF and path.is_file():
            digest.update(place.as_posix().encode())
            digest.update(path.read_bytes())
    return f"{NUMBER}-{digest.hexdigest()[:12]}"


READER_VERSION = describe_readers()
