"""Area names as labels: numbers above them, names side by side, spaced letters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.claims.candidates import make_candidate_set
from extract.instrument import AREAS
from extract.mentions import Mention, find_labels, is_contents
from extract.page.words import PageWords, Word, place_lines, split_word
from extract.records import Identity
from extract.series.sheet import make_sheets


def find(lines: Sequence[str]) -> list[Mention]:
    return find_labels(place_lines(lines))


def place(*texts: tuple[float, float, str], size: float = 6.0) -> PageWords:
    """A page of words that begin at the places given, each letter half as wide as ``size``."""
    words: list[Word] = []
    for x, y, text in texts:
        for part in text.split(" "):
            letters = [
                {
                    "text": letter,
                    "x0": x + at * size / 2,
                    "x1": x + (at + 1) * size / 2,
                    "top": y,
                    "bottom": y + size,
                }
                for at, letter in enumerate(part)
            ]
            words += split_word(letters)
            x += (len(part) + 0.5) * size / 2
    return PageWords(1, 595, 842, tuple(words))


def test_the_number_of_an_area_may_stand_on_the_line_above_its_name() -> None:
    lines = ["Område 7                66", "Verksamhetsutveckling", "", "8.       71", "Samhällsbyggnad"]
    page = place_lines(lines)
    labels = find_labels(page)
    assert [" ".join(word.text for word in label.lead) for label in labels] == ["Område 7", "8."]
    (sheet,) = make_sheets([page])
    assert [number.value for number in sheet.numbers] == [66.0, 71.0]


def test_another_areas_number_above_is_no_part_of_a_name() -> None:
    (label,) = find(["Område 6", "Verksamhetsutveckling"])
    assert label.lead == ()


def test_names_side_by_side_with_more_than_a_blank_between_are_two_labels() -> None:
    page = place((60, 100, "Verksamhetsutveckling"), (60 + 22 * 3, 100, "Samhällsbyggnad"))
    assert [label.area_no for label in find_labels(page)] == [7, 8]


def test_names_with_a_blank_between_are_running_text() -> None:
    page = place((60, 100, "Verksamhetsutveckling Samhällsbyggnad"))
    assert find_labels(page) == []


def test_a_name_takes_the_words_that_stand_closest() -> None:
    page = place(
        (60, 100, "Offentlighet"),
        (60, 107, "och"),
        (60, 114, "demokrati"),
        (101, 100, "Tillgänglighet"),
        (101, 107, "och"),
        (101, 114, "brukarorientering"),
    )
    labels = find_labels(page)
    assert [(label.area_no, round(label.x1)) for label in labels] == [(1, 96), (2, 152)]


def test_spaced_letters_borrow_none_from_the_lines_below() -> None:
    names = [
        "Offentlighet och demokrati",
        "Politisk styrning och kontroll",
        "Tillgänglighet och brukarorientering",
    ]
    labels = find([" ".join(name.upper()) for name in names])
    assert [label.area_no for label in labels] == [1, 3, 2]


def test_a_name_takes_words_of_its_own_line_before_those_below() -> None:
    spaced = "   ".join(" ".join(word) for word in ("OFFENTLIGHET", "OCH", "DEMOKRATI"))
    labels = find([spaced, "54 / 100", "   ".join(" ".join(word) for word in ("DEMOKRATI", "OCH"))])
    assert [(label.area_no, len({word.top for word in label.words})) for label in labels] == [(1, 1)]


def test_the_end_of_a_sentence_is_no_label() -> None:
    sentence = ["Genomsnittet för kommunerna i länet ligger på 63 poäng inom", "Resultat och effektivitet."]
    assert find(sentence) == []
    assert [label.area_no for label in find(["Poäng per område", "Resultat och effektivitet."])] == [5]


@pytest.mark.parametrize("points", ["84", "43/100", "55,5 p", "62 poäng:", "100"])
def test_a_name_right_after_its_points_is_a_label(points: str) -> None:
    (label,) = find([f"{points} Ledarskap, ansvar och delegation"])
    assert label.area_no == 4
    assert not label.lead


@pytest.mark.parametrize("before", ["I 84", "minst 84", "2.3", "184"])
def test_a_name_after_other_words_is_none(before: str) -> None:
    assert find([f"{before} Ledarskap, ansvar och delegation"]) == []


@pytest.mark.parametrize(
    "form", ["Summa {}", "Totalt: {}", "Delsumma för {}", "Sum {}", "{}, summa", "Summa 3. {}", "{} totalt"]
)
@pytest.mark.parametrize("after", ["", "      58    100"])
def test_words_for_a_sum_are_part_of_a_label(form: str, after: str) -> None:
    (label,) = find([form.format("Politisk styrning och kontroll") + after])
    assert (label.area_no, label.is_sum) == (3, True)


@pytest.mark.parametrize(
    "line",
    [
        "I summa Politisk styrning och kontroll",
        "Politisk styrning och kontroll summerar läget",
        "Kommunens totala Politisk styrning och kontroll",
    ],
)
def test_other_words_at_a_name_are_no_sum(line: str) -> None:
    assert find([line]) == []
    (label,) = find(["Summa       Politisk styrning och kontroll       Summa"])
    assert not label.is_sum


RANKED = ((3, 61), (6, 57), (8, 55), (4, 52), (2, 49), (5, 46), (1, 44), (7, 39))


@pytest.mark.parametrize(
    "form",
    [
        "{name} (område {no})                    {points}",
        "{points}      {name} (omr. {no})",
        "{place}      {name} (fokusområde {no})          {points}    100",
    ],
)
def test_the_number_of_an_area_may_stand_in_brackets_after_its_name(form: str) -> None:
    wide = max(len(AREAS[2010, no].name) for no, _ in RANKED)
    lines = []
    for place_no, (no, points) in enumerate(RANKED, start=1):
        text = form.format(name=AREAS[2010, no].name, no=no, points=points, place=place_no)
        spare = wide - len(AREAS[2010, no].name) if form.startswith("{name}") or "100" in form else 0
        before, gap, after = text.partition(")")
        lines.append(f"{before}{gap}{' ' * spare}{after}")
    page = place_lines(["Kommunens poäng", "", *lines])
    assert [label.area_no for label in find_labels(page)] == [no for no, _ in RANKED]
    identity = Identity(country="SE", municipality="Ystad", round=2014, edition=2010)
    found = make_candidate_set([page], identity)
    assert dict(RANKED) in [each.series.values for each in found.candidates]


@pytest.mark.parametrize("tail", ["(område 6)", "(område 3 och 4)", "(se område 7)"])
def test_other_words_in_brackets_after_a_name_make_it_no_label(tail: str) -> None:
    assert find([f"Verksamhetsutveckling {tail}          55"]) == []


@pytest.mark.parametrize("heading", ["Innhald", "Innehåll", "Innholdsfortegnelse", "Innhaldsliste:"])
def test_a_list_of_contents_is_known_by_its_heading(heading: str) -> None:
    lines = [f"{AREAS[2010, no].name:60}{no + 4}" for no in range(1, 9)]
    assert is_contents(place_lines([heading, "", *lines]))
    assert not is_contents(place_lines(["Poäng", "", *lines]))


@pytest.mark.parametrize("first", ["Tillgänglighet och", "Tillgänglighet"])
def test_a_longer_second_line_of_a_name_set_to_the_right_belongs_to_it(first: str) -> None:
    name = "Tillgänglighet och brukarorientering"
    second = name.removeprefix(first).strip()
    lines = [f"{'Offentlighet och demokrati':>60}     41", f"{first:>60}     66", f"{second:>60}", ""]
    labels = {label.area_no: label.label for label in find(lines)}
    assert labels == {1: "Offentlighet och demokrati", 2: name}


@pytest.mark.parametrize("code", ["FO {}", "Fo. {}", "F{}", "Hov {} –", "H-{}:", "OMR{}."])
def test_a_code_before_a_name_may_have_any_letters(code: str) -> None:
    """The code belongs to the name if its number is the area's."""
    labels = find([f"{code.format(no)} {AREAS[2010, no].name:60}{40 + no}" for no in range(1, 9)])
    assert [label.area_no for label in labels] == list(range(1, 9))
    assert all(label.lead for label in labels)


