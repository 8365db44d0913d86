"""Scores that municipalities told themselves, set beside those read from their reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from extract.instrument import find_areas
from extract.municipalities import MUNICIPALITIES

NOT_HELD = {"held_score": None, "comparison": "not_held", "held_origin": None, "document_sha256": None}


def compare_figures(
    figures: pd.DataFrame, area_scores: pd.DataFrame, evaluations: pd.DataFrame
) -> list[dict[str, Any]]:
    """The rows of the table ``published_figures``, in the order of ``figures``.

    ``figures`` has the columns of the project's file: ``figure_no``, ``municipality_code``, ``year``,
    ``edition``, ``area_no``, ``area_printed``, ``score``, ``change``, ``source``, ``quote``; a missing
    ``area_no`` means the total. A figure is compared with the published score of the same municipality,
    round, edition and area. Where its source does not tell the edition, the name of the area must be one
    that the held edition has under that number. Nothing is settled here: a difference is shown with both
    numbers.
    """
    evaluated = {(row["municipality_code"], int(row["round"])): row for row in _list_rows(evaluations)}
    scored = {
        (row["municipality_code"], int(row["round"]), int(row["area_no"])): row
        for row in _list_rows(area_scores)
    }
    return [_compare(figure, evaluated, scored) for figure in _list_rows(figures)]


def count_confirmations(figures: Iterable[Mapping[str, Any]], area_scores: pd.DataFrame) -> pd.Series[int]:
    """For each row of ``area_scores``, how many independent publications tell the same score.

    Publications of one site count once.
    """
    sites: dict[tuple[str, int, int], set[str]] = {}
    for figure in figures:
        if figure["comparison"] == "agrees" and figure["area_no"] is not None:
            key = figure["municipality_code"], int(figure["year"]), int(figure["area_no"])
            sites.setdefault(key, set()).add(_name_site(figure["source"]))
    keys = zip(area_scores["municipality_code"], area_scores["round"], area_scores["area_no"], strict=True)
    return pd.Series([len(sites.get(key, ())) for key in keys], index=area_scores.index, dtype="int16")


def _name_site(source: str) -> str:
    """The site that an address belongs to: its host without ``www``, or what stands for it."""
    host = urlsplit(source if "//" in source else f"//{source}").hostname or source
    return host.removeprefix("www.")


def _compare(
    figure: dict[str, Any], evaluated: dict[tuple[str, int], Any], scored: dict[tuple[str, int, int], Any]
) -> dict[str, Any]:
    municipality = MUNICIPALITIES[figure["municipality_code"]]
    row = {
        "country": municipality.country,
        "municipality": municipality.name,
        **figure,
        **NOT_HELD,
    }
    year, area_no = figure["year"], figure["area_no"]
    if year is None:
        return row
    key = municipality.code, int(year)
    held = evaluated.get(key) if area_no is None else scored.get((*key, int(area_no)))
    if held is None or not _is_of_edition(figure, int(held["edition"])):
        return row
    value = float(held["total"] if area_no is None else held["score"])
    row["held_score"] = value
    row["comparison"] = "agrees" if value == figure["score"] else "differs"
    row["held_origin"] = held["origin"]
    row["document_sha256"] = held["document_sha256"]
    return row


def _is_of_edition(figure: dict[str, Any], edition: int) -> bool:
    if figure["edition"] is not None:
        return int(figure["edition"]) == edition
    if figure["area_no"] is None:
        return True
    named = {(area.edition, area.area_no) for area in find_areas(figure["area_printed"] or "")}
    return (edition, int(figure["area_no"])) in named


def _list_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows with ``None`` for whatever is missing."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]
