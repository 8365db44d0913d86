"""The error of commands that settle quarantined documents."""

from __future__ import annotations

import click


class ReviewError(click.ClickException):
    """A request of the review cannot be carried out; the message says why and what to do."""

    exit_code = 2
