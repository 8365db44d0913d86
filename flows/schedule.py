"""Serving the nightly flow: every night at one local time, one run at a time, none missed, none piled up."""

from __future__ import annotations

from typing import Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron

from flows.ingest import ingest
from flows.settings import Settings

DEPLOYMENT = "nightly"
LATE_RUNS = 50  # the runner must be able to take up all late runs for the limit to cancel all but one


def serve_nightly(settings: Settings, options: dict[str, Any]) -> None:
    """Serve the flow until stopped; ``options`` are given to each run.

    Nights missed while the machine was off are made up for by one run when it is back; a run that is due
    while another runs is cancelled. The schedule stays when this ends, so that the next start can catch up.
    """
    ingest.serve(
        name=DEPLOYMENT,
        schedule=Cron(settings.cron, timezone=settings.timezone),
        parameters={"options": options},
        limit=LATE_RUNS,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        pause_on_shutdown=False,
        description=ingest.description,
        tags=["kommunkompassen"],
    )
