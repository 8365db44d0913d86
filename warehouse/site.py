"""A release as static pages: an index with coverage and caveats, one for each municipality, the dictionary.

Nothing is loaded from elsewhere and nothing runs in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from jinja2 import Environment, PackageLoader, StrictUndefined
from upath import UPath

from warehouse.dictionary import DESCRIPTION, list_dictionary
from warehouse.exported import read_declared, write_beside
from warehouse.read import read_record
from warehouse.schema import TABLES

Row = dict[str, Any]
GROUPS = (
    ("published", "Published evaluations", "", "Municipalities with published evaluations"),
    (
        "facsimile",
        "Material made for testing",
        "These numbers come from documents made for testing. They are not published results.",
        "Municipalities that occur in material made for testing",
    ),
)


def make_site(release: UPath | Path, target: Path, *, replace: bool = False) -> None:
    """Write the pages of a release to the folder ``target``, whole or not at all.

    Raises ``ExportError`` when it is there and not to be replaced, ``ReleaseError`` when the release cannot
    be read.
    """
    rows = {name: table.to_pylist() for name, table in _pick_tables(read_declared(release)).items()}
    environment = _make_environment(read_record(release))
    with write_beside(target, replace=replace) as folder:
        (folder / "municipalities").mkdir(parents=True)
        style = Path(__file__).parent / "templates" / "style.css"
        (folder / "style.css").write_bytes(style.read_bytes())
        _write(environment, "index.html", folder / "index.html", "", **_describe_release(rows))
        _write(environment, "dictionary.html", folder / "dictionary.html", "", **_describe_tables())
        for code, page in _describe_municipalities(rows).items():
            _write(
                environment, "municipality.html", folder / "municipalities" / f"{code}.html", "../", **page
            )


def _pick_tables(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    return {name: table for name, table in tables.items() if name not in ("evidence", "published_figures")}


def _make_environment(release: Any) -> Environment:
    environment = Environment(
        loader=PackageLoader("warehouse"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["release"] = release
    environment.filters |= {
        "points": lambda value: "" if value is None else f"{value:g}",
        "signed": lambda value: "" if value is None else f"{value:+g}".replace("-", "−"),
        "words": lambda value: value.replace("_", " "),
        "ordinal": lambda value: {1: "First", 2: "Second", 3: "Third"}.get(value, f"{value}th"),
    }
    return environment


def _write(environment: Environment, template: str, path: Path, root: str, **facts: Any) -> None:
    text = environment.get_template(template).render(root=root, **facts)
    path.write_text(text + "\n", encoding="utf-8")


def _describe_release(rows: Mapping[str, list[Row]]) -> Row:
    published = [row for row in rows["evaluations"] if row["origin"] == "published"]
    editions = sorted(row["edition"] for row in rows["editions"])
    before = dict(zip(editions[1:], editions, strict=False))
    return {
        "description": DESCRIPTION,
        "published": {
            "evaluations": len(published),
            "municipalities": len({row["municipality_code"] for row in published}),
            "scores": sum(row["origin"] == "published" for row in rows["area_scores"]),
        },
        "addresses": len(rows["documents"]),
        "groups": [
            {"origin": origin, "title": title, "warning": warning, "caption": caption}
            | {"rows": _list_coverage(rows, origin)}
            for origin, title, warning, caption in GROUPS
        ],
        "held": _count_held(rows["documents"]),
        "crosswalk": [
            row for row in rows["area_crosswalk"] if before[row["edition"]] == row["other_edition"]
        ],
    }


def _list_coverage(rows: Mapping[str, list[Row]], origin: str) -> list[Row]:
    municipalities = {row["municipality_code"]: row for row in rows["municipalities"]}
    coverage: list[Row] = []
    for code, evaluations in _group(rows["evaluations"], "municipality_code").items():
        mine = [row for row in evaluations if row["origin"] == origin]
        if mine:
            coverage.append(
                {
                    "county": municipalities[code]["county"],
                    "municipality": municipalities[code]["municipality"],
                    "page": f"municipalities/{code}.html",
                    "rounds": ", ".join(str(row["round"]) for row in mine),
                    "total": mine[-1]["total"],
                }
            )
    return sorted(coverage, key=lambda row: (row["county"] or "", row["municipality"]))


def _count_held(documents: Iterable[Row]) -> list[Row]:
    counts: dict[tuple[str, str], int] = {}
    for document in documents:
        if document["outcome"] != "accepted":
            for reason in document["reasons"] or ["none given"]:
                key = document["outcome"], reason
                counts[key] = counts.get(key, 0) + 1
    return [
        {"outcome": outcome, "reason": reason, "count": count}
        for (outcome, reason), count in sorted(counts.items())
    ]


def _describe_municipalities(rows: Mapping[str, list[Row]]) -> dict[str, Row]:
    municipalities = {row["municipality_code"]: row for row in rows["municipalities"]}
    corrections = {row["correction_id"]: row for row in rows["corrections"]}
    scores = _group(rows["area_scores"], "document_sha256")
    subareas = _group(rows["subarea_scores"], "document_sha256")
    benchmarks = _group(rows["benchmarks"], "document_sha256")
    pages = {}
    for code, evaluations in _group(rows["evaluations"], "municipality_code").items():
        described = []
        for evaluation in reversed(evaluations):
            document = evaluation["document_sha256"]
            averages = benchmarks.get(document, [])
            if len({(row["population"], row["year"]) for row in averages}) > 1:
                averages = []  # of several kinds; the tables have them all
            described.append(
                evaluation
                | {
                    "scores": scores[document],
                    "subareas": subareas.get(document, []),
                    "averages": {row["area_no"]: row["average"] for row in averages if row["area_no"]},
                    "population": averages[0]["population"] if averages else None,
                    "link": evaluation["source_url"] if _is_web(evaluation["source_url"]) else None,
                }
            )
        pages[code] = {
            "municipality": municipalities[code],
            "evaluations": described,
            "corrections": corrections,
        }
    return pages


def _is_web(url: str) -> bool:
    """Whether an address may be a link: a catalogue can hold any text."""
    return urlsplit(url).scheme in ("http", "https")


def _describe_tables() -> Row:
    return {"tables": list(TABLES.values()), "columns": _group(list_dictionary(), "table")}


def _group(rows: Iterable[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
