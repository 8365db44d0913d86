"""``sources``: check the catalogue and look for new reports on landing pages."""

from __future__ import annotations

import sys
from typing import Any

import click

from flows.options import config_option, data_option, private_hosts_option, sources_option


@click.group("sources")
def command() -> None:
    """Check the catalogue; discover new reports on landing pages."""


@command.command("check")
@sources_option
@config_option
def check(**options: Any) -> None:
    """Name everything in the catalogue that a person should mend, by line and column.

    Exit status 1 when there is anything.
    """
    from extract.catalogue import CatalogueError, check_catalogue, project_catalogue, read_unlocated
    from extract.municipalities import MUNICIPALITIES
    from flows.settings import load_settings

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


@command.command("discover")
@sources_option
@data_option
@private_hosts_option
@config_option
def discover(**options: Any) -> None:
    """Look on the catalogue's landing pages for reports it does not list; print them as a diff to accept.

    Nothing is added: review the diff, then apply it with ``patch`` or ``git apply``.
    """
    from extract.archive import Archive
    from flows.discovery import propose_reports
    from flows.settings import load_settings

    settings = load_settings(**options)
    proposed = propose_reports(settings, Archive(f"{settings.data}/archive"))
    click.echo(proposed.diff, nl=False)
    for problem in proposed.discovery.problems:
        click.echo(problem.sentence, err=True)
    click.echo(proposed.summary, err=True)


@command.command("unlocated")
def unlocated() -> None:
    """List the evaluations that are known to have been made, but of whose reports no address is known."""
    from extract.catalogue import read_unlocated

    entries = read_unlocated()
    for entry in entries:
        known = [str(entry.round or "year not known"), entry.landing_page, entry.note]
        click.echo(f"{entry.municipality}: " + "; ".join(part for part in known if part))
    click.echo(f"{len(entries)} evaluations.", err=True)
