"""The figures that a web page tells of its municipality, proved like a report's scores.

The page's own text is printed to a PDF, which the readers of reports read. Scores of all eight areas need the
same proof as in a report. A page that tells only a total, or a few areas in sentences, gives only these. A
page with any other doubt gives no figures.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.differences import settle_differences
from extract.htmltext import Content, PageError, extract_content
from extract.instrument import AREA_NUMBERS, EDITIONS, LEAST_TOTAL, MAX_SCORE, MAX_TOTAL, TOTAL_ROUNDING
from extract.municipalities import MUNICIPALITIES, Municipality, find_code
from extract.page.textpass import read_page_texts
from extract.page.words import PageWords, read_page_words
from extract.phrases import compile_phrases
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Group, Identity, Reading, ReadingKind, Reason, ToldFigure, Verdict
from extract.transcripts.report import TranscriptReport, read_transcript
from extract.transcripts.text import list_pages
from extract.webpages.printing import print_content
from extract.webpages.shaping import shape_blocks
from extract.webpages.subject import (
    find_foreign_words,
    find_last_named,
    find_publisher,
    find_rival,
    find_round,
    has_points,
    list_texts,
    speaks_of_instrument,
)

HARMLESS = {"edition_unclear"}  # web pages seldom name the edition
INCOMPLETE = {"no_scores", "area_missing", *HARMLESS}
MOST_AREAS = 5  # of the eight
IS_GONE = compile_phrases("page is gone")
MOST_PAGES = 40


@dataclass(frozen=True)
class PageReport:
    """What a web page tells: its figures, or reasons why none is used, and the printed PDF."""

    about_instrument: bool
    has_points: bool = False
    publisher: Municipality | None = None
    round: int | None = None
    figures: tuple[ToldFigure, ...] = ()
    reasons: tuple[Reason, ...] = ()
    printed: bytes = b""

    @property
    def may_tell(self) -> bool:
        """Whether the page is about the instrument and has points, even if none is used."""
        return self.about_instrument and self.has_points


def read_web_page(page: bytes) -> PageReport:
    """Read the bytes of a web page. When its figures cannot be proved, the report has reasons instead."""
    try:
        content = extract_content(page)
    except PageError as error:
        return PageReport(False, reasons=(Reason("html", str(error)),))
    if not speaks_of_instrument(content):
        return PageReport(False)
    pages = list_pages(content)
    transcript = read_transcript(pages, content.title) if pages else None
    if transcript is not None and transcript.is_report:
        return _report_transcript(transcript)
    content = replace(content, blocks=shape_blocks(content.blocks))
    printed = print_content(content)
    publisher, year = find_publisher(content), find_round(content)
    report = PageReport(True, has_points(content), publisher, year, printed=printed)
    refusal = _refuse(content, publisher, year)
    if refusal or publisher is None or year is None:
        return replace(report, reasons=(refusal,) if refusal else ())
    views = _read_views(printed)
    municipality = find_code(publisher.name, publisher.country, year) or publisher
    identity = Identity(
        country=municipality.country,
        municipality_code=municipality.code,
        municipality=municipality.name,
        municipality_printed=municipality.name,
        round=year,
    )
    readings = read_pages(views, identity)
    verdict = prove(readings, identity)
    readings = settle_differences(readings, identity)
    figures, reasons = _choose_figures(readings, verdict, identity)
    figures = [figure for figure in figures if _fits_year(figure, identity)]
    texts = list(list_texts(content))
    stranger = next((each for each in figures if _is_anothers(each, texts, publisher)), None)
    if stranger is not None:
        sentence = f"The page of {publisher.name} tells {stranger.text} points right after another's name."
        figures, reasons = [], (Reason("municipality_unclear", sentence),)
    told = (_make_figure(reading, identity, readings, views) for reading in figures)
    return replace(report, figures=tuple(told), reasons=reasons)


def _fits_year(reading: Reading, identity: Identity) -> bool:
    """Whether an edition that has the named area was in use in the reading's year."""
    year = reading.year if reading.kind is ReadingKind.PREVIOUS else identity.round
    return (
        not reading.editions or year is None or any(EDITIONS[each].covers(year) for each in reading.editions)
    )


