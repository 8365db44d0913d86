"""Identify a document: is it an evaluation report, and of which municipality, round and edition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.identity.edition import find_edition, find_unknown_labels
from extract.identity.kind import Classification, classify_document
from extract.identity.layout import prepare_pages
from extract.identity.report import Report, find_report, place_lines
from extract.identity.when import When, find_round, is_draft
from extract.identity.who import Who, find_municipality
from extract.instrument import squeeze_text
from extract.municipalities import Municipality, find_code, list_namesakes
from extract.page.book import Book
from extract.page.textpass import PageText
from extract.records import Finding, Identity, Reason

__all__ = ["Classification", "classify_document", "identify_document", "list_report_pages"]


def identify_document(pages: Sequence[PageText], source: Path | Book | None = None) -> Identity:
    """Find the municipality, the round, the dates and the edition of an evaluation report.

    A field that cannot be determined is ``None`` and has a reason: ``municipality_unclear``,
    ``not_a_municipality``, ``round_unclear``, ``edition_unclear`` or ``edition_contradicts_year``. With
    ``source``, the file itself, the lines of the first pages are put in reading order by their position on
    the page; without it they keep the order of the text pass.
    """
    report = find_report(prepare_pages(pages), source)
    who = find_municipality(report)
    when = find_round(report, who.name)
    country = who.country or ("NO" if _is_norwegian(report) else "SE")
    edition = find_edition(report.pages, when.round, country)
    if edition.edition is None and source is not None:
        report = place_lines(report, source)
        edition = find_edition(report.pages, when.round, country)
    municipality = _find_municipality(who, when.round, report)
    reasons = [*_explain_who(who, municipality, when), *_explain_when(when)]
    if edition.problem:
        reasons.append(Reason(edition.problem, edition.sentence))
    findings = [*when.findings, *find_unknown_labels(report.pages, edition.edition)]
    if who.doubt:
        findings.append(Finding("municipality_doubt", who.doubt))
    return Identity(
        country=country,
        municipality_code=municipality.code if municipality else None,
        municipality=who.name,
        municipality_printed=who.printed,
        round=when.round,
        round_source=when.source,
        visit_start=when.visit.start.write() if when.visit else None,
        visit_end=when.visit.end.write() if when.visit else None,
        report_date=when.report_date,
        edition=edition.edition,
        draft=is_draft(report),
        reasons=tuple(reasons),
        findings=tuple(findings),
    )


def list_report_pages(pages: Sequence[PageText]) -> tuple[int, ...]:
    """List the 1-based numbers of the report's own pages, without the agenda that it is an appendix of."""
    return tuple(page.number for page in find_report(prepare_pages(pages)).pages)


def _find_municipality(who: Who, year: int | None, report: Report) -> Municipality | None:
    """Find the municipality of that name in that year; of two namesakes the one whose county is printed."""
    if who.name is None or who.country is None:
        return None
    found = find_code(who.name, who.country, year)
    if found is not None or year is None:
        return found
    then = [place for place in list_namesakes(who.name, who.country) if place.is_valid_in(year)]
    letters = "".join(page.squeezed.letters for page in report.pages)
    named = [place for place in then if squeeze_text(place.county) in letters]
    return named[0] if len(named) == 1 else None


def _explain_who(who: Who, municipality: Municipality | None, when: When) -> list[Reason]:
    if who.problem:
        return [Reason(who.problem, who.sentence)]
    if municipality is None and who.name and who.country and when.round is not None:
        codes = ", ".join(namesake.code for namesake in list_namesakes(who.name, who.country))
        sentence = f"The name {who.name} stands for {codes}, and the year {when.round} does not settle which."
        return [Reason("municipality_unclear", sentence)]
    return []


def _explain_when(when: When) -> list[Reason]:
    return [Reason("round_unclear", when.problem)] if when.problem else []


def _is_norwegian(report: Report) -> bool:
    return any("kommunekompasset" in page.squeezed.letters for page in report.front)
