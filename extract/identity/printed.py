"""Collect the dates that a report prints and decide by position and wording what each one dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.identity.dates import DateSpan, find_dates, iterate_years
from extract.identity.layout import FEW_LONG_LINES, Page, is_stamp
from extract.identity.names import FORM
from extract.identity.pagetext import is_page_counter
from extract.identity.report import Report
from extract.identity.told import EARLIER, TO_COME, find_at_work, find_spoken, find_told, tells_another
from extract.instrument import EDITIONS, squeeze_text
from extract.phrases import compile_phrases, join_phrases
from extract.vocabulary import YEAR

REPEATED = 3  # pages on which a line must be printed to count as a running header
HEADER_LENGTH = 110  # characters; a longer line is text

PUBLISHERS = ("sverigeskommuner", "svenskakommunförbundet", "kommunesektorens", "kskonsulent")

_REPORT_WORDS = re.compile(  # no word of the title may come between them and the date
    r"(?:rapport|publicerad|publisert|datum|\bdato\b|daterad|datert|tryckt|utkast|\bstockholm\b|\boslo\b)"
    r"(?:(?!analys|kommun|evaluering|utvärdering).)*$|rapport till?\b.*$",
    re.IGNORECASE,
)
_REPORT_LINE = re.compile(
    r"(?:(?:slut)?rapport|utvärdering(?:en)?|evaluering(?:en|a)?|resultat(?:et)?) (?:\w+ ){0,3}?20\d\d\.?",
    re.IGNORECASE,
)
_REPORT_NUMBER = re.compile(
    r"\brapport\W+(?:nr\.? )?\d{1,3}/(20\d\d)\b", re.IGNORECASE
)  # KS-K rapport 22/2012
_VISIT = re.compile(
    r"besök|genomför|utvärderingsdag|intervju|utvärderad|besøk|gjennomfør|evaluert|evaluering(?:en)? fant",
    re.IGNORECASE,
)
_BODY = compile_phrases("body that meets")
_MEETS_THEN = re.compile(rf"\W*(?:(?:i|på|vid|av) )?\w*{join_phrases('body that meets')}", re.IGNORECASE)
_NO_VISIT = re.compile(r"bokslut|delår|sammanträd|kallelse|\b(?:per|senast) den\b|\bmøte", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\btfn\b|\btel\b|telefon|\bfax\b|e-?post|www\.|gatan \d|\d{3} ?\d{2} [A-ZÅÄÖ]{3}", re.IGNORECASE
)
_LAST_TIME = re.compile(
    r"\b(?:förra|föregående|första|senast|forrige|førre|første|sist) (?:\w+\W+){0,3}$", re.IGNORECASE
)
_VERB_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:[a-zåäöæø]{3,}(?:de|te|tt|dt)|\w*(?:tog|tok|fick|fikk|gav|ga)) (?:\w+ ){0,2}$"
)
_VERB_AFTER = re.compile(
    r" (?:[a-zåäöæø]{2,}(?:des?|tes?)|fick|fikk|fekk|kom|gjorde|var|blev|ble|vart|blei|har|ska|skal) "
)
_GOES_ON = re.compile(r" (?:att|at|om|å|som|med|av|en|ett|et|till|til|för|for) [a-zåäöæø]")
_SMALL_WORD = re.compile(r"(?<!\w)[a-zåäöæø]+(?!\w)")
LEAST_IN_SENTENCE = 5  # words in small letters around a date; a line of a title has fewer
_RUNS_ON = re.compile(r"^.{40,} [a-zåäöæø-]{3,}$")  # a long line of text whose sentence goes on
SENTENCE_REACH = 60  # characters before a date in which a sentence calls it an earlier evaluation's
_IN_DIGITS = re.compile(r"20\d\d|\d{6}")  # in every date without words
_TITLE_ACT = re.compile(r"analysa?v?|(?:utvärdering|evaluering|evalueringen)a[vf]|kommun(?:e)?kompass")
_COLUMN_OF_YEAR = re.compile(  # not the name of an edition, as in ``Kommunkompassen 2010``
    r"(?:(?!\w*kompass|\w*kommun)[^\W\d]+ )?(?P<year>(?:19|20)\d\d)(?: (?!\w*kompass|\w*kommun)[^\W\d]+)?",
    re.IGNORECASE,
)
_ROW_END = re.compile(r"(?<![\d.,/-])\d{1,3}$")
LEAST_ROWS = 8  # lines that end with a number; fewer are no table
_INSTRUMENT = re.compile(
    r"(?:(?:kort)?(?:version|sammanfattning|sammendrag|resultat\w{0,4}?|rapport\w{0,4}?)(?:av|från|fra|i))?"
    r"kommune?kompass\w*20\d\d"
)


@dataclass
class PrintedDates:
    """The dates of a report by what they date; each list is in printed order."""

    visits: list[DateSpan] = field(default_factory=list)  # on the cover, with a year
    yearless: list[DateSpan] = field(default_factory=list)  # visits without a year
    months: list[DateSpan] = field(default_factory=list)  # *mars 2009* on the cover: visit or report
    cover_years: list[int] = field(default_factory=list)  # the year of the title
    instrument_years: list[int] = field(default_factory=list)  # "Kommunkompassen 2016": round or edition
    reports: list[DateSpan] = field(default_factory=list)  # the report's date, on the cover
    numbered_years: list[int] = field(default_factory=list)  # in the publisher's number of the report
    running_years: list[int] = field(default_factory=list)  # "KommunKompassen Lerum 2013" in page headers
    headers: list[DateSpan] = field(default_factory=list)  # in running headers, also on the cover
    told_visits: list[DateSpan] = field(default_factory=list)  # of the visit, in a sentence
    told_evaluations: list[DateSpan] = field(default_factory=list)  # of the evaluation or its interviews
    spoken: list[DateSpan] = field(default_factory=list)  # of the evaluation, in any sentence
    meetings: list[DateSpan] = field(default_factory=list)  # at which the result is presented, on the cover
    at_work: list[DateSpan] = field(
        default_factory=list
    )  # days, without a year, in a sentence on the evaluators
    mentioned_years: set[int] = field(default_factory=set)  # anywhere on the first pages
    evaluated_again: bool = False  # a sentence says so without a date

    @property
    def title_years(self) -> set[int]:
        """The years of the title, or else of running headers, of the instrument or the report's number."""
        tiers = (self.cover_years, self.running_years, self.instrument_years, self.numbered_years)
        return set(next((years for years in tiers if years), ()))