def _is_anothers(reading: Reading, texts: Sequence[str], publisher: Municipality) -> bool:
    """Whether a text names another municipality last before the number."""
    number = re.compile(rf"(?<![\d,.]){re.escape(reading.text.strip('()'))}(?![\d])")
    for text in texts:
        for found in number.finditer(text):
            if find_last_named(text[: found.start()], publisher) not in (None, publisher.name):
                return True
    return False


def _report_transcript(transcript: TranscriptReport) -> PageReport:
    identity = transcript.identity
    return PageReport(
        True,
        True,
        MUNICIPALITIES.get(identity.municipality_code or ""),
        identity.round,
        transcript.figures,
        transcript.reasons,
    )


def _refuse(content: Content, publisher: Municipality | None, year: int | None) -> Reason | None:
    if publisher is None:
        return Reason("municipality_unclear", "The page does not say which municipality's it is.")
    rival = find_rival(content, publisher)
    if rival:
        return Reason("municipality_unclear", f"The page of {publisher.name} tells the points of {rival}.")
    if any(IS_GONE.search(each) for each in (content.title, *content.headings)):
        return Reason("score_uncertain", f"The page of {publisher.name} says that it is gone.")
    foreign = find_foreign_words(content, publisher)
    if foreign:
        sentence = f"The page of {publisher.name} says of the points that stand on it: {foreign}."
        return Reason("score_uncertain", sentence)
    if year is None:
        return Reason("round_unclear", f"The page of {publisher.name} does not say of which year it tells.")
    return None


def _read_views(printed: bytes) -> list[PageWords]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pdf"
        path.write_bytes(printed)
        numbers = [page.number for page in read_page_texts(path)][:MOST_PAGES]
        return list(read_page_words(path, numbers))


def _choose_figures(
    readings: Sequence[Reading], verdict: Verdict, identity: Identity
) -> tuple[list[Reading], tuple[Reason, ...]]:
    """Choose the readings that are certain, or say why none is."""
    codes = {reason.code for reason in verdict.reasons}
    if codes - INCOMPLETE:
        return [], verdict.reasons
    totals = [each for each in readings if each.kind is ReadingKind.TOTAL and each.value >= LEAST_TOTAL]
    if len({each.value for each in totals}) > 1:
        return [], (Reason("total_mismatch", "The page tells several totals as its own."),)
    if verdict.scores:
        own = [each.reading for each in verdict.scores]
    else:
        own = _list_summed(readings, totals)
        if not own and _is_unexplained(readings):
            return [], (Reason("score_uncertain", "Nothing says for certain whose the page's points are."),)
        own = own or _list_sentences(readings)
        if _is_contradicted(own, readings):
            return [], (Reason("scores_disagree", "The page tells two numbers for one area."),)
    chosen = [*own, *totals[:1], *_list_earlier(readings, identity)]
    return chosen, () if chosen else verdict.reasons


def _list_summed(readings: Sequence[Reading], totals: Sequence[Reading]) -> list[Reading]:
    """Eight numbers of one presentation that add up to the page's own total and are not called another's."""
    for group in [*_group(readings, ReadingKind.SCORE), *_group(readings, ReadingKind.UNKNOWN)]:
        if set(group) == set(AREA_NUMBERS) and totals and _adds_up(group, totals[0].value):
            return [replace(group[area_no], kind=ReadingKind.SCORE) for area_no in AREA_NUMBERS]
    return []


def _is_unexplained(readings: Sequence[Reading]) -> bool:
    """Whether most areas have numbers of which nothing says whose they are."""
    return any(
        len(group) >= MOST_AREAS
        for kind in (ReadingKind.SCORE, ReadingKind.UNKNOWN)
        for group in _group(readings, kind)
    )


