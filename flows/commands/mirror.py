"""``mirror``: a second copy of the data directory."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.options import config_option, data_option


@click.command("mirror")
@click.argument("target")
@data_option
@config_option
@click.option("--verify", is_flag=True, help="Hash again what is there already.")
def command(target: str, data: str | None, config: Path | None, verify: bool) -> None:
    """Keep a second copy of archive, declarations and releases at TARGET (a directory or s3://bucket/prefix).

    Only what is new is copied; each file is read back and compared. Nothing is removed there. TARGET is a
    data directory of its own: any command takes it with --data. Exit status 1 when anything was damaged.
    """
    from extract.sources.store import is_local, open_store
    from flows.configuration import load_settings
    from flows.mirroring import mirror_data
    from flows.progress import show_progress

    source = open_store(load_settings(config, data=data).data)
    if not source.exists():
        raise click.ClickException(f"There is no data directory {source}; run ingest first or give --data.")
    where = open_store(target)
    if is_local(source) and is_local(where):
        here, there = Path(str(source)).resolve(), Path(str(where)).resolve()
        if here == there or here in there.parents or there in here.parents:
            raise click.UsageError(f"{target} and the data directory {source} lie in one another.")
    with show_progress(plain=True):
        done = mirror_data(source, where, verify=verify)
    for sentence in done.problems:
        click.echo(sentence)
    click.echo(f"{done.copied} files copied to {target}, {done.present} were there already.")
    if done.problems:
        sys.exit(1)
