"""``site``: write the static pages of a release."""

from __future__ import annotations

from pathlib import Path

import click

from flows.options import config_option, data_option
from flows.progress import show_progress


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
@click.option("--no-crops", is_flag=True, help="Leave out the pictures of the places of numbers.")
@data_option
@config_option
def command(
    release: str, target: Path, replace: bool, no_crops: bool, data: str | None, config: Path | None
) -> None:
    """Write the static pages of RELEASE (latest, if left out), Swedish and English.

    Open index.html in any browser. The pictures of the printed numbers are drawn from the archived reports
    and cached in the data directory.
    """
    from flows.configuration import load_settings
    from flows.crops import make_drawer
    from flows.releases import choose_release
    from warehouse.exported import ExportError
    from warehouse.read import ReleaseError
    from warehouse.site.build import make_site
    from warehouse.site.crops import draw_nothing

    try:
        source = choose_release(release, data, config)
        draw = draw_nothing if no_crops else make_drawer(load_settings(config, data=data).data)
        with show_progress(plain=True):
            make_site(source, target, replace=replace, draw_part=draw)
    except (ReleaseError, ExportError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Wrote {len(list(target.rglob('*.html')))} pages; open {target / 'index.html'}")
