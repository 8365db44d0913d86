"""When the evaluation was made: the visit, the round (its year), and apart from them the date of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from extract.identity.dates import DateSpan, PartialDate, find_dates, iterate_years
from extract.identity.layout import Page, Report
from extract.identity.pagetext import Squeezed, is_page_counter
from extract.records import Finding

LONGEST_WAIT = 240  # days from visit to report, when the year of the visit is to be inferred from the report
SURE_HALF_YEAR = 7  # a report dated from this month on is taken to be of a visit in the same year
REPEATED = 3  # pages on which a line must stand to be a running header

_PUBLISHERS = ("sverigeskommuner", "svenskakommunförbundet", "kommunenessentralforbund", "kskonsulent")
_REPORT_DATE = re.compile(r"^(?:rapport|datum|dato|daterad|slutrapport|tryckt|utkast)\b", re.IGNORECASE)
_VISIT = re.compile(
    r"besök|genomför|utvärderingsdag|intervju|utvärderad|besøk|gjennomfør|evalueringen (?:ble|fant)|evaluert",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?:besök\w*|utvärdering(?:en)?|intervjuer(?:na)?|evalueringen|besøket|intervjuene)\b[^.]{0,60}?"
    r"(?:genomför\w*|ägde rum|gjordes|skedde|(?:ble |vart |blei )?gjennomfør\w*|fant sted|ble gjort)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"förra|föregående|tidigare|förrförra|första|senaste gången|forrige|tidligere|første|sist gang", re.I
)
_TITLE_ACT = re.compile(r"analysa?v?|(?:utvärdering|evaluering|evalueringen)a[vf]|kommun(?:e)?kompass")
_DRAFT = re.compile(
    r"(?<!\w)(?:utkast|preliminär(?: version| rapport)?|arbetsmaterial|koncept|foreløpig)(?!\w)", re.I
)


@dataclass
class _Dates:
    """What a report prints of dates, each with the role that its place and words give it."""

    visits: list[DateSpan] = field(default_factory=list)  # with a year
    yearless: list[DateSpan] = field(default_factory=list)
    cover_years: list[int] = field(default_factory=list)
    reports: list[DateSpan] = field(default_factory=list)
    headers: list[DateSpan] = field(default_factory=list)
    told: list[DateSpan] = field(default_factory=list)  # visits that a sentence tells of
    unsaid: list[DateSpan] = field(default_factory=list)  # on the cover, of unknown role


@dataclass(frozen=True)
class When:
    """The round with where it comes from (``visit``, ``cover``, ``inferred``), the visit and the report date.

    ``problem`` tells in a sentence why there is no round.
    """

    round: int | None = None
    source: str | None = None
    visit: DateSpan | None = None
    report_date: str | None = None
    problem: str | None = None
    findings: tuple[Finding, ...] = ()


def find_round(report: Report) -> When:
    """The year of the visit: from the visit line, else the cover's year, else inferred from consistent dates."""
    dates = _collect_dates(report)
    findings: list[Finding] = []
    report_date = _choose_report_date(dates, findings)
    visit, problem = _settle_visit(dates, report_date, findings)
    if problem:
        return When(report_date=_write(report_date), problem=problem, findings=tuple(findings))
    year, source = _settle_year(dates, visit, report_date)
    if year is None:
        sentence = "The report prints no year of the visit, and its dates do not settle one."
        return When(report_date=_write(report_date), problem=sentence, findings=tuple(findings))
    if visit is not None and visit.start.year is None:
        visit = visit.in_year(year)
    problem = _contradict(dates, year, visit, report_date)
    if problem:
        return When(visit=visit, report_date=_write(report_date), problem=problem, findings=tuple(findings))
    if source == "inferred":
        printed = report_date.start.write() if report_date else None
        findings.append(
            Finding("round_inferred", f"The round {year} is inferred from the report's date {printed}.")
        )
    return When(year, source, visit, _write(report_date), None, tuple(findings))


def is_draft(report: Report) -> bool:
    """Whether the report calls itself a draft (utkast) on its cover or in its running headers."""
    for cover in report.covers:
        if any(len(line) < 60 and _DRAFT.search(line) for line in report.list_lines(cover)):
            return True
    marked = sum(
        1
        for page in report.pages
        if any(len(line) < 90 and _DRAFT.search(line) and _is_margin(line) for line in _edges(page))
    )
    return marked >= min(REPEATED, len(report.pages))


def _is_margin(line: str) -> bool:
    return bool(
        is_page_counter(line) or find_dates(line) or _DRAFT.sub("", line).strip(" -–.:()") == ""
    ) or any(publisher in Squeezed.of(line).letters for publisher in _PUBLISHERS)


def _edges(page: Page) -> list[str]:
    return page.lines[:4] + page.lines[-4:]


