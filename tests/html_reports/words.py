"""Words and numbers of the web pages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from html import escape

from tests.layouts.facts import Facts

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
NORWEGIAN_SURROUNDINGS = [
    "Kommunen har 14 virksomheter, og 83 % av lederne har en skriftlig lederavtale.",
    "Flere av de intervjuede mener at dialogen med innbyggerne er utviklet de siste årene.",
    "Av målene ble 5 av 11 nådd i fjor.",
    "Positivt er at netto driftsresultat var 4,3 prosent.",
    "Nettsidene er vanskelige å finne fram på for nye brukere.",
]


def write_number(value: float) -> str:
    """A number as Swedish reports print it, without needless decimals."""
    return f"{value:g}".replace(".", ",")


def write_each(form: str, facts: Facts, *columns: Sequence[float]) -> str:
    """``form`` filled in for every area: the area's name, then its number in each of ``columns``."""
    return "".join(
        form.format(escape(area), *(write_number(column[at]) for column in columns))
        for at, area in enumerate(facts.areas)
    )


def write_definitions(facts: Facts, values: Sequence[float]) -> str:
    """A list of the areas, each with its points on a line of its own."""
    return f"<dl>{write_each('<dt><b>{}</b></dt><dd>{} poäng</dd>', facts, values)}</dl>"


def write_chapters(facts: Facts, rng: random.Random, form: str, values: Sequence[float]) -> str:
    """``form`` filled in for every area: the area's name, its number and running text."""
    return "".join(
        form.format(escape(area), write_number(value), write_paragraph(facts, rng, 3))
        for area, value in zip(facts.areas, values, strict=True)
    )


def write_badges(facts: Facts, rng: random.Random, form: str, values: Sequence[float]) -> str:
    """A heading for every area with its number, in the words of ``form``, on a badge, and text below it."""
    badge = f'<span class="badge">{form.format("{1}")}</span>'
    return write_chapters(facts, rng, f'<h3 style="margin-top: 6mm">{{0}} {badge}</h3>{{2}}', values)


def write_margin(facts: Facts, rng: random.Random, values: Sequence[float]) -> str:
    """Text about every area, with its number in large type in the margin."""
    unit = "poeng" if facts.language == "nb" else "poäng"
    note = f'<div class="note">{{1}}<div>{unit}</div></div>'
    form = f'<div class="noted">{note}<div class="text"><h3>{{0}}</h3>{{2}}</div></div>'
    return write_chapters(facts, rng, form, values)


def write_total(facts: Facts) -> str:
    """A sentence with the total, wrong if the facts say that the report is mistaken."""
    return f"<p>Kommunen får totalt {write_number(facts.total)} poäng av 800 möjliga.</p>"


def write_paragraph(facts: Facts, rng: random.Random, count: int = 4) -> str:
    """Running text with ``count`` sentences, whose numbers are no scores of the municipality."""
    known = NORWEGIAN_SURROUNDINGS if facts.language == "nb" else SURROUNDINGS
    sentences = rng.sample(known, count)
    return f"<p>{' '.join(each.format(other=rng.choice(facts.others)[0]) for each in sentences)}</p>"


def write_story(facts: Facts, rng: random.Random, count: int = 3) -> str:
    """``count`` long paragraphs of running text."""
    return "".join(write_paragraph(facts, rng, 6) for _ in range(count))


def wrap_words(text: str, width: int) -> Iterator[str]:
    """The lines of a text, none longer than ``width`` signs unless a word is."""
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line
