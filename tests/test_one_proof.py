"""What sentences, sums and overviews say of the same numbers is judged together, in one proof."""

from __future__ import annotations

from extract.claims.candidates import make_candidate_set
from extract.claims.owner import Claim
from extract.page.words import PageWords
from extract.readers import read_pages
from extract.records import Reading, ReadingKind
from tests.proving import list_scores
from tests.test_chapters_alone import FILLER, YSTAD
from tests.test_search_series import Cell, draw, set_right
from tests.test_told import AREAS, POINTS, SCORES

EARLIER = (49, 50, 61, 52, 53, 55, 40, 64)


def draw_chapters() -> list[PageWords]:
    """Chapters with a box each: the points over their unit, and under it the year and points of a round."""
    pages = []
    for page in (1, 2):
        cells: list[Cell] = []
        for row in range(4):
            at, top = 4 * (page - 1) + row, 60.0 + 160 * row
            cells += [(60, top, AREAS["SE"][at]), (480, top + 10, f"{POINTS[at]:.0f}")]
            cells += [
                (478, top + 46, "poäng"),
                (474, top + 58, f"2010: {EARLIER[at]}"),
                (60, top + 80, FILLER),
            ]
        if page == 2:
            cells.append((60, 740, f"Sammanlagt fick Ystads kommun {sum(POINTS):.0f} poäng."))
        pages.append(draw(*cells, page=page))
    return pages


def list_kind(pages: list[PageWords], kind: ReadingKind) -> list[Reading]:
    return [each for each in read_pages(pages, YSTAD) if each.kind is kind]


def test_a_line_that_gives_earlier_points_denies_them_as_the_own_ones() -> None:
    pages = draw_chapters()
    assert list_scores(pages, YSTAD) == SCORES
    earlier = [
        each
        for each in make_candidate_set(pages, YSTAD).candidates
        if each.values == tuple(enumerate(map(float, EARLIER), start=1))
    ]
    assert earlier
    assert {each.meaning.claim for each in earlier} == {Claim.NONE}


def test_the_sum_of_two_areas_below_a_table_is_not_that_of_all() -> None:
    cells: list[Cell] = [(60, 60, "Ystads kommun 2014"), (60, 90, "Område"), set_right(400, 90, "Poäng")]
    for at, (name, points) in enumerate(zip(AREAS["SE"], POINTS, strict=True)):
        cells += [(60, 110 + 20 * at, name), set_right(400, 110 + 20 * at, f"{points:.0f}")]
    for total, read in ((sum(POINTS), [sum(POINTS)]), (sum(POINTS[-2:]), [])):
        page = draw(*cells, (60, 280, "Summa"), set_right(400, 280, f"{total:.0f}"))
        assert [each.value for each in list_kind([page], ReadingKind.TOTAL)] == read


def test_a_total_beside_another_text_is_the_own_one() -> None:
    beside: list[Cell] = [
        (60, 60, "Totalt: 475 poäng av 800."),
        (320, 60, "Högsta resultat hittills: 644 poäng"),
        (60, 76, "Det är kommunens resultat."),
        (320, 76, "(Nacka 2011)."),
    ]
    assert {each.value for each in list_kind([draw(*beside)], ReadingKind.TOTAL)} == {475}
