"""The command line. Commands live in ``flows.commands``, one file each, and are imported only when used."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

COMMANDS = {
    "ingest": "Pull what the catalogue lists, read it, validate it and publish a release.",
    "harvest": "Look for reports in web archives and on municipal sites.",
    "read": "Read PDFs from disk and say what they are and tell; writes nothing.",
    "rebuild": "Make the release again from the archive alone and compare every row.",
    "status": "Say how fresh and complete the warehouse is and what is held back.",
    "review": "List, show and decide what is quarantined.",
    "releases": "List the releases with date, counts and what changed.",
    "diff": "Compare two releases: in sentences, then schema, rows and cells.",
    "export": "Write a release or one table as CSV, Excel, DuckDB, SQLite or Parquet.",
    "site": "Write the static pages of a release.",
    "schedule": "Serve the nightly flow.",
    "sources": "Check the catalogue; print found addresses as its lines.",
    "archive": "Verify the archive of pulled bytes.",
    "release": "Verify a release against its manifest.",
    "mirror": "Keep a second copy of archive and releases.",
    "dictionary": "Write the data dictionary and the other files made from the schema.",
    "settings": "Show each setting, its value and where it came from.",
    "demo": "Run the main job on the bundled sample reports.",
}


# The commands that also work on Windows: they read releases and start no process with limits.
PORTABLE = {"releases", "diff", "export", "site", "sources", "dictionary", "settings"}

LONGEST_MESSAGE = 4000  # characters


class LazyGroup(click.Group):
    """A click group that knows its commands by name and imports a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        if sys.platform == "win32" and cmd_name not in PORTABLE:
            raise click.ClickException(
                f"{cmd_name} needs limits for processes, locks and links that Windows does not have: run it "
                f"in WSL, on Linux or on macOS. On Windows there are {', '.join(sorted(PORTABLE))}."
            )
        command: click.Command = importlib.import_module(f"flows.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from flows.interruption import explain_interruption

            click.echo(f"\n{explain_interruption(ctx.invoked_subcommand or '', sys.argv[1:])}", err=True)
            ctx.exit(1)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback when a command fails.")
@click.version_option(package_name="kommunkompassen-warehouse", prog_name="kommunkompassen")
def app(debug: bool) -> None:
    """Every published Kommunkompassen evaluation in one proved Parquet warehouse."""


def main() -> None:
    """Run the command line.

    A command that fails prints one sentence and ends with status 1; with ``--debug`` its traceback is shown.
    """
    from flows.secrecy import keep_secrets

    keep_secrets()
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    if len(arguments) < len(sys.argv) - 1:
        app(arguments, prog_name="kommunkompassen")
        return
    try:
        app(arguments, prog_name="kommunkompassen")
    except Exception as error:  # noqa: BLE001 - the last place to turn a traceback into a sentence
        from extract.sources.addresses import show_words

        message = show_words(str(error), LONGEST_MESSAGE) or f"{type(error).__name__} without a message."
        click.echo(f"Error: {message}\nRun again with --debug for the traceback.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
