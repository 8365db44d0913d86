"""What headings, introductions and captions say of the numbers they stand at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.instrument import AREAS
from extract.page.words import place_lines
from extract.proof.prove import prove
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


NAMES = [AREAS[2010, area_no].name for area_no in range(1, 9)]
POINTS = (54, 37, 83, 45, 29, 66, 71, 40)
TABLE = [f"{'Område':70}Poäng", *(f"{name:70}{each}" for name, each in zip(NAMES, POINTS, strict=True))]
OVERVIEW = [
    f"{'Område':70}{'Poäng':10}Max",
    *(
        line
        for at, (name, each) in enumerate(zip(NAMES, POINTS, strict=True), start=1)
        for line in (
            f"{name:70}{each:<10}100",
            f"  {at}.1 {'Hur ser det ut?':64}{each // 2:<10}50",
            f"  {at}.2 {'Hur följs det upp?':64}{each - each // 2:<10}50",
        )
    ),
]


def publish(lines: Sequence[str]) -> tuple[float, ...]:
    readings = read_pages([replace(place_lines(lines), number=4)], IDENTITY)
    return tuple(score.value for score in prove(readings, IDENTITY).scores)


@pytest.mark.parametrize("rows", [TABLE, OVERVIEW])
@pytest.mark.parametrize(
    ("below", "published"),
    [
        ([], True),
        (["", "Tabell 3. Örebro kommun"], True),
        (["", "Tabell 3. Medelvärden för utvärderade kommuner"], False),
        (["", "Tabell 3. Alliansens kommuner"], False),
        (["", "Tabellen visar de bästa poängen hos de utvärderade kommunerna."], False),
        (["Siffrorna är målet."], False),
        (["", "", "", "", "Nästa kapitel handlar om näringslivet."], True),
    ],
)
def test_a_caption_or_a_note_below_outweighs_an_own_title(
    rows: list[str], below: list[str], published: bool
) -> None:
    assert publish(["Kommunens resultat", "", *rows, *below]) == (POINTS if published else ())


@pytest.mark.parametrize(
    ("caption", "published"),
    [
        ("Figur 3. Örebro kommun", True),
        ("Figur 3. Poäng 2009", False),
        ("Figur 3. Nacka kommun", False),
        ("Så tyckte näringslivet", False),
    ],
)
def test_a_caption_above_is_not_joined_to_the_headings_of_the_columns_below_it(
    caption: str, published: bool
) -> None:
    assert publish(["Resultat", "", caption, *TABLE]) == (POINTS if published else ())
    assert publish(["Resultat", "", caption, *OVERVIEW]) == (POINTS if published else ())


@pytest.mark.parametrize("told", ["Sammanlagt får Nacka kommun 475 poäng av 800.", "Så gick det för Nacka."])
def test_a_sentence_on_another_municipality_is_no_row_of_the_table_below_it(told: str) -> None:
    assert not publish(["2 Örebro kommun i förhållande till Kommunkompassen: resultat", "", told, "", *TABLE])


@pytest.mark.parametrize(
    ("remark", "published"),
    [
        ("", True),
        ("Genomsnitt för kommunerna", False),
        ("Så gör Nacka", False),
        ("enligt näringslivet", False),
    ],
)
def test_remarks_at_the_ends_of_the_rows_say_whose_the_points_are(remark: str, published: bool) -> None:
    rows = [TABLE[0], *(f"{row:85}{remark}" for row in TABLE[1:]), f"{'Summa':70}{sum(POINTS)}"]
    assert publish(["Resultat", "", *rows]) == (POINTS if published else ())
