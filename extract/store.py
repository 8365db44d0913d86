"""Places that hold files: a local directory or an object store, both as ``upath.UPath``."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from upath import UPath


def open_store(address: str | Path | UPath) -> UPath:
    """The directory or object-store prefix at ``address`` (``data``, ``s3://bucket/prefix``)."""
    return UPath(address)


def is_local(path: UPath | Path) -> bool:
    """Whether ``path`` lies on this machine's file system."""
    return isinstance(path, Path) or getattr(path, "protocol", "") in ("", "file", "local")


def write_whole(path: UPath | Path, content: bytes) -> None:
    """Write ``content`` so that ``path`` holds either what it held before or all of it.

    Locally through a temporary file beside it, flushed to disk and moved; an object store's put is
    whole by itself.
    """
    if not is_local(path):
        path.write_bytes(content)
        return
    target = Path(str(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # noqa: PTH101 - mkstemp makes files that only the owner can read
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise
