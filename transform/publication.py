"""A published evaluation: an accepted report with its address, origin and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from extract.records import DocumentReport, Origin, ProvedScore
from transform.corrections import Correction

Known = TypeVar("Known")


class UnpublishableError(ValueError):
    """An accepted document lacks something that its rows need; ``documents`` has its sha256."""

    def __init__(self, sha256: str, what: str) -> None:
        super().__init__(f"The accepted document {sha256} has no {what}; it may not be published.")
        self.documents = (sha256,)


@dataclass(frozen=True)
class Publication:
    """One published evaluation. ``corrections`` are those of its scores, by area number."""

    report: DocumentReport
    source_url: str
    origin: Origin
    corrections: Mapping[int, Correction] = field(default_factory=dict)

    @property
    def country(self) -> str:
        """``SE`` or ``NO``."""
        return self._known(self.report.identity.country, "country")

    @property
    def municipality_code(self) -> str:
        """The municipality's code."""
        return self._known(self.report.identity.municipality_code, "municipality")

    @property
    def municipality(self) -> str:
        """The municipality's standard name."""
        return self._known(self.report.identity.municipality, "municipality")

    @property
    def round(self) -> int:
        """The year of the visit."""
        return self._known(self.report.identity.round, "round")

    @property
    def edition(self) -> int:
        """The edition of the instrument to which the scores' areas belong."""
        return self._known(self.report.verdict.edition, "edition")

    @property
    def scores(self) -> tuple[ProvedScore, ...]:
        """The proved scores as printed, by area."""
        return tuple(sorted(self.report.verdict.scores, key=lambda score: score.area_no))

    def published_value(self, score: ProvedScore) -> float:
        """The published score: the printed one, or that of a declared correction."""
        correction = self.corrections.get(score.area_no)
        return correction.corrected_score if correction else score.value

    @property
    def values(self) -> dict[int, float]:
        """The published scores, by area number."""
        return {score.area_no: self.published_value(score) for score in self.scores}

    @property
    def total(self) -> float:
        """The sum of the published scores."""
        return sum(self.values.values())

    def _known(self, value: Known | None, what: str) -> Known:
        if value is None:
            raise UnpublishableError(self.report.sha256, what)
        return value
