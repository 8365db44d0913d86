"""Sentences near the printed points that speak of them, whatever their verb and wherever they name them."""

from __future__ import annotations

import pytest

from extract.records import ReadingKind
from extract.verdict.remarks import find_remark
from extract.verdict.speaking import find_speaking
from tests.test_remarks import IDENTITY, make_page, make_scores

ONLY_POINTS: frozenset[ReadingKind] = frozenset()


def is_held(*sentences: str, others: frozenset[ReadingKind] = ONLY_POINTS, in_chapter: bool = False) -> bool:
    return find_speaking(sentences, IDENTITY, others, in_chapter=in_chapter) is not None


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Poängen är däremot uträknade för de tre beställarna gemensamt, som ett snitt.", True),
        ("De tal som står i avsnitt 4 är våra egna från veckan efter besöket.", True),
        ("Siffrorna skakades fram ur en vaktmästares gamla slitna hatt.", True),
        ("Siffrorna inbjuder till eftertanke.", False),
        ("I tabellen anges hur ofta vaktmästaren bryggde starkt kaffe.", True),
        ("Kommunens vaktmästare fyllde i poängen.", True),
        ("Poengene er uttrykk for en forhåpning.", True),
        ("Poängen är uträknade av utvärderarna gemensamt.", False),
        ("De tal som står i avsnitt 4 är avrundade.", False),
        ("I tabellen anges hur många poäng varje område har fått.", False),
        ("Vaktmästaren öppnade för oss på kvällarna och hörde oss diskutera poängen.", False),
        ("Poengene er et uttrykk for evaluatorenes samlede vurdering.", False),
    ],
)
def test_what_is_said_of_the_points_must_be_known(sentence: str, held: bool) -> None:
    assert is_held(sentence) == held


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        ("Tabellen visar poängen.", "De är skakade fram ur en hatt.", True),
        ("Tabellen visar poängen.", "De är avrundade.", False),
        ("Poängen sätts av två utvärderare.", "De är anställda av två olika arbetsgivare.", False),
        ("Besöket varade i tre dagar.", "De är skakade fram ur en hatt.", False),
    ],
)
def test_a_pronoun_stands_for_the_points_named_before_it(before: str, after: str, held: bool) -> None:
    assert is_held(before, after) == held


def test_a_relative_clause_is_about_the_points_before_it() -> None:
    assert is_held("Här visas poängen, som en vaktmästare har skakat fram ur en gammal hatt.")
    assert not is_held("Här visas poängen, som utvärderarna har enats om.")
    assert not is_held("Här visas poängen.", "Som ett led i arbetet ombads vaktmästaren rita en stor karta.")


def test_where_the_points_are_shown_may_be_said_in_any_words() -> None:
    assert not is_held("Poängen presenterades på ett lunchmöte i augusti.")
    assert is_held("Poängen presenterades på ett lunchmöte av en trött jury utan nycklar.")
    assert not is_held("Tabellen visar att kommunen har sin tyngdpunkt i kulturfrågor.")
    assert not is_held("Siffrorna inbjuder till eftertanke.")
    assert is_held("Siffrorna härrör från en trött vaktmästare utan nycklar.")
    assert not is_held("Diagrammets hörn pekar åt var sitt håll.")


def test_what_the_points_do_not_tell_may_be_anything() -> None:
    assert not is_held("Poängen mäter inte hur trivsamma torgen är.")
    assert is_held("Poängen mäter inte torgen utan förvaltningens humör.")


def test_known_words_may_take_the_points_back() -> None:
    assert is_held("Poängen är inte satta av utvärderarna.")
    assert is_held("Talen i tabellen stämmer inte.")
    assert not is_held("Poängen ska inte läsas som ett betyg.")


def test_numbers_of_another_round_are_others() -> None:
    assert not is_held("Poängen från 2011 är satta efter en annan mall.")
    assert is_held("Poängen från 2014 är satta efter en hemlig mall.")


def test_in_a_chapter_mere_numbers_may_be_others() -> None:
    assert is_held("Siffrorna avser förvaltningen.")
    assert not is_held("Siffrorna avser förvaltningen.", in_chapter=True)
    assert is_held("Poängen avser kanslihuset.", in_chapter=True)


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("När det gäller siffrorna måste vi be om ursäkt.", True),
        ("Rapporten med poängen bifogas.", False),
    ],
)
def test_a_letter_before_the_report_may_take_its_points_back(sentence: str, held: bool) -> None:
    letter = make_page(f"Kommunkompassen 2014\nHär kommer rapporten.\n{sentence}", 1)
    report = make_page("Kommunkompassen Arvika kommun 2014", 3)
    assert (find_remark([report], make_scores(), [letter], IDENTITY) is not None) == held
    after = make_page(letter.text, 9)
    assert find_remark([report], make_scores(), [after], IDENTITY) is None


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Diagrammet visar kommunens poäng och medelvärdet för de tre kommunerna i nätverket.", False),
        ("I tabellen visas kommunens poäng och genomsnittet för kommuner i samma storlek.", False),
        ("Figuren visar Arvikas resultat samt medelvärdet för länets kommuner.", False),
        ("Diagrammet visar länets poäng och medelvärdet för de tre kommunerna i nätverket.", True),
        ("Diagrammet visar kommunens poäng och medelvärdet. De är gissade av chefsgruppen.", True),
    ],
)
def test_a_picture_of_own_points_and_a_mean_is_the_municipalitys(sentence: str, held: bool) -> None:
    assert (find_remark([make_page(sentence, 2)], make_scores(), identity=IDENTITY) is not None) == held


@pytest.mark.parametrize(
    "sentence",
    [
        "De poäng som anges med grönt är grannens.",
        "De poäng som visas i rött är grannkommunens.",
        "De poäng som står i blått är landets snitt.",
    ],
)
def test_a_colour_gives_points_to_others_only_where_others_stand_beside_them(sentence: str) -> None:
    page = [make_page(sentence, 2)]
    assert find_remark(page, make_scores(), identity=IDENTITY) is not None
    others = frozenset({ReadingKind.AVERAGE, ReadingKind.OTHER})
    assert find_remark(page, make_scores(), identity=IDENTITY, others=others) is None
    assert (
        find_remark([make_page("De blå staplarna visar poängen.", 2)], make_scores(), identity=IDENTITY)
        is None
    )


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Poängen i rubrikerna är kommunens egen bedömning; vår poängsättning görs efter besöket.", True),
        ("Poengene i overskriftene er kommunens egen vurdering.", True),
        ("Poängen kommer från kommunens egen bedömning.", True),
        ("Poängen skiljer sig från kommunens egen bedömning.", False),
        ("Poängen bygger på kommunens egna dokument och på intervjuer.", False),
        ("Den høyeste poengsummen som er gitt i Norge, er 656.", False),
        ("Den högsta poängsumma som hittills har delats ut är 668.", False),
    ],
)
def test_the_municipalitys_own_judgement_is_none_of_the_evaluators(sentence: str, held: bool) -> None:
    assert (find_remark([make_page(sentence, 2)], make_scores(), identity=IDENTITY) is not None) == held
