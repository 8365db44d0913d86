"""Find what belongs to an area's name in its cell: its number, a word for an area, a word for a sum."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from extract.page.words import LEADER, Word
from extract.phrases import join_phrases

LEAD_WORDS = {"område", "fokusområde", "huvudområde", "hovedområde", "hovudområde", "omr"}
LEAD_NUMBER = re.compile(r"^([1-8])[.,:)]?$")  # with a comma where Tesseract reads the stop so
CHAPTER = re.compile(r"^\d{1,2}\.([1-8])\.?$")
TAIL = re.compile(r"\((?:fokus|huvud|hoved|hovud)?omr(?:åde|\.)? ([1-8])\)$", re.IGNORECASE)
TAIL_WORDS = 2  # in the number of an area after its name
SUM_OF = join_phrases("sum of an area")  # such as *Summa*, before or after the area's name
SUM_BEFORE = re.compile(rf"{SUM_OF}(?:\W+(?:för|for|av|i))?\W*", re.IGNORECASE)
SUM_AFTER = re.compile(rf"\W*{SUM_OF}\W*", re.IGNORECASE)
SUM_WORDS = 3  # words of a sum before an area's name
SHORT_LEAD = re.compile(r"[A-ZÅÄÖÆØ][A-ZÅÄÖÆØa-zåäöæø]{0,3}[.:]?")  # of a word for an area, as FO and Fo.
CODE = re.compile(r"[A-ZÅÄÖÆØ]{1,3}[-.]?([1-8])[.,:)]?")  # such a word with the area's number, as FO1
LEAD_COUNT = re.compile(r"^(?:[a-h]|i|ii|iii|iv|v|vi|vii|viii)[.:)]$", re.IGNORECASE)
POINTS_BEFORE = re.compile(
    r"(?:\d{2}|100)(?:[.,]5|½)?\s*(?:(?:/|av)\s*100|p\.?|po[äe]ng)?\s*[:–—-]?", re.IGNORECASE
)
BULLETS = set("•-–*·▪■●○◦o\uf0b7▾▸▼▶►▿▹»")  # and the signs of sections that a web page opens
SAME_EDGE = 6.0  # points; largest distance between the left edges of a name and of its number above
# The gaps are multiples of the height of a word.
LINE_STEP = 2.1  # largest vertical gap between two lines of a label
SPACE = 0.66  # largest normal space between two words of a label, also in a monospaced font
CELL_GAP = 0.9  # a larger space separates a label from other words


def find_tail(last: Word, after: Sequence[Word], area_nos: Container[int]) -> tuple[Word, ...]:
    """Return the words directly after an area's name that give its number or call it a sum.

    Examples are ``(område 3)`` and ``summa``.
    """
    if after and after[0].x0 - last.x1 <= SPACE * last.height and SUM_AFTER.fullmatch(after[0].text):
        return tuple(after[:1])
    found = TAIL.match(" ".join(word.text for word in after[:TAIL_WORDS]))
    return tuple(after[:TAIL_WORDS]) if found and int(found[1]) in area_nos else ()


def is_gap(line: Sequence[Word], at: int, start: int) -> bool:
    """Whether a space or a leader separates the word ``at`` from the cell of the word ``start``."""
    return line[at].text == LEADER or line[at + 1].x0 - line[at].x1 > CELL_GAP * line[start].height


def is_number_before(line: Sequence[Word], at: int, start: int) -> bool:
    """Whether the words of a cell up to ``at`` are only points: *84 Ledarskap*, *43/100 Ledarskap*."""
    first = at
    while first > 0 and not is_gap(line, first - 1, start):
        first -= 1
    return bool(POINTS_BEFORE.fullmatch(" ".join(word.text for word in line[first : at + 1])))


def find_lead(line: Sequence[Word], start: int) -> tuple[Word, ...]:
    """Return the words directly before ``start`` that are an area's number or mean "area"."""
    at = start
    while at > 0 and line[at].x0 - line[at - 1].x1 < 3.5 * line[start].height and _is_lead(line[at - 1]):
        at -= 1
    return tuple(line[at - _count_sum(line, at) : start])


def find_code(line: Sequence[Word], start: int, area_nos: Container[int]) -> tuple[Word, ...]:
    """Return the words of a cell before an area's name if they are a code with its number, as ``FO 1``."""
    first = start
    while first > 0 and not is_gap(line, first - 1, first):
        first -= 1
    words = [word.text for word in line[first:start] if word.text not in BULLETS]
    if len(words) == 2 and SHORT_LEAD.fullmatch(words[0]):
        found = LEAD_NUMBER.match(words[1])
    else:
        found = CODE.fullmatch(words[0]) if len(words) == 1 else None
    return tuple(line[first:start]) if found and int(found[1]) in area_nos else ()


def _count_sum(line: Sequence[Word], at: int) -> int:
    """Count the words directly before ``at`` that begin a cell and mean the sum of what follows."""
    for count in range(1, min(SUM_WORDS, at) + 1):
        first = at - count
        if line[first + 1].x0 - line[first].x1 > SPACE * line[first].height:
            return 0
        if SUM_BEFORE.fullmatch(" ".join(word.text for word in line[first:at])):
            return count if first == 0 or is_gap(line, first - 1, first) else 0
    return 0


def find_chapter(line: Sequence[Word], start: int, area_nos: Container[int]) -> tuple[Word, ...]:
    """Return the chapter number at the start of a line before an area's name, such as 3.1 before area 1."""
    chapter = CHAPTER.match(line[start - 1].text) if start == 1 else None
    return tuple(line[:1]) if chapter and int(chapter[1]) in area_nos else ()


def find_lead_above(
    lines: Sequence[tuple[Word, ...]], number: int, start: int, area_nos: Container[int]
) -> tuple[Word, ...]:
    """Return ``Område 7`` or ``7.`` alone in a cell on a line above, at the left edge of area 7's name."""
    word = lines[number][start]
    for line in reversed(lines[max(number - 2, 0) : number]):
        if word.top - line[0].bottom > (LINE_STEP - 1) * word.height:
            return ()
        at = next((at for at, each in enumerate(line) if abs(each.x0 - word.x0) <= SAME_EDGE), None)
        if at is None:
            continue
        end = at
        while end < len(line) and _is_lead(line[end]):
            end += 1
        lead = line[at:end]
        alone = end == len(line) or line[end].x0 - line[end - 1].x1 > CELL_GAP * word.height
        alone = alone and (at == 0 or line[at].x0 - line[at - 1].x1 > CELL_GAP * word.height)
        found = LEAD_NUMBER.match(lead[-1].text) if lead else None
        return lead if alone and found and int(found[1]) in area_nos else ()
    return ()


def _is_lead(word: Word) -> bool:
    text = word.text.strip().casefold()
    return (
        text.rstrip(":.") in LEAD_WORDS
        or bool(LEAD_NUMBER.match(text))
        or bool(LEAD_COUNT.match(text))
        or text in BULLETS
        or text == "§"
        or text.startswith("(cid:")
    )
