"""The project's file of scores that municipalities published themselves, each with its source."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from extract.instrument import AREA_NUMBERS, EDITIONS, MAX_SCORE, MAX_TOTAL
from extract.municipalities import MUNICIPALITIES

if TYPE_CHECKING:
    import pandas as pd

COLUMN_TYPES = {
    "figure_no": "Int16",
    "municipality_code": "str",
    "round": "Int16",
    "edition": "Int16",
    "area_no": "Int16",
    "area_printed": "str",
    "score": "float64",
    "change": "float64",
    "source_url": "str",
    "quote": "str",
}
MOST_INT16 = 32_767
LONGEST_NUMBER = 12  # characters
SHOWN = 40  # characters of a wrong value in a message


class PublishedFiguresError(Exception):
    """The file of published figures is malformed; the message names file, line and column."""


def parse_published_figures(text: str, name: str) -> pd.DataFrame:
    """Parse the figures in a CSV file. Raises ``PublishedFiguresError``."""
    import pandas as pd

    try:
        texts = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise PublishedFiguresError(f"{name} is not readable as CSV: {error}.") from error
    if list(texts.columns) != list(COLUMN_TYPES):
        raise PublishedFiguresError(f"{name}, line 1: the columns must be {', '.join(COLUMN_TYPES)}.")
    figures = pd.DataFrame(
        {column: _parse_column(texts[column], kind, name) for column, kind in COLUMN_TYPES.items()}
    )
    _check(figures, name)
    return figures


def _parse_column(texts: Any, kind: str, name: str) -> Any:
    if kind == "str":
        return texts.where(texts != "")
    import pandas as pd

    too_long = texts.str.len() > LONGEST_NUMBER
    numbers = pd.to_numeric(texts.where((texts != "") & ~too_long), errors="coerce")
    wrong = numbers.isna() & (texts != "")
    if kind == "Int16":
        wrong |= numbers.notna() & ((numbers % 1 != 0) | (numbers.abs() > MOST_INT16))
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise PublishedFiguresError(
            f"{name}, line {row + 2}: column {texts.name} is not a number: {texts[row][:SHOWN]}."
        )
    return numbers.astype(kind)


def _check(figures: pd.DataFrame, name: str) -> None:
    highest = figures["area_no"].isna().map({True: MAX_TOTAL, False: MAX_SCORE})
    faults = {
        "figure_no": figures["figure_no"].isna() | figures["figure_no"].duplicated(),
        "municipality_code": ~figures["municipality_code"].isin(list(MUNICIPALITIES)),
        "edition": figures["edition"].notna() & ~figures["edition"].isin(list(EDITIONS)),
        "area_no": figures["area_no"].notna() & ~figures["area_no"].isin(list(AREA_NUMBERS)),
        "score": ~figures["score"].between(0, highest),
        "source_url": figures["source_url"].isna(),
    }
    for column, wrong in faults.items():
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            raise PublishedFiguresError(
                f"{name}, line {row + 2}: column {column} has no usable value: {figures[column][row]}."
            )
