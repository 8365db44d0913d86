"""Which municipality was evaluated, weighed from the report's own words.

The title and the section headings decide; when there are neither, only a name that runs through the whole
report does. The evaluators' employers, the owner of an agenda that the report is bound into, and
municipalities that the text compares with never do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.identity.dates import find_dates
from extract.identity.layout import Page, Report
from extract.identity.names import (
    Country,
    Mention,
    find_mentions,
    fold_letters,
    has_lost_marks,
    look_up_name,
    names_no_municipality,
)
from extract.identity.pagetext import Squeezed

Name = tuple[Country, str]

OFTEN = 5  # mentions that a name needs to stand for the report without title and headings
FAR_AHEAD = 4  # times as often as any other
COMPARISON = 40  # letters after a name within which points are told of it
CONTRADICTING = 3  # times as often as the title's own name, another name throws doubt on the title

_AFTER_NAME = (
    "iförhållandetillkommunkompass",
    "ikommunkompassenensammanfattning",
    "ensammanfattandegenomgång",
    "praxisiförhållandetillkriteri",
    "iforholdtilkommunekompass",
    "harviträffat",
    "harviintervjuat",
)
_BEFORE_NAME = (
    "kortfaktaom",
    "detaljeradgenomgångav",
    "utvärderingenav",
    "evalueringenav",
    "evalueringav",
    "kommunkompassenanalysav",
    "kommunkompassenutvärderingav",
)
_TITLE_ACT = re.compile(
    r"(?:\banalys|\butvärdering|\bevaluering(?:en)?)\s+a[vf]\s+(?:forvaltningspraksisen\s+i\s+)?"
    r"|\b(?:resultatene\s+fra\s+)?evalueringene\s+i\s+|^av\s+",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_PART = re.compile(
    r"^(?:innehåll|innholds|utvärderare|utvärderingslag|\d+\.? +\w|rapport\b|ks-k )", re.IGNORECASE
)
_EVALUATORS = re.compile(
    r"utvärderare|utvärderingslag|evaluator|\b(?:skl|skr|ks)\b|sveriges kommuner|svenska komm", re.I
)
_LIST_OF_NAMES = re.compile(r"\s*(?:,|\bog\b|\boch\b|\bsamt\b|&)\s*", re.IGNORECASE)
_SEVERAL = re.compile(r"\bkommun(?:er|ene|erna|ar|ane)\b", re.IGNORECASE)
_POINTS = re.compile(r"\d(?:poäng|poeng)")
_FORM_WORD = re.compile(r"\b(?:kommunes?|kommuns?|stads?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Who:
    """The evaluated municipality, or why it is not known.

    ``name`` is empty together with a ``problem`` code, ``municipality_unclear`` or ``not_a_municipality``.
    """

    country: Country | None = None
    name: str | None = None
    printed: str | None = None
    problem: str | None = None
    sentence: str = ""
    doubt: str | None = None  # worth showing, but decides nothing


@dataclass(frozen=True)
class _Evidence:
    names: frozenset[Name]
    printed: str


def find_municipality(report: Report) -> Who:
    """Weigh title, headings and mentions; where candidates cannot be told apart, say so and choose none."""
    letters = "".join(page.squeezed.letters for page in report.pages)
    folded = has_lost_marks(letters)
    targets = [target for cover in report.covers for target in _find_title_targets(report.list_lines(cover))]
    outside = next((target for target in targets if names_no_municipality(target)), None)
    if outside is not None:
        return Who(printed=outside, problem="not_a_municipality", sentence=_explain_outside(outside))
    several = next((names for names in map(_list_several, targets) if names), None)
    if several is not None:
        return _tie(several, "The title names several municipalities")

    titles = [found for target in targets if (found := _read_target(target, folded))]
    if not titles:
        titles = [
            found for cover in report.covers for found in _find_lone_titles(report.list_lines(cover), folded)
        ]
    headings = list(find_headings(report.pages, folded))
    counts = _count_mentions(report, folded)
    unknown = next((target for target in targets if _FORM_WORD.search(target)), None) if not titles else None
    return _decide(titles, headings, counts, unknown, _speaks_of_district(report))


def _decide(
    titles: Sequence[_Evidence],
    headings: Sequence[_Evidence],
    counts: Counter[Name],
    unknown: str | None,
    district: bool,
) -> Who:
    by_title = _unite(titles)
    by_heading = _unite(headings)
    if len(by_title) > 1 and len(by_title & by_heading) == 1:
        by_title &= by_heading
    candidates = by_title | by_heading
    if len(candidates) > 1:
        return _tie(
            sorted(name for _, name in candidates), "Title and headings name different municipalities"
        )
    if not candidates:
        if district:
            return Who(problem="not_a_municipality", sentence=_explain_outside("a part of a city"))
        return _decide_by_count(counts, unknown)
    (chosen,) = candidates
    rival, times = next(((name, n) for name, n in counts.most_common() if name != chosen), (None, 0))
    if rival is not None and times >= OFTEN and times >= CONTRADICTING * counts[chosen]:
        return _tie(
            sorted((chosen[1], rival[1])),
            f"The title or a heading names one municipality, the text {rival[1]}",
        )
    printed = next(iter([*titles, *headings])).printed
    doubt = f"The title reads {unknown!r}, the headings {chosen[1]}." if unknown else None
    return Who(chosen[0], chosen[1], printed, doubt=doubt)


def _decide_by_count(counts: Counter[Name], unknown: str | None) -> Who:
    if unknown is not None:
        return Who(
            printed=unknown,
            problem="municipality_unclear",
            sentence=f"The title reads {unknown!r}, which is no municipality in the project's table.",
        )
    ranked = counts.most_common(2)
    if ranked and ranked[0][1] >= OFTEN and (len(ranked) == 1 or ranked[0][1] >= FAR_AHEAD * ranked[1][1]):
        (country, name), times = ranked[0]
        doubt = (
            f"Neither title nor headings name the municipality; {name} is named {times} times in the text."
        )
        return Who(country, name, name, doubt=doubt)
    named = ", ".join(f"{name} {times} times" for (_, name), times in ranked)
    return Who(
        problem="municipality_unclear",
        sentence="Neither title nor headings name the evaluated municipality"
        + (f"; the text names {named}." if named else ", and the text names none."),
    )


def _unite(evidence: Sequence[_Evidence]) -> set[Name]:
    """The names that evidence speaks for; a spelling that fits two is settled by one that fits one."""
    sure = {name for one in evidence if len(one.names) == 1 for name in one.names}
    doubtful = {name for one in evidence if len(one.names) > 1 and not one.names & sure for name in one.names}
    return sure | doubtful


def _tie(names: Sequence[str], what: str) -> Who:
    return Who(problem="municipality_unclear", sentence=f"{what}: {' and '.join(names)}.")


def _explain_outside(printed: str) -> str:
    return (
        f"The report is about {printed}: a part of a city, a county council or a union is no municipality, "
        "and its scores stand beside none."
    )


def _find_title_targets(lines: Sequence[str]) -> Iterator[str]:
    """What follows ``Analys av`` and its like on a cover, up to two lines, without dates and evaluators."""
    text = "\n".join(lines)
    for match in _TITLE_ACT.finditer(text):
        parts: list[str] = []
        for line in text[match.end() :].split("\n")[:3]:
            part = _cut_date(line).strip(" .")
            if not part or _NEXT_PART.search(part) or _EVALUATORS.search(part):
                break
            if parts and not _goes_on(" ".join(parts)):
                break
            parts.append(part)
        if parts:
            yield " ".join(parts)


def _goes_on(target: str) -> bool:
    """Whether the title's name is not complete yet at the end of a line."""
    return target.endswith((",", "-", "&", " og", " och")) or not (
        _FORM_WORD.search(target) or names_no_municipality(target) or "region" in target.casefold()
    )


