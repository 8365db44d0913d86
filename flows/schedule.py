"""Serving the nightly flow: every night at one local time, one run at a time, none missed, none piled up."""

from __future__ import annotations

import logging
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.schedules import Cron
from prefect.states import Crashed

from extract.store import open_store
from flows.ingest import ingest
from flows.locking import RunInProgressError, hold_data
from flows.settings import Settings

DEPLOYMENT = "nightly"
LATE_RUNS = 50  # the runner must be able to take up all late runs for the limit to cancel all but one
UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]

log = logging.getLogger("kommunkompassen.schedule")


def serve_nightly(settings: Settings, options: dict[str, Any]) -> None:
    """Serve the flow until stopped; ``options`` are given to each run.

    Nights missed while the machine was off are made up for by one run when it is back; a run that is due
    while another runs is cancelled. The schedule stays when this ends, so that the next start can catch up.
    """
    end_lost_runs(settings)
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


def end_lost_runs(settings: Settings) -> int:
    """Tell Prefect of runs that it takes to be under way but that died with their machine.

    Otherwise they would hold the one place for a run. Nothing is ended while a run holds the data directory.
    Returns how many were ended.
    """
    try:
        with hold_data(open_store(settings.data), "schedule"), get_client(sync_client=True) as client:
            lost = client.read_flow_runs(
                flow_filter=FlowFilter(name=FlowFilterName(any_=[ingest.name])),
                flow_run_filter=FlowRunFilter(
                    state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNDER_WAY))
                ),
            )
            for run in lost:
                client.set_flow_run_state(run.id, Crashed(message="Its process is gone."), force=True)
                log.info("Run %s was lost with its machine; it is marked as crashed", run.name)
            return len(lost)
    except RunInProgressError as error:
        log.info("%s", error)
        return 0
