"""Determine when an evaluation was made: the visit, the round (the visit's year) and the report's date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.identity.appendix import list_caption_years, list_subject_years
from extract.identity.date_roles import PUBLISHERS, PrintedDates
from extract.identity.dates import LAST_YEAR, DateSpan, PartialDate, find_dates
from extract.identity.pagetext import is_page_counter
from extract.identity.printed import REPEATED, collect_dates, list_edges
from extract.identity.report import Report
from extract.identity.told import find_told
from extract.instrument import EDITIONS, squeeze_text
from extract.records import Finding

LONGEST_WAIT = 240  # days from visit to report, when the year of the visit is inferred from the report
LONGEST_INTERVAL = 9  # years from one evaluation to the next, in which the next may be dated
LONG_LINE = 60  # characters
WORDS_OF_A_MARK = 5  # at most, that end with a full stop, as in *Utkast till rapport.*
SURE_FROM_MONTH = 7  # a report dated in this month or later follows a visit in the same year

_DRAFT = re.compile(
    r"(?<!\w)(?:utkast|preliminär(?: version| rapport)?|arbetsmaterial|koncept|foreløpig)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class When:
    """The round with its source (``visit``, ``cover`` or ``inferred``), the visit and the report's date.

    ``problem`` is a sentence that says why there is no round. ``report_date`` is an ISO 8601 date.
    """

    round: int | None = None
    source: str | None = None
    visit: DateSpan | None = None
    report_date: str | None = None
    problem: str | None = None
    findings: tuple[Finding, ...] = ()


def find_round(report: Report, name: str | None = None) -> When:
    """Find the round: the printed year of the visit, else the cover's year, else inferred from other dates.

    ``name`` is the evaluated municipality, if it is known.
    """
    dates = collect_dates(report, name)
    visit, problem = _settle_visit(dates)
    year, source = (None, None) if problem else _settle_year(dates, visit)
    if year is None and not problem and report.letters:
        year, source, visit = _settle_by_letter(report, name, visit)
    if year is None:
        reported = _write(_list_reported(dates, None)[:1])
        sentence = problem or "The report prints no year of the visit, and its dates do not settle one."
        return When(report_date=reported, problem=sentence)
    if visit is not None and visit.start.year is None:
        visit = visit.in_year(year)
    findings = [*_note_cover_year(dates, year), *_note_stale(dates, visit, year)]
    report_date = _write(_list_reported(dates, visit, year)[:1])
    if source == "inferred":
        findings.append(
            Finding("round_inferred", f"The round {year} is inferred from the date {report_date}.")
        )
    problem = _contradict(dates, year) or _find_too_early(dates, visit, year)
    if problem:
        return When(visit=visit, report_date=report_date, problem=problem, findings=tuple(findings))
    return When(year, source, visit, report_date, None, tuple(findings))


def is_draft(report: Report) -> bool:
    """Whether the report calls itself a draft (utkast) on its cover or in its running headers."""
    for cover in report.covers:
        if any(_DRAFT.search(line) and not _is_text(line) for line in report.list_lines(cover)):
            return True
    marked = [page for page in report.pages if any(_marks_draft(line) for line in list_edges(page))]
    return bool(marked) and len(marked) >= min(REPEATED, len(report.pages))


def _is_text(line: str) -> bool:
    """Whether a line of a cover is one of running text: *fått läsa ett utkast för att rätta sakfel.*"""
    ends = line.endswith(".") and len(line.split()) > WORDS_OF_A_MARK
    begins_small = line[:1].islower() and not _DRAFT.match(line)
    return len(line) >= LONG_LINE or begins_small or ends


def _marks_draft(line: str) -> bool:
    if len(line) >= 90 or not _DRAFT.search(line):
        return False
    alone = not _DRAFT.sub("", line).strip(" -–.:()")
    published = any(publisher in squeeze_text(line) for publisher in PUBLISHERS)
    return alone or published or is_page_counter(line) or bool(find_dates(line))


def _settle_visit(dates: PrintedDates) -> tuple[DateSpan | None, str | None]:
    """Choose the visit, or explain in the second value that the report dates its visit differently."""
    firm = [*dates.visits, *dates.told_visits]
    printed = [span for span in firm or dates.told_evaluations if span.start.year is not None]
    spoken = _choose_spoken(dates)
    if not printed and spoken:
        return max(spoken, key=_exactness), None
    if not printed and (after := _find_after_title(dates)):
        return None, f"The title gives an earlier year than the evaluation that a sentence tells of: {after}."
    if len({span.start.year for span in printed}) > 1:
        named = " and ".join(sorted({span.printed.strip(" ,") for span in printed}))
        return None, f"The report dates its visit differently: {named}."
    if printed:
        same = {(span.start.year, span.start.month) for span in printed}
        more = [span for span in spoken if (span.start.year, span.start.month) in same]
        return max([*printed, *more], key=_exactness), None
    return max(dates.yearless, key=_exactness, default=None), None


def _choose_spoken(dates: PrintedDates) -> list[DateSpan]:
    """Choose the dates of sentences that are this evaluation's, not those of an earlier one.

    They are in the last year of the title or the one before, or after it if that is the name of an edition.
    Without a title's year they must be in one year, and nothing may speak of an evaluation after it.
    """
    years = {span.start.year for span in dates.spoken if span.start.year is not None}
    latest = max(dates.title_years, default=None)
    if latest is not None:
        near = years & {latest - 1, latest}
        fitting = {max(near)} if near else {year for year in years if latest in EDITIONS and year > latest}
    else:
        fitting = {year for year in years if not _is_followed(year, dates)}
    return [span for span in dates.spoken if span.start.year in fitting] if len(fitting) == 1 else []


def _find_after_title(dates: PrintedDates) -> str | None:
    """Find a date that a sentence gives for an evaluation after the title's year."""
    latest = max(dates.title_years, default=None)
    later = [span for span in dates.spoken if latest is not None and (span.start.year or 0) > latest]
    return later[0].printed if later else None