@pytest.mark.parametrize("lead", ["FO 3", "F3", "Se FO 7", "I 2 av", "Stora 7", "Fil. 7 8", "FO"])
def test_words_before_a_name_that_are_no_code_of_its_area_leave_it_in_the_text(lead: str) -> None:
    assert len(find(["FO 7 Verksamhetsutveckling            55"])) == 1
    assert find([f"{lead} Verksamhetsutveckling            55"]) == []


@pytest.mark.parametrize(
    ("code", "name_at", "heads", "is_reversed"),
    [
        ("FO {}", 0, ((50, "Landet"), (60, "Arvika"), (70, "Avvik")), False),
        ("F{} –", 22, ((0, "Poäng 2014"), (12, "Medel")), True),
        ("Hov. {}:", 10, ((0, "Snitt"), (72, "Kommunens poäng")), False),
    ],
)
def test_points_beside_names_with_codes_are_read(
    code: str, name_at: int, heads: Sequence[tuple[int, str]], is_reversed: bool
) -> None:
    identity = Identity(country="SE", municipality="Arvika", round=2014, edition=2010)
    points = {no: 30 + 5 * no for no in range(1, 9)}
    lines = [_set_line(heads), ""]
    for no in sorted(points, reverse=is_reversed):
        others = [
            (at, f"{50 + no}" if head in OF_MEAN else f"{points[no] - 50 - no:+d}") for at, head in heads
        ]
        cells = [
            (at, f"{points[no]}") if head in OF_OWN else each
            for each, (at, head) in zip(others, heads, strict=True)
        ]
        lines.append(_set_line([*cells, (name_at, f"{code.format(no)} {AREAS[2010, no].name}")]))
    found = make_candidate_set([place_lines(["Resultat", "", *lines])], identity).whole
    assert {no: 30.0 + 5 * no for no in points} in [each.series.values for each in found if each.may_be_own]


OF_MEAN, OF_OWN = ("Landet", "Medel", "Snitt"), ("Arvika", "Poäng 2014", "Kommunens poäng")


def _set_line(cells: Sequence[tuple[int, str]]) -> str:
    line = ""
    for at, text in sorted(cells):
        line = f"{line:{at}}{text}"
    return line
