"""What a drawn report says: the truth that readings are compared with."""

from __future__ import annotations

import random
from dataclasses import dataclass

from extract.instrument import AREAS, SPELLINGS

MUNICIPALITIES = {
    "sv": [
        ("0180", "Stockholm", "stad"),
        ("0139", "Upplands-Bro", "kommun"),
        ("0583", "Motala", "kommun"),
        ("0665", "Vaggeryd", "kommun"),
        ("0980", "Gotland", "region"),
        ("1080", "Karlskrona", "kommun"),
        ("1292", "Ängelholm", "kommun"),
        ("1380", "Halmstad", "kommun"),
        ("1440", "Ale", "kommun"),
        ("1463", "Mark", "kommun"),
        ("1490", "Borås", "stad"),
        ("1784", "Arvika", "kommun"),
        ("1883", "Karlskoga", "kommun"),
        ("2283", "Sollefteå", "kommun"),
        ("2417", "Norsjö", "kommun"),
        ("2580", "Luleå", "kommun"),
    ],
    "nb": [
        ("NO-0216", "Nesodden", "kommune"),
        ("NO-0514", "Lom", "kommune"),
        ("NO-1029", "Lindesnes", "kommune"),
    ],
}
OTHERS = ["Nacka", "Tyresö", "Umeå", "Helsingborg", "Örebro", "Sundsvall"]
YEARS = {2002: (2003, 2009), 2010: (2011, 2015), 2016: (2017, 2019), 2020: (2020, 2024)}
MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "nb": [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ],
}
SUBJECTS = [
    "arbetet med öppenhet",
    "informationen till invånarna",
    "dialogen med medborgarna",
    "etiska frågor",
    "tillgängligheten",
    "bemötandet",
    "klagomålshanteringen",
    "valfriheten",
    "de politiska målen",
    "uppföljningen",
    "rollfördelningen",
    "delegationen",
    "chefsuppdragen",
    "ledarutvecklingen",
    "budgetprocessen",
    "jämförelserna",
    "resursfördelningen",
    "den interna kontrollen",
    "rekryteringen",
    "kompetensutvecklingen",
    "lönesättningen",
    "jämställdheten",
    "kvalitetsarbetet",
    "medarbetarnas idéer",
    "lärandet av andra",
    "digitaliseringen",
    "näringslivsfrågorna",
    "föreningslivet",
    "kulturlivet",
    "hållbarheten",
    "de internationella kontakterna",
    "samhällsplaneringen",
    "tryggheten",
    "samverkan med grannkommuner",
    "kommunikationen",
    "medarbetarsamtalen",
    "hälsoarbetet",
    "serviceåtagandena",
    "innovationsarbetet",
    "omvärldsbevakningen",
]
TOPICS = [
    "Strategi för {}",
    "Stöd och verktyg för {}",
    "Mål och uppföljning av {}",
    "Hur styrs {}?",
    "Kommunens syn på {}",
]
QUESTIONS = [
    "Finns det en av fullmäktige beslutad strategi för {}, och är den känd i hela organisationen?",
    "I vilken utsträckning följs {} upp minst en gång per år och hur redovisas resultatet?",
    "Hur arbetar kommunen med {} och hur används erfarenheterna?",
]


@dataclass(frozen=True)
class SubareaFact:
    """A sub-area as the overview prints it."""

    label: str
    score: float
    max_score: float


@dataclass(frozen=True)
class Facts:
    """Everything a drawn report may print. Tuples of eight are in the order of the areas."""

    language: str
    edition: int
    code: str
    municipality: str
    form: str
    year: int
    month: int
    day: int
    areas: tuple[str, ...]
    scores: tuple[float, ...]
    averages: tuple[float, ...]
    earlier: tuple[tuple[int, tuple[float, ...]], ...]  # newest first
    others: tuple[tuple[str, tuple[float, ...]], ...]
    subareas: tuple[tuple[SubareaFact, ...], ...]
    total_mistake: float = 0  # by how much the printed total is wrong
    hidden_area: int | None = None  # an area that no presentation prints

    @property
    def total(self) -> float:
        """The total as printed."""
        return sum(self.scores) + self.total_mistake

    @property
    def area_numbers(self) -> list[int]:
        """The areas that presentations print."""
        return [area_no for area_no in range(1, 9) if area_no != self.hidden_area]

    @property
    def month_name(self) -> str:
        return MONTHS[self.language][self.month - 1]

    @property
    def named(self) -> str:
        """The municipality as running text names it."""
        return f"Region {self.municipality}" if self.form == "region" else f"{self.municipality} {self.form}"

    @property
    def genitive(self) -> str:
        if self.form == "region":
            return f"Region {self.municipality}"
        ending = "" if self.municipality[-1] in "sxz" else "s"
        return f"{self.municipality}{ending} {self.form}"


def make_facts(rng: random.Random, language: str, edition: int, *, halves: bool, questions: bool) -> Facts:
    """Random facts of one edition; ``halves`` gives half points, ``questions`` long sub-area labels."""
    code, municipality, form = rng.choice(MUNICIPALITIES[language])
    year = rng.randint(*YEARS[edition])
    scores = draw_scores(rng, halves)
    averages = draw_scores(rng, False)
    first = year - rng.randint(2, 4)
    years = [first, first - rng.randint(1, 3), first - rng.randint(4, 6)]
    others = rng.sample([name for name in OTHERS if name != municipality], 2)
    return Facts(
        language=language,
        edition=edition,
        code=code,
        municipality=municipality,
        form=form,
        year=year,
        month=rng.randint(1, 12),
        day=rng.randint(1, 24),
        areas=tuple(_spell_area(rng, language, edition, area_no) for area_no in range(1, 9)),
        scores=scores,
        averages=averages,
        earlier=tuple((earlier, draw_scores(rng, halves)) for earlier in years),
        others=tuple((name, draw_scores(rng, False)) for name in others),
        subareas=tuple(_split_score(rng, score, halves, questions) for score in scores),
    )


def draw_scores(rng: random.Random, halves: bool) -> tuple[float, ...]:
    """Eight points between 28 and 94, half points among them if asked for."""
    return tuple(rng.randint(28, 94) + (rng.choice((0, 0.5)) if halves else 0) for _ in range(8))


def _spell_area(rng: random.Random, language: str, edition: int, area_no: int) -> str:
    spellings = [
        spelling.spelling
        for spelling in SPELLINGS
        if (spelling.edition, spelling.area_no, spelling.language) == (edition, area_no, language)
    ]
    return rng.choice(spellings) if spellings else AREAS[edition, area_no].name


def _split_score(rng: random.Random, score: float, halves: bool, questions: bool) -> tuple[SubareaFact, ...]:
    maxima = list(
        rng.choice([(20, 20, 20, 25, 15), (25, 25, 25, 25), (10, 15, 20, 15, 25, 15), (30, 30, 40)])
    )
    step = 0.5 if halves else 1.0
    parts = [step * int(score * most / 100 / step) for most in maxima]
    while sum(parts) < score:
        place = rng.choice([at for at, most in enumerate(maxima) if parts[at] < most])
        parts[place] += step
    forms = QUESTIONS if questions else TOPICS
    labels = [rng.choice(forms).format(subject) for subject in rng.sample(SUBJECTS, len(maxima))]
    return tuple(SubareaFact(*row) for row in zip(labels, parts, maxima, strict=True))
