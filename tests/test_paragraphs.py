"""Points in paragraphs that begin with the areas' names, among earlier points and means."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest

from extract.claims.paragraphs import MOST_CHOICES, choose_by_total
from extract.claims.told_numbers import list_undenied
from extract.numbers import Number, parse_numbers
from extract.page.words import PageWords, place_lines
from extract.readers.sentence import read_sentences
from extract.records import Identity, Proof, ReadingKind
from extract.series.sheet import make_sheets
from tests.proving import prove_pages
from tests.test_chapters_alone import FILLER
from tests.test_search_series import draw
from tests.test_told import AREAS

VARA = Identity(country="SE", municipality="Vara", round=2015, edition=2010)
POINTS = (57, 46, 63, 52, 44, 65, 41, 62)
SCORES = dict(enumerate(map(float, POINTS), 1))
TOTAL = f"Vara kommun får vid årets utvärdering {sum(POINTS)} poäng."
CHANGES = (  # earlier points and means before, between and after the own ones
    "gav 48 poäng 2011 och ger nu 57, vilket är något över genomsnittet på 54. Föreningslivet är starkt.",
    "får 46 poäng. Här har kommunen tappat fem poäng sedan 2011 och ligger under de 53 som är genomsnittet.",
    "är ett område där kommunen tagit ett stort kliv: från 49 poäng till 63. Genomsnittet är 61.",
    "ligger i stort sett still på 52 poäng (2011: 53, genomsnitt 55). Ledarutvecklingen är god.",
    "får 44 poäng. Det är tre mer än förra gången. Att Skara når 70 visar att det går att komma längre.",
    "är starkast. Genomsnittet bland kommunerna är 56 och Vara fick 59 år 2011. I år når kommunen 65 poäng.",
    "är svårt. Kommunen fick då 45 poäng. Med skärpta krav stannar resultatet nu på 41, mot genomsnittet 50.",
    "får 62 poäng, fem mer än 2011 och två under genomsnittet. Av 14 planer är 9 nya.",
)
LINES = (  # short, and the own points mostly last
    "har gått från 50 till 57 poäng.",
    "gick 2011 till 51 poäng och nu till 46 poäng.",
    "hade 58 poäng vid den förra utvärderingen, men kommunen når 63 poäng den här gången.",
    "har ett snitt på 55 poäng i landet. Kommunen får 52 poäng.",
    "har 44 poäng jämfört med 40 poäng 2011.",
    "når 65 poäng, sex poäng mer än medelvärdet 59 poäng.",
    "hamnar på 41 poäng (förra gången 39 poäng).",
    "sticker ut med 62 poäng. Bara i Skara är det fler, 71 poäng.",
)
PLAIN = (  # nothing but what the area got, and what somebody else has
    "gav kommunen 57 poäng. Grannarna i Skara har 49.",
    "bedöms till 46 poäng. Snittet är 52.",
    "får 63 poäng. Målet för 2019 är 70.",
    "får 52 poäng, och medelkommunen 55.",
    "ger 44 poäng. År 2011 blev det 41.",
    "får 65 poäng av 100. I snitt får kommunerna 60.",
    "får 41 poäng. Bästa kommun har 78.",
    "får 62 poäng. För fyra år sedan var det 58.",
)


def write_paragraphs(told: Sequence[str], *, form: str = "{at}. {area} ") -> list[str]:
    return [
        form.format(at=at, area=area) + text
        for at, (area, text) in enumerate(zip(AREAS["SE"], told, strict=True), 1)
    ]


def set_text(
    paragraphs: Sequence[str],
    *,
    width: int = 90,
    gap: float = 10,
    left: float = 60,
    total: str = TOTAL,
    last: bool = False,
) -> list[PageWords]:
    """Set a text on as many pages as it needs; the total is before or after the paragraphs."""
    blocks = [*paragraphs, total] if last else [total, *paragraphs]
    pages: list[list[tuple[float, float, str]]] = [[(left, 50.0, "Sammanfattning av resultatet")]]
    top = 80.0
    for block in [*blocks, FILLER]:
        if top > 640:
            pages.append([])
            top = 60.0
        for line in textwrap.wrap(block, width):
            pages[-1].append((left, top, line))
            top += 13
        top += gap
    return [draw(*cells, page=number, size=10) for number, cells in enumerate(pages, 1)]


def read(views: Sequence[PageWords]) -> dict[int, float]:
    verdict = prove_pages(views, VARA)
    assert {score.proof for score in verdict.scores} <= {Proof.SUM}
    return {score.area_no: score.value for score in verdict.scores}


@pytest.mark.parametrize("told", [CHANGES, LINES, PLAIN])
@pytest.mark.parametrize(
    ("width", "gap", "left", "form", "last"),
    [
        (90, 10, 60, "{at}. {area} ", False),
        (62, 0, 90, "{at}. {area} ", False),
        (74, 14, 70, "{area} ", True),
        (100, 8, 50, "Området {area} ", False),
    ],
)
def test_paragraphs_that_begin_with_the_areas_are_read(
    told: Sequence[str], width: int, gap: float, left: float, form: str, last: bool
) -> None:
    paragraphs = write_paragraphs(told, form=form)
    assert read(set_text(paragraphs, width=width, gap=gap, left=left, last=last)) == SCORES


@pytest.mark.parametrize("told", [CHANGES, LINES, PLAIN])
def test_the_order_of_the_areas_does_not_matter(told: Sequence[str]) -> None:
    paragraphs = write_paragraphs(told, form="{area} ")
    assert read(set_text([*paragraphs[5:], *paragraphs[:5]])) == SCORES


VARIED = (
    "I fråga om",
    "Beträffande",
    "När det gäller",
    "Området",
    "Slutligen",
    "Vad gäller",
    "För",
    "Sedan har vi",
)


@pytest.mark.parametrize("told", [CHANGES, PLAIN])
@pytest.mark.parametrize(("width", "left"), [(84, 60), (100, 50)])
def test_paragraphs_without_space_between_them_may_begin_in_many_ways(
    told: Sequence[str], width: int, left: float
) -> None:
    paragraphs = [
        f"{begin} {area} {text}" for begin, area, text in zip(VARIED, AREAS["SE"], told, strict=True)
    ]
    assert read(set_text(paragraphs, width=width, gap=0, left=left)) == SCORES


@pytest.mark.parametrize("told", [CHANGES, LINES, PLAIN])
@pytest.mark.parametrize(
    "total",
    [
        FILLER,
        f"Vara kommun får vid årets utvärdering {sum(POINTS) + 2} poäng.",
        f"Genomsnittet i landet är {sum(POINTS)} poäng.",
        f"Vid den förra utvärderingen 2011 fick kommunen {sum(POINTS)} poäng.",
    ],
)
def test_without_the_own_total_nothing_is_chosen(told: Sequence[str], total: str) -> None:
    assert read(set_text(write_paragraphs(told), total=total)) == {}


@pytest.mark.parametrize(
    ("area_no", "text"),
    [
        (1, "gav 57 poäng 2011. Föreningslivet är starkt."),
        (2, "ligger under genomsnittet, som är 46 poäng."),
        (3, "har gått från 63 poäng till fler."),
        (5, "kan nå 44 poäng om målen följs upp."),
        (6, "är starkast i Skara, som får 65 poäng."),
        (7, "hade före revideringen 41 poäng."),
        (4, "står på 49 eller 52 poäng."),
        (4, "kan sägas stå på 49 eller på 52 poäng."),
        (8, "är ett område där Vara tappat 62 poäng."),
        (8, "ger för delområdet dialog 62 poäng."),
    ],
)
def test_a_number_of_others_or_of_another_time_is_never_chosen(area_no: int, text: str) -> None:
    """The sum would fit."""
    told = [*PLAIN]
    told[area_no - 1] = text
    assert read(set_text(write_paragraphs(told))) == {}


def test_two_choices_with_the_same_sum_are_held() -> None:
    told = [*PLAIN]
    told[0], told[1] = "får 57 poäng. Kommunen får 55 poäng.", "får 46 poäng. Kommunen får 48 poäng."
    assert read(set_text(write_paragraphs(told))) == {}


def test_of_many_choices_none_is_taken() -> None:
    told = [f"rör sig mellan {points - at - 1} poäng, {points} poäng." for at, points in enumerate(POINTS)]
    assert read(set_text(write_paragraphs(told))) == {}


@pytest.mark.parametrize(
    "before",
    [
        "Kommunen utvärderades även 2009, med följande resultat område för område.",
        "Så här bedömde kommunen sig själv inför utvärderingen.",
    ],
)
def test_paragraphs_on_another_evaluation_are_held(before: str) -> None:
    views = set_text([before, *write_paragraphs(PLAIN)])
    assert read(views) == {}


def _number(value: float) -> Number:
    (number,) = parse_numbers(place_lines([f"{value:g} poäng"]).words)
    return number


def test_one_choice_only_may_add_up() -> None:
    (sheet,) = make_sheets([place_lines(["Resultat"])])
    told = {area_no: [(sheet, _number(points))] for area_no, points in enumerate(POINTS, 1)}
    told[3].append((sheet, _number(50)))
    told[7].append((sheet, _number(41)))  # repeated
    chosen = choose_by_total(told, sum(POINTS))
    assert chosen is not None
    assert {area_no: number.value for area_no, (_, number) in chosen.items()} == SCORES
    told[4].append((sheet, _number(65)))  # 13 more, as many as 50 is less than 63
    assert choose_by_total(told, sum(POINTS)) is None
    many = {no: [*each, (sheet, _number(90))] for no, each in told.items()}
    assert 2 ** len(many) > MOST_CHOICES
    assert choose_by_total(many, 720) is None


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Området har gått från 49 poäng till 63.", [63]),
        ("Området gav 49 poäng 2011 och 63 poäng 2015.", [63]),
        ("Kommunen når 63 poäng, sex mer än genomsnittet på 57.", [63]),
        ("Med 63 poäng ligger Vara över genomsnittet.", [63]),
        ("Snittet är 57, Skara har 60 och Vara 63 poäng.", [63]),
        ("Av kommunens 14 beslut var 9 av 25 föregångna av en dialog, 63 procent.", []),
        ("Kommunen hoppas på 63 poäng.", []),
        ("Området får 63 poäng av högst 100 poäng.", [63]),
        ("Kommunen kan få högst 100.", []),
        ("Kommunen tappar 12 poäng.", []),
        ("Kommunen fick då 45 poäng.", []),
    ],
)
def test_words_say_whose_numbers_are(sentence: str, values: list[float]) -> None:
    words = place_lines([sentence]).words
    assert [number.value for number, _ in list_undenied(words, [], VARA)] == values


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Sammanlagt kan 800 poäng ges, högst 100 poäng inom varje område.", []),
        ("Området får 57 poäng, av högst 100 poäng.", [57]),
    ],
)
def test_a_number_that_is_called_the_highest_is_none_of_them(sentence: str, values: list[float]) -> None:
    words = place_lines([sentence]).words
    assert [number.value for number, _ in list_undenied(words, [], VARA)] == values


def test_a_sentence_before_without_a_number_gives_those_after_it_to_others() -> None:
    words = place_lines(["Där blev det 63 poäng."]).words
    assert [each.value for each, _ in list_undenied(words, ["Bäst är Skara."], VARA)] == []
    assert [each.value for each, _ in list_undenied(words, ["År 2011 var det sämre."], VARA)] == []
    assert [each.value for each, _ in list_undenied(words, ["Det är bra."], VARA)] == [63]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Vara kommun får vid årets utvärdering 430 poäng.", ReadingKind.TOTAL),
        ("I år får Vara kommun 430 poäng.", ReadingKind.TOTAL),
        ("Vara kommun får 430 poäng.", ReadingKind.UNKNOWN),
        ("Vid förra årets utvärdering fick Vara kommun 430 poäng.", ReadingKind.PREVIOUS),
    ],
)
def test_a_total_of_this_year_comes_back_to_this_evaluation(sentence: str, kind: ReadingKind) -> None:
    view = place_lines(["Den förra utvärderingen ägde rum 2011 och omfattade samma områden.", sentence])
    found = {each.kind for each in read_sentences([view], VARA)} or {ReadingKind.PREVIOUS}
    assert found == {kind}
