"""What a harvest did and found, as the morning report and ``harvest --json`` tell it."""

from __future__ import annotations

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass


@dataclass(frozen=True)
class Harvest:
    """What a harvest asked, visited and found.

    ``started`` and ``finished`` are ISO times. ``problems`` are sentences. ``stopped`` says why the harvest
    ended early, if it did.
    """

    started: str
    finished: str
    requests: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0
    sites: int = 0
    questions: int = 0
    documents: int = 0  # newly read
    reports: int = 0  # newly found documents that are reports
    found: tuple[str, ...] = ()  # their leading addresses
    known_reports: int = 0
    sites_never_asked: int = 0
    problems: tuple[str, ...] = ()
    stopped: str | None = None

    @property
    def summary(self) -> str:
        """The figures of the harvest in one sentence."""
        return (
            f"{self.requests} requests ({self.megabytes:.1f} MB): {self.sites} sites visited,"
            f" {self.questions} questions to archives answered, {self.documents} documents looked at,"
            f" {self.reports} new reports found; {self.known_reports} are known,"
            f" {self.sites_never_asked} sites were never asked."
        )

    def list_sentences(self) -> tuple[str, ...]:
        """The sentences about the harvest for the morning report."""
        found = tuple(f"Found: {url}" for url in self.found)
        ended = (f"It ended early: {self.stopped}",) if self.stopped else ()
        return (self.summary, *found, *self.problems, *ended)


HARVEST = TypeAdapter(Harvest)
