"""Environment variables that must be set before Prefect and the readers start."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

DEFAULTS = {
    # No telemetry: neither Prefect's server nor its client reports its use to anybody.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # The first start of the embedded server migrates its database; that may take longer than Prefect's
    # default.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # Seconds. Prefect marks a run as crashed after three heartbeats that did not come.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "60",
    # Prefect shows what our own functions log beside the run.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "kommunkompassen",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # Tesseract is four times faster on one thread here, because documents are already read in parallel.
    "OMP_THREAD_LIMIT": "1",
}


def prepare_environment() -> None:
    """Set each variable that is not set yet. Call this before Prefect is imported: it reads them then."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)


class PrefectHomeError(Exception):
    """Prefect's own folder cannot be written; the message names it and says what to do."""


def check_prefect_home() -> None:
    """Raise ``PrefectHomeError`` when Prefect cannot write its database and settings.

    Without this check Prefect would try for minutes and then fail without naming the folder.
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