def _cut_date(line: str) -> str:
    """A title line up to the date or year that it ends with."""
    dates = find_dates(line)
    if dates:
        line = line[: dates[0].place]
    return re.sub(r"\b20\d\d\b.*$", "", line)


def _read_target(target: str, folded: bool) -> _Evidence | None:
    text = Squeezed.of(target)
    mentions = find_mentions(text, folded=folded)
    if mentions:
        return _Evidence(mentions[0].names, mentions[0].printed)
    country: Country
    for country in ("SE", "NO"):
        names = look_up_name(target, country, folded=folded)
        if names:
            return _Evidence(names, target)
    return None


def _list_several(target: str) -> list[str]:
    """The municipalities of a title that names more than one."""
    parts = _LIST_OF_NAMES.split(_SEVERAL.sub("", _FORM_WORD.sub("", target)))
    names = [name for part in parts for country in ("NO", "SE") for name in _look_up(part, country)]
    if len(set(names)) > 1:
        return sorted(set(names))
    return [part.strip() for part in parts] if _SEVERAL.search(target) and len(parts) > 1 else []


def _look_up(part: str, country: str) -> list[str]:
    names = look_up_name(part, "NO" if country == "NO" else "SE")
    return [name for _, name in names]


def _find_lone_titles(lines: Sequence[str], folded: bool) -> Iterator[_Evidence]:
    """Lines in capitals that hold only a municipality, and perhaps a year, and belong to no evaluator."""
    in_evaluators = False
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        if _EVALUATORS.search(line) or "," in line:
            in_evaluators = True
            continue
        if re.match(r"kommun ?kompassen|analys|innehåll|\d{4}", line, re.IGNORECASE):
            in_evaluators = False
        name = _cut_date(line).strip(" .")
        text = Squeezed.of(name)
        mentions = find_mentions(text, folded=folded)
        if not mentions or (mentions[0].start, mentions[-1].end) != (0, len(text.letters)):
            continue
        wraps = before.endswith((",", " och", " OCH", "&")) or in_evaluators
        if not wraps and _is_capital(name):
            yield _Evidence(mentions[0].names, mentions[0].printed)


