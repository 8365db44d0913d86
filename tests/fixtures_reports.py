"""Small reports, pulls and readings made by hand, for tests that begin after the reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from extract.instrument import AREAS, MAX_SCORE
from extract.municipalities import MUNICIPALITIES
from extract.records import (
    Box,
    CatalogueLine,
    DocumentReport,
    Group,
    Identity,
    Origin,
    Outcome,
    Proof,
    ProvedScore,
    PullResult,
    Reading,
    ReadingKind,
    Reason,
    SubareaScore,
    Verdict,
)
from extract.sources.ledger import Address, Ledger
from extract.sources.pull.record import PullRecord

OREBRO_2012 = (68, 85, 86, 74, 70, 74, 71, 87)
OREBRO_CHANGES = (16, 5, 20, 15, 19, 3, 16, 5)


def name_sha256(name: str) -> str:
    """A hash that stands for a document called ``name``."""
    return hashlib.sha256(name.encode()).hexdigest()


def make_reading(
    kind: ReadingKind, value: float, area_no: int | None = None, edition: int = 2010, **facts: Any
) -> Reading:
    """A reading on page 5, one line for each area."""
    label = AREAS[edition, area_no].name if area_no else ""
    column = list(ReadingKind).index(kind)
    left, top = 60.0 + 30 * column, 100.0 + 20 * (area_no or 9)
    given = {
        "reader": "table",
        "text": f"{value:g}",
        "page": 5,
        "box": Box(left, top, left + 12, top + 10),
        "group": Group("table", "1", kind.value),
        "label": label,
        "editions": (edition,) if area_no else (),
    }
    given["owner"] = "name" if kind is ReadingKind.SCORE else ""
    return Reading(kind=kind, value=value, area_no=area_no, **(given | facts))


def make_report(
    municipality_code: str,
    round_: int,
    scores: Sequence[float],
    *,
    edition: int = 2010,
    name: str | None = None,
    previous: Sequence[float] = (),
    previous_year: int | None = None,
    changes: Sequence[float] = (),
    averages: Sequence[float] = (),
    population: str | None = "samtliga kommuner",
    proof: Proof = Proof.SUM,
    total_printed: float | None = None,
    subareas: bool = False,
    draft: bool = False,
    visit: str | None = None,
    report_date: str | None = None,
) -> DocumentReport:
    """An accepted report with eight scores, one table row for each area.

    ``previous``, ``changes`` and ``averages`` hold eight numbers where they are given. ``total_printed`` is
    the sum unless given. ``subareas`` splits each score in two.
    """
    municipality = MUNICIPALITIES[municipality_code]
    own = [make_reading(ReadingKind.SCORE, value, no, edition) for no, value in enumerate(scores, start=1)]
    total = make_reading(
        ReadingKind.TOTAL, sum(scores) if total_printed is None else total_printed, None, edition
    )
    others = [
        make_reading(kind, value, no, edition, **facts)
        for kind, values, facts in (
            (ReadingKind.PREVIOUS, previous, {"year": previous_year, "words": "föregående"}),
            (ReadingKind.CHANGE, changes, {"year": previous_year, "words": "förändring"}),
            (ReadingKind.AVERAGE, averages, {"population": population, "words": "genomsnitt"}),
        )
        for no, value in enumerate(values, start=1)
    ]
    parts = _split_scores(scores, edition) if subareas else []
    return DocumentReport(
        sha256=name_sha256(name or f"{municipality_code}-{round_}"),
        outcome=Outcome.ACCEPTED,
        reader_version="test",
        pages=30,
        identity=Identity(
            country=municipality.country,
            municipality_code=municipality_code,
            municipality=municipality.name,
            municipality_printed=municipality.name.upper(),
            round=round_,
            round_source="visit",
            visit_start=visit or f"{round_}-05-06",
            visit_end=visit or f"{round_}-05-08",
            report_date=report_date,
            edition=edition,
            draft=draft,
        ),
        verdict=Verdict(
            edition=edition,
            scores=tuple(
                ProvedScore(no, value, MAX_SCORE, proof, 1 if proof is Proof.SINGLE else 2, reading)
                for no, (value, reading) in enumerate(zip(scores, own, strict=True), start=1)
            ),
            subareas=tuple(parts),
            total=total,
        ),
        readings=(*own, total, *others, *(part.reading for part in parts)),
    )


def _split_scores(scores: Sequence[float], edition: int) -> list[SubareaScore]:
    parts = []
    for no, score in enumerate(scores, start=1):
        first = float(int(score // 2))
        for place, value in enumerate((first, score - first), start=1):
            reading = make_reading(
                ReadingKind.SUBAREA,
                value,
                no,
                edition,
                subarea_no=f"{no}.{place}",
                page=20,
                group=Group("overview"),
                reader="overview",
                box=Box(400, 60.0 * no + 14 * place, 412, 60.0 * no + 14 * place + 10),
            )
            parts.append(SubareaScore(no, f"{no}.{place}", f"Delområde {place}", value, 50.0, reading))
    return parts


def make_unscored(
    name: str, outcome: Outcome, *reasons: str, pages: int | None = 12, **identity: Any
) -> DocumentReport:
    """A quarantined, rejected or unreadable document with the given reason codes."""
    return DocumentReport(
        sha256=name_sha256(name),
        outcome=outcome,
        reader_version="test",
        pages=pages,
        reasons=tuple(Reason(code, f"{name}: {code.replace('_', ' ')}.") for code in reasons),
        identity=Identity(**identity),
    )


def make_pull(
    report: DocumentReport | None,
    *,
    url: str | None = None,
    origin: Origin = "published",
    status: Any = "fetched",
    reasons: Sequence[Reason] = (),
    **line: Any,
) -> PullResult:
    """The pull that holds ``report``, or one that holds nothing."""
    address = url or f"https://example.org/{report.sha256[:12] if report else 'gone'}.pdf"
    return PullResult(
        line=CatalogueLine(url=address, origin=origin, **line),
        status=status,
        sha256=report.sha256 if report else None,
        http_status=200 if status == "fetched" else None,
        reasons=tuple(reasons),
    )


def make_addresses(pulls: Sequence[PullResult]) -> list[Address]:
    """What the records of the given pulls, one after the other, come to."""
    ledger = Ledger()
    for number, pull in enumerate(pulls):
        failed = pull.status == "unavailable"
        if failed and pull.sha256:  # brought earlier
            ledger.add(make_record(pull, "fetched", "2026-01-01T00:00:00+00:00"))
        ledger.add(make_record(pull, pull.status, f"2026-03-01T00:00:{number % 60:02}+00:00"))
    return ledger.list_addresses([pull.line for pull in pulls])


def make_record(pull: PullResult, status: Any, time: str) -> PullRecord:
    """The record of a pull at an ISO time."""
    sha256 = None if status == "unavailable" else pull.sha256
    return PullRecord(
        url=pull.line.url,
        time=time,
        status=status,
        sha256=sha256,
        body="pdf" if sha256 else None,
        http_status=pull.http_status,
        reasons=pull.reasons if status == pull.status else (),
        origin=pull.line.origin,
    )


def make_orebro() -> DocumentReport:
    """Örebro 2012 as the town's own news told it: scores with the change since the evaluation before."""
    return make_report("1880", 2012, OREBRO_2012, changes=OREBRO_CHANGES, visit="2012-11-06")


def index_reports(*reports: DocumentReport) -> dict[str, DocumentReport]:
    """The reports by hash."""
    return {report.sha256: report for report in reports}
