"""Whatever a file stores: what is published is what a viewer shows of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import read_document
from extract.recognition.ocr import explain_absence
from extract.records import DocumentReport, Outcome
from tests.layouts.judge import find_failure
from tests.shown.kinds import KINDS
from tests.shown.sheet import MUNICIPALITIES, Facts, Kind, draw_shown_report, invent_facts

NEEDS_EYES = {"letters-swapped"}  # nothing but a look at the picture tells what is wrong
TOLD = [kind for kind in KINDS if kind.name not in NEEDS_EYES or explain_absence() is None]


def read_kind(kind: Kind, facts: Facts) -> DocumentReport:
    with tempfile.TemporaryDirectory() as folder:
        path = draw_shown_report(kind, facts, Path(folder) / f"{kind.name}.pdf")
        return read_document(path, "0" * 64)


def is_as_shown(report: DocumentReport, facts: Facts) -> bool:
    read = tuple(score.value for score in report.verdict.scores)
    who = report.identity.municipality_code, report.identity.round
    return read == facts.scores and who == (MUNICIPALITIES[facts.municipality], facts.year)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kind=st.sampled_from(TOLD), seed=st.integers(0, 10**6))
def test_what_is_published_is_what_a_viewer_shows(kind: Kind, seed: int) -> None:
    facts = invent_facts(seed)
    report = read_kind(kind, facts)
    assert not find_failure(report), (kind.name, facts)
    assert report.outcome is not Outcome.ACCEPTED or is_as_shown(report, facts), (kind.name, facts)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.readable], ids=lambda kind: kind.name)
def test_what_can_be_read_is_published(kind: Kind) -> None:
    facts = invent_facts(sum(map(ord, kind.name)))
    report = read_kind(kind, facts)
    assert report.outcome is Outcome.ACCEPTED, report.reasons
    assert is_as_shown(report, facts)


HELD = {
    "line-over-figure": {"annotated"},
    "note-with-number": {"annotated"},
    "stamp": {"annotated"},
    "redaction": {"annotated"},
    "letters-swapped": {"looks_otherwise", "total_mismatch"},
}


@pytest.mark.parametrize("kind", [kind for kind in TOLD if kind.name in HELD], ids=lambda kind: kind.name)
def test_what_is_doubtful_is_held_and_said(kind: Kind) -> None:
    report = read_kind(kind, invent_facts(3))
    assert report.outcome is Outcome.QUARANTINED
    assert {reason.code for reason in report.reasons} & HELD[kind.name]
