"""Tell whether a sentence on the points has any word by which they could be something else.

Reports speak of their points in more words than any list has. Unknown words that do not say what the points
are, or who set them, hold these only beside one that can give numbers to somebody else or to another time, or
call them a guess, an aim, a part, an exercise or a mistake.
"""

from __future__ import annotations

from extract.meaning.terms import OF_SOMEBODY, understand
from extract.phrases import compile_phrases
from extract.records import Identity
from extract.vocabulary import YEAR

SUSPICIOUS = compile_phrases(
    # who may have set them, or have them
    *("assessor of its own", "assessors by name", "learners", "students", "people", "others gave marks"),
    *("another municipality", "everyone", "an average by name", "the mean", "rival", "others give points"),
    *("own judgement", "not ours", "belong to", "one part", "branch of a municipality"),
    # of when they are
    *("earlier", "former time", "earlier or another's", "left standing", "again", "still to come"),
    *("comes later", "points to come", "for real"),
    # what they may be
    *("estimate by name", "estimates it", "guessed", "believes", "provisional", "made up", "by mistake"),
    *(
        "comes from",
        "taken from",
        "concerns",
        "aims",
        "calculated",
        "an exercise",
        "unreal picture",
        "taken back",
        "not this evaluation",
    ),
    *("doubtful of numbers", "may be something else"),
)

FOR_INSTANCE = compile_phrases("for instance")  # not *an example*, as which points may be printed


def is_suspicious(text: str, identity: Identity) -> bool:
    """Whether a text has a word by which points could be others', of another time, or no result."""
    text = FOR_INSTANCE.sub(" ", text)
    if SUSPICIOUS.search(text):
        return True
    if any(int(year) != identity.round for year in YEAR.findall(text)):
        return True
    told = understand(text, identity)
    of_another = told.whose & (OF_SOMEBODY | {"target"}) or told.other or told.when & {"earlier", "other"}
    return bool(of_another or told.what & {"percent", "rank", "weight"})
