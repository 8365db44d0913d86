"""Find sentences beside the printed points that point at them and say, in unknown words, what they are.

Such as ``Det här är vad Ludvika fick för fyra år sedan.`` below a table and ``Slik tippet ledergruppen.``
above a list. Words that nobody knows count, as no list has all words by which points can be somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.captions import names_own_among
from extract.claims.owner import AREA_NAMES
from extract.meaning.clauses import CLAUSE_END
from extract.meaning.known import is_known
from extract.meaning.terms import understand
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ProvedScore, ReadingKind
from extract.verdict.stand_ins import is_average_caption, names_something_else
from extract.vocabulary import EARLIER, YEAR

POINTS_AT = re.compile(rf"\W*{join_phrases('points at the numbers')}", re.IGNORECASE)  # matched at the start
HARMLESS = compile_phrases("said of the numbers in general")
WHICH_EVALUATION = compile_phrases("which evaluation it is")
CONTRARY = compile_phrases("believes", "hoped", "guessed")
LEAST_AREAS = 5  # areas with points on one page; fewer are no presentation of all of them
HEADING_LINES = 4  # above the first row of a table
STEP = 3  # parts of a text; the points of one presentation are not farther from each other
BEFORE, AFTER = 2, 4  # parts of a text directly before and after a presentation
AFTER_TABLE = re.compile(  # after a row's last number; begins with the space, as that is found quickly
    r"\s(?<=\d\s)\s*(?=[A-ZÅÄÖÆØ][a-zåäöæø]+\s[a-zåäöæø])"
)
IN_BRACKETS = re.compile(
    r"\W(?:och|og)?\W*(?:inom|i|innanfor) (?:parentes|parantes)\w*(?P<what>[^,;:.!?]*)", re.I
)
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d)?(?![\w.,]\d|\w)")


def list_pointing(
    sentences: Sequence[str],
    scores: Sequence[ProvedScore],
    identity: Identity,
    others: frozenset[ReadingKind] = frozenset(),
) -> Iterator[str]:
    """Yield the sentences beside the points on a page that may give them to somebody else.

    ``scores`` are those that are printed on the page of the sentences, ``others`` the kinds of other numbers
    beside them.
    """
    if len(scores) < LEAST_AREAS:
        return
    parts = [part for sentence in sentences for part in AFTER_TABLE.split(sentence)]
    first, last = _find_presentation(parts, {score.reading.text for score in scores})
    beside = [*range(max(first - BEFORE, 0), first), *range(last + 1, min(last + 1 + AFTER, len(parts)))]
    may_be_average = ReadingKind.AVERAGE not in others
    yield from (
        parts[at]
        for at in beside
        if _is_doubtful(parts[at], identity)
        or names_something_else(parts[at])
        or (may_be_average and is_average_caption(parts[at]))
    )


def read_text_beside(lines: Sequence[str], scores: Sequence[ProvedScore]) -> str:
    """Join what stands beside the rows of a table, whose lines a scan reads together with these.

    That is what is left of the lines from the heading to the last row without the areas' names, the points
    and what stands before them.
    """
    points = {score.reading.text for score in scores}
    rows = [at for at, line in enumerate(lines) if points.intersection(NUMBER.findall(line))]
    if not rows:
        return ""
    near = lines[max(rows[0] - HEADING_LINES, 0) : rows[-1] + 1]
    return " ".join(_drop_row(AREA_NAMES.sub(" ", line), points) for line in near)


def _drop_row(line: str, points: set[str]) -> str:
    words = line.split()
    last = max((at for at, word in enumerate(words) if word in points), default=-1)
    return " ".join(words[last + 1 :])


def _find_presentation(parts: Sequence[str], points: set[str]) -> tuple[int, int]:
    """Return the first and the last of the parts with most of the points; ``(0, -1)`` if none has any."""
    runs: list[tuple[int, int, set[str]]] = []
    for at, part in enumerate(parts):
        found = points.intersection(NUMBER.findall(part))
        if found and runs and at - runs[-1][1] <= STEP:
            runs[-1] = (runs[-1][0], at, runs[-1][2] | found)
        elif found:
            runs.append((at, at, found))
    first, last, _ = max(runs, key=lambda run: len(run[2]), default=(0, -1, set()))
    return first, last


def _is_doubtful(sentence: str, identity: Identity) -> bool:
    sentence = _drop_brackets(sentence, identity)
    if not POINTS_AT.match(sentence) or HARMLESS.search(sentence) or names_own_among(sentence, identity):
        return False
    if _tells_which_evaluation(sentence, identity):
        return False
    years = {int(year) for year in YEAR.findall(sentence)}
    is_of_another_time = EARLIER.search(sentence) or (years and identity.round not in years)
    return bool(is_of_another_time or CONTRARY.search(sentence)) or not is_known(
        sentence, identity, frozenset()
    )


def _tells_which_evaluation(sentence: str, identity: Identity) -> bool:
    """Whether a sentence begins with the count of this evaluation: ``Detta är vår första utvärdering``."""
    clause = CLAUSE_END.split(sentence, maxsplit=1)[0]
    years = {int(year) for year in YEAR.findall(clause)}
    return WHICH_EVALUATION.search(clause) is not None and years <= {identity.round}


def _drop_brackets(sentence: str, identity: Identity) -> str:
    """Drop what a sentence says of the numbers in brackets if those are earlier ones or a mean.

    Of *Poäng 2013, inom parentes poängen 2010* the first part is left, which must be known as any other.
    """
    found = IN_BRACKETS.search(sentence)
    if found is None:
        return sentence
    bracketed = understand(found["what"], identity)
    is_earlier = identity.round is not None and max(bracketed.years, default=identity.round) < identity.round
    others = "mean" in bracketed.whose or "earlier" in bracketed.when or is_earlier
    if not others or bracketed.named or "own" in bracketed.whose:
        return sentence
    return f"{sentence[: found.start()]} {sentence[found.end() :]}"
