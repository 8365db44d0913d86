"""``sources``: check the catalogue and look for new reports on landing pages."""

from __future__ import annotations

import sys
from pathlib import Path
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
    from extract.catalogue import project_catalogue, read_catalogue, read_unlocated
    from extract.discover import discover_reports, list_landing_pages, propose_lines
    from flows.settings import load_settings
    from flows.steps import make_pull_settings

    settings = load_settings(**options)
    path = settings.sources or project_catalogue()
    lines = read_catalogue(path)
    pages = list_landing_pages(lines, read_unlocated() if path == project_catalogue() else ())
    archive = Archive(f"{settings.data}/archive")
    discovery = discover_reports(pages, [line.url for line in lines], archive, make_pull_settings(settings))
    click.echo(propose_lines(Path(path), discovery.proposals), nl=False)
    for problem in discovery.problems:
        click.echo(problem.sentence, err=True)
    click.echo(
        f"{len(pages)} landing pages, {len(discovery.problems)} not readable, "
        f"{len(discovery.proposals)} reports proposed.",
        err=True,
    )
