"""Read points that paragraphs tell, each of which begins with an area's name, among earlier points and means.

The words say of most numbers whose and of when they are. Where a paragraph leaves several open, the own total
may choose, as in ``from 50 points to 61``: one choice only may add up to it, out of so few that this is no
coincidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from extract.claims.before import turns_to_another
from extract.claims.owner import AREA_NAMES, Attribution, Claim
from extract.claims.spoken import find_names, list_texts_before
from extract.claims.told_numbers import list_undenied
from extract.instrument import AREA_NUMBERS, list_labels, squeeze_text
from extract.numbers import Number
from extract.page.words import Word
from extract.records import Identity, ReadingKind
from extract.series.passages import ENDS, PROSE_WORDS, Passage, join_words, list_passages, place_in_text
from extract.series.records import Block, Pair, Series
from extract.series.sheet import Cell, Sheet

WORDS_BEFORE = 3  # words before the name with which a paragraph begins, such as *3. Inom området*
MOST_CHOICES = 4  # of one open number for each area; each may meet the total by chance once in some 200 times
BEGINNING = 3  # letters of the first word of a name; none is shorter
LONGEST_BEGINNING = 14  # words of a beginning with the area's name
Told = tuple[Sheet, tuple[Word, ...]]  # a sentence and its page
Placed = tuple[Sheet, Number]


@dataclass
class Paragraph:
    """A text that begins with an area's name, its sentences after the name, and the prose that follows it."""

    area_no: int
    own: list[Told]
    following: list[Told] = field(default_factory=list)


def find_in_paragraphs(
    sheets: Sequence[Sheet], identity: Identity, total: float
) -> list[tuple[Series, Attribution]]:
    """Find the series of eight paragraphs, one for each area, whose numbers add up to ``total``."""
    found = []
    for run in _list_runs(sheets):
        texts = {each.area_no: [*each.own, *each.following] for each in run[:-1]}
        texts[run[-1].area_no] = run[-1].own  # where its text ends is not known
        told = {area_no: list(_list_numbers(area_no, text, identity)) for area_no, text in texts.items()}
        chosen = choose_by_total(told, total)
        if chosen is None:
            continue
        first, number = chosen[run[0].area_no]
        if turns_to_another(list_texts_before(_sort_passages(first), number.word), identity):
            continue
        pairs = {area_no: Pair(area_no, own, None, sheet.view) for area_no, (sheet, own) in chosen.items()}
        series = Series("told", Block(f"paragraphs.{first.page}"), pairs, place=float(first.page))
        meaning = Attribution(ReadingKind.SCORE, Claim.OPEN, None, "the own total chooses from the text")
        found.append((series, meaning))
    return found


def choose_by_total(told: Mapping[int, Sequence[Placed]], total: float) -> dict[int, Placed] | None:
    """Choose one number of each area so that they add up to ``total``.

    ``None`` if an area has none, if no choice or several fit, or if there are more than ``MOST_CHOICES``.
    """
    by_value = [{number.value: (sheet, number) for sheet, number in told.get(no, ())} for no in AREA_NUMBERS]
    if not 0 < math.prod(map(len, by_value)) <= MOST_CHOICES:
        return None
    fitting = [values for values in product(*by_value) if sum(values) == total]
    if len(fitting) != 1:
        return None
    return {no: by_value[no - 1][value] for no, value in zip(AREA_NUMBERS, fitting[0], strict=True)}


def _list_numbers(area_no: int, sentences: Sequence[Told], identity: Identity) -> Iterator[Placed]:
    """Yield the numbers that can be the own points; if words make some the own ones, only these."""
    found = []
    before: list[str] = []
    for sheet, words in sentences:
        named = {no for _, no in find_names(words).values()}
        if named <= {area_no}:
            found += [(sheet, *each) for each in list_undenied(words, before, identity)]
        before.append(AREA_NAMES.sub(" ", join_words(words)))
    own = [(sheet, number) for sheet, number, is_own in found if is_own]
    yield from own or [(sheet, number) for sheet, number, _ in found]


def _list_runs(sheets: Sequence[Sheet]) -> Iterator[list[Paragraph]]:
    """Yield the runs of paragraphs that have each area once, in any order."""
    run: dict[int, Paragraph] = {}
    for paragraph in _list_paragraphs(sheets):
        if paragraph.area_no in run:
            run = {}
        run[paragraph.area_no] = paragraph
        if len(run) == len(AREA_NUMBERS):
            yield [*run.values()]
            run = {}


def _list_paragraphs(sheets: Sequence[Sheet]) -> list[Paragraph]:
    """List the texts that begin with an area's name; prose up to the next of them follows each."""
    found: list[Paragraph] = []
    for sheet in sheets:
        if sheet.is_contents or sheet.view.turned:
            continue
        for part in (part for passage in _sort_passages(sheet) for part in _part(passage)):
            begins = _find_beginning(part.words, WORDS_BEFORE)
            if begins is not None and part.text.endswith(ENDS):
                area_no, end = begins
                first, *rest = part.sentences
                own = [(sheet, words) for words in (first[end:], *rest) if words]
                found.append(Paragraph(area_no, own))
            elif found and len(part.words) >= PROSE_WORDS and part.text.endswith(ENDS):
                found[-1].following += [(sheet, words) for words in part.sentences]
    return found


def _part(passage: Passage) -> Iterator[Passage]:
    """Part a passage at the lines that begin with an area's name, after the end of a sentence.

    More than one word may stand before the name if the line above has room for another word.
    """
    cells: list[Cell] = []
    right = max(cell.x1 for cell in passage.cells)
    for at, cell in enumerate(passage.cells):
        rest = [word for each in passage.cells[at:] for word in each.words]
        ends = bool(cells) and cells[-1].words[-1].text.endswith(ENDS)
        had_room = ends and cells[-1].x1 + cell.words[0].x1 - cell.words[0].x0 < right
        if ends and _find_beginning(rest, WORDS_BEFORE if had_room else 1) is not None:
            yield Passage(tuple(cells))
            cells = []
        cells.append(cell)
    yield Passage(tuple(cells))


def _find_beginning(words: Sequence[Word], most: int) -> tuple[int, int] | None:
    """Find the area named after at most so many words, and the index after its name; ``None`` for none."""
    begins = (squeeze_text(word.text)[:BEGINNING] for word in words[: most + 1])
    if _list_beginnings().isdisjoint(begins):  # most texts; to find names takes much longer
        return None
    names = find_names(words[:LONGEST_BEGINNING])
    end = min(names, default=None)
    if end is None or names[end][0] > most:
        return None
    return names[end][1], end + 1


@cache
def _list_beginnings() -> frozenset[str]:
    return frozenset(label[:BEGINNING] for label in list_labels())


def _sort_passages(sheet: Sheet) -> list[Passage]:
    return sorted(list_passages(sheet), key=lambda each: place_in_text(sheet, each.x0, each.top))
