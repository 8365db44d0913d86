"""Determine the edition of the instrument that a report uses, by the area names that it prints."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.identity.layout import Page
from extract.instrument import (
    AREA_NUMBERS,
    AREAS,
    EDITIONS,
    Area,
    find_areas,
    list_labels,
    normalise_label,
    suggest_area,
)
from extract.records import Finding

ENOUGH_AREAS = 5  # of eight; with fewer named, the edition is not certain
NORWEGIAN_LAST = 2016  # the newest revision whose Norwegian names are known
LONGEST_LABEL = 80  # characters

Lines = Sequence[tuple[str, tuple[Area, ...]]]  # lines or quotations that name an area, and those they fit

_QUOTED = re.compile(r"[”“\"„»«]([^”“\"„»«]{6,80})[”“\"»«]")
_RUN_IN = re.compile(
    r"^(\D{6,80}?)\s*[,:(–-]\s*\d{1,3}(?:[.,]5)?½?\s*(?:p\b|po[äe]ng|av 100|/ ?100)", re.IGNORECASE
)
_ROW = re.compile(  # of a table with words after its numbers, and of a printed sheet with numbered rows
    r"^(?:\d{1,3} +)?((?:[1-8][.:]? +)?\D{6,80}?) +\d{1,3}(?:[.,]5)?½?(?: |$)"
)
_NUMBERED = re.compile(
    r"^(?P<word>(?:fokus|huvud|hoved)?område )?(?P<no>[1-8])[.:]? +(?P<label>\D{6,}?)[ .]*(?:\d[\d ,.]*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class EditionFound:
    """The edition; ``problem`` (a reason's code) and ``sentence`` say why it is missing or doubtful."""

    edition: int | None = None
    problem: str | None = None
    sentence: str = ""


def find_edition(pages: Sequence[Page], year: int | None, country: str | None) -> EditionFound:
    """Find the edition whose areas the report names, and check it against the year of the visit.

    Of two editions whose own names are both printed, the newer one that was used in that year counts. The
    Norwegian names did not change between the revisions of 2010 and 2016, so the year decides between them.
    """
    lines = [each for page in pages for each in page.area_lines]
    complete = _list_complete(lines)
    if not complete:
        lines += [each for page in pages for each in (*_list_quoted(page), *_list_run_in(page))]
        complete = _list_complete(lines)
    if not complete:
        return EditionFound(
            problem="edition_unclear",
            sentence=f"Fewer than {ENOUGH_AREAS} areas of any one edition are named as headings or rows.",
        )
    fitting = _drop_refuted(lines, complete)
    allowed = {edition for edition in fitting if year is not None and EDITIONS[edition].covers(year)}
    if len(fitting) == 1 or _all_have_own(lines, fitting):
        return _check_year(max(allowed or fitting), year, country)
    if len(allowed) == 1 or (allowed and country == "NO"):
        return EditionFound(max(allowed))
    if country == "NO":
        is_early = year is not None and year < EDITIONS[min(fitting)].first_year
        return _check_year(min(fitting) if is_early else max(fitting), year, country)
    editions = " and ".join(map(str, sorted(fitting)))
    return EditionFound(
        problem="edition_unclear",
        sentence=f"The area names are those of the editions {editions} alike; the year {year} settles none.",
    )


def _list_complete(lines: Lines) -> set[int]:
    """List the editions of which enough areas are named."""
    named: dict[int, set[int]] = {edition: set() for edition in EDITIONS}
    for _, areas in lines:
        for area in areas:
            named[area.edition].add(area.area_no)
    return {edition for edition, numbers in named.items() if len(numbers) >= ENOUGH_AREAS}


def _list_quoted(page: Page) -> Iterator[tuple[str, tuple[Area, ...]]]:
    """List the names of areas that stand in quotation marks."""
    for quoted in _QUOTED.findall(page.text):
        areas = find_areas(" ".join(quoted.split()))
        if areas:
            yield quoted, areas


def _list_run_in(page: Page) -> Iterator[tuple[str, tuple[Area, ...]]]:
    """List the names of areas that begin a line, also after its number, with a number and words after it."""
    for line in page.lines:
        found = _RUN_IN.match(line) or _ROW.match(line)
        areas = find_areas(found[1]) if found else ()
        if areas:
            yield line, areas


def _drop_refuted(lines: Lines, editions: set[int]) -> set[int]:
    """Drop the editions of which no name of their own is printed while one of a rival edition is."""
    return {
        edition
        for edition in editions
        if not any(
            _prints_own(lines, rival, edition) and not _prints_own(lines, edition, rival)
            for rival in editions
        )
    }


def _all_have_own(lines: Lines, editions: set[int]) -> bool:
    return all(
        _prints_own(lines, edition, rival) for edition in editions for rival in editions if edition != rival
    )


def _prints_own(lines: Lines, edition: int, rival: int) -> bool:
    """Whether a name of ``edition`` is printed that ``rival`` does not have.

    If such a name of either edition is printed with its area's number, names without a number do not count:
    an old name may survive as an unnumbered heading within an area of the newer edition.
    """
    plain, numbered = _list_own(lines, edition, rival)
    _, rival_numbered = _list_own(lines, rival, edition)
    return bool(numbered) if numbered or rival_numbered else bool(plain)


def _list_own(lines: Lines, edition: int, rival: int) -> tuple[list[str], list[str]]:
    plain, numbered = [], []
    for line, areas in lines:
        editions = {area.edition for area in areas}
        if edition in editions and rival not in editions:
            plain.append(line)
            match = _NUMBERED.match(line.replace("\n", " "))
            if match and any(area.area_no == int(match["no"]) for area in areas):
                numbered.append(line)
    return plain, numbered


def _check_year(edition: int, year: int | None, country: str | None) -> EditionFound:
    if year is None or EDITIONS[edition].covers(year):
        return EditionFound(edition)
    if country == "NO" and edition == NORWEGIAN_LAST and year > EDITIONS[edition].first_year:
        return EditionFound(edition)
    last = EDITIONS[edition].last_year or "this day"
    return EditionFound(
        edition,
        problem="edition_contradicts_year",
        sentence=f"The area names are those of edition {edition}, used from "
        f"{EDITIONS[edition].first_year} to {last}, but the evaluation was made in {year}.",
    )


def find_unknown_labels(pages: Sequence[Page], edition: int | None) -> list[Finding]:
    """Report each numbered label that is in no list but fits an area by its spelling or its position."""
    if edition is None:
        return _find_unknown_names(pages)
    known = {area.area_no for page in pages for _, areas in page.area_lines for area in areas}
    found: dict[str, Finding] = {}
    for page in pages:
        for index, line in enumerate(page.lines):
            match = _NUMBERED.match(line) if len(line) <= LONGEST_LABEL else None
            if match is None or _is_known(normalise_label(match["label"])):
                continue
            area_no = int(match["no"])
            is_alone = match["word"] is not None and known == set(AREA_NUMBERS) - {area_no}
            in_place = is_alone or _stands_between(page.lines, index, area_no)
            area = AREAS[edition, area_no] if in_place else suggest_area(match["label"], edition, area_no)
            if area is not None:
                found.setdefault(normalise_label(match["label"]), _report_label(match["label"], area, page))
    return list(found.values())


def _find_unknown_names(pages: Sequence[Page]) -> list[Finding]:
    """Report headings numbered from 1 to 8 if some are in no list of area names: an unknown edition."""
    labels: dict[int, Counter[str]] = defaultdict(Counter)
    first: dict[int, int] = {}
    for page in pages:
        for line in page.lines:
            match = _NUMBERED.match(line) if len(line) <= LONGEST_LABEL else None
            if match is not None and match["label"][:1].isupper():
                labels[int(match["no"])][match["label"].strip(" .:")] += 1
                first.setdefault(int(match["no"]), page.number)
    names = {no: counts.most_common(1)[0][0] for no, counts in sorted(labels.items())}
    unknown = [name for name in names.values() if not find_areas(name)]
    if set(names) != set(AREA_NUMBERS) or not unknown:
        return []
    told = "; ".join(f"{no} {name}" for no, name in names.items())
    return [
        Finding(
            "unknown_area_label",
            f"Headings numbered from 1 to 8 stand in the place of the areas: {told}. Those that name areas"
            " of an edition are added to extract/data/area_spellings.csv with their source.",
            first[1],
        )
    ]


def _is_known(key: str) -> bool:
    """Whether a label is known, or is the first line of a known label broken over two lines."""
    return any(label.startswith(key) for label in list_labels())


def _stands_between(lines: Sequence[str], index: int, area_no: int) -> bool:
    """Whether the lines before and after name the neighbouring areas; areas 1 and 8 have one neighbour."""
    before = find_areas(lines[index - 1]) if index > 0 else ()
    after = find_areas(lines[index + 1]) if index + 1 < len(lines) else ()
    fits_before = area_no == 1 or any(area.area_no == area_no - 1 for area in before)
    fits_after = area_no == 8 or any(area.area_no == area_no + 1 for area in after)
    return fits_before and fits_after


def _report_label(label: str, area: Area, page: Page) -> Finding:
    return Finding(
        "unknown_area_label",
        f"Page {page.number} prints {label.strip()!r}, an unknown spelling in the place of area "
        f"{area.area_no}, {area.name!r}. If it is one, add it to the spellings with its source.",
        page.number,
    )
