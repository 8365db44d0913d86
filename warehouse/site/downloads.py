"""The site's downloads: each table as Parquet, the smaller ones also as CSV, and a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
from upath import UPath

from extract.instrument import AREA_NUMBERS
from extract.sources.store import open_store
from warehouse.schema import TABLES
from warehouse.site.facts import Facts
from warehouse.site.words import Words

MOST_CSV_ROWS = 10_000  # a larger table is offered as Parquet only


def write_tables(
    release: UPath | Path, tables: Mapping[str, pa.Table], folder: Path
) -> dict[str, list[Path]]:
    """Write the tables' files to ``folder``; returns them by table, CSV first."""
    folder.mkdir(parents=True)
    files: dict[str, list[Path]] = {}
    for name in TABLES:
        parquet = folder / f"{name}.parquet"
        parquet.write_bytes((open_store(release) / parquet.name).read_bytes())
        files[name] = [parquet]
        if tables[name].num_rows <= MOST_CSV_ROWS:
            csv = folder / f"{name}.csv"
            pa_csv.write_csv(_flatten(tables[name]), csv, pa_csv.WriteOptions(quoting_style="needed"))
            files[name].insert(0, csv)
    return files


def _flatten(table: pa.Table) -> pa.Table:
    """The table with each list joined to one text."""
    for number, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            texts = [None if value is None else "; ".join(value) for value in table[field.name].to_pylist()]
            table = table.set_column(number, field.name, pa.array(texts, pa.string()))
    return table


def write_workbook(facts: Facts, words: Words, path: Path) -> None:
    """Write a workbook with three sheets: an introduction, the evaluations, and the areas of each edition.

    The column ``origin`` marks rows of test material.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties(
            {"title": words.text("site.name"), "created": datetime(2002, 1, 1, tzinfo=UTC)}
        )
        bold = workbook.add_format({"bold": True, "bottom": 1})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        front = workbook.add_worksheet(words.text("workbook.front"))
        front.set_column(0, 0, 110, wrapped)
        front.write(0, 0, words.text("site.name"), bold)
        keys = ("release", "rows", "editions", "test", "more")
        for number, key in enumerate(keys, start=2):
            front.write(number, 0, words.text(f"workbook.{key}", release=facts.record.id))
        _fill(workbook, words.text("workbook.evaluations"), _list_evaluations(facts), bold)
        areas: list[list[Any]] = [["edition", "area_no", "area", "theme"]]
        themes = {(row["edition"], row["area_no"]): row["name"] for row in facts.rows["themes"]}
        for row in facts.rows["areas"]:
            edition, no = row["edition"], row["area_no"]
            areas.append([edition, no, row["area"], themes.get((edition, no))])
        _fill(workbook, words.text("workbook.areas"), areas, bold)


def _list_evaluations(facts: Facts) -> list[list[Any]]:
    first = ["municipality_code", "municipality", "county", "round", "edition", "total"]
    last = ["total_change", "previous_round", "source_url", "origin"]
    rows: list[list[Any]] = [[*first, *(f"area_{no}" for no in AREA_NUMBERS), *last]]
    for place in facts.places:
        for each in place.evaluations:
            row = each.row
            rows.append(
                [place.code, place.name, place.row["county"], each.round, each.edition, row["total"]]
                + [score["score"] for score in each.scores]
                + [row["total_change"], row["previous_round"], row["source_url"], place.origin]
            )
    return rows


def _fill(workbook: Any, name: str, rows: list[list[Any]], bold: Any) -> None:
    sheet = workbook.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row, bold if number == 0 else None)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    sheet.autofit()
