"""The facts that the pages show, gathered from the tables of a release.

A *place* is a municipality with material of one origin: published reports and test material have separate
pages and are never counted together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa

from warehouse.read import ReleaseRecord

Row = dict[str, Any]
PUBLISHED, FACSIMILE = "published", "facsimile"
UNREAD = ("evidence",)  # tables that are too large to be read as rows
NOT_FOUND = "not_found"  # the code of an evaluation that is known only from web pages or transcripts
HELD_OUTCOMES = ("quarantined", "unreadable", "unavailable")


@dataclass(frozen=True)
class Evaluation:
    """One published evaluation and the averages that its report prints.

    ``averages`` are by area number. They describe the population that ``population`` names in the report's
    own words. When a report prints averages of several populations, there are none here.
    """

    row: Row
    scores: Sequence[Row]
    subareas: Sequence[Row]
    averages: Mapping[int, float]
    average_total: float | None
    population: str | None
    publisher: str

    @property
    def round(self) -> int:
        """The year of the visit."""
        return int(self.row["round"])

    @property
    def edition(self) -> int:
        """The edition of the instrument."""
        return int(self.row["edition"])

    @property
    def link(self) -> str | None:
        """The report's address if it is http or https, or ``None``: a catalogue may contain any text."""
        url = str(self.row["source_url"])
        return url if urlsplit(url).scheme in ("http", "https") else None


@dataclass(frozen=True)
class Held:
    """A known evaluation that is not published: its document is held back, or only other sources name it.

    ``code`` is the first rule code of the document, or ``not_found``. ``total`` is what other sources tell.
    """

    round: int | None
    code: str
    source_url: str | None
    total: float | None = None


@dataclass(frozen=True)
class Place:
    """A municipality with material of one origin; its evaluations are in order of time."""

    row: Row
    origin: str
    page: str
    evaluations: Sequence[Evaluation] = ()
    held: Sequence[Held] = ()
    series: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The municipality's code."""
        return str(self.row["municipality_code"])

    @property
    def name(self) -> str:
        """The municipality's standard name."""
        return str(self.row["municipality"])

    @property
    def latest(self) -> Evaluation | None:
        """The latest published evaluation, or ``None``."""
        return self.evaluations[-1] if self.evaluations else None


@dataclass(frozen=True)
class Facts:
    """The facts of a release: its rows by table, and its places."""

    record: ReleaseRecord
    rows: Mapping[str, list[Row]]
    places: Sequence[Place]

    @property
    def origin(self) -> str:
        """The origin that the overviews show: test material only when there are no published evaluations."""
        some = any(place.evaluations for place in self.places if place.origin == PUBLISHED)
        test = any(place.evaluations for place in self.places if place.origin == FACSIMILE)
        return FACSIMILE if test and not some else PUBLISHED

    @property
    def themes(self) -> dict[str, Row]:
        """The themes, in the order of their numbers."""
        rows = sorted(self.rows["themes"], key=lambda row: row["theme_no"])
        return {row["theme"]: row for row in rows}

    def list_places(self, origin: str) -> list[Place]:
        """List the places of one origin that have published evaluations."""
        return [place for place in self.places if place.origin == origin and place.evaluations]


def gather_facts(tables: Mapping[str, pa.Table], record: ReleaseRecord) -> Facts:
    """Gather the facts from the tables of a release."""
    rows = {name: table.to_pylist() for name, table in tables.items() if name not in UNREAD}
    evaluations = _gather_evaluations(rows)
    held = _gather_held(rows)
    series = group(rows["series"], lambda row: (row["municipality_code"], row["origin"]))
    municipalities = {row["municipality_code"]: row for row in rows["municipalities"]}
    places = []
    for code, origin in sorted({*evaluations, *held}):
        both = {(code, PUBLISHED), (code, FACSIMILE)} <= {*evaluations, *held}
        mine = evaluations.get((code, origin), [])
        places.append(
            Place(
                row=municipalities[code],
                origin=origin,
                page=f"municipalities/{code}{'-facsimile' if both and origin == FACSIMILE else ''}.html",
                evaluations=mine,
                held=held.get((code, origin), []),
                series=group(
                    sorted(series.get((code, origin), []), key=lambda row: row["round"]),
                    lambda row: row["theme"],
                ),
            )
        )
    return Facts(record, rows, places)


def _gather_evaluations(rows: Mapping[str, list[Row]]) -> dict[tuple[str, str], list[Evaluation]]:
    scores = group(rows["area_scores"], lambda row: row["document_sha256"])
    subareas = group(rows["subarea_scores"], lambda row: row["document_sha256"])
    benchmarks = group(rows["benchmarks"], lambda row: row["document_sha256"])
    publishers = {row["source_url"]: row["publisher"] for row in rows["documents"]}
    found: dict[tuple[str, str], list[Evaluation]] = defaultdict(list)
    for row in sorted(rows["evaluations"], key=lambda row: row["round"]):
        document, url = row["document_sha256"], row["source_url"]
        averages = benchmarks.get(document, [])
        if len({(each["population"], each["year"]) for each in averages}) > 1:
            averages = []  # they describe several populations
        found[row["municipality_code"], row["origin"]].append(
            Evaluation(
                row=row,
                scores=scores[document],
                subareas=subareas.get(document, []),
                averages={each["area_no"]: each["average"] for each in averages if each["area_no"]},
                average_total=next((each["average"] for each in averages if not each["area_no"]), None),
                population=averages[0]["population"] if averages else None,
                publisher=publishers.get(url) or urlsplit(url).hostname or "",
            )
        )
    return found


def _gather_held(rows: Mapping[str, list[Row]]) -> dict[tuple[str, str], list[Held]]:
    """Evaluations that are not published, by municipality and origin."""
    published = {(row["municipality_code"], row["round"], row["origin"]) for row in rows["evaluations"]}
    found: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for row in rows["documents"]:
        key = row["municipality_code"], row["round"], row["origin"]
        if row["municipality_code"] and row["outcome"] in HELD_OUTCOMES and key not in published:
            code = row["reasons"][0] if row["reasons"] else "no_reason"
            found[key[0], key[2]].append(Held(row["round"], code, row["source_url"]))
    known = {(code, origin, held.round) for (code, origin), each in found.items() for held in each}
    for row in rows["evaluations_reported"]:
        place = row["municipality_code"], row["origin"]
        if (*place, row["round"]) not in known:
            found[place].append(Held(row["round"], NOT_FOUND, (row["told_by"] or [None])[0], row["total"]))
    for each in found.values():
        each.sort(key=lambda held: (held.round or 0, held.code))
    return found


def group(rows: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    """Group the rows by ``key``, keeping their order."""
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
