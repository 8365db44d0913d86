"""What the fork server imports and works out once for commands and runs of tests, also what these do late.

Its objects are frozen: each run would otherwise traverse and so copy them when it collects garbage.
"""

# ruff: noqa: F401 - imported to be there already

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

import cronsim
import pandas.core.methods.to_dict
import pyarrow.pandas_compat
import upath.implementations.local

import expectations.custom
import expectations.docs
import expectations.domain_suites
import expectations.settling
import expectations.suites
import expectations.views
import extract.document
import tests.killing
import transform.tables
import warehouse.release
from flows.version import describe_code
from tests.fixtures_release import publish_sample

describe_code()  # it hashes all the code
with tempfile.TemporaryDirectory() as folder:
    publish_sample(Path(folder))  # declared tables, schemas and what pandas looks up the first time
gc.collect()
gc.freeze()
