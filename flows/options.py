"""Options that several commands share. An option that is not given is ``None`` and changes no setting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def data_option(command: Command) -> Command:
    """Add ``--data DIR``: the data directory or object-store address."""
    return click.option(
        "--data",
        metavar="DIR",
        default=None,
        help="Data directory or object-store address (default: data, or KOMMUNKOMPASSEN_DATA).",
    )(command)


def sources_option(command: Command) -> Command:
    """Add ``--sources FILE``: the catalogue."""
    return click.option(
        "--sources",
        metavar="FILE",
        type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
        default=None,
        help="Catalogue of report addresses (default: the project's own).",
    )(command)


def private_hosts_option(command: Command) -> Command:
    """Add ``--allow-private-hosts``: allow addresses that resolve to loopback or private ranges."""
    return click.option(
        "--allow-private-hosts",
        is_flag=True,
        default=None,
        help="Allow hosts of the catalogue on loopback or private ranges, and file: addresses.",
    )(command)


def config_option(command: Command) -> Command:
    """Add ``--config FILE``: the settings file."""
    return click.option(
        "--config",
        metavar="FILE",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        default=None,
        help="Settings file (default: kommunkompassen.toml here, if there is one).",
    )(command)
