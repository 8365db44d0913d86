"""What a person is told who asks for what cannot be declared."""

from __future__ import annotations

import click


class ReviewError(click.ClickException):
    """What was asked of the review cannot be done; the message says why and what to do."""

    exit_code = 2
