"""Find footnotes to the heading, the caption or the total of the printed points, and what they say of these.

``Poäng*`` with ``* Snittet för de kommuner som besökts`` below: the note says what all the numbers are, so it
must be wholly understood as harmless, such as one on rounding, the maximum or the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from extract.claims.owner import AREA_NAMES
from extract.meaning.known import FOREIGN_KINDS, is_known
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.page.textpass import PageText
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ProvedScore, ReadingKind
from extract.sentences import split_sentences
from extract.vocabulary import LETTERS, list_own_words

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SIGN = r"\*{1,4}|[†‡§#]|[⁰¹²³⁴⁵⁶⁷⁸⁹]"
MARK = rf"(?:{SIGN}|\(\d\)|\d\)|(?<=[a-zåäöæø])\d(?!\d))"
MARKED = re.compile(
    rf"(?P<word>[^\W\d_]+|\d{{2,4}}(?:[.,]5)?)[\"”:]?\s?(?P<mark>{MARK}|\(\s?\*{{1,4}}\s?\))(?!\w)"
)
NOTE = re.compile(
    rf"\s*(?P<mark>(?:{SIGN})|\(?(?:\d|\*{{1,4}})\)|\d(?=\s)|\d(?=[A-ZÅÄÖÆØ]))\s*(?P<text>\S.*)"
)
WORD = re.compile(r"\w+")
BULLETS = 3  # lines that begin with one mark are a list, and no notes
MOST_LINES = 6  # after the first line of a note
LONG_LINE = 50  # characters; a shorter line of a note without an end is its last
SENTENCE_ENDS = (".", "!", "?", "")
WORDS_BEFORE = 2  # the mark's word, which may belong to another column
OF_ALL = compile_phrases("heading of all points")  # what a marked word may name besides a heading's words
BLANK = "_ "  # in place of an area's name, whose words are none of a heading or a total
TOTAL = re.compile(rf"\W*{join_phrases('heading of all points')}", re.IGNORECASE)
READ_MARK = re.compile(  # of a scan: what a raised mark is read as
    rf"\W*(?!hur|va|vil|hv|kor|kva)(?:[^\W\d_]+\s+)*?{join_phrases('heading of all points')}"
    r"\s?(?:[*”\"“?°†‡^¹²³]|(?<=ng)t\b)",
    re.IGNORECASE,
)
CAPTION = re.compile(rf"[\W\d]*{join_phrases('names a picture')}\b", re.IGNORECASE)
HARMLESS = compile_phrases("harmless note to all points")
DENIES = compile_phrases("judged or denied")
OF_INSTRUMENT = compile_phrases("changes of the instrument")


@dataclass(frozen=True)
class _Note:
    """A line that begins with a mark, and its text without the mark."""

    mark: str
    text: str


@dataclass(frozen=True)
class _Anchor:
    """A mark at the points; ``of_others`` says that words before it may make it another column's."""

    mark: str
    of_others: bool


def find_note_to_all(
    pages: Sequence[PageText], scores: Sequence[ProvedScore], identity: Identity
) -> tuple[int, str] | None:
    """Return the page and the text of a note to all points that is not wholly understood as harmless."""
    printed = {score.reading.page for score in scores}
    headings = {
        word.casefold() for score in scores for word in WORD.findall(score.reading.words)
    } | list_own_words(identity)
    scanned = {score.reading.page for score in scores if score.reading.from_image}
    for page in (page for page in pages if page.number in printed):
        if page.number in scanned and (line := _find_unread(page, scores, identity)):
            return page.number, line
        for anchor in _list_anchors(page, frozenset(headings), identity):
            for number, note in _list_notes(anchor, page, pages):
                if not is_harmless(note, identity, of_others=anchor.of_others):
                    return number, note
    return None


def is_harmless(note: str, identity: Identity, *, of_others: bool = False) -> bool:
    """Whether all of a note is understood, and does not make the points somebody else's.

    ``of_others`` says that it may explain another column, whose words are then known.
    """
    apart = FOREIGN_KINDS if of_others else frozenset()
    return all(_is_understood(each, identity, apart) for each in split_sentences(note))


