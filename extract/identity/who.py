"""Determine which municipality was evaluated, from the report's own words.

The title and the section headings decide. If neither names a municipality, fixed phrases, covers and running
headers do, and last the name that occurs most often. The evaluators' employers, the owner of an agenda that
contains the report, and municipalities that the text compares with never count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.identity.covers import list_cover_names, list_running_names
from extract.identity.layout import Page
from extract.identity.names import (
    Country,
    Name,
    find_bare_name,
    find_mentions,
    fold_letters,
    has_lost_marks,
    names_no_municipality,
)
from extract.identity.places import Places, find_places, list_agreed
from extract.identity.report import Report
from extract.identity.titles import (
    Named,
    find_beside_instrument,
    find_labelled,
    find_lone_titles,
    find_title_targets,
    find_told_targets,
    has_form,
    list_several,
    read_target,
)

OFTEN = 5  # mentions that a name needs to count without title and headings
FAR_AHEAD = 4  # and how many times as often as any other name it must occur
COMPARISON = 40  # letters after a name within which its points are compared
CONTRADICTING = 3  # another name that occurs so many times as often contradicts the title

_HEADING_AFTER = (
    "iförhållandetillkommunkompass",
    "ikommunkompassenensammanfattning",
    "ensammanfattandegenomgång",
    "praxisiförhållandetillkriteri",
    "iforholdtilkommunekompass",
)
_HEADING_BEFORE = ("kortfaktaom", "detaljeradgenomgångav")
_PHRASE_AFTER = ("harviträffat", "harviintervjuat", "harvimøtt", "harviintervjuet")
_PHRASE_BEFORE = (
    "utvärderingenav",
    "evalueringenav",
    "evalueringav",
    "kommunkompassenanalysav",
    "kommunkompassenutvärderingav",
)
_DISTRICTS = (
    "stadsdelen",
    "landstinget",
    "regionen",
    "stadsdelsnamnden",
    "stadsdelsforvaltningen",
    "bydelen",
)
_POINTS = re.compile(r"\d(?:poäng|poeng)")


@dataclass(frozen=True)
class Who:
    """The evaluated municipality, or the reason why it is not known.

    If ``name`` is ``None``, ``problem`` is ``municipality_unclear`` or ``not_a_municipality`` and
    ``sentence`` explains it. ``printed`` is the name as the report prints it. ``doubt`` is a sentence for the
    reader of the result; it changes nothing.
    """

    country: Country | None = None
    name: str | None = None
    printed: str | None = None
    problem: str | None = None
    sentence: str = ""
    doubt: str | None = None


@dataclass(frozen=True)
class _Evidence:
    titles: list[Named]
    headings: list[Named]
    phrases: list[Named]
    covers: list[Named]  # on lines of the title
    beside: list[Named]  # on other lines of covers, which may also name an evaluator's employer
    running: list[Named]
    places: Places  # where a document without a title says whose it is
    counts: Counter[Name]
    unknown_title: str | None  # a title with a name that is in no table


def find_municipality(report: Report) -> Who:
    """Determine the municipality from title, headings and mentions; choose none if candidates tie."""
    targets = [target for cover in report.covers for target in find_title_targets(report.list_lines(cover))]
    outside = next((target for target in targets if names_no_municipality(target)), None)
    if outside is not None:
        return _call_outside(outside)
    several = next((names for names in map(list_several, targets) if names), None)
    if several is not None:
        return _tie(several, "The title names several municipalities")
    evidence = _collect_evidence(report, targets)
    district = _find_district(report)
    if district and not (district == "regionen" and ("SE", "Gotland") in _unite(evidence.titles)):
        return _call_outside(f"{district} (a part of a city or a county council)")
    return _decide(evidence)


def _collect_evidence(report: Report, targets: Sequence[str]) -> _Evidence:
    folded = has_lost_marks("".join(page.squeezed.letters for page in report.pages))
    titles = [found for target in targets if (found := read_target(target, folded))]
    unknown = None if titles else next((target for target in targets if has_form(target)), None)
    if not titles:
        for cover in report.covers:
            lines = report.list_lines(cover)
            titles.extend(find_labelled(cover.lines, folded))
            titles.extend(find_beside_instrument(lines, folded))
            titles.extend(find_lone_titles(lines, folded))
    told = [target for cover in report.covers for target in find_told_targets(report.list_lines(cover))]
    phrases = [found for target in told if (found := read_target(target, folded))]
    phrases += _find_beside(report.pages, folded, _PHRASE_AFTER, _PHRASE_BEFORE)
    return _Evidence(
        titles,
        list(find_headings(report.pages, folded)),
        phrases,
        list_cover_names(report, folded, titled=True),
        list_cover_names(report, folded, titled=False),
        list_running_names(report, folded),
        find_places(report, folded),
        _count_mentions(report, folded),
        unknown,
    )


def _decide(evidence: _Evidence) -> Who:
    by_title, by_heading = _unite(evidence.titles), _unite(evidence.headings)
    if len(by_title) > 1 and len(by_title & by_heading) == 1:
        by_title &= by_heading
    candidates = by_title | by_heading
    named = [*evidence.titles, *evidence.headings]
    is_sure = bool(candidates)
    agreed = list_agreed(evidence.places, evidence.counts)
    for others in (evidence.phrases, evidence.covers, evidence.running, agreed, evidence.beside):
        if not candidates and evidence.unknown_title is None:
            candidates, named = _choose_likely(_unite(others), evidence), others
            if others is evidence.beside:
                candidates = {name for name in candidates if _is_most_named(name, evidence)}
    if len(candidates) > 1:
        return _tie(
            sorted(name for _, name in candidates), "Title and headings name different municipalities"
        )
    if not candidates:
        return _decide_by_count(evidence)
    (chosen,) = candidates
    placed = {chosen, *_unite(evidence.places.list_all()), *evidence.places.hints}
    if not is_sure and len(placed) > 1:
        return _tie(sorted(name for _, name in placed), "Headlines and captions name several municipalities")
    rival, times = next(((name, n) for name, n in evidence.counts.most_common() if name != chosen), (None, 0))
    if rival is not None and times >= OFTEN and times >= CONTRADICTING * evidence.counts[chosen]:
        return _tie(sorted((chosen[1], rival[1])), f"Title and headings do not fit the text on {rival[1]}")
    doubt = None
    if evidence.unknown_title is not None:
        doubt = f"The title reads {evidence.unknown_title!r}, the headings {chosen[1]}."
    printed = next((one.printed for one in named if chosen in one.names), chosen[1])
    return Who(chosen[0], chosen[1], printed, doubt=doubt)


def _is_most_named(name: Name, evidence: _Evidence) -> bool:
    """Whether the text names a municipality more than once and more often than any other."""
    others = max((times for other, times in evidence.counts.items() if other != name), default=0)
    return evidence.counts[name] > max(1, others)


def _choose_likely(names: set[Name], evidence: _Evidence) -> set[Name]:
    """Choose among names the one in running headers, or the one that is by far the most frequent."""
    beside = names & _unite(evidence.running)
    if len(names) < 2 or len(beside) == 1:
        return beside or names
    ranked = sorted(names, key=lambda name: -evidence.counts[name])
    first, second = (evidence.counts[name] for name in ranked[:2])
    return {ranked[0]} if first >= OFTEN and first >= FAR_AHEAD * second else names


def _decide_by_count(evidence: _Evidence) -> Who:
    if evidence.unknown_title is not None:
        return Who(
            printed=evidence.unknown_title,
            problem="municipality_unclear",
            sentence=f"The title reads {evidence.unknown_title!r}, no municipality in the project's table.",
        )
    ranked = evidence.counts.most_common(2)
    if ranked and ranked[0][1] >= OFTEN and (len(ranked) == 1 or ranked[0][1] >= FAR_AHEAD * ranked[1][1]):
        (country, name), times = ranked[0]
        doubt = f"Neither title nor headings name the municipality; the text names {name} {times} times."
        return Who(country, name, name, doubt=doubt)
    counted = ", ".join(f"{name} {times} times" for (_, name), times in ranked)
    return Who(
        problem="municipality_unclear",
        sentence="Neither title nor headings name the evaluated municipality"
        + (f"; the text names {counted}." if counted else ", and the text names none."),
    )


def _unite(evidence: Sequence[Named]) -> set[Name]:
    """Unite the names of the evidence; a spelling that fits two names adds none that another one decides."""
    sure = {name for one in evidence if len(one.names) == 1 for name in one.names}
    doubtful = {name for one in evidence if len(one.names) > 1 and not one.names & sure for name in one.names}
    return sure | doubtful


def _tie(names: Sequence[str], what: str) -> Who:
    return Who(problem="municipality_unclear", sentence=f"{what}: {' and '.join(names)}.")


def _call_outside(printed: str) -> Who:
    sentence = (
        f"The report is about {printed}: a part of a city, a county council or a union is no municipality, "
        "and its scores stand beside none."
    )
    return Who(printed=printed, problem="not_a_municipality", sentence=sentence)


def find_headings(pages: Sequence[Page], folded: bool = False) -> Iterator[Named]:
    """Find the municipalities that section headings name together with the instrument."""
    yield from _find_beside(pages, folded, _HEADING_AFTER, _HEADING_BEFORE)
    for page in pages:
        for mark in _HEADING_AFTER[:2]:
            place = page.squeezed.letters.find(mark)
            mention = find_bare_name(page.squeezed, place, folded=folded) if place > 0 else None
            if mention is not None:
                yield Named(mention.names, mention.printed)


def _find_beside(
    pages: Sequence[Page], folded: bool, after: tuple[str, ...], before: tuple[str, ...]
) -> Iterator[Named]:
    """Find the municipalities named directly before the words ``after`` or directly after ``before``."""
    for page in pages:
        letters = page.squeezed.letters
        if not any(mark in letters for mark in (*after, *before)):
            continue
        for mention in find_mentions(page.squeezed, folded=folded):
            if letters.startswith(after, mention.end) or letters.endswith(before, 0, mention.start):
                yield Named(mention.names, mention.printed)


def _count_mentions(report: Report, folded: bool) -> Counter[Name]:
    """Count how often each municipality is named in full, without covers, repeated lines and comparisons."""
    covers = {cover.number for cover in report.covers}
    counts: Counter[Name] = Counter()
    seen: set[str] = set()
    for page in report.pages:
        if page.number in covers and len(report.pages) > 1:
            continue
        lines_here: set[str] = set()
        for mention in find_mentions(page.squeezed, folded=folded):
            letters = page.squeezed.letters
            line = re.sub(r"\d", "", page.squeezed.show_line(mention.start))
            lines_here.add(line)
            told_points = _POINTS.search(letters, mention.end, mention.end + COMPARISON) is not None
            if len(mention.names) == 1 and not told_points and line not in seen:
                counts.update(mention.names)
        seen |= lines_here
    return counts


def _find_district(report: Report) -> str | None:
    """Find a part of a city or a county council that a section heading names instead of a municipality."""
    letters = "".join(fold_letters(page.squeezed.letters) for page in report.front)
    return next((part for part in _DISTRICTS if f"{part}iforhallandetillkommunkompass" in letters), None)
