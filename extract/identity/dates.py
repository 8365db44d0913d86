"""Find dates and spans of days in the forms that Swedish and Norwegian reports print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 2002, 2099
LONGEST_VISIT = 21  # days; a longer span is not one visit

_MONTH_NAMES = (
    "januari januar jan",
    "februari februar febr feb",
    "mars mar",
    "april apr",
    "maj mai",
    "juni jun",
    "juli jul",
    "augusti august aug",
    "september sept sep",
    "oktober okt",
    "november nov",
    "december desember dec des",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_M = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])"
_SEASON = r"(?:vår(?:en)?|sommar(?:en)?|sommer(?:en)?|höst(?:en)?|høst(?:en)?|haust(?:en)?|vinter(?:n|en)?)"
_WEEKDAY = r"(?:(?:mån|tis|ons|tors|tor|fre|lör|sön|man|tirs|lør|søn)(?:dag)?(?:en)?\.?,? +)?(?:den +)?"
_DAY = r"(?:\d{1,2}(?:\.|:[ea])?(?!\d))"
_TO = r"(?: ?(?:--|[-–—‐‑−/,&+]|t\.?o\.?m\.?|till|til|och|og|samt) ?| )"
_DAYS = rf"{_WEEKDAY}{_DAY}(?:{_TO}{_WEEKDAY}{_DAY}){{0,3}}"
_YEAR = r"(?:,? *(?:år(?:et)? *)?(?P<{}>\d{{4}})(?!\d))"
_DASH = r"[-–—‐‑−]"


@dataclass(frozen=True)
class PartialDate:
    """A date with the precision in which it is printed. A visit may be printed without its year."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def write(self) -> str | None:
        """Write the date in ISO 8601 with its precision (``2017``, ``2017-05``); ``None`` without a year."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year}"
        return f"{self.year}-{self.month:02}" + (f"-{self.day:02}" if self.day is not None else "")

    def in_year(self, year: int) -> PartialDate:
        """Return the same day in a given year."""
        return PartialDate(year, self.month, self.day)


@dataclass(frozen=True)
class DateSpan:
    """A printed span from a first to a last day; they are equal if only one date is printed.

    ``form`` is ``days`` (days of a named month), ``iso``, ``numeric`` (4/5 2017), ``compact`` (150402),
    ``month`` or ``season``. ``place`` is the index of the first character in the line. ``capital`` is true if
    the month begins with a capital letter, as in a title.
    """

    start: PartialDate
    end: PartialDate
    form: str
    printed: str
    place: int
    capital: bool = False

    @property
    def is_several_days(self) -> bool:
        """Whether the span has more than one day."""
        return self.start != self.end and self.start.day is not None

    def in_year(self, year: int) -> DateSpan:
        """Return the same span beginning in a given year; it may end in the next one."""
        runs_over = (self.end.month or 0) < (self.start.month or 0)
        end = self.end.in_year(year + 1 if runs_over else year)
        return DateSpan(self.start.in_year(year), end, self.form, self.printed, self.place, self.capital)


def find_dates(text: str) -> list[DateSpan]:
    """Find the dates and spans in one line of cleaned text, in order.

    Where two overlap, the one whose form comes first in ``_FORMS`` is returned.
    """
    found: list[tuple[int, int, DateSpan]] = []
    for pattern, read in _FORMS if _DIGIT.search(text) else (_LONE_MONTH,):
        for match in pattern.finditer(text):
            span = read(match)
            if span is not None and not any(
                start < match.end() and match.start() < end for start, end, _ in found
            ):
                found.append((match.start(), match.end(), span))
    return [span for _, _, span in sorted(found, key=lambda item: item[0])]


def _read_iso(match: re.Match[str]) -> DateSpan | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    last_year = int(match["y2"]) if match["y2"] else year
    last_month = int(match["m2"]) if match["m2"] else month
    last_day = int(match["d2"]) if match["d2"] else day
    span = _make_span((year, month, day), (last_year, last_month, last_day), "iso", match)
    return span or _make_span((year, month, day), (year, month, day), "iso", match)


def _read_compact(match: re.Match[str]) -> DateSpan | None:
    year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
    one = (year, int(match["m"]), int(match["d"]))
    return _make_span(one, one, "compact", match)


def _read_numeric(match: re.Match[str]) -> DateSpan | None:
    year, last_month, first = int(match["y"]), int(match["m2"]), int(match["d"])
    last = int(match["d2"]) if match["d2"] else first
    month = int(match["m"]) if match["m"] else last_month
    if match["m"] and not match["d2"]:
        return None
    return _make_span((year, month, first), (year, last_month, last), "numeric", match)


def _read_days(match: re.Match[str]) -> DateSpan | None:
    days = [int(number) for number in re.findall(r"\d+", match["days"])]
    month, year = _read_month(match["month"]), _read_year(match["year"])
    capital = match["month"][0].isupper()
    if match["month2"] is None:
        if days != sorted(days):
            return None
        return _make_span((year, month, days[0]), (year, month, days[-1]), "days", match, capital)
    last_days = [int(number) for number in re.findall(r"\d+", match["days2"])]
    last_month, last_year = _read_month(match["month2"]), _read_year(match["year2"])
    if year is None and last_year is not None:
        year = last_year - 1 if last_month < month else last_year
    if last_year is None and year is not None:
        last_year = year + 1 if last_month < month else year
    return _make_span((year, month, days[0]), (last_year, last_month, last_days[-1]), "days", match, capital)


def _read_months(match: re.Match[str]) -> DateSpan | None:
    months = [_read_month(name) for name in re.findall(_M, match["months"], re.IGNORECASE)]
    year = _read_year(match["year"])
    if year is None:
        return None
    first = PartialDate(year - 1 if months[-1] < months[0] else year, months[0])
    capital = match["months"][0].isupper()
    last = PartialDate(year, months[-1])
    return DateSpan(first, last, "month", match[0], match.start(), capital)


def _read_lone_month(match: re.Match[str]) -> DateSpan | None:
    one = PartialDate(None, _read_month(match["months"]))
    return DateSpan(one, one, "month", match[0], match.start(), match["months"][0].isupper())


def _read_season(match: re.Match[str]) -> DateSpan | None:
    year = _read_year(match["year"])
    if year is None:
        return None
    one = PartialDate(year)
    return DateSpan(one, one, "season", match[0], match.start(), match[0][0].isupper())


def _read_month(name: str) -> int:
    return MONTHS[name.casefold()]


def _read_year(text: str | None) -> int | None:
    return int(text) if text and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _make_span(
    first: tuple[int | None, int, int],
    last: tuple[int | None, int, int],
    form: str,
    match: re.Match[str],
    capital: bool = False,
) -> DateSpan | None:
    """Make a span; ``None`` if its days do not exist, are out of order, or are too far apart for a visit."""
    days = []
    for year, month, day in (first, last):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        try:
            days.append(date(year or 2000, month, day))
        except ValueError:
            return None
    if first[0] is None and days[1] < days[0]:
        days[1] = days[1].replace(year=2001)
    if not 0 <= (days[1] - days[0]).days <= LONGEST_VISIT:
        return None
    return DateSpan(PartialDate(*first), PartialDate(*last), form, match[0], match.start(), capital)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_DIGIT = re.compile(r"\d")
_LONE_MONTH = _compile(rf"^(?P<months>{_M})$"), _read_lone_month  # the one form without a digit
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateSpan | None]], ...] = (
    (
        _compile(
            rf"(?<![\d/])(?P<y>20\d\d) ?{_DASH} ?(?P<m>\d\d) ?{_DASH} ?(?P<d>\d\d)(?!\d)"
            rf"(?: ?(?:{_DASH}{{1,2}}|/|och|og|till|til|t\.?o\.?m\.?) ?"
            rf"(?:(?:(?P<y2>20\d\d){_DASH})?(?P<m2>\d\d){_DASH})?(?P<d2>\d\d)(?![\d:.]))?"
        ),
        _read_iso,
    ),
    (
        _compile(
            rf"(?<![\d.,/-])(?P<days>{_DAYS}) ?(?P<month>{_M})\.?{_YEAR.format('year')}?"
            rf"(?:{_TO}(?P<days2>{_DAYS}) ?(?P<month2>{_M})\.?{_YEAR.format('year2')}?)?"
        ),
        _read_days,
    ),
    (
        _compile(
            r"(?<![\d.,/-])(?P<d>\d{1,2})\.?(?:[/.](?P<m>\d{1,2})\.?)?"
            rf"(?: ?(?:{_DASH}|och|og) ?(?P<d2>\d{{1,2}})\.?)?[/.] ?(?P<m2>\d{{1,2}})"
            r"(?:\.? |[/.-])(?P<y>20\d\d)(?!\d)"
        ),
        _read_numeric,
    ),
    (
        _compile(
            rf"(?<![^\W\d_])(?<!\d )"
            rf"(?P<months>{_M}(?: ?(?:{_DASH}|/|och|og) ?{_M})?)\.?{_YEAR.format('year')}"
        ),
        _read_months,
    ),
    _LONE_MONTH,
    (_compile(rf"(?<![^\W\d_]){_SEASON}{_YEAR.format('year')}(?!\d|/)"), _read_season),
    (_compile(r"(?<![^\W\d_])(?:vecka|v\.|uke|veke) ?\d{1,2},? +(?P<year>20\d\d)(?!\d)"), _read_season),
    (_compile(r"(?<![\d\w./,-])(?P<y>20\d\d|\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![\d\w/,-])"), _read_compact),
)


def iterate_years(text: str) -> Iterator[int]:
    """List the years printed in a line, from the instrument's first year on."""
    for match in re.finditer(r"(?<![\d/.,-])20\d\d(?![\d/-])", text):
        year = int(match[0])
        if FIRST_YEAR <= year <= LAST_YEAR:
            yield year
