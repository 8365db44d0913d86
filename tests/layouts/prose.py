"""Running text between the presentations, full of numbers that are no scores of the municipality."""

from __future__ import annotations

import random

from tests.layouts.facts import Facts

PLAIN = {
    "sv": [
        "Kommunen har under flera år arbetat med att utveckla styrningen.",
        "Cheferna beskriver ett gott samarbete mellan förvaltningarna.",
        "Det finns en vilja att bli bättre, men stödet för utveckling är ojämnt.",
        "Intervjuerna visar att målen är kända bland cheferna.",
        "Vi ser gärna att arbetet dokumenteras och följs upp på ett mer systematiskt sätt.",
        "Webbplatsen är tydlig och lätt att hitta på.",
        "Uppföljningen sker i delårsrapporter och i bokslutet.",
    ],
    "nb": [
        "Kommunen har gjennom flere år arbeidet med å utvikle styringen.",
        "Lederne beskriver et godt samarbeid mellom enhetene.",
        "Målene er godt kjent blant lederne.",
        "Nettsiden er tydelig og lett å finne fram på.",
    ],
}
NUMBERS = {
    "sv": [
        "Kommunen har {thousands} invånare och {hundreds} anställda.",
        "Budgeten omsluter {millions} miljoner kronor, varav {percent} procent går till skolan.",
        "I medborgarundersökningen blev betygsindex {points} av 100 möjliga.",
        "{other} fick {other_total} poäng vid sin utvärdering {year}.",
        "Bästa kommun inom ett enskilt område är {other} med {points} poäng.",
        "Svarsfrekvensen i enkäten var {percent} procent, vilket är {small} procentenheter högre än {year}.",
        "Sidan {small} i handlingsplanen anger att {points} åtgärder ska vara klara {year}.",
        "{other} har {points} poäng inom {area} enligt sin senaste rapport.",
        "Genomsnittet för kommunerna i länet ligger på {points} poäng inom {area}.",
        "Sammanlagt kan 800 poäng ges, högst 100 poäng inom varje område.",
    ],
    "nb": [
        "Kommunen har {thousands} innbyggere og {hundreds} ansatte.",
        "Budsjettet er på {millions} millioner kroner, og {percent} prosent går til skole.",
        "{other} fikk {other_total} poeng ved sin evaluering i {year}.",
        "{other} har {points} poeng på {area} i sin siste rapport.",
        "Samlet kan det gis 800 poeng, høyst 100 poeng for hvert område.",
    ],
}


def write_paragraph(facts: Facts, rng: random.Random, *, sentences: int, numbers: float) -> str:
    """Some sentences; ``numbers`` is the share of them that carry a number which is nobody's score here."""
    chosen = []
    for _ in range(sentences):
        if rng.random() < numbers:
            chosen.append(_write_number(facts, rng))
        else:
            chosen.append(rng.choice(PLAIN[facts.language]))
    return " ".join(chosen)


def _write_number(facts: Facts, rng: random.Random) -> str:
    other, values = rng.choice(facts.others)
    return rng.choice(NUMBERS[facts.language]).format(
        thousands=f"{rng.randint(4, 140)} {rng.randint(0, 999):03}",
        hundreds=rng.randint(300, 9000),
        millions=f"{rng.randint(300, 9000)},{rng.randint(0, 9)}",
        percent=rng.randint(20, 97),
        points=rng.randint(25, 95),
        small=rng.randint(2, 30),
        other=other,
        other_total=f"{sum(values):.0f}",
        year=facts.year - rng.randint(1, 3),
        area=rng.choice(facts.areas),
    )
