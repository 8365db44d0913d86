"""Decide which of several reports with different scores has the better claim to an evaluation.

A document's own statement of its municipality and round can be wrong. Two facts from outside the document
decide between claims: which document was published for the evaluation before, and the other evidence for
each claim. Neither considers the scores, and neither depends on the order of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import TypeVar
from urllib.parse import unquote

from extract.identity.names import fold_letters
from extract.municipalities import MUNICIPALITIES, find_latest
from extract.records import CatalogueLine
from extract.sources.originals import find_original
from extract.sources.sites import find_site
from transform.candidates import Candidate, is_capture, is_same_municipality

DOUBTS = {"municipality_doubt", "cover_year_differs", "stale_date"}  # findings about who and when

Scores = TypeVar("Scores")

SHORTEST_NAME = 4
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Evidence:
    """Evidence for a document's claim, apart from the words on its cover; a larger value is better.

    ``site``: 2 if the document is on the municipality's own site, 0 if it is only on other municipalities'
    sites, 1 otherwise. ``told_who`` and ``told_when``: a catalogue written by a person gives the same
    municipality and the same round. ``printed``: the document prints the round. ``clear``: nothing else in
    the document (another year on the cover, a date that does not fit) contradicts it. ``named``: the file's
    name contradicts neither the municipality nor the round.
    """

    site: int
    told_who: bool
    told_when: bool
    printed: bool
    clear: bool
    named: bool


def weigh_claim(candidate: Candidate) -> Evidence:
    """Collect the evidence for a candidate's municipality and round."""
    identity = candidate.report.identity
    code, year = identity.municipality_code or "", identity.round
    lines = [place.address.line for place in candidate.places if place.address.listed]
    given = [line for line in lines if not line.found]
    return Evidence(
        site=max(_weigh_site(place.address.line, code) for place in candidate.places),
        told_who=any(is_same_municipality(line.municipality_code or "", code) for line in given),
        told_when=any(line.round == year for line in given),
        printed=identity.round_source != "inferred",
        clear=not any(finding.code in DOUBTS for finding in identity.findings),
        named=any(_fits_name(place.address.url, code, year) for place in candidate.places),
    )


def find_better(groups: Mapping[Scores, Sequence[Candidate]], stood: Sequence[str]) -> Scores | None:
    """Find the scores whose documents have a better claim than all the others; ``None`` if there are none.

    ``stood`` are the sha256 of the documents published for the evaluation before, the last one first. A
    document that replaced one of these at the same address inherits its claim.
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
    """The best value of each kind of evidence among documents with the same scores."""
    return tuple(max(kind) for kind in zip(*map(astuple, each), strict=True))


def _is_better(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one is greater in some kind of evidence and less in none."""
    return one != other and all(mine >= its for mine, its in zip(one, other, strict=True))


def _weigh_site(line: CatalogueLine, code: str) -> int:
    """How well the site that has the document fits; a capture is its original's, if an archive has it."""
    original = find_original(line.url) if is_capture(line) else None
    site = find_site(original[0] if original else line.url)
    if site is None or not site.code:
        return 1
    own = is_same_municipality(site.code, code) or find_latest(site.code) == find_latest(code)
    return 2 if own else 0


def _fits_name(url: str, code: str, year: int | None) -> bool:
    """Whether the file's name contradicts neither municipality nor round.

    It may have the year after the evaluation, and names of less than four letters are taken for other words.
    """
    name = unquote(url.rpartition("/")[2])
    years = {int(each) for each in _YEAR.findall(name)}
    named = set().union(*(_list_names().get(word, set()) for word in _WORD.findall(_fold(name))))
    fits_year = len(years) != 1 or year in years or year in {each - 1 for each in years}
    return fits_year and (not named or any(is_same_municipality(each, code) for each in named))


@cache
def _list_names() -> dict[str, set[str]]:
    """The codes of the municipalities that have a name of one word, by the name in plain small letters."""
    names: dict[str, set[str]] = {}
    for place in MUNICIPALITIES.values():
        if len(place.name) >= SHORTEST_NAME:
            names.setdefault(_fold(place.name), set()).add(place.code)
    return names


def _fold(text: str) -> str:
    """The text in small letters without accents, as file names often have it."""
    return fold_letters(text.casefold())
