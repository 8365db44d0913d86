"""Prints every design into the folder that is named."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.html_reports import print_designs

print_designs(Path(sys.argv[1]))
