"""``dictionary``: write the data dictionary from the schema."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("dictionary")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("docs"),
    show_default=True,
    help="Where dictionary.md and dictionary.csv are written.",
)
@click.option("--check", is_flag=True, help="Write nothing; fail when a file is not what the schema makes.")
def command(folder: Path, check: bool) -> None:
    """Write the data dictionary from the schema, as Markdown and as CSV."""
    from extract.sources.store import write_whole
    from warehouse.dictionary import make_dictionary_csv, make_dictionary_md

    made = {"dictionary.md": make_dictionary_md(), "dictionary.csv": make_dictionary_csv()}
    for name, text in made.items():
        path = folder / name
        if not check:
            write_whole(path, text.encode())
            click.echo(f"Wrote {path}")
        elif not path.is_file() or path.read_bytes() != text.encode():
            raise click.ClickException(
                f"{path} is not what the schema makes; run kommunkompassen dictionary and commit it."
            )
