"""``sources``: check the catalogue and list found and unlocated reports."""

from __future__ import annotations

import sys
from typing import Any

import click

from flows.options import config_option, data_option, sources_option


@click.group("sources")
def command() -> None:
    """Check the catalogue; print found addresses as its lines."""


@command.command("check")
@sources_option
@config_option
def check(**options: Any) -> None:
    """Name everything in the catalogue that should be corrected, by line and column.

    Exit status 1 when there is anything.
    """
    from extract.municipalities import MUNICIPALITIES
    from extract.sources.catalogue import check_catalogue, project_catalogue
    from extract.sources.catalogue_rows import CatalogueError
    from extract.sources.listed import read_unlocated
    from flows.configuration import load_settings

    path = load_settings(**options).sources or project_catalogue()
    try:
        problems = check_catalogue(path, set(MUNICIPALITIES))
        if path == project_catalogue():
            read_unlocated()
    except CatalogueError as error:
        problems = list(error.problems)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        sys.exit(1)
    click.echo(f"{path.name}: nothing to mend.")


@command.command("export")
@sources_option
@data_option
@config_option
def export(**options: Any) -> None:
    """Print the found reports as lines of a catalogue, with municipality and round as they were read.

    Reports that the catalogue already lists are left out, and so are captures of reports that are on the live
    web. Check each line before you add it to the project's catalogue.
    """
    from flows.configuration import load_settings
    from flows.harvest.export import export_found

    click.echo(export_found(load_settings(**options)), nl=False)


@command.command("unlocated")
def unlocated() -> None:
    """List the evaluations that are known to have been made but whose reports have no known address."""
    from extract.sources.listed import read_unlocated

    entries = read_unlocated()
    for entry in entries:
        known = [str(entry.round or "year not known"), entry.landing_page, entry.note]
        click.echo(f"{entry.municipality}: " + "; ".join(part for part in known if part))
    click.echo(f"{len(entries)} evaluations.", err=True)
