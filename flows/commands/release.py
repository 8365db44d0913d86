"""``release``: commands about a single release."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.options import config_option, data_option


@click.group("release")
def command() -> None:
    """Verify a release against its manifest."""


@command.command("verify")
@click.argument("release", default=None, required=False)
@data_option
@config_option
@click.option("--all", "every", is_flag=True, help="Verify every release of the warehouse.")
def verify(release: str | None, data: str | None, config: Path | None, every: bool) -> None:
    """Say whether RELEASE (a name, a path, or latest if left out) is as it was published.

    Exit status 1 when it is not. Elsewhere, without this program: `sha256sum -c SHA256SUMS` in its folder.
    """
    from flows.releases import choose_release, open_warehouse
    from warehouse.read import ReleaseError, list_releases
    from warehouse.verify import verify_release

    try:
        chosen = (
            list_releases(open_warehouse(data, config))
            if every
            else [choose_release(release or "latest", data, config)]
        )
        failed = False
        for each in chosen:
            wrong = verify_release(each)
            failed = failed or bool(wrong)
            click.echo(f"{each.name}: {'as it was published.' if not wrong else ' '.join(wrong)}")
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    if failed:
        click.echo("Take the release from a mirror, or publish it again with ingest.")
        sys.exit(1)
