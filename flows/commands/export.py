"""``export``: a release as CSV, Excel or DuckDB."""

from __future__ import annotations

from pathlib import Path

import click

from flows.options import config_option, data_option

FORMS = ("csv", "csv-excel", "xlsx", "duckdb")


@click.command("export")
@click.argument("release", default="latest")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default=None,
    help="Form of the export; left out, the ending of --to tells (.xlsx, .duckdb, otherwise csv).",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    default=None,
    help="File, or for CSV folder, to write (default: named by the release, here).",
)
@click.option("--replace", is_flag=True, help="Replace what is there already.")
@data_option
@config_option
def command(
    release: str,
    form: str | None,
    target: Path | None,
    replace: bool,
    data: str | None,
    config: Path | None,
) -> None:
    """Write RELEASE (latest, if left out) as CSV, Excel or DuckDB.

    csv: a folder of UTF-8 files with a Frictionless data package. csv-excel: a folder of files that a Swedish
    Excel opens by a double click. xlsx: one workbook. duckdb: one file with keys and comments.
    """
    from flows.releases import pick_release
    from warehouse.export import export_release, name_export
    from warehouse.exported import ExportError
    from warehouse.read import ReleaseError, read_record

    form = form or _tell_form(target)
    try:
        source = pick_release(release, data, config)
        place = target or Path(name_export(read_record(source), form))
        export_release(source, form, place, replace=replace)
    except (ReleaseError, ExportError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Exported release {read_record(source).id} to {place}")


def _tell_form(target: Path | None) -> str:
    ending = target.suffix.removeprefix(".") if target else ""
    return ending if ending in FORMS else "csv"
