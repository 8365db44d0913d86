"""Tables with other numbers, names and text around them: each column keeps its own heading and title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.instrument import AREA_NUMBERS, AREAS, MAIN_AREAS
from extract.page.words import PageWords, Word
from extract.proof.prove import prove
from extract.readers import read_pages
from extract.records import Identity, ReadingKind
from tests.test_columns import IDENTITY, LETTER, NAMES, OTHERS, OWN, set_text
from tests.test_told_lists import publish

OTHER = (39, 42, 62, 83, 91, 38, 65, 21)
Texts = Sequence[tuple[str, float, float]]  # text, left edge, upper edge


def draw(*texts: Texts) -> PageWords:
    words: list[Word] = []
    for part in texts:
        for text, x0, top in part:
            words += set_text(text, x0, top)
    return PageWords(1, 842, 595, tuple(words))


def set_table(
    left: float, column: float, values: Sequence[object], *, top: float = 120, names: Sequence[str] = NAMES
) -> list[tuple[str, float, float]]:
    rows = [(name, left, top + 16 * row) for row, name in enumerate(names)]
    return rows + [(str(value), column, top + 16 * row) for row, value in enumerate(values)]


def read(page: PageWords, kind: ReadingKind, identity: Identity = IDENTITY) -> tuple[float, ...]:
    found = {
        each.area_no: each.value
        for each in read_pages([page], identity)
        if each.kind is kind and each.area_no and each.reader == "table"
    }
    return tuple(found[area_no] for area_no in sorted(found))


def test_the_table_beside_keeps_its_numbers_though_the_names_are_the_same() -> None:
    page = draw(
        [("Nacka 2014", 40, 80), ("Arvika 2014", 440, 80), ("Poäng", 300, 100), ("Poäng", 700, 100)],
        set_table(40, 300, OTHER),
        set_table(440, 700, OWN),
    )
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize("second", ["Poäng", ""])
def test_two_halves_side_by_side_are_one_table(second: str) -> None:
    page = draw(
        [("Kommunens resultat 2014", 40, 70), ("Poäng", 300, 100), (second, 700, 100)],
        set_table(40, 300, OWN[:4], names=NAMES[:4]),
        set_table(440, 700, OWN[4:], names=NAMES[4:]),
    )
    assert read(page, ReadingKind.SCORE) == OWN


def test_a_total_set_beside_its_column_is_its_sum() -> None:
    page = draw(
        [("Kommunens poäng", 300, 100)], set_table(40, 300, OWN), [(f"Totalpoäng: {sum(OWN)}", 40, 260)]
    )
    totals = [each for each in read_pages([page], IDENTITY) if each.kind is ReadingKind.TOTAL]
    assert [each.value for each in totals if each.reader != "sentence"] == [sum(OWN)]


@pytest.mark.parametrize("row", ["Delsumma demokrati", "Delsumma service och kvalitet", "Summa del 1"])
def test_sums_between_the_areas_are_none_of_them(row: str) -> None:
    page = draw(
        [("Poäng 2014", 300, 100)],
        set_table(40, 300, OWN[:4], names=NAMES[:4]),
        [(row, 40, 184), (str(sum(OWN[:4])), 300, 184)],
        set_table(40, 300, OWN[4:], names=NAMES[4:], top=200),
        [(row, 40, 264), (str(sum(OWN[4:])), 300, 264)],
    )
    assert read(page, ReadingKind.SCORE) == OWN


def test_a_heading_of_several_lines_is_no_title_of_the_columns_beside() -> None:
    page = draw(
        [("Snitt", 300, 78), ("alla", 300, 89), ("Poäng 2014", 400, 78), ("kommuner", 300, 100)],
        set_table(40, 300, OTHERS),
        [(str(value), 400, 120 + 16 * row) for row, value in enumerate(OWN)],
    )
    assert read(page, ReadingKind.AVERAGE) == OTHERS
    assert read(page, ReadingKind.SCORE) == OWN


def test_a_column_of_text_beside_a_table_is_not_its_title() -> None:
    text = "I andra kommuner har arbetet med detta kommit"
    page = draw(
        [(text, 40, 60 + 11 * at) for at in range(24)],
        [("Kommunens poäng", 300, 100)],
        set_table(300, 560, OWN),
    )
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("Nacka fick 504 poäng vid sin utvärdering 2009.", True),
        ("Intervjuerna visar att målen är kända bland cheferna.", True),
        (f"Nacka fick {sum(OWN)} poäng vid sin utvärdering 2009.", False),
        ("Siffrorna är genomsnittet för andra kommuner.", False),
    ],
)
def test_the_text_before_a_titled_table_speaks_of_it_only_with_its_total_or_of_its_numbers(
    sentence: str, own: bool
) -> None:
    page = draw(
        [(sentence, 40, 50), ("Poäng per område", 40, 76), ("Poäng", 300, 100)], set_table(40, 300, OWN)
    )
    assert read(page, ReadingKind.SCORE) == (OWN if own else ())


@pytest.mark.parametrize("under", [True, False], ids=["over their areas", "under their areas"])
def test_the_subtotals_of_main_areas_are_read_as_such(under: bool) -> None:
    names = [AREAS[2020, area_no].name for area_no in AREA_NUMBERS]
    pairs = {name: [no for no in AREA_NUMBERS if AREAS[2020, no].main_area == name] for name in MAIN_AREAS}
    rows: list[tuple[str, int]] = []
    for main, areas in pairs.items():
        own = [(names[no - 1], OWN[no - 1]) for no in areas]
        sums = [(main, sum(score for _, score in own))]
        rows += [*sums, *own] if under else [*own, *sums]
    top = [140 + 16 * at for at in range(len(rows))]
    page = draw(
        [("Kommunens resultat 2021", 40, 90), ("Poäng", 300, 120)],
        [(name, 40, y) for (name, _), y in zip(rows, top, strict=True)],
        [(str(value), 300, y) for (_, value), y in zip(rows, top, strict=True)],
    )
    identity = replace(IDENTITY, round=2021, edition=2020)
    assert read(page, ReadingKind.SCORE, identity) == OWN
    found = {
        each.label: each.value for each in read_pages([page], identity) if each.kind is ReadingKind.MAIN_AREA
    }
    assert found == {name: sum(OWN[no - 1] for no in areas) for name, areas in pairs.items()}


@pytest.mark.parametrize("level", [0, 6, 12])
def test_headings_stand_over_a_main_area_of_two_lines(level: float) -> None:
    names = [AREAS[2020, area_no].name for area_no in AREA_NUMBERS]
    first, second = MAIN_AREAS[0].rsplit(" ", 1)
    page = draw(
        [("Bäst", 340, 120), ("2021", 400, 120), ("2017", 460, 120)],
        [(first, 40, 140), (second, 40, 152), ("157", 400, 140 + level), ("149", 460, 140 + level)],
        set_table(40, 400, OWN, names=names, top=170),
        [("92", 340, 170 + 16 * at) for at in range(8)],
        [(str(value), 460, 170 + 16 * at) for at, value in enumerate(OTHER)],
    )
    assert read(page, ReadingKind.SCORE, replace(IDENTITY, round=2021, edition=2020)) == OWN


CHANGES = (-4, -6, 2, -5, 16, 16, 6, 15)


def sign(values: Sequence[int]) -> list[str]:
    return [f"{value:+d}" for value in values]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Ändring (%)", ReadingKind.PERCENT), ("Endring", ReadingKind.CHANGE), ("+/-", ReadingKind.CHANGE)],
)
def test_signed_numbers_are_what_their_heading_says_and_have_their_sum(
    heading: str, kind: ReadingKind
) -> None:
    page = draw(
        [("Kommunens resultat", 40, 80), ("2014", 300, 100), (heading, 420, 100), ("Summa", 40, 248)],
        set_table(40, 300, OWN),
        [(text, 420, 120 + 16 * row) for row, text in enumerate(sign(CHANGES))],
        [(str(sum(OWN)), 300, 248), ("+40", 420, 248)],
    )
    found = [each for each in read_pages([page], IDENTITY) if each.kind is kind]
    assert {each.area_no: each.value for each in found} == {**dict(enumerate(CHANGES, 1)), None: 40}


def test_points_in_a_former_version_of_the_instrument_are_of_no_earlier_round() -> None:
    names = [AREAS[2002, area_no].name for area_no in AREA_NUMBERS]
    page = draw(
        [("Poäng enligt den tidigare versionen", 40, 80), ("Poäng", 500, 100)],
        set_table(40, 500, OTHER, names=names),
    )
    assert read(page, ReadingKind.PREVIOUS) == ()
    assert read(page, ReadingKind.SCORE) == OTHER
    assert not prove(read_pages([page], IDENTITY), IDENTITY).scores


def test_a_title_with_a_former_version_over_names_of_this_one_makes_them_no_points_of_this_one() -> None:
    page = draw(
        [("Poäng enligt den tidigare versionen", 40, 80), ("Poäng", 500, 100)], set_table(40, 500, OWN)
    )
    assert read(page, ReadingKind.SCORE) == read(page, ReadingKind.PREVIOUS) == ()


@pytest.mark.parametrize(
    "line", ["den tynne linjen er landsgjennomsnittet", "strecket visar rikets medelvärde"]
)
def test_what_a_line_is_does_not_name_the_numbers(line: str) -> None:
    page = draw([(f"Diagrammet viser poengene, {line}.", 40, 80)], set_table(40, 300, OWN))
    kinds = {each.kind for each in read_pages([page], IDENTITY) if each.area_no}
    assert ReadingKind.AVERAGE not in kinds
    assert not prove(read_pages([page], IDENTITY), IDENTITY).scores


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (("Ändring", "", "Alla"), ("sedan", "Arvika", "kommuner,"), ("sist", "2014", "genomsnitt")),
        (("Förändring", "", "Snitt"), ("sedan", "Arvika", "för alla"), ("2010", "2014", "kommuner")),
        (("Skillnad", "", "Medel"), ("mot", "Arvika", "(samtliga"), ("2010", "2014", "kommuner)")),
    ],
)
def test_two_headings_that_go_on_below_are_each_of_one_column(
    first: Sequence[str], second: Sequence[str], third: Sequence[str]
) -> None:
    places = (300, 375, 450)
    change = [f"{own - other:+}" for own, other in zip(OWN, OTHER, strict=True)]
    page = draw(
        *(
            [(text, x - 2.5 * len(text), top) for text, x in zip(texts, places, strict=True) if text]
            for texts, top in ((first, 70), (second, 81), (third, 92))
        ),
        set_table(40, places[0] - 6, change),
        *(
            [(str(value), x - 6, 120 + 16 * row) for row, value in enumerate(values)]
            for values, x in ((OWN, places[1]), (OTHERS, places[2]))
        ),
    )
    assert read(page, ReadingKind.SCORE) == OWN
    assert read(page, ReadingKind.AVERAGE) == OTHERS


@pytest.mark.parametrize("width", [60, 90, 130])
def test_the_second_line_of_a_heading_goes_to_the_first(width: float) -> None:
    lefts = [300 + width * at for at in range(3)]
    rights = [left + width - 22 for left in lefts]
    page = draw(
        [("Arvika 2014", lefts[0], 90), ("Gjennom-", lefts[1], 90), ("Høyeste", lefts[2], 90)],
        [("snitt", lefts[1], 101)],
        set_table(40, rights[0], OWN),
        [(str(value), rights[1], 120 + 16 * row) for row, value in enumerate(OTHERS)],
        [(str(value), rights[2], 120 + 16 * row) for row, value in enumerate(OTHER)],
    )
    assert read(page, ReadingKind.SCORE) == OWN
    assert read(page, ReadingKind.AVERAGE) == OTHERS


@pytest.mark.parametrize(
    ("text", "own_first"),
    [
        ("Högra kolumnen anger det högsta antal poäng som någon kommun har fått.", True),
        ("Kolumnen längst till höger är medelvärdet för alla kommuner.", True),
        ("Vänstra kolumnen är genomsnittet i landet.", False),
    ],
)
def test_a_text_on_the_column_at_one_side_says_nothing_of_the_other(text: str, own_first: bool) -> None:
    left, right = ((OWN, "Arvika"), (OTHERS, "")) if own_first else ((OTHERS, ""), (OWN, "Arvika"))
    columns = [(str(value), 400, 120 + 16 * row) for row, value in enumerate(right[0])]
    page = draw(
        [("Resultat", 40, 50), (text, 40, 80), (left[1], 300, 104), (right[1], 400, 104)],
        set_table(40, 300, left[0]),
        columns,
    )
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize(
    ("text", "words", "own_first"),
    [
        ("Till höger syns snittet för kommuner som utvärderats 2011–2014.", "snitt {}", True),
        ("Längst till vänster anges medelvärdet för alla kommuner.", "medel {}", False),
        ("Bredvid visas genomsnittet för de senast utvärderade kommunerna.", "(snitt {})", True),
        ("Til høyre vises gjennomsnittet for alle kommuner.", "Snitt {}", True),
    ],
)
def test_a_text_on_what_stands_beside_is_on_the_numbers_called_so(
    text: str, words: str, own_first: bool
) -> None:
    """Boxes in the order of their points, each with the average in words of its own."""
    order = sorted(range(8), key=lambda at: -OWN[at])
    own, other = (30, 470) if own_first else (480, 30)
    cells = [("Poäng, från högst till lägst", 40, 50), (text, 40, 80)]
    for row, at in enumerate(order):
        top = 130 + 34 * row
        cells += [(str(OWN[at]), own, top), (words.format(OTHERS[at]), other, top)]
        cells.append((f"{at + 1}. {NAMES[at]}", 130, top))
    assert read(draw(cells), ReadingKind.SCORE) == OWN


@pytest.mark.parametrize(
    "heading",
    ["", "Bäst", "Arvika 2011"],
)
def test_a_text_on_what_stands_beside_may_be_on_all_numbers(heading: str) -> None:
    page = draw(
        [("Resultat", 40, 50), ("Till höger syns snittet för alla kommuner.", 40, 80), (heading, 400, 104)],
        set_table(40, 300, OWN),
        [(str(value), 400, 120 + 16 * row) for row, value in enumerate(OTHERS)],
    )
    assert read(page, ReadingKind.SCORE) != OWN


@pytest.mark.parametrize(
    ("heads", "first", "step"),
    [
        (("Arvika 2010", "Erhållna poäng", "Skillnad"), 300, 49),
        (("Medelkommun", "Kommunens poäng", "Högsta"), 330, 61),
        (("Arvika 2010", "Poäng 2014", "Max"), 310, 47),
    ],
)
@pytest.mark.parametrize("at", ["left", "right", "middle"])
def test_headings_that_run_into_each_other_keep_their_columns(
    heads: Sequence[str], first: float, step: float, at: str
) -> None:
    widths = [len(head) * LETTER for head in heads]
    starts = [
        first + step * no + {"left": 0, "right": 22 - width, "middle": 11 - width / 2}[at]
        for no, width in enumerate(widths)
    ]
    columns = (
        OTHERS,
        OWN,
        (100,) * 8 if heads[2] != "Skillnad" else ("+2", "-1", "+4", "+3", "-5", "+6", "+1", "+2"),
    )
    words = [word for head, x0 in zip(heads, starts, strict=True) for word in set_text(head, x0, 100)]
    page = draw(
        [("Resultat", 40, 60)],
        set_table(40, first + 3, columns[0]),
        *(
            [(str(value), first + step * no + 3, 120 + 16 * row) for row, value in enumerate(columns[no])]
            for no in (1, 2)
        ),
    )
    page = replace(page, words=(*page.words, *words))
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize(
    "title", ["Resultat per område Arvika 2014", "Kommunkompassen Arvika", "Arvikakommunen 2014"]
)
def test_a_title_over_columns_without_headings_names_none_of_them(title: str) -> None:
    headings: Texts = [("Snitt", 296, 100), ("Arvika 2014", 390, 100)]
    for texts, scores in ((headings, OWN), ([(title, 296, 100)], ())):
        page = draw(
            texts,
            set_table(40, 300, OTHERS),
            [(str(value), 390, 120 + 16 * row) for row, value in enumerate(OWN)],
        )
        assert tuple(publish([page], IDENTITY).values()) == scores


@pytest.mark.parametrize(("one", "other"), [("Medel", "Poäng"), ("Snitt", "Utfall"), ("Högst", "Arvika")])
def test_two_headings_a_space_apart_that_are_centred_over_columns_keep_them(one: str, other: str) -> None:
    left = 300 + 4.6 - len(one) * LETTER / 2
    apart = (len(one) + len(other)) * LETTER / 2 + LETTER
    page = draw(
        [("Kommunens resultat 2014", 40, 60), (one, left, 100), (other, left + (len(one) + 1) * LETTER, 100)],
        set_table(40, 300, OTHERS),
        [(str(value), 300 + apart, 120 + 16 * row) for row, value in enumerate(OWN)],
    )
    assert read(page, ReadingKind.SCORE) == OWN


@pytest.mark.parametrize(
    ("one", "other"), [("Landssnitt", "Poäng"), ("Genomsnitt", "Arvika"), ("Mått", "Utfall")]
)
def test_two_headings_a_space_apart_that_end_with_their_columns_keep_them(one: str, other: str) -> None:
    apart = len(other) * LETTER + LETTER  # from the end of one column to that of the other
    end = 300 + 2 * LETTER
    page = draw(
        [
            ("Kommunens resultat 2014", 40, 60),
            (one, end - len(one) * LETTER, 100),
            (other, end + apart - len(other) * LETTER, 100),
        ],
        set_table(40, 300, OTHERS),
        [(str(value), 300 + apart, 120 + 16 * row) for row, value in enumerate(OWN)],
    )
    assert read(page, ReadingKind.SCORE) == OWN
