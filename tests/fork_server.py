"""What the fork server imports once for the commands and runs of tests, also what these import late.

Its objects are frozen: each run would otherwise traverse and so copy them when it collects garbage.
"""

# ruff: noqa: F401 - imported to be there already

from __future__ import annotations

import gc

import pyarrow.pandas_compat

import expectations.custom
import expectations.docs
import expectations.domain_suites
import expectations.settling
import expectations.suites
import expectations.views
import tests.killing
import transform.tables
import warehouse.release

gc.collect()
gc.freeze()
