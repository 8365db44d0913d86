"""Name the evidence that a candidate has the municipality's own points of this round.

Its own words are evidence: the municipality's name, the round, ``kommunens`` or ``erhållna``. So are a title
of results and the chapters of the areas, if no word of the texts around can give the numbers to somebody
else. The title of a chapter and the name in a running header are weaker: ``extract.proof.prove`` asks for
more beside them, and adds the presentations that agree with a proved one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.claims.candidate import Candidate
from extract.claims.foreign import INTRODUCES, speaks_of_numbers
from extract.claims.owner import (
    AREA_NAMES,
    BRACKET,
    NEAREST,
    Claim,
    introduces_own,
    list_beside_the_point,
)
from extract.meaning.clauses import CLAUSE_END, names_another_column
from extract.meaning.known import FOREIGN_KINDS, OWN_CLAUSE, is_known, list_area_words
from extract.meaning.suspicion import is_suspicious
from extract.meaning.terms import OF_SOMEBODY, OUT_OF, understand
from extract.meaning.wording import is_understood
from extract.numbers import parse_numbers
from extract.page.words import PageWords
from extract.phrases import compile_phrases, join_phrases
from extract.presentations import BY_CHAPTER, BY_PAGE
from extract.records import Identity, ReadingKind
from extract.series.headings import says_something
from extract.series.lines import is_prose
from extract.series.passages import join_words
from extract.series.records import Pair, Series
from extract.vocabulary import LETTERS, YEAR, names_own

BY_NAME, BY_ROUND, BY_WORDS, BY_TITLE = "name", "round", "words", "title"
BY_CHAPTERS, BY_SENTENCE, BY_TOTAL = "chapters", "sentence", "total"
LEAST_LETTERS = 4  # letters; a text with fewer says nothing
LEAST_CHAPTERS = 4  # pages; points on so many pages are in the chapters of the areas
MARGIN = 0.03  # share of a page's height; stamps and running headers begin in it
NUMBERED_AREA = re.compile(r"\b(?:fokus|huvud)?område\s*[1-8]\b", re.IGNORECASE)
FOOTNOTE = re.compile(r"\*|\d{1,2}[).]? (?=[A-ZÅÄÖÆØ])")
ON_NUMBERS = re.compile(
    rf"{join_phrases('numbers at headings')}|\b(?:tale[tn]|siffr\w+|tallene)\b", re.IGNORECASE
)
OWN_WORD = re.compile(rf"{join_phrases('own')}|^er\b", re.IGNORECASE)
OF_RESULTS = compile_phrases("chapter of results")
COMPARES = compile_phrases("compares")


def add_evidence(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Return the candidate with its evidence; all texts around candidates with the same numbers count."""
    series, meaning = candidate.series, candidate.meaning
    if meaning.kind is not ReadingKind.SCORE or meaning.claim < Claim.POINTS or candidate.evidence:
        return candidate
    same = [each.series for each in candidates if each.series.places == series.places]
    beside = candidate.list_beside(candidates)
    is_alone = all(each.is_bracketed and each.meaning.claim is Claim.NONE for each in beside)
    large = {each.kind for each in beside if len(each.series.pairs) * 2 > len(series.pairs)}
    around = dict.fromkeys(text for each in (series, *same) for text in each.around)
    below = tuple(text for each in same for text in each.below)
    whole = replace(candidate, series=replace(series, around=tuple(around), below=below))
    evidence = _find_evidence(whole, identity, frozenset(large & FOREIGN_KINDS), is_alone=is_alone)
    in_chapters = evidence and any(map(_is_in_chapters, same))
    return replace(candidate, evidence=BY_CHAPTERS if in_chapters else evidence)


def _find_evidence(
    candidate: Candidate, identity: Identity, apart: frozenset[ReadingKind], *, is_alone: bool
) -> str:
    """Name what proves whose a series is; ``apart`` are the kinds of the other columns beside it."""
    series, meaning = candidate.series, candidate.meaning
    if not is_known(OUT_OF.sub(" ", series.heading), identity, FOREIGN_KINDS):
        return ""
    if _is_in_chapters(series):
        return BY_CHAPTERS
    sum_names = list_sum_names(series)
    if names_own(series.heading, identity) or any(is_own_sum(name, identity) for name in sum_names):
        return BY_NAME
    if any(_is_doubtful(text, candidate, identity, apart) for text in series.below):
        return ""
    is_introduced = any(introduces_own(text, identity) for text in series.around)
    introduced = False  # by a sentence nearer to the numbers than the running text before it
    beside_the_point = list_beside_the_point(series, identity)
    for said in series.around:
        if said in beside_the_point:
            continue
        text = said if candidate.is_bracketed else BRACKET.sub("", said)
        if introduced and not speaks_of_numbers(text):
            continue
        if text == meaning.why and is_known(text, identity, apart) and names_own(text, identity):
            return BY_NAME  # texts farther away do not matter
        is_explained = is_introduced and (is_understood(text, identity) or not is_suspicious(text, identity))
        if not is_explained and _is_doubtful(text, candidate, identity, apart):
            return ""
        introduced = introduced or INTRODUCES.search(text) is not None
    if _repeats_remark(series, identity):
        return ""
    if meaning.claim is Claim.OWN:
        if names_own(meaning.why, identity):
            return BY_NAME
        return BY_ROUND if str(identity.round) in YEAR.findall(meaning.why) else BY_WORDS
    return _find_title(series, identity, apart) if is_alone or says_something(series.heading) else ""


