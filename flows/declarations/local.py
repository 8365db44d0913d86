"""The decisions and corrections of this installation: seeding their files, adding lines, undoing them.

The files are in ``declarations`` of the data directory, where no upgrade changes them, unless a setting names
others. Lines that come with a new version of the project are added; a line that was undone here stays out.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from upath import UPath

from extract.sources.store import is_local, open_store, write_whole
from flows.declarations.errors import ReviewError
from flows.declarations.inputs import DECLARATIONS, Text, find_corrections, find_decisions, read_declared
from flows.settings import Settings
from transform.corrections import COLUMNS as CORRECTION_COLUMNS
from transform.corrections import Correction, parse_corrections, read_project_corrections
from transform.decisions import COLUMNS as DECISION_COLUMNS
from transform.decisions import Decision, parse_decisions, read_project_decisions

Kind = Literal["decisions", "corrections"]
COLUMNS: dict[Kind, tuple[str, ...]] = {"decisions": DECISION_COLUMNS, "corrections": CORRECTION_COLUMNS}
UNDONE = "undone.txt"
LOCK_SECONDS = 30


@dataclass(frozen=True)
class DeclarationInForce:
    """A decision or correction in force, and the file in which it is written."""

    name: str
    kind: Kind
    declaration: Decision | Correction
    path: str

    def describe(self) -> str:
        """Describe it in one line."""
        each = self.declaration
        if isinstance(each, Decision):
            what = f"{each.decision}{f' {each.value}' if each.value else ''}"
            by, day = each.decided_by, each.decided_on
        else:
            what = f"area {each.area_no}: {each.expected_score:g} printed, {each.corrected_score:g} right"
            by, day = each.confirmed_by, each.confirmed_on
        return f"{self.name}  document {each.document_sha256[:12]}  {what}  ({by}, {day}): {each.reason}"


def locate_declared(settings: Settings, kind: Kind) -> UPath:
    """The file to which declarations of this kind are written: a setting's, or the data directory's."""
    named = _get_setting(settings, kind)
    return open_store(named) if named else open_store(settings.data) / DECLARATIONS / f"{kind}.csv"


def seed_declarations(settings: Settings) -> None:
    """Copy the project's own declarations into the data directory, unless they are there or were undone.

    A file that a setting names is not changed. Raises ``OSError`` when the data directory cannot be written.
    """
    for kind in COLUMNS:
        path = locate_declared(settings, kind)
        if _get_setting(settings, kind) is None:
            with _lock_file(path):
                before = path.read_text(encoding="utf-8") if path.exists() else None
                after = _add_own(before, kind, _list_undone(path))
                if after != before:
                    write_whole(path, after.encode())


def list_declared(settings: Settings) -> list[DeclarationInForce]:
    """List all decisions in force, then all corrections. Raises ``DecisionError`` or ``CorrectionError``."""
    decisions, corrections = read_declared(settings, "decisions"), read_declared(settings, "corrections")
    listed = [
        DeclarationInForce(each.decision_id, "decisions", each, decisions.name)
        for each in parse_decisions(decisions.text, decisions.name)
    ]
    return listed + [
        DeclarationInForce(each.correction_id, "corrections", each, corrections.name)
        for each in parse_corrections(corrections.text, corrections.name)
    ]


def add_declared(settings: Settings, kind: Kind, name: str, line: str) -> tuple[UPath, bool]:
    """Add a declaration's line to its file; returns the file and whether the line was new.

    A line that declares the same again changes nothing. Raises ``ReviewError`` when another declaration has
    this name or the file cannot be written, and ``DecisionError`` or ``CorrectionError`` when the line is not
    valid; the file then stays as it was.
    """
    path = locate_declared(settings, kind)
    try:
        with _lock_file(path):
            text = path.read_text(encoding="utf-8-sig") if path.exists() else None
            if text is None and _get_setting(settings, kind) is None:
                text = _add_own(None, kind, _list_undone(path))
            text = text if text is not None else ",".join(COLUMNS[kind]) + "\n"
            for row in _read_rows(text):
                if row[0] == name:
                    if _means_the_same(row, line, kind):
                        return path, False
                    raise ReviewError(
                        f"{path} holds another declaration called {name}; take it back first with "
                        f"kommunkompassen review undo {name}."
                    )
            whole = text + ("" if text.endswith("\n") else "\n") + line + "\n"
            _check(Text(whole, str(path)), kind)
            _forget_undone(path, name)
            write_whole(path, whole.encode())
    except (OSError, UnicodeDecodeError) as error:
        raise _explain(path, error) from error
    return path, True


def undo_declaration(settings: Settings, name: str) -> str:
    """Remove a declaration from its file and say what was done; removing it again is no error.

    Raises ``ReviewError`` for a name that no declaration has or ever had.
    """
    kinds: tuple[Kind, ...] = ("decisions", "corrections")
    for kind in kinds:
        path = locate_declared(settings, kind)
        try:
            with _lock_file(path):
                found = find_decisions(settings) if kind == "decisions" else find_corrections(settings)
                text = read_declared(settings, kind).text
                rows = _read_rows(text)
                if name in [row[0] for row in rows[1:]]:
                    kept = io.StringIO(newline="")
                    csv.writer(kept, lineterminator="\n").writerows(row for row in rows if row[0] != name)
                    _note_undone(path, name)
                    write_whole(open_store(found or path), kept.getvalue().encode())
                    return f"Took {name} out of {found or path}. The next run does without it."
        except (OSError, UnicodeDecodeError) as error:
            raise _explain(path, error) from error
    if any(name in _list_undone(locate_declared(settings, kind)) for kind in kinds):
        return f"{name} was taken back before; nothing to do."
    raise ReviewError(f"Nothing is declared under the name {name}; see kommunkompassen review decisions.")


def _add_own(text: str | None, kind: Kind, undone: set[str]) -> str:
    own = read_project_decisions() if kind == "decisions" else read_project_corrections()
    rows = _read_rows(own)
    if text is None:
        text = ",".join(COLUMNS[kind]) + "\n"
    known = {row[0] for row in _read_rows(text)}
    added = io.StringIO(newline="")
    csv.writer(added, lineterminator="\n").writerows(
        row for row in rows[1:] if row[0] not in known and row[0] not in undone
    )
    more = added.getvalue()
    return text + ("" if text.endswith("\n") or not more else "\n") + more


def _check(text: Text, kind: Kind) -> None:
    if kind == "decisions":
        parse_decisions(text.text, text.name)
    else:
        parse_corrections(text.text, text.name)


def _read_rows(text: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) if row]


def _means_the_same(row: list[str], line: str, kind: Kind) -> bool:
    """Whether two lines are equal up to the column ``reason``; who declared it and when does not matter."""
    other = next(csv.reader([line]))
    end = COLUMNS[kind].index("reason")
    return row[:end] == other[:end]


def _get_setting(settings: Settings, kind: Kind) -> Path | None:
    return settings.decisions if kind == "decisions" else settings.corrections


def _list_undone(path: UPath) -> set[str]:
    file = path.parent / UNDONE
    return set(file.read_text(encoding="utf-8").split()) if file.exists() else set()


def _note_undone(path: UPath, name: str) -> None:
    _write_undone(path, _list_undone(path) | {name})


def _forget_undone(path: UPath, name: str) -> None:
    if name in _list_undone(path):
        _write_undone(path, _list_undone(path) - {name})


def _write_undone(path: UPath, names: set[str]) -> None:
    write_whole(path.parent / UNDONE, "".join(f"{name}\n" for name in sorted(names)).encode())


@contextlib.contextmanager
def _lock_file(path: UPath) -> Iterator[None]:
    """Keep other processes on this machine from changing the file."""
    if not is_local(path):
        yield
        return
    folder = Path(str(path)).parent
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise ReviewError(f"Somebody else is changing {path}; try again.") from None


def _explain(path: UPath, error: Exception) -> ReviewError:
    reason = getattr(error, "strerror", None) or str(error)
    return ReviewError(f"The file {path} cannot be read or written ({reason}); name another in the settings.")
