"""Find the dates that sentences give for the evaluation, the visit and the interviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from extract.identity.dates import DateSpan, PartialDate, find_dates, iterate_years
from extract.identity.layout import Page
from extract.phrases import compile_phrases, join_phrases

TO_COME = re.compile(r"\b(?:skal?l?|skulle|kommer att|kommer til å|planeras|planlegges) [^.]*$")
ROOM = 0.8  # share of a text's width below which a line had room for another word

_MADE = re.compile(
    r"(?P<what>(?-i:[bB])es(?:ök\w*|øket)|(?-i:[uU])tvärdering(?:en)?|(?-i:[iI])ntervju(?:er(?:na)?|ene|a)|"
    r"(?-i:[eE])valuering(?:en|a)|(?-i:[vV])itjinga|(?-i:[sS])amtal(?:en|ene|a|er)?)\b"
    r"(?:(?!besök|utvärdering|intervju|besøk|evaluering)[^.]){0,60}?"
    r"(?:genomför\w*|ägde rum|gjordes|skedde|fördes|hölls|gjennomfør\w*|fant sted|fann stad|"
    r"(?:ble|vart|blei) (?:gjort|ført|holdt|halde))",
    re.IGNORECASE,
)
_EVALUATED = (
    r"(?<!\w){}s?(?: kommune?| stad)?\W+(?:\w+\W+){{0,3}}?"
    r"(?P<what>utvärderades|utvärderats|(?:ble|vart|blei) evaluert)\b"
)
_EVALUATORS = re.compile(rf"{join_phrases('evaluators')}|\b(?:SKL|SKR|KS)\b", re.IGNORECASE)
# It begins with the space, and what must be before it follows: so it is found quickly.
_SENTENCE = re.compile(r"\s(?<=[^\d\s]\.\s)\s*(?=[A-ZÅÄÖÆØ])")
_FIGURE = re.compile(r"\d")
EARLIER = re.compile(
    r"förra|föregående|tidigare|första|senaste gången|senast\b|även|också|redan|nästa|neste"
    r"|forrige|tidligere|første|sist\b|også",
    re.IGNORECASE,
)
_PARTS = re.compile(  # begins with the space, as above
    r"\s(?:(?<=[^\d\s][.!?]\s)\s*(?=[A-ZÅÄÖÆØ•–-])|(?<=\d{4}\.\s)\s*(?=[A-ZÅÄÖÆØ•])|[•▪]\s)|^[•▪]\s"
)
_CLAUSES = re.compile(r"(?<=[,;:])\s+(?!\d)")
_ASIDE = re.compile(  # ``genomfördes 22 intervjuer, varav sex digitalt, den 24–26 april``
    r",\s(?:varav|därav|hvorav|derav|inklusive|inkludert|de flest[ae]|samtliga|alla|alle)\b[^,.;:\d]*,(?=\s)",
    re.IGNORECASE,
)
_VISITORS = compile_phrases("evaluators", "visitors")
_INSTRUMENT = re.compile(r"kommune? ?kompass", re.IGNORECASE)
_OTHER_ACT = compile_phrases("other than an evaluation")
_YEAR_OF_ACT = re.compile(r"\b(?:under|i|år|i løpet av) (?:år(?:et)? )?(20\d\d)\b(?![-/])", re.IGNORECASE)
_SMALL = r"(?:(?:(?-i:[a-zåäöæø])[\w-]*|20\d\d)\s+){0,4}?"  # words that are no names
_HAS_BEEN, _WAS = join_phrases("has been evaluated"), join_phrases("was evaluated")
_VISITED, _HAD_VISIT = join_phrases("visited"), join_phrases("received a visit")
_EVALUATED_WORD, _RECEIVED = join_phrases("evaluated"), join_phrases("received")
# Each clause with the municipality's name and such words has the words alone.
_MAY_BE_EVALUATED = re.compile(rf"{_HAS_BEEN}|{_WAS}|{_EVALUATED_WORD}", re.IGNORECASE)
_MAY_BE_VISITED = re.compile(rf"{_VISITED}|{_HAD_VISIT}|{_RECEIVED}", re.IGNORECASE)
_MADE_ALL = re.compile(
    rf"{join_phrases('made an evaluation')}\W+(?:\w+\W+){{0,4}}?{join_phrases('evaluation of all')}\b|"
    rf"\b{join_phrases('evaluation of all')}\W+(?:\w+\W+){{0,4}}?{join_phrases('made an evaluation')}",
    re.IGNORECASE,
)
_DAYS_OF_VISIT = re.compile(rf"{join_phrases('days of a visit')}:?\s+{_SMALL}$", re.IGNORECASE)
_ANOTHER = compile_phrases("evaluated once more")
_MAY_COME = compile_phrases("may come")
_HAS_COME = re.compile(r"\b(?:har|hade|hadde|nu|nå|no|blev|ble|vart|blei|\w+des)\b", re.IGNORECASE)
_SINCE_THEN = compile_phrases("since then")
_INTERVIEWED = compile_phrases("interviewed")


def find_told(page: Page, name: str | None) -> Iterator[tuple[str, DateSpan]]:
    """Find dates that a sentence gives for this evaluation (*Utvärderarnas besök genomfördes den …*)."""
    text = " ".join(page.lines)
    of_name = re.compile(_EVALUATED.format(re.escape(name)), re.IGNORECASE) if name else None
    for match in (*_MADE.finditer(text), *(of_name.finditer(text) if of_name else ())):
        window = text[match.end() : match.end() + 70]
        spans = find_dates(window)
        sentence = text[max(0, match.start() - 60) : match.start()].rsplit(". ", 1)[-1] + match[0]
        between = window[: spans[0].place] if spans else ""
        if (
            spans
            and not TO_COME.search(match[0])
            and not EARLIER.search(sentence + between)
            and not _ends_sentence(between)
        ):
            yield match["what"], spans[0]


def find_at_work(page: Page) -> Iterator[DateSpan]:
    """Find several days in one sentence with the evaluators (*Den 21 till 23 oktober är det SKL:s tur*)."""
    for sentence in _SENTENCE.split(" ".join(page.lines)):
        if _FIGURE.search(sentence) and _EVALUATORS.search(sentence) and not EARLIER.search(sentence):
            spans = find_dates(sentence)
            yield from (span for span in spans if span.is_several_days and span.start.year is None)


def _ends_sentence(text: str) -> bool:
    return ". " in re.sub(r"\d\. ", "", text)


def find_spoken(page: Page, name: str | None) -> Iterator[DateSpan]:
    """Find when a sentence says that the municipality was evaluated, in whatever order its words are.

    *I februari 2015 fick Flens kommun besök av två utvärderare* gives February 2015. A clause counts if
    it has one date only, is in the past, and speaks neither of an earlier evaluation nor of what
    else evaluators come for, such as a course.
    """
    for sentence, following in pairwise([*_list_sentences(page), ""]):
        if not _FIGURE.search(sentence) or _SINCE_THEN.match(following) or _OTHER_ACT.search(sentence):
            continue
        yield from _find_in_clauses(sentence, name)


@lru_cache(maxsize=4)  # compiled for the municipality of the document, if a clause may need it
def _compile_evaluated(name: str | None) -> re.Pattern[str]:
    own = _name_itself(name)
    return re.compile(
        rf"{own}\s+{_SMALL}{_HAS_BEEN}|{_WAS}\s+{_SMALL}{own}|"
        rf"(?:blev|ble|vart|blei)\s+{own}\s+{_SMALL}{_EVALUATED_WORD}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)  # as above
def _compile_visited(name: str | None) -> re.Pattern[str]:
    own = _name_itself(name)
    return re.compile(
        rf"{_VISITED}\W+(?:\w+\W+){{0,6}}?{own}|{own}\s+{_SMALL}{_HAD_VISIT}|"
        rf"{_RECEIVED}\s+{own}\s+{_SMALL}(?:besök|besøk|vitjing)\b",
        re.IGNORECASE,
    )


def _name_itself(name: str | None) -> str:
    """Make an expression that finds the municipality as a sentence names it: *Flens kommun*, *vi*."""
    named = rf"\b{re.escape(name)}s?(?:\s(?:kommune?|stad|herad))?\b|" if name else ""
    return rf"(?:{named}{join_phrases('the municipality itself')}\b)"


def _find_in_clauses(sentence: str, name: str | None) -> Iterator[DateSpan]:
    so_far = ""
    for clause in _CLAUSES.split(_ASIDE.sub("", sentence)):
        so_far = f"{so_far} {clause}"
        if EARLIER.search(so_far):
            return
        span = _find_one_year(clause) if _FIGURE.search(clause) else None
        if span is None:
            continue
        by_visitors = _VISITORS.search(so_far) is not None
        known = by_visitors or _INSTRUMENT.search(sentence) is not None
        if (
            (known and _MAY_BE_EVALUATED.search(clause) and _compile_evaluated(name).search(clause))
            or (by_visitors and _MAY_BE_VISITED.search(clause) and _compile_visited(name).search(clause))
            or (known and _MADE_ALL.search(clause))
            or ((by_visitors or span.is_several_days) and _INTERVIEWED.search(clause))
            or (span.is_several_days and _DAYS_OF_VISIT.search(clause[: span.place]))
        ):
            yield span


def _find_one_year(clause: str) -> DateSpan | None:
    """Find the date of a clause that has only one, and no other year."""
    spans = [span for span in find_dates(clause) if span.start.year is not None]
    years = {*iterate_years(clause), *(span.start.year for span in spans)}
    if len(years) != 1 or len(spans) > 1:
        return None
    if spans:
        return spans[0]
    told = _YEAR_OF_ACT.search(clause)
    year = PartialDate(int(told[1])) if told else None
    return DateSpan(year, year, "season", told[1], told.start(1)) if told and year else None


def tells_another(page: Page) -> bool:
    """Whether a sentence without a year says that there has been another evaluation since the last one."""
    return any(
        _ANOTHER.search(sentence)
        and next(iterate_years(sentence), None) is None
        and (_HAS_COME.search(sentence) or not _MAY_COME.search(sentence))
        for sentence in _list_sentences(page)
    )


def _list_sentences(page: Page) -> list[str]:
    """List the sentences of a page, without the headings and headers between them.

    A line goes on in the next one if that begins with a small letter, or if its first word had no place.
    """
    lines = page.lines
    text = lines[0] if lines else ""
    for at, (line, following) in enumerate(pairwise(lines)):
        width = max(map(len, lines[max(at - 1, 0) : at + 3]))
        had_place = len(line) + len(following.split(" ", 1)[0]) < ROOM * width
        text += f"\n{following}" if had_place and not following[0].islower() else f" {following}"
    return [sentence for part in text.split("\n") for sentence in _PARTS.split(part)]
