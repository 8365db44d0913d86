"""Read points of an area, or of all eight together, from sentences of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.claims.before import NEAR, is_now, turns_to_another
from extract.claims.owner import AREA_NAMES
from extract.instrument import ABOVE_ONE_AREA, LONG_LABEL, MAX_TOTAL, Area, list_labels, squeeze_text
from extract.meaning.reached import FROM, is_not_reached
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.mentions import is_contents
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, Word
from extract.phrases import compile_phrases, join_phrases
from extract.readers.reading import make_reading
from extract.records import Group, Identity, Reading, ReadingKind
from extract.series.lines import SUM_LABEL
from extract.vocabulary import (
    AVERAGE,
    EARLIER,
    EVERYONE,
    EXTREME,
    NO_RESULT,
    YEAR,
    is_earlier_year,
    join_divided,
    names_other,
    names_own,
)

TOTAL = compile_phrases("total")
OF_ALL = re.compile(rf"\bav (?:\w+ )?{MAX_TOTAL}\b")
POINTS = re.compile(r"po[äe]ng|\bp\b|\bav\b|kompasspoäng", re.IGNORECASE)
RIVAL = compile_phrases("rival")
WISHED = compile_phrases("wished")
OWN_SUBJECT = re.compile(
    rf"{join_phrases('own subject')}|^(?:området|område \d|fokusområde)\b", re.IGNORECASE
)
OTHERS_GIVE = compile_phrases("others give points")
COMPARISON = re.compile(r",|\bmot\b|\b(?:att )?jämför|\bmedan\b|\boch\b")  # before somebody else's points
DIFFERENCE = compile_phrases("points apart")
OTHERS_ARE = re.compile(r"\bkommuner\b", re.IGNORECASE)
OWN_VERBS = re.compile(join_phrases("gets"))
LABELLED = re.compile(r"(?:po[äe]ng\w*|resultat\w*)\W*$", re.IGNORECASE)
END = re.compile(r"[.!?:]$")
OPEN = Group("sentence", column="open")  # totals whose owner or evaluation is not clear
OWN_TOTALS = Group("sentence", column="total")
OF_AREAS = Group("sentence", column="areas")


@dataclass(frozen=True)
class Sentence:
    """The words of one sentence of a page."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The text, with the words joined that are divided between lines."""
        return join_divided(" ".join(word.text for word in self.words))


def read_sentences(pages: Sequence[PageWords], identity: Identity) -> Iterator[Reading]:
    """Yield a reading for each area's points and each total of the municipality in a sentence.

    A total is ``UNKNOWN`` if the sentences before turn to another evaluation.
    """
    for page in pages:
        if is_contents(page) or page.turned:
            continue
        before: list[str] = []
        for sentence in list_sentences(page):
            label = before[-1] if before else ""
            totals = _read_total(page, sentence, identity) or _read_sums(page, sentence, label, identity)
            if totals and not is_now(sentence.text, identity) and turns_to_another(before[-NEAR:], identity):
                totals = [_leave_open(each) for each in totals]
            yield from totals
            before.append(sentence.text)
            yield from _read_area(page, sentence, identity)


def list_sentences(page: PageWords) -> list[Sentence]:
    """List the sentences of a page, in order; a large gap between lines ends a sentence."""
    sentences: list[list[Word]] = []
    current: list[Word] = []
    before: tuple[Word, ...] = ()
    for line in page.lines():
        if before and line[0].top - before[0].bottom > 0.9 * before[0].height:
            sentences.append(current)
            current = []
        for word in line:
            current.append(word)
            if END.search(word.text) and not re.fullmatch(r"\d{1,2}\.", word.text):
                sentences.append(current)
                current = []
        before = line
    sentences.append(current)
    return [Sentence(tuple(words)) for words in sentences if words]


def _read_total(page: PageWords, sentence: Sentence, identity: Identity) -> list[Reading]:
    text = sentence.text
    of_all = TOTAL.search(text) or OF_ALL.search(text)
    if not (of_all and POINTS.search(text)) or _is_of_others(text, identity):
        return []
    numbers = [
        each
        for each in parse_numbers(sentence.words)
        if not each.percent and not each.signed and not YEAR.fullmatch(each.word.text.strip("().,"))
    ]
    first = next((each for each in numbers if each.value >= ABOVE_ONE_AREA), None)
    if first is None or first.value > MAX_TOTAL or first.bracketed:
        return []
    before = " ".join(word.text for word in sentence.words[: sentence.words.index(first.word)])
    if WISHED.search(before) or re.search(
        r"(?:\bav|högst\w*|max\w*|möjlig\w*|mellan|bli|mulig\w*)(?: totalt| poäng\w*)*$", before.strip()
    ):
        return []
    after = _join(sentence.words[sentence.words.index(first.word) + 1 :])
    if is_not_reached(before, after):
        return []
    if not _speaks_of_total(before) and first.ratio_max != MAX_TOTAL:
        return []
    if first.value == MAX_TOTAL and not first.ratio_max:
        return []
    if first.value % 1 not in (0, 0.5):
        return []
    alone = sum(1 for each in numbers if each.value != MAX_TOTAL) == 1
    if not (first.points or first.ratio_max == MAX_TOTAL or (alone and LABELLED.search(before))):
        return []
    return [_make_total(page, first, ReadingKind.TOTAL, text)]


def _leave_open(total: Reading) -> Reading:
    """Make a total ``UNKNOWN``, because the text before it may be about another evaluation."""
    return replace(total, kind=ReadingKind.UNKNOWN, group=OPEN)


