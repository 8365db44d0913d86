"""Collect the dates that a report prints: on its covers, in running headers and in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.identity.date_roles import PrintedDates, read_cover
from extract.identity.dates import DateSpan, find_dates, iterate_years
from extract.identity.layout import FEW_LONG_LINES, Page, is_stamp
from extract.identity.names import FORM
from extract.identity.report import Report
from extract.identity.told import EARLIER, find_at_work, find_spoken, find_told, tells_another
from extract.instrument import EDITIONS
from extract.vocabulary import YEAR

REPEATED = 3  # pages on which a line must be printed to count as a running header
HEADER_LENGTH = 110  # characters; a longer line is text

_IN_DIGITS = re.compile(r"20\d\d|\d{6}")  # in every date without words
_COLUMN_OF_YEAR = re.compile(  # not the name of an edition, as in ``Kommunkompassen 2010``
    r"(?:(?!\w*kompass|\w*kommun)[^\W\d]+ )?(?P<year>(?:19|20)\d\d)(?: (?!\w*kompass|\w*kommun)[^\W\d]+)?",
    re.IGNORECASE,
)
_EDITION = re.compile(  # the label of a form's field
    r"(?:version|versjon|utgåva|utgave|upplaga)(?:en)?(?: av (?:kommune?kompass\w*|verktyget))?:?",
    re.IGNORECASE,
)
_ROW_END = re.compile(r"(?<![\d.,/-])\d{1,3}$")
# ``Poäng 2023: 66 av 100``; *Resultat 2023* may be money
_YEAR_OF_POINTS = re.compile(r"\b(?:Poäng|Poeng)\s((?:19|20)\d\d)\b")
LEAST_ROWS = 8  # lines that end with a number; fewer are no table


def collect_dates(report: Report, name: str | None = None) -> PrintedDates:
    """Collect the dates on the covers, in running headers and in sentences about the visit.

    With the evaluated municipality's ``name``, sentences that say when it was evaluated count too.
    """
    dates = PrintedDates()
    for cover in report.covers:
        read_cover(_list_title_lines(cover, report.list_lines(cover)), dates)
        dates.cover_years.extend(_list_years_after(name, report.list_lines(cover)))
        dates.instrument_years.extend(_list_years_of_taking_part(name, report.list_lines(cover)))
    dates.headers.extend(_find_header_dates(report))
    dates.running_years.extend(_find_running_years(report, name))
    covers = {cover.number for cover in report.covers}
    for page in report.front:
        if page.number not in covers or len(report.pages) == 1:
            for what, span in find_told(page, name):
                is_visit = what.casefold().startswith(("besök", "besøk"))
                (dates.told_visits if is_visit else dates.told_evaluations).append(span)
            dates.at_work.extend(find_at_work(page))
        dates.spoken.extend(find_spoken(page, name))
        dates.mentioned_years.update(iterate_years(" ".join(page.lines)))
        dates.evaluated_again |= tells_another(page)
    for page in report.pages:
        dates.years_of_points.update(map(int, _YEAR_OF_POINTS.findall(" ".join(page.lines))))
    _place_bare_months(dates)
    return dates


def _list_title_lines(cover: Page, lines: Sequence[str]) -> Sequence[str]:
    """List the lines of a cover without the years that end a sentence, head a column or name an edition.

    On a page with text, no year alone is listed, as it may head a column.
    """
    ends = {
        line
        for before, line in pairwise(cover.lines)
        if line.endswith(".") and YEAR.fullmatch(line[:-1]) and before[0].islower()
    }
    ends |= {*_list_years_of_columns(lines), *_list_editions(cover.lines)}
    lines = [line for line in lines if line not in ends]
    if cover.is_cover or cover.prose_lines <= FEW_LONG_LINES:
        return lines
    return [line for line in lines if not YEAR.fullmatch(line.strip())]


def _list_years_of_columns(lines: Sequence[str]) -> Iterator[str]:
    """List the years alone beside another year on a page with a table: *Maks*, *2014*, *2018 Merknad*."""
    if sum(_ROW_END.search(line) is not None for line in lines) < LEAST_ROWS:
        return
    for one, other in (*pairwise(lines), *pairwise(reversed(lines))):
        beside = _COLUMN_OF_YEAR.fullmatch(other.strip())
        if beside and beside["year"] != one.strip() and YEAR.fullmatch(one.strip()):
            yield one


def _list_editions(lines: Sequence[str]) -> Iterator[str]:
    """List the years alone below a label for the instrument's edition, if they are printed nowhere else."""
    for label, line in pairwise(lines):
        if YEAR.fullmatch(line) and _EDITION.fullmatch(label) and lines.count(line) == 1:
            yield line


