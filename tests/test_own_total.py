"""A total that the municipality received proves the numbers that add up to it, beside any comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.claims.totals import find_totals
from extract.page.words import PageWords, place_lines
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import ReadingKind
from extract.series.sheet import make_sheets
from tests.test_ownership import IDENTITY, NAMES, OTHERS, SCORES, judge, list_values, write_table

SUM, SUM_OF_OTHERS = sum(SCORES), sum(OTHERS)
RECEIVED = f"Arvika kommun får {SUM} poäng av 800."
COMPARISONS = [
    "Samtliga områden ligger över genomsnittet.",
    "Resultatet är det nionde högsta i landet.",
    "Tabellen visar poängsumman för varje område vid sidan av landets genomsnitt.",
    "Utvärderarna mötte en kommun som är bland de bästa i länet.",
    "Först visas årets poäng och därefter medelvärdet för de 40 senast utvärderade kommunerna.",
    "Effektivitet ger minst, precis som i de flesta andra kommuner som vi har besökt.",
    "Arvika överträffar medelvärdet i sju områden.",
]


def write_two_columns(heading: str = "Poäng", other: str = "Genomsnitt") -> list[str]:
    rows = [f"{name:70}{one:<12}{two}" for name, one, two in zip(NAMES, SCORES, OTHERS, strict=True)]
    return [f"{'Område':70}{heading:<12}{other}", *rows]


@pytest.mark.parametrize("sentence", COMPARISONS)
def test_the_own_total_outranks_a_sentence_that_compares(sentence: str) -> None:
    assert list_values(judge([RECEIVED, sentence, "", *write_two_columns()])) == SCORES
    assert list_values(judge([RECEIVED, "", "", sentence, "", *write_table()])) == SCORES


@pytest.mark.parametrize("sentence", COMPARISONS)
@pytest.mark.parametrize(
    ("told", "table"),
    [
        (f"Arvika kommun får {SUM + 7} poäng av 800.", write_two_columns()),
        (f"Den sammanlagda poängen är {SUM}.", write_two_columns("Medel", "Poäng")),
        (f"Arvika kommun hoppas på {SUM} poäng av 800.", write_two_columns("Önskat", "Genomsnitt")),
        (f"Grannkommunen får {SUM} poäng av 800.", write_two_columns("Tabellvärde", "Genomsnitt")),
    ],
)
def test_a_total_that_does_not_fit_or_is_not_received_proves_nothing(
    sentence: str, told: str, table: Sequence[str]
) -> None:
    assert list_values(judge([told, sentence, "", *table])) == ()


@pytest.mark.parametrize(
    "sentence",
    ["Rikets genomsnitt är {} poäng.", "Sunne kommun fick {} poäng.", "Förra gången fick Arvika {}."],
)
def test_a_sentence_with_another_total_is_not_about_the_numbers(sentence: str) -> None:
    for other, scores in ((SUM - 30, SCORES), (SUM + 2, ())):
        assert list_values(judge([RECEIVED, sentence.format(other), "", *write_table()])) == scores
    assert list_values(judge([sentence.format(SUM - 30), "", *write_table()])) == ()


@pytest.mark.parametrize("title", ["Medelvärden för länet", "Utvärderingen 2009", "Kommunens självvärdering"])
def test_the_own_total_does_not_outrank_a_title(title: str) -> None:
    assert list_values(judge([RECEIVED, "", "", title, "", *write_table()])) == ()


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Arvika fick 390 poäng, mot 361,5 poäng för tre år sedan.", ["TOTAL", "PREVIOUS"]),
        ("Arvika fick 390,5 poäng, mot 361 poäng för tre år sedan.", ["TOTAL", "PREVIOUS"]),
        ("Kommunen når 427 poäng, jämfört med 412,5 poäng i medel.", ["TOTAL", "AVERAGE"]),
    ],
)
def test_the_words_after_a_half_point_belong_to_its_total(sentence: str, kinds: list[str]) -> None:
    totals = find_totals(make_sheets([place_lines(["Bakgrund", "", sentence])]), IDENTITY)
    assert [total.kind for total in totals] == [ReadingKind[kind] for kind in kinds]


@pytest.mark.parametrize(
    "before",
    [
        "Kommunen bedömdes också enligt den gamla kompassen.",
        "Vi gjorde även en utvärdering enligt den tidigare versionen.",
        "Bedömningen gjordes dessutom med den förra modellen.",
    ],
)
def test_a_total_in_the_former_version_is_not_the_own_one(before: str) -> None:
    text = [f"{before} Den gav sammanlagt 468,5 poäng.", "", RECEIVED]
    totals = find_totals(make_sheets([place_lines(text)]), IDENTITY)
    assert {total.value for total in totals if total.kind is ReadingKind.TOTAL} == {SUM}


def enlarge(view: PageWords, line: str) -> PageWords:
    """Return a page on which a line is a title in larger type."""
    top = next(words[0].top for words in view.lines() if " ".join(word.text for word in words) == line)
    words = [replace(each, bottom=each.bottom + 4) if each.top == top else each for each in view.words]
    return replace(view, words=tuple(words))


@pytest.mark.parametrize(
    "last",
    [
        "Strategin för mångfald i samhället är tio år gammal",
        "Medelvärden för länet används sällan i styrningen",
        "Enkäten från 2009 har inte följts upp av nämnden",
    ],
)
def test_the_text_of_the_chapter_before_says_nothing_of_the_points(last: str) -> None:
    title = "4. Poängsammanställning"
    lines = ["3. Områdena", "", "Att förbättra", "", last, "", "", title, "", *write_table()]
    view = replace(enlarge(place_lines(lines), title), width=600, height=800)
    assert list_values(prove(read_pages([view], IDENTITY), IDENTITY)) == SCORES


@pytest.mark.parametrize(
    "sentence",
    [
        "Poängen nedan är kommunens självvärdering före besöket.",
        "Tabellen visar poängen vid den förra utvärderingen.",
        "Tabellen visar de poäng som Boden fick i sin utvärdering.",
        "Tabellen visar målen för kommunens poäng 2018.",
        "Tabellens värden utgör ett vägt genomsnitt av de sju kommunerna i nätverket.",
        "Observera att kolumnen visar rikets medelvärde och inget annat.",
        "Tabellen återger bästa noterade värde i landet för varje område.",
    ],
)
def test_the_own_total_does_not_outrank_what_is_no_comparison(sentence: str) -> None:
    assert list_values(judge([RECEIVED, "", "", sentence, "", *write_table()])) == ()


@pytest.mark.parametrize(
    "told",
    [
        "Medelvärdet, som för 2014 är {} poäng, är högre än väntat.",
        "Medianen för kommunerna, som 2014 är {} poäng, har ökat.",
        "Genomsnittet i länet, dit Arvika hör, är {} poäng.",
        "Kommunen siktar på att nå {} poäng.",
        "I Boden, som är lika stort, fick kommunen {} poäng.",
        "Tillsammans med Boden får Arvika {} poäng.",
        "Kommuner lika stora som Arvika har fått i snitt, totalt {} poäng.",
        "Tabellen visar hur många poäng Arvikas skolor fått, totalt {} poäng.",
        "Poängen är de som kommunen bredvid Arvika fick, totalt {} poäng.",
    ],
)
@pytest.mark.parametrize("heading", ["Poäng", "Nuläge"])
def test_a_total_of_others_or_a_wish_proves_nothing(told: str, heading: str) -> None:
    text = ["Bakgrund", "", told.format(SUM), "", ""]
    assert list_values(judge([*text], ["Bilaga", "", *write_table(heading=heading)])) == ()
    assert list_values(judge([*text, *write_table(heading=heading)])) == ()


@pytest.mark.parametrize(
    "told",
    [
        "Varje område kan ge 100 poäng, vilket gör att fyra perspektiv om 200 poäng blir 800 som mest.",
        "Två områden om 100 poäng bildar ett perspektiv om 200 poäng.",
        "Maksimal poengsum er 100 poeng per område og 200 poeng per hovedområde.",
        "Poängen går från 0 till 200 poäng i varje huvudområde, till 800 poäng totalt.",
        "Kommunens starkaste perspektiv är arbetsgivarpolitiken, som får 126 poäng.",
    ],
)
@pytest.mark.parametrize("total", [SUM, SUM + 7])
def test_the_points_of_a_main_area_are_no_total(told: str, total: int) -> None:
    text = ["Bakgrund", "", told, "", RECEIVED.replace(str(SUM), str(total)), "", *write_two_columns()]
    assert list_values(judge(text)) == (SCORES if total == SUM else ())


@pytest.mark.parametrize(
    "told", ["Kommunen får 410 poäng i de fyra perspektiven.", "Summan av alla perspektiv blir 410 poäng."]
)
def test_the_sum_of_all_main_areas_is_a_total(told: str) -> None:
    totals = find_totals(make_sheets([place_lines(["Bakgrund", "", told])]), IDENTITY)
    assert [(total.kind, total.value) for total in totals] == [(ReadingKind.TOTAL, 410)]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("De flesta kommuner hamnar mellan 400 och 500 poäng.", ReadingKind.OTHER),
        ("Ungefär en tredjedel av kommunerna passerar 500 poäng.", ReadingKind.OTHER),
        ("Bare tre kommuner har fått over 500 poeng.", ReadingKind.OTHER),
        ("De flesta kommuner förbättrar sig, och kommunen når 500 poäng.", ReadingKind.TOTAL),
        ("Vi är en av de kommuner som når 500 poäng.", ReadingKind.TOTAL),
        ("Vi hör till de kommuner som passerar 500 poäng.", ReadingKind.UNKNOWN),
    ],
)
def test_a_total_of_several_municipalities_is_no_rival(told: str, kind: ReadingKind) -> None:
    totals = find_totals(make_sheets([place_lines(["Bakgrund", "", told])]), IDENTITY)
    assert {each.kind for each in totals} == {kind}


@pytest.mark.parametrize(
    ("told", "is_own"),
    [
        ("Nu är domen här: 499 poäng av 800.", True),
        ("Beskedet: 499 poäng av 800.", True),
        ("Här är omdömet: 499 poäng.", True),
        ("Nu är grannens dom här: 499 poäng av 800.", False),
        ("Domen förra gången: 499 poäng av 800.", False),
        ("Domen över rikets medelkommun: 499 poäng av 800.", False),
    ],
)
def test_a_word_for_a_judgement_labels_the_own_total(told: str, *, is_own: bool) -> None:
    totals = find_totals(make_sheets([place_lines(["Bakgrund", "", told])]), IDENTITY)
    assert (ReadingKind.TOTAL in {total.kind for total in totals}) == is_own
