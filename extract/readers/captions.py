"""Find the texts about a presentation on its page: captions, titles, introductions, headings of sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.joining import join_lines
from extract.mentions import find_labels
from extract.numbers import parse_numbers
from extract.page.words import PageWords, Word, cover_boxes
from extract.phrases import compile_phrases
from extract.records import Box
from extract.series.lines import (
    SENTENCE_END,
    SUM_LABEL,
    Phrase,
    find_text_beside,
    has_text_before,
    is_prose,
    split_phrases,
)
from extract.vocabulary import AVERAGE, HEADING_WORDS, YEAR

NEAR = 130.0  # points; largest distance of a title or an introducing sentence above the numbers
BELOW = 60.0  # points; largest distance of a caption below them
BELOW_CHART = 260.0  # points; the same for a chart, whose bars and labels are between
APART = 30.0  # points; least distance between the numbers of two presentations side by side
LARGER = 1.12  # multiple of the numbers' height; a line that is higher is a heading
BESIDE_TEXT = 10.0  # points; width of text on the left that still belongs to the labels
RIGHT_ABOVE = 5.0  # multiple of the numbers' height; largest distance of a section's heading above the first
RIGHT_BELOW = 2.5  # multiple of the numbers' height; largest distance of a note below them
TITLE_WORDS = 14  # words; a longer line is no title
PARAGRAPH_GAP = 0.7  # multiple of a line's height; largest gap between the lines of a paragraph
CHAPTER_NUMBER = re.compile(r"\d{1,2}\.(?:\d{1,2}\.?)*")
CAPTION = re.compile(r"^(?:(?:tabell|figur|diagram)\w*|bild|källa|anm|not)\b|^\*", re.IGNORECASE)
LEGEND = re.compile(
    r"^(?:grön|blå|röd|grå|gul|orange|lila|svart|mörk|ljus)\w*(?: \w+)?\s*[:=–-]\s", re.IGNORECASE
)
BY_HEADINGS = compile_phrases("numbers at headings")
THEN = compile_phrases("refers back")
POINTS_BACK = compile_phrases("points back")
INTRODUCES = compile_phrases("introduces numbers", "picture of numbers")


@dataclass(frozen=True)
class ContextRegion:
    """The region of a page that has a presentation and the texts about it.

    ``numbers`` is the box around its numbers, ``height`` the height of one. Texts between ``left`` and
    ``right`` belong to it. ``is_chart`` says that bars and labels are between the numbers and the texts below
    them.
    """

    view: PageWords
    numbers: Box
    height: float
    left: float
    right: float
    is_chart: bool
    told: tuple[Box, ...] = ()  # numbers beside the areas that words of their own make something else

    @cached_property
    def lines(self) -> list[tuple[Word, ...]]:
        """The printed lines of the region, from top to bottom; running text across an edge is whole."""
        lines = []
        for line in self.view.lines():
            inside = [word for phrase in split_phrases(line) if self._holds(phrase) for word in phrase.words]
            if inside:
                lines.append(tuple(inside))
        return lines

    def _holds(self, phrase: Phrase) -> bool:
        inside = self.left <= (phrase.x0 + phrase.x1) / 2 <= self.right
        crosses = any(self.left <= word.x0 <= self.right for word in phrase.words)
        return inside or (crosses and is_prose(phrase.words))

    @cached_property
    def above(self) -> list[tuple[Word, ...]]:
        """The lines above the numbers that are neither labels nor rows of headings."""
        labels = {id(word) for mention in find_labels(self.view) for word in mention.words}
        return [
            line
            for line in self.lines
            if self.measure_above(line) >= -2
            and not any(id(word) in labels for word in line)
            and len(split_phrases(line)) == 1
        ]

    @cached_property
    def titles(self) -> list[tuple[Word, ...]]:
        """The short lines above the numbers that are no part of running text."""
        return [
            line
            for line, *beside in zip(self.above, ((), *self.above), (*self.above[1:], ()), strict=False)
            if _is_title(line) and not any(_adjoins(line, other) for other in beside if is_prose(other))
        ]

    def measure_above(self, line: Sequence[Word]) -> float:
        """Return the distance in points from a line down to the numbers."""
        return self.numbers.top - line[0].box.bottom

    def measure_below(self, line: Sequence[Word]) -> float:
        """Return the distance in points from the numbers down to a line."""
        return line[0].box.top - self.numbers.bottom

    def is_near(self, line: Sequence[Word]) -> bool:
        """Whether a line is above the numbers and near enough to be about them."""
        return -2 <= self.measure_above(line) <= NEAR


def find_region(
    view: PageWords,
    numbers: Sequence[Box],
    others: Iterable[Box],
    *,
    is_chart: bool,
    told: Iterable[Box] = (),
) -> ContextRegion:
    """Find the region of a presentation: as wide as the page, or up to ``others`` and text beside it."""
    place = cover_boxes(numbers)
    left, right = float("-inf"), float("inf")
    for box in others:
        if box.top < place.bottom and box.bottom > place.top:
            if box.x1 < place.x0 - APART:
                left = max(left, box.x1 + 4)
            elif box.x0 > place.x1 + APART:
                right = min(right, place.x1 + APART)
    right = min(right, find_text_beside(view.lines(), place.top, place.bottom, place.x1) - 3)
    height = sorted(box.bottom - box.top for box in numbers)[len(numbers) // 2]
    labels = [each for each in find_labels(view) if place.top - 4 < each.bottom and each.top < place.bottom]
    edge = min((word.x0 for each in labels for word in (*each.lead, *each.words)), default=place.x0)
    if has_text_before(view.lines(), place.top, place.bottom, edge):
        left = max(left, edge - BESIDE_TEXT)
    return ContextRegion(view, place, height, left, right, is_chart, tuple(told))


def list_texts(region: ContextRegion, *, one_column: bool, summed: bool) -> Iterator[str]:
    """Yield the texts about the numbers: captions, notes, headings, titles, introductions.

    ``one_column`` says that the texts directly above the numbers are about all of them, ``summed`` that their
    sum is below them.
    """
    yield from _list_captions(region)
    if one_column:
        yield from _list_legends(region)
    if not summed:
        yield from _list_foreign_sums(region)
    yield from _list_heads(region, over_numbers=one_column)
    near = [line for line in region.above if region.is_near(line)]
    yield from (_join(line) for line in region.titles if line in near)
    *before, last = SENTENCE_END.split(join_lines(map(_join, near)))
    yield from (sentence for sentence in before if INTRODUCES.search(sentence))
    if INTRODUCES.search(last) or last.endswith(":"):
        yield last
        if before and POINTS_BACK.match(last):
            yield before[-1]
    heading = next((line for line in reversed(region.titles) if _is_heading(line, region.height)), None)
    if heading is not None:
        yield _join(heading)


def find_chapter(region: ContextRegion) -> str:
    """Find the heading of the presentation's chapter; empty if there is none, or no text between."""
    heading = next((line for line in reversed(region.titles) if _is_heading(line, region.height)), None)
    return "" if heading is None or heading is region.above[-1] else _join(heading)


