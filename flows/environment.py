"""The environment in which Prefect and the readers are to be started; says nothing to the outside."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

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


class PrefectHomeError(Exception):
    """Prefect's own folder cannot be written; the message says which and what to do."""


def check_prefect_home() -> None:
    """Make sure that Prefect can keep its database and settings: it would try for long and say little.

    Raises ``PrefectHomeError``.
    """
    home = Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise PrefectHomeError(
            f"Prefect's folder {home} cannot be written ({reason}); set PREFECT_HOME to one that can, "
            "or run without Prefect: kommunkompassen ingest --plain."
        ) from error
