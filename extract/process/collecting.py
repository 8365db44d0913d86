"""Run Python's cyclic garbage collector less often while a document is read or a release validated.

Either creates hundreds of thousands of small objects, of which hardly any are in reference cycles. With the
default thresholds the collector traverses them again and again and takes a sixth of the time or more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_RECORDS = 1_000_000  # made, less those given back, before the young ones are searched: 100 megabytes


@contextmanager
def collect_rarely() -> Iterator[None]:
    """Collect garbage less often within the context; restore the thresholds afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_RECORDS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