def collect_dates(report: Report, name: str | None = None) -> PrintedDates:
    """Collect the dates on the covers, in running headers and in sentences about the visit.

    With the evaluated municipality's ``name``, sentences that say when it was evaluated count too.
    """
    dates = PrintedDates()
    for cover in report.covers:
        _read_cover(_list_title_lines(cover, report.list_lines(cover)), dates)
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
    _place_bare_months(dates)
    return dates


def _list_title_lines(cover: Page, lines: Sequence[str]) -> Sequence[str]:
    """List the lines of a cover without the years that end a sentence or head one of several columns.

    On a page with text, no year alone is listed, as it may head a column.
    """
    ends = {
        line
        for before, line in pairwise(cover.lines)
        if line.endswith(".") and YEAR.fullmatch(line[:-1]) and before[0].islower()
    }
    ends |= set(_list_years_of_columns(lines))
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


@dataclass(frozen=True)
class _Place:
    """The position of a date on a cover: its line, the words before it, and the surrounding lines."""

    line: str
    words: str  # from the line's beginning or the last date; if there are none, the line before
    after: str  # the rest of the line
    above_title: bool
    follows_title: bool
    dated_elsewhere: bool  # another line is clearly the report's date

    @property
    def beside(self) -> str:
        """The words before the date in its own line."""
        return self.words if self.words in self.line else ""


def _read_cover(lines: Sequence[str], dates: PrintedDates) -> None:
    lines = [line for line in lines if not is_stamp(line)]
    dates.numbered_years.extend(int(year) for line in lines for year in _REPORT_NUMBER.findall(line))
    title_at = next((index for index, line in enumerate(lines) if _is_title(line)), len(lines))
    dated = [index for index, line in enumerate(lines) if _is_dated_report(line) or _is_header(line)]
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        follows = _is_title(line) or (
            index > 0 and _ends_title(before, lines[index - 2] if index > 1 else "")
        )
        spans = _read_with_next(line, lines[index + 1] if index + 1 < len(lines) else "")
        read_to = 0
        for span in spans:
            words = line[read_to : span.place]
            if not any(letter.isalpha() for letter in line[: span.place]) and not find_dates(before):
                words = before
            read_to = span.place + len(span.printed)
            elsewhere = any(other != index for other in dated)
            _give_role(span, _Place(line, words, line[read_to:], index < title_at, follows, elsewhere), dates)
        if not any(map(_RUNS_ON.search, lines[max(index - 2, 0) : index])):  # two columns alternate
            _add_title_years(line, spans, dates)


