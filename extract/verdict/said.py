"""A sentence of a report, with the words in it that speak of the printed points and that deny them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.phrases import join_phrases
from extract.records import Identity
from extract.series.colour_words import COLOURS
from extract.vocabulary import is_of_earlier_round, names_own

Span = tuple[int, int]
Words = re.Pattern[str]


def compile_small(*names: str) -> Words:
    """Compile some lists of phrases to an expression for texts in small letters, which is quicker."""
    return re.compile(join_phrases(*names))


EARLIER, CHANGED = compile_small("numbers of earlier"), compile_small("numbers changed")
OF_PART = compile_small("evaluation of a part")
NOT_REAL, WRONG = compile_small("numbers not real"), compile_small("numbers wrong")
NOT = re.compile(r"\W*\b(?:inte|ej|ikke|ikkje)\b")
NEGATED = re.compile(
    r"\b(?:inte|ej|aldrig|ikke|ikkje|aldri|ingen|inga|inget|ingenting|varken|utan hänsyn)\W+(?:\w+\W+){0,3}$"
)
DEFINING = compile_small("tells what numbers are")
SHOWN_IN = re.compile(rf"{join_phrases('is shown in')}\s*(?:\w+\s+){{0,2}}$")
PART = compile_small("brackets", "side or place in a picture", "part of the points", *COLOURS)
COMPARES, AS_WELL = compile_small("compares numbers"), compile_small("as well")
AFFIRMS, OWN_POINTS = compile_small("affirms points"), compile_small("own printed points")
OTHER_DOCUMENTS = compile_small("of other documents")
ELSEWHERE = compile_small("of other documents", "of web pages")
OWN_NUMBER = re.compile(r"(?<![\d.,])[1-9]\d(?:,5)?(?= (?:po[äe]ng|p\b|av|till|mot)|,|[.]?$)")
HOW_MANY_POINTS = re.compile(r"(?:hur|hvor|kor)\b(?:\W*\w+){0,8}?\W+po[äe]ng")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Denial:
    """Two kinds of words that deny the printed points if they stand near each other in a sentence.

    At most ``apart`` words stand between. ``follows`` tells that the denying words come after the subject.
    With ``defines`` there must also be a verb that tells what the numbers are, or the subject is where
    something is shown: ``… framgår av tabellen``.
    """

    subjects: tuple[Words, ...]
    says: Words
    apart: int
    follows: bool = False
    defines: bool = False


class Said:
    """A sentence in which the report's own municipality is called ``kommunen``, as the lists call it."""

    def __init__(self, sentence: str, identity: Identity) -> None:
        self.identity = identity
        self.whole = _call_by_kind(sentence, identity)
        self.text = self.whole.lower() if len(self.whole.lower()) == len(self.whole) else self.whole
        self.places: dict[int, list[Span]] = {}

    def find(self, words: Words) -> list[Span]:
        """List the places of the phrases of some lists."""
        key = id(words)  # an expression's own hash is slow
        if key not in self.places:
            places = [each.span() for each in words.finditer(self.text)]
            if words is NOT_REAL or words is WRONG:  # their words, as ``exempel``, name invented people, too
                places = [at for at in places if not self.is_name(at)]
            self.places[key] = places
        return self.places[key]

    def pair(self, denial: Denial) -> Iterator[tuple[Span, Span]]:
        """Yield the places of a subject and of denying words that are near enough to it."""
        subjects = [one for subject in denial.subjects for one in self.find(subject)]
        for other in self.find(denial.says) if subjects else ():
            for one in subjects:
                if self._is_pair(denial, one, other):
                    yield one, other

    def _is_pair(self, denial: Denial, one: Span, other: Span) -> bool:
        is_before = other[1] <= one[0]
        if (other[0] < one[1] and not is_before) or (is_before and denial.follows and not denial.defines):
            return False
        between = self.text[other[1] : one[0]] if is_before else self.text[one[1] : other[0]]
        if len(WORD.findall(between)) > denial.apart:
            return False
        if is_before and denial.defines:
            return SHOWN_IN.search(between) is not None and NOT.search(between) is None
        if not denial.defines:
            return True
        verbs = " ".join(
            (*self.text[: one[0]].split()[-1:], self.cut(one), between, self.cut(other).split()[0])
        )
        return DEFINING.search(verbs) is not None

    def is_harmless(self, denial: Denial, one: Span, other: Span) -> bool:
        """Whether denying words deny nothing.

        They are negated, the sentence says what the evaluators did, has a number of its own or compares
        numbers, or it speaks of a part of a presentation, of another document or of an earlier round.
        """
        before, between = self.text[: other[0]], self.text[one[1] : other[0]]
        return bool(
            self.is_negated(other)
            or self.is_affirming()
            or COMPARES.search(self.text)
            or (denial.says is not CHANGED and PART.search(before))
            or ELSEWHERE.search(before)
            or OWN_POINTS.search(between)
            or (denial.says is not EARLIER and is_of_earlier_round(between, self.identity))
            or (denial.says is OF_PART and NOT.search(self.cut(other)))
            or (denial.defines and AS_WELL.search(before))
            or HOW_MANY_POINTS.match(self.text, other[0])
        )

    def is_affirming(self) -> bool:
        """Whether the sentence says what the evaluators did, or has a number of points of its own."""
        affirms = AFFIRMS.search(self.text)
        return bool((affirms and not NOT.search(affirms[0])) or OWN_NUMBER.search(self.text))

    def is_negated(self, at: Span) -> bool:
        """Whether words are negated that do not negate themselves."""
        if NOT.search(self.cut(at)):
            return False
        return bool(NEGATED.search(self.text[: at[0]]) or NOT.match(self.text, at[1]))

    def cut(self, at: Span) -> str:
        """Return the words at a place."""
        return self.text[slice(*at)]

    def quote(self, one: Span, other: Span) -> str:
        """Return the words at two places as they are printed."""
        first, last = sorted((one, other))
        return f"{self.whole[slice(*first)]} … {self.whole[slice(*last)]}"

    def is_name(self, at: Span) -> bool:
        """Whether a word begins with a capital letter within a sentence."""
        before = self.whole[: at[0]].rstrip()
        return self.whole[at[0]].isupper() and bool(before) and before[-1] not in ":.–!?*("


def _call_by_kind(sentence: str, identity: Identity) -> str:
    if not identity.municipality or not names_own(sentence, identity):
        return sentence
    own = re.escape(identity.municipality)
    return re.sub(rf"(?<!\w){own}(s?)(?: [Kk]ommune?(s?))?(?!\w)", r"kommunen\1\2", sentence)