def _collect_dates(report: Report) -> _Dates:
    dates = _Dates()
    for cover in report.covers:
        _read_cover(report.list_lines(cover), dates)
    dates.headers = _find_header_dates(report)
    covers = {cover.number for cover in report.covers}
    for page in report.front:
        if page.number not in covers or len(report.pages) == 1:
            dates.told.extend(_find_told_visits(page))
    return dates


def _read_cover(lines: Sequence[str], dates: _Dates) -> None:
    title_at = next((index for index, line in enumerate(lines) if _is_title(line)), len(lines))
    labelled = any(_is_dated_report(line) for line in lines)
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        after_title = index > 0 and _is_title_with_name(before, lines[index - 2] if index > 1 else "")
        spans = _read_with_next(line, lines[index + 1] if index + 1 < len(lines) else "")
        for span in spans:
            _place_span(span, line, before, index, title_at, after_title, labelled, dates)
        if not spans:
            dates.cover_years.extend(_read_title_years(line))
        elif _is_title(line):
            rest = line.replace(spans[0].printed, " ")
            dates.cover_years.extend(_read_title_years(rest))


def _place_span(
    span: DateSpan,
    line: str,
    before: str,
    index: int,
    title_at: int,
    after_title: bool,
    labelled: bool,
    dates: _Dates,
) -> None:
    """Give a date of the cover its role: visit, report, or merely the year on the title."""
    is_visit = bool(_VISIT.search(line) or (_VISIT.search(before) and not find_dates(before)))
    if _is_dated_report(line) and not span.is_several_days:
        dates.reports.append(span)
    elif span.is_several_days or is_visit:
        (dates.visits if span.start.year is not None else dates.yearless).append(span)
    elif span.form in ("month", "season") and span.start.year is not None:
        if not span.capital:
            dates.visits.append(span)
        elif index < title_at and not line.isupper() and span.form == "month":
            dates.reports.append(span)
        elif span.end.year is not None:
            dates.cover_years.append(span.end.year)
    elif span.start.year is None:
        dates.yearless.append(span)
    elif span.form == "days" and (after_title or _is_title(line)) and not span.capital:
        dates.visits.append(span)
    elif (after_title or _is_title(line)) and labelled:
        dates.visits.append(span)
    else:
        dates.reports.append(span)


def _read_with_next(line: str, following: str) -> list[DateSpan]:
    """The dates of a line; a span that is broken over two lines is read whole with the first of them."""
    spans = find_dates(line)
    if following and spans and spans[-1].start.year is None and spans[-1].form == "days":
        for whole in find_dates(f"{line} {following}"):
            reaches = whole.place <= len(line) < whole.place + len(whole.printed)
            if reaches and whole.start.year is not None:
                return [*spans[:-1], whole]
    return spans


def _read_title_years(line: str) -> list[int]:
    """Years of a title line or of a line that holds a year alone."""
    if re.fullmatch(r"(?:år )?20\d\d\.?", line, re.IGNORECASE) or _is_title(line) or _is_name_line(line):
        return list(iterate_years(line))
    return []


def _is_name_line(line: str) -> bool:
    return re.search(r"\b(?:kommune?s?|stads?|region \w+) 20\d\d\.?$", line, re.IGNORECASE) is not None


def _is_title(line: str) -> bool:
    letters = Squeezed.of(line).letters
    return (
        _TITLE_ACT.match(letters) is not None
        or re.match(r"av\b.*\b(?:kommune?s?|stads?)\b", line, re.IGNORECASE) is not None
    )


def _is_title_with_name(line: str, earlier: str) -> bool:
    """Whether a line ends the title with the evaluated municipality's name, so that the visit may follow."""
    named = re.search(r"\b(?:kommune?s?|stads?|region)\b", line, re.IGNORECASE) is not None
    return named and "," not in line and (_is_title(line) or _is_title(earlier))


def _is_dated_report(line: str) -> bool:
    letters = Squeezed.of(line).letters
    has_date = any(not span.is_several_days and span.form in ("iso", "compact") for span in find_dates(line))
    return has_date and bool(
        _REPORT_DATE.match(line) or is_page_counter(line) or letters.startswith(_PUBLISHERS)
    )


def _find_header_dates(report: Report) -> list[DateSpan]:
    """Dates of lines that run through the report, most often printed first."""
    covers = {cover.number for cover in report.covers}
    counts: Counter[str] = Counter()
    spans: dict[str, DateSpan] = {}
    for page in report.pages:
        if page.number in covers:
            continue
        for line in dict.fromkeys(_edges(page)):
            if len(line) > 110:
                continue
            for span in find_dates(line):
                written = span.start.write()
                if span.form in ("iso", "compact", "numeric") and not span.is_several_days and written:
                    counts[written] += 1
                    spans[written] = span
    needed = min(REPEATED, max(1, len(report.pages) - len(covers)))
    return [spans[written] for written, times in counts.most_common() if times >= needed]