def _is_doubtful(text: str, candidate: Candidate, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether a text is about the numbers, and has words that may give them to somebody else."""
    series, meaning = candidate.series, candidate.meaning
    is_headed = meaning.claim is Claim.OWN and meaning.why == series.heading
    if names_another_column(text, series.heading):
        return False
    if _is_trivial(text) or _is_stamp(text, series) or ((is_headed or apart) and FOOTNOTE.match(text)):
        return False
    is_about = text == meaning.why or text in series.below or speaks_of_numbers(text)
    return bool(is_about or ON_NUMBERS.search(text)) and not is_known(text, identity, apart)


def _repeats_remark(series: Series, identity: Identity) -> bool:
    """Whether most rows have the same remark, with unknown words."""
    remarks = list_remarks(series)
    text = max(remarks, key=remarks.count, default="")
    return remarks.count(text) * 2 > len(series.pairs) and not is_known(text, identity, frozenset())


def _find_title(series: Series, identity: Identity, apart: frozenset[ReadingKind]) -> str:
    """Name the title that proves whose points are; empty if there is none."""
    for at, text in enumerate(series.around):
        if not speaks_of_numbers(text):
            continue
        if OWN_CLAUSE.search(text) or OWN_WORD.search(text):
            return BY_WORDS
        if OF_RESULTS.search(text) and is_known(text, identity, apart):
            return BY_TITLE if at < max(NEAREST, len(series.around) - 1) else BY_CHAPTER
    view = _find_first(series).view
    if OF_RESULTS.search(view.chapter) or names_own(view.chapter, identity):
        return BY_CHAPTER
    return BY_PAGE if _names_page(view, identity) else ""


def _find_first(series: Series) -> Pair:
    return next(iter(series.pairs.values()))


def _is_trivial(text: str) -> bool:
    """Whether a text has only numbers, words of areas' names, or fewer letters than ``LEAST_LETTERS``."""
    words = {word.casefold() for word in LETTERS.findall(text)}
    return sum(map(len, words)) < LEAST_LETTERS or (words <= list_area_words() and words != {"resultat"})


def _is_stamp(text: str, series: Series) -> bool:
    """Whether a text begins in the upper margin of a page, where stamps and running headers are."""
    view = _find_first(series).view
    first = view.lines()[0]
    return first[0].top < MARGIN * view.height and text.startswith(join_words(first))


def _names_page(view: PageWords, identity: Identity) -> bool:
    """Whether the first or last line of a page, its running header or footer, names the municipality.

    A row with a total does not count.
    """
    lines = view.lines()
    ends = (understand(join_words(line), identity) for line in (lines[0], lines[-1]))
    return any(each.named and "total" not in each.scope for each in ends)


def list_remarks(series: Series) -> list[str]:
    """List the texts at the ends of the rows of a table or a list, right of the numbers."""
    if series.relation not in ("column", "bar"):
        return []
    right = max(pair.number.word.x1 for pair in series.pairs.values())
    rows = {
        (pair.page, line): [word for word in line if word.x0 > right]
        for pair in series.pairs.values()
        for line in pair.view.lines()
        if any(word is pair.number.word for word in line)
    }
    return [join_words(words) for words in rows.values() if any(map(str.isalpha, join_words(words)))]


def list_sum_names(series: Series) -> list[str]:
    """List the names of the rows below a whole series that have its sum."""
    if not series.is_whole:
        return []
    last = max(series.pairs.values(), key=lambda pair: (pair.page, pair.number.box.top))
    box = last.number.box
    return [
        join_words([word for word in line if word.x1 <= number.word.x0])
        for line in last.view.lines()
        if line[0].top > box.bottom - 1
        for number in parse_numbers(line)
        if number.value == series.total and number.box.x0 < box.x1 and number.box.x1 > box.x0
    ]


def is_own_sum(text: str, identity: Identity) -> bool:
    """Whether a row names the municipality and a total, and no other owner or time."""
    told = understand(text, identity)
    of_round = all(year == identity.round for year in told.years)
    others = told.whose & OF_SOMEBODY or told.when & {"earlier", "other"}
    is_own = told.named and of_round and not others and not COMPARES.search(text)
    return is_own and "total" in told.scope


def _is_in_chapters(series: Series) -> bool:
    """Whether a series is in the areas' chapters: on several pages, or most names above running text."""
    if series.relation not in ("section", "placed"):
        return series.relation == "told"
    return len({pair.page for pair in series.pairs.values()}) >= LEAST_CHAPTERS or heads_text(series)


def heads_text(series: Series) -> bool:
    """Whether most numbers have running text below them, before the next area's name in their column."""
    pairs = list(series.pairs.values())
    labels = [pair.label for pair in pairs if pair.label is not None]
    heads = 0
    for pair in pairs:
        word = pair.number.word
        under = [
            each.top
            for each in labels
            if each.view is pair.view and each.top > word.top and each.x0 < word.x1
        ]
        end = min(under, default=float("inf"))
        heads += any(word.top < line[0].top < end and is_prose(line) for line in pair.view.lines())
    return heads * 2 > len(pairs)


def is_own_sentence(text: str, number: str, identity: Identity) -> bool:
    """Whether all words of a sentence with an area's points are known, and none speaks of a part of the area.

    Of a sentence with several clauses that of the ``number`` is enough if it says that it is the own one.
    """
    bare = NUMBERED_AREA.sub(" ", AREA_NAMES.sub(" ", text))
    clause = next((each for each in CLAUSE_END.split(bare) if number in each.split()), "")
    told = understand(clause, identity)
    if is_known(clause, identity, frozenset()) and not told.scope & {"subarea"} and told.whose | told.what:
        return bool(told.named or told.whose & {"own", "got"}) and not told.whose & OF_SOMEBODY
    return is_known(bare, identity, frozenset()) and "subarea" not in understand(bare, identity).scope
