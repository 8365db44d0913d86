"""The first two sheets of the Excel workbook, in Swedish: an introduction, and a row for each evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from warehouse.metadata import Imprint
from warehouse.read import ReleaseRecord

READ_ME = "Läs mig"
EVALUATIONS = "Utvärderingar"

Rows = list[tuple[Any, ...]]


def write_read_me(record: ReleaseRecord, tables: Mapping[str, pa.Table], imprint: Imprint) -> Rows:
    """Write the rows of the introduction: a heading, which may be empty, and a text."""
    evaluations = tables["evaluations"]
    municipalities = len(set(evaluations.column("municipality_code").to_pylist()))
    rounds = evaluations.column("round").to_pylist()
    years = f", åren {min(rounds)}–{max(rounds)}" if rounds else ""
    origins = evaluations.column("origin").to_pylist()
    made = origins.count("facsimile")
    rows = [
        ("Vad är det här?", "Poäng ur publicerade rapporter från Kommunkompassen (Norge: Kommunekompasset)."),
        ("", f"{evaluations.num_rows} utvärderingar av {municipalities} kommuner{years}."),
        ("Utgåva", record.id),
        ("Källorna sågs senast", imprint.date or "ej känt"),
        ("Så läser du", f"Fliken {EVALUATIONS} har en rad per utvärdering: totalpoäng och de åtta områdena."),
        ("", "Områdena står under sitt tema, så att samma ämne står i samma kolumn i alla versioner."),
        ("", "Varje version har åtta områden. Temat Resultat saknas 2002, temat Samspel efter 2002."),
        ("", "Fliken area_scores har en rad per område, med förändring, bevis och plats i rapporten."),
        ("", "Fliken dictionary förklarar varje kolumn. Tomt betyder att uppgiften saknas, aldrig noll."),
        (
            "Att tänka på",
            "Versionerna 2002, 2010, 2016 och 2020 ställer olika frågor: jämför varsamt.",
        ),
        (
            "",
            "Fliken area_crosswalk säger vad som kan jämföras. Annars är förändringen tom.",
        ),
        ("", "Placering och medelvärden gäller de utvärderingar som finns här, inte alla som har gjorts."),
        ("", "En poäng med bevis ”single” står på ett enda ställe i rapporten."),
        (
            "Källa",
            "SKR (tidigare SKL), KS i Norge och kommunerna. Ange dem och utgåvan.",
        ),
    ]
    if made:
        warning = f"{made} av utvärderingarna är testmaterial (facsimile), inga publicerade resultat."
        rows.insert(2, ("OBS!", warning))
    return rows


def name_columns(tables: Mapping[str, pa.Table]) -> list[str]:
    """The headings of the sheet of evaluations."""
    fixed = ["Kommunkod", "Kommun", "Län", "År", "Version", "Totalpoäng", "Placering", "Av", "Förändring"]
    return [*fixed, *_name_themes(tables).values(), "Testmaterial", "Rapport"]


def list_evaluations(tables: Mapping[str, pa.Table]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each evaluation, newest first, with the points of each area in its theme's column."""
    counties = {row["municipality_code"]: row["county"] for row in tables["municipalities"].to_pylist()}
    scores = {
        (row["municipality_code"], row["round"], row["theme"]): row["score"]
        for row in tables["area_scores"].to_pylist()
    }
    themes = _name_themes(tables)
    rows = tables["evaluations"].to_pylist()
    for row in sorted(rows, key=lambda each: (-each["round"], each["municipality"])):
        key = row["municipality_code"], row["round"]
        yield (
            row["municipality_code"],
            row["municipality"],
            counties.get(row["municipality_code"]),
            row["round"],
            row["edition"],
            row["total"],
            row["rank"],
            row["ranked"],
            row["total_change"],
            *(scores.get((*key, theme)) for theme in themes),
            "ja" if row["origin"] == "facsimile" else "nej",
            row["source_url"],
        )


def _name_themes(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """The Swedish names of the themes, in the order of their numbers."""
    rows = sorted(tables["themes"].to_pylist(), key=lambda row: row["theme_no"])
    return {row["theme"]: row["name"] for row in rows}
