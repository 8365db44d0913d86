"""Text from outside made fit for a terminal."""

from __future__ import annotations

import click


def make_printable(text: str) -> str:
    """``text`` with a space for each character that is not printable: a report may print control codes."""
    return "".join(character if character.isprintable() else " " for character in text)


def print_line(text: str) -> None:
    """Print one line of text that may come from a report or a server."""
    click.echo(make_printable(text))
