"""Find the texts around a presentation of numbers: the sentences above, captions and notes, titles beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.mentions import Mention
from extract.numbers import Number, parse_numbers
from extract.page.words import Word
from extract.phrases import compile_phrases
from extract.series.ladders import Ladder
from extract.series.measures import Found
from extract.series.passages import ALONE, SAME_EDGE, Passage, find_titles, join_words, make_passages
from extract.series.sheet import Cell, Sheet, split_cells
from extract.series.stretch import find_stretch, find_top

REFERS_BACK = compile_phrases("refers back")
SPEAKS_OF_ABOVE = compile_phrases("numbers above")
CAPTION = re.compile(r"\*|(?:figur|tabell|diagram)\w*|(?:bild|källa|anm|not)\b", re.IGNORECASE)
HEAD_WORDS = 8  # words of a line of headings
AROUND = 3  # passages above a presentation, and as many headings
NEAR = 12.0  # multiple of the height of the names; largest distance of a text above a presentation
NOTE = 2.5  # the same of a note below it
SMALL = 0.9  # multiple of the usual height of a page's words; captions are set smaller
CENTRED, SET_IN = 8.0, 15.0  # points; how near to the middle and how far from the text's edge a caption is
RUNS_ON = 0.5  # multiple of a word's height; largest space between words of one line of text


def list_over(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """List the sentences above a presentation, the nearest first; above a title only other titles."""
    over = _leave_chapter_before(sheet, _list_passages_over(sheet, ladder, numbers)[: AROUND + 3])
    return tuple(join_words(words) for each in over for words in each.sentences[::-1])


def _leave_chapter_before(sheet: Sheet, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the passages above a presentation, the nearest first, without the text of the chapter before."""
    titles = {(each.top, each.x0) for each in find_titles(sheet)}
    headed = False
    for each in passages:
        is_title = (each.top, each.x0) in titles
        if is_title or not headed:
            yield each
        headed = headed or is_title


def _list_passages_over(sheet: Sheet, ladder: Ladder, numbers: Found) -> list[Passage]:
    words = [number.word for number in numbers.values()]
    top = min([*(word.top for word in words), *(label.top for label in ladder.labels.values())])
    passages = _list_passages_at(sheet, ladder, numbers)
    over = [each for each in passages if each.bottom <= top + 1 and top - each.bottom < NEAR * ladder.height]
    return over[::-1]


