"""Lists whose entries begin with an area's name in small letters, and sentences that add up the areas."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.claims.totals import find_totals
from extract.mentions import find_mentions
from extract.page.words import PageWords, place_lines
from extract.records import ReadingKind
from extract.series.sheet import make_sheets
from tests.test_chapters_alone import FILLER, STRYN, YSTAD
from tests.test_search_series import draw
from tests.test_told import AREAS, POINTS, SCORES
from tests.test_told_lists import publish

OWN = "Vår bedömning av Ystads kommun utföll på följande sätt:"
ENTRIES = {  # the first words and the points of an entry, and what is between two entries
    "• {name}: {points} poäng": ";",
    "– {name}, {points} poäng av 100": ",",
    "{at}) {name} = {points} p": "",
    "{name}: {points} poäng": ";",
    "- {name} {points}": "",
}


def list_entries(form: str, points: Sequence[float] = POINTS, *, name: str = "SE") -> list[str]:
    end = ENTRIES[form]
    joins = {";": "; och", ",": " samt", "": ""}[end]
    ends = [end] * 6 + [joins, "."]
    return [
        form.format(at=at, name=area[0].lower() + area[1:], points=f"{own:g}") + close
        for at, (area, own, close) in enumerate(zip(AREAS[name], points, ends, strict=True), 1)
    ]


def draw_letter(
    intro: str, entries: Sequence[str], *, left: float, step: float, after: str = ""
) -> PageWords:
    cells = [(60.0, 60.0, "Till kommunstyrelsen"), (60.0, 90.0, FILLER), (60.0, 115.0, intro)]
    cells += [(left, 140 + step * at, entry) for at, entry in enumerate(entries)]
    end = 150 + step * len(entries)
    return draw(*cells, (60, end, after or FILLER), (60, end + 14, FILLER))


@pytest.mark.parametrize("form", ENTRIES)
@pytest.mark.parametrize(("left", "step"), [(78, 14), (60, 19), (120, 26)])
def test_names_in_small_letters_begin_the_entries_of_a_list(form: str, left: float, step: float) -> None:
    assert publish([draw_letter(OWN, list_entries(form), left=left, step=step)]) == SCORES


def test_norwegian_entries_are_read() -> None:
    entries = list_entries("– {name}, {points} poäng av 100", name="NO")
    entries = [each.replace("poäng", "poeng").replace("samt", "og") for each in entries]
    view = draw_letter("Vår vurdering av Stryn kommune er som følger:", entries, left=80, step=16)
    assert publish([view], STRYN) == SCORES


def test_a_name_in_small_letters_may_go_on_on_the_next_line() -> None:
    entries = list_entries("• {name}: {points} poäng")
    at = next(at for at, each in enumerate(entries) if "arbetsgivare" in each)
    first, _, rest = entries[at].partition(" – ")
    cells = [(60.0, 60.0, "Resultat"), (60.0, 90.0, OWN)]
    lines = [*entries[:at], first, rest, *entries[at + 1 :]]
    cells += [(78.0 if line is not rest else 88.0, 115.0 + 14 * row, line) for row, line in enumerate(lines)]
    assert publish([draw(*cells, (60, 260, FILLER))]) == SCORES


@pytest.mark.parametrize(
    "intro",
    [
        "Genomsnittet för landets kommuner är följande:",
        "Vid den förra utvärderingen blev resultatet följande:",
        "Till nästa utvärdering siktar Ystads kommun på följande:",
        "Simrishamns kommun fick följande poäng:",
        "Kommunens egen skattning av områdena är följande:",
    ],
)
@pytest.mark.parametrize("form", ENTRIES)
def test_entries_of_others_are_held(intro: str, form: str) -> None:
    assert publish([draw_letter(intro, list_entries(form), left=78, step=14)]) == {}


def test_two_lists_of_one_page_are_kept_apart() -> None:
    form, earlier = "• {name}: {points} poäng", [points - 3 for points in POINTS]
    own, before = list_entries(form), list_entries(form, earlier)
    then = "Vid den förra utvärderingen blev resultatet följande:"
    for first, second in (((OWN, own), (then, before)), ((then, before), (OWN, own))):
        cells = []
        for top, (intro, entries) in ((60, first), (330, second)):
            cells.append((60.0, float(top), intro))
            cells += [(78.0, top + 25.0 + 14 * at, entry) for at, entry in enumerate(entries)]
            cells.append((60.0, top + 170.0, FILLER))
        assert publish([draw(*cells)]) == SCORES


@pytest.mark.parametrize(
    "line",
    [
        "offentlighet och demokrati är bra, 57 poäng kan bli fler",
        "verksamhetsutveckling",
        "• verksamhetsutveckling är ett område där 4 av 9 enheter har kommit långt",
        "I området verksamhetsutveckling 47 poäng",
        "personalpolitik och 57 poäng till alla",
    ],
)
def test_names_in_sentences_begin_no_entry(line: str) -> None:
    assert find_mentions(place_lines([line])) == []


@pytest.mark.parametrize(
    "line", ["verksamhetsutveckling: 47 poäng", "• offentlighet och demokrati: 57 poäng"]
)
def test_names_before_points_begin_an_entry(line: str) -> None:
    assert len(find_mentions(place_lines([line]))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Lägger man samman områdena blir det 390 poäng av 800.",
        "Räknar vi ihop alla åtta områden blir det 390 poäng.",
        "Summeras områdena blir det 390 poäng av 800 möjliga.",
        "Slår man ihop de åtta områdena hamnar kommunen på 390 poäng.",
        "Legger man sammen områdene, blir det 390 poeng av 800.",
    ],
)
def test_a_sentence_that_adds_up_the_areas_has_the_own_total(sentence: str) -> None:
    sheets = make_sheets([place_lines(["Resultat", "", sentence])])
    assert [total.kind for total in find_totals(sheets, YSTAD)] == [ReadingKind.TOTAL]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lägger man samman de fyra bästa områdena blir det 290 poäng.",
        "Räknar man ihop områdena om demokrati blir det 190 poäng.",
        "Lägger man samman områdena blir det i snitt 390 poäng av 800.",
        "Lade man samman områdena kunde det bli 390 poäng av 800.",
        "Lägger man samman områdena blir det för Simrishamn 390 poäng av 800.",
    ],
)
def test_the_sum_of_some_areas_or_of_others_is_no_own_total(sentence: str) -> None:
    sheets = make_sheets([place_lines(["Resultat", "", sentence])])
    assert ReadingKind.TOTAL not in [total.kind for total in find_totals(sheets, YSTAD)]
