"""Heed numbers from which the points have risen or fallen: *52* with *från 44 år 2016* below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.claims.candidate import Candidate
from extract.claims.owner import Attribution, Claim
from extract.phrases import join_phrases
from extract.records import Identity, ReadingKind
from extract.vocabulary import YEAR

FROM_EARLIER = re.compile(rf"\W*{join_phrases('rises from')}\W+#.*", re.IGNORECASE)
IN_CHAPTERS = ("section", "placed")


def heed_risen(candidate: Candidate, candidates: Sequence[Candidate], identity: Identity) -> Candidate:
    """Make numbers without words this round's if each has risen or fallen from one of a single earlier round.

    Both must stand in the chapters of all eight areas, and no third number may.
    """
    if not _is_in_chapters(candidate) or candidate.meaning.claim is not Claim.SILENT:
        return candidate
    others = [
        each for each in candidates if _is_in_chapters(each) and each.series.places != candidate.series.places
    ]
    if len(others) != 1 or not _is_earlier(others[0], identity):
        return candidate
    return replace(
        candidate, meaning=Attribution(ReadingKind.SCORE, Claim.OWN, identity.round, others[0].series.heading)
    )


def _is_in_chapters(candidate: Candidate) -> bool:
    return candidate.series.relation in IN_CHAPTERS and candidate.series.is_whole


def _is_earlier(candidate: Candidate, identity: Identity) -> bool:
    heading = candidate.series.heading
    years = {int(year) for year in YEAR.findall(heading)}
    is_dated = len(years) == 1 and identity.round is not None and max(years) < identity.round
    return is_dated and candidate.kind is ReadingKind.PREVIOUS and FROM_EARLIER.fullmatch(heading) is not None