def list_directly_above(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """List the sentences of the passage directly above a presentation, the nearest first.

    If it is one sentence that refers back, such as ``Då blev resultatet``, the sentence before it is added.
    """
    over = _list_passages_over(sheet, ladder, numbers)
    sentences = [join_words(words) for words in over[0].sentences][::-1] if over else []
    if len(sentences) == 1 and len(over) > 1 and REFERS_BACK.match(sentences[0]):
        sentences.append([join_words(words) for words in over[1].sentences][-1])
    return tuple(sentences)


def list_notes(sheet: Sheet, ladder: Ladder, numbers: Found, last: Iterable[Number] = ()) -> tuple[str, ...]:
    """List the captions below a presentation that ends with the numbers ``last``, or else a note."""
    bottom = max([_find_bottom(ladder, numbers), *(number.word.bottom for number in last)])
    passages = [_cut_above(each, bottom - 1) for each in _list_passages_at(sheet, ladder, numbers)]
    under = [each for each in passages if each and each.top < bottom + NEAR * ladder.height]
    captions = [each for each in under if CAPTION.match(each.text)]
    middle = _find_middle(ladder, numbers)
    notes = [each for each in under[:1] if _is_note(sheet, each, bottom, NOTE * ladder.height, middle)]
    return tuple(_list_sentences(sheet, (captions or notes)[:2]))


def _cut_above(passage: Passage, top: float) -> Passage | None:
    """Return the cells of a passage below ``top``, as a note may stand right below a row of sums."""
    cells = tuple(cell for cell in passage.cells if cell.top >= top)
    return Passage(cells) if cells else None


def _list_sentences(sheet: Sheet, passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the sentences of passages, without those that begin with an area's name and are about this."""
    for passage in passages:
        for words in passage.sentences:
            if id(words[0]) not in sheet.named:
                yield join_words(words)


def _find_bottom(ladder: Ladder, numbers: Found) -> float:
    words = [number.word for number in numbers.values()]
    return max([*(word.bottom for word in words), *(label.bottom for label in ladder.labels.values())])


def _find_middle(ladder: Ladder, numbers: Found) -> float:
    """Return the horizontal middle of a presentation."""
    places: list[Word | Mention] = [number.word for number in numbers.values()]
    places += ladder.labels.values()
    return (min(each.x0 for each in places) + max(each.x1 for each in places)) / 2


def _is_note(sheet: Sheet, passage: Passage, bottom: float, reach: float, middle: float) -> bool:
    """Whether a passage that is short, or speaks of what is above, is a note to what ends at ``bottom``.

    So is a caption whose sentences are short and that is set in smaller type or centred at ``middle``.
    It is no row, and nearer to what ends there than to what follows.
    """
    beside = [cell for cell in sheet.list_cells(passage.top, passage.bottom) if cell.x0 > passage.x1]
    numbers = [cell for cell in beside if len(parse_numbers(cell.words)) == len(cell.words)]
    is_row = bool(numbers or (parse_numbers(passage.words[-1:]) and not passage.text.endswith(".")))
    after = [
        cell.top
        for cell in sheet.cells
        if cell.top >= passage.bottom - 1 and cell.x0 < passage.x1 and cell.x1 > passage.x0
    ]
    space = min(after, default=float("inf")) - passage.bottom
    is_note = (
        len(passage.words) <= ALONE
        or SPEAKS_OF_ABOVE.search(passage.text)
        or _is_caption(sheet, passage, middle)
    )
    return bool(is_note) and not is_row and passage.top - bottom < min(space, reach)


def _is_caption(sheet: Sheet, passage: Passage, middle: float) -> bool:
    """Whether a passage of short sentences has smaller type than the text, or is centred and set in."""
    if any(len(words) > ALONE for words in passage.sentences):
        return False
    edge = min(line[0].x0 for line in sheet.lines)
    is_centred = abs((passage.x0 + passage.x1) / 2 - middle) < CENTRED and passage.x0 - edge > SET_IN
    return is_centred or passage.cells[0].height < SMALL * sheet.usual_height


def _list_passages_at(sheet: Sheet, ladder: Ladder, numbers: Found) -> list[Passage]:
    """List the passages in the columns of a presentation; short ones only if no others are beside them."""
    places: list[Word | Mention] = [number.word for number in numbers.values()]
    places += ladder.labels.values()
    left, right = min(each.x0 for each in places), max(each.x1 for each in places)
    if ladder.shape == "across":  # the names of the rows are before the numbers
        own = {id(number.word) for number in numbers.values()}
        rows = [line for line in sheet.lines if any(id(word) in own for cell in line for word in cell.words)]
        left = min([left, *(line[0].x0 for line in rows)])
    passages = [
        each
        for each in _list_passages_around(sheet, ladder)
        if each.x0 < right and each.x1 > left and any(map(str.isalpha, each.text))
    ]
    return [each for each in passages if len(each.words) > ALONE or not _has_neighbour(each, passages)]


def list_beside(sheet: Sheet, ladder: Ladder, numbers: Found) -> tuple[str, ...]:
    """List the short passages above the numbers that have others beside them, such as titles side by side."""
    words = [number.word for number in numbers.values()]
    top = min([*(word.top for word in words), *(label.top for label in ladder.labels.values())])
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    passages = _list_passages_around(sheet, ladder)
    return tuple(
        each.text
        for each in passages
        if len(each.words) <= ALONE
        and each.x0 < right
        and each.x1 > left
        and each.bottom <= top + 1
        and top - each.bottom < NEAR * ladder.height
        and _has_neighbour(each, passages)
    )


def _has_neighbour(passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether another passage is beside it, as with headings of columns."""
    return any(
        each is not passage and each.top < passage.bottom - 1 and each.bottom > passage.top + 1
        for each in passages
    )


def _list_passages_around(sheet: Sheet, ladder: Ladder) -> list[Passage]:
    """List the passages above and below a ladder in its part of the page.

    Lines of text that cross the limits of that part are included whole.
    """
    begin, end = find_stretch(sheet, ladder)
    top = find_top(sheet, ladder)
    key = "passages", begin, end, top, ladder.bottom
    if key not in sheet.found:
        parts: list[list[list[Cell]]] = [[], []]
        before: Sequence[Word] = ()
        for line in sheet.lines:
            whole = [word for cell in line for word in cell.words]
            words = _clip(whole, begin, end)
            if before and not words and before[0].x0 < begin and abs(before[0].x0 - whole[0].x0) < SAME_EDGE:
                words = whole  # the end of a paragraph that runs over the edge
            before = words
            if words and not top <= words[0].middle <= ladder.bottom:
                parts[words[0].middle > ladder.bottom].append(split_cells(words))
        sheet.found[key] = [each for lines in parts for each in make_passages(lines)]
    passages: list[Passage] = sheet.found[key]
    return passages


def _clip(line: Sequence[Word], begin: float, end: float) -> Sequence[Word]:
    """Return the words of a line between two edges, with the text that crosses the edges."""
    inside = [at for at, word in enumerate(line) if begin <= word.x0 <= end]
    if not inside:
        return ()
    first, last = inside[0], inside[-1]
    while first and line[first].x0 - line[first - 1].x1 < RUNS_ON * line[first].height:
        first -= 1
    while last + 1 < len(line) and line[last + 1].x0 - line[last].x1 < RUNS_ON * line[last].height:
        last += 1
    return line[first : last + 1]


def drop_heads(around: Sequence[str], heads: Sequence[str], own: str = "") -> tuple[str, ...]:
    """Drop from the texts around a table those of its headings, which are about single columns or rows.

    They have the words of the ``own`` heading and those of others, or parts of words that are on two lines.
    """
    told, least = {word for head in heads for word in head.split()}, {*own.split()}
    return tuple(
        text
        for text in around
        if len(text.split()) > HEAD_WORDS
        or not {*text.split()} >= least
        or not all(word in told or _is_part(word, told) for word in text.split())
    )


def _is_part(piece: str, words: Iterable[str]) -> bool:
    """Whether a piece of text is the beginning or the end of a word that is divided between lines."""
    begin = piece.removesuffix("-")
    is_end = piece.islower() and len(piece) > 2
    return any(
        (begin != piece and word.startswith(begin)) or (is_end and word.endswith(piece)) for word in words
    )


def is_on_column(note: str, heads: Sequence[str]) -> bool:
    """Whether a sentence below a table begins with one of some headings and is about that column."""
    return any(
        note.casefold().startswith(f"{head.casefold()} ") for head in heads if any(map(str.isalpha, head))
    )