def _list_sentences(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of areas whose points a sentence gives, one for each area."""
    found: dict[int, Reading] = {}
    for reading in readings:
        if reading.kind is ReadingKind.SCORE and reading.reader == "sentence" and reading.area_no:
            found.setdefault(reading.area_no, reading)
    return [found[area_no] for area_no in sorted(found) if 0 <= found[area_no].value <= MAX_SCORE]


def _is_contradicted(own: Sequence[Reading], readings: Sequence[Reading]) -> bool:
    told = {reading.area_no: reading.value for reading in own}
    unsure = {ReadingKind.SCORE, ReadingKind.UNKNOWN}
    return any(
        each.kind in unsure and each.area_no in told and each.value != told[each.area_no] for each in readings
    )


def _list_earlier(readings: Sequence[Reading], identity: Identity) -> Iterator[Reading]:
    """Readings of earlier rounds: columns with a year, all eight areas and a total that they add up to.

    The total itself is left out.
    """
    earlier = [each for each in readings if each.kind is ReadingKind.PREVIOUS and each.year]
    for group in _group(earlier, ReadingKind.PREVIOUS):
        years = {each.year for each in group.values()}
        year = next(iter(years))
        if set(group) != set(AREA_NUMBERS) or len(years) != 1 or not year or year == identity.round:
            continue
        totals = [each for each in earlier if each.area_no is None and each.group == group[1].group]
        if len({each.value for each in totals}) == 1 and _adds_up(group, totals[0].value):
            yield from (group[area_no] for area_no in AREA_NUMBERS)


def _adds_up(group: dict[int, Reading], total: float) -> bool:
    return abs(sum(each.value for each in group.values()) - total) <= TOTAL_ROUNDING


def _group(readings: Sequence[Reading], kind: ReadingKind) -> list[dict[int, Reading]]:
    """The readings of a kind by presentation and area; presentations with an area twice are left out."""
    groups: dict[Group, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.kind is kind and reading.area_no is not None:
            groups[reading.group].append(reading)
    by_area = [{each.area_no: each for each in group if each.area_no} for group in groups.values()]
    return [areas for areas, group in zip(by_area, groups.values(), strict=True) if len(areas) == len(group)]


def _make_figure(
    reading: Reading, identity: Identity, readings: Sequence[Reading], views: Sequence[PageWords]
) -> ToldFigure:
    year = reading.year if reading.kind is ReadingKind.PREVIOUS else identity.round
    assert identity.municipality_code is not None
    assert year is not None
    assert 0 <= reading.value <= MAX_TOTAL
    return ToldFigure(
        municipality_code=identity.municipality_code,
        round=year,
        area_no=reading.area_no,
        area_printed=reading.label or None,
        editions=reading.editions,
        score=reading.value,
        change=_find_change(reading, readings),
        quote=_quote(reading, views),
        page=reading.page,
        box=reading.box,
    )


def _find_change(reading: Reading, readings: Sequence[Reading]) -> float | None:
    """The change in points of the same area in the same presentation, if there is just one."""
    if reading.kind is not ReadingKind.SCORE:
        return None
    presentation = reading.group.presentation
    changes = {
        each.value
        for each in readings
        if each.kind is ReadingKind.CHANGE
        and each.area_no == reading.area_no
        and each.group.presentation == presentation
    }
    return changes.pop() if len(changes) == 1 else None


def _quote(reading: Reading, views: Sequence[PageWords]) -> str:
    """The printed line that has the number."""
    for view in views:
        if view.number != reading.page:
            continue
        for line in view.lines():
            if any(
                _touches(reading, word.box.top, word.box.bottom, word.box.x0, word.box.x1) for word in line
            ):
                return " ".join(word.text for word in line)
    return reading.text


def _touches(reading: Reading, top: float, bottom: float, x0: float, x1: float) -> bool:
    box = reading.box
    return top <= (box.top + box.bottom) / 2 <= bottom and x0 <= (box.x0 + box.x1) / 2 <= x1