def _place_bare_months(dates: PrintedDates) -> None:
    """Decide whether a month alone on the cover is the report's date or the visit's.

    It is the report's if other words give another month for the visit, or if the title has the year before
    and this is not the name of an edition.
    """
    told = [*dates.visits, *dates.told_visits, *dates.told_evaluations, *dates.spoken]
    dated = {(each.start.year, each.start.month) for each in told if each.start.year and each.start.month}
    titled = {*dates.cover_years, *dates.instrument_years} - EDITIONS.keys()
    for span in dates.months:
        year = span.start.year or 0
        elsewhere = bool(dated) and (span.start.year, span.start.month) not in dated
        is_later = year not in titled and year - 1 in titled
        (dates.reports if elsewhere or is_later else dates.visits).append(span)


def _list_years_after(name: str | None, lines: Sequence[str]) -> Iterator[int]:
    """List the years of lines that consist of the municipality's name and a year."""
    alone = re.compile(rf"{re.escape(name)}s? (20\d\d)", re.IGNORECASE) if name else None
    yield from (int(found[1]) for line in lines if alone and (found := alone.fullmatch(line.strip())))


def _list_years_of_taking_part(name: str | None, lines: Sequence[str]) -> Iterator[int]:
    """List the years of titles such as *Flens kommun i Kommunkompassen 2015*."""
    own = rf"{re.escape(name or '')}s?(?: {FORM})?"
    title = re.compile(
        rf"(?:\w+ ){{0,4}}?{own} (?:i|och|og|enligt|ifølge) kommune?kompass\w* (20\d\d)", re.IGNORECASE
    )
    for line in lines:
        if name and not EARLIER.search(line) and (found := title.fullmatch(line.strip())):
            yield int(found[1])


def list_edges(page: Page) -> list[str]:
    """List the first and last four lines of a page, which contain its running header and footer."""
    return page.lines[:4] + page.lines[-4:]


def _find_header_dates(report: Report) -> list[DateSpan]:
    """List the dates of running headers, the most frequent first."""
    covers = {cover.number for cover in report.covers}
    inner = [page for page in report.pages if page.number not in covers]
    counts: Counter[str] = Counter()
    spans: dict[str, DateSpan] = {}
    for page in inner:
        for line in dict.fromkeys(list_edges(page)):
            may_be_dated = len(line) <= HEADER_LENGTH and _IN_DIGITS.search(line)
            for span in find_dates(line) if may_be_dated and not is_stamp(line) else ():
                written = span.start.write()
                if span.form in ("iso", "compact", "numeric") and not span.is_several_days and written:
                    counts[written] += 1
                    spans[written] = span
    needed = min(REPEATED, max(1, len(inner)))
    return [spans[written] for written, times in counts.most_common() if times >= needed]


def _find_running_years(report: Report, name: str | None) -> list[int]:
    """List the years beside the instrument and the municipality in headers or footers of several pages."""
    counts: Counter[int] = Counter()
    for page in report.pages:
        lines = [line for line in list_edges(page) if len(line) <= HEADER_LENGTH]
        named = [
            line
            for line in lines
            if name and name.casefold() in line.casefold() and "kompass" in line.casefold()
        ]
        counts.update({year for line in named if not find_dates(line) for year in iterate_years(line)})
    return [year for year, times in counts.items() if times >= REPEATED]
