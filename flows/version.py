"""The version of the code that makes a release."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("extract", "transform", "warehouse", "expectations", "flows")


@cache
def describe_code() -> str:
    """The installed version and a digest of the packages' files, such as ``0.1.0+3f2a9c01d4e8``.

    Two checkouts with the same files give the same text, wherever they are.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".csv", ".toml", ".json"}:
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return f"{version('kommunkompassen-warehouse')}+{digest.hexdigest()[:12]}"
