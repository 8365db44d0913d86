"""``diff``: compare two releases by schema, rows and cells."""

from __future__ import annotations

from pathlib import Path

import click

from flows.options import config_option, data_option

EQUAL, DIFFERENT = 0, 1


@click.command("diff")
@click.argument("before")
@click.argument("after", default="latest")
@data_option
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer. JSON holds every difference.",
)
@click.option("--limit", default=20, show_default=True, help="Differences shown of each table.")
@click.pass_context
def command(
    context: click.Context,
    before: str,
    after: str,
    data: str | None,
    config: Path | None,
    form: str,
    limit: int,
) -> None:
    """Compare release BEFORE with release AFTER (latest, if left out): schema, rows and cells, by key.

    A release is named by latest, by its name or the beginning of it, or by its path. Exit status: 0 equal,
    1 different, 2 wrong usage.
    """
    from flows.releases import choose_release
    from warehouse.diff import diff_releases
    from warehouse.read import ReleaseError

    try:
        diff = diff_releases(choose_release(before, data, config), choose_release(after, data, config))
    except ReleaseError as error:
        raise click.UsageError(str(error)) from error
    written = {"text": diff.to_text, "markdown": diff.to_markdown}
    click.echo((written[form](limit) if form in written else diff.to_json()).rstrip())
    context.exit(EQUAL if diff.is_equal else DIFFERENT)
