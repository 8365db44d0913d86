"""Which document stood published for an evaluation, as the archive remembers it.

A report that stands does not fall because a stranger's document claims its evaluation later. So that a
release can be made again from the archive alone, what stood lies in the archive, too: below ``standing/``,
a line whenever another document was found published for an evaluation.
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
    """A document found published for an evaluation, at an ISO time (UTC)."""

    time: str
    municipality_code: str
    round: int
    sha256: str

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation."""
        return self.municipality_code, self.round


STANDINGS = TypeAdapter(Standing)


def read_standings(archive: Archive) -> list[Standing]:
    """Everything remembered, oldest first."""
    lines = read_lines(archive.root / FOLDER, STANDINGS, "standing record")
    return sorted((each for each, _ in lines if each), key=lambda each: (each.time, each.evaluation))


def find_damage(archive: Archive) -> list[Damage]:
    """What is remembered but cannot be read any more."""
    return [damage for _, damage in read_lines(archive.root / FOLDER, STANDINGS, "standing record") if damage]


def remember_standings(archive: Archive, published: Mapping[Evaluation, str]) -> None:
    """Note which document is published for each evaluation, where it is not the one noted last.

    Raises ``ArchiveError`` when the archive cannot be written.
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
    """The documents that stood for each evaluation, the last one first."""
    stood: dict[Evaluation, tuple[str, ...]] = {}
    for each in sorted(standings, key=lambda each: (each.time, each.sha256)):
        others = (sha256 for sha256 in stood.get(each.evaluation, ()) if sha256 != each.sha256)
        stood[each.evaluation] = (each.sha256, *others)
    return stood