def list_sentences_above(region: ContextRegion) -> list[str]:
    """List the last two sentences of the paragraph directly above the numbers, the nearest first.

    If the paragraph is one sentence that refers back, such as ``Då blev resultatet``, the sentence before it
    is the second.
    """
    near = [line for line in region.above if region.is_near(line)]
    if not near:
        return []
    start = len(near) - 1
    while start and _adjoins(near[start - 1], near[start]):
        start -= 1
    sentences = SENTENCE_END.split(join_lines(map(_join, near[start:])))
    if len(sentences) == 1 and start and THEN.match(sentences[0]):
        sentences = [*SENTENCE_END.split(join_lines(map(_join, near[:start]))), *sentences]
    return sentences[-2:][::-1]


def list_texts_above(region: ContextRegion) -> Iterator[str]:
    """Yield the short line directly above the first heading, and sentences about numbers at headings."""
    if not region.above:
        return
    line = region.above[-1]
    if line in region.titles and region.measure_above(line) <= RIGHT_ABOVE * region.height:
        yield _join(line)
    near = join_lines(_join(each) for each in region.above if region.is_near(each))
    yield from (sentence for sentence in SENTENCE_END.split(near) if BY_HEADINGS.search(sentence))


def _list_captions(region: ContextRegion) -> Iterator[str]:
    """Yield the captions above and below, with their second lines, and a short note directly below."""
    lines = region.lines
    for line, after in zip(lines, (*lines[1:], ()), strict=False):
        if CAPTION.match(_join(line)):
            reach = BELOW_CHART if region.is_chart else BELOW
            if (
                -region.height <= region.measure_below(line) <= reach - region.height
                or 0 <= region.measure_above(line) <= NEAR
            ):
                goes_on = after and _adjoins(line, after)
                yield join_lines([_join(line), _join(after)] if goes_on else [_join(line)])
        elif 0 <= region.measure_below(line) <= RIGHT_BELOW * region.height and _is_note(region, line, after):
            yield _join(line)


