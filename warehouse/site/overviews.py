"""The values shown on the pages about many municipalities, in one language."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.instrument import MAX_TOTAL
from warehouse.dictionary import list_dictionary
from warehouse.schema import TABLES
from warehouse.site.drawings import draw_coverage, draw_distribution
from warehouse.site.facts import FACSIMILE, NOT_FOUND, PUBLISHED, Evaluation, Facts, Place, Row, group
from warehouse.site.municipality import explain, name_column
from warehouse.site.pictures import put_words
from warehouse.site.words import Words

LATEST_SHOWN = 10
COUNTRIES = ("SE", "NO")


def describe_start(facts: Facts, words: Words) -> Row:
    """Describe the start page; its counts are of the origin that the overviews show."""
    places = facts.list_places(facts.origin)
    evaluations = [(place, each) for place in places for each in place.evaluations]
    rounds = [each.round for _, each in evaluations]
    figures = [
        (words.text("start.evaluations"), words.number(len(evaluations))),
        (words.text("start.counted"), words.number(len(places))),
        (words.text("start.scores"), words.number(sum(len(each.scores) for _, each in evaluations))),
        (words.text("start.years"), f"{min(rounds)}–{max(rounds)}" if rounds else "–"),
    ]
    held = {place.code for place in places}
    shown = [*places, *(each for each in facts.places if not each.evaluations and each.code not in held)]
    return {
        "figures": [{"label": label, "value": value} for label, value in figures],
        "coverage": _describe_coverage(places, facts, words) if evaluations else None,
        "latest": _list_latest(evaluations),
        "places": _list_names(shown, words),
        "tested": _list_names(facts.list_places(FACSIMILE), words) if facts.origin == PUBLISHED else [],
    }


def _list_names(places: Sequence[Place], words: Words) -> list[Row]:
    ordered = sorted(places, key=lambda place: (words.order(place.name), place.page))
    names = Counter(place.name for place in places)
    return [
        {
            "name": place.name if names[place.name] == 1 else f"{place.name} ({place.code})",
            "page": place.page,
            "published": bool(place.evaluations),
            "rounds": _describe_rounds(place, words),
        }
        for place in ordered
    ]


def _describe_rounds(place: Place, words: Words) -> str:
    """The published rounds; without any, those that other sources tell of and those that are held back."""
    if place.evaluations:
        return ", ".join(str(each.round) for each in place.evaluations)
    parts = []
    for key, is_told in (("start.told", True), ("start.held_back", False)):
        rounds = [each.round for each in place.held if (each.code == NOT_FOUND) is is_told]
        if rounds:
            known = ", ".join(str(each) for each in sorted({each for each in rounds if each is not None}))
            parts.append(words.text(key, rounds=known or words.text("start.round_unknown")))
    return "; ".join(parts)


def _list_latest(evaluations: Sequence[tuple[Place, Evaluation]]) -> list[Row]:
    def date(pair: tuple[Place, Evaluation]) -> tuple[str, str]:
        row = pair[1].row
        return str(row["report_dated"] or row["visit"] or row["round"]), pair[0].name

    newest = sorted(evaluations, key=date, reverse=True)[:LATEST_SHOWN]
    return [
        {"name": place.name, "page": place.page, "round": each.round, "total": each.row["total"]}
        for place, each in newest
    ]


def _describe_coverage(places: Sequence[Place], facts: Facts, words: Words) -> Row:
    counts: dict[tuple[str, int], int] = Counter()
    for place in places:
        county = shorten_county(place, words)
        for each in place.evaluations:
            counts[county, each.round] += 1
    counties = sorted({county for county, _ in counts}, key=words.order)
    rounds = list(range(min(year for _, year in counts), max(year for _, year in counts) + 1))
    return {
        "svg": put_words(draw_coverage(counts, counties, facts.origin), words),
        "rounds": rounds,
        "counties": [
            {"name": county, "counts": [counts.get((county, year), 0) for year in rounds]}
            for county in counties
        ],
    }


def shorten_county(place: Place, words: Words) -> str:
    """The county's name without *län*; for a Norwegian municipality the name of Norway."""
    if place.row["country"] == "NO":
        return words.text("country.NO")
    name = str(place.row["county"] or "–").removesuffix(" län")
    return name.removesuffix("s") if name not in ("Västernorrlands",) and name.endswith("s") else name


def describe_choices(facts: Facts) -> Row:
    """Describe the editions to choose from: those with evaluations, the newest first."""
    found = {each.edition for place in facts.list_places(facts.origin) for each in place.evaluations}
    rows = sorted(facts.rows["editions"], key=lambda row: -row["edition"])
    return {"editions": [row for row in rows if row["edition"] in found] or rows}