def _is_followed(year: int, dates: PrintedDates) -> bool:
    """Whether an evaluation after that year is told, or a year is printed that may be the next one's."""
    dated = {span.start.year for span in (*dates.reports, *dates.headers)}
    last = min(max((each for each in dated if each), default=LAST_YEAR), year + LONGEST_INTERVAL)
    later = range(year + 2, last + 1)
    return dates.evaluated_again or not dates.mentioned_years.isdisjoint(later)


def _exactness(span: DateSpan) -> tuple[bool, bool]:
    return span.start.day is not None, span.start.month is not None


def _settle_year(dates: PrintedDates, visit: DateSpan | None) -> tuple[int | None, str | None]:
    if visit is not None and visit.start.year is not None:
        return visit.start.year, "visit"
    cover_years = dates.title_years
    if len(cover_years) == 1:
        return cover_years.pop(), "cover"
    reported = [span.start for span in (dates.reports or dates.headers)]
    if cover_years or not reported:
        return None, None
    years = {start.year for start in (span.start for span in (*dates.reports, *dates.headers))}
    if visit is not None:
        inferred = {_infer_year(visit, start) for start in reported}
    elif len(years) == 1:
        points = max(dates.years_of_points, default=None)  # those of the last round are the report's own
        inferred = {
            start.year if (start.month or 0) >= SURE_FROM_MONTH or start.year == points else None
            for start in reported
        }
    else:
        return None, None
    if len(inferred) != 1 or None in inferred:
        return None, None
    return inferred.pop(), "inferred"


def _settle_by_letter(
    report: Report, name: str | None, visit: DateSpan | None
) -> tuple[int | None, str | None, DateSpan | None]:
    """Settle the year of a report that is a letter's appendix: two of three must tell it, and none another.

    They are the letter's subject, its sentence on the visit and the captions of the report with its name.
    """
    told = [span for page in report.letters for _, span in find_told(page, name) if span.start.year]
    subject = set().union(*map(list_subject_years, report.letters))
    captions = list_caption_years(report.pages, name) if name else set()
    tellers = [years for years in ({span.start.year for span in told}, subject, captions) if years]
    if len(tellers) < 2 or len(set().union(*tellers)) != 1:
        return None, None, visit
    if told:
        return told[0].start.year, "visit", max(told, key=_exactness)
    return min(subject), "cover", visit


