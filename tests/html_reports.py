"""Whole reports written as web pages and printed by Chromium: a producer that no other test draws with.

``python -m tests.html_reports FOLDER`` prints every design into FOLDER.
"""

from __future__ import annotations

import math
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path

import pypdfium2 as pdfium

from extract.instrument import AREAS
from tests.layouts.facts import Facts, make_facts

MARK = "The next design is number "
STYLE = """
@page { size: A4; margin: 18mm 20mm }
body { font: 10.5pt/1.4 'Liberation Sans', sans-serif; color: #222; margin: 0 }
section { break-after: page; width: 170mm }
h1 { font-size: 22pt; font-weight: 600 } h2 { font-size: 15pt; margin: 8mm 0 3mm } h3 { font-size: 11.5pt }
table { border-collapse: collapse; width: 100%; margin: 4mm 0 }
th, td { padding: 1.6mm 2.4mm; text-align: right; vertical-align: top }
th:first-child, td:first-child { text-align: left }
thead th { border-bottom: 1.5px solid #246 }
.zebra tbody tr:nth-child(odd) { background: #e8eef4 }
.total td { border-top: 1.5px solid #246; font-weight: bold }
.cover { padding-top: 60mm; text-align: center } .cover p { margin: 3mm }
.contents div { display: flex; justify-content: space-between; margin: 1.5mm 0 }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4mm; margin: 5mm 0 }
.card { background: #eef3f0; border-radius: 3mm; padding: 4mm; text-align: center; break-inside: avoid }
.big { font-size: 26pt; font-weight: 700; color: #176; line-height: 1.1 } .small { font-size: 8pt }
.caption { font-size: 8.5pt; font-style: italic }
.badge { float: right; background: #176; color: white; border-radius: 3mm; padding: .5mm 3mm }
.turn { break-before: page }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
svg text { font-family: 'Liberation Sans', sans-serif }
"""
SURROUNDINGS = [
    "Av dokumenten framgår att arbetet följs upp i årsredovisningen, som behandlas av fullmäktige i april.",
    "Flera av de intervjuade lyfter fram att dialogen med invånarna har utvecklats de senaste åren.",
    "I medborgarundersökningen anger 67 procent att de är nöjda, 4 procentenheter fler än förra året.",
    "{other} prövar sedan två år en medborgarbudget där 31 förslag har genomförts.",
    "Kommunen har 14 nämnder och bolag, och 83 % av cheferna har ett skriftligt uppdrag.",
    "I {other} svarar 92 av 100 inom två dagar på e-post, och där finns något att lära.",
    "En utmaning är att målen är många, i dag 48 stycken, och att de är svåra att mäta.",
    "Vid utvärderingen i {other} fick kommunen 71 poäng för sitt arbete med styrning.",
    "Servicemätningen omfattade 58 samtal, varav 39 besvarades inom 60 sekunder.",
]


@dataclass(frozen=True)
class Design:
    """One way to print a report. ``publishable``: whether it shows the eight scores without contradiction."""

    name: str
    edition: int
    draw: Callable[[Facts, random.Random], str]
    publishable: bool = True
    halves: bool = False
    questions: bool = False
    overview: bool = False
    about: str = "report"
    low: bool = False  # an area has one digit only

    @cached_property
    def facts(self) -> Facts:
        """The truth of the report."""
        rng = random.Random(f"html {self.name}")
        facts = make_facts(rng, "sv", self.edition, halves=self.halves, questions=self.questions)
        scores = (*facts.scores[:6], 7.0, facts.scores[7])
        return replace(facts, scores=scores) if self.low else facts


def write_report(design: Design) -> str:
    """The pages of a report. The same design gives the same pages."""
    rng = random.Random(f"html page {design.name}")
    facts = design.facts
    if design.about == "survey":
        sections = [design.draw(facts, rng), _write_narrative(facts, rng)]
    else:
        sections = [
            _write_cover(facts, rng),
            _write_contents(facts),
            _write_about(facts),
            f"<h2>Sammanfattning</h2>{_write_paragraph(facts, rng)}{design.draw(facts, rng)}",
            _write_narrative(facts, rng),
        ]
    if design.overview:
        sections.append(_write_overview(facts))
    return "".join(f"<section>{section}</section>" for section in sections)


def print_designs(folder: Path) -> dict[str, Path]:
    """Print every design into ``folder``, with one start of Chromium; the PDFs' paths by design."""
    folder.mkdir(parents=True, exist_ok=True)
    body = "".join(
        f"<section>{MARK}{at}</section>{write_report(design)}" for at, design in enumerate(DESIGNS)
    )
    page, pdf = folder.resolve() / "all.html", folder.resolve() / "all.pdf"
    head = f'<!doctype html><html lang="sv"><meta charset="utf-8"><style>{STYLE}</style>'
    page.write_text(f"{head}<body>{body}</body></html>", encoding="utf-8")
    _print_page(page, pdf)
    return _split(pdf, folder)


