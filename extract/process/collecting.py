"""Python's search for garbage held back while a document is read.

A document makes hundreds of thousands of small records, hardly any of which refer to each other in rings.
At its usual pace the search walks all of them again and again, for a sixth of the time of reading.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_RECORDS = 50_000  # made, less those given back, before the young ones are searched: some ten megabytes


@contextmanager
def collect_rarely() -> Iterator[None]:
    """Search for garbage less often within; afterwards as before."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_RECORDS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