def _infer_year(visit: DateSpan, reported: PartialDate) -> int | None:
    """Infer the year of a visit from the date of the report, which follows within ``LONGEST_WAIT`` days."""
    if reported.year is None or reported.month is None:
        return None
    for year in (reported.year, reported.year - 1):
        waited = (_first_day(reported) - _first_day(visit.in_year(year).start)).days
        if 0 <= waited <= LONGEST_WAIT:
            return year
    return None


def _list_reported(dates: PrintedDates, visit: DateSpan | None, year: int | None = None) -> list[DateSpan]:
    """List the possible dates of the report: those of the cover first, then those of running headers.

    A date before the visit, or not in the year of the round or the next, belongs to another document.
    """
    return [
        span
        for span in (*dates.reports, *dates.headers)
        if not (visit is not None and _is_before(span.start, visit.start))
        and not (year is not None and span.start.year is not None and not year <= span.start.year <= year + 1)
    ]


def _note_stale(dates: PrintedDates, visit: DateSpan | None, year: int) -> list[Finding]:
    kept = _list_reported(dates, visit, year)
    stale = {span.start.write() for span in (*dates.reports, *dates.headers) if span not in kept}
    return [
        Finding(
            "stale_date",
            f"The date {written} does not fit the round {year} and is not taken for the report's.",
        )
        for written in sorted(written for written in stale if written)
    ]


def _note_cover_year(dates: PrintedDates, year: int) -> list[Finding]:
    return [
        Finding("cover_year_differs", f"The cover says {cover_year}; the round is the visit's year, {year}.")
        for cover_year in sorted(set(dates.cover_years) - {year})
    ]


def _contradict(dates: PrintedDates, year: int) -> str | None:
    """Explain why the year is not reliable: the cover's year or date contradicts it; ``None`` if it is."""
    if year in dates.cover_years and (dates.visits or dates.told_visits or _choose_spoken(dates)):
        return None
    for cover_year in sorted(set(dates.cover_years)):
        if abs(cover_year - year) > 1:
            return f"The cover says {cover_year}, but the visit was made in {year}."
    by_instrument = not dates.cover_years and not dates.visits and year in dates.instrument_years
    for span in (*dates.reports, *(dates.headers if by_instrument else ())):
        reported = span.start.year
        if reported is not None and not year <= reported <= year + 1:
            return (
                f"The report is dated {span.start.write()}, which does not fit an evaluation made in {year}."
            )
    return None


def _find_too_early(dates: PrintedDates, visit: DateSpan | None, year: int) -> str | None:
    """Explain that all dates of the report are before the visit, as those of a self-assessment are.

    Days without a year on which the evaluators were at work follow the report if they are not in the months
    before it.
    """
    reported = next((span.start for span in dates.reports if span.start.month is not None), None)
    if visit is None and reported is not None:
        coming = next((span for span in dates.at_work if _infer_year(span, reported) is None), None)
        if coming is not None:
            return f"The report is dated {reported.write()}, and the evaluators come on {coming.printed}."
    dated = (*dates.reports, *dates.meetings)
    before = [span for span in dated if visit is not None and _is_before(span.start, visit.start)]
    if visit is None or not before or _list_reported(dates, visit, year):
        return None
    return f"The report is dated {before[0].start.write()}, before the visit of {visit.start.write()}."


def _is_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is before another, compared with the precision that both have."""
    if one.year is None or other.year is None:
        return False
    if one.month is None or other.month is None:
        return one.year < other.year
    if one.day is None or other.day is None:
        return (one.year, one.month) < (other.year, other.month)
    return _first_day(one) < _first_day(other)


def _first_day(partial: PartialDate) -> date:
    month, day = partial.month or 1, partial.day or 1
    is_leap_day = (month, day) == (2, 29)
    return date(partial.year or 2000, month, 28 if is_leap_day else day)


def _write(spans: Sequence[DateSpan]) -> str | None:
    return spans[0].start.write() if spans else None
