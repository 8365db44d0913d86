"""Writing the static site of a release, in Swedish and English.

The pages work when opened from a folder, at any address, and without scripts. Scripts add search, comparison,
downloads of pictures, and the view of a number on its page. Nothing is loaded from other hosts.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import vl_convert
from jinja2 import Environment, PackageLoader, StrictUndefined
from upath import UPath

from extract.progress import Step, mark
from warehouse.exported import read_declared, replace_whole
from warehouse.read import read_record
from warehouse.site.crops import Crops, DrawPart, draw_nothing
from warehouse.site.data import write_evaluations, write_subareas
from warehouse.site.downloads import write_tables, write_workbook
from warehouse.site.drawings import draw_areas, draw_rounds, name_themes
from warehouse.site.facts import FACSIMILE, Facts, Place, Row, gather_facts
from warehouse.site.municipality import describe_place, name_column
from warehouse.site.overviews import (
    describe_about,
    describe_choices,
    describe_dictionary,
    describe_distribution,
    describe_download,
    describe_ranking,
    describe_start,
    describe_themes,
)
from warehouse.site.words import LANGUAGES, Words, load_languages

HERE = Path(__file__).parent
STATIC = HERE / "static"

log = logging.getLogger("kommunkompassen.site")


def make_site(
    release: UPath | Path, target: Path, *, replace: bool = False, draw_part: DrawPart = draw_nothing
) -> None:
    """Write the site of a release to the folder ``target``, whole or not at all.

    ``draw_part`` draws the parts of pages where published numbers stand; without it pages only name them.
    Raises ``ExportError`` when the folder exists and ``replace`` is not set, ``ReleaseError`` when the
    release cannot be read.
    """
    tables = read_declared(release)
    facts = gather_facts(tables, read_record(release))
    with replace_whole(target, replace=replace) as folder:
        folder.mkdir(parents=True)
        write_pages(facts, release, tables, folder, draw_part)


def write_pages(
    facts: Facts, release: UPath | Path, tables: Mapping[str, pa.Table], folder: Path, draw_part: DrawPart
) -> None:
    """Write every file of the site below ``folder``."""
    languages = load_languages()
    _write_assets(folder / "assets", languages)
    files = write_tables(release, tables, folder / "data" / "tables")
    write_workbook(facts, languages["sv"], folder / "data" / "kommunkompassen.xlsx")
    (folder / "data" / "evaluations.js").write_text(write_evaluations(facts), encoding="utf-8")
    writers = {language: _PageWriter(folder, facts, words) for language, words in languages.items()}
    for writer in writers.values():
        writer.write_overviews(files)
    crops = Crops(folder, draw_part)
    with ThreadPoolExecutor(1) as pen:  # Vega draws one picture at a time while pages are written
        drawn = pen.map(lambda place: _draw_place(place, facts), facts.places)
        for place, pictures in zip(facts.places, drawn, strict=True):
            _write_place(place, facts, folder, crops, writers, pictures)
            step = Step("Pages", place.name, total=len(facts.places))
            log.debug("Wrote the pages of %s", place.name, extra=mark(step))
    (folder / "index.html").write_text(
        writers["sv"].environment.get_template("language.html").render(words=languages), encoding="utf-8"
    )


def _draw_place(place: Place, facts: Facts) -> dict[str, str]:
    if place.latest is None:
        return {}
    return {"rounds": draw_rounds(place, facts.themes), "areas": draw_areas(place.latest, place.origin)}


def _write_place(
    place: Place,
    facts: Facts,
    folder: Path,
    crops: Crops,
    writers: Mapping[str, _PageWriter],
    drawn: Mapping[str, str],
) -> None:
    if place.latest is not None:
        for evaluation in place.evaluations:
            crops.prepare(evaluation)
        script = write_subareas(place, crops)
        if script is not None:
            path = folder / "data" / "subareas" / Path(place.page).with_suffix(".js").name
            path.parent.mkdir(exist_ok=True)
            path.write_text(script, encoding="utf-8")
    for writer in writers.values():
        names = name_themes(facts.themes, name_column(writer.words))
        writer.write(
            "municipality.html",
            place.page,
            facsimile=place.origin == FACSIMILE and place.latest is not None,
            **describe_place(place, facts, crops, writer.words, drawn, names),
        )


def _write_assets(folder: Path, languages: Mapping[str, Words]) -> None:
    folder.mkdir(parents=True)
    for path in sorted(STATIC.iterdir()):
        if path.suffix in (".css", ".js"):
            (folder / path.name).write_bytes(path.read_bytes())
    everything: Any = None  # with a snippet, the bundle would have only what the snippet uses
    (folder / "vega.js").write_text(vl_convert.javascript_bundle(everything), encoding="utf-8")
    (folder / "LICENCES.txt").write_text(_list_licences(), encoding="utf-8")
    for language, words in languages.items():
        said = json.dumps(words.pick("js."), ensure_ascii=False)
        (folder / f"words-{language}.js").write_text(
            f"window.kk=window.kk||{{}};kk.language={json.dumps(language)};kk.words={said};\n",
            encoding="utf-8",
        )


def _list_licences() -> str:
    text = (STATIC / "LICENCES.txt").read_text(encoding="utf-8")
    versions = f"Vega {vl_convert.get_vega_version()}, Vega-Lite {vl_convert.get_vegalite_versions()[-1]}, "
    return text.replace("{vega}", versions + f"Vega-Embed {vl_convert.get_vega_embed_version()}")


class _PageWriter:
    """Writes the pages of one language."""

    def __init__(self, folder: Path, facts: Facts, words: Words) -> None:
        self.folder = folder / words.language
        self.facts = facts
        self.words = words
        self.environment = _make_environment(words)
        (self.folder / "municipalities").mkdir(parents=True)

    def write_overviews(self, files: Mapping[str, list[Path]]) -> None:
        """Write the pages about many municipalities."""
        facts, words = self.facts, self.words
        choices = describe_choices(facts)
        shown: dict[str, Row] = {
            "index": describe_start(facts, words),
            "compare": describe_themes(facts, words),
            "rankings": choices | describe_ranking(facts, words),
            "distribution": choices | describe_distribution(facts, words),
            "download": describe_download(facts, files, words),
            "about": describe_about(facts, words),
            "dictionary": describe_dictionary(),
        }
        for name, told in shown.items():
            template = "start.html" if name == "index" else f"{name}.html"
            self.write(template, f"{name}.html", facsimile=facts.origin == FACSIMILE, **told)

    def write(self, template: str, page: str, **facts: object) -> None:
        """Write one page; ``page`` is its path below the language's folder."""
        depth = page.count("/")
        text = self.environment.get_template(template).render(
            language=self.words.language,
            other=next(each for each in LANGUAGES if each != self.words.language),
            root="../" * (depth + 1),
            here="../" * depth,
            page=page,
            release=self.facts.record,
            **facts,
        )
        (self.folder / page).write_text(text + "\n", encoding="utf-8")


def _make_environment(words: Words) -> Environment:
    environment = Environment(
        loader=PackageLoader("warehouse.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": words.say, "n": words.count}
    environment.filters |= {"number": words.number, "signed": words.signed}
    return environment
