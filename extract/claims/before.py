"""Decide whether texts before a number turn to another evaluation: earlier ones, self-assessments, goals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.instrument import EDITIONS
from extract.meaning.terms import understand
from extract.phrases import compile_phrases
from extract.records import Identity

ON_EVALUATIONS = compile_phrases("evaluation")
ANOTHER_EVALUATION = compile_phrases("another evaluation")
LOOKING_BACK = re.compile(r"^\W*(?:[\d.]+\s+)?(?:tillbakablick|tilbakeblikk|historikk?)\b", re.IGNORECASE)
OWN_TOTAL = re.compile(r"(?<!\d)[1-7]\d\d(?:,5)?(?!\d)")  # a total; its sentence is about this number only
HAS_COME_TO = re.compile(r"\bhar\b[^.;]*?\b(?:till|til)\s([1-7]\d\d(?:,5)?)(?!\d)", re.IGNORECASE)
COMPARED = re.compile(
    r"\b(?:än|enn|(?<!år )(?:sedan|siden|sidan)|jämfört med|sammenlignet med|samanlikna med)\b.*",
    re.IGNORECASE,
)  # the part of a sentence that says with what this evaluation is compared
NOW = compile_phrases("now")
SINCE_THEN = compile_phrases("since then")
NEAR = 2  # sentences before a total that may say to which evaluation it belongs
HEADING = 9  # words; a longer text is no heading
BETWEEN_ROUNDS = 2  # years; a year that is nearer to the round may belong to the same evaluation


def is_heading(text: str) -> bool:
    """Whether a text has at most ``HEADING`` words and does not end like a sentence."""
    return len(text.split()) <= HEADING and not text.rstrip().endswith((".", "!", "?"))


def is_of_another(text: str, identity: Identity) -> bool:
    """Whether a sentence or heading turns to another evaluation, so that points after it may belong to it."""
    heads = is_heading(text)
    if heads and LOOKING_BACK.search(text):
        return True
    if is_now(text, identity) or OWN_TOTAL.search(text):
        return False
    bare = COMPARED.sub(" ", text)
    told = understand(bare, identity)
    if heads and told.other and not told.named:
        return True
    if not ON_EVALUATIONS.search(bare):
        return False
    past = identity.round is not None and any(
        year <= identity.round - BETWEEN_ROUNDS for year in told.years if year not in EDITIONS
    )
    return past or ANOTHER_EVALUATION.search(bare) is not None


def is_now(text: str, identity: Identity) -> bool:
    """Whether a text speaks of this evaluation: it says ``denna gång`` or has the year of the round."""
    return NOW.search(text) is not None or (identity.round is not None and str(identity.round) in text)


def has_come_to(text: str, total: float) -> bool:
    """Whether a sentence has a total to which points have come: ``har sedan dess gått till 484 poäng``."""
    return SINCE_THEN.search(text) is not None and any(
        float(found[1].replace(",", ".")) == total for found in HAS_COME_TO.finditer(text)
    )


def turns_to_another(texts: Iterable[str], identity: Identity) -> bool:
    """Whether texts in reading order turn to another evaluation and do not return to this one."""
    turned = False
    for text in texts:
        turned = is_of_another(text, identity) or (turned and not is_now(text, identity))
    return turned
