"""``harvest``: look for reports on the open web."""

from __future__ import annotations

from typing import Any

import click

from flows.options import config_option, data_option, private_hosts_option, sources_option
from flows.progress import show_progress


@click.command("harvest")
@sources_option
@data_option
@private_hosts_option
@config_option
@click.option("--all", "everything", is_flag=True, help="Ask all that is due now, without a night's budget.")
@click.option(
    "--requests", "harvest_requests", type=int, default=None, help="Requests at most, for this time."
)
@click.option(
    "--municipality", "codes", metavar="CODE", multiple=True, help="Look at this municipality only."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
def command(everything: bool, codes: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Look for reports in web archives and on municipal sites.

    The addresses found go to sources/found.csv in the data directory. A site or an index that was asked
    lately is not asked again yet. A harvest that was killed goes on where it stopped.
    """
    from extract.sources.sites import list_sites
    from flows.configuration import load_settings
    from flows.harvest.outcome import HARVEST
    from flows.harvest.run import run_harvest

    known = {site.code for site in list_sites()}
    for code in codes:
        if code not in known:
            raise click.UsageError(f"No municipality whose site is known has the code {code}.")
    settings = load_settings(**options)
    with show_progress(plain=True):
        harvest = run_harvest(settings, everything=everything, codes=codes)
    if as_json:
        click.echo(HARVEST.dump_json(harvest, indent=1).decode())
        return
    click.echo(harvest.summary)
    for url in harvest.found:
        click.echo(f"  {url}")
    for sentence in harvest.problems:
        click.echo(f"Problem: {sentence}")
    if harvest.stopped:
        click.echo(f"It ended early: {harvest.stopped}")
