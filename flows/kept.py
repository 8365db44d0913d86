"""The catalogue and the declarations that releases were made from, kept in the data directory by their hash.

They stay beside the warehouse and not in it: a catalogue may hold credentials, a release is for everyone.
"""

from __future__ import annotations

from pathlib import Path

from upath import UPath

from extract.store import open_store, write_whole
from flows.declarations import Declarations
from flows.settings import Settings
from warehouse.read import read_record

DECLARATIONS = "declarations"
SETTING_OF = {
    "catalogue": "sources",
    "corrections": "corrections",
    "decisions": "decisions",
    "published_figures": "published",
}


def keep_declarations(data: UPath, declared: Declarations) -> None:
    """Keep the text of each declaration under its hash, if it is not kept already."""
    for name, sha256 in declared.hashes.items():
        path = data / DECLARATIONS / f"{sha256}.csv"
        if not path.exists():
            write_whole(path, declared.texts[name].encode())


def recall_declarations(settings: Settings, release: UPath, folder: UPath, *, given: bool) -> Settings:
    """The settings with the declarations that ``release`` was made from, copied below the local ``folder``.

    One that is not kept any more stays as the settings name it, and so does the catalogue when it is
    ``given``.
    """
    inputs = read_record(release).inputs
    recalled: dict[str, Path] = {}
    for name, setting in SETTING_OF.items():
        kept = open_store(settings.data) / DECLARATIONS / f"{inputs.get(name)}.csv"
        if kept.exists() and not (given and name == "catalogue"):
            copy = folder / DECLARATIONS / f"{name}.csv"
            write_whole(copy, kept.read_bytes())
            recalled[setting] = Path(str(copy))
    return settings.model_copy(update=recalled)
