"""Web pages that tell of scores: every figure right or absent, none wrong."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from extract.document import read_document
from extract.htmltext import MOST_BYTES, Table, Text, extract_content
from extract.process.limits import read_batch
from extract.records import Outcome, ToldFigure
from extract.webpages.figures import read_web_page
from extract.webpages.printing import print_content
from extract.webpages.shaping import shape_blocks
from tests.web_pages import NAMES, SCORES, frame, rows, write_list

TOTAL = sum(SCORES)
EARLIER = tuple(score - 7 for score in SCORES)
AVERAGES = (50, 54, 67, 55, 56, 55, 51, 66)
ALL = {(2014, area_no): float(score) for area_no, score in enumerate(SCORES, start=1)}
WITH_TOTAL = {**ALL, (2014, None): float(TOTAL)}
BEFORE = {(2011, area_no): float(score) for area_no, score in enumerate(EARLIER, start=1)}
TITLE = "Sunne i Kommunkompassen 2014"
OWN = f"<p>Sunne fick totalt {TOTAL} poäng av 800 möjliga.</p>"


def tell(figures: tuple[ToldFigure, ...]) -> dict[tuple[int, int | None], float]:
    return {(figure.round, figure.area_no): figure.score for figure in figures}


def read(
    title: str, body: str, municipality: str = "Sunne", aside: str = ""
) -> dict[tuple[int, int | None], float]:
    report = read_web_page(frame(municipality, title, body, aside=aside))
    assert report.figures or report.reasons or not report.about_instrument
    assert {figure.municipality_code for figure in report.figures} <= {"1766", "1715", "1784"}
    return tell(report.figures)


@pytest.mark.parametrize(
    "item",
    [
        "{name}: {score} poäng",
        "<b>{name}</b> – {score} poäng",
        "{no}. {name} {score}",
        "{name} ({score} poäng)",
    ],
)
def test_a_list_of_points_is_read(item: str) -> None:
    assert read(TITLE, OWN + write_list(item)) == WITH_TOTAL


def test_a_table_of_two_rounds_gives_both() -> None:
    head = "<tr><th>Område</th><th>2011</th><th>2014</th></tr>"
    foot = f"<tr><td>Totalt</td><td>{sum(EARLIER)}</td><td>{TOTAL}</td></tr>"
    body = f"<p>Så gick det för Sunne.</p><table>{head}{rows(EARLIER, SCORES)}{foot}</table>"
    assert read("Kommunkompassen 2014", body) == {**WITH_TOTAL, **BEFORE}


def test_a_wide_table_with_changes_and_averages_gives_the_two_rounds() -> None:
    head = "".join(
        f"<td><b>{each}</b></td>" for each in ("", 2011, 2014, "Ändring (%)", "52 kommuner i snitt")
    )
    changes = [f"{100 * (now - then) / then:+.0f} %" for then, now in zip(EARLIER, SCORES, strict=True)]
    foot = (sum(EARLIER), TOTAL, "", sum(AVERAGES))
    last = "<tr><td>Totalt</td>" + "".join(f"<td>{each}</td>" for each in foot) + "</tr>"
    table = f"<table><tr>{head}</tr>{rows(EARLIER, SCORES, changes, AVERAGES)}{last}</table>"
    assert read("Resultat 2014", f"<p>Sunne i Kommunkompassen.</p>{table}") == {**WITH_TOTAL, **BEFORE}


def test_the_imprint_of_a_page_says_nothing_of_its_figures() -> None:
    head = "<tr><th>Område</th><th>2011</th><th>2014</th></tr>"
    foot = f"<tr><td>Totalt</td><td>{sum(EARLIER)}</td><td>{TOTAL}</td></tr>"
    imprint = "<p>Sidan är senast ändrad 2025-03-04 av redaktionen</p>"
    body = f"<table>{head}{rows(EARLIER, SCORES)}{foot}</table>{imprint}"
    assert read(TITLE, body) == {**WITH_TOTAL, **BEFORE}


def test_changes_travel_with_their_scores() -> None:
    report = read_web_page(
        frame(
            "Sunne",
            TITLE,
            OWN + "<p>Inom parentes står förändringen.</p>" + write_list("{name} {score} (+7)"),
        )
    )
    assert tell(report.figures) == WITH_TOTAL
    assert {figure.change for figure in report.figures if figure.area_no} == {7.0}
    assert all(figure.page == 1 and figure.box and figure.quote for figure in report.figures)


def test_a_total_alone_is_told() -> None:
    assert read(TITLE, f"<p>{OWN}</p><p>Många intervjuades.</p>") == {(2014, None): float(TOTAL)}


CLAUSES = (
    "Sunne kommun har gått från 412 poäng 2011 till 490 poäng 2014.",
    "I Kommunkompassen 2014 ökade Sunne kommun från 412 poäng till 490 poäng.",
)


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_rise_gives_the_points_risen_to(clause: str) -> None:
    assert read(TITLE, f"<p>{clause}</p><p>Vi gläds.</p>") in ({}, {(2014, None): 490.0})


@pytest.mark.parametrize(
    "clause",
    [
        "Sunne kommun fick inte 650 poäng, som vi hade hoppats.",
        "Sunne kommun räknar med att få 650 poäng.",
        "Sunne kommun fick nästan 600 poäng.",
        "Sunne kommun förbättrade sitt resultat med 170 poäng.",
        "Totalt 650 poäng är vårt mål.",
        "Förra gången fick Sunne kommun 540 poäng.",
        "Sunne kommun var på studiebesök i kommunen som vann. Kommunen fick 668 poäng.",
        "Sunne kommun fick 300 poäng i Sveriges Miljöbästa.",
    ],
)
def test_points_not_reached_now_are_not_told(clause: str) -> None:
    assert read(TITLE, f"<p>{clause}</p><p>Sunne har deltagit i Kommunkompassen.</p>") == {}


@pytest.mark.parametrize(
    "lead",
    [
        "Vinnarens poäng ser du här.",
        "Kommunen med bäst resultat 2014 fick:",
        "I listan syns kommunernas erhållna poäng i snitt.",
        "Resultatet från den förra utvärderingen:",
    ],
)
def test_what_the_text_before_a_list_makes_anothers_is_not_told(lead: str) -> None:
    body = f"<p>Sunne deltar i Kommunkompassen 2014.</p><p>{lead}</p>{write_list('{name}: {score} poäng')}"
    assert read("Kommunkompassen 2014", body) == {}


@pytest.mark.parametrize(
    "coming", ["Nästa Kommunkompass görs 2026.", "Målet är 650 poäng i Kommunkompassen 2025."]
)
def test_a_year_to_come_is_not_the_round(coming: str) -> None:
    body = f"<p>Sunne kommun fick {TOTAL} poäng i Kommunkompassen. {coming}</p>{write_list('{name} {score}')}"
    assert read("Kommunkompassen", body) == {}


def test_cells_with_paragraphs_are_cells() -> None:
    cells = "".join(
        f"<tr><td><p>{name}</p></td><td><p>{then}</p></td><td><div>{now}</div></td></tr>"
        for name, then, now in zip(NAMES, EARLIER, SCORES, strict=True)
    )
    head = "<tr><th><p>Område</p></th><th><p>2011</p></th><th><p>2014</p></th></tr>"
    told = read(TITLE, f"{OWN}<table>{head}{cells}</table>")
    assert told == {**WITH_TOTAL, **BEFORE} or told == WITH_TOTAL


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Studiebesök i Säffle", "<p>Säffle fick 490 poäng i Kommunkompassen 2014, så här:</p>{list}"),
        ("Vi deltar i Kommunkompassen 2014", "<p>Så ser medelvärdet ut för alla kommuner:</p>{list}"),
        ("Mål för Kommunkompassen 2014", "<p>Vårt mål är minst dessa poäng i nästa mätning:</p>{list}"),
        ("Kommunkompassen 2014", "<p>Maximal poäng i varje område:</p>{list}"),
        (TITLE, "<p>Sunne fick totalt 512 poäng av 800 möjliga.</p>{list}"),
        ("Kommunkompassen 2014", "<p>Säffle 487 poäng, Arvika 512 poäng, Kil 455 poäng.</p>"),
        ("Kommunkompassen", "<p>Sunne fick fina resultat.</p>{list}"),
    ],
)
def test_what_is_not_for_certain_the_municipalitys_own_is_not_told(title: str, body: str) -> None:
    assert read(title, body.format(list=write_list("{name}: {score} poäng"))) == {}


def test_a_page_of_no_municipality_tells_nothing() -> None:
    page = frame("Värmlands", TITLE, OWN + write_list("{name}: {score} poäng"), form="Tidning")
    assert read_web_page(page).figures == ()


def test_teasers_of_other_news_do_no_harm() -> None:
    aside = "<h2>Fler nyheter</h2><ul><li><a href='/x'>Arvika fick 512 poäng i Kommunkompassen</a></li></ul>"
    assert read(TITLE, OWN + write_list("{name}: {score} poäng"), aside=aside) in ({}, WITH_TOTAL)


@pytest.mark.parametrize(
    "title", ["Sidan kunde inte hittas", "Siden finnes ikke", "Dokumentet finns inte längre"]
)
def test_a_page_that_says_that_the_document_is_gone_tells_nothing(title: str) -> None:
    body = OWN + "<p>Kommunkompassen 2014 har flyttats.</p>"
    assert [figure.score for figure in read_web_page(frame("Sunne", TITLE, body)).figures] == [490]
    assert read_web_page(frame("Sunne", title, body)).figures == ()


def test_a_page_about_something_else_is_left() -> None:
    report = read_web_page(frame("Sunne", "Sophämtning 2014", "<p>Vi hämtar 512 kärl.</p>"))
    assert not report.about_instrument
    assert report.figures == ()


def test_a_layout_table_is_taken_apart_and_a_table_of_figures_kept() -> None:
    inner = f"<table><tr><th>Område</th><th>Poäng</th></tr>{rows(SCORES)}</table>"
    page = f"<html><body><table><tr><td><p>Hej</p>{inner}</td></tr></table></body></html>".encode()
    blocks = extract_content(page).blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[0].text for row in table.rows] == ["Område", *NAMES]
    assert Text("paragraph", "Hej") in blocks


def test_the_same_page_is_printed_alike_with_cells_over_several_columns() -> None:
    head = "<tr><th rowspan=2>Område</th><th colspan=2>Poäng</th></tr><tr><th>2011</th><th>2014</th></tr>"
    page = frame("Sunne", TITLE, f"{OWN}<table>{head}{rows(EARLIER, SCORES)}</table><p>Sign \N{SNOWMAN}.</p>")
    content = extract_content(page)
    assert print_content(content) == print_content(content)


@pytest.mark.parametrize(
    "page", [b"<html>", b"<!doctype html><html><body></body></html>", b"\xff\xfe<html>\x00"]
)
def test_empty_and_broken_pages_tell_nothing(page: bytes) -> None:
    assert read_web_page(page).figures == ()


def test_a_huge_page_is_not_read() -> None:
    report = read_web_page(b"<html>" + b"<p>Kommunkompassen 2014</p>" * (MOST_BYTES // 27 + 1))
    assert not report.about_instrument
    assert "bytes long" in report.reasons[0].sentence


def test_a_page_in_place_of_a_report_is_rejected_with_what_it_tells(tmp_path: Path) -> None:
    path = tmp_path / "sida"
    path.write_bytes(frame("Sunne", TITLE, OWN + write_list("{name}: {score} poäng")))
    report = read_document(path, "ab" * 32)
    assert report.outcome is Outcome.REJECTED
    assert [reason.code for reason in report.reasons] == ["web_page"]
    assert tell(report.told) == WITH_TOTAL
    assert (report.identity.municipality_code, report.identity.round) == ("1766", 2014)


def test_a_page_about_something_else_stays_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "sida"
    path.write_bytes(frame("Sunne", "Sophämtning", "<p>Vi hämtar.</p>"))
    assert [reason.code for reason in read_document(path, "ab" * 32).reasons] == ["html"]


def test_a_page_is_read_in_a_process_of_its_own_and_its_print_comes_along(tmp_path: Path) -> None:
    content = frame("Sunne", TITLE, OWN + write_list("{name}: {score} poäng"))
    path = tmp_path / "sida"
    path.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    (report,) = read_batch([(sha256, path)], workers=1)
    assert tell(report.told) == WITH_TOTAL
    printed = base64.b64decode(report.printed)
    assert printed.startswith(b"%PDF")
    assert hashlib.sha256(printed).hexdigest() == report.printed_sha256


def write_pairs(pair: str, numbers: tuple[int, ...] = SCORES) -> str:
    """The eight areas with a number each, as ``pair`` writes one."""
    return "".join(pair.format(name=name, score=score) for name, score in zip(NAMES, numbers, strict=True))


@pytest.mark.parametrize(
    ("around", "pair"),
    [
        ("<dl>{}</dl>", "<dt>{name}</dt><dd>{score} poäng</dd>"),
        ("<ul>{}</ul>", "<li>{score} poäng: {name}</li>"),
        ("<div>{}</div>", "<div><span>{score}</span><span>{name}</span></div>"),
        ("<div>{}</div>", "<p>{score}</p><p>{name}</p>"),
    ],
)
def test_numbers_apart_from_their_areas_are_set_beside_them(around: str, pair: str) -> None:
    assert read(TITLE, OWN + around.format(write_pairs(pair))) == WITH_TOTAL


def test_areas_along_the_top_of_a_table_are_set_down_its_side() -> None:
    names = "".join(f"<th>{name}</th>" for name in NAMES)
    lines = "".join(
        f"<tr><td>{year}</td>"
        + "".join(f"<td>{number}</td>" for number in (*numbers, sum(numbers)))
        + "</tr>"
        for year, numbers in ((2011, EARLIER), (2014, SCORES))
    )
    body = f"<p>Sunne har utvärderats två gånger.</p><table><tr><th>År</th>{names}<th>Totalt</th></tr>{lines}"
    assert read("Resultat i Kommunkompassen", f"{body}</table>") == {**WITH_TOTAL, **BEFORE}


def test_the_caption_of_a_table_stands_above_it() -> None:
    head = "<caption>Poäng per område</caption><tr><th>Område</th><th>2011</th><th>2014</th></tr>"
    foot = f"<tr><td>Summa</td><td>{sum(EARLIER)}</td><td>{TOTAL}</td></tr>"
    body = f"<p>Sunne har deltagit två gånger.</p><table>{head}{rows(EARLIER, SCORES)}{foot}</table>"
    assert read("Kommunkompassen i Sunne", body) == {**WITH_TOTAL, **BEFORE}


@pytest.mark.parametrize(
    "body",
    [
        "<p>Målet för 2018:</p><dl>" + write_pairs("<dt>{name}</dt><dd>{score}</dd>") + "</dl>",
        "<p>Genomsnitt i landet:</p>" + write_pairs("<div><span>{score}</span><span>{name}</span></div>"),
        "<p>Så nöjda är invånarna:</p><ul>" + write_pairs("<li>{score} % {name}</li>") + "</ul>",
        "<p>Placering bland 30:</p><dl>"
        + write_pairs("<dt>{name}</dt><dd>{score}</dd>", (3, 14, 21, 7, 28, 2, 9, 30))
        + "</dl>",
    ],
)
def test_numbers_of_something_else_apart_from_their_areas_are_not_told(body: str) -> None:
    assert {area_no for _, area_no in read(TITLE, OWN + body)} <= {None}


def test_an_odd_one_out_leaves_open_which_belong_together() -> None:
    texts = [Text("paragraph", text) for name in NAMES for text in ("61", name)]
    assert [type(block) for block in shape_blocks(texts)] == [Table]
    assert shape_blocks([*texts, Text("paragraph", "61")]) == (*texts, Text("paragraph", "61"))


def write_table(*columns: tuple[str, tuple[int, ...]]) -> str:
    """A table of the areas with the columns given, each with its heading and its sum."""
    heads = "".join(f"<th>{head}</th>" for head in ("Område", *(head for head, _ in columns)))
    sums = "".join(f"<td>{sum(numbers)}</td>" for _, numbers in columns)
    body = rows(*(numbers for _, numbers in columns))
    return f"<table><tr>{heads}</tr>{body}<tr><td>Totalt</td>{sums}</tr></table>"


GOALS = tuple(score + 8 for score in SCORES)


@pytest.mark.parametrize(
    ("lead", "columns"),
    [
        ("Sunnes resultat 2014 och mål till 2017.", (("Resultat 2014", SCORES), ("Mål 2017", GOALS))),
        ("Mål och utfall.", (("Mål 2014", GOALS), ("Utfall 2014", SCORES))),
    ],
)
def test_columns_that_say_which_are_goals_leave_the_others(
    lead: str, columns: tuple[tuple[str, tuple[int, ...]], ...]
) -> None:
    assert read(TITLE, f"<p>{lead}</p>{write_table(*columns)}") == WITH_TOTAL


@pytest.mark.parametrize(
    ("lead", "columns"),
    [
        ("Genomsnittet i länet 2014 och våra mål.", (("2014", AVERAGES), ("Mål 2017", GOALS))),
        ("Mål för 2017.", (("Poäng", GOALS),)),
        ("Genomsnitt i landet.", (("Max", (100,) * 8), ("Genomsnitt", AVERAGES))),
    ],
)
def test_columns_that_leave_open_whose_they_are_are_not_told(
    lead: str, columns: tuple[tuple[str, tuple[int, ...]], ...]
) -> None:
    assert read(TITLE, f"<p>{lead}</p>{write_table(*columns)}") == {}
