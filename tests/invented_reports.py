"""Reports invented for one test each, as the pages of text that the identity is read from."""

from __future__ import annotations

from collections.abc import Sequence

from extract.instrument import AREA_NUMBERS, AREAS
from extract.page.textpass import PageText, normalise_text

NORWEGIAN_AREAS = (
    "Offentlighet og demokrati",
    "Tilgjengelighet, innbygger- og brukerorientering",
    "Politisk styring og kontroll",
    "Lederskap, ansvar og delegasjon",
    "Resultatfokus og effektivitet",
    "Kommunen som arbeidsgiver",
    "Utviklingsstrategi og lærende organisasjon",
    "Kommunen som samfunnsutvikler",
)

NYNORSK_AREAS = (
    "Offentlegheit og demokrati",
    "Tilgjengelegheit, innbyggar- og brukarorientering",
    "Politisk styring og kontroll",
    "Leiarskap, ansvar og delegering",
    "Resultatfokus og effektivitet",
    "Kommunen som arbeidsgivar",
    "Utviklingsstrategi og lærande organisasjon",
    "Kommunen som samfunnsutviklar",
)

PROSE = (
    "Av dokumenten framgår att arbetet följs upp i årsredovisningen. Flera av de intervjuade lyfter fram\n"
    "att dialogen med invånarna har utvecklats. En utmaning är att målen är många och svåra att mäta."
)


def make_page(number: int, text: str, *, landscape: bool = False, images: int = 0) -> PageText:
    """One page as the text pass gives it."""
    width, height = (842.0, 595.0) if landscape else (595.0, 842.0)
    return PageText(number, width, height, normalise_text(text), images)


def make_pages(texts: Sequence[str], *, landscape: bool = False) -> list[PageText]:
    """Pages in order, numbered from one."""
    return [make_page(number, text, landscape=landscape) for number, text in enumerate(texts, 1)]


def make_report(
    cover: str,
    *,
    evaluated: str = "",
    edition: int = 2010,
    areas: Sequence[str] = (),
    header: str = "",
    summary: str = "",
    section: str = "{} i förhållande till Kommunkompassen: En sammanfattande genomgång",
) -> list[PageText]:
    """A whole report: cover, contents, introduction, summary, eight areas and the overview of points.

    ``evaluated`` is the name as the section headings print it, "Marks kommun"; empty, they say "Kommunen".
    """
    names = list(areas) or [AREAS[edition, area_no].name for area_no in AREA_NUMBERS]
    heading = section.format(evaluated or "Kommunen")
    contents = "\n".join(
        [
            "Innehåll",
            "1 Vad är Kommunkompassen? 3",
            f"2 {heading} 4",
            "3 Detaljerad genomgång i förhållande till Kommunkompassens åtta områden 6",
            *(f"Område {number} {name} {number + 5}" for number, name in enumerate(names, 1)),
            "4. Översikt av poängfördelning 14",
        ]
    )
    texts = [
        contents,
        f"1 Vad är Kommunkompassen?\n{PROSE}",
        f"2 {heading}\nUtvärderingen\n{summary}\n{PROSE}",
    ]
    texts += [f"Område {number} {name}\n{PROSE}" for number, name in enumerate(names, 1)]
    points = "\n".join(f"{number}. {name} {40 + number}" for number, name in enumerate(names, 1))
    texts.append(f"4. Översikt av poängfördelning\n{points}")
    inner = [f"{header.format(number)}\n{text}" if header else text for number, text in enumerate(texts, 2)]
    return make_pages([cover, *inner])


def make_norwegian_report(
    cover: str, *, summary: str = "", areas: Sequence[str] = NORWEGIAN_AREAS
) -> list[PageText]:
    """A whole Norwegian report, whose headings name no municipality."""
    contents = "\n".join(
        [
            *("Innholdsfortegnelse", "Forord 3", "1. Generelt 4", "2. Metode 5", "3. Resultat 6"),
            "4. Forvaltningspraksis pr fokusområde 8",
            *(f"{name} {page}" for page, name in enumerate(areas, 8)),
        ]
    )
    prose = "Vi har lest årsmeldingen og møtebøker. Det framgår at målene følges opp to ganger i året."
    texts = [contents, f"Forord\n{prose}\n{summary}", "3. Resultat\n" + "\n".join(f"{a} 50" for a in areas)]
    texts += [f"{name}\n{prose}" for name in areas]
    return make_pages([cover, *texts])
