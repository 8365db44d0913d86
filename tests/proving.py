"""Prove the scores of drawn pages, with everything that the proof asks of pages."""

from __future__ import annotations

from collections.abc import Sequence

from extract.page.words import PageWords
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Identity, Verdict
from extract.verdict.chapters import find_denied_chapters
from extract.verdict.contradictions import find_near_copy


def prove_pages(pages: Sequence[PageWords], identity: Identity) -> Verdict:
    """The verdict on pages that are all of a report."""
    readings = read_pages(pages, identity)
    verdict = prove(readings, identity)
    if not verdict.scores:
        return verdict
    denied = find_denied_chapters(pages, readings, verdict, identity)
    reason = denied or find_near_copy(pages, verdict.scores)
    return Verdict(verdict.edition, reasons=(reason,)) if reason else verdict


def list_scores(pages: Sequence[PageWords], identity: Identity) -> dict[int, float]:
    """The proved points by area; empty if none are proved."""
    return {score.area_no: score.value for score in prove_pages(pages, identity).scores}
