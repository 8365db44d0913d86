"""``site``: the static pages of a release."""

from __future__ import annotations

from pathlib import Path

import click

from flows.options import config_option, data_option


@click.command("site")
@click.argument("release", default="latest")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="Folder to write.",
)
@click.option("--replace", is_flag=True, help="Replace the folder if it is there already.")
@data_option
@config_option
def command(release: str, target: Path, replace: bool, data: str | None, config: Path | None) -> None:
    """Write the static pages of RELEASE (latest, if left out): open index.html in any browser."""
    from flows.releases import pick_release
    from warehouse.exported import ExportError
    from warehouse.read import ReleaseError
    from warehouse.site import make_site

    try:
        source = pick_release(release, data, config)
        make_site(source, target, replace=replace)
    except (ReleaseError, ExportError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Wrote {len(list(target.rglob('*.html')))} pages; open {target / 'index.html'}")
