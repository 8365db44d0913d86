"""Decide by position and wording what each date on a cover dates: the visit, the title, the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.identity.dates import DateSpan, find_dates, iterate_years
from extract.identity.layout import is_stamp
from extract.identity.names import FORM
from extract.identity.pagetext import is_page_counter
from extract.identity.told import TO_COME
from extract.instrument import squeeze_text
from extract.phrases import compile_phrases, join_phrases

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
_IN_TEXT = re.compile(  # a word between others that the entries of a menu do not have
    r" (?:av|för|for|att|at|som|i|på|är|er|har|med|till|til|den|det|en|ett|vid|ved|från|fra|frå|om) "
)
MOST_CAPITALS = 0.33  # share of the words of a line of text that begin with a capital
SENTENCE_REACH = 60  # characters before a date in which a sentence calls it an earlier evaluation's
_TITLE_ACT = re.compile(r"analysa?v?|(?:utvärdering|evaluering|evalueringen)a[vf]|kommun(?:e)?kompass")
_INSTRUMENT = re.compile(
    r"(?:(?:kort)?(?:version|sammanfattning|sammendrag|resultat\w{0,4}?|rapport\w{0,4}?)(?:av|från|fra|i))?"
    r"kommune?kompass\w*20\d\d"
)
PUBLISHERS = ("sverigeskommuner", "svenskakommunförbundet", "kommunesektorens", "kskonsulent")


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
    years_of_points: set[int] = field(default_factory=set)  # that labels of points have
    mentioned_years: set[int] = field(default_factory=set)  # anywhere on the first pages
    evaluated_again: bool = False  # a sentence says so without a date

    @property
    def title_years(self) -> set[int]:
        """The years of the title, or else of running headers, of the instrument or the report's number."""
        tiers = (self.cover_years, self.running_years, self.instrument_years, self.numbered_years)
        return set(next((years for years in tiers if years), ()))


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


def read_cover(lines: Sequence[str], dates: PrintedDates) -> None:
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
        if not any(map(_runs_on, lines[max(index - 2, 0) : index])):  # two columns alternate
            _add_title_years(line, spans, dates)


def _runs_on(line: str) -> bool:
    """Whether a line is one of text whose sentence goes on.

    The menu of a web page has more capitals than that, and joins no words but with *och*.
    """
    words = [word for word in line.split() if word[0].isalpha()]
    has_capitals = sum(word[0].isupper() for word in words) > MOST_CAPITALS * len(words)
    is_menu = has_capitals and _IN_TEXT.search(line) is None
    return _RUNS_ON.search(line) is not None and not is_menu


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
