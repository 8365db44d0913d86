"""The values shown on a municipality's page, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from warehouse.site.crops import Crops
from warehouse.site.facts import FACSIMILE, NOT_FOUND, Evaluation, Facts, Held, Place, Row
from warehouse.site.pictures import put_words
from warehouse.site.words import Words

ROOT = "../../"


def describe_place(
    place: Place, facts: Facts, crops: Crops, words: Words, drawn: Mapping[str, str], names: Mapping[str, str]
) -> Row:
    """Describe a place for the template ``municipality.html``.

    ``drawn`` has its pictures, ``names`` the texts of their slots (``warehouse.site.pictures``).
    """
    told: Row = {
        "place": place,
        "stem": place.page.removeprefix("municipalities/").removesuffix(".html"),
        "where": _describe_where(place, words),
        "latest": place.latest,
        "only_facsimile": facts.origin == FACSIMILE,
        "held": [_describe_held(held, words) for held in place.held],
        "twin": _find_twin(place, facts, words),
    }
    if place.latest is None:
        return told
    first, last = place.evaluations[0].round, place.latest.round
    years = str(last) if first == last else f"{first}–{last}"
    return told | {
        "change": _describe_change(place.latest),
        "strongest": _pick(place.latest.scores, max),
        "weakest": _pick(place.latest.scores, min),
        "source": words.text("chart.source", release=facts.record.id),
        "rounds_svg": put_words(drawn["rounds"], words, names),
        "rounds_label": words.text("place.rounds_label", name=place.name, years=years),
        "areas_svg": put_words(drawn["areas"], words, names),
        "years": _list_years(place),
        "series": _list_series(place, facts, words),
        "evaluations": [
            _describe_evaluation(each, place, facts, crops, words) for each in reversed(place.evaluations)
        ],
    }


def _describe_where(place: Place, words: Words) -> str:
    parts = [words.text(f"country.{place.row['country']}"), place.row["county"], place.code]
    group = place.row.get("group_2023")
    return " · ".join(str(part) for part in [*parts, group] if part)


def _find_twin(place: Place, facts: Facts, words: Words) -> Row | None:
    """Find the page of the same municipality with material of the other origin."""
    for other in facts.places:
        if other.code == place.code and other.origin != place.origin:
            return {"href": f"../{other.page}", "words": words.text(f"place.twin.{other.origin}")}
    return None


def _describe_change(evaluation: Evaluation) -> Row:
    row = evaluation.row
    why = "first"
    if row["previous_round"] is not None:
        why = "not_comparable" if row["comparability"] == "not_comparable" else "unknown"
    return {"value": row["total_change"], "since": row["previous_round"], "why": why}


def _pick(scores: Sequence[Row], best: Any) -> Row:
    score = best(row["score"] for row in scores)
    return {"score": score, "names": ", ".join(row["area"] for row in scores if row["score"] == score)}


def _list_years(place: Place) -> list[int]:
    years = {row["round"] for rows in place.series.values() for row in rows}
    return sorted(years | {each.round for each in place.evaluations})


def _list_series(place: Place, facts: Facts, words: Words) -> list[Row]:
    """Total and themes by round; a sign marks cells that do not compare fully with the previous one."""
    years = _list_years(place)
    totals: dict[int, Row] = {
        each.round: {
            "value": each.row["total"],
            "average": each.average_total,
            "sign": _sign(each.row["comparability"]) if number else "",
        }
        for number, each in enumerate(place.evaluations)
    }
    averages = {each.round: each.averages for each in place.evaluations}
    empty: Row = {"value": None, "average": None, "sign": ""}
    lines = [{"name": words.text("chart.total"), "cells": [totals.get(year, empty) for year in years]}]
    for theme, row in facts.themes.items():
        found = {each["round"]: each for each in place.series.get(theme, ())}
        if not found:
            continue
        cells = [
            {
                "value": found[year]["score"],
                "average": averages.get(year, {}).get(found[year]["area_no"]),
                "sign": _sign(found[year]["comparability"])
                + ("" if found[year]["source"] == "held" else "†"),
            }
            if year in found
            else empty
            for year in years
        ]
        lines.append({"name": row[name_column(words)], "cells": cells})
    return lines


def name_column(words: Words) -> str:
    """The column of ``themes`` that has the names in this language."""
    return "name" if words.language == "sv" else "name_english"


def _sign(comparability: str | None) -> str:
    return {"similar": "~", "not_comparable": "≠"}.get(comparability or "", "")


def _describe_evaluation(
    evaluation: Evaluation, place: Place, facts: Facts, crops: Crops, words: Words
) -> Row:
    lines = []
    for score in evaluation.scores:
        average = evaluation.averages.get(score["area_no"])
        lines.append(
            score
            | {
                "crop": crops.find(score, ROOT),
                "average": average,
                "against": None if average is None else score["score"] - average,
            }
        )
    return {
        "row": evaluation.row,
        "round": evaluation.round,
        "link": evaluation.link,
        "publisher": evaluation.publisher or words.text("place.owner_unknown"),
        "averages": evaluation.averages,
        "subareas": evaluation.subareas,
        "lines": lines,
        "told": _summarise_evaluation(evaluation, words),
        "notes": list(_list_notes(evaluation, facts, words)),
        "export": {
            "municipality_code": place.code,
            "municipality": place.name,
            "round": evaluation.round,
            "edition": evaluation.edition,
            "origin": place.origin,
        },
    }


def _summarise_evaluation(evaluation: Evaluation, words: Words) -> str:
    row = evaluation.row
    sentences = [words.text("place.edition", edition=evaluation.edition)]
    if row["visit"]:
        sentences.append(words.text("place.visit", visit=words.date(row["visit"])))
    if row["ranked"] > 1:
        key = "place.rank_shared" if row["rank_tied"] else "place.rank"
        sentences.append(words.text(key, rank=row["rank"], ranked=row["ranked"], round=evaluation.round))
    return " ".join(sentences)


def _list_notes(evaluation: Evaluation, facts: Facts, words: Words) -> Iterable[str]:
    if evaluation.population:
        yield words.text("place.population", words=evaluation.population)
    corrections = {row["correction_id"]: row for row in facts.rows["corrections"]}
    for score in evaluation.scores:
        if score["correction"]:
            correction = corrections[score["correction"]]
            yield words.text(
                "place.corrected",
                area=score["area_no"],
                printed=words.number(correction["expected_score"]),
                reason=correction["reason"],
            )


def _describe_held(held: Held, words: Words) -> Row:
    url = held.source_url or ""
    return {
        "round": held.round,
        "reason": explain(held.code, words)
        if held.total is None
        else words.text("reason.told", total=words.number(held.total)),
        "link": url if urlsplit(url).scheme in ("http", "https") else None,
        "kind": "told" if held.code == NOT_FOUND else "report",
    }


def explain(code: str, words: Words) -> str:
    """Explain in plain words why a document is held back."""
    key = f"reason.{code}"
    return words.text(key) if words.has(key) else words.text("reason.other", code=code)
