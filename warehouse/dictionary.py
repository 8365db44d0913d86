"""What describes the tables, made from the schema: data package, JSON-LD and the dictionary."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from warehouse.schema import SCHEMA_VERSION, TABLES, Column, Table

NAME = "kommunkompassen"
TITLE = "Kommunkompassen: published evaluations of municipalities"
DESCRIPTION = (
    "Scores of Swedish and Norwegian municipalities from every published Kommunkompassen (Kommunekompasset) "
    "evaluation report, each proved and with the place on the page where it is printed. Rows whose origin is "
    "facsimile come from material made for testing and are no published results."
)
LICENCE = {"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}
CSV_COLUMNS = (
    "table",
    "column",
    "type",
    "key",
    "nullable",
    "unit",
    "swedish",
    "description",
    "allowed",
    "range",
)

_TABLE_SCHEMA_TYPES = {
    "text": "string",
    "texts": "array",
    "int16": "integer",
    "int32": "integer",
    "float64": "number",
    "boolean": "boolean",
    "date": "date",
}
_CROISSANT_TYPES = {
    "text": "sc:Text",
    "texts": "sc:Text",
    "int16": "sc:Integer",
    "int32": "sc:Integer",
    "float64": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
_MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_WORDS = {
    "text": "text",
    "texts": "list of texts",
    "int16": "whole number",
    "int32": "whole number",
    "float64": "number",
    "boolean": "true or false",
    "date": "date",
}


def make_datapackage(release_id: str, form: str = "parquet", tables: Iterable[str] = TABLES) -> str:
    """The Frictionless data package of a release whose files are ``<table>.<form>``, as JSON."""
    package = {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": NAME,
        "id": release_id,
        "version": release_id,
        "title": TITLE,
        "description": DESCRIPTION,
        "licenses": [LICENCE],
        "schemaVersion": SCHEMA_VERSION,
        "resources": [_describe_resource(TABLES[name], form) for name in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _describe_resource(table: Table, form: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = [
        {
            "fields": list(each.columns),
            "reference": {
                "resource": "" if each.table == table.name else each.table,
                "fields": list(each.to),
            },
        }
        for each in table.references
        # A key that is empty in one of its columns refers to nothing, but frictionless calls it broken.
        if len(each.columns) == 1 or not any(table[column].nullable for column in each.columns)
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": f"{table.name}.{form}",
        "title": table.title,
        "description": table.description,
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        **({"encoding": "utf-8", "profile": "tabular-data-resource"} if form == "csv" else {}),
        "schema": schema,
    }


def _describe_field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable and column.type != "texts":
        constraints["required"] = True
    if column.allowed is not None:
        constraints["enum"] = list(column.allowed)
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.pattern is not None:
        constraints["pattern"] = column.pattern
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TABLE_SCHEMA_TYPES[column.type],
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.swedish:
        field["title_sv"] = column.swedish
    if constraints:
        field["constraints"] = constraints
    return field


def make_jsonld(release_id: str, files: Mapping[str, str]) -> str:
    """The release as a schema.org dataset with Croissant's record sets, as JSON-LD.

    ``files`` holds the sha256 of each ``<table>.parquet``.
    """
    dataset = {
        "@context": {
            "@language": "en",
            "@vocab": "https://schema.org/",
            "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/",
            "conformsTo": "dct:conformsTo",
            "recordSet": "cr:recordSet",
            "field": "cr:field",
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
            "source": "cr:source",
            "fileObject": "cr:fileObject",
            "extract": "cr:extract",
            "column": "cr:column",
            "key": "cr:key",
            "references": "cr:references",
            "repeated": "cr:repeated",
        },
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "version": release_id,
        "identifier": release_id,
        "license": LICENCE["path"],
        "inLanguage": ["en", "sv"],
        "keywords": ["Kommunkompassen", "Kommunekompasset", "municipality", "Sweden", "Norway"],
        "spatialCoverage": ["Sweden", "Norway"],
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": name,
                "name": name,
                "description": TABLES[name.removesuffix(".parquet")].description,
                "contentUrl": name,
                "encodingFormat": _MEDIA_TYPES["parquet"],
                "sha256": sha256,
            }
            for name, sha256 in files.items()
        ],
        "recordSet": [_describe_records(TABLES[name.removesuffix(".parquet")], name) for name in files],
    }
    return json.dumps(dataset, ensure_ascii=False, indent=1) + "\n"


def _describe_records(table: Table, file: str) -> dict[str, Any]:
    references = {
        each.columns[0]: {"field": {"@id": f"{each.table}/{each.to[0]}"}}
        for each in table.references
        if len(each.columns) == 1
    }
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table.name}/{column.name}",
                "name": column.name,
                "description": column.description,
                "dataType": _CROISSANT_TYPES[column.type],
                **({"repeated": True} if column.type == "texts" else {}),
                "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
                **({"references": references[column.name]} if column.name in references else {}),
            }
            for column in table.columns
        ],
    }


def list_dictionary() -> list[dict[str, str]]:
    """One row for each column of each table, with the columns of ``CSV_COLUMNS``."""
    return [_describe_column(table, column) for table in TABLES.values() for column in table.columns]


def _describe_column(table: Table, column: Column) -> dict[str, str]:
    return {
        "table": table.name,
        "column": column.name,
        "type": _WORDS[column.type],
        "key": "yes" if column.name in table.key else "",
        "nullable": "yes" if column.nullable else "",
        "unit": column.unit or "",
        "swedish": column.swedish or "",
        "description": column.description,
        "allowed": "; ".join(_describe_allowed(column)),
        "range": _describe_range(column),
    }


def _describe_allowed(column: Column) -> list[str]:
    return [
        f"{value} ({column.meanings[str(value)]})" if str(value) in column.meanings else str(value)
        for value in column.allowed or ()
    ]


def _describe_range(column: Column) -> str:
    lowest = f"from {column.minimum:g}" if column.minimum is not None else ""
    highest = f"to {column.maximum:g}" if column.maximum is not None else ""
    step = f"in steps of {column.multiple_of:g}" if column.multiple_of is not None else ""
    return " ".join(part for part in (lowest, highest, step) if part)


def make_dictionary_csv() -> str:
    """The dictionary as CSV."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(list_dictionary())
    return text.getvalue()