def _print_page(page: Path, pdf: Path) -> None:
    """Print with the machine's Chromium, in a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        subprocess.run(
            [
                *(shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu"),
                *("--no-pdf-header-footer", f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"),
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def _split(pdf: Path, folder: Path) -> dict[str, Path]:
    """A PDF for every design: the pages that follow its mark."""
    paths = {}
    with pdfium.PdfDocument(pdf) as whole:
        texts = [whole[at].get_textpage().get_text_range().strip() for at in range(len(whole))]
        marks = [at for at, text in enumerate(texts) if text.startswith(MARK)] + [len(whole)]
        for design, first, end in zip(DESIGNS, marks, marks[1:], strict=False):
            with pdfium.PdfDocument.new() as part:
                part.import_pages(whole, list(range(first + 1, end)))
                paths[design.name] = folder / f"{design.name}.pdf"
                part.save(paths[design.name])
    return paths


# The pages around the scores


def _write_cover(facts: Facts, rng: random.Random) -> str:
    visit = f"{facts.day}–{facts.day + 2} {facts.month_name} {facts.year}"
    return (
        f'<div class="cover"><h1>Kommunkompassen</h1><p>Analys av {facts.named} {facts.year}</p>'
        f"<p>Platsbesök {visit}</p><p>Utvärderare: {rng.choice(('Anna Påhitt', 'Sven Exempel'))}</p></div>"
    )


def _write_contents(facts: Facts) -> str:
    lines = ["Vad är Kommunkompassen?", "Sammanfattning", *facts.areas, "Översikt av poängfördelning"]
    rows = "".join(
        f"<div><span>{escape(line)}</span><span>{at}</span></div>" for at, line in enumerate(lines, 3)
    )
    return f'<h2>Innehåll</h2><div class="contents">{rows}</div>'


def _write_about(facts: Facts) -> str:
    return (
        "<h2>Vad är Kommunkompassen?</h2><p>Kommunkompassen är ett verktyg för utvärdering av hur en kommun"
        " styrs och leds. Analysen bygger på dokument, kommunens webbplats och intervjuer med 45 personer."
        " Utvärderingen görs i åtta områden. Varje område kan ge högst 100 poäng, sammanlagt högst 800.</p>"
        f"<ol>{''.join(f'<li>{escape(area)}</li>' for area in facts.areas)}</ol>"
        f"<p>Bakom verktyget står {'SKR' if facts.year >= 2020 else 'Sveriges Kommuner och Landsting'}.</p>"
    )


def _write_paragraph(facts: Facts, rng: random.Random, count: int = 4) -> str:
    sentences = rng.sample(SURROUNDINGS, count)
    return f"<p>{' '.join(each.format(other=rng.choice(facts.others)[0]) for each in sentences)}</p>"


def _write_narrative(facts: Facts, rng: random.Random) -> str:
    parts = [
        f"<h2>{escape(area)}</h2>{_write_paragraph(facts, rng, 5)}{_write_paragraph(facts, rng)}"
        for area in facts.areas
    ]
    return "".join(parts)


def _write_overview(facts: Facts) -> str:
    parts = ["<h2>Översikt av poängfördelning</h2>"]
    for at, area in enumerate(facts.areas):
        rows = "".join(
            f"<tr><td>{at + 1}.{place} {escape(each.label)}</td><td>{_print(each.max_score)}</td>"
            f"<td>{_print(each.score)}</td></tr>"
            for place, each in enumerate(facts.subareas[at], 1)
        )
        parts.append(
            f'<table style="width: 115mm; break-inside: avoid"><thead><tr><th>{at + 1} {escape(area)}</th>'
            f"<th>Max</th><th>Poäng</th></tr></thead><tbody>{rows}"
            f'<tr class="total"><td>Summa</td><td>100</td><td>{_print(facts.scores[at])}</td></tr>'
            "</tbody></table>"
        )
    return "".join(parts)


# Pieces of presentations


def _print(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _write_table(
    heads: Sequence[str], rows: Sequence[Sequence[object]], *, kind: str = "", total: Sequence[object] = ()
) -> str:
    head = "".join(f"<th>{each}</th>" for each in heads)
    body = "".join(
        f"<tr{' class=total' if row is total else ''}>"
        + "".join(f"<td>{_cell(each)}</td>" for each in row)
        + "</tr>"
        for row in [*rows, *([total] if total else [])]
    )
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(value: object) -> str:
    return _print(value) if isinstance(value, int | float) else str(value)


def _list_rows(facts: Facts, *columns: Sequence[object]) -> list[list[object]]:
    return [[area, *(column[at] for column in columns)] for at, area in enumerate(facts.areas)]


def _write_plain_table(facts: Facts, head: str, values: Sequence[float], *, summed: bool = False) -> str:
    total = ["Summa", sum(values)] if summed else []
    return _write_table(["Område", head], _list_rows(facts, values), total=total)


def _write_cards(areas: Sequence[str], numbers: Sequence[str], *, label_first: bool = False) -> str:
    cards = []
    for area, number in zip(areas, numbers, strict=True):
        label, big = f'<div class="small">{escape(area)}</div>', f'<div class="big">{number}</div>'
        cards.append(f'<div class="card">{label + big if label_first else big + label}</div>')
    return f'<div class="cards">{"".join(cards)}</div>'


def _write_lying_bars(
    facts: Facts, values: Sequence[float], place: str, *, thick: int = 18, colour: str = "#3a7"
) -> str:
    parts = []
    for at, (area, value) in enumerate(zip(facts.areas, values, strict=True)):
        y, length = 20 + at * 34, value * 3
        parts.append(f'<text x="250" y="{y + 13}" font-size="10" text-anchor="end">{escape(area)}</text>')
        parts.append(f'<rect x="260" y="{y}" width="{length}" height="{thick}" fill="{colour}"/>')
        if place == "inside":
            parts.append(
                f'<text x="{254 + length}" y="{y + 13}" font-size="10" fill="white" text-anchor="end">'
                f"{_print(value)}</text>"
            )
        elif place == "outside":
            parts.append(f'<text x="{265 + length}" y="{y + 13}" font-size="10">{_print(value)}</text>')
    ticks = "".join(
        f'<text x="{260 + 3 * tick}" y="306" font-size="8" text-anchor="middle">{tick}</text>'
        for tick in range(0, 101, 20)
    )
    return f'<svg width="600" height="315" viewBox="0 0 600 315">{"".join(parts)}{ticks}</svg>'


def _write_upright_bars(facts: Facts, series: Sequence[tuple[str, str, Sequence[float], bool]]) -> str:
    """Groups of bars; each series has a legend, a colour, values and whether the values are printed."""
    parts, pitch, wide = [], 76, 22
    for at, area in enumerate(facts.areas):
        x = 20 + at * pitch
        for turn, (_, colour, values, printed) in enumerate(series):
            left, tall = x + turn * (wide + 4), values[at] * 2
            parts.append(
                f'<rect x="{left}" y="{240 - tall}" width="{wide}" height="{tall}" fill="{colour}"/>'
            )
            if printed:
                parts.append(
                    f'<text x="{left + wide / 2}" y="{235 - tall}" font-size="9" text-anchor="middle">'
                    f"{_print(values[at])}</text>"
                )
        for line, words in enumerate(_wrap(area, 14)):
            parts.append(
                f'<text x="{x + 24}" y="{254 + 9 * line}" font-size="7.5" text-anchor="middle">'
                f"{escape(words)}</text>"
            )
    for turn, (legend, colour, _, _) in enumerate(series):
        parts.append(f'<rect x="{200 + 120 * turn}" y="318" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{216 + 120 * turn}" y="327" font-size="9">{escape(legend)}</text>')
    return f'<svg width="640" height="335" viewBox="0 0 640 335">{"".join(parts)}</svg>'


def _write_radar(facts: Facts, values: Sequence[float], *, printed: bool = True) -> str:
    points, labels = [], []
    for at, (area, value) in enumerate(zip(facts.areas, values, strict=True)):
        angle = math.pi * at / 4
        x, y = math.sin(angle), -math.cos(angle)
        points.append(f"{300 + x * value * 1.3:.1f},{190 + y * value * 1.3:.1f}")
        anchor = "middle" if abs(x) < 0.1 else "start" if x > 0 else "end"
        said = f"{area} {_print(value)}" if printed else area
        labels.append(
            f'<text x="{300 + x * 145:.1f}" y="{192 + y * 150:.1f}" font-size="7.5" text-anchor="{anchor}">'
            f"{escape(said)}</text>"
        )
    rings = "".join(
        f'<circle cx="300" cy="190" r="{1.3 * ring}" fill="none" stroke="#bbb"/>'
        f'<text x="302" y="{190 - 1.3 * ring}" font-size="6">{ring}</text>'
        for ring in (25, 50, 75, 100)
    )
    shape = f'<polygon points="{" ".join(points)}" fill="#3a74" stroke="#3a7"/>'
    return f'<svg width="620" height="370" viewBox="0 0 620 370">{rings}{shape}{"".join(labels)}</svg>'


def _wrap(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _write_total(facts: Facts) -> str:
    return f"<p>Kommunen får totalt {_print(facts.total)} poäng av 800 möjliga.</p>"


# Presentations of the eight scores


def _draw_cards_number_above(facts: Facts, rng: random.Random) -> str:
    cards = _write_cards(facts.areas, [_print(score) for score in facts.scores])
    return f"<h3>Kommunens poäng per område (max 100)</h3>{cards}{_write_total(facts)}"


def _draw_cards_label_above(facts: Facts, rng: random.Random) -> str:
    numbers = [f'{_print(score)} <span class="small">av 100</span>' for score in facts.scores]
    return f"<h3>Resultat per område</h3>{_write_cards(facts.areas, numbers, label_first=True)}"


def _draw_cards_average_small(facts: Facts, rng: random.Random) -> str:
    cards = "".join(
        f'<div class="card"><div class="big">{_print(score)}</div><div class="small">{escape(area)}</div>'
        f'<div class="small" style="color: #777">Medel {_print(average)}</div></div>'
        for area, score, average in zip(facts.areas, facts.scores, facts.averages, strict=True)
    )
    return f'<h3>Kommunens poäng per område</h3><div class="cards">{cards}</div>{_write_total(facts)}'


def _draw_bars_outside(facts: Facts, rng: random.Random) -> str:
    chart = _write_lying_bars(facts, facts.scores, "outside")
    return f"<h3>Kommunens poäng per område</h3>{chart}{_write_total(facts)}"


def _draw_bars_inside(facts: Facts, rng: random.Random) -> str:
    chart = _write_lying_bars(facts, facts.scores, "inside")
    return f"<h3>Diagram 1. Resultat för {facts.named} {facts.year}, poäng</h3>{chart}"


def _draw_bars_upright(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    series = [(str(year), "#bcd", before, True), (str(facts.year), "#247", facts.scores, True)]
    return f"<h3>Kommunens poäng {year} och {facts.year}</h3>{_write_upright_bars(facts, series)}"


def _draw_progress(facts: Facts, rng: random.Random) -> str:
    rows = "".join(
        f'<div style="display: flex; margin: 2mm 0"><div style="width: 70mm">{escape(area)}</div>'
        f'<div style="width: 70mm; background: #ddd">'
        f'<div style="width: {score}%; background: #3a7; height: 5mm"></div></div>'
        f'<div style="width: 20mm; text-align: right">{_print(score)} p</div></div>'
        for area, score in zip(facts.areas, facts.scores, strict=True)
    )
    return f"<h3>Så fördelar sig kommunens poäng</h3>{rows}{_write_total(facts)}"


def _draw_radar_and_table(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, "Poäng", facts.scores)
    return f"<h3>Kommunens profil</h3>{_write_radar(facts, facts.scores)}<h3>Resultat per område</h3>{table}"


def _draw_radar_only(facts: Facts, rng: random.Random) -> str:
    return f"<h3>Kommunens poäng per område</h3>{_write_radar(facts, facts.scores)}{_write_total(facts)}"


def _draw_zebra(facts: Facts, rng: random.Random) -> str:
    rows = _list_rows(facts, [100] * 8, facts.scores, facts.averages)
    total = ["Totalt", 800, facts.total, sum(facts.averages)]
    return _write_table(["Område", "Maxpoäng", "Resultat", "Medel"], rows, kind="zebra", total=total)


def _draw_average_first(facts: Facts, rng: random.Random) -> str:
    earlier = sorted(facts.earlier)
    heads = ["Område", "Medel alla kommuner", *(str(year) for year, _ in earlier), str(facts.year)]
    columns = [facts.averages, *(values for _, values in earlier), facts.scores]
    total = ["Summa", *(sum(column) for column in columns)]
    return _write_table(heads, _list_rows(facts, *columns), kind="zebra", total=total)


def _draw_main_areas(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = []
    for at in range(0, 8, 2):
        main = AREAS[facts.edition, at + 1].main_area
        rows.append([f"<b>{main}</b>", "<b>200</b>", f"<b>{_print(sum(facts.scores[at : at + 2]))}</b>"])
        rows += [[facts.areas[each], 100, facts.scores[each]] for each in (at, at + 1)]
    return _write_table(["Område", "Max", "Poäng"], rows, total=["Summa", 800, facts.total])


def _draw_main_areas_indented(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = []
    for at in range(0, 8, 2):
        main = AREAS[facts.edition, at + 1].main_area
        rows += [
            [f'<span style="padding-left: 6mm">{escape(facts.areas[each])}</span>', facts.scores[each]]
            for each in (at, at + 1)
        ]
        rows.append([f"<b>Delsumma {main}</b>", f"<b>{_print(sum(facts.scores[at : at + 2]))}</b>"])
    return _write_table(["Område", f"Poäng {facts.year}"], rows, total=["Totalsumma", facts.total])


def _draw_two_pages(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    rows = "".join(
        f"<tr{' class=turn' if at == 5 else ''}><td>{escape(area)}</td>"
        f"<td>{_print(before[at])}</td><td>{_print(facts.scores[at])}</td></tr>"
        for at, area in enumerate(facts.areas)
    )
    return (
        f'<table class="zebra"><thead><tr><th>Område</th><th>Poäng {year}</th><th>Poäng {facts.year}</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
        f'<p style="margin-top: 20mm">Totalt får kommunen {_print(facts.total)} poäng.</p>'
    )


def _draw_transposed(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    heads = [
        "",
        *(f'<span style="font-size: 5.5pt">{escape(area)}</span>' for area in facts.areas),
    ]
    rows: list[list[object]] = [
        [str(year), *before],
        ["Medel", *facts.averages],
        [str(facts.year), *facts.scores],
    ]
    return f"<h3>Poäng per område</h3>{_write_table(heads, rows)}"


def _draw_transposed_upright(facts: Facts, rng: random.Random) -> str:
    turned = '<span style="writing-mode: vertical-rl; transform: rotate(180deg); font-size: 8pt">{}</span>'
    heads = ["", *(turned.format(escape(area)) for area in facts.areas), "Summa"]
    rows: list[list[object]] = [
        ["Kommunens poäng", *facts.scores, facts.total],
        ["Genomsnitt", *facts.averages, sum(facts.averages)],
    ]
    return f"<h3>Resultat {facts.year}</h3>{_write_table(heads, rows)}"


def _draw_definition_list(facts: Facts, rng: random.Random) -> str:
    items = "".join(
        f"<dt><b>{escape(area)}</b></dt><dd>{_print(score)} poäng</dd>"
        for area, score in zip(facts.areas, facts.scores, strict=True)
    )
    return f"<h3>Så blev resultatet</h3><dl>{items}</dl>{_write_total(facts)}"


def _draw_fact_box(facts: Facts, rng: random.Random) -> str:
    lines = "".join(
        f'<div style="display: flex; justify-content: space-between"><span>{escape(area)}</span>'
        f"<b>{_print(score)}</b></div>"
        for area, score in zip(facts.areas, facts.scores, strict=True)
    )
    story = "".join(_write_paragraph(facts, rng, 6) for _ in range(2))
    return (
        f'<div style="display: flex; gap: 8mm"><div style="flex: 1">{story}</div>'
        '<div style="width: 75mm; background: #eef; padding: 4mm; font-size: 9pt; align-self: start">'
        f"<b>Kommunens poäng {facts.year}</b>{lines}"
        '<div style="display: flex; justify-content: space-between; border-top: 1px solid">'
        f"<span>Totalt</span><b>{_print(facts.total)}</b></div></div></div>"
    )


def _draw_sentences(facts: Facts, rng: random.Random) -> str:
    items = "".join(
        f"<li>Inom området {escape(area)} får kommunen {_print(score)} poäng.</li>"
        for area, score in zip(facts.areas, facts.scores, strict=True)
    )
    return f"<ul>{items}</ul>{_write_total(facts)}"


def _draw_badges(facts: Facts, rng: random.Random) -> str:
    parts = [
        f'<h3 style="margin-top: 6mm">{escape(area)} <span class="badge">{_print(score)} p</span></h3>'
        f"{_write_paragraph(facts, rng, 3)}"
        for area, score in zip(facts.areas, facts.scores, strict=True)
    ]
    return "".join(parts)


def _draw_ratios(facts: Facts, rng: random.Random) -> str:
    rows = _list_rows(facts, [f"{_print(score)}/100" for score in facts.scores])
    return _write_table(["Område", "Resultat"], rows, total=["Totalt", f"{_print(facts.total)}/800"])


def _draw_questions(facts: Facts, rng: random.Random) -> str:
    return f"<p>Kommunen får totalt {_print(facts.total)} poäng. Poängen per delområde framgår sist.</p>"


def _draw_side_by_side(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    own = _write_plain_table(facts, "Poäng", facts.scores, summed=True)
    theirs = _write_plain_table(facts, "Poäng", values, summed=True)
    return (
        '<div style="display: flex; gap: 8mm; font-size: 8.5pt">'
        f'<div style="flex: 1"><h3>{facts.municipality}</h3>{own}</div>'
        f'<div style="flex: 1"><h3>{other}</h3>{theirs}</div></div>'
    )


def _draw_other_above(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    own = _write_plain_table(facts, "Poäng", facts.scores, summed=True)
    theirs = _write_plain_table(facts, "Poäng", values, summed=True)
    return f"<h3>Resultat i {other}</h3>{theirs}<h3>Resultat i {facts.municipality}</h3>{own}"


def _draw_two_lines(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    cells = [
        f"Poäng {year}: {_print(old)}<br>Poäng {facts.year}: {_print(score)}"
        for old, score in zip(before, facts.scores, strict=True)
    ]
    return (
        f"{_write_table(['Område', 'Resultat'], _list_rows(facts, cells), kind='zebra')}{_write_total(facts)}"
    )


def _draw_lines_below(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    items = "".join(
        f"<p><b>{escape(area)}</b><br>Poäng {facts.year}: {_print(score)}<br>Poäng {year}: {_print(old)}</p>"
        for area, score, old in zip(facts.areas, facts.scores, before, strict=True)
    )
    return f"<h3>Resultat per område</h3>{items}"


def _draw_half_points(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, "Poäng", facts.scores)
    return (
        f'{table}<div class="card" style="width: 50mm"><div class="small">Totalpoäng</div>'
        f'<div class="big">{_print(facts.total)}</div></div>'
    )


def _draw_spanning(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    old = [average - 3 for average in facts.averages]
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(each)}</td>" for each in row) + "</tr>"
        for row in _list_rows(facts, old, facts.averages, before, facts.scores)
    )
    return (
        '<table class="zebra"><thead><tr><th rowspan="2">Område</th>'
        '<th colspan="2" style="text-align: center">Alla kommuner</th>'
        f'<th colspan="2" style="text-align: center">{facts.municipality}</th></tr>'
        f'<tr><th style="text-align: right">{year}</th><th>{facts.year}</th>'
        f"<th>{year}</th><th>{facts.year}</th></tr></thead><tbody>{body}</tbody></table>{_write_total(facts)}"
    )


def _draw_uppercase(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, "Poäng", facts.scores, summed=True)
    return f'<div style="text-transform: uppercase; letter-spacing: .12em; font-size: 8pt">{table}</div>'


def _draw_footnotes(facts: Facts, rng: random.Random) -> str:
    rows = _list_rows(facts, facts.scores, facts.averages)
    rows[2][0] = f"{rows[2][0]}<sup>1</sup>"
    rows[5][0] = f"{rows[5][0]}<sup>2</sup>"
    table = _write_table(["Område", f"Poäng {facts.year}", "Medel<sup>3</sup>"], rows)
    notes = ["Avser även bolagen.", "Bedömt efter komplettering.", "Medelvärde för 42 kommuner."]
    told = "".join(f"<div><sup>{at}</sup> {note}</div>" for at, note in enumerate(notes, 1))
    return f'{table}<div class="small">{told}</div>{_write_total(facts)}'


def _draw_named_columns(facts: Facts, rng: random.Random) -> str:
    (first, one), (second, two) = facts.others
    heads = ["Område", first, facts.municipality, second, "Snitt"]
    rows = _list_rows(facts, one, facts.scores, two, facts.averages)
    return f"<h3>Jämförelse i poäng</h3>{_write_table(heads, rows, kind='zebra')}"


def _draw_arrows(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    moves = [
        f"{'▲' if score >= old else '▼'} {_print(abs(score - old))}"
        for score, old in zip(facts.scores, before, strict=True)
    ]
    heads = ["Område", f"Poäng {facts.year}", "Sedan sist", f"Poäng {year}"]
    return _write_table(heads, _list_rows(facts, facts.scores, moves, before), kind="zebra")


def _draw_unseen_text(facts: Facts, rng: random.Random) -> str:
    rows = _list_rows(
        facts,
        [
            f'{_print(score)}<span class="unseen">Medel {_print(average)}</span>'
            for score, average in zip(facts.scores, facts.averages, strict=True)
        ],
    )
    return _write_table(["Område", f"Poäng {facts.year}"], rows, total=["Summa", facts.total])


def _draw_struck_out(facts: Facts, rng: random.Random) -> str:
    rows = _list_rows(facts, list(facts.scores))
    rows[3][1] = f"<s>{_print(facts.scores[3] - 6)}</s> {_print(facts.scores[3])}"
    return _write_table(["Område", f"Poäng {facts.year}"], rows, total=["Summa", facts.total])


def _draw_stack_of_nine(facts: Facts, rng: random.Random) -> str:
    numbers = [*facts.scores, round(sum(facts.scores) / 8)]
    cards = "".join(
        f'<div style="border: 1px solid #999; width: 80mm; padding: 1mm 3mm">'
        f'<div><b>{_print(number)}</b></div><div style="margin-top: 3mm">{escape(label)}</div></div>'
        for number, label in zip(numbers, [*facts.areas, "I snitt per område"], strict=True)
    )
    return f"<h3>Kommunens poäng per område</h3>{cards}"


def _draw_bars_stacked(facts: Facts, rng: random.Random) -> str:
    parts = []
    for at, (area, score) in enumerate(zip(facts.areas, facts.scores, strict=True)):
        y, length = 20 + at * 34, score * 3
        parts.append(f'<text x="250" y="{y + 13}" font-size="10" text-anchor="end">{escape(area)}</text>')
        for x, long, colour, value in (
            (260.0, length, "#376", score),
            (260 + length, 300 - length, "#bcb", 100 - score),
        ):
            parts.append(f'<rect x="{x}" y="{y}" width="{long}" height="18" fill="{colour}"/>')
            parts.append(
                f'<text x="{x + long - 4}" y="{y + 13}" font-size="9" text-anchor="end">'
                f"{_print(value)}</text>"
            )
    for turn, (legend, colour) in enumerate((("Erhållna poäng", "#376"), ("Kvar till 100", "#bcb"))):
        parts.append(f'<rect x="{260 + 120 * turn}" y="300" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{276 + 120 * turn}" y="309" font-size="9">{legend}</text>')
    chart = f'<svg width="600" height="315" viewBox="0 0 600 315">{"".join(parts)}</svg>'
    return f"<h3>Resultat per område</h3>{chart}"


def _draw_pairs(facts: Facts, rng: random.Random) -> str:
    pairs = [f"{_print(a)}/{_print(s)}" for a, s in zip(facts.averages, facts.scores, strict=True)]
    return _write_table(["Område", "Poäng medel/kommunen"], _list_rows(facts, pairs))


def _draw_noted_numbers(facts: Facts, rng: random.Random) -> str:
    cells: list[object] = list(facts.scores)
    cells[6] = f"{_print(facts.scores[6])}<sup>1</sup>"
    table = _write_table(["Område", f"Poäng {facts.year}"], _list_rows(facts, cells))
    return f'{table}<div class="small"><sup>1</sup> Bedömt efter komplettering.</div>'


def _draw_covered_text(facts: Facts, rng: random.Random) -> str:
    old = _write_plain_table(facts, f"Poäng {facts.year}", facts.averages)
    new = _write_plain_table(facts, f"Poäng {facts.year}", facts.scores)
    return (
        f'<div style="position: relative">{old}<div style="position: absolute; top: 0; background: white;'
        f' width: 100%">{new}</div></div>'
    )


def _draw_compared_sentences(facts: Facts, rng: random.Random) -> str:
    items = "".join(
        f"<p>För {escape(area)} är genomsnittet {_print(average)} poäng,"
        f" medan kommunen får {_print(score)} poäng.</p>"
        for area, score, average in zip(facts.areas, facts.scores, facts.averages, strict=True)
    )
    return f"<h3>Resultatet område för område</h3>{items}"


def _draw_brackets(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    items = "".join(
        f"<li>{escape(area)}: {_print(score)} ({_print(old)})</li>"
        for area, score, old in zip(facts.areas, facts.scores, before, strict=True)
    )
    return f"<p>Kommunens poäng per område, inom parentes poängen {year}:</p><ul>{items}</ul>"


def _draw_spanning_own_first(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    old = [average - 3 for average in facts.averages]
    groups = f'<th></th><th colspan="2">{facts.municipality}</th><th colspan="2">Alla kommuner</th>'
    heads = ["Område", str(year), str(facts.year), str(year), str(facts.year)]
    table = _write_table(heads, _list_rows(facts, before, facts.scores, old, facts.averages))
    return table.replace("<thead>", f"<thead><tr>{groups}</tr>")


def _draw_spanning_small(facts: Facts, rng: random.Random) -> str:
    return f'<div style="zoom: .8">{_draw_spanning(facts, rng)}</div>'


def _draw_fact_box_small(facts: Facts, rng: random.Random) -> str:
    return f'<div style="zoom: .8">{_draw_fact_box(facts, rng)}</div>'


# Presentations that must not be published


def _draw_total_wrong(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, "Poäng", facts.scores)
    return f"{table}{_write_total(replace(facts, total_mistake=-10))}"


def _draw_disagree(facts: Facts, rng: random.Random) -> str:
    other = [_print(score + (7 if at == 4 else 0)) for at, score in enumerate(facts.scores)]
    table = _write_plain_table(facts, f"Poäng {facts.year}", facts.scores)
    return f"<h3>Kommunens poäng per område</h3>{_write_cards(facts.areas, other)}<h3>Resultat</h3>{table}"


def _draw_average_only(facts: Facts, rng: random.Random) -> str:
    chart = _write_lying_bars(facts, facts.scores, "none")
    table = _write_plain_table(facts, "Genomsnitt", facts.averages, summed=True)
    return f"<h3>Kommunens resultat</h3>{chart}<h3>Poäng per område</h3>{table}"


def _draw_average_years(facts: Facts, rng: random.Random) -> str:
    year = facts.earlier[0][0]
    rows = _list_rows(facts, [each - 3 for each in facts.averages], facts.averages)
    table = _write_table(["Område", str(year), str(facts.year)], rows)
    return f"{_write_radar(facts, facts.scores, printed=False)}<h3>Medelvärde för alla kommuner</h3>{table}"


def _draw_average_caption(facts: Facts, rng: random.Random) -> str:
    cards = _write_cards(facts.areas, [f"{_print(each)} p" for each in facts.averages])
    below = '<p class="caption">Figur 2. Medelvärden för samtliga 42 utvärderade kommuner.</p>'
    return f"<h3>Poäng per område</h3>{cards}{below}"


def _draw_average_chart_caption(facts: Facts, rng: random.Random) -> str:
    chart = _write_lying_bars(facts, facts.averages, "outside")
    below = '<p class="caption">Diagram 2. Medelvärden för samtliga 42 utvärderade kommuner.</p>'
    return f"<h3>Poäng per område</h3>{chart}{below}"


def _draw_average_bars(facts: Facts, rng: random.Random) -> str:
    series = [
        (f"{facts.named}", "#247", facts.scores, False),
        ("Alla kommuner", "#bcd", facts.averages, True),
    ]
    return f"<h3>Kommunens poäng {facts.year}</h3>{_write_upright_bars(facts, series)}"


def _draw_other_years(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    year = facts.earlier[0][0]
    rows = _list_rows(facts, [each - 4 for each in values], values)
    table = _write_table(["Område", f"Poäng {year}", f"Poäng {facts.year}"], rows)
    return f"<h3>Exemplet {other}</h3>{_write_paragraph(facts, rng, 3)}{table}"


def _draw_other_caption(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    table = _write_plain_table(facts, "Poäng", values, summed=True)
    return f'<h3>Poäng per område</h3>{table}<p class="caption">Tabell 3. {other} kommun.</p>'


def _draw_other_cards(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    cards = _write_cards(facts.areas, [f"{_print(each)} p" for each in values])
    return f"<h3>Att lära av {other}</h3><p>Poängen är goda inom flera områden.</p>{cards}"


def _draw_missing_area(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = _list_rows(facts, list(facts.scores))
    rows[5][1] = "–"
    return _write_table(["Område", f"Poäng {facts.year}"], rows, kind="zebra")


def _draw_survey(facts: Facts, rng: random.Random) -> str:
    rows: list[list[object]] = [
        *(["Öppenhet och demokrati", 62], ["Tillgänglighet och bemötande", 58], ["Styrning", 71]),
        *(["Ledarskap", 66], ["Effektivitet", 49], ["Kommunen som arbetsgivare", 73]),
        *(["Ständiga förbättringar", 55], ["Samhällsbyggnad", 60]),
    ]
    return (
        f'<div class="cover"><h1>Medborgarundersökningen</h1><p>{facts.named} {facts.year}</p></div>'
        f"<p>Frågorna är valda efter Kommunkompassens åtta områden.</p>"
        f"{_write_table(['Fråga', 'Betygsindex'], rows, kind='zebra')}"
    )


def _draw_staff_survey(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, "Enkätresultat", facts.averages)
    return (
        "<p>Inför besöket svarade 412 medarbetare på en enkät om områdena (index 0–100).</p>"
        f"{_write_lying_bars(facts, facts.scores, 'none')}{table}"
    )


def _draw_goals(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, "Målpoäng", facts.averages, summed=True)
    chart = _write_lying_bars(facts, facts.scores, "none")
    return f"{chart}<h3>Kommunens mål till nästa utvärdering</h3>{table}"


def _draw_self_assessment(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, "Kommunens självskattning", facts.averages, summed=True)
    return f"{_write_lying_bars(facts, facts.scores, 'none')}{table}"


def _draw_room_left(facts: Facts, rng: random.Random) -> str:
    left = [100 - score for score in facts.scores]
    table = _write_plain_table(facts, "Återstående poäng", left, summed=True)
    return f"<h3>Utrymme för förbättring</h3>{_write_radar(facts, facts.scores, printed=False)}{table}"


def _draw_earlier_appendix(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    table = _write_plain_table(facts, "Poäng", before, summed=True)
    return (
        f"{_write_lying_bars(facts, facts.scores, 'none')}"
        f'<h2 style="break-before: page">Bilaga 1. Utvärderingen {year}</h2>{_write_paragraph(facts, rng, 3)}'
        f"<h3>Poäng per område</h3>{table}"
    )


def _draw_neighbours(facts: Facts, rng: random.Random) -> str:
    items = "".join(
        f"<li>Liknande kommuner får {_print(average)} poäng inom området {escape(area)}.</li>"
        for area, average in zip(facts.areas, facts.averages, strict=True)
    )
    return f"{_write_lying_bars(facts, facts.scores, 'none')}<ul>{items}</ul>"


def _draw_hopes(facts: Facts, rng: random.Random) -> str:
    items = "".join(
        f"<li>Målet är att kommunen når {_print(average)} poäng inom området {escape(area)}.</li>"
        for area, average in zip(facts.areas, facts.averages, strict=True)
    )
    return f"{_write_lying_bars(facts, facts.scores, 'none')}<ul>{items}</ul>"


def _draw_goal_badges(facts: Facts, rng: random.Random) -> str:
    parts = [
        f'<h3 style="margin-top: 6mm">{escape(area)} <span class="badge">mål {_print(average)} p</span></h3>'
        f"{_write_paragraph(facts, rng, 3)}"
        for area, average in zip(facts.areas, facts.averages, strict=True)
    ]
    return "".join(parts)


def _draw_average_badges(facts: Facts, rng: random.Random) -> str:
    parts = [
        f'<h3 style="margin-top: 6mm">{escape(area)}</h3>'
        f"<p><b>Totalt {_print(average)} poäng</b> i riket.</p>{_write_paragraph(facts, rng, 3)}"
        for area, average in zip(facts.areas, facts.averages, strict=True)
    ]
    return "".join(parts)


def _draw_country_note(facts: Facts, rng: random.Random) -> str:
    table = _write_plain_table(facts, f"Poäng {facts.year}", facts.averages, summed=True)
    return (
        f"{_write_lying_bars(facts, facts.scores, 'none')}"
        f"<p>Tabellen nedan visar medelvärden för samtliga kommuner som har utvärderats.</p>{table}"
    )


def _draw_average_lost_heading(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    heads = ["Område", "Genomsnitt alla", f"År {year}"]
    table = _write_table(heads, _list_rows(facts, facts.averages, before))
    chart = _write_lying_bars(facts, facts.scores, "none")
    return f"{chart}<h3>Kommunens poäng per område</h3>{table}"


def _draw_other_lost_heading(facts: Facts, rng: random.Random) -> str:
    year, before = facts.earlier[0]
    other, values = facts.others[0]
    table = _write_table(["Område", f"{other} kommun", f"År {year}"], _list_rows(facts, values, before))
    chart = _write_lying_bars(facts, facts.scores, "none")
    return f"{chart}<h3>Kommunens poäng per område</h3>{table}"


def _draw_other_spanning(facts: Facts, rng: random.Random) -> str:
    year = facts.earlier[0][0]
    other, values = facts.others[0]
    old = [value - 4 for value in values]
    table = _write_table(["Område", str(year), str(facts.year)], _list_rows(facts, old, values))
    groups = f'<th></th><th colspan="2">{other} kommun</th>'
    chart = _write_lying_bars(facts, facts.scores, "none")
    return f"{chart}{table.replace('<thead>', f'<thead><tr>{groups}</tr>')}"


def _draw_average_upright(facts: Facts, rng: random.Random) -> str:
    return f"<h3>Genomsnitt för samtliga utvärderade kommuner</h3>{_write_average_bars(facts)}"


def _draw_average_upright_caption(facts: Facts, rng: random.Random) -> str:
    below = '<p class="caption">Diagram 3. Genomsnitt för samtliga utvärderade kommuner.</p>'
    return f"<h3>Poäng per område {facts.year}</h3>{_write_average_bars(facts)}{below}"


def _write_average_bars(facts: Facts) -> str:
    old = [average - 3 for average in facts.averages]
    series = [
        (str(facts.earlier[0][0]), "#bcd", old, True),
        (str(facts.year), "#247", facts.averages, True),
    ]
    return _write_upright_bars(facts, series)


def _draw_average_list(facts: Facts, rng: random.Random) -> str:
    items = "".join(
        f"<dt><b>{escape(area)}</b></dt><dd>{_print(average)} poäng</dd>"
        for area, average in zip(facts.areas, facts.averages, strict=True)
    )
    chart = _write_lying_bars(facts, facts.scores, "none")
    return f"{chart}<h3>Så ser det ut i snitt i landet</h3><p>Skillnaderna är små.</p><dl>{items}</dl>"


def _draw_other_list(facts: Facts, rng: random.Random) -> str:
    other, values = facts.others[0]
    items = "".join(
        f"<li>{escape(area)}: {_print(value)} poäng</li>"
        for area, value in zip(facts.areas, values, strict=True)
    )
    return f"<h3>Goda exempel: {other}</h3><p>Poängen är goda, och det finns att lära.</p><ul>{items}</ul>"


DESIGNS = [
    Design("cards_number_above", 2016, _draw_cards_number_above),
    Design("cards_label_above", 2010, _draw_cards_label_above),
    Design("cards_average_small", 2016, _draw_cards_average_small),
    Design("bars_outside", 2016, _draw_bars_outside),
    Design("bars_inside", 2002, _draw_bars_inside),
    Design("bars_upright", 2010, _draw_bars_upright),
    Design("progress", 2020, _draw_progress),
    Design("radar_and_table", 2020, _draw_radar_and_table),
    Design("radar_only", 2016, _draw_radar_only),
    Design("zebra", 2010, _draw_zebra, overview=True),
    Design("average_first", 2016, _draw_average_first),
    Design("main_areas", 2020, _draw_main_areas),
    Design("main_areas_indented", 2020, _draw_main_areas_indented),
    Design("two_pages", 2010, _draw_two_pages),
    Design("transposed", 2002, _draw_transposed),
    Design("transposed_upright", 2016, _draw_transposed_upright),
    Design("definition_list", 2016, _draw_definition_list),
    Design("fact_box", 2010, _draw_fact_box),
    Design("sentences", 2002, _draw_sentences),
    Design("badges", 2016, _draw_badges),
    Design("ratios", 2020, _draw_ratios),
    Design("questions", 2010, _draw_questions, overview=True, questions=True),
    Design("side_by_side", 2016, _draw_side_by_side),
    Design("other_above", 2010, _draw_other_above),
    Design("two_lines", 2010, _draw_two_lines),
    Design("lines_below", 2016, _draw_lines_below),
    Design("half_points", 2002, _draw_half_points, halves=True),
    Design("spanning", 2016, _draw_spanning),
    Design("uppercase", 2016, _draw_uppercase),
    Design("footnotes", 2010, _draw_footnotes),
    Design("named_columns", 2020, _draw_named_columns),
    Design("arrows", 2016, _draw_arrows),
    Design("unseen_text", 2010, _draw_unseen_text),
    Design("struck_out", 2010, _draw_struck_out),
    Design("stack_of_nine", 2016, _draw_stack_of_nine),
    Design("bars_stacked", 2016, _draw_bars_stacked),
    Design("pairs", 2010, _draw_pairs),
    Design("noted_numbers", 2016, _draw_noted_numbers, low=True),
    Design("covered_text", 2010, _draw_covered_text),
    Design("compared_sentences", 2016, _draw_compared_sentences),
    Design("brackets", 2010, _draw_brackets),
    Design("spanning_small", 2010, _draw_spanning_small),
    Design("fact_box_small", 2016, _draw_fact_box_small),
    Design("spanning_own_first", 2016, _draw_spanning_own_first),
    Design("total_wrong", 2016, _draw_total_wrong, publishable=False),
    Design("disagree", 2010, _draw_disagree, publishable=False),
    Design("average_only", 2016, _draw_average_only, publishable=False),
    Design("average_years", 2010, _draw_average_years, publishable=False),
    Design("average_caption", 2016, _draw_average_caption, publishable=False),
    Design("average_chart_caption", 2010, _draw_average_chart_caption, publishable=False),
    Design("average_bars", 2016, _draw_average_bars, publishable=False),
    Design("other_years", 2010, _draw_other_years, publishable=False),
    Design("other_caption", 2016, _draw_other_caption, publishable=False),
    Design("other_cards", 2016, _draw_other_cards, publishable=False),
    Design("missing_area", 2020, _draw_missing_area, publishable=False),
    Design("survey", 2016, _draw_survey, publishable=False, about="survey"),
    Design("staff_survey", 2016, _draw_staff_survey, publishable=False),
    Design("goals", 2010, _draw_goals, publishable=False),
    Design("self_assessment", 2016, _draw_self_assessment, publishable=False),
    Design("room_left", 2010, _draw_room_left, publishable=False),
    Design("earlier_appendix", 2016, _draw_earlier_appendix, publishable=False),
    Design("neighbours", 2002, _draw_neighbours, publishable=False),
    Design("hopes", 2010, _draw_hopes, publishable=False),
    Design("average_badges", 2010, _draw_average_badges, publishable=False),
    Design("country_note", 2020, _draw_country_note, publishable=False),
    Design("average_lost_heading", 2016, _draw_average_lost_heading, publishable=False),
    Design("other_lost_heading", 2016, _draw_other_lost_heading, publishable=False),
    Design("other_spanning", 2010, _draw_other_spanning, publishable=False),
    Design("upright_avg_title", 2016, _draw_average_upright, publishable=False),
    Design("upright_avg_caption", 2016, _draw_average_upright_caption, publishable=False),
    Design("average_list", 2020, _draw_average_list, publishable=False),
    Design("other_list", 2010, _draw_other_list, publishable=False),
    Design("goal_badges", 2016, _draw_goal_badges, publishable=False),
]


if __name__ == "__main__":
    print_designs(Path(sys.argv[1]))
