"""Sentences on the numbers at headings or in chapters that may make them somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.meaning.terms import understand
from extract.records import Identity
from extract.series.passages import join_words, list_passages
from extract.series.sheet import Sheet

PLACED = re.compile(
    r"\b(?:vid|i|intill|bredvid|under|över|ved|på|for|för|efter|etter) "
    r"(?:varje|hvert|kvart|hver|respektive|alla|de åtta|rubrik\w*|overskrift\w*)|"
    r"\brubrik\w*|\boverskrift\w*|\bintill\b|\bbredvid\b|\bmarginal\w*",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\b(?:siffr\w*|sifre\w*|tal(?:en|et|let|lene|a)?|"
    r"ruta\w*|rutor\w*|ring(?:en|ar|arna)?|cirk\w*|sirk\w*|box\w*|boks\w*|märk\w*|"
    r"fält\w*|felt\w*|po[äe]ng\w*|värde\w*|verdi\w*|nivå\w*)\b",
    re.IGNORECASE,
)
SHAPE = re.compile(
    r"\b(?:ruta|rutan|rutorna|ringen|ringarna|cirkeln|cirklarna|boksen|boksene|siffran|siffrorna|talet|talen|tallet|tallene|tala)\b",
    re.IGNORECASE,
)
CONTRARY = {"mean", "other", "target"}
MOST_UNKNOWN = 2  # words that no term explains


def find_pointers(sheets: Sequence[Sheet], identity: Identity) -> Iterator[str]:
    """The sentences on such numbers that do not plainly make them the municipality's own."""
    for sheet in sheets:
        if sheet.is_contents or sheet.view.turned:
            continue
        for passage in list_passages(sheet):
            for words in passage.sentences():
                text = join_words(words)
                if not (SHAPE.search(text) or (PLACED.search(text) and NUMBER.search(text))):
                    continue
                told = understand(text, identity)
                contrary = told.whose & CONTRARY or told.when & {"earlier", "other"} or told.other
                own = told.named or told.whose & {"own", "got"}
                if contrary or (not own and len(told.unknown) > MOST_UNKNOWN):
                    yield text
