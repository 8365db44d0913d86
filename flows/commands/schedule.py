"""``schedule``: serve the nightly flow."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from flows.options import config_option, data_option, private_hosts_option, sources_option


@click.command("schedule")
@config_option
@sources_option
@data_option
@private_hosts_option
@click.option("--cron", default=None, help="When to run, five fields (default: 15 4 * * *).")
@click.option("--timezone", default=None, help="The clock that it follows (default: Europe/Stockholm).")
def command(config: Path | None, **options: object) -> None:
    """Serve the nightly flow until stopped, on the server at PREFECT_API_URL or on one of its own."""
    from flows.configuration import load_settings
    from flows.environment import check_prefect_home
    from flows.orchestration.server import open_server, warn_of_open_server

    settings = load_settings(config, **options)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("kommunkompassen").setLevel(logging.INFO)
    given = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    run_options = {name: value for name, value in given.items() if value is not None}
    if config is not None:
        run_options["config"] = str(config.absolute())
    check_prefect_home()
    warn_of_open_server()
    with open_server():
        from flows.orchestration.schedule import serve_nightly

        serve_nightly(settings, run_options)
