"""Tell whether a sentence says that the printed points are those of several municipalities together.

``De tre kommunerna utvärderades tillsammans, och rapporten redovisar deras gemensamma poäng`` stands in the
text on the method, far from the points. That municipalities were evaluated in the same week, or ordered the
evaluation together, says nothing about the points, nor does it if these are compared with a mean of some.
"""

from __future__ import annotations

import re

from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity
from extract.vocabulary import AVERAGE, names_own

SEVERAL = re.compile(  # in every such sentence
    rf"kommun(?!kompass|ekompass)|rapport|båda|begge|{join_phrases('counted as one')}", re.IGNORECASE
)
NEAR, FEW = r"[^.!?]{0,70}?", r"\W+(?:\w+\W+){0,5}?"  # between two phrases of a sentence
# ``de tre`` are municipalities if no noun follows
GROUP = (
    rf"(?:{join_phrases('group of municipalities')}|"
    rf"{join_phrases('few of them')}(?=\W*(?:$|[.,;:]|tillsammans|sammen)))"
)
OF_EACH, WITHHELD = join_phrases("points of each municipality"), join_phrases("withheld")
NAMES = r"(?-i:[A-ZÅÄÖÆØ])\w+(?:, (?-i:[A-ZÅÄÖÆØ])\w+)*\s(?:och|og)\s(?-i:[A-ZÅÄÖÆØ])\w+"
TOGETHER = (
    rf"(?:{GROUP}|kommun(?:erna|ene|ane)|{NAMES})\W+(?:\w+\W+){{0,2}}?{join_phrases('evaluated as several')}"
)
MEAN = rf"\w*(?:{AVERAGE.pattern})\w*\W+(?:av|för|for|mellan|mellom)\W+(?:\w+\W+)?{GROUP}"
JOINT = join_phrases("joint points")
JOINT_OF_GROUP = rf"{JOINT}\W+(?:för|for|av|hos)\W+{GROUP}"
POINTS, SHOWS = join_phrases("points or report"), join_phrases("defines", "shows quantities")
# ``båda`` may be evaluations of one municipality
TIMES = r"(?:utvärdering|evaluering|mätning|måling|omgång|runda|gång|gong|tillfäll|tidspunkt|år(?:en|ene)?\b)"
OF_THEM = rf"(?:{GROUP}|{join_phrases('they all')})(?!\W+{TIMES})"
IS_JOINT = re.compile(
    "|".join(
        (
            rf"{WITHHELD}{NEAR}{OF_EACH}|{OF_EACH}{NEAR}{WITHHELD}(?!\W+av\W+(?:skr|skl|ks)\b)",
            rf"{TOGETHER}{NEAR}{JOINT}",
            rf"{join_phrases('shows instead')}{NEAR}(?:{MEAN}|{JOINT_OF_GROUP})",
            rf"{POINTS}{FEW}{SHOWS}{FEW}(?:{join_phrases('joint points of them')}|{JOINT_OF_GROUP})",
            rf"kommun(?:erna|ene|ane){FEW}{WITHHELD}\W+(?:\w+\W+)?(?:egna|egne|eigne)\W+po[äe]ng",
            rf"{POINTS}{FEW}(?:som|är|er|blir)\W+(?:ett?|eit)\W+{MEAN}",
            join_phrases("same in all reports"),
            join_phrases("of the group as a whole"),
            rf"(?:{NAMES}|{GROUP})\W+{join_phrases('counted as one')}",
        )
    ),
    re.IGNORECASE,
)
# These may be said of a comparison, unless the sentence has a word for what is done together, too.
IS_OF_SEVERAL = re.compile(
    rf"{POINTS}{FEW}{SHOWS}{FEW}{OF_THEM}|{SHOWS}\W+{POINTS}{FEW}{OF_THEM}|"
    rf"(?:{GROUP}|{NAMES})\W+(?:\w+\W+){{0,2}}?(?:har|fick|får|fikk|fekk|delar|deler)\W+(?:\w+\W+){{0,2}}?"
    rf"{join_phrases('the same points')}",
    re.IGNORECASE,
)
EVALUATES, GROUPED = compile_phrases("evaluates"), re.compile(GROUP, re.IGNORECASE)
JOINTLY = re.compile(JOINT, re.IGNORECASE)
DONE_TOGETHER = re.compile(rf"{join_phrases('done together')}|{AVERAGE.pattern}", re.IGNORECASE)
BESIDE, COMPARED = compile_phrases("beside the own points"), compile_phrases("compared with several")
MUNICIPALITIES = re.compile(r"kommun(?:er|ar|ene|ane)", re.IGNORECASE)
OWN = compile_phrases("the one municipality")
# who was evaluated together, and whose the points are not, may be the municipality
LISTED = re.compile(rf"{NAMES}|\b(?:inte|ej|ikke|ikkje)\s+\w+", re.IGNORECASE)


def are_joint(sentence: str, identity: Identity) -> bool:
    """Whether the points are those of several municipalities, not only of the evaluated one."""
    if BESIDE.search(sentence):
        return False
    found = IS_JOINT.search(sentence)
    is_plural = MUNICIPALITIES.search(sentence) is not None
    if found is None and is_plural and DONE_TOGETHER.search(sentence):
        found = IS_OF_SEVERAL.search(sentence)
    if found is None and is_plural and EVALUATES.search(sentence) and GROUPED.search(sentence):
        found = JOINTLY.search(sentence)
    if found is None or COMPARED.search(found[0]):
        return False
    said = LISTED.sub(" ", found[0])
    return not names_own(said, identity) and OWN.search(said) is None
