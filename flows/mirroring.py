"""A second copy of archive, declarations and releases, written in an order in which it is always usable."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from upath import UPath

from extract.progress import Step, mark
from extract.sources.archive import SHA256_LENGTH, hash_file
from extract.sources.store import copy_whole, open_store
from warehouse.read import RECORD, RELEASES, find_latest, is_whole, list_releases
from warehouse.release import point_latest

GROWING = ("archive/pulls", "archive/standing", "archive/damaged")  # files that are only ever added to
CHANGING = ("declarations", "sources")  # files that are replaced in place, and that only their owner may read

log = logging.getLogger("kommunkompassen.mirror")


@dataclass
class MirrorReport:
    """How many files were copied and how many were there already; ``problems`` are sentences."""

    copied: int = 0
    present: int = 0
    problems: list[str] = field(default_factory=list)


def mirror_data(source: UPath | Path, target: UPath | Path, *, verify: bool = False) -> MirrorReport:
    """Copy archive, declarations and releases of ``source`` to ``target``; move its ``latest`` last.

    A file of the same size at ``target`` is not copied again; with ``verify`` its hash must be the same
    too. Files that change in place, as declarations do, are always compared by their hash, and their
    copies can be read by their owner alone. The book of the harvest is left out. Each copy is read back
    and compared. A file that is damaged in ``source`` is not copied but reported. Nothing is removed from
    ``target``, so it keeps releases that were pruned in ``source``. The copy is a data directory like any
    other.
    """
    source, target = open_store(source), open_store(target)
    done = MirrorReport()
    archived = [
        path for path in _list_files(source / "archive" / "sha256") if len(path.name) == SHA256_LENGTH
    ]
    for path in archived:
        _copy(path, target / "archive" / "sha256" / path.name[:2] / path.name, done, verify, path.name)
        step = Step("Documents", path.name[:12], total=len(archived))
        log.debug("Mirrored %s", path.name, extra=mark(step))
    for folder in (*GROWING, *CHANGING):
        for path in _list_files(source / folder):
            copy = target / folder / path.relative_to(source / folder).as_posix()
            changes = folder in CHANGING
            _copy(path, copy, done, verify, None, changes=changes)
    releases = list_releases(source / "warehouse")
    for release in releases:
        _mirror_release(release, target / "warehouse" / RELEASES / release.name, done, verify)
        log.debug(
            "Mirrored %s", release.name, extra=mark(Step("Releases", release.name, total=len(releases)))
        )
    latest = find_latest(source / "warehouse")
    if latest is not None:
        copy = target / "warehouse" / RELEASES / latest.name
        if is_whole(copy):
            point_latest(target / "warehouse", copy)
        else:
            done.problems.append(
                f"Release {latest.name} is not whole in {target}; latest there stays where it was."
            )
    return done


def _mirror_release(release: UPath, copy: UPath, done: MirrorReport, verify: bool) -> None:
    if not is_whole(release):
        done.problems.append(f"Release {release.name} is damaged here and is not copied; see release verify.")
        return
    if (copy / RECORD).exists() and not verify:
        done.present += 1
        return
    for path in sorted(_list_files(release), key=lambda path: path.name == RECORD):  # the record last
        _copy(path, copy / path.name, done, verify, None)


def _copy(
    path: UPath, copy: UPath, done: MirrorReport, verify: bool, sha256: str | None, *, changes: bool = False
) -> None:
    if copy.exists() and copy.stat().st_size == path.stat().st_size:
        if not (verify or changes) or hash_file(copy) == (sha256 or hash_file(path)):
            done.present += 1
            return
        if not changes:
            done.problems.append(f"{copy} was damaged and was copied again.")
    expected = hash_file(path)
    if sha256 is not None and expected != sha256:
        done.problems.append(f"{path} is damaged and is not copied; run archive verify, then ingest.")
        return
    copy_whole(path, copy, private=changes)
    if hash_file(copy) != expected:
        done.problems.append(f"{copy} reads back differently from what was written; check that disk.")
        return
    done.copied += 1


def _list_files(folder: UPath) -> Iterator[UPath]:
    if folder.exists():
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
