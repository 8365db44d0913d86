"""The declarations that releases were made from, kept in the data directory by their hash.

They stay beside the warehouse and not in it: a catalogue may hold credentials, a release is for everyone.
"""

from __future__ import annotations

from dataclasses import replace

from upath import UPath

from extract.sources.store import open_store, write_whole
from flows.declarations.inputs import DECLARATIONS, Declarations, Text, parse_declarations, read_texts
from flows.settings import Settings
from warehouse.read import read_record

USED = "used"


def keep_declarations(data: UPath, declared: Declarations) -> None:
    """Keep the text of each declaration under its hash, if it is not kept already; for its owner to read."""
    for name, sha256 in declared.hashes.items():
        path = data / DECLARATIONS / USED / f"{sha256}.csv"
        if not path.exists():
            write_whole(path, declared.texts[name].encode(), private=True)


def recall_declarations(settings: Settings, release: UPath | None, *, given: bool) -> Declarations:
    """The declarations that ``release`` was made from.

    One that is not kept any more is taken as the settings name it, and so is the catalogue when it is
    ``given``. Raises what ``load_declarations`` raises.
    """
    texts: dict[str, Text] = read_texts(settings)
    inputs = read_record(release).inputs if release is not None else {}
    for name in texts:
        kept = open_store(settings.data) / DECLARATIONS / USED / f"{inputs.get(name)}.csv"
        if kept.exists() and not (given and name == "catalogue"):
            texts[name] = replace(texts[name], text=kept.read_bytes().decode())
    return parse_declarations(texts)
