"""A small part of ``make fuzz`` in every run of the tests; and docs name no package of nobody."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.page.words import PageWords
from extract.records import Identity
from tests.fuzz_readers import identities, pages, read_and_prove

ROOT = Path(__file__).parent.parent


@settings(
    max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(pages(), min_size=1, max_size=2), identities)
def test_readers_fail_on_no_page(views: list[PageWords], identity: Identity) -> None:
    read_and_prove(views, identity)


def test_nothing_is_to_be_installed_by_a_name_that_others_could_register() -> None:
    """The project is in no registry: whoever registers its name would be installed."""
    named = re.compile(r"(?:pip|pipx|uv)\s+(?:\w+\s+)?install\s[^\n`]*kommunkompassen", re.IGNORECASE)
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*"), *ROOT.glob("flows/**/*.py"), ROOT / "Makefile"]
    for path in texts:
        if path.is_file() and path.suffix != ".png":
            assert not named.search(path.read_text(encoding="utf-8", errors="replace")), path