def make_dictionary_md() -> str:
    """The dictionary as Markdown."""
    lines = ["# Dictionary", "", DESCRIPTION, "", f"Schema version {SCHEMA_VERSION}. Codes are text.", ""]
    lines += [f"- [{table.name}](#{table.name}): {table.title}" for table in TABLES.values()]
    for table in TABLES.values():
        lines += ["", f"## {table.name}", "", table.description, "", f"Key: {_list_code(table.key)}.", ""]
        lines += [
            f"- {_list_code(each.columns)} → {_list_code(each.to)} of [{each.table}](#{each.table})"
            for each in table.references
        ]
        lines += ["", "| column | type | meaning | Swedish |", "|---|---|---|---|"]
        lines += [_write_row(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _list_code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _write_row(column: Column) -> str:
    kind = _WORDS[column.type] + (f", {column.unit}" if column.unit else "")
    kind += ", may be empty" if column.nullable else ""
    meaning = [column.description]
    if column.meanings:
        meaning += [f"`{value}`: {column.meanings[str(value)]}." for value in column.allowed or ()]
    elif column.allowed:
        meaning.append("One of " + ", ".join(f"`{value}`" for value in column.allowed) + ".")
    if _describe_range(column):
        meaning.append(_describe_range(column).capitalize() + ".")
    text = "<br>".join(meaning).replace("|", "\\|")
    return f"| `{column.name}` | {kind} | {text} | {column.swedish or ''} |"
