"""Points of several evaluations of one municipality are not those of several municipalities."""

from __future__ import annotations

import pytest

from extract.records import Identity
from extract.verdict.joint import are_joint

BODEN = Identity(country="SE", municipality="Boden", round=2008, edition=2002)


@pytest.mark.parametrize(
    "sentence",
    [
        "I tabellen redovisas poängen vid de båda utvärderingarna samt medelvärdet för de andra kommunerna.",
        "Tabellen visar poängen vid båda tillfällena och medelvärdet för övriga kommuner.",
        "I tabellen anges poängen för båda åren och snittet för kommunerna i länet.",
    ],
)
def test_both_evaluations_are_not_both_municipalities(sentence: str) -> None:
    assert not are_joint(sentence, BODEN)


@pytest.mark.parametrize("whose", ["båda", "de båda kommunerna", "båda kommunerna"])
def test_both_municipalities_are(whose: str) -> None:
    assert are_joint(f"I tabellen redovisas poängen för {whose}, som medelvärde för kommunerna.", BODEN)
