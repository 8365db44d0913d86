"""The environment in which Prefect and the readers are to be started; says nothing to the outside."""

from __future__ import annotations

import os

DEFAULTS = {
    # Nothing is told to anyone: neither Prefect's server nor its client reports its use.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # The first start of the embedded server migrates its database, which may take longer than Prefect waits.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # A run that lost its machine is noticed after three missed beats.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "60",
    # What the plain functions log is seen beside the run in Prefect.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "kommunkompassen",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # Character recognition is four times faster on one thread; the documents are what runs side by side.
    "OMP_THREAD_LIMIT": "1",
}


def prepare_environment() -> None:
    """Set what is not set yet. Call before Prefect is imported: it reads the environment then."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
