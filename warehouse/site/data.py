"""Data for the site's scripts: all evaluations for comparing, and sub-areas, which are loaded on demand.

The files are scripts, because a page opened as ``file:`` can load a script but not JSON.
"""

from __future__ import annotations

import json
from typing import Any

from warehouse.site.crops import Crops
from warehouse.site.facts import PUBLISHED, Facts, Place

SIZE_LIMITS = (10_000, 20_000, 50_000, 100_000)


def write_evaluations(facts: Facts) -> str:
    """Write the script with all evaluations of both origins, and county, groups and size of municipalities.

    Each evaluation has, for each area, how its theme compares with the previous round: ``=`` same, ``~``
    similar, ``x`` not comparable, ``-`` first round.
    """
    themes = facts.rows["themes"]
    joins = {
        (row["municipality_code"], row["origin"], row["round"], row["area_no"]): _join(row)
        for row in facts.rows["series"]
        if row["source"] == "held"
    }
    data = {
        "origin": facts.origin,
        "themes": {
            theme: {
                "sv": row["name"],
                "en": row["name_english"],
                "areas": {str(each["edition"]): each["area_no"] for each in themes if each["theme"] == theme},
            }
            for theme, row in facts.themes.items()
        },
        "areas": {
            str(edition["edition"]): [
                area["area"] for area in facts.rows["areas"] if area["edition"] == edition["edition"]
            ]
            for edition in facts.rows["editions"]
        },
        "places": [_describe(place) for place in facts.places if place.evaluations],
        "evaluations": [
            [
                place.code,
                place.origin,
                each.round,
                each.edition,
                each.row["total"],
                _join(each.row | {"nth": number + 1, "is_break": False}),
                [score["score"] for score in each.scores],
                "".join(
                    joins.get((place.code, place.origin, each.round, score["area_no"]), "-")
                    for score in each.scores
                ),
            ]
            for place in facts.places
            for number, each in enumerate(place.evaluations)
        ],
    }
    return f"window.kk=window.kk||{{}};kk.data={_dump(data)};\n"


def _join(row: dict[str, Any]) -> str:
    if row["nth"] == 1:
        return "-"
    if row["is_break"] or row["comparability"] in (None, "not_comparable"):
        return "x"
    return "~" if row["comparability"] == "similar" else "="


def _describe(place: Place) -> dict[str, Any]:
    row = place.row
    return {
        "code": place.code,
        "name": place.name,
        "origin": place.origin,
        "country": row["country"],
        "page": place.page,
        "county": row["county"],
        "group2017": row.get("group_2017"),
        "group2023": row.get("group_2023"),
        "size": classify_size(row.get("population_2023")),
    }


def classify_size(population: int | None) -> int | None:
    """The size class of a municipality, from 0: how many of ``SIZE_LIMITS`` its population reaches."""
    return None if population is None else sum(population >= limit for limit in SIZE_LIMITS)


def write_subareas(place: Place, crops: Crops) -> str | None:
    """Write the script with a place's sub-areas by round; ``None`` when its reports print none.

    A sub-area is a list of number, name, points and maximum, followed, if there is a picture of its page, by
    the picture's number and the number's place in it.
    """
    pictures: list[str] = []
    rounds: dict[str, list[list[Any]]] = {}
    for evaluation in place.evaluations:
        for row in evaluation.subareas:
            line = [row["subarea_no"], row["subarea_printed"], row["score"], row["max_score"]]
            found = crops.locate(row)
            if found is not None:
                name, numbers = found
                if name not in pictures:
                    pictures.append(name)
                line += [pictures.index(name), *numbers]
            rounds.setdefault(str(evaluation.round), []).append(line)
    if not rounds:
        return None
    data = {"pictures": pictures, "rounds": rounds, "published": place.origin == PUBLISHED}
    return f"window.kk=window.kk||{{}};kk.subareas={_dump(data)};\n"


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