def _choose(facts: Facts) -> tuple[int, str, list[tuple[Place, Evaluation]]]:
    """The newest edition with evaluations, a country, and its municipalities' latest evaluations with it."""
    places = facts.list_places(facts.origin)
    countries = {place.row["country"] for place in places}
    country = next((each for each in COUNTRIES if each in countries), COUNTRIES[0])
    mine = [place for place in places if place.row["country"] == country]
    edition = max((each.edition for place in mine for each in place.evaluations), default=0)
    latest = []
    for place in mine:
        rounds = [each for each in place.evaluations if each.edition == edition]
        if rounds:
            latest.append((place, rounds[-1]))
    return edition, country, latest


def describe_ranking(facts: Facts, words: Words) -> Row:
    """Describe the ranking shown before a choice is made: totals of the newest edition."""
    edition, country, latest = _choose(facts)
    ordered = sorted(latest, key=lambda pair: (-pair[1].row["total"], words.order(pair[0].name)))
    totals = [each.row["total"] for _, each in ordered]
    rows = []
    for place, each in ordered:
        total = each.row["total"]
        rank = totals.index(total) + 1
        shared = totals.count(total) > 1
        rows.append(
            {
                "rank": words.text("rankings.shared", rank=rank) if shared else str(rank),
                "name": place.name,
                "page": place.page,
                "round": each.round,
                "points": total,
                "share": round(total / MAX_TOTAL * 100, 1),
            }
        )
    title = _title("rankings.title", words.text("chart.total"), edition, country, words)
    return {"ranking": {"rows": rows, "title": title, "told": words.count("explore.count", len(rows))}}


def _title(key: str, area: str, edition: int, country: str, words: Words) -> str:
    return words.text(key, area=area, edition=edition, country=words.text(f"country.{country}"))


def describe_distribution(facts: Facts, words: Words) -> Row:
    """Describe the distribution shown before a choice is made: areas of the newest edition."""
    edition, country, latest = _choose(facts)
    names = {str(row["area_no"]): row["area"] for row in facts.rows["areas"] if row["edition"] == edition}
    points: dict[str, list[float]] = {no: [] for no in names}
    for _, each in latest:
        for score in each.scores:
            points[str(score["area_no"])].append(score["score"])
    points = {no: values for no, values in points.items() if values}
    labels = {no: f"{no} {name}" for no, name in names.items()}
    svg = put_words(draw_distribution(points, labels, facts.origin), words) if points else ""
    rows = [{"name": labels[no], "figures": summarise(values)} for no, values in points.items()]
    title = _title("distribution.title", words.text("distribution.all_areas"), edition, country, words)
    told = words.count("explore.count", len(latest))
    return {"distribution": {"svg": svg, "rows": rows, "title": title, "told": told}}


def summarise(values: Sequence[float]) -> list[float]:
    """Count, lowest, three quartiles and highest; quartiles by linear interpolation, as in spreadsheets."""
    ordered = sorted(values)
    quartiles = (
        statistics.quantiles(ordered, n=4, method="inclusive") if len(ordered) > 1 else [ordered[0]] * 3
    )
    return [len(ordered), ordered[0], *quartiles, ordered[-1]]


def describe_themes(facts: Facts, words: Words) -> Row:
    """Describe the themes, each with the area that covers it in each edition."""
    column = name_column(words)
    cells = group(facts.rows["themes"], lambda row: row["theme"])
    names = {(row["edition"], row["area_no"]): row["area"] for row in facts.rows["areas"]}
    return {
        "editions": sorted(facts.rows["editions"], key=lambda row: int(row["edition"])),
        "themes": [
            {
                "theme": theme,
                "shown": row[column],
                "cells": [
                    cell | {"area": names.get((cell["edition"], cell["area_no"]))}
                    for cell in sorted(cells[theme], key=lambda each: int(each["edition"]))
                ],
            }
            for theme, row in facts.themes.items()
        ],
    }


def describe_about(facts: Facts, words: Words) -> Row:
    """Describe what is held back, by reason in plain words, and the themes."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in facts.rows["documents"]:
        if row["outcome"] != "accepted":
            code = row["reasons"][0] if row["reasons"] else "no_reason"
            counts[row["outcome"], explain(code, words)] += 1
    held = [
        {"outcome": outcome, "reason": reason, "count": count}
        for (outcome, reason), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1]))
    ]
    return {"held": held} | describe_themes(facts, words)


def describe_download(facts: Facts, files: Mapping[str, Sequence[Path]], words: Words) -> Row:
    """Describe the tables and their files."""
    return {
        "tables": [
            {
                "name": name,
                "title": table.title,
                "rows": facts.record.tables[name].rows,
                "files": [
                    {
                        "name": path.name,
                        "kind": {".csv": "CSV", ".parquet": "Parquet"}[path.suffix],
                        "size": _describe_size(path.stat().st_size, words),
                    }
                    for path in files[name]
                ],
            }
            for name, table in TABLES.items()
        ]
    }


def _describe_size(size: int, words: Words) -> str:
    if size >= 1_000_000:
        return words.number(size / 1_000_000) + " MB"
    return words.number(max(1, round(size / 1000))) + " kB"


def describe_dictionary() -> Row:
    """Describe every table and column of the schema."""
    return {"tables": list(TABLES.values()), "columns": group(list_dictionary(), lambda row: row["table"])}
