"""The pages of a validation show every value as it is: markup in a text of a table stays text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup

from expectations import suites
from expectations.docs import build_data_docs, write_page
from expectations.engine import Engine, run_batches
from expectations.validate import Validation, merge_failures
from tests.fixtures_release import build_sample

MARKUP = (
    '</td></script><script>kk()</script><img src=x onerror="kk()"><a href="javascript:kk()">k</a>'
    "<kk-tag>{{7*7}}$v__0 ${kk} %s &lt;kk-tag&gt;"
)
TABLES = ("documents", "evidence", "decisions")


def test_markup_in_any_free_text_stays_text(tmp_path: Path) -> None:
    tables = build_sample()
    for name in TABLES:
        frame = tables[name]
        for column in frame.columns:
            if isinstance(frame[column].dtype, pd.StringDtype):
                frame[column] = frame[column].fillna("") + MARKUP
            elif isinstance(frame[column].dtype, pd.ArrowDtype) and "list" in str(frame[column].dtype):
                frame[column] = pd.Series([[MARKUP]] * len(frame), dtype=frame[column].dtype)
    engine = Engine()
    batches = [batch for batch in suites.list_table_batches(tables) if batch.table in TABLES]
    broken = run_batches(batches, engine)
    assert len(broken) > 5
    build_data_docs(engine, tmp_path)
    validation = Validation(tuple(merge_failures(broken)))
    pages = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")}
    shown = 0
    for name, page in {**pages, "index": write_page(validation)}.items():
        soup = BeautifulSoup(page, "html.parser")
        assert "Content-Security-Policy" in page, name
        assert not soup.find("kk-tag"), name
        assert not [tag for tag in soup.find_all(True) if "kk()" in str(tag.attrs)], name
        assert not [tag for tag in soup.find_all("script") if "kk()" in tag.get_text()], name
        shown += soup.get_text().count("<kk-tag>")
    assert shown > 5, "the values are to be seen"
