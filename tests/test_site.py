"""The static pages: what stands on them, in both languages, and that nothing foreign is loaded."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup, NavigableString
from click.testing import CliRunner
from PIL import Image

from expectations.rules import DOCUMENT_RULES
from extract.records import Box
from extract.sources.archive import Archive
from flows.commands.site import command
from flows.crops import make_drawer
from tests.conftest import ROOT
from tests.fixtures_release import build, publish_sample
from tests.fixtures_reports import make_pull, make_report
from warehouse.release import publish_release
from warehouse.schema import TABLES
from warehouse.site.build import HERE, make_site
from warehouse.site.crops import Part
from warehouse.site.pictures import Canvas, put_words
from warehouse.site.words import LANGUAGES, MessageError, load_words

PAGES = ("index", "compare", "rankings", "distribution", "download", "about", "dictionary")


def draw_blank(sha256: str, page: int, boxes: Sequence[Box]) -> Part:
    """A white picture of the part of a page around the boxes."""
    content = io.BytesIO()
    Image.new("RGB", (595, 700), "white").save(content, format="WEBP")
    return Part(content.getvalue(), Box(0, 50, 595, 750))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the sample."""
    folder = tmp_path_factory.mktemp("site")
    make_site(publish_sample(folder / "warehouse").path, folder / "site", draw_part=draw_blank)
    return folder / "site"


