"""Metadata of a release: the Frictionless data package and Croissant JSON-LD.

The tests validate them with ``frictionless`` and ``mlcroissant``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from upath import UPath

from extract.sources.store import open_store
from warehouse.dictionary import DESCRIPTION, TITLE
from warehouse.schema import SCHEMA_VERSION, TABLES, Column, Table

NAME = "kommunkompassen"
AUTHORS = "The Kommunkompassen warehouse contributors"
PUBLISHERS = (
    "Sveriges Kommuner och Regioner (SKR; before 2019 SKL, before 2005 Svenska Kommunförbundet)",
    "KS, Kommunesektorens organisasjon (Norway)",
    "the evaluated municipalities, whose addresses stand in the table documents",
)
LICENCE = (
    "The figures are facts from reports published by SKR (SKL, Svenska Kommunförbundet), KS and the "
    "evaluated municipalities, who hold the rights to the reports and to the words quoted from them: name "
    "the publisher when you use them. The code that made the tables is under the MIT licence."
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
_MISSING = {
    "csv": [""],
    "parquet": ["", "nan", "<NA>", "None"],
}  # the forms in which frictionless sees a missing value of pandas


@dataclass(frozen=True)
class Imprint:
    """Facts about a release that its rows do not contain.

    ``date`` is the ISO date on which its sources were last seen, ``doi`` the identifier under which it is
    registered, such as ``10.5281/zenodo.1``. Both may be unknown.
    """

    date: str | None = None
    doi: str | None = None


NO_IMPRINT = Imprint()


def find_last_seen(tables: Mapping[str, pa.Table]) -> str | None:
    """Find the ISO date on which a document was last pulled from any address; ``None`` if there is none."""
    last = pc.max(tables["document_addresses"].column("last_seen")).as_py()
    return last.isoformat() if last else None


def read_imprint(release: UPath | Path) -> Imprint:
    """Read the imprint of a published release.

    Raises ``OSError`` or ``ValueError`` when it cannot be read.
    """
    package = json.loads((open_store(release) / "datapackage.json").read_text(encoding="utf-8"))
    created = package.get("created")
    return Imprint(created[: len("2026-01-31")] if created else None, package.get("doi"))


def cite_release(release_id: str, imprint: Imprint = NO_IMPRINT) -> str:
    """Write the citation of a release, in one line."""
    year = f" ({imprint.date[:4]})" if imprint.date else ""
    place = f" https://doi.org/{imprint.doi}" if imprint.doi else ""
    return (
        f"{AUTHORS}{year}: {TITLE}, release {release_id}.{place} Figures from reports by SKR, KS and the "
        "evaluated municipalities."
    )


def make_datapackage(
    release_id: str,
    form: str = "parquet",
    tables: Iterable[str] = TABLES,
    imprint: Imprint = NO_IMPRINT,
) -> str:
    """Make the Frictionless data package of a release whose files are ``<table>.<form>``, as JSON."""
    package = {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": NAME,
        "id": release_id,
        "version": release_id,
        "title": TITLE,
        "description": DESCRIPTION,
        "licenses": [{"name": "publishers", "title": LICENCE}],
        "sources": [{"title": publisher} for publisher in PUBLISHERS],
        "contributors": [{"title": AUTHORS, "role": "author"}],
        "citation": cite_release(release_id, imprint),
        **({"created": f"{imprint.date}T00:00:00Z"} if imprint.date else {}),
        **({"doi": imprint.doi} if imprint.doi else {}),
        "schemaVersion": SCHEMA_VERSION,
        "resources": [_describe_resource(TABLES[name], form) for name in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _describe_resource(table: Table, form: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_field(column, form) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": _MISSING[form],
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
        # Frictionless reports a foreign key with a missing part as broken, although it refers to nothing.
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


def _describe_field(column: Column, form: str) -> dict[str, Any]:
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
        # In Table Schema "array" means JSON text, which a list in Parquet is not.
        "type": "any" if form == "parquet" and column.type == "texts" else _TABLE_SCHEMA_TYPES[column.type],
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.swedish:
        field["title_sv"] = column.swedish
    if constraints:
        field["constraints"] = constraints
    return field


_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}  # Croissant's own context; its validator requires all of it


def make_jsonld(release_id: str, files: Mapping[str, str], imprint: Imprint = NO_IMPRINT) -> str:
    """Make the JSON-LD of a release: a schema.org dataset with Croissant record sets.

    ``files`` maps the name of each file, ``<table>.parquet``, to its sha256.
    """
    dataset = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "version": f"{SCHEMA_VERSION}.0.0+{release_id}",
        "identifier": f"https://doi.org/{imprint.doi}" if imprint.doi else release_id,
        "license": LICENCE,
        "citeAs": cite_release(release_id, imprint),
        "creator": {"@type": "sc:Organization", "name": AUTHORS},
        "publisher": [{"@type": "sc:Organization", "name": name} for name in PUBLISHERS],
        **({"datePublished": imprint.date} if imprint.date else {}),
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
                "encodingFormat": "application/x-parquet",
                "sha256": sha256,
            }
            for name, sha256 in files.items()
        ],
        "recordSet": [_describe_records(TABLES[name.removesuffix(".parquet")], name) for name in files],
    }
    return json.dumps(dataset, ensure_ascii=False, indent=1) + "\n"


def _describe_records(table: Table, file: str) -> dict[str, Any]:
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
            }
            for column in table.columns
        ],
    }
