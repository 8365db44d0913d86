"""``export``: write a release, or one table of it, as CSV, Excel, DuckDB, SQLite or Parquet."""

from __future__ import annotations

from pathlib import Path

import click

from flows.options import config_option, data_option

FORMS = ("csv", "csv-excel", "xlsx", "duckdb", "sqlite", "parquet")


@click.command("export")
@click.argument("release", default="latest")
@click.argument("table", required=False)
@click.option(
    "--table", "named", metavar="TABLE", default=None, help="One table instead of the release, by its name."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default=None,
    help="Form of the export; left out, the ending of --to tells (.xlsx, .duckdb, .sqlite, .parquet, .csv).",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    default=None,
    help="File or folder to write (default: named by the release, here).",
)
@click.option("--replace", is_flag=True, help="Replace what is there already.")
@data_option
@config_option
def command(
    release: str,
    table: str | None,
    named: str | None,
    form: str | None,
    target: Path | None,
    replace: bool,
    data: str | None,
    config: Path | None,
) -> None:
    """Write RELEASE (latest, if left out), or one TABLE of it, as CSV, Excel, DuckDB, SQLite or Parquet.

    csv: a folder of UTF-8 files with a Frictionless data package. csv-excel: files that a Swedish Excel opens
    by a double click. xlsx: one workbook. duckdb, sqlite: one file with keys; sqlite has full-text search and
    opens in Datasette. parquet: a copy. One table is one file: export area_scores --to scores.csv.
    """
    from flows.releases import choose_release
    from warehouse.export import choose_form, export_release, name_export
    from warehouse.exported import ExportError
    from warehouse.read import ReleaseError, read_record
    from warehouse.schema import TABLES

    if release in TABLES and table is None:
        release, table = "latest", release
    table = named or table
    try:
        form = form or choose_form(target)
        source = choose_release(release, data, config)
        place = target or Path(name_export(read_record(source), form, table))
        export_release(source, form, place, table=table, replace=replace)
    except (ReleaseError, ExportError) as error:
        raise click.ClickException(str(error)) from error
    what = f"{table} of release" if table else "release"
    click.echo(f"Exported {what} {read_record(source).id} to {place}")
