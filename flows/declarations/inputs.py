"""The declarations that a run uses: catalogue, found addresses, corrections, decisions, published figures.

Each file is read once in a run, and the run works with that text. So a release records exactly what it was
made from, even when a file changes during the run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from upath import UPath

from expectations.published_figures import PublishedFiguresError, parse_published_figures
from extract.records import CatalogueLine
from extract.sources.catalogue import parse_catalogue, project_catalogue
from extract.sources.catalogue_rows import CatalogueError, Problem, read_catalogue_text
from extract.sources.found import NAME as FOUND
from extract.sources.found import Found, add_found, format_found, parse_found
from extract.sources.ledger import Address, PageSighting
from extract.sources.standing import Standing, order_standings
from extract.sources.store import open_store
from extract.version import READER_VERSION
from flows.settings import Settings
from flows.version import describe_code
from transform.corrections import Correction, CorrectionError, parse_corrections, read_project_corrections
from transform.decisions import Decision, DecisionError, parse_decisions, read_project_decisions

if TYPE_CHECKING:
    import pandas as pd

SOURCES = "sources"
DECLARATIONS = "declarations"


@dataclass(frozen=True)
class Text:
    """The text of a declaration, and the name of its file for messages."""

    text: str
    name: str


@dataclass(frozen=True)
class Declarations:
    """All declarations of a run.

    ``catalogue`` includes the found addresses; ``texts`` has each file's text.
    """

    catalogue: list[CatalogueLine]
    corrections: list[Correction]
    decisions: list[Decision]
    published: pd.DataFrame
    texts: Mapping[str, str]

    @property
    def hashes(self) -> dict[str, str]:
        """The sha256 of each declaration's text, by name."""
        return {name: hash_text(text) for name, text in self.texts.items()}


def load_declarations(settings: Settings) -> Declarations:
    """Read and check every declaration.

    Raises ``CatalogueError``, ``CorrectionError``, ``DecisionError`` or ``PublishedFiguresError``; the
    message names the file and the line.
    """
    return parse_declarations(read_texts(settings))


def read_texts(settings: Settings) -> dict[str, Text]:
    """Read the text of every declaration: from the file that the settings name, or the data directory's.

    Without either it is the project's own file. The text of found addresses may be empty.
    """
    catalogue = settings.sources or project_catalogue()
    return {
        "catalogue": Text(read_catalogue_text(catalogue), catalogue.name),
        "found": _read_found(locate_found(settings)),
        "corrections": read_declared(settings, "corrections"),
        "decisions": read_declared(settings, "decisions"),
        "published_figures": _read(
            settings.published, "published_figures.csv", read_project_figures, PublishedFiguresError
        ),
    }


def read_declared(settings: Settings, kind: Literal["decisions", "corrections"]) -> Text:
    """Read the decisions or corrections in force. Raises ``DecisionError`` or ``CorrectionError``."""
    if kind == "decisions":
        return _read(find_decisions(settings), "decisions.csv", read_project_decisions, DecisionError)
    return _read(find_corrections(settings), "corrections.csv", read_project_corrections, CorrectionError)


def parse_declarations(texts: Mapping[str, Text]) -> Declarations:
    """Parse the texts of all declarations. Raises what ``load_declarations`` raises."""
    found = parse_found(texts["found"].text, texts["found"].name)
    lines = parse_catalogue(texts["catalogue"].text, texts["catalogue"].name)
    plain = {name: text.text for name, text in texts.items()}
    return Declarations(
        catalogue=add_found(lines, found),
        corrections=parse_corrections(texts["corrections"].text, texts["corrections"].name),
        decisions=parse_decisions(texts["decisions"].text, texts["decisions"].name),
        published=parse_published_figures(texts["published_figures"].text, texts["published_figures"].name),
        texts={**plain, "found": _drop_times(found)},
    )


def locate_found(settings: Settings) -> UPath:
    """The file to which the harvest writes the addresses that it found."""
    return open_store(settings.data) / SOURCES / FOUND


def find_corrections(settings: Settings) -> Path | UPath | None:
    """The file of corrections in force; ``None`` when it is the project's own."""
    return settings.corrections or _find_own(settings, "corrections.csv")


def find_decisions(settings: Settings) -> Path | UPath | None:
    """The file of decisions in force; ``None`` when it is the project's own."""
    return settings.decisions or _find_own(settings, "decisions.csv")


def read_project_figures() -> str:
    """Read the project's own file of published figures."""
    return resources.files("expectations.data").joinpath("published_figures.csv").read_text(encoding="utf-8")


def describe_inputs(
    declarations: Declarations,
    addresses: Sequence[Address],
    pages: Sequence[PageSighting],
    standings: Sequence[Standing] = (),
) -> dict[str, str]:
    """Describe what a release is made from, by name: sha256 of archive state and declarations, and versions.

    ``archive`` covers which documents came from each address and what its server answered last; ``sightings``
    the days on which they came; ``pages`` every version of every web page; ``standings`` which documents
    were published before. Sightings and standings alone do not make a new release.
    """
    ordered = sorted(addresses, key=lambda address: address.url)
    state = [
        (
            address.url,
            address.listed,
            address.line.origin,
            [(copy.sha256, copy.pulled_from) for copy in address.copies],
            address.status,
            address.serving,
            address.http_status,
            [(reason.code, reason.sentence) for reason in address.reasons],
        )
        for address in ordered
    ]
    days = [
        (address.url, [(copy.sha256, copy.first_seen[:10], copy.last_seen[:10]) for copy in address.copies])
        for address in ordered
    ]
    return {
        "archive": hash_text(repr(state)),
        "sightings": hash_text(repr(days)),
        "pages": hash_text(repr(sorted(pages))),
        "standings": hash_standings(standings),
        "code": describe_code(),
        "readers": READER_VERSION,
        **declarations.hashes,
    }


def is_same(inputs: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Whether two releases have the same inputs.

    The days on which addresses were seen and the documents published before are not compared: a change in
    these alone does not make a new release.
    """
    return _reduce_inputs(inputs) == _reduce_inputs(others)


def hash_text(text: str) -> str:
    """The sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_standings(standings: Sequence[Standing]) -> str:
    """Hash which documents had been published for each evaluation, regardless of when."""
    return hash_text(repr(sorted(order_standings(standings).items())))


def _reduce_inputs(inputs: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in inputs.items() if name not in ("sightings", "standings")}


def _drop_times(found: Sequence[Found]) -> str:
    """The found addresses without the times at which they were seen: no release depends on those."""
    return format_found(
        Found(url=entry.url, found_on=entry.found_on, sha256=entry.sha256, captured=entry.captured)
        for entry in found
    )


def _find_own(settings: Settings, name: str) -> UPath | None:
    path = open_store(settings.data) / DECLARATIONS / name
    return path if path.exists() else None


def _read_found(path: UPath) -> Text:
    try:
        return Text(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        return Text("", str(path))
    except (OSError, UnicodeDecodeError) as fault:
        raise CatalogueError([Problem(str(path), 1, "url", f"the file cannot be read ({fault}).")]) from fault


def _read(path: Path | UPath | None, own: str, read_own: Callable[[], str], error: type[Exception]) -> Text:
    if path is None:
        return Text(read_own(), own)
    try:
        return Text(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as fault:
        raise error(f"The file {path} cannot be read: {fault}.") from fault
