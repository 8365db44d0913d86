"""Strangers: whatever is published of a drawn family is what it prints, and what is not has its reason."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import read_document
from extract.page.textpass import read_page_texts
from extract.records import Outcome
from tests.strangers import FAMILIES, Family, draw_family
from tests.strangers.family import find_mistakes, show


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 9999))
def test_what_is_published_is_what_the_report_prints(family: Family, seed: int, tmp_path: Path) -> None:
    path, facts = draw_family(family, seed, tmp_path)
    report = read_document(path, hashlib.sha256(path.read_bytes()).hexdigest())
    assert not find_mistakes(family, facts, report), f"seed {seed}"


READABLE = [family for family in FAMILIES if family.truth == "accept"]


@pytest.mark.parametrize("family", READABLE, ids=lambda family: family.name)
def test_a_family_that_can_be_read_is_published_for_one_of_four_seeds(family: Family, tmp_path: Path) -> None:
    outcomes = []
    for seed in range(1, 5):
        path, _ = draw_family(family, seed, tmp_path)
        outcomes.append(read_document(path, hashlib.sha256(path.read_bytes()).hexdigest()).outcome)
        if outcomes[-1] is Outcome.ACCEPTED:
            return
    pytest.fail(f"all are held: {outcomes}")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_prints_its_facts(family: Family, tmp_path: Path) -> None:
    path, facts = draw_family(family, 1, tmp_path)
    text = " ".join(page.text for page in read_page_texts(path))
    assert facts.municipality.casefold() in text.casefold().replace(" ", "") or facts.municipality in text
    if family.truth == "accept":
        assert all(show(score) in text for score in facts.scores)


def test_a_seed_always_draws_the_same_report(tmp_path: Path) -> None:
    drawn = [draw_family(FAMILIES[0], 5, tmp_path)[0].read_bytes() for _ in range(2)]
    assert drawn[0] == drawn[1]
