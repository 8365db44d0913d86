"""Find the sentences of the areas' chapters, their places in them, and the footnotes to their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.page.words import Word
from extract.series.chapters import Section
from extract.series.passages import ENDS, Passage, join_words, list_passages, place_in_text
from extract.series.sheet import Cell, Sheet

NOTE = re.compile(r"^(\d{1,2})[.)]?$")
SMALLER = 0.92  # multiple of the page's usual height; largest height of a footnote
AS_LARGE = 0.95  # multiple of a chapter's heading; least height of a heading that ends the last chapter
SAME_EDGE = 6.0  # points; largest difference between the left edges of such headings


@dataclass(frozen=True)
class Sentence:
    """A sentence of a chapter, and the sentences ``before`` it in its passage.

    ``place`` is ``first`` or ``last`` for these sentences of the chapter, ``note`` for a footnote to its
    heading, and empty for others.
    """

    sheet: Sheet
    words: tuple[Word, ...]
    passage: Passage
    before: tuple[str, ...]
    place: str = ""

    @cached_property
    def text(self) -> str:
        """The words as text."""
        return join_words(self.words)


def list_chapter_sentences(sections: Sequence[Section], sheets: Sequence[Sheet]) -> dict[int, list[Sentence]]:
    """List by area the sentences of its chapter in reading order, and then the footnote to its heading."""
    notes = find_notes(sections, sheets)
    noted = {id(word) for each in notes.values() for word in each.words}
    parts = _list_parts(sections, sheets)
    found = {}
    for section in sections:
        own = [
            each
            for each in _list_sentences(section, parts)
            if not noted or noted.isdisjoint(id(word) for word in each.words)
        ]
        note = [notes[section.area_no]] if notes else []
        found[section.area_no] = [*_mark_places(own, section), *note]
    return found


def find_notes(sections: Sequence[Section], sheets: Sequence[Sheet]) -> dict[int, Sentence]:
    """Find by area the footnotes to the headings: eight with consecutive numbers, on the headings' pages.

    Empty if the document has other footnotes.
    """
    notes: list[tuple[int, Sentence]] = []
    for sheet in sheets:
        if not sheet.is_contents and not sheet.view.turned:
            notes += _list_notes(sheet)
    numbers = [number for number, _ in notes]
    pages = [note.sheet.page for _, note in notes]
    heads = [section.sheet.page for section in sections]
    follow = numbers and numbers == list(range(numbers[0], numbers[0] + len(sections)))
    if not follow or pages != heads:
        return {}
    return {section.area_no: note for section, (_, note) in zip(sections, notes, strict=True)}


def _list_notes(sheet: Sheet) -> Iterator[tuple[int, Sentence]]:
    """Yield the footnotes of a page with their numbers: small sentences below the text, on own lines."""
    largest = SMALLER * sheet.usual_height
    passages = list_passages(sheet)
    small = [each for each in passages if each.cells[0].height < largest]
    larger = [each for each in passages if not each.cells[0].height < largest]
    foot = max((each.bottom for each in larger if len(each.words) > 1), default=0.0)
    if not small:
        return
    firsts = {id(cell.words[0]) for cell in sheet.cells}
    for passage in small:
        if passage.top < foot:
            continue
        for words in passage.sentences:
            number = NOTE.match(words[0].text)
            if number and id(words[0]) in firsts and len(words) > 1:
                yield int(number[1]), Sentence(sheet, words[1:], passage, (), "note")


def _list_parts(
    sections: Sequence[Section], sheets: Sequence[Sheet]
) -> list[tuple[Sheet, list[tuple[int | None, Passage]]]]:
    """List the sheets of the chapters with the parts of their passages in reading order."""
    heads = {
        id(word): each.area_no for each in sections for word in (*each.heading.lead, *each.heading.words)
    }
    found = []
    for sheet in sheets:
        if any(_reaches(each, sheet) for each in sections):
            parts = [part for passage in list_passages(sheet) for part in _part_at_headings(passage, heads)]
            parts.sort(key=lambda each: place_in_text(sheet, each[1].x0, each[1].top))
            found.append((sheet, parts))
    return found


def _reaches(section: Section, sheet: Sheet) -> bool:
    return int(section.begin[0]) <= sheet.page <= section.end[0] and not sheet.view.turned


def _list_sentences(
    section: Section, parts: Iterable[tuple[Sheet, Sequence[tuple[int | None, Passage]]]]
) -> Iterator[Sentence]:
    for sheet, own in parts:
        for headed, passage in own if _reaches(section, sheet) else ():
            if headed == section.area_no or (headed is None and _holds(section, sheet, passage)):
                before: list[str] = []
                for words in passage.sentences:
                    sentence = Sentence(sheet, words, passage, tuple(before))
                    yield sentence
                    before.append(sentence.text)


def _part_at_headings(passage: Passage, heads: Mapping[int, int]) -> Iterator[tuple[int | None, Passage]]:
    """Part a passage at the headings of chapters in it, which have nearly the size of its text.

    Yields each part without the heading, and the area whose heading is before it, or ``None``.
    """
    headed: int | None = None
    cells: list[Cell] = []
    for cell in passage.cells:
        at = [no for no, word in enumerate(cell.words) if id(word) in heads]
        if not at:
            cells.append(cell)
            continue
        cells += [Cell(cell.words[: at[0]])] if at[0] else []
        area_no = heads[id(cell.words[at[0]])]
        if area_no != headed and cells:
            yield headed, Passage(tuple(cells))
            cells = []
        headed = area_no
        rest = cell.words[at[-1] + 1 :]
        cells += [Cell(rest)] if rest else []
    if cells:
        yield headed, Passage(tuple(cells))


def _holds(section: Section, sheet: Sheet, passage: Passage) -> bool:
    start = place_in_text(sheet, passage.x0, passage.top)
    is_beside = start[0] != section.begin[0] or sheet is not section.sheet
    return section.begin <= start < section.end and (is_beside or passage.top >= section.heading.bottom - 1)


def _mark_places(sentences: Sequence[Sentence], section: Section) -> list[Sentence]:
    """Mark the first and the last sentence of the chapter's text; headings and boxes are no text."""
    end = _find_end(section, sentences)
    text = [at for at, each in enumerate(sentences[:end]) if each.words[-1].text.endswith(ENDS)]
    marked = list(sentences)
    for place, at in (("last", text[-1]), ("first", text[0])) if text else ():
        marked[at] = replace(sentences[at], place=place)
    return marked


def _find_end(section: Section, sentences: Sequence[Sentence]) -> int:
    """Find the index of a heading, as large as the chapter's own, that ends the chapter."""
    least = AS_LARGE * section.heading.words[0].height
    edge = (section.heading.lead or section.heading.words)[0].x0
    for at, each in enumerate(sentences):
        first = each.passage.cells[0]
        if (
            at
            and first.height >= least
            and abs(first.x0 - edge) <= SAME_EDGE
            and not each.passage.text.endswith(ENDS)
        ):
            return at
    return len(sentences)
