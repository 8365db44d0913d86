"""The server of the sample reports keeps its addresses from run to run."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.sample_server import USUAL_PORT, recall_port, serve_folder, write_catalogue


def test_addresses_stay_the_same_where_the_usual_port_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    catalogue = tmp_path / "data" / "catalogue.csv"
    with serve_folder(tmp_path, port=0) as taken:
        port = urlsplit(taken).port
        assert port is not None
        with serve_folder(tmp_path, port) as first:
            assert first != taken
            write_catalogue(tmp_path, first, catalogue)
        with serve_folder(tmp_path, recall_port(catalogue)) as again:
            assert again == first


@pytest.mark.parametrize(
    "content", [None, "", "url\n", "address\nhttp://127.0.0.1:9/a.pdf\n", "url\nhttp://a:x/\n"]
)
def test_without_a_catalogue_the_port_is_the_usual_one(content: str | None, tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.csv"
    if content is not None:
        catalogue.write_text(content, encoding="utf-8")
    assert recall_port(catalogue) == USUAL_PORT
