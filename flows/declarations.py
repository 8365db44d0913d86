"""What people declared beside the reports: catalogue, corrections, decisions, published figures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.published_figures import load_published_figures
from extract.catalogue import project_catalogue, read_catalogue
from extract.document import READER_VERSION
from extract.records import CatalogueLine, PullResult
from flows.settings import Settings
from flows.version import describe_code
from transform.corrections import Correction, CorrectionError, parse_corrections, read_project_corrections
from transform.decisions import Decision, DecisionError, parse_decisions, read_project_decisions

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Declarations:
    """Everything declared, as the settings name it; the project's own files where they name none."""

    catalogue: list[CatalogueLine]
    corrections: list[Correction]
    decisions: list[Decision]
    published: pd.DataFrame
    texts: dict[str, str]

    @property
    def hashes(self) -> dict[str, str]:
        """The sha256 of each declaration's text, by name."""
        return {name: hash_text(text) for name, text in self.texts.items()}


def load_declarations(settings: Settings) -> Declarations:
    """Read and check every declaration.

    Raises ``CatalogueError``, ``CorrectionError``, ``DecisionError`` or ``PublishedFiguresError``, each
    naming the file and the line.
    """
    catalogue = settings.sources or project_catalogue()
    lines = read_catalogue(catalogue)
    corrections = _read(settings.corrections, read_project_corrections, CorrectionError)
    decisions = _read(settings.decisions, read_project_decisions, DecisionError)
    published = load_published_figures(settings.published)
    texts = {
        "catalogue": catalogue.read_text(encoding="utf-8-sig"),
        "corrections": corrections,
        "decisions": decisions,
        "published_figures": published.to_csv(index=False),
    }
    return Declarations(
        catalogue=lines,
        corrections=parse_corrections(corrections, _name(settings.corrections, "corrections.csv")),
        decisions=parse_decisions(decisions, _name(settings.decisions, "decisions.csv")),
        published=published,
        texts=texts,
    )


def describe_inputs(declarations: Declarations, pulls: list[PullResult]) -> dict[str, str]:
    """What a release is made from, by name: hashes of the archive's state and the declarations, versions.

    The archive's state is what each address holds and whether it answered, not when it was asked.
    """
    state = sorted(
        (pull.line.url, pull.sha256, pull.pulled_from, pull.status == "unavailable", pull.reasons)
        for pull in pulls
    )
    return {
        "archive": hash_text(repr(state)),
        "code": describe_code(),
        "readers": READER_VERSION,
        **declarations.hashes,
    }


def hash_text(text: str) -> str:
    """The sha256 of a text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _name(path: Path | None, own: str) -> str:
    return str(path) if path else own


def _read(path: Path | None, read_own: Callable[[], str], error: type[Exception]) -> str:
    if path is None:
        return read_own()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise error(f"The file {path} cannot be read: {fault}.") from fault
