"""``releases``: list the releases with date, counts and what changed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from flows.options import config_option, data_option


@click.command("releases")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
@click.option("--limit", default=20, show_default=True, help="Releases shown, newest first; 0: all.")
@data_option
@config_option
def command(as_json: bool, limit: int, data: str | None, config: Path | None) -> None:
    """List the releases, newest first: date, evaluations and scores, and what changed."""
    from flows.releases import open_warehouse
    from warehouse.listing import list_summaries
    from warehouse.read import ReleaseError

    try:
        told = list_summaries(open_warehouse(data, config), limit)
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps([asdict(each) for each in told], ensure_ascii=False, indent=1))
        return
    if not told:
        click.echo("No release has been published yet; run ingest first.")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Release", "Published", "Evaluations", "Scores", "What changed", box=None, pad_edge=False)
    for each in told:
        name = f"{each.id} (latest)" if each.is_latest else each.id
        table.add_row(
            name, each.published[:16], str(each.evaluations), str(each.scores), "\n".join(each.changes)
        )
    Console(width=None if sys.stdout.isatty() else 180, markup=False, highlight=False).print(table)
