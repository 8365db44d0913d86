"""Rows of ``national``: means and quartiles of the published scores, by country, county and SKR group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from statistics import fmean, median, quantiles
from typing import Any

from extract.instrument import AREA_NUMBERS, AREAS
from transform.publication import Publication
from transform.themes import find_theme

Row = dict[str, Any]
Scope = tuple[str, str, str]  # kind, code and name
Group = tuple[str, str, Scope, int, int | None]  # origin, country, scope, edition and round

FEW = 5  # evaluations; figures of fewer are marked with ``is_few``
ALL_ROUNDS = "all"
TOTAL = "total"
COUNTRIES = {"SE": "Sverige", "NO": "Norge"}


def list_national(
    publications: Iterable[Publication], municipalities: Iterable[Mapping[str, Any]]
) -> Iterator[Row]:
    """Yield the rows of ``national``: for each round, and for all rounds of an edition together.

    Over all rounds each municipality counts once, with its latest evaluation by that edition.
    ``municipalities`` are the rows of the table of that name.
    """
    known = {row["municipality_code"]: row for row in municipalities}
    groups: dict[Group, dict[str, Publication]] = {}
    for publication in sorted(publications, key=lambda each: each.round):
        code = publication.municipality_code
        for scope in _list_scopes(publication.country, known[code]):
            for round_ in (publication.round, None):
                group: Group = publication.origin, publication.country, scope, publication.edition, round_
                groups.setdefault(group, {})[code] = publication
    for group, members in groups.items():
        values = [(each.values, each.total) for each in members.values()]
        for area_no in AREA_NUMBERS:
            yield _describe(group, area_no, [areas[area_no] for areas, _ in values])
        yield _describe(group, None, [total for _, total in values])


def _list_scopes(country: str, municipality: Mapping[str, Any]) -> list[Scope]:
    scopes = [("country", country, COUNTRIES[country])]
    for kind, code, name in (
        ("county", "county_code", "county"),
        ("group_2017", "group_code_2017", "group_2017"),
        ("group_2023", "group_code_2023", "group_2023"),
    ):
        if municipality.get(code):
            scopes.append((kind, municipality[code], municipality[name]))
    return scopes


def _describe(group: Group, area_no: int | None, values: list[float]) -> Row:
    origin, country, (kind, code, name), edition, round_ = group
    lower, _, upper = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return {
        "country": country,
        "scope": kind,
        "scope_code": code,
        "scope_name": name,
        "edition": edition,
        "period": ALL_ROUNDS if round_ is None else str(round_),
        "round": round_,
        "theme": TOTAL if area_no is None else find_theme(edition, area_no),
        "area_no": area_no,
        "area": None if area_no is None else AREAS[edition, area_no].name,
        "evaluations": len(values),
        "is_few": len(values) < FEW,
        "mean": fmean(values),
        "median": median(values),
        "lower_quartile": lower,
        "upper_quartile": upper,
        "lowest": min(values),
        "highest": max(values),
        "origin": origin,
    }