def _give_role(span: DateSpan, place: _Place, dates: PrintedDates) -> None:
    near = place.words[-SENTENCE_REACH:]
    if _LAST_TIME.search(near) or TO_COME.search(near):
        return
    has_year = span.start.year is not None
    says_visit = _VISIT.search(place.words) is not None and not _ADDRESS.search(place.words)
    if not span.is_several_days and _is_meeting(place):
        dates.meetings.extend([span] if has_year else [])
        return
    if span.is_several_days or (says_visit and not _is_header(place.line)):
        (dates.visits if has_year else dates.yearless).append(span)
    elif _is_header(place.line):
        dates.headers.append(span)
    elif not has_year:
        of_title = span.form == "month" and span.capital  # SEPTEMBER belongs to the title's year
        if not (of_title or _NO_VISIT.search(place.line)):
            dates.yearless.append(span)
    elif _REPORT_WORDS.search(place.words) or is_page_counter(place.line):
        dates.reports.append(span)
    elif (
        span.form in ("month", "season") and (_VERB_AFTER.match(place.after) or _is_in_sentence(place))
    ) or (_VERB_BEFORE.search(place.words) and _GOES_ON.match(place.after)):
        return  # a sentence, such as when the council decided to be evaluated
    elif span.form in ("month", "season"):
        _place_month(span, place.line, place.above_title, dates)
    elif (
        place.follows_title
        and not _names_occasion(place)
        and (place.dated_elsewhere or (span.form == "days" and not span.capital))
    ):
        dates.visits.append(span)
    else:
        dates.reports.append(span)


def _is_in_sentence(place: _Place) -> bool:
    """Whether a sentence goes on before and after a date: *Den reviderades i mars 2010 och omfattar …*"""
    before, after = _SMALL_WORD.findall(place.beside), _SMALL_WORD.findall(place.after)
    return bool(before and after) and len(before) + len(after) >= LEAST_IN_SENTENCE


def _names_occasion(place: _Place) -> bool:
    """Whether words before a day say on what occasion it was: *Chefsdag 3 mars 2015*."""
    return any(letter.isalpha() for letter in place.beside) or _BODY.search(place.words) is not None


def _is_meeting(place: _Place) -> bool:
    """Whether a council, a board or a committee met on the date: *Kommunfullmäktige 29 november 2021*."""
    beside = place.beside
    bodies = [match.end() for match in _BODY.finditer(beside)]
    if bodies:
        return not _VISIT.search(beside[bodies[-1] :]) and not _REPORT_WORDS.search(beside)
    return _MEETS_THEN.match(place.after) is not None


def _place_month(span: DateSpan, line: str, above_title: bool, dates: PrintedDates) -> None:
    """Assign a month: *April 2002* above the title is a report's, *MARS 2017* a round, *mars 2009* open."""
    if not span.capital:
        dates.months.append(span)
    elif above_title and span.form == "month" and not line.isupper():
        dates.reports.append(span)
    elif span.end.year is not None:
        dates.cover_years.append(span.end.year)


def _read_with_next(line: str, following: str) -> list[DateSpan]:
    """Find the dates of a line; a span broken over two lines belongs to the first of them."""
    spans = find_dates(line)
    if following and spans and spans[-1].start.year is None and spans[-1].form == "days":
        for whole in find_dates(f"{line} {following}"):
            reaches = whole.place <= len(line) < whole.place + len(whole.printed)
            if reaches and whole.start.year is not None:
                return [*spans[:-1], whole]
    return spans


def _add_title_years(line: str, spans: Sequence[DateSpan], dates: PrintedDates) -> None:
    """Add the year of a title line, of *X KOMMUN 2014*, or of a line that is only a year."""
    rest = line
    for span in spans:
        rest = rest.replace(span.printed, " ")
    alone = re.fullmatch(r"(?:år )?20\d\d\.?", rest.strip(), re.IGNORECASE) or _REPORT_LINE.fullmatch(rest)
    named = (
        "," not in rest
        and ". " not in rest
        and re.search(rf"(?:\b{FORM}\b|\bregion \w+) +20\d\d\b", rest, re.IGNORECASE)
    )
    if _INSTRUMENT.match(squeeze_text(rest)):
        dates.instrument_years.extend(iterate_years(rest))
    elif alone or named or _is_title(rest):
        dates.cover_years.extend(iterate_years(rest))


def _is_title(line: str) -> bool:
    letters = squeeze_text(line)
    return bool(_TITLE_ACT.match(letters) or re.match(rf"av\b.*\b{FORM}\b", line, re.IGNORECASE))


def _ends_title(line: str, earlier: str) -> bool:
    """Whether the title ends with this line, the municipality's name, so that the visit may follow."""
    named = re.search(rf"\b{FORM}\b|\bregion\b", line, re.IGNORECASE) is not None
    return named and "," not in line and (_is_title(line) or _is_title(earlier))


def _is_dated_report(line: str) -> bool:
    """Whether a line is clearly the report's date: a word says so, or a page counter is beside it."""
    first = next(iter(find_dates(line)), None)
    labelled = first is not None and _REPORT_WORDS.search(line[: first.place])
    return bool(labelled or is_page_counter(line)) and _has_single_date(line)


def _is_header(line: str) -> bool:
    """Whether a line is a running header with the publisher's name and a date."""
    return squeeze_text(line).startswith(PUBLISHERS) and _has_single_date(line)


def _has_single_date(line: str) -> bool:
    return any(not span.is_several_days and span.form in ("iso", "compact") for span in find_dates(line))


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
