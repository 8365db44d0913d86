"""Find sentences by which something else than the points is printed, or the evaluation is still to come.

``Som motbild redovisas här hur det gick för Strängnäs``, ``Det som visas är antalet intervjuade``: such a
sentence points at what is printed on its page and has words that are said of no evaluation's result.
"""

from __future__ import annotations

import re

from extract.claims.captions import names_own_among
from extract.meaning.known import FOREIGN_KINDS
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.vocabulary import names_other, names_own

SHOWN, INSTEAD = compile_phrases("points at what is printed"), compile_phrases("stands there instead")
OF_A_GROUP = compile_phrases("stands there of a group")
ASSOCIATION = compile_phrases("the association")  # whose name has *Landsting*
TO_COME = compile_phrases("evaluation that has not come")
NEXT = compile_phrases("the next evaluation")
MOST_WORDS, MOST_NUMBERS = 40, 2  # of a sentence; more are rows and texts that were read together
NUMBER = re.compile(r"(?<![\d-])(?!000)\d{1,3}(?![\d-]| 000)")
NAME = r"[A-ZÅÄÖÆØ]\w+"
# ``hur det gick för Strängnäs``, ``Grästorp, som utvärderades samma höst, fick följande poäng``
GIVEN_TO = re.compile(
    rf"(?i:{join_phrases('before who has the numbers')})\W+(?:\w+\W+){{0,2}}?(?P<after>{NAME})|"
    rf"(?P<before>{NAME})(?:,[^,]*,)?\W+(?:\w+\W+)?(?i:{join_phrases('after who has the numbers')})"
)


def shows_something_else(
    sentence: str, identity: Identity, others: frozenset[ReadingKind] = frozenset()
) -> bool:
    """Whether a sentence on the page of the points says that these are others', or of something else.

    ``others`` are the kinds of other numbers beside the points, of which it may speak.
    """
    sentence = ASSOCIATION.sub(" ", sentence)
    is_table = len(sentence.split()) > MOST_WORDS or len(NUMBER.findall(sentence)) > MOST_NUMBERS
    if is_table or not SHOWN.search(sentence):
        return False
    if INSTEAD.search(sentence) or (not others & FOREIGN_KINDS and OF_A_GROUP.search(sentence)):
        return not names_own_among(sentence, identity)
    names = [found["after"] or found["before"] for found in GIVEN_TO.finditer(sentence)]
    return any(
        names_other(name, identity) or names_other(name.removesuffix("s"), identity)
        for name in names
        if not names_own(name, identity)
    )


def comes_later(sentence: str) -> bool:
    """Whether a sentence says that the evaluation, or its result, is still to come, and not the next one."""
    return TO_COME.search(sentence) is not None and NEXT.search(sentence) is None
