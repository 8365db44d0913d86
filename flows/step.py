"""What a step of the main job says of itself, without any knowledge of who runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Step = TypeVar("Step", bound=Callable[..., Any])

_AWAY = "may_be_away"


def may_be_away(step: Step) -> Step:
    """Mark a step that touches places which may be away for a while: tried again later, it may succeed."""
    setattr(step, _AWAY, True)
    return step


def is_worth_another_try(step: Callable[..., Any]) -> bool:
    """Whether the step is marked so."""
    return bool(getattr(step, _AWAY, False))
