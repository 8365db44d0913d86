"""The declarations that releases were made from, stored in the data directory by their sha256.

They are not stored in the releases: a catalogue may contain credentials, and a release is public.
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
    """Store the text of each declaration under its hash, readable by its owner alone."""
    for name, sha256 in declared.hashes.items():
        path = data / DECLARATIONS / USED / f"{sha256}.csv"
        if not path.exists():
            write_whole(path, declared.texts[name].encode(), private=True)


def recall_declarations(settings: Settings, release: UPath | None, *, given: bool) -> Declarations:
    """Load the declarations that ``release`` was made from.

    A declaration that is not stored is read as the settings name it, and so is the catalogue when it is
    ``given`` on the command line. Raises what ``load_declarations`` raises.
    """
    texts: dict[str, Text] = read_texts(settings)
    inputs = read_record(release).inputs if release is not None else {}
    for name in texts:
        stored = open_store(settings.data) / DECLARATIONS / USED / f"{inputs.get(name)}.csv"
        if stored.exists() and not (given and name == "catalogue"):
            texts[name] = replace(texts[name], text=stored.read_bytes().decode())
    return parse_declarations(texts)
