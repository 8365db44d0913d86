"""``archive``: commands about the archive of pulled bytes."""

from __future__ import annotations

import sys
from typing import Any

import click

from flows.options import config_option, data_option


@click.group("archive")
def command() -> None:
    """Verify the archive of pulled bytes."""


@command.command("verify")
@data_option
@config_option
@click.option("--leave", is_flag=True, help="Only name what is wrong; change nothing.")
def verify(leave: bool, **options: Any) -> None:
    """Hash every file of the archive and name those that are damaged or missing.

    A file is missing when a record of a pull or the manifest of a release names it.

    Damaged files are moved to archive/damaged, so that the next ingest pulls them again. Passwords and tokens
    in records of an earlier version are masked. Exit status 1 when anything is wrong.
    """
    from extract.sources.archive import Archive
    from extract.sources.standing import find_damage
    from extract.sources.store import open_store
    from extract.sources.unmasked import find_secrets
    from flows.configuration import load_settings
    from flows.progress import show_progress
    from warehouse.read import list_releases
    from warehouse.release import read_documents

    settings = load_settings(**options)
    archive = Archive(f"{settings.data}/archive")
    if not archive.root.exists():
        raise click.ClickException(f"There is no archive at {archive.root}; run ingest first or give --data.")
    promised: set[str] = set()
    for release in list_releases(open_store(settings.data) / "warehouse"):
        promised |= set(read_documents(release))
    with show_progress(plain=True):
        damages = archive.verify(set_aside=not leave, promised=promised) + find_damage(archive)
        damages += find_secrets(archive.root / "pulls", mask=not leave)
    for damage in damages:
        click.echo(damage.sentence)
    if damages:
        click.echo(
            f"{len(damages)} of {len(archive.hashes())} files; run ingest to pull again what is missing."
        )
        sys.exit(1)
    click.echo(f"{len(archive.hashes())} files and {len(archive.pulls())} pulls, all as they should be.")