def _find_unread(page: PageText, scores: Sequence[ProvedScore], identity: Identity) -> str | None:
    """Return a line of a scan with a marked heading or total, unless a harmless note is below the points.

    The mark of a note is read as any sign or not at all, and so the note itself may be any line.
    """
    lines = page.text.splitlines()
    marked = next((line for line in lines if READ_MARK.match(line)), None)
    if marked is None:
        return None
    points = {score.reading.text for score in scores}
    last = max((at for at, line in enumerate(lines) if points & set(line.split())), default=0)
    below = lines[last + 1 :]
    return None if any(HARMLESS.search(each) and is_harmless(each, identity) for each in below) else marked


def _is_understood(said: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    rest = AREA_NAMES.sub(" ", HARMLESS.sub(" ", said))
    told = understand(rest, identity)
    is_past = told.years and identity.round not in told.years and not OF_INSTRUMENT.search(said)
    is_foreign = told.whose & OF_SOMEBODY or told.other or "earlier" in told.when or is_past
    if DENIES.search(rest) or (is_foreign and not apart):
        return False
    return is_known(rest, identity, apart)


def _list_anchors(page: PageText, headings: frozenset[str], identity: Identity) -> Iterator[_Anchor]:
    """List the marks on a page at a heading or a caption of the points, or at their total."""
    for printed in page.text.splitlines():
        if _read_note(printed) is not None:
            continue
        line = AREA_NAMES.sub(BLANK, printed)
        is_caption = CAPTION.match(line) is not None
        is_total = TOTAL.match(line) is not None
        for found in MARKED.finditer(line):
            word = found["word"].casefold()
            of_points = word in headings or OF_ALL.fullmatch(word) is not None
            is_last = found.end() == len(line.rstrip())
            if of_points or (is_last and (is_caption or is_total)):
                before = " ".join(line[: found.start("mark")].split()[-1 - WORDS_BEFORE :])
                yield _Anchor(_bare(found["mark"]), _is_of_others(before, identity))


def _is_of_others(words: str, identity: Identity) -> bool:
    told = understand(words, identity)
    return bool(told.whose & OF_SOMEBODY or told.other or "earlier" in told.when)


def _list_notes(anchor: _Anchor, page: PageText, pages: Sequence[PageText]) -> Iterator[tuple[int, str]]:
    """List the notes with a mark, of its own page or, if this has none, of the whole report."""
    own = _find_notes(page, anchor.mark)
    if own:
        yield from ((page.number, note) for note in own)
        return
    yield from ((each.number, note) for each in pages for note in _find_notes(each, anchor.mark))


def _find_notes(page: PageText, mark: str) -> list[str]:
    lines = page.text.splitlines()
    read = [_read_note(line) for line in lines]
    begins = [at for at, each in enumerate(read) if each and each.mark == mark]
    if len(begins) >= BULLETS:
        return []
    return [_join_note(at, lines, read) for at in begins]


def _join_note(at: int, lines: Sequence[str], read: Sequence[_Note | None]) -> str:
    """Join the lines of a note, which goes on where a line breaks a sentence."""
    note = read[at]
    parts = [note.text if note else ""]
    for line, other in islice(zip(lines[at + 1 :], read[at + 1 :], strict=True), MOST_LINES):
        last = parts[-1].rstrip()
        goes_on = line[:1].islower() or (len(last) >= LONG_LINE and last[-1:] not in SENTENCE_ENDS)
        if other or not line.strip() or not goes_on:
            break
        parts.append(line.strip())
    return " ".join(parts)


def _read_note(line: str) -> _Note | None:
    """Read a line that begins with a mark and goes on with words, which are no row of a table."""
    found = NOTE.match(line)
    if found is None or AREA_NAMES.search(line) or not LETTERS.search(found["text"]):
        return None
    return _Note(_bare(found["mark"]), found["text"])


def _bare(mark: str) -> str:
    return mark.strip("() ").translate(SUPERSCRIPTS)
