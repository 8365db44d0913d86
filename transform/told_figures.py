"""Figures told outside reports, in one form: from the project's list, from web pages and from transcripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from extract.municipalities import MUNICIPALITIES
from extract.records import Box, DocumentReport, Origin, ToldFigure
from extract.sources.ledger import PageSighting
from extract.sources.sites import find_site
from warehouse.frames import list_rows

SourceKind = Literal["listed", "web_page", "transcript"]


@dataclass(frozen=True)
class Figure:
    """One figure told by one source.

    ``area_no`` is ``None`` for a total, and ``round`` when the source names none. ``editions`` are those that
    the name of the area or the source allows; empty when all are possible. ``is_seen`` says of a figure on
    the project's list whether its source was read and tells the same score; ``None`` when it was not read.
    """

    figure_id: str
    municipality_code: str
    round: int | None
    area_no: int | None
    area_printed: str | None
    editions: tuple[int, ...]
    score: float
    change: float | None
    source_kind: SourceKind
    source_url: str
    quote: str | None
    captured: str | None = None
    page_sha256: str | None = None
    printed_sha256: str | None = None
    page: int | None = None
    box: Box | None = None
    origin: Origin = "published"
    is_seen: bool | None = None

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """Municipality code, round and area number."""
        return self.municipality_code, self.round, self.area_no


def gather_figures(
    listed: pd.DataFrame, reports: Mapping[str, DocumentReport], pages: Iterable[PageSighting]
) -> list[Figure]:
    """Gather all figures, sorted by id.

    ``listed`` is the project's list, ``reports`` what was read, by sha256, ``pages`` the web pages pulled. A
    web page counts only when it is on the site of the municipality that it tells about. Of several captures
    of one address that tell the same, the first is used.
    """
    told: dict[tuple[Any, ...], Figure] = {}
    for page in sorted(pages, key=lambda each: (each.captured, each.url, each.sha256)):
        report = reports.get(page.sha256)
        for figure in report.told if report else ():
            if figure.source_kind == "web_page" and not _is_own_site(page.url, figure):
                continue
            made = _make(figure, report, page)
            told.setdefault((made.source_url, *made.key, made.score), made)
    machine = list(told.values())
    seen = {(each.source_url, *each.key): each.score for each in machine}
    read = {each.source_url for each in machine}
    return sorted([*machine, *_list_listed(listed, seen, read)], key=lambda figure: figure.figure_id)


def _is_own_site(url: str, figure: ToldFigure) -> bool:
    site = find_site(url)
    if site is None or not site.code:
        return False
    owner, told = MUNICIPALITIES.get(site.code), MUNICIPALITIES[figure.municipality_code]
    return owner is not None and (
        owner.code == told.code or (owner.country, owner.name) == (told.country, told.name)
    )


def _make(figure: ToldFigure, report: DocumentReport | None, sighting: PageSighting) -> Figure:
    area = f"area-{figure.area_no}" if figure.area_no else "total"
    return Figure(
        figure_id=f"{sighting.sha256[:16]}-{figure.round}-{area}",
        municipality_code=figure.municipality_code,
        round=figure.round,
        area_no=figure.area_no,
        area_printed=figure.area_printed,
        editions=figure.editions,
        score=figure.score,
        change=figure.change,
        source_kind=figure.source_kind,
        source_url=sighting.url,
        quote=figure.quote,
        captured=sighting.captured or None,
        page_sha256=sighting.sha256,
        printed_sha256=report.printed_sha256 if report else None,
        page=figure.page,
        box=figure.box,
        origin=sighting.origin,
    )


def _list_listed(
    listed: pd.DataFrame, seen: Mapping[tuple[Any, ...], float], read: set[str]
) -> Iterator[Figure]:
    for row in list_rows(listed):
        area_no = int(row["area_no"]) if row["area_no"] is not None else None
        year = int(row["round"]) if row["round"] is not None else None
        key = row["source_url"], row["municipality_code"], year, area_no
        yield Figure(
            figure_id=f"listed-{int(row['figure_no']):04}",
            municipality_code=row["municipality_code"],
            round=year,
            area_no=area_no,
            area_printed=row["area_printed"],
            editions=(int(row["edition"]),) if row["edition"] is not None else (),
            score=float(row["score"]),
            change=row["change"],
            source_kind="listed",
            source_url=row["source_url"],
            quote=row["quote"],
            is_seen=seen.get(key) == float(row["score"]) if row["source_url"] in read else None,
        )
