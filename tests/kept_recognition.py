"""What Tesseract recognised in earlier runs of the tests, kept for the reading processes that the tests fork.

A page of text takes Tesseract four seconds. An answer is known again by the picture, the options, the version
of Tesseract and the data of its languages: where any of them is another, Tesseract is asked. The tests of
recognition itself read in their own process and always ask.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytesseract
from PIL import Image

MOST_BYTES = 20_000_000  # of what is kept; a file that has more begins anew
LANGUAGES = ("swe", "nor", "eng")


@cache
def describe_tesseract() -> str:
    """A digest of the version of Tesseract and its data; a reading process makes it before it is boxed."""
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    folder = Path(told.partition('"')[2].partition('"')[0])
    version = subprocess.run(["tesseract", "--version"], capture_output=True, check=True).stdout
    data = [path.read_bytes() for name in LANGUAGES if (path := folder / f"{name}.traineddata").is_file()]
    return hashlib.sha256(b"".join([version, *data])).hexdigest()


def open_kept(path: Path) -> int:
    """Open the file of kept answers for reading and for adding to its end."""
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    if os.fstat(handle).st_size > MOST_BYTES:
        os.ftruncate(handle, 0)
    return handle


def recall_or_ask(handle: int, tesseract: str) -> None:
    """Make pytesseract in this process look for each answer in the opened file first, and add what is new."""
    ask: Callable[..., str] = pytesseract.pytesseract.run_and_get_output
    known: dict[str, str] = {}

    def recall(image: Image.Image | str, *options: Any, **named: Any) -> str:
        if not known:
            known.update(_read_kept(handle))
        key = json.dumps([tesseract, _digest(image), *options, *sorted(named.items())])
        if key not in known:
            known[key] = ask(image, *options, **named)
            os.write(handle, (json.dumps([key, known[key]]) + "\n").encode())  # whole, as it is one write
        return known[key]

    vars(pytesseract.pytesseract)["run_and_get_output"] = recall


def _digest(image: Image.Image | str) -> str:
    if isinstance(image, str):
        return hashlib.sha256(Path(image).read_bytes()).hexdigest()
    return hashlib.sha256(f"{image.mode} {image.size} {image.format} ".encode() + image.tobytes()).hexdigest()


def _read_kept(handle: int) -> dict[str, str]:
    """Read all kept answers but those of which a process that was killed wrote only a part."""
    known: dict[str, str] = {}
    for line in os.pread(handle, os.fstat(handle).st_size, 0).decode().splitlines():
        with contextlib.suppress(ValueError):
            key, answer = json.loads(line)
            known[key] = answer
    return known
