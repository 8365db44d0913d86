"""The archive's history of which document was published for each evaluation.

A published report is not withdrawn because another document claims the same evaluation later. The history is
kept in the archive, in ``standing/``, so that a release can be rebuilt from the archive alone. A record is
added whenever a different document is found published for an evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import uuid4

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from extract.sources.archive import Archive
from extract.sources.lines import ArchiveError, Damage, read_lines, seal_line
from extract.sources.store import write_whole
from extract.sources.times import format_name, stamp_time

FOLDER = "standing"

Evaluation = tuple[str, int]  # municipality code and round


@dataclass(frozen=True)
class Standing:
    """The document that was found published for an evaluation at a time (ISO 8601, UTC)."""

    time: str
    municipality_code: str
    round: int
    sha256: str

    @property
    def evaluation(self) -> Evaluation:
        """The municipality code and round."""
        return self.municipality_code, self.round


STANDINGS = TypeAdapter(Standing)


def read_standings(archive: Archive) -> list[Standing]:
    """Read the whole history, oldest first; damaged records are skipped."""
    lines = read_lines(archive.root / FOLDER, STANDINGS, "standing record")
    return sorted((each for each, _ in lines if each), key=lambda each: (each.time, each.evaluation))


def find_damage(archive: Archive) -> list[Damage]:
    """Find the records of the history that can no longer be read."""
    return [damage for _, damage in read_lines(archive.root / FOLDER, STANDINGS, "standing record") if damage]


def remember_standings(archive: Archive, published: Mapping[Evaluation, str]) -> None:
    """Add a record for each evaluation whose published document differs from the last record.

    ``published`` has the sha256 for each evaluation. Raises ``ArchiveError`` when the archive cannot be
    written.
    """
    noted = {each.evaluation: each.sha256 for each in read_standings(archive)}
    time = stamp_time()
    new = [
        Standing(time, code, year, sha256)
        for (code, year), sha256 in sorted(published.items())
        if noted.get((code, year)) != sha256
    ]
    if not new:
        return
    path = archive.root / FOLDER / f"{format_name(datetime.now(UTC))}-{uuid4().hex[:8]}.jsonl"
    content = b"".join(seal_line(STANDINGS.dump_json(each)) + b"\n" for each in new)
    try:
        write_whole(path, content)
    except OSError as error:
        raise ArchiveError(f"The archive {archive.root} cannot be written: {error}.") from error


def order_standings(standings: Iterable[Standing]) -> dict[Evaluation, tuple[str, ...]]:
    """List the sha256 of the documents published for each evaluation, the last one first."""
    stood: dict[Evaluation, tuple[str, ...]] = {}
    for each in sorted(standings, key=lambda each: (each.time, each.sha256)):
        others = (sha256 for sha256 in stood.get(each.evaluation, ()) if sha256 != each.sha256)
        stood[each.evaluation] = (each.sha256, *others)
    return stood
