"""A small release with something of everything, made by hand, for tests that begin with tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from extract.records import DocumentReport, Outcome, Proof, PullResult, Reason
from tests.declared import load_published_figures
from tests.fixtures_reports import (
    index_reports,
    make_addresses,
    make_orebro,
    make_pull,
    make_report,
    make_unscored,
    name_sha256,
)
from transform.corrections import Correction
from transform.decisions import Decision
from transform.tables import build_tables
from warehouse.release import Release, publish_release

INPUTS = {"archive": "a" * 64, "catalogue": "b" * 64, "code": "0.1.0+test"}


def build(
    pulls: Sequence[PullResult],
    reports: Sequence[DocumentReport],
    corrections: Sequence[Correction] = (),
    decisions: Sequence[Decision] = (),
) -> dict[str, pd.DataFrame]:
    """The tables of the given pulls and reports."""
    return build_tables(
        make_addresses(pulls),
        index_reports(*reports),
        corrections=corrections,
        decisions=decisions,
        published=load_published_figures(),
    )


def build_from(*reports: DocumentReport) -> dict[str, pd.DataFrame]:
    """The tables of published reports, each at an address of its own."""
    return build([make_pull(report) for report in reports], reports)


def make_correction(report: DocumentReport, area_no: int, expected: float, corrected: float) -> Correction:
    """A correction of one score."""
    return Correction(
        correction_id=f"area-{area_no}-of-{report.sha256[:6]}",
        document_sha256=report.sha256,
        area_no=area_no,
        expected_score=expected,
        corrected_score=corrected,
        reason="The sum in the text and the sub-areas show a misprint.",
        source="https://example.org/erratum",
        confirmed_by="the municipality's quality manager",
        confirmed_on=date(2026, 11, 2),
    )


def make_material() -> tuple[list[PullResult], list[DocumentReport], list[Correction]]:
    """Pulls, reports and corrections with every outcome, edition, proof and source of change among them."""
    orebro = make_orebro()
    twin = replace(orebro, sha256="f" * 64)
    later = make_report("1880", 2015, (75, 88, 86, 80, 74, 80, 77, 90), averages=(55,) * 8)
    tyreso = [
        make_report("0138", 2010, (50, 55, 60, 48, 52, 57, 49, 61), subareas=True, report_date="2011-01-17"),
        make_report(
            "0138",
            2015,
            (58, 61, 66, 60, 59, 63, 55, 70),
            previous=(50, 55, 61, 48, 52, 57, 49, 61),
            previous_year=2010,
            averages=(54, 56, 62, 55, 57, 60, 52, 64),
            population="40 kommuner",
        ),
    ]
    vallentuna = [
        make_report("0115", 2017, (66, 68, 75, 70, 69, 71, 62, 74), edition=2016, proof=Proof.AGREEMENT),
        make_report("0115", 2021, (73, 75, 80, 83, 86, 82, 86, 83), edition=2020, averages=(63,) * 8),
    ]
    kungalv = make_report("1482", 2002, (41.5, 52, 47.5, 55, 38, 60, 44, 58), edition=2002)
    grastorp = make_report("1444", 2014, (61, 60, 66, 63, 59, 65, 64, 68), proof=Proof.SINGLE)
    tied = make_report("0580", 2015, (60, 60, 60, 60, 63, 63, 63, 63), name="tied")
    ulstein = make_report("NO-1516", 2019, (60, 58, 66, 61, 55, 64, 57, 63), edition=2016)
    made = make_report("0191", 2014, (55, 56, 57, 58, 59, 60, 61, 62), name="made for testing")
    held = make_unscored(
        "held", Outcome.QUARANTINED, "area_missing", country="SE", municipality_code="0480", round=2014
    )
    template = make_unscored("template", Outcome.REJECTED, "pm_template")
    damaged = make_unscored("damaged", Outcome.UNREADABLE, "damaged", pages=None)
    reports = [
        orebro,
        twin,
        later,
        *tyreso,
        *vallentuna,
        kungalv,
        grastorp,
        tied,
        ulstein,
        made,
        held,
        template,
        damaged,
    ]
    pulls = [make_pull(report, origin="facsimile" if report is made else "published") for report in reports]
    gone = Reason("http_404", "https://example.org/gone.pdf answers 404.")
    pulls += [
        make_pull(orebro, url="https://example.org/once-more.pdf", publisher="orebro.se"),
        make_pull(None, status="unavailable", reasons=[gone]),
    ]
    return pulls, reports, [make_correction(kungalv, 8, 58, 56)]


@cache
def _build_sample() -> dict[str, pd.DataFrame]:
    return build(*make_material())


def build_sample() -> dict[str, pd.DataFrame]:
    """The tables of ``make_material``; frames of the caller's own."""
    return {name: frame.copy() for name, frame in _build_sample().items()}


def publish_sample(root: Path) -> Release:
    """Publish ``build_sample`` below ``root``."""
    return publish_release(build_sample(), root, INPUTS)


KUNGALV_SHA256 = name_sha256("1482-2002")
