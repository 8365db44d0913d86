"""What some tests need that is not installed everywhere: without it they are skipped and say why."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

from extract.recognition.ocr import explain_absence

needs_tesseract = pytest.mark.skipif(explain_absence() is not None, reason=str(explain_absence()))


def miss(lacking: str) -> NoReturn:
    """Skip the test for what is lacking here. Fail it in continuous integration, which must have all."""
    if os.environ.get("CI"):
        pytest.fail(f"{lacking}, and continuous integration must have it")
    pytest.skip(lacking)
