"""The words of a report in its language, and the ways a number or an area's name is printed."""

from __future__ import annotations

from dataclasses import dataclass

from tests.layouts.facts import Facts

LABELS = (
    "bare",
    "numbered",
    "numbered_no_dot",
    "omrade",
    "omrade_dot",
    "capitals",
    "spaced",
    "soft_hyphens",
    "decomposed",
)


@dataclass(frozen=True)
class Words:
    """Headings by kind of column; each is a choice of phrasings."""

    own: tuple[str, ...]
    maximum: tuple[str, ...]
    average: tuple[str, ...]
    earlier: tuple[str, ...]
    change: tuple[str, ...]
    percent: tuple[str, ...]
    label: tuple[str, ...]
    total: tuple[str, ...]
    points: str
    area: str
    of: str


WORDS = {
    "sv": Words(
        own=(
            "Poäng",
            "Poäng {year}",
            "{name} {year}",
            "{named}",
            "Resultat {year}",
            "Erhållna poäng",
            "Er poäng",
            "Poäng vid utvärderingen {year}",
            "Uppnådd poäng",
            "Utfall {year}",
            "Kommunens poäng",
        ),
        maximum=("Max", "Maxpoäng", "Max poäng", "Möjlig poäng", "Högsta möjliga poäng", "Maximalt"),
        average=(
            "Genomsnitt",
            "Medelvärde övriga",
            "Snitt alla kommuner",
            "Genomsnitt 40 kommuner",
            "Nationellt medelvärde",
            "Medel samtliga utvärderade kommuner",
            "Medelpoäng i landet",
            "Rikssnitt",
        ),
        earlier=("{year}", "Poäng {year}", "Resultat {year}", "Utvärderingen {year}", "{name} {year}"),
        change=("Förändring", "Ändring", "Skillnad", "+/-", "Differens", "Förändring i poäng"),
        percent=("%", "Procent av max", "Andel av max (%)", "Andel i procent"),
        label=("Område", "Huvudområde", "Utvärderingsområde", "Områden", ""),
        total=("Totalt", "Summa", "Total poäng", "Summa poäng", "Sammanlagt", "TOTALT", "Totalsumma"),
        points="poäng",
        area="Område",
        of="av",
    ),
    "nb": Words(
        own=("Poeng", "Poeng {year}", "{name} {year}", "{named}", "Oppnådd poengsum", "Resultat {year}"),
        maximum=("Maks", "Makspoeng", "Maksimal poengsum", "Mulige poeng"),
        average=("Landsgjennomsnitt", "Gjennomsnitt", "Snitt alle kommuner"),
        earlier=("{year}", "Poeng {year}", "Resultat {year}", "{name} {year}"),
        change=("Endring", "+/-", "Differanse"),
        percent=("%", "Prosent av maks"),
        label=("Fokusområde", "Område", ""),
        total=("Totalt", "Sum", "Samlet poengsum", "Totalsum"),
        points="poeng",
        area="Fokusområde",
        of="av",
    ),
}


def print_number(value: float, *, decimals: bool = False, sign: bool = False) -> str:
    """A number as the reports print it: with a comma, and a decimal only where needed or wished."""
    text = f"{value:+.1f}" if sign else f"{value:.1f}"
    text = text if decimals or value % 1 else text[:-2]
    return text.replace(".", ",")


def print_area(facts: Facts, area_no: int, manner: str) -> str:
    """An area's name as a presentation prints it, in one of ``LABELS``.

    ``decomposed`` is done to the finished file: see ``paper.decompose_letters``.
    """
    name = facts.areas[area_no - 1]
    area = WORDS[facts.language].area
    match manner:
        case "numbered":
            return f"{area_no}. {name}"
        case "numbered_no_dot":
            return f"{area_no} {name}"
        case "omrade":
            return f"{area} {area_no} {name}"
        case "omrade_dot":
            return f"{area} {area_no}. {name}"
        case "capitals":
            return name.upper()
        case "spaced":
            return "   ".join(" ".join(word) for word in name.upper().split())
        case "soft_hyphens":
            return " ".join(hyphenate(word, "\u00ad") for word in name.split(" "))
    return name


def hyphenate(word: str, mark: str) -> str:
    """Put ``mark`` between the two halves of a long word, before a consonant as syllables begin."""
    for place in range(len(word) // 2, len(word) - 3):
        if (
            len(word) >= 9
            and word[place].lower() in "bdfgklmnprstv"
            and word[place - 1].lower() in "aeiouyåäö"
        ):
            return word[:place] + mark + word[place:]
    return word


def fill_heading(phrase: str, facts: Facts, year: int) -> str:
    """A column heading with its year and municipality."""
    return phrase.format(year=year, name=facts.municipality, named=facts.named)
