"""The message after Ctrl-C: what is kept, and how to go on."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

RUN = (
    "What was pulled and read so far is kept in the data directory and is not pulled or read again; "
    "the release in use stands untouched."
)
KEPT = {
    "ingest": RUN,
    "demo": RUN,
    "harvest": "What was asked and found so far is kept in the data directory; harvest goes on from there.",
    "rebuild": "No release was touched; a rebuild begins anew.",
    "read": "Nothing was written but the pictures drawn so far.",
    "site": "The pages take their place only when all are written; pictures drawn so far are kept.",
    "export": "What is written takes its place only when it is whole.",
    "mirror": "What was copied so far is kept and is not copied again.",
    "archive": "Damaged files found so far were moved to archive/damaged; nothing else was changed.",
}


def explain_interruption(command: str, arguments: Sequence[str]) -> str:
    """Say what the stopped ``command`` leaves behind, and repeat the line that was typed to go on with."""
    kept = KEPT.get(command, "What was done so far is kept.")
    return f"Stopped. {kept}\nGo on with: {shlex.join(['kommunkompassen', *arguments])}"


def was_interrupted(error: BaseException | None) -> bool:
    """Whether ``KeyboardInterrupt`` is the error itself, its cause, or its context at any depth."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, KeyboardInterrupt):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
