"""Ranks of evaluations by total, among those of the same round."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from transform.publication import Publication


@dataclass(frozen=True)
class Ranks:
    """An evaluation's place by total; the names are those of ``evaluations``."""

    rank: int
    rank_tied: bool
    ranked: int
    rank_in_edition: int


def rank_evaluations(publications: Sequence[Publication]) -> dict[tuple[str, int], Ranks]:
    """Rank the evaluations of each round, by municipality code and round.

    Evaluations of different origin are ranked apart. ``rank_in_edition`` counts only those of the same
    country and edition.
    """
    ranks: dict[tuple[str, int], Ranks] = {}
    rounds: dict[tuple[int, str], list[float]] = {}
    peers: dict[tuple[int, str, str, int], list[float]] = {}
    for each in publications:
        rounds.setdefault((each.round, each.origin), []).append(each.total)
        peers.setdefault((each.round, each.origin, each.country, each.edition), []).append(each.total)
    for totals in (*rounds.values(), *peers.values()):
        totals.sort()
    for each in publications:
        totals = rounds[each.round, each.origin]
        close = peers[each.round, each.origin, each.country, each.edition]
        rank = _find_rank(each.total, totals)
        ranks[each.municipality_code, each.round] = Ranks(
            rank=rank,
            rank_tied=bisect_right(totals, each.total) - bisect_left(totals, each.total) > 1,
            ranked=len(totals),
            rank_in_edition=_find_rank(each.total, close),
        )
    return ranks


def _find_rank(total: float, totals: Sequence[float]) -> int:
    """The rank of a total among totals in rising order; the highest total has rank 1."""
    return 1 + len(totals) - bisect_right(totals, total)