def _is_capital(name: str) -> bool:
    words = name.split()
    return words[-1].isupper() or (words[0].isupper() and len(words[0]) > 2)


def find_headings(pages: Sequence[Page], folded: bool = False) -> Iterator[_Evidence]:
    """The municipalities that headings and set phrases set beside the instrument."""
    for page in pages:
        letters = page.squeezed.letters
        if not any(mark in letters for mark in (*_AFTER_NAME, *_BEFORE_NAME)):
            continue
        for mention in find_mentions(page.squeezed, folded=folded):
            if letters.startswith(_AFTER_NAME, mention.end) or _stands_after(letters, mention):
                yield _Evidence(mention.names, mention.printed)


def _stands_after(letters: str, mention: Mention) -> bool:
    return letters.endswith(_BEFORE_NAME, 0, mention.start)


def _count_mentions(report: Report, folded: bool) -> Counter[Name]:
    """How often each municipality is named in full, outside covers and comparisons of points."""
    covers = {cover.number for cover in report.covers}
    counts: Counter[Name] = Counter()
    for page in report.pages:
        if page.number in covers and len(report.pages) > 1:
            continue
        for mention in find_mentions(page.squeezed, folded=folded):
            told_points = (
                _POINTS.search(page.squeezed.letters, mention.end, mention.end + COMPARISON) is not None
            )
            if len(mention.names) == 1 and not told_points:
                counts.update(mention.names)
    return counts


def _speaks_of_district(report: Report) -> bool:
    letters = "".join(fold_letters(page.squeezed.letters) for page in report.front)
    return any(
        f"{part}iforhallandetillkommunkompass" in letters
        for part in ("stadsdelen", "landstinget", "regionen", "stadsdelsnamnden", "stadsdelsforvaltningen")
    )
