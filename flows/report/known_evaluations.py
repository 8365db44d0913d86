"""Counts of the evaluations known to have been made, and of how many the report is found and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.dataclasses import dataclass
from upath import UPath

from extract.records import Outcome
from extract.sources.catalogue import project_catalogue, read_catalogue
from extract.sources.listed import read_unlocated
from flows.harvest.visited import list_never_visited


@dataclass(frozen=True)
class KnownEvaluations:
    """Counts of known evaluations.

    An evaluation is located when the catalogue or a pulled document gives an address of its report, and
    pulled when bytes of the report are in the archive; those are published or held back. The others are
    unlocated. ``never_looked_at`` names the municipalities whose sites no harvest has visited.
    """

    evaluations: int
    located: int
    pulled: int
    published: int
    held: int
    unlocated: int
    never_looked_at: tuple[str, ...]


def count_known(
    data: UPath, evaluations: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]
) -> KnownEvaluations:
    """Compare the evaluations that the project's files name with the rows of a release's tables."""
    listed = {(line.municipality_code, line.round) for line in read_catalogue(project_catalogue())}
    known = listed | {(entry.municipality_code, entry.round) for entry in read_unlocated()}
    published = known & {(row["municipality_code"], row["round"]) for row in evaluations}
    pulled = published | known & {
        (row["municipality_code"], row["round"])
        for row in documents
        if row["outcome"] in (Outcome.ACCEPTED, Outcome.QUARANTINED, Outcome.DUPLICATE)
    }
    located = listed | pulled
    return KnownEvaluations(
        evaluations=len(known),
        located=len(located),
        pulled=len(pulled),
        published=len(published),
        held=len(pulled - published),
        unlocated=len(known - located),
        never_looked_at=list_never_visited(data),
    )
