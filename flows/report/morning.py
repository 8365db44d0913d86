"""The morning report as a record: what a run did, what is new, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

State = Literal["published", "unchanged", "held", "failed"]


@dataclass(frozen=True)
class Count:
    """A number of this run and of the run before; ``before`` is ``None`` if there was none."""

    what: str
    now: int
    before: int | None


@dataclass(frozen=True)
class Line:
    """One entry of the report: an address or an evaluation, what is the matter, why, and what to do.

    ``codes`` are rule codes, ``sentences`` explain them. ``since`` is the ISO time of the run that first
    reported it.
    """

    address: str
    what: str
    codes: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    sha256: str | None = None
    remedy: str = ""
    since: str = ""


@dataclass(frozen=True)
class MorningReport:
    """What a run reports to the operator; kept as JSON beside the pages made from it.

    ``published`` names the evaluations that the release before did not have; ``left`` are documents that were
    published once and are not any more; ``held`` are all documents held back. ``gone``, ``down`` and
    ``refused`` are listed addresses that gave no document. A line that an earlier run reported has an earlier
    ``since``. ``unchanged_since`` is when the release was first published. The state ``held`` means that the
    run wrote a candidate and published nothing.
    """

    run_id: str
    state: State
    started: str
    finished: str
    timezone: str = "Europe/Stockholm"
    release_id: str | None = None
    release_path: str | None = None
    previous_release_id: str | None = None
    unchanged_since: str | None = None
    error: str | None = None
    offline: bool = False
    counts: tuple[Count, ...] = ()
    published: tuple[str, ...] = ()
    new: tuple[Line, ...] = ()
    left: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    harvest: tuple[str, ...] = ()  # sentences about the night's harvest
    gone: tuple[Line, ...] = ()
    down: tuple[Line, ...] = ()
    refused: tuple[Line, ...] = ()
    stale: tuple[Line, ...] = ()
    warnings: tuple[Line, ...] = ()
    killed: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # name, path

    def list_news(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Those of ``lines`` that no earlier run reported."""
        return tuple(line for line in lines if line.since == self.started)

    @property
    def newly_held(self) -> tuple[Line, ...]:
        """The documents that were not held back by the run before, or for other reasons."""
        return self.list_news(self.held)

    @property
    def newly_left(self) -> tuple[Line, ...]:
        """The documents that the release before published and this one does not."""
        return self.list_news(self.left)


REPORT = TypeAdapter(MorningReport)
