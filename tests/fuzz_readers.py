"""Pages that no program would write, for the readers: they may find nothing, but must not fail.

A page is a table of the areas, drawn by chance, and then spoilt: places far off the page, upside down, not
numbers at all, numbers of thousands of digits, words of nothing. ``make fuzz`` runs it for as long as one
likes::

    python -m tests.fuzz_readers SECONDS
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from extract.page.words import PageWords, Shape, Word
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Box, Identity
from extract.verdict.chapters import find_denied_chapters
from extract.verdict.contradictions import find_near_copy

AREAS = (
    "Offentlighet och demokrati",
    "Tillgänglighet och brukarorientering",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare – personalpolitik",
    "Verksamhetsutveckling",
    "Kommunen som samhällsbyggare",
)
HEADINGS = (
    "Område",
    "Poäng",
    "Maxpoäng",
    "Genomsnitt",
    "2010",
    "Förändring",
    "Totalt",
    "Summa",
    "av 100",
    "%",
)
ODD_TEXTS = (
    "",
    " ",
    "…",
    "9" * 5000,
    "-",
    "½",
    "1,",
    ",5",
    "0x1",
    "١٢",
    "²",
    "\u0000",
    "\ud800",
    "(((",
    "12/",
    "−",
)
ODD_PLACES = (float("nan"), float("inf"), float("-inf"), 1e308, -1e9, 0.0, 1e-320, 14_400.0)

texts = st.one_of(
    st.integers(0, 120).map(str),
    st.sampled_from(HEADINGS),
    st.sampled_from(ODD_TEXTS),
    st.text(max_size=12),
    st.floats(0, 100).map(lambda value: f"{value:.1f}".replace(".", ",")),
)


@st.composite
def pages(draw: st.DrawFn) -> PageWords:
    """A page with a table, spoilt."""
    words: list[Word] = []
    columns = draw(st.lists(st.floats(200, 560), min_size=1, max_size=4, unique=True))
    step, top = draw(st.floats(1, 60)), draw(st.floats(0, 300))
    rows = [draw(st.sampled_from(HEADINGS)), *draw(st.permutations(AREAS)), draw(st.sampled_from(HEADINGS))]
    for row, label in enumerate(rows):
        y, x = top + row * step, 50.0
        for part in label.split():
            words.append(_place(part, x, y, x + 5 * len(part), y + 10))
            x += 5 * len(part) + 4
        for column in columns:
            words.append(_place(draw(texts), column, y, column + 15, y + 10))
    for _ in range(draw(st.integers(0, 12))):
        words.append(_place(draw(texts), *draw(st.tuples(*[st.floats(-50, 900)] * 4))))
    for _ in range(draw(st.integers(0, 4))):
        spot = draw(st.integers(0, len(words) - 1))
        places = [words[spot].x0, words[spot].top, words[spot].x1, words[spot].bottom]
        places[draw(st.integers(0, 3))] = draw(st.sampled_from(ODD_PLACES))
        words[spot] = _place(draw(texts), *places)
    shapes = tuple(
        Shape(Box(*draw(st.tuples(*[st.floats(-50, 900)] * 4))), draw(st.sampled_from(("", "1 0 0", "blue"))))
        for _ in range(draw(st.integers(0, 10)))
    )
    sizes = st.sampled_from((595.0, 842.0, 0.0, 1e-9, 1e9))
    return PageWords(
        draw(st.integers(1, 5)),
        draw(sizes),
        draw(sizes),
        tuple(words),
        turned=draw(st.booleans()),
        from_image=draw(st.booleans()),
        shapes=shapes,
    )


identities = st.builds(
    Identity,
    country=st.sampled_from(("SE", "NO", None)),
    municipality_code=st.sampled_from(("0180", None)),
    municipality=st.sampled_from(("Stockholm", None)),
    round=st.sampled_from((2002, 2010, 2014, 2021, None)),
    edition=st.sampled_from((2002, 2010, 2016, 2020, None)),
)


def _place(text: str, x0: float, top: float, x1: float, bottom: float) -> Word:
    return Word(text, x0, top, x1, bottom, Box(x0, top, x1, bottom))


def read_and_prove(views: list[PageWords], identity: Identity) -> None:
    """What is done with the words of a document's pages."""
    readings = read_pages(views, identity)
    verdict = prove(readings, identity)
    if verdict.scores:
        find_near_copy(views, verdict.scores)
    find_denied_chapters(views, readings, verdict, identity)


def main(seconds: float) -> int:
    """Try for so many seconds; print a table of failures by kind and place; 1 if there was any."""
    kinds: Counter[str] = Counter()
    tried, end = 0, time.monotonic() + seconds

    @settings(
        max_examples=10_000_000,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(pages(), min_size=1, max_size=2), identities)
    def run(views: list[PageWords], identity: Identity) -> None:
        nonlocal tried
        if time.monotonic() > end:
            raise KeyboardInterrupt
        tried += 1
        try:
            read_and_prove(views, identity)
        except Exception as error:  # noqa: BLE001 - each is counted
            place = error.__traceback__
            while place and place.tb_next:
                place = place.tb_next
            where = (
                f"{place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}" if place else ""
            )
            kinds[f"{type(error).__name__} {where} {str(error)[:60]}"] += 1

    with contextlib.suppress(KeyboardInterrupt):
        run()
    print(f"{tried} pages tried, {sum(kinds.values())} failures of {len(kinds)} kinds")
    for kind, count in kinds.most_common():
        print(f"{count:6}  {kind}")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
