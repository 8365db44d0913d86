"""``rebuild``: make a release again from the archive and compare it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.options import config_option, data_option, sources_option
from flows.progress import show_progress

if TYPE_CHECKING:
    from flows.pipeline.rebuild import Rebuilt

DIFFERENT = 1


@click.command("rebuild")
@click.argument("release", default=None, required=False)
@sources_option
@data_option
@config_option
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Empty directory to leave the rebuilt release in (default: nowhere).",
)
@click.pass_context
def command(
    context: click.Context,
    release: str | None,
    sources: Path | None,
    data: str | None,
    config: Path | None,
    into: Path | None,
) -> None:
    """Make RELEASE (latest, if left out) again from the archive, with no network, and compare every row.

    Catalogue and declarations are used as they were when the release was made, if the data directory still
    has them. --sources replaces the catalogue.

    Exit status: 0 every row is equal, 1 something differs or the release cannot be made.
    """
    from extract.sources.store import open_store
    from flows.configuration import load_settings
    from flows.declarations.store import recall_declarations
    from flows.pipeline.rebuild import rebuild_release
    from flows.releases import choose_release, open_warehouse
    from warehouse.read import ReleaseError, find_latest

    settings = load_settings(config, data=data, sources=sources, offline=True)
    if into is not None and into.exists() and any(into.iterdir()):
        raise click.UsageError(f"{into} is not empty; rebuild wants an empty directory.")
    try:
        published = (
            choose_release(release, data, config) if release else find_latest(open_warehouse(data, config))
        )
        with tempfile.TemporaryDirectory(prefix="kommunkompassen-rebuild-") as temporary:
            folder = open_store(into or Path(temporary))
            declared = recall_declarations(settings, published, given=sources is not None)
            with show_progress(plain=True):
                rebuilt = rebuild_release(settings, declared, published, folder)
            click.echo(describe_rebuilt(rebuilt))
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    context.exit(0 if rebuilt.is_equal else DIFFERENT)


def describe_rebuilt(rebuilt: Rebuilt) -> str:
    """Describe the comparison table by table."""
    if rebuilt.diff is None:
        return f"Made release {rebuilt.made.id}; none was published yet to compare it with."
    lines = []
    for table in rebuilt.diff.tables:
        told = f"{table.rows_after} rows, equal"
        if not table.is_equal:
            told = (
                f"{table.rows_before} rows published, {table.rows_after} made: {len(table.removed)} missing, "
                f"{len(table.added)} more, {table.rows_changed} changed"
            )
        lines.append(f"{table.table:20} {told}")
    lines += [
        f"{change.table:20} schema {change.kind}: {change.column or 'table'}"
        for change in rebuilt.diff.schema
    ]
    for name, (before, now) in rebuilt.changed_inputs.items():
        lines.append(f"Not as it was: {name} ({(before or 'unknown')[:20]} then, {now[:20]} now)")
    if rebuilt.is_equal:
        lines.append(f"Every row equals release {rebuilt.published}.")
    else:
        lines += ["", rebuilt.diff.to_text(), f"\nThe rows are not those of release {rebuilt.published}."]
    return "\n".join(lines)
