"""``ingest``: the main job, with or without Prefect."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.environment import check_prefect_home
from flows.interruption import was_interrupted
from flows.options import config_option, data_option, private_hosts_option, sources_option
from flows.progress import show_progress

if TYPE_CHECKING:
    from flows.pipeline.backfill import DocumentFilter
    from flows.report.morning import MorningReport

LAST_YEAR = 2099


@click.command("ingest")
@sources_option
@data_option
@private_hosts_option
@config_option
@click.option(
    "--files",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False, readable=True),
    default=None,
    help="Take the PDFs below this folder in too, with their paths as addresses.",
)
@click.option(
    "--files-origin",
    type=click.Choice(["published", "facsimile"]),
    default=None,
    help="What they are: published reports (default) or material for testing.",
)
@click.option("--plain", is_flag=True, help="Run the same functions without Prefect.")
@click.option("--offline", is_flag=True, default=None, help="Ask no address; build from the archive.")
@click.option(
    "--runner", type=click.Choice(["local", "dask"]), default=None, help="Where documents are read."
)
@click.option(
    "--reread", is_flag=True, help="Read documents again: all, or those that the next options choose."
)
@click.option("--municipality", metavar="CODE", multiple=True, help="Read those of this municipality again.")
@click.option("--round", "rounds", type=int, multiple=True, help="Read those of this round again.")
@click.option("--edition", type=int, multiple=True, help="Read those of this edition again.")
@click.option(
    "--hold",
    "candidate",
    is_flag=True,
    help="Publish nothing: write the release into the run's folder as a candidate, for diff.",
)
def command(
    plain: bool,
    reread: bool,
    municipality: tuple[str, ...],
    rounds: tuple[int, ...],
    edition: tuple[int, ...],
    candidate: bool,
    **options: Any,
) -> None:
    """Pull what the catalogue lists, archive it, read it, validate it and publish a release."""
    from flows.pipeline.backfill import DocumentFilter
    from flows.report.terminal import print_report

    check_filter(municipality, rounds, edition)
    chosen = reread or municipality or rounds or edition
    wanted = DocumentFilter(municipality, rounds, edition) if chosen else None
    print_report(run_ingest(plain=plain, reread=wanted, publish=not candidate, **options))


def check_filter(municipalities: Sequence[str], rounds: Sequence[int], editions: Sequence[int]) -> None:
    """Raise ``click.UsageError`` for codes, years and editions that no document can have."""
    from extract.instrument import EDITIONS
    from extract.municipalities import MUNICIPALITIES

    first = min(edition.first_year for edition in EDITIONS.values())
    for code in municipalities:
        if code not in MUNICIPALITIES:
            raise click.UsageError(f"No municipality has the code {code}; codes are like 0180 or NO-1505.")
    for year in rounds:
        if not first <= year <= LAST_YEAR:
            raise click.UsageError(f"There is no round {year}; evaluations were made from {first} on.")
    for edition in editions:
        if edition not in EDITIONS:
            known = ", ".join(str(each) for each in EDITIONS)
            raise click.UsageError(f"There is no edition {edition}; there are {known}.")


def run_ingest(
    *, plain: bool, reread: DocumentFilter | None = None, publish: bool = True, **options: Any
) -> MorningReport:
    """Run the main job, through Prefect unless ``plain``; progress is shown on standard error.

    ``reread`` and ``publish`` are those of ``flows.pipeline.nightly.run_job``; ``options`` are settings.
    """
    if plain:
        from flows.configuration import load_settings
        from flows.pipeline.nightly import run_job

        settings = load_settings(**options)
        if settings.runner == "dask":
            raise click.UsageError("--plain reads on this machine; leave out --plain to read on Dask.")
        with show_progress(plain=True):
            return run_job(settings, reread=reread, publish=publish)
    check_prefect_home()
    from flows.orchestration.flow import ingest

    hide_tracebacks()
    given = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    known = {name: value for name, value in given.items() if value is not None}
    with show_progress(plain=False):
        try:
            report: MorningReport = ingest(known, asdict(reread) if reread else None, publish)
        except Exception as error:
            if was_interrupted(error):  # as when Prefect's server was stopped by Ctrl-C too
                raise KeyboardInterrupt from error
            raise
    return report


def hide_tracebacks() -> None:
    """Make Prefect log failures without tracebacks, unless ``--debug`` was given."""
    if "--debug" in sys.argv:
        return

    def remove_traceback(record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True

    for name in ("prefect.flow_runs", "prefect.task_runs", "prefect.engine"):
        logging.getLogger(name).addFilter(remove_traceback)
