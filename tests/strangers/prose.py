"""Points told in sentences, and reports known by odd covers."""

from __future__ import annotations

import random

from tests.layouts.facts import Facts
from tests.layouts.prose import write_paragraph
from tests.strangers.columns import draw_table, make_column
from tests.strangers.family import HELD, Family, draw_chapters, name_genitive, show
from tests.strangers.sheet import FOOT, LEFT, RIGHT, Sheet

SENTENCES = [
    "Kommunen får {score} poäng för området {area}, vilket är {more} än genomsnittet på {average} poäng.",
    "För området {area} når kommunen {score} poäng.",
    "Genomsnittet är {average} poäng. Kommunen får {score} poäng inom {area}.",
]


def _draw_sentences(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.line("Sammanfattning", size=14, bold=True)
    sheet.tell(f"{facts.municipality} når {show(facts.total)} poäng av 800 möjliga.")
    form = rng.choice(SENTENCES)
    for no, area in enumerate(facts.areas):
        sheet.need(150)
        sheet.line(area, size=12, bold=True)
        score, average = facts.scores[no], facts.averages[no]
        more = "mer" if score > average else "mindre" if score < average else "varken mer eller mindre"
        told = form.format(score=show(score), area=area, more=more, average=show(average))
        first, rest = (write_paragraph(facts, rng, sentences=n, numbers=0) for n in (2, 3))
        sheet.tell(f"{first} {told} {rest}" if rng.random() < 0.5 else f"{told} {first}")


UNNAMED = [
    "Kommunen får {score} av 100 poäng inom detta område.",
    "Här når {name} {score} poäng, vilket är {more} än snittet ({average}).",
    "Vid förra utvärderingen {before} fick kommunen {earlier} poäng. Nu blir resultatet {score} poäng.",
    "Sammanlagt erhåller {name} {score} poäng för området.",
    "Genomsnittet är {average}, kommunens resultat {score} poäng.",
    "Poäng: {score} av 100 | Snitt: {average} | {before}: {earlier}",
    "Poängen blev {score} av 100 möjliga ({earlier} poäng {before}).",
    "Vår bedömning är {score} poäng av maximala 100.",
]
OF_OTHERS = [
    "I {other} är resultatet {average} poäng på detta område.",
    "Kommunens mål är {average} poäng inom detta område.",
    "Förra gången blev resultatet {average} poäng.",
    "Om förslagen genomförs, får kommunen {average} poäng inom området.",
    "Kommunen fick {average} poäng när den utvärderades {before}.",
    "{other} har kommit längst. Kommunen får {average} poäng inom området.",
    "Medarbetarna ger området {average} poäng av 100.",
    "Kommunens egen bedömning är {average} poäng.",
    "Kommunens poäng innan: {average}",
    "Kommunen ger området {average} poäng.",
    "Bäst är {other}, kommunen får nu {average} poäng.",
    "Om förslagen genomförs, får kommunen nu {average} poäng.",
    "År {before} gjordes en utvärdering. Kommunen fick {average} poäng.",
    "Poängen nedan gäller förra utvärderingen. Kommunen får {average} poäng.",
    "Kommunen har ökat från {average} poäng.",
]
NOT_THESE = [  # headings in a chapter, under which plain words tell points that are not this round's own
    "Resultat vid föregående utvärdering",
    "Mål för nästa gång",
    "Kommunens självskattning",
    "{other} kommun",
    "Delområde 1.1",
    "Medelvärde bland kommuner",
]


def _tell_in_chapters(sheet: Sheet, facts: Facts, rng: random.Random, forms: list[str]) -> None:
    """A chapter for each area, whose sentence does not name the area again."""
    chosen = rng.sample(forms, rng.choice([1, 3]))
    sheet.line("Detaljerad genomgång", size=14, bold=True)
    for no, area in enumerate(facts.areas):
        sheet.need(150)
        sheet.line(f"{no + 1}. {area}", size=12, bold=True)
        for each in _write_chapter(facts, rng, chosen, no):
            sheet.tell(each)


def _tell_in_columns(sheet: Sheet, facts: Facts, rng: random.Random, forms: list[str]) -> None:
    """The same in two columns of text."""
    chosen = rng.sample(forms, rng.choice([1, 3]))
    gap = rng.choice([20, 28])
    width = (RIGHT - LEFT - gap) / 2
    sheet.turn()
    column = 0

    def put(text: str, room: float, *, size: float = 10, bold: bool = False) -> None:
        nonlocal column
        if sheet.y + room > FOOT:
            column += 1
            if column == 2:
                sheet.turn()
                column = 0
            sheet.y = 90
        sheet.put(LEFT + column * (width + gap), sheet.y, text, size=size, bold=bold)
        sheet.y += size * 1.3

    for no, area in enumerate(facts.areas):
        for part in sheet.wrap(f"{no + 1}. {area}", width, size=13):
            put(part, 60, size=12, bold=True)
        for each in _write_chapter(facts, rng, chosen, no):
            for part in sheet.wrap(each, width):
                put(part, 12)
            sheet.y += 7
        sheet.y += 8


def _write_chapter(facts: Facts, rng: random.Random, chosen: list[str], no: int) -> list[str]:
    score, average = facts.scores[no], facts.averages[no]
    told = chosen[no % len(chosen)].format(
        score=show(score),
        average=show(average),
        earlier=show(facts.earlier[0][1][no]),
        before=facts.earlier[0][0],
        more=f"{show(abs(score - average))} poäng {'högre' if score >= average else 'lägre'}",
        name=facts.municipality,
        other=facts.others[0][0],
    )
    text = write_paragraph(facts, rng, sentences=4, numbers=0.1)
    return [told, text] if rng.random() < 0.5 else [text, told]


def _draw_unnamed(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    if rng.random() < 0.7:
        sheet.tell(f"{facts.municipality} når {show(facts.total)} poäng av 800 möjliga.")
    _tell_in_chapters(sheet, facts, rng, UNNAMED)


def _draw_of_others(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    if rng.random() < 0.3:
        sheet.tell(f"{facts.municipality} når {show(facts.total)} poäng av 800 möjliga.")
    _tell_in_chapters(sheet, facts, rng, OF_OTHERS)


def _draw_in_columns(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    if rng.random() < 0.7:
        sheet.tell(f"{facts.municipality} når {show(facts.total)} poäng av 800 möjliga.")
    _tell_in_columns(sheet, facts, rng, UNNAMED)


def _draw_others_in_columns(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    if rng.random() < 0.3:
        sheet.tell(f"{facts.municipality} når {show(facts.total)} poäng av 800 möjliga.")
    _tell_in_columns(sheet, facts, rng, OF_OTHERS)


def _draw_under_headings(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Chapters that tell points in plain words under a heading which makes them something else."""
    heading = rng.choice(NOT_THESE).format(other=facts.others[0][0])
    told = rng.choice(["Kommunen får {} poäng.", "Kommunen fick {} poäng av 100.", "Erhållna poäng: {}"])
    if rng.random() < 0.4:
        sheet.tell(f"{facts.municipality} når {show(facts.total)} poäng av 800 möjliga.")
    for no, area in enumerate(facts.areas):
        sheet.need(150)
        sheet.line(f"{no + 1}. {area}", size=12, bold=True)
        sheet.tell(write_paragraph(facts, rng, sentences=2, numbers=0))
        sheet.line(heading, bold=True)
        sheet.tell(told.format(show(facts.earlier[0][1][no])))


def _draw_total_only(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """The total and nothing of the areas."""
    sheet.line("Resultat", size=14, bold=True)
    sheet.tell(f"{facts.municipality} får sammanlagt {show(facts.total)} poäng av 800 möjliga.")
    draw_chapters(sheet, facts, rng, numbers=0)


def _draw_plain(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    sheet.line("Sammanfattning av resultat", size=14, bold=True)
    sheet.y += 8
    own = make_column("Kommunens poäng", facts.scores)
    draw_table(sheet, facts, rng, [own], heads="right", numbers="right")
    draw_chapters(sheet, facts, rng)


def _draw_odd_cover(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Covers without *Analys av*, with letters set apart, or with only a name and a year."""
    name, visit = name_genitive(facts), f"{facts.day}–{facts.day + 2} {facts.month_name} {facts.year}"
    spaced = " ".join("KOMMUNKOMPASSEN")
    covers = [
        [(f"Kommunkompassen i {name} {facts.year}", 18), ("Slutredovisning av utvärderingen", 12)],
        [
            (spaced, 20),
            ("  ".join(" ".join(w) for w in f"ANALYS AV {name}".upper().split()), 12),
            (visit, 10),
        ],
        [("Kommunkompassen", 24), (f"{facts.municipality} {facts.year}", 16)],
        [(name, 20), ("Kommunkompassen", 16), (f"Utvärderingen gjordes {visit}", 10)],
        [(f"Kommunkompassen {facts.municipality} {facts.year}", 20), ("Rapport", 12)],
    ]
    sheet.y = 180
    for text, size in rng.choice(covers):
        sheet.line(text, size=size, bold=size > 12, space=10)
    sheet.turn()
    sheet.line("Vad är Kommunkompassen?", size=14, bold=True)
    sheet.tell("Kommunkompassen är ett verktyg för att analysera en kommuns sätt att arbeta.")
    sheet.tell(f"{name} deltar för första gången. {name} har {rng.randint(9, 80)} 400 invånare.")
    sheet.tell(f"Besöket genomfördes {visit}. {write_paragraph(facts, rng, sentences=4, numbers=0)}")
    sheet.turn()
    _draw_plain(sheet, facts, rng)


def _draw_dated_heads(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """Pages whose running head gives a date and a count of pages right over the table."""
    later = f"{facts.year + (facts.month > 9)}-{facts.month % 12 + 1:02}-{facts.day:02}"
    sheet.header = f"Sveriges Kommuner och Landsting      {later}      {{page}} (12)"
    sheet.y = 66
    sheet.line("Poängsammanställning", size=13, bold=True)
    sheet.y += 6
    draw_table(sheet, facts, rng, [make_column("", facts.scores)], heads="right", numbers="right")
    draw_chapters(sheet, facts, rng)


def _draw_side_link(sheet: Sheet, facts: Facts, rng: random.Random) -> None:
    """A web page, printed, with links to other surveys in a column of its own that is drawn first."""
    top = 130.0
    links = [
        "Relaterat",
        "Kommunens Kvalitet i Korthet",
        "Medborgarundersökningen",
        "Årsredovisning (pdf, 4 MB)",
    ]
    for at, text in enumerate(links):
        sheet.put(430, top + 14 * at, text, size=8)
    sheet.put(LEFT, 60, "Start  Barn & utbildning  Omsorg  Kommun & politik  Sök", size=8)
    sheet.y = 110
    sheet.line(f"Kommunkompassen – analys av {name_genitive(facts)} {facts.year}", size=15, bold=True)
    sheet.tell(write_paragraph(facts, rng, sentences=5, numbers=0), right=410)
    sheet.y = max(sheet.y, top + 90)
    _draw_plain(sheet, facts, rng)


FAMILIES = [
    Family("sentences_in_chapters", _draw_sentences),
    Family("unnamed_in_chapters", _draw_unnamed),
    Family("of_others_in_chapters", _draw_of_others, truth="hold"),
    Family(
        "under_other_headings",
        _draw_under_headings,
        truth="hold",
        reasons=HELD | {"municipality_unclear"},  # another municipality is named in every chapter
    ),
    Family("in_two_columns", _draw_in_columns),
    Family("of_others_in_two_columns", _draw_others_in_columns, truth="hold"),
    Family("total_only", _draw_total_only, truth="hold"),
    Family("odd_covers", _draw_odd_cover, whole=True, reasons=frozenset({"score_uncertain"})),
    Family("dated_heads", _draw_dated_heads),
    Family("side_links", _draw_side_link, edition=2016, whole=True),
]
