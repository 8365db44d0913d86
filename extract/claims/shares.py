"""Read shares of the highest points as points: of an area's 100 points, one per cent is one.

``Andel av mulig poengsum`` over *49 %*, *56 %* … gives the points of the areas if they add up to the total
that the report gives the municipality in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.claims.candidate import Candidate
from extract.claims.evidence import BY_TOTAL
from extract.claims.owner import Attribution, Claim, judge_heading
from extract.claims.totals import Total
from extract.instrument import MAX_SCORE
from extract.meaning.known import says_received
from extract.phrases import compile_phrases
from extract.records import Identity, ReadingKind

SHARE = compile_phrases("share of the highest points")


def count_shares(candidate: Candidate, totals: Sequence[Total], identity: Identity) -> Candidate:
    """Make a candidate of shares the own points if its sum is the only total that the municipality received.

    Its heading must say no more than that they are shares, or whose.
    """
    series = candidate.series
    if candidate.kind is not ReadingKind.PERCENT or not series.is_whole:
        return candidate
    if not all(pair.number.percent and not pair.number.signed for pair in series.pairs.values()):
        return candidate
    own = {total.value for total in totals if total.kind is ReadingKind.TOTAL}
    told = next(
        (total for total in totals if total.value in own and says_received(total.words, identity)), None
    )
    if told is None or own != {series.total} or max(series.values.values()) > MAX_SCORE:
        return candidate
    if judge_heading(SHARE.sub(" ", series.heading), identity).claim in (Claim.NONE, Claim.OPEN):
        return candidate
    meaning = Attribution(ReadingKind.SCORE, Claim.OWN, identity.round, told.words)
    return replace(candidate, meaning=meaning, evidence=BY_TOTAL)
