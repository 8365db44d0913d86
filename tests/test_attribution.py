"""What headings, introductions and captions say of the numbers they stand at."""

from __future__ import annotations

import pytest

from extract.page.words import place_lines
from extract.readers import read_pages
from extract.records import Identity, ReadingKind
from extract.vocabulary import understand_heading

IDENTITY = Identity(country="SE", municipality="Örebro", round=2014, edition=2010)
ROWS = [
    "Offentlighet och demokrati: 68 poäng",
    "Tillgänglighet och brukarorientering: 75 poäng",
    "Politisk styrning och kontroll: 66 poäng",
    "Resultat och effektivitet: 70 poäng",
    "Verksamhetsutveckling: 61 poäng",
]


def read_kinds(before: list[str], after: list[str]) -> set[ReadingKind]:
    page = place_lines([*before, *ROWS, *after])
    return {reading.kind for reading in read_pages([page], IDENTITY) if reading.reader == "list"}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Poäng", ReadingKind.SCORE),
        ("Örebro kommun 2014", ReadingKind.SCORE),
        ("Erhållna poäng (max 100)", ReadingKind.SCORE),
        ("Kommunens resultat", ReadingKind.SCORE),
        ("Oppnådd poengsum", ReadingKind.SCORE),
        ("Erhållna poäng (max 50)", ReadingKind.UNKNOWN),
        ("Målpoäng", ReadingKind.OTHER),
        ("Kommunens självskattning", ReadingKind.OTHER),
        ("Återstående poäng", ReadingKind.OTHER),
        ("Resultat medarbetarenkät", ReadingKind.OTHER),
        ("Kommunens hushållspoäng", ReadingKind.UNKNOWN),
        ("Resultat för tekniska nämnden", ReadingKind.UNKNOWN),
        ("Poäng 2011", ReadingKind.PREVIOUS),
        ("Nacka 2014", ReadingKind.OTHER),
    ],
)
def test_a_heading_gives_scores_only_by_words_that_are_known(heading: str, kind: ReadingKind) -> None:
    assert understand_heading(heading, IDENTITY).kind is kind


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (["Så fördelar sig poängen:"], [], ReadingKind.SCORE),
        (["Utifrån intervjuer och dokument har kommunen fått följande poäng:"], [], ReadingKind.SCORE),
        (["Genomsnitt för samtliga utvärderade kommuner"], [], ReadingKind.AVERAGE),
        (["I de kommuner som deltog blev poängen i genomsnitt så här:"], [], ReadingKind.AVERAGE),
        (["Medelvärden för de kommuner som Örebro jämförs med"], [], ReadingKind.AVERAGE),
        (["Goda exempel"], [], ReadingKind.OTHER),
        (["Kommun A"], [], ReadingKind.OTHER),
        (["Högsta möjliga poäng"], [], ReadingKind.OTHER),
        (["Högsta möjliga poäng är 100"], [], ReadingKind.SCORE),
        (["Kommunkompassen 2012"], [], ReadingKind.PREVIOUS),
        (["Kommunkompassen 2010"], [], ReadingKind.SCORE),  # the edition
        (["Utvärderingen 2009"], [], ReadingKind.PREVIOUS),
        ([], ["Tabell 3. Nacka kommun"], ReadingKind.OTHER),
        ([], ["Tabell 3. Örebro kommun"], ReadingKind.SCORE),
        ([], ["Snittet för landets kommuner."], ReadingKind.AVERAGE),
        ([], ["* Rättat efter tryckning: 71 poäng."], ReadingKind.UNKNOWN),
        ([], ["Grön: Nacka kommun"], ReadingKind.OTHER),
    ],
)
def test_words_around_a_list_take_its_numbers_away(
    before: list[str], after: list[str], kind: ReadingKind
) -> None:
    assert read_kinds(before, after) == {kind}