def _find_told_visits(page: Page) -> Iterator[DateSpan]:
    """Visits of this evaluation that a sentence dates (``Utvärderarnas besök genomfördes den ...``)."""
    text = " ".join(page.lines)
    for match in _MADE.finditer(text):
        window = text[match.end() : match.end() + 70]
        spans = find_dates(window)
        sentence = text[max(0, match.start() - 60) : match.start()].rsplit(". ", 1)[-1] + match[0]
        if spans and not _EARLIER.search(sentence) and ". " not in _undot(window[: spans[0].place]):
            yield spans[0]


def _undot(text: str) -> str:
    return re.sub(r"\d\. ", "", text)


def _choose_report_date(dates: _Dates, findings: list[Finding]) -> DateSpan | None:
    """The cover's date, else the running header's; one that lies before the visit is left over from another."""
    visit = next(iter([*dates.visits, *dates.told]), None)
    for span in (*dates.reports, *dates.headers):
        if visit is not None and _is_before(span.start, visit.start):
            findings.append(
                Finding(
                    "stale_date",
                    f"The date {span.start.write()} is earlier than the visit {visit.start.write()} and is not "
                    "taken for the report's.",
                )
            )
            continue
        return span
    return None


def _settle_visit(
    dates: _Dates, report_date: DateSpan | None, findings: list[Finding]
) -> tuple[DateSpan | None, str | None]:
    """The visit, with its year where one is printed; the second value tells of visits that disagree."""
    printed = [*dates.visits, *dates.told]
    years = {span.start.year for span in printed if span.start.year is not None}
    if len(years) > 1:
        named = " and ".join(sorted({span.printed.strip() for span in printed}))
        return None, f"The report dates its visit differently: {named}."
    best = _most_exact(printed)
    if best is not None and best.start.year is not None:
        return best, None
    yearless = _most_exact([*dates.yearless, *(span for span in printed if span.start.year is None)])
    return yearless, None


def _most_exact(spans: Sequence[DateSpan]) -> DateSpan | None:
    def exactness(span: DateSpan) -> tuple[bool, bool, bool]:
        return span.start.year is not None, span.start.day is not None, span.start.month is not None

    return max(spans, key=exactness, default=None)


def _settle_year(
    dates: _Dates, visit: DateSpan | None, report_date: DateSpan | None
) -> tuple[int | None, str | None]:
    if visit is not None and visit.start.year is not None:
        return visit.start.year, "visit"
    cover_years = set(dates.cover_years)
    if len(cover_years) == 1:
        return cover_years.pop(), "cover"
    if cover_years:
        return None, None
    known = {span.start.year for span in (*dates.reports, *dates.headers)}
    if report_date is None or report_date.start.year is None:
        return None, None
    if visit is not None:
        year = _infer_year(visit, report_date.start)
        return year, "inferred" if year is not None else None
    if len(known) == 1 and (report_date.start.month or 0) >= SURE_HALF_YEAR:
        return report_date.start.year, "inferred"
    return None, None


def _infer_year(visit: DateSpan, reported: PartialDate) -> int | None:
    """The year in which the visit lies shortly before the report, if it is the only one."""
    if reported.year is None or reported.month is None:
        return None
    written = _first_day(reported)
    for year in (reported.year, reported.year - 1):
        waited = (written - _first_day(visit.end.in_year(year))).days
        if 0 <= waited <= LONGEST_WAIT:
            return year
    return None


def _contradict(dates: _Dates, year: int, visit: DateSpan | None, report_date: DateSpan | None) -> str | None:
    """Why the year cannot be trusted: another year on the cover, or a report from before or long after it."""
    for cover_year in sorted(set(dates.cover_years)):
        if abs(cover_year - year) > 1:
            return f"The cover says {cover_year}, but the visit was made in {year}."
    stale = [span for span in dates.reports if (span.start.year or year) < year]
    if stale:
        return f"The cover's date {stale[0].start.write()} is from before the visit or the round {year}."
    reported = report_date.start.year if report_date else None
    if reported is not None and reported > year + 1 and year not in dates.cover_years:
        return f"The report is dated {reported}, too long after {year} to be sure of the visit's year."
    return None


def _is_before(one: PartialDate, other: PartialDate) -> bool:
    if one.year is None or other.year is None:
        return False
    if one.month is None or other.month is None or (one.day is None) != (other.day is None):
        return (one.year, one.month or 12) < (other.year, other.month or 1)
    return _first_day(one) < _first_day(other)


def _first_day(partial: PartialDate) -> date:
    month = partial.month or 1
    try:
        return date(partial.year or 2000, month, partial.day or 1)
    except ValueError:
        return date(partial.year or 2000, month, 28)


def _write(span: DateSpan | None) -> str | None:
    return span.start.write() if span else None
