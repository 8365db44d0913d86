"""What some tests need that is not installed everywhere: without it they are skipped and say why."""

from __future__ import annotations

import pytest

from extract.recognition.ocr import explain_absence

needs_tesseract = pytest.mark.skipif(explain_absence() is not None, reason=str(explain_absence()))
