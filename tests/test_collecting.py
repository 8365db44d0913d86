"""Python's search for garbage is held back while a document is read, and only then."""

from __future__ import annotations

import gc

import pytest

from extract.process.collecting import collect_rarely


def test_the_pace_is_as_before_afterwards_whatever_happens() -> None:
    before = gc.get_threshold()
    with collect_rarely():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_threshold()[1:] == before[1:]
    assert gc.get_threshold() == before
    with pytest.raises(MemoryError), collect_rarely():
        raise MemoryError
    assert gc.get_threshold() == before
