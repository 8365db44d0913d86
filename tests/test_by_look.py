"""Sentences that point at the numbers by their look, and boxes beside a scan, must be wholly understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Identity, ReadingKind
from extract.verdict.by_look import find_by_look
from extract.verdict.pointing import read_text_beside
from extract.verdict.remarks import find_remark
from tests.test_definitions import CHAPTERS
from tests.test_ownership import NAMES
from tests.test_remarks import IDENTITY, make_page, make_scores

NORWEGIAN = Identity(country="NO", municipality="Volda", round=2014, edition=2010)


def is_held(
    *sentences: str,
    page: int = 2,
    identity: Identity = IDENTITY,
    others: frozenset[ReadingKind] = frozenset(),
) -> bool:
    text = "\n".join(("Vi har lett arbetet väl.", *sentences, "Vi tackar alla."))
    return find_remark([make_page(text, page)], make_scores(), identity=identity, others=others) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Siffrorna i de röda rutorna är desamma som stod i rapporten efter förra besöket.",
        "Talen i de blå cirklarna är de som stod i förra rapporten.",
        "De grå staplarna är hur det såg ut i grannkommunen.",
        "Siffran i ringen är vad nämnden själv gissade.",
        "Siffrorna med fet stil är de som vi har lånat.",
        "De stora siffrorna är vad personalen röstade fram.",
        "Det fyllda i varje ruta är vad vi vill nå till 2018.",
        "Rutorna i marginalen visar ett exempel, inte kommunens utfall.",
        "De mörka fälten motsvarar ett medelvärde för länet.",
        "Den fyllda ytan visar hur långt grannarna har kommit.",
        "I de gula brickorna står det som personalen röstade fram.",
        "Poängen i de skuggade fälten är övertagna från en äldre skrift.",
        "Poängen här bredvid är mönsterkommunens.",
    ],
)
def test_numbers_of_a_look_that_may_be_others(sentence: str) -> None:
    assert is_held(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tallene i boksene er de samme som sist.",
        "De fargede sirklene viser hvor rådmannen mener vi står.",
        "Tala i dei blå rutene er henta frå nabokommunen.",
    ],
)
def test_norwegian_numbers_of_a_look_that_may_be_others(sentence: str) -> None:
    assert is_held(sentence, identity=NORWEGIAN)


@pytest.mark.parametrize(
    "sentence",
    [
        "Siffrorna i de röda rutorna är utvärderarnas poäng.",
        "De blå staplarna visar kommunens poäng och de grå genomsnittet.",
        "De grå staplarna visar genomsnittet för alla kommuner.",
        "Den grå stapeln i diagrammet visar poängen vid förra utvärderingen.",
        "Siffran i ringen är områdets poäng av 100 möjliga.",
        "Den fyllda ytan visar hur stor del av de 100 poängen som kommunen fick.",
        "Den stora siffran är årets poäng, den lilla är poängen 2009.",
        "I de gula rutorna finns goda exempel.",
        "I faktarutorna beskrivs kommunens arbete med egna ord.",
        "Gröna pilar markerar styrkor och röda pilar förbättringsområden.",
        "Staplarna visar årets poäng för varje område.",
        "Tallene i boksene er poengsummen for området.",
    ],
)
def test_numbers_of_a_look_that_are_the_own_ones(sentence: str) -> None:
    assert not is_held(sentence)


AXIS = "Samspel mellan förtroendevalda och medborgare Samhällsutveckling Styrning och kontroll Arbetsliv"


@pytest.mark.parametrize(
    "sentence",
    [
        "Staplarna visar Arvikas poäng för vart och ett av de åtta områdena.",
        "De blå staplarna visar kommunens poäng 2014.",
        "Stolparna anger Arvikas resultat i varje område.",
    ],
)
def test_the_names_at_an_axis_are_no_part_of_the_sentence_beside_it(sentence: str) -> None:
    assert not is_held(f"{AXIS} 0 25 50 75 100 {sentence}")


@pytest.mark.parametrize(
    "text",
    [
        f"{AXIS} 0 50 100 Staplarna visar grannkommunens poäng för vart och ett av områdena.",
        f"Medborgarnas betyg {AXIS} Staplarna visar svaren för vart och ett av områdena.",
        f"{AXIS} Genomsnitt för länet Staplarna visar poängen i varje område.",
    ],
)
def test_what_else_stands_at_an_axis_counts(text: str) -> None:
    assert is_held(text)


def test_another_look_may_be_that_of_others() -> None:
    said = "Siffrorna i de gröna rutorna är hämtade ur förra rapporten."
    assert is_held(said)
    assert not is_held("Siffran i den gula rutan är årets poäng.", said)
    assert is_held("De blå staplarna är årets resultat.", said)
    mean = "De röda staplarna visar medelvärdet för alla kommuner."
    assert is_held(mean)
    assert not is_held(mean, others=frozenset({ReadingKind.AVERAGE}))


def test_shapes_after_the_points_are_those_of_other_pictures() -> None:
    said = "De röda staplarna visar hur lång tid handläggningen tar."
    assert is_held(said)
    assert not is_held(said, page=9)
    assert is_held("Siffrorna i de röda rutorna är desamma som stod i förra rapporten.", page=9)


@pytest.mark.parametrize("sentence", CHAPTERS)
def test_what_chapters_say_of_other_pictures_holds_nothing(sentence: str) -> None:
    assert find_by_look([(9, sentence)], make_scores(), IDENTITY, frozenset()) is None


def test_a_box_beside_a_scanned_table() -> None:
    beside = [
        "Poängen här",
        "bredvid är",
        "en påhittad",
        "kommuns.",
        "Den gör allt",
        "som brukar",
        "frågas",
        "efter.",
    ]
    rows = [f"{at + 1}. {name} {51 + at} {beside[at]}" for at, name in enumerate(NAMES)]
    scores = [replace(each, reading=replace(each.reading, from_image=True)) for each in make_scores()]
    assert read_text_beside(rows, scores).startswith("Poängen här bredvid är en påhittad kommuns.")
    assert find_remark([make_page("\n".join(rows))], scores, identity=IDENTITY) is not None
    bare = "\n".join(f"{at + 1}. {name} {51 + at}" for at, name in enumerate(NAMES))
    assert find_remark([make_page(bare)], scores, identity=IDENTITY) is None
