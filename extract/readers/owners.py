"""Name the owners of readings that do not come from the search: of overviews, contents and sentences.

The numbers of an overview are those of a candidate of the search, which has judged the words around them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.claims.before import is_heading
from extract.claims.candidate import Candidate
from extract.claims.candidates import make_candidate_set
from extract.claims.evidence import BY_CHAPTERS, BY_SENTENCE, LEAST_CHAPTERS, OF_RESULTS, is_own_sentence
from extract.claims.foreign import say_whose
from extract.claims.owner import Claim
from extract.meaning.known import is_known
from extract.numbers import parse_numbers
from extract.page.words import PageWords
from extract.presentations import BY_CHAPTER
from extract.records import Group, Identity, Reading, ReadingKind
from extract.series.lines import is_running
from extract.series.passages import join_words


def name_owners(
    readings: Sequence[Reading], pages: Sequence[PageWords], identity: Identity
) -> Iterator[Reading]:
    """Yield the readings; the own scores of overviews, contents and sentences with their owners."""
    found = make_candidate_set(pages, identity)
    candidates = (*found.candidates, *found.aside)
    groups: dict[Group, list[Reading]] = defaultdict(list)
    for each in readings:
        if each.kind is ReadingKind.SCORE and each.area_no is not None:
            groups[each.group].append(each)
    judged = {group: _judge(members, candidates, pages, identity) for group, members in groups.items()}
    for each in readings:
        kind, owner = judged.get(each.group, (each.kind, ""))
        is_own = each.kind is ReadingKind.SCORE and each.area_no is not None
        yield replace(each, kind=kind, owner=owner or each.owner) if is_own else each


def _judge(
    members: Sequence[Reading],
    candidates: Sequence[Candidate],
    pages: Sequence[PageWords],
    identity: Identity,
) -> tuple[ReadingKind, str]:
    """Return the kind of the numbers of a group, and what proves whose they are."""
    reader, kind = members[0].reader, ReadingKind.SCORE
    if reader == "contents":
        return kind, BY_CHAPTERS
    if reader == "sentence":
        is_own = all(is_own_sentence(each.words, each.text, identity) for each in members)
        return kind, BY_SENTENCE if is_own else ""
    if reader != "overview":
        return kind, ""
    candidate = _find_candidate(members, candidates)
    if candidate is None:
        in_chapters = len({each.page for each in members}) >= LEAST_CHAPTERS
        return kind, BY_CHAPTERS if in_chapters else _find_chapter(members, pages, identity)
    if candidate.meaning.claim is Claim.NONE:
        return candidate.kind, candidate.evidence
    of_sums = all(pair.label is not None and pair.label.is_sum for pair in candidate.series.pairs.values())
    is_open = candidate.meaning.claim is Claim.OPEN and not of_sums
    return kind, candidate.evidence or ("" if is_open else _find_chapter(members, pages, identity))


def _find_chapter(members: Sequence[Reading], pages: Sequence[PageWords], identity: Identity) -> str:
    """Return ``BY_CHAPTER`` if the page on which an overview begins has a title of results above it."""
    first = min(members, key=lambda each: (each.page, each.box.top))
    page = next(each for each in pages if each.number == first.page)
    lines = (line for line in page.lines() if not is_running(line, page))
    above = takewhile(lambda line: not parse_numbers(line[-1:]), lines)
    titles = [text for line in above if is_heading(text := join_words(line))]
    if any(say_whose(title, identity) is not None for title in titles):
        return ""
    told = any(OF_RESULTS.search(title) and is_known(title, identity, frozenset()) for title in titles)
    return BY_CHAPTER if told else ""


def _find_candidate(members: Sequence[Reading], candidates: Sequence[Candidate]) -> Candidate | None:
    """Find the candidate with the strongest claim of those that have most of their numbers in common.

    Of candidates with the same claim one without evidence is taken.
    """
    places = {(each.page, round(each.box.x0, 1), round(each.box.top, 1)) for each in members}
    shared = [len(places & {pair.place for pair in each.series.pairs.values()}) for each in candidates]
    fitting = [
        (count, each.meaning.claim, not each.evidence, at)
        for at, (count, each) in enumerate(zip(shared, candidates, strict=True))
        if count * 2 > len(each.series.pairs)
    ]
    return candidates[max(fitting)[-1]] if fitting else None
