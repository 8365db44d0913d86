"""Find the municipality on covers and in running headers that do not have the usual title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.identity.names import FORM, Country, find_mentions, find_name_at, look_up_name
from extract.identity.pagetext import Squeezed
from extract.identity.report import Report
from extract.identity.titles import EVALUATORS, Named
from extract.instrument import squeeze_text

REPEATED = 3  # pages on which a running header must be printed
EDGE_LINES = 3  # lines at the top and bottom of a page that may be headers and footers
MOST_LETTERS = 90  # a longer line is a sentence
_TITLE_LETTERS = re.compile(
    r"(?:kommune?kompass(?:en|et)?)?(?:en)?(?:analys|utvärdering|evaluering)(?:av|for|i)(.+)"
)
_TITLED = re.compile(r"kommune?kompass|analysav|utvärderingav|utvärderingen$|^(?:slut)?rapport|evaluering")
_BRACKETS = re.compile(r"\([^()]*\)?")  # an evaluator's employer, after the evaluator's name
_PERSON = re.compile(  # and where the person works
    r"(?:och |og |samt )?[A-ZÅÄÖÆØ][\w.-]*(?: [A-ZÅÄÖÆØ][\w.-]*){1,2} "
    r"(?:från|fra|frå|vid|i|på|hos|anställd)\b"
)
_WRITTEN = re.compile(
    r"(?:skriv|författ|gjord|genomför|sammanställ|framtag|skrev|utarbeid|gjennomfør)\w* av:?$", re.IGNORECASE
)
_DATED = re.compile(r",\s*(?:\w+\s+){0,2}20\d\d\W*$")  # ``Lekebergs kommun, våren 2023``
_GOING_ON = (" och", " og", " samt", "&", ",")  # ends of a line whose list of persons goes on
_BARE = re.compile(r"(?!.*(?:kommun|stad))([^\W\d_]+(?:[ -][^\W\d_]+)?)(?: 20\d\d)?", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    r"kommun(?:e)? ?kompass\w*|\b(?:en |slut|endelig )?(?:analys|utvärdering|evaluering|rapport|resultat)\w*"
    r"|\b(?:återföring|återrapportering|presentation|redovisning|sammanfattning|tilbakemelding|presentasjon)\w*"
    r"|\bslutredovisning|\bslutrapport|\bkk\b|\b(?:av|i|for|för|från|fra|enligt|etter)\b|(?<!\d)20\d\d(?!\d)"
    r"|\bks\b|\bskl\b|\bskr\b|\bks konsulent\b|\bsid(?:a|e)?\b|\d+|[^\w\s]",
    re.IGNORECASE,
)


def list_cover_names(report: Report, folded: bool, *, titled: bool) -> list[Named]:
    """List the municipalities that the covers name in full or alone on a line, except the evaluators'.

    With ``titled`` only the lines of the title are searched, otherwise only the other lines. ``folded`` is
    true for a text that has lost the marks on its letters (å, ä, ö).
    """
    countries = list_countries(report)
    found: list[Named] = []
    for cover in report.covers:
        for before, line, after in _list_plain(report.list_lines(cover)):
            if _belongs_to_title(before, line, after, countries) is titled:
                found += _read_line(line, after, countries, folded)
    return found


def list_plain_lines(lines: Sequence[str]) -> list[str]:
    """List the lines that are neither sentences nor about persons, such as the evaluators."""
    return [line for _, line, _ in _list_plain(lines)]


def _list_plain(lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """List the lines that are neither sentences nor about persons, each with the line before and after."""
    lines = [_DATED.sub("", line) for line in lines]
    for before, line, after in zip(("", *lines), lines, (*lines[1:], ""), strict=False):
        if len(line) > MOST_LETTERS or "," in line or EVALUATORS.search(line):
            continue
        is_person = _PERSON.match(line) and not _TITLED.search(squeeze_text(line))
        if is_person or any(map(_WRITTEN.search, (before, line))):
            continue
        if not (EVALUATORS.search(before) and before.endswith(_GOING_ON)):
            yield before, line, after


def _belongs_to_title(before: str, line: str, after: str, countries: Sequence[Country]) -> bool:
    """Whether a line belongs to the title.

    It does if it, the line before or the line after names the instrument, or if it is only a name, with or
    without a year. *Stockholm* or *Oslo* alone is the publisher's address.
    """
    if any(_TITLED.search(squeeze_text(each)) for each in (before, line, after)):
        return True
    bare = _BARE.fullmatch(line)
    seats = {"stockholm", "oslo"}
    return countries == ("NO",) or (bare is not None and bare[1].casefold() not in seats)


def list_running_names(report: Report, folded: bool) -> list[Named]:
    """List the municipalities named beside the instrument in headers or footers of several pages."""
    countries = list_countries(report)
    counts: Counter[str] = Counter()
    for page in report.pages:
        edges = {
            line
            for line in (*page.lines[:EDGE_LINES], *page.lines[-EDGE_LINES:])
            if len(line) <= MOST_LETTERS
        }
        counts.update({_strip(line) for line in edges if _names_instrument(line)})
    lines = [line for line, times in counts.most_common() if times >= REPEATED and line]
    alone = [named for line in lines for named in _look_up(line, countries, folded)]
    return (alone or [named for line in lines for named in _find_inside(line, countries, folded)])[:1]


def _find_inside(line: str, countries: Sequence[Country], folded: bool) -> list[Named]:
    """Find the municipality in a line of other words, as in ``Så bra är Vetlanda``; none if it has several.

    Its first word is no name: it is written with a capital whatever it means, as in ``Vara bäst``.
    """
    words = line.split()
    pieces = [" ".join(words[at : at + size]) for at in range(1, len(words)) for size in (2, 1)]
    found = [named for piece in pieces for named in _look_up(piece, countries, folded)]
    return found if len({named.names for named in found}) == 1 else []


def list_countries(report: Report) -> Sequence[Country]:
    """List the countries whose names to look up: Norway if the instrument is named in Norwegian."""
    norwegian = any("kommunekompas" in page.squeezed.letters for page in report.pages)
    return ("NO",) if norwegian else ("SE",)


def _read_line(line: str, after: str, countries: Sequence[Country], folded: bool) -> Iterator[Named]:
    goes_on = "," not in after and _TITLED.search(squeeze_text(line))
    for text in (line, f"{line} {after}") if goes_on else (line,):
        mentions = find_mentions(Squeezed.of(_BRACKETS.sub(" ", text)), folded=folded)
        if mentions:
            yield Named(mentions[0].names, mentions[0].printed)
            return
    title = _TITLE_LETTERS.match(squeeze_text(line))
    for country in countries if title else ():
        names = find_name_at(title[1], country, folded=folded) if title else frozenset()
        if names:
            yield Named(names, line)
            return
    yield from _look_up(_strip(line), countries, folded)


def _look_up(name: str, countries: Sequence[Country], folded: bool) -> Iterator[Named]:
    for country in countries:
        names = look_up_name(re.sub(rf"\b{FORM}\b", "", name, flags=re.IGNORECASE), country, folded=folded)
        if names and name[:1].isupper():
            yield Named(names, name)


def _strip(line: str) -> str:
    return " ".join(_TITLE_WORDS.sub(" ", line).split())


def _names_instrument(line: str) -> bool:
    letters = squeeze_text(line)
    return "kommunkompass" in letters or "kommunekompass" in letters