def _make_total(page: PageWords, number: Number, kind: ReadingKind, text: str) -> Reading:
    return make_reading(
        "sentence", kind, number, page, OWN_TOTALS if kind is ReadingKind.TOTAL else OPEN, words=text
    )


def _read_sums(page: PageWords, sentence: Sentence, label: str, identity: Identity) -> list[Reading]:
    """Read numbers above 100 from a sentence that has no word for a total.

    They are the own total if the municipality's name, the round or a subject such as ``kommunen`` is directly
    before them, and ``UNKNOWN`` if the words leave it open. Those of others are left out. ``label`` is the
    text before the sentence, such as ``Summa:``.
    """
    found = []
    led = label.split()[-1] if label.endswith(":") else sentence.text
    labelled = SUM_LABEL.match(led) is not None
    at = 0
    numbers = parse_numbers(sentence.words)
    for number in numbers:
        if not ABOVE_ONE_AREA <= number.value < MAX_TOTAL or number.value % 0.5:
            continue
        place = sentence.words.index(number.word)
        before = _join(sentence.words[at:place])
        rest = "" if number.word.text.endswith(",") else _join(sentence.words[place + 1 :])
        after = re.split(rf"[(]|{COMPARISON.pattern}", rest)[0]
        told = number.points or number.ratio_max == MAX_TOTAL
        named = labelled and names_own(before, identity) and not number.bracketed
        if not (told or named):
            continue
        at = place + 1
        if number.signed or number.percent or DIFFERENCE.match(after) or WISHED.search(before):
            continue
        if is_not_reached(before, rest):
            continue
        if _is_of_others(f"{before} {after}", identity) or NO_RESULT.search(before):
            continue
        rounds = [int(year) for year in YEAR.findall(before)]
        own = names_own(before, identity) or identity.round in rounds or OWN_SUBJECT.search(before)
        kind = ReadingKind.TOTAL if own else ReadingKind.UNKNOWN
        found.append(_make_total(page, number, kind, sentence.text))
    return found


def _join(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _speaks_of_total(before: str) -> bool:
    return bool(TOTAL.search(before)) or not before


def _is_of_others(text: str, identity: Identity) -> bool:
    if names_own(text, identity):
        clause = text
        for rival in (AVERAGE, EARLIER, EXTREME):
            match = rival.search(text)
            if match and not re.search(r"\d{2,3}", text[: match.start()]):
                return True
        return bool(re.search(r"vid sin utvärdering", clause))
    told = understand(AREA_NAMES.sub(" ", text), identity)
    return bool(
        names_other(text, identity)
        or (told.whose & OF_SOMEBODY and "own" not in told.whose)
        or AVERAGE.search(text)
        or EARLIER.search(text)
        or EVERYONE.search(text)
        or EXTREME.search(text)
        or RIVAL.search(text)
        or is_earlier_year(text, identity)
    )


def _read_area(page: PageWords, sentence: Sentence, identity: Identity) -> Iterator[Reading]:
    text = sentence.text
    if not re.search(r"po[äe]ng", text, re.IGNORECASE) or not OWN_VERBS.search(text):
        return
    areas = _find_areas(text)
    if not areas:
        return
    number = _find_own_number(sentence, identity)
    if number is None:
        return
    yield make_reading(
        "sentence",
        ReadingKind.SCORE,
        number,
        page,
        OF_AREAS,
        area_no=areas[0].area_no,
        label=areas[0].name,
        words=text,
        editions=tuple(sorted({area.edition for area in areas})),
    )


def _find_areas(text: str) -> tuple[Area, ...]:
    """Find the areas that the only area name in a text can mean; empty for none or several names."""
    squeezed = squeeze_text(text)
    best: tuple[int, str] | None = None
    for label in sorted(list_labels(), key=len, reverse=True):
        at = squeezed.find(label)
        if at < 0:
            continue
        if best is None:
            best = at, label
        elif not best[0] <= at < best[0] + len(best[1]) and len(label) > LONG_LABEL:
            return ()
    return list_labels()[best[1]] if best else ()


def _find_own_number(sentence: Sentence, identity: Identity) -> Number | None:
    text = sentence.text
    if names_other(text, identity):
        return None
    if WISHED.search(text) or (OTHERS_ARE.search(text) and not names_own(text, identity)):
        return None
    numbers = [
        each for each in parse_numbers(sentence.words) if not each.percent and not each.signed and each.word
    ]
    start = 0
    for number in numbers:
        place = sentence.words.index(number.word)
        if not (number.points or (number.ratio_max == 100 and "/" not in text)):
            continue
        before = " ".join(word.text for word in sentence.words[start:place])
        before = AREA_NAMES.sub("", before)  # names of areas have words that otherwise mean somebody else
        if AVERAGE.search(before) and start == 0:
            start = place + 1  # the next number may be the municipality's
            continue
        if start and not (COMPARISON.search(before) and OWN_VERBS.search(before)):
            return None
        after = " ".join(word.text for word in sentence.words[place + 1 :])
        if NO_RESULT.search(text) or not _is_own(before, after, identity):
            return None
        if is_not_reached(before, after):
            return None
        if re.search(r"\bav\s*$", before):
            continue
        return number
    return None


def _is_own(before: str, after: str, identity: Identity) -> bool:
    """Whether the words before and after points make them the own points of this round."""
    if any(each.search(before) for each in (RIVAL, AVERAGE, EXTREME, EVERYONE, EARLIER, FROM, OTHERS_GIVE)):
        return False
    if not (names_own(before, identity) or OWN_SUBJECT.search(before)) or DIFFERENCE.match(after):
        return False
    rest = COMPARISON.split(after)[0]
    return not (AVERAGE.search(rest) or EARLIER.search(rest) or is_earlier_year(f"{before} {rest}", identity))