def _is_note(region: ContextRegion, line: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a short line below is nearer to the numbers above it than to the text after it."""
    space = after[0].box.top - line[0].box.bottom if after else float("inf")
    small = max(word.height for word in line) <= region.height * LARGER
    if any(box == word.box for word in line for box in region.told):
        return False  # a number of its own, with its words
    return small and region.measure_below(line) < space and len(line) <= HEADING_WORDS


def _list_legends(region: ContextRegion) -> Iterator[str]:
    reach = BELOW_CHART if region.is_chart else BELOW
    for line in region.lines:
        text = _join(line)
        if LEGEND.match(text) and 0 <= region.measure_below(line) <= reach:
            yield text


def _list_foreign_sums(region: ContextRegion) -> Iterator[str]:
    """Yield the names of sums below that are not of points, such as ``Summa snitt``."""
    for line in region.lines:
        text = _join(line)
        if 0 <= region.measure_below(line) <= BELOW and SUM_LABEL.match(text) and AVERAGE.search(text):
            yield split_phrases(line)[0].text


def _list_heads(region: ContextRegion, *, over_numbers: bool) -> Iterator[str]:
    for line in region.lines:
        if not region.is_near(line):
            continue
        phrases = split_phrases(line)
        if len(phrases) < 2 or _is_row(phrases):
            continue
        if phrases[0].x1 < region.numbers.x0:
            yield phrases[0].text
        for phrase in phrases[1:] if over_numbers else ():
            if phrase.x0 < region.numbers.x1 and region.numbers.x0 < phrase.x1:
                yield phrase.text


def _is_row(phrases: Sequence[Phrase]) -> bool:
    """Whether a line ends in a number that is no year, as a row of another table does."""
    numbers = [each for each in parse_numbers(phrases[-1].words) if not YEAR.fullmatch(each.text)]
    return len(numbers) == 1 and len(phrases[-1].words) <= 2


def _is_title(line: Sequence[Word]) -> bool:
    words = [word for word in line if word.text[:1].isalpha()]
    rest = line[1:] if CHAPTER_NUMBER.fullmatch(line[0].text) else line
    numbers = [number for number in parse_numbers(rest) if not YEAR.fullmatch(number.text)]
    ends_so = line[-1].text[-1:] not in ".,-" or CAPTION.match(_join(line)) is not None
    return len(words) > len(numbers) and len(line) <= TITLE_WORDS and ends_so


def _adjoins(line: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two lines belong to one paragraph."""
    gap = max(line[0].top, other[0].top) - min(line[0].bottom, other[0].bottom)
    return gap < PARAGRAPH_GAP * line[0].height and abs(line[0].height - other[0].height) < 1


def _join(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)


def _is_heading(line: Sequence[Word], height: float) -> bool:
    words = [word for word in line if word.text[:1].isalpha()]
    return bool(words) and min(word.height for word in words) >= LARGER * height
