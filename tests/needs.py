"""What some tests need that is not installed everywhere: without it they are skipped and say why."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

from extract.recognition.ocr import explain_absence

ABSENCE = explain_absence()
# Continuous integration must have all: there the tests run without it, and fail.
needs_tesseract = pytest.mark.skipif(ABSENCE is not None and not os.environ.get("CI"), reason=str(ABSENCE))


def miss(lacking: str) -> NoReturn:
    """Skip the test for what is lacking here. Fail it in continuous integration, which must have all."""
    if os.environ.get("CI"):
        pytest.fail(f"{lacking}, and continuous integration must have it")
    pytest.skip(lacking)
