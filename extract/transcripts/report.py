"""Reading a transcript: its municipality and round, and its eight scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.claims.totals import read_totals
from extract.identity import classify_document, identify_document
from extract.identity.names import find_mentions
from extract.identity.pagetext import Squeezed, clean_text
from extract.instrument import LEAST_TOTAL
from extract.page.textpass import PageText
from extract.page.words import place_lines
from extract.records import Identity, ReadingKind, Reason, ToldFigure
from extract.sentences import split_sentences
from extract.transcripts.scores import Place, choose_scores
from extract.transcripts.text import drops_digits

A4 = (595.0, 842.0)
TITLE = re.compile(
    r"analysav|evaluering(?:en|a)?av(?:forvaltningspraksiseni?)?|utvärderingav|kommune?kompasset?n?"
)
TITLE_REACH = 40  # squeezed letters from a title's words to the municipality's name
IDENTITY_CODES = {"edition_unclear"}  # reasons that do not matter for a transcript


@dataclass(frozen=True)
class TranscriptReport:
    """A transcript's identity and figures, or reasons why none is used."""

    is_report: bool
    identity: Identity = field(default_factory=Identity)
    figures: tuple[ToldFigure, ...] = ()
    reasons: tuple[Reason, ...] = ()


def read_transcript(pages: Sequence[str], title: str = "") -> TranscriptReport:
    """Read the pages of a transcript; each is one text without line ends. ``title`` is the viewer's title."""
    texts = [PageText(number, *A4, page, 0) for number, page in enumerate(pages, start=1)]
    if not classify_document(texts).is_report:
        return TranscriptReport(False)
    identity = identify_document(texts)
    doubts = tuple(reason for reason in identity.reasons if reason.code not in IDENTITY_CODES)
    if doubts or identity.municipality_code is None or identity.round is None:
        return TranscriptReport(True, identity, reasons=doubts)
    if not _is_named_on_cover(identity, pages[0], title):
        unnamed = Reason("municipality_unclear", "Neither title nor first page says whose report it is.")
        return TranscriptReport(True, identity, reasons=(unnamed,))
    if drops_digits(pages):
        lost = Reason(
            "score_uncertain", "Digits got lost in the transcript, so none of its numbers is taken."
        )
        return TranscriptReport(True, identity, reasons=(lost,))
    totals = sorted(set(_list_totals(pages, identity)))
    place, why = choose_scores(pages, totals)
    if place is None:
        return TranscriptReport(True, identity, reasons=(Reason("score_uncertain", why),))
    return TranscriptReport(True, identity, tuple(_list_figures(place, identity, totals)))


def _is_named_on_cover(identity: Identity, first_page: str, title: str) -> bool:
    """Whether the title names the municipality, or the first page does right after the words of its title."""
    own = (identity.country, identity.municipality)
    named = find_mentions(Squeezed.of(clean_text(title)))
    if named and all(own in mention.names for mention in named):
        return True
    cover = Squeezed.of(clean_text(first_page))
    mentions = find_mentions(cover)
    for found in TITLE.finditer(cover.letters):
        after = next((each for each in mentions if each.start >= found.end()), None)
        if after and after.start - found.end() <= TITLE_REACH and own in after.names:
            return True
    return False


def _list_totals(pages: Sequence[str], identity: Identity) -> Iterator[float]:
    """The totals that sentences call the municipality's own."""
    for page in pages:
        for sentence in split_sentences(clean_text(page)):
            if "oäng" in sentence or "oeng" in sentence:
                view = place_lines([sentence])
                for total in read_totals(view.lines(), view, identity):
                    if total.kind is ReadingKind.TOTAL and total.value >= LEAST_TOTAL:
                        yield total.value


def _list_figures(place: Place, identity: Identity, totals: Sequence[float]) -> Iterator[ToldFigure]:
    assert identity.municipality_code is not None
    assert identity.round is not None
    for area_no, value in sorted(place.values.items()):
        named = place.named[area_no]
        yield ToldFigure(
            municipality_code=identity.municipality_code,
            round=identity.round,
            score=value,
            quote=named.quote,
            area_no=area_no,
            area_printed=named.label,
            editions=named.editions,
            page=named.page,
            source_kind="transcript",
        )
    for total in totals:
        yield ToldFigure(
            municipality_code=identity.municipality_code,
            round=identity.round,
            score=total,
            quote=f"{total:g}",
            source_kind="transcript",
        )
