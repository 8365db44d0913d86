"""Which of several reports that claim one evaluation, with different scores, has the better claim to it.

A document says itself whose and of when it is, and it may be wrong. Two things from outside tell claims
apart: which document stood published for the evaluation before, and what else bears the claim out. Neither
says anything of the scores, and neither depends on the order of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import TypeVar
from urllib.parse import unquote

from extract.municipalities import find_latest
from extract.sources.originals import find_original
from extract.sources.sites import SiteFinder, list_sites
from transform.candidates import Candidate, is_same_municipality

Scores = TypeVar("Scores")

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Evidence:
    """What bears a document's claim out, apart from its own words on the cover; more is better.

    ``site``: 2 when the municipality itself has it on its site, 0 when only other municipalities have.
    ``told_who`` and ``told_when``: a person's catalogue says the same. ``printed``: the year of the
    evaluation is printed, not inferred. ``named``: the name of the file gives no other year alone.
    """

    site: int
    told_who: bool
    told_when: bool
    printed: bool
    named: bool


def weigh_claim(candidate: Candidate) -> Evidence:
    """The evidence of a document that says whose and of when it is."""
    identity = candidate.report.identity
    code, year = identity.municipality_code or "", identity.round
    lines = [place.address.line for place in candidate.places if place.address.listed]
    given = [line for line in lines if not line.found]
    return Evidence(
        site=max(_weigh_site(place.address.url, code) for place in candidate.places),
        told_who=any(is_same_municipality(line.municipality_code or "", code) for line in given),
        told_when=any(line.round == year for line in given),
        printed=identity.round_source != "inferred",
        named=any(_fits_name(place.address.url, year) for place in candidate.places),
    )


def find_better(groups: Mapping[Scores, Sequence[Candidate]], stood: Sequence[str]) -> Scores | None:
    """The scores whose documents have a better claim than each of the others', if any have.

    ``stood`` are the documents that stood published for the evaluation, the last one first. A document that
    its publishers put in the place of one that stood has its standing.
    """
    for sha256 in stood:
        holding = [
            scores for scores, group in groups.items() if any(each.sha256 == sha256 for each in group)
        ] or [scores for scores, group in groups.items() if any(each.follows(sha256) for each in group)]
        if len(holding) == 1:
            return holding[0]
    evidence = {scores: _join([weigh_claim(each) for each in group]) for scores, group in groups.items()}
    for scores, one in evidence.items():
        if all(_is_better(one, other) for rival, other in evidence.items() if rival != scores):
            return scores
    return None


def _join(each: Sequence[Evidence]) -> tuple[int, ...]:
    """The best of each kind that documents with the same scores have."""
    return tuple(max(kind) for kind in zip(*map(astuple, each), strict=True))


def _is_better(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one has more of something and less of nothing."""
    return one != other and all(mine >= its for mine, its in zip(one, other, strict=True))


def _weigh_site(url: str, code: str) -> int:
    original = find_original(url)
    site = _find_sites().find(original[0] if original else url)
    if site is None or not site.code:
        return 1
    own = is_same_municipality(site.code, code) or find_latest(site.code) == find_latest(code)
    return 2 if own else 0


@cache
def _find_sites() -> SiteFinder:
    return SiteFinder(list_sites())


def _fits_name(url: str, year: int | None) -> bool:
    """Whether the file's name leaves the year open; a report may bear the year after the evaluation's."""
    years = {int(each) for each in _YEAR.findall(unquote(url.rpartition("/")[2]))}
    return len(years) != 1 or year in years or year in {each - 1 for each in years}
