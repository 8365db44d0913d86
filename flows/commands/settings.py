"""``settings``: show the settings in force."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from flows.options import config_option, data_option, private_hosts_option, sources_option


@click.command("settings")
@config_option
@data_option
@sources_option
@private_hosts_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    config: Path | None,
    data: str | None,
    sources: Path | None,
    allow_private_hosts: bool | None,
    as_json: bool,
) -> None:
    """Show each setting, its value and where it came from; secrets are counted, never shown."""
    from flows.configuration import trace_settings

    settings = trace_settings(config, data=data, sources=sources, allow_private_hosts=allow_private_hosts)
    if as_json:
        click.echo(json.dumps([asdict(setting) for setting in settings], ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("Setting", "Value", "From", "Meaning", box=None, pad_edge=False)
    for setting in settings:
        table.add_row(
            *(escape(text) for text in (setting.name, setting.value, setting.origin, setting.meaning))
        )
    Console(width=None if sys.stdout.isatty() else 180).print(table)
