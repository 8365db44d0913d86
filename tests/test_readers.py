"""The readers on small pages drawn here, in layouts that no sample report has."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.page.words import read_page_words
from extract.readers import read_pages
from extract.records import Identity, Reading, ReadingKind

IDENTITY = Identity(country="SE", municipality="Örebro", round=2012, edition=2010)
AREAS = (
    "Offentlighet och demokrati",
    "Tillgänglighet och brukarorientering",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare personalpolitik",
    "Verksamhetsutveckling",
    "Kommunen som samhällsbyggare",
)
SCORES = (68, 85, 86, 74, 70, 74, 71, 87)
EARLIER = (52, 80, 66, 59, 51, 71, 55, 82)
HEIGHT = 842


class Sheet:
    """A page on which text is placed from the top left."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(595, HEIGHT))

    def write(self, x: float, y: float, text: str, *, angle: float = 0, size: float = 9) -> None:
        self.canvas.saveState()
        self.canvas.setFont("Helvetica", size)
        self.canvas.translate(x, HEIGHT - y)
        self.canvas.rotate(angle)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        self.canvas.setFillGray(grey)
        self.canvas.rect(x, HEIGHT - y - height, width, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def read(self) -> tuple[Reading, ...]:
        self.canvas.save()
        return read_pages(list(read_page_words(self.path, [1])), IDENTITY)


def list_scores(readings: tuple[Reading, ...], reader: str, kind: ReadingKind) -> dict[int | None, float]:
    return {each.area_no: each.value for each in readings if (each.reader, each.kind) == (reader, kind)}


def number(values: tuple[int, ...]) -> dict[int, float]:
    return {area_no: float(value) for area_no, value in enumerate(values, start=1)}


def test_a_table_with_the_earlier_round_first_and_the_total_on_top(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "table.pdf")
    for x, heading in ((300, "2009"), (360, "Förändring"), (430, "2012"), (490, "Bästa kommun")):
        sheet.write(x, 100, heading)
    for y, label, cells in [
        (118, "Totalt", (516, "+99", 615, "")),
        *(
            (136 + 16 * at, area, (old, f"+{new - old}", new, 92))
            for at, (area, old, new) in enumerate(zip(AREAS, EARLIER, SCORES, strict=True))
        ),
    ]:
        sheet.write(60, y, label)
        for x, cell in zip((304, 370, 434, 506), cells, strict=True):
            sheet.write(x, y, str(cell))
    readings = sheet.read()
    assert list_scores(readings, "table", ReadingKind.SCORE) == number(SCORES)
    assert list_scores(readings, "table", ReadingKind.PREVIOUS) == {**number(EARLIER), None: 516}
    assert list_scores(readings, "table", ReadingKind.TOTAL) == {None: 615}
    assert set(list_scores(readings, "table", ReadingKind.OTHER).values()) == {92}


def test_numbers_that_stand_left_of_the_names(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "left.pdf")
    sheet.write(60, 90, "Poäng")
    for at, (area, score) in enumerate(zip(AREAS, SCORES, strict=True)):
        sheet.write(64, 110 + 18 * at, str(score))
        sheet.write(120, 110 + 18 * at, area)
    assert list_scores(sheet.read(), "table", ReadingKind.SCORE) == number(SCORES)


def test_a_bracket_that_is_the_average_of_others(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "list.pdf")
    sheet.write(
        60, 80, "Poängen fördelar sig enligt följande, med genomsnittet för alla kommuner inom parentes:"
    )
    for at, (area, score, other) in enumerate(zip(AREAS, SCORES, EARLIER, strict=True)):
        sheet.write(70, 104 + 15 * at, f"{at + 1}. {area} {score} ({other})")
    readings = sheet.read()
    assert list_scores(readings, "list", ReadingKind.SCORE) == number(SCORES)
    assert list_scores(readings, "list", ReadingKind.AVERAGE) == number(EARLIER)


def test_an_upright_chart_with_two_series_and_labels_on_the_slant(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "chart.pdf")
    sheet.write(200, 60, "Poäng per område")
    for x, grey, name in ((200, 0.3, "2012"), (270, 0.7, "2009")):
        sheet.fill(x, 72, 8, 8, grey)
        sheet.write(x + 12, 80, name)
    for at, (area, new, old) in enumerate(zip(AREAS, SCORES, EARLIER, strict=True)):
        left = 90 + 58 * at
        for shift, value, grey in ((0, new, 0.3), (20, old, 0.7)):
            sheet.fill(left + shift, 300 - 2 * value, 18, 2 * value, grey)
            sheet.write(left + shift + 3, 300 - 2 * value - 3, str(value), size=8)
        length = stringWidth(area, "Helvetica", 7) * 0.7071
        sheet.write(left + 24 - length, 312 + length, area, angle=45, size=7)
    readings = sheet.read()
    assert list_scores(readings, "chart", ReadingKind.SCORE) == number(SCORES)
    assert list_scores(readings, "chart", ReadingKind.PREVIOUS) == number(EARLIER)


def test_a_lying_chart_whose_legend_says_which_bar_is_whose(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "lying.pdf")
    for at, (area, new, old) in enumerate(zip(AREAS, SCORES, EARLIER, strict=True)):
        top = 100 + 34 * at
        sheet.write(60, top + 15, area, size=8)
        for shift, value, grey in ((0, old, 0.7), (12, new, 0.3)):
            sheet.fill(260, top + shift, 2.5 * value, 10, grey)
            sheet.write(260 + 2.5 * value + 4, top + shift + 8, str(value), size=8)
    for y, grey, name in ((400, 0.7, "Medelvärde övriga"), (416, 0.3, "Örebro kommun")):
        sheet.fill(260, y, 8, 8, grey)
        sheet.write(272, y + 7, name, size=8)
    readings = sheet.read()
    assert list_scores(readings, "chart", ReadingKind.SCORE) == number(SCORES)
    assert list_scores(readings, "chart", ReadingKind.AVERAGE) == number(EARLIER)


def test_an_overview_with_ratios_and_unnumbered_questions_over_two_lines(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "overview.pdf")
    y = 90
    sheet.write(440, y, "Poäng/max")
    for area, score in zip(AREAS[:3], SCORES, strict=False):
        y += 24
        sheet.write(60, y, area)
        sheet.write(446, y, f"{score}/100")
        for part, most in ((score - 30, 60), (30, 40)):
            sheet.write(66, y + 20, "Finns det en strategi som är beslutad")
            sheet.write(66, y + 31, "och känd i hela organisationen?")
            sheet.write(450, y + 26, f"{part}/{most}")
            y += 38
    readings = sheet.read()
    parts = [each for each in readings if each.kind is ReadingKind.SUBAREA]
    assert [each.value for each in parts] == [38, 30, 55, 30, 56, 30]
    assert {each.label for each in parts} == {
        "Finns det en strategi som är beslutad och känd i hela organisationen?"
    }
    assert list_scores(readings, "overview", ReadingKind.SCORE) == number(SCORES[:3])


def test_sentences_about_others_are_no_scores(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "prose.pdf")
    for at, text in enumerate(
        (
            "Karlskrona fick 73 poäng inom området Verksamhetsutveckling år 2012.",
            "Genomsnittet för kommunerna i länet ligger på 61 poäng inom Resultat och effektivitet.",
            "Som jämförelse kan nämnas att Lidköping fick 483 poäng vid sin utvärdering 2011.",
            "Sammanlagt kan 800 poäng ges, högst 100 poäng inom varje område.",
            "Sammanlagt når Örebro kommun 615 poäng, där 800 är det högsta möjliga.",
        )
    ):
        sheet.write(60, 100 + 30 * at, text)
    readings = sheet.read()
    assert not list_scores(readings, "sentence", ReadingKind.SCORE)
    assert list_scores(readings, "sentence", ReadingKind.TOTAL) == {None: 615}


def test_a_contents_list_gives_points_and_not_page_numbers(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "contents.pdf")
    sheet.write(60, 80, "Innehåll")
    for at, (area, score) in enumerate(zip(AREAS, SCORES, strict=True)):
        points = f" {score} poäng" if at != 4 else ""
        sheet.write(60, 110 + 16 * at, f"Område {at + 1} {area}{points} {'.' * 20} {at + 5}")
    expected = {area_no: value for area_no, value in number(SCORES).items() if area_no != 5}
    readings = sheet.read()
    assert list_scores(readings, "contents", ReadingKind.SCORE) == expected
    assert {each.reader for each in readings} == {"contents"}
