"""The text of each page of the sample reports, read once for all the processes of a run of the tests."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from extract.page.textpass import PageText, read_page_texts
from extract.sources.archive import hash_file
from tests.once import make_once


def recall_page_texts(factory: pytest.TempPathFactory, path: Path) -> list[PageText]:
    """What ``read_page_texts`` returns for the file. Raises ``UnreadableError`` as it does."""

    def keep(folder: Path) -> None:
        (folder / "texts").write_bytes(pickle.dumps(list(read_page_texts(path))))

    folder = make_once(factory, f"texts-{hash_file(path)}", keep)
    texts: list[PageText] = pickle.loads((folder / "texts").read_bytes())
    return texts