def _open(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def _tell(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_every_page_is_there_in_both_languages_and_leads_to_its_twin(site: Path) -> None:
    swedish, english = (
        {path.relative_to(site / each) for path in (site / each).rglob("*.html")} for each in LANGUAGES
    )
    assert swedish == english
    assert {Path(f"{name}.html") for name in PAGES} < swedish
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for path in swedish:
            page = _open(site / language / path)
            assert page.html is not None
            assert page.html["lang"] == language
            link = page.select_one("a.language")
            assert link is not None
            twin = (site / language / path).parent / str(link["href"])
            assert twin.resolve() == (site / other / path).resolve()
    first = _open(site / "index.html").select_one("meta[http-equiv=refresh]")
    assert first is not None
    assert "sv/index.html" in str(first["content"])


def test_pages_are_whole_and_load_nothing_from_elsewhere(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        page = _open(path)
        assert page.title is not None
        assert page.title.get_text()
        assert len(page.select("h1")) == 1
        assert not page.select("iframe, [onclick], script:not([src])")
        for table in page.select("table:has(tr)"):
            assert table.caption is not None
            assert all(cell.get("scope") for cell in table.select("th"))
        ids = [str(each["id"]) for each in page.select("[id]")]
        assert len(ids) == len(set(ids))
        for link in page.select("[href], [src]"):
            address = str(link.get("href") or link.get("src"))
            if address.startswith("#"):
                assert address[1:] in ids
            elif re.match("https?:", address):
                assert link.name == "a"
            else:
                assert (path.parent / re.sub("#.*", "", address)).is_file(), (path, address)
    for path in (site / "assets").glob("*.css"):
        assert "url(" not in path.read_text(encoding="utf-8")


def test_the_start_page_counts_what_is_published_and_marks_what_is_not(site: Path) -> None:
    page = _open(site / "sv" / "index.html")
    assert [each.get_text() for each in page.select(".figures dd")] == ["10", "7", "80", "2002–2021"]
    names = [each.get_text() for each in page.select("#names a")]
    assert names.index("Vallentuna") < names.index("Örebro")
    english = [each.get_text() for each in _open(site / "en" / "index.html").select("#names a")]
    assert english.index("Örebro") < english.index("Vallentuna")
    assert "Sigtuna" not in names
    told = {_tell(each.a): _tell(each.span) for each in page.select("#names li") if each.a and each.span}
    assert told["Nyköping"] == "2014 hålls tillbaka"
    assert told["Enköping"] == "2016, 2018 enligt andra källor"
    assert told["Tyresö"] == "2010, 2015"
    tested = page.select_one(".test")
    assert tested is not None
    assert "Sigtuna 2014" in _tell(tested)  # type: ignore[arg-type]
    assert "inga publicerade resultat" in _tell(tested)  # type: ignore[arg-type]
    heat = page.select_one("#coverage-chart svg")
    assert heat is not None
    assert "Västra Götaland" in heat.get_text()


def test_a_municipality_page_shows_scores_changes_proof_and_place(site: Path) -> None:
    page = _open(site / "sv" / "municipalities" / "1880.html")
    latest, first = page.select("section.round")
    assert "2015: 650 av 800 poäng" in _tell(latest)  # type: ignore[arg-type]
    row = [cell.get_text() for cell in first.select("tbody tr")[0].select("td, th")]
    assert row == ["1 Offentlighet och demokrati", "68", "52", "+16", "Summan", "5"]
    number = first.select_one("tbody a.n")
    assert number is not None
    assert (site / "sv" / "municipalities" / str(number["href"])).is_file()
    left, top, width, height = (float(each) for each in str(number["data-crop"]).split()[1:])
    assert 0 < left < left + width < 100
    assert 0 < top < top + height < 100
    assert len(page.select(".drawing svg")) == 2
    figures = [each.get_text(" ", strip=True) for each in page.select(".figures dd")]
    assert figures[0] == "650 av 800"
    assert figures[1] == "+35 poäng sedan 2012"


def test_a_line_breaks_where_editions_may_not_be_compared(site: Path) -> None:
    chart = _open(site / "sv" / "municipalities" / "0115.html").select_one("#rounds-chart")
    assert chart is not None
    assert "≠" in chart.get_text()
    assert "versionerna kan inte jämföras" in chart.get_text()
    plain = _open(site / "sv" / "municipalities" / "0138.html").select_one("#rounds-chart")
    assert plain is not None
    assert "≠" not in plain.get_text()


def test_numbers_and_dates_follow_the_language(site: Path) -> None:
    swedish, english = (_tell(_open(site / each / "municipalities" / "1482.html")) for each in LANGUAGES)
    assert "41,5" in swedish
    assert "41.5" in english
    assert "6–8 maj 2002" in swedish
    assert "6–8 May 2002" in english
    assert "56*" in swedish.replace(" *", "*")
    assert "rapporten trycker 58" in swedish


def test_held_and_missing_evaluations_are_named_in_plain_words(site: Path) -> None:
    page = _open(site / "sv" / "municipalities" / "0480.html")
    held = page.select_one("section:has(#held)")
    assert held is not None
    assert "2014 : Minst ett av de åtta områdena saknar poäng" in _tell(held)  # type: ignore[arg-type]
    told = _tell(_open(site / "sv" / "municipalities" / "0381.html"))
    assert "men rapporten har inte hittats" in told
    assert re.search(r"omtalas med \d+ poäng", told)


def test_test_material_is_marked_on_page_and_pictures_and_counted_apart(site: Path) -> None:
    page = _open(site / "sv" / "municipalities" / "0191.html")
    assert page.select_one("p.facsimile") is not None
    for picture in page.select(".drawing svg"):
        assert "TESTMATERIAL" in picture.get_text()
    assert _open(site / "sv" / "municipalities" / "1880.html").select_one("p.facsimile") is None
    ranked = _tell(_open(site / "sv" / "rankings.html"))
    assert "Sigtuna" not in ranked


def test_a_municipality_in_both_has_two_pages(tmp_path: Path) -> None:
    real, made = (
        make_report("0180", 2014, [60] * 8),
        make_report("0180", 2021, [70] * 8, edition=2020, name="made"),
    )
    tables = build([make_pull(real), make_pull(made, origin="facsimile")], [real, made])
    make_site(publish_release(tables, tmp_path / "warehouse", {}).path, tmp_path / "site")
    folder = tmp_path / "site" / "sv" / "municipalities"
    published, facsimile = _tell(_open(folder / "0180.html")), _tell(_open(folder / "0180-facsimile.html"))
    assert "480" in published
    assert "560" not in published
    assert "560" in facsimile
    assert "480" not in facsimile


def test_the_dictionary_page_has_every_column(site: Path) -> None:
    page = _open(site / "en" / "dictionary.html")
    for table in TABLES.values():
        heading = page.find("h2", id=table.name)
        assert heading is not None
        found = heading.find_next("table")
        assert found is not None
        names = [cell.get_text() for cell in found.select("tbody th")]
        assert names == list(table.column_names)


def test_tables_and_a_workbook_lie_beside_the_pages(site: Path) -> None:
    for name in TABLES:
        assert (site / "data" / "tables" / f"{name}.parquet").is_file()
    csv = (site / "data" / "tables" / "area_scores.csv").read_text(encoding="utf-8")
    assert csv.count("\n") == 89
    book = openpyxl.load_workbook(site / "data" / "kommunkompassen.xlsx")
    assert book.sheetnames == ["Läs först", "Utvärderingar", "Områden"]
    assert book["Utvärderingar"].max_row == 12
    assert book["Utvärderingar"]["A2"].value == "0115"


def test_what_a_report_or_a_catalogue_says_is_never_run(tmp_path: Path) -> None:
    report = make_report("0580", 2015, (60,) * 8, subareas=True)
    bad = "</script><script>alert(1)</script>"
    parts = tuple(replace(part, label=bad) for part in report.verdict.subareas)
    report = replace(report, verdict=replace(report.verdict, subareas=parts))
    tables = build([make_pull(report, url="javascript:alert(1)", publisher="<b>x</b>")], [report])
    make_site(publish_release(tables, tmp_path / "warehouse", {}).path, tmp_path / "site")
    text = (tmp_path / "site" / "sv" / "municipalities" / "0580.html").read_text(encoding="utf-8")
    assert "Rapporten: javascript:alert(1)" in text
    assert 'href="javascript' not in text
    assert "&lt;b&gt;x" in text
    script = (tmp_path / "site" / "data" / "subareas" / "0580.js").read_text(encoding="utf-8")
    assert "alert(1)" in script
    assert "</script" not in script


def test_both_catalogues_have_the_same_messages_with_the_same_facts() -> None:
    swedish, english = (load_words(language) for language in LANGUAGES)
    assert swedish.keys == english.keys
    for key in swedish.keys:
        told = [set(re.findall(r"\{(\w+)\}", words.catalogue.gettext(key))) for words in (swedish, english)]
        assert told[0] == told[1], key
    with pytest.raises(MessageError, match=r"en messages.*no\.such"):
        english.text("no.such")


def test_no_words_stand_in_templates_or_scripts() -> None:
    for path in sorted((HERE / "templates").glob("*.html")):
        bare = re.sub(
            r"\{% block body.*?endblock %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
            "",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        texts = [
            each
            for each in BeautifulSoup(bare, "lxml").find_all(string=True)
            if type(each) is NavigableString
        ]
        words = re.findall(r"[A-Za-zåäö]{2,}", " ".join(texts))
        assert set(words) <= {"CSV", "Excel", "SVG", "PNG", "kommunkompassen", "xlsx", "LICENCES", "txt"}, (
            path
        )


def test_every_message_that_code_asks_for_is_there() -> None:
    words = load_words("sv")
    asked = set()
    for path in (*(HERE / "templates").glob("*.html"), *HERE.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        asked |= set(
            re.findall(r"(?:\b_|\bn|text|say|count)\(\s*[\"']([a-z0-9_]+(?:\.[a-z0-9_]+)+)[\"']", text)
        )
    for path in (HERE / "static").glob("*.js"):
        found = re.findall(r"(?<!\w)say\([\"']([a-z0-9_.]+[a-z0-9_])[\"']", path.read_text(encoding="utf-8"))
        asked |= {f"js.{key}" for key in found}
    assert len(asked) > 150
    assert not [key for key in sorted(asked) if not words.has(key)]


def test_most_rules_that_hold_a_document_have_plain_words() -> None:
    words = load_words("sv")
    silent = [code for code in DOCUMENT_RULES if not words.has(f"reason.{code}")]
    assert len(silent) < 0.4 * len(DOCUMENT_RULES), silent  # the others are named by their code


def test_a_picture_is_drawn_once_for_every_language() -> None:
    canvas = Canvas()
    canvas.text(0, 10, "[[chart.total]]")
    canvas.text(0, 30, "[[=41.5]]")
    canvas.text(0, 50, "R & D <x>")
    canvas.rule(0, 5, 100, 5, "#d5dbe1")
    canvas.rule(0, 9, 100, 9, "#d5dbe1")
    svg = canvas.draw(60)
    assert "Totalpoäng" in put_words(svg, load_words("sv"))
    assert "41,5" in put_words(svg, load_words("sv"))
    assert "41.5" in put_words(svg, load_words("en"))
    assert "R &amp; D &lt;x&gt;" in svg
    assert svg.count("<path") == 1
    assert "M0,5l100,0M0,9l100,0" in svg


def test_the_place_of_a_number_is_drawn_from_the_archive_once(tmp_path: Path) -> None:
    sha256 = Archive(tmp_path / "archive").put(
        (ROOT / "flows" / "sample_reports" / "grastorp-2014.pdf").read_bytes()
    )
    draw = make_drawer(str(tmp_path))
    part = draw(sha256, 4, [Box(400, 300, 420, 312), Box(400, 330, 420, 342)])
    assert part is not None
    assert part.region == Box(0, 230, 595.27, 366) or part.region.top == 230
    with Image.open(io.BytesIO(part.picture)) as picture:
        assert picture.format == "WEBP"
        across, down = picture.size
    assert across / down == pytest.approx((part.region.x1 - part.region.x0) / (366 - 230), rel=0.02)
    (tmp_path / "archive").rename(tmp_path / "gone")
    assert draw(sha256, 4, [Box(400, 300, 420, 312), Box(400, 330, 420, 342)]) == part
    assert draw(sha256, 5, [Box(400, 300, 420, 312)]) is None


def test_the_command_writes_the_pages_once(tmp_path: Path) -> None:
    publish_sample(tmp_path / "data" / "warehouse")
    arguments = ["--data", str(tmp_path / "data"), "--to", str(tmp_path / "pages"), "--no-crops"]
    runner = CliRunner()
    told = runner.invoke(command, arguments).output
    pages = int(re.findall(r"\d+", told)[0])
    assert told.startswith("Wrote ")
    assert pages == len(list((tmp_path / "pages").rglob("*.html")))
    again = runner.invoke(command, arguments)
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert runner.invoke(command, [*arguments, "--replace"]).exit_code == 0


def test_the_vendored_script_is_the_one_named() -> None:
    from hashlib import sha256

    named = re.findall(
        r"sha256 ([0-9a-f]{64})", (HERE / "static" / "LICENCES.txt").read_text(encoding="utf-8")
    )
    assert named == [sha256((HERE / "static" / "write-excel-file.js").read_bytes()).hexdigest()]
