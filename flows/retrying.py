"""Which steps of the main job are worth trying again, said without any knowledge of who runs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Step = TypeVar("Step", bound=Callable[..., Any])

_MARK = "is_retryable"


def retryable(step: Step) -> Step:
    """Mark a step that uses a network or a store: when it fails, it may succeed a little later."""
    setattr(step, _MARK, True)
    return step


def is_retryable(step: Callable[..., Any]) -> bool:
    """Whether the step is marked with :func:`retryable`."""
    return bool(getattr(step, _MARK, False))
