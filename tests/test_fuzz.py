"""A small part of ``make fuzz`` in every run of the tests."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.page.words import PageWords
from extract.records import Identity
from tests.fuzz_readers import identities, pages, read_and_prove


@settings(
    max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(pages(), min_size=1, max_size=2), identities)
def test_readers_fail_on_no_page(views: list[PageWords], identity: Identity) -> None:
    read_and_prove(views, identity)
