"""Words in a text about numbers that do not make the numbers another municipality's or another year's."""

from __future__ import annotations

import re
from functools import cache

from extract.instrument import EDITIONS, MAIN_AREAS, SPELLINGS
from extract.records import Identity, ReadingKind
from extract.vocabulary import AVERAGE, EVERYONE, HEADING_WORD, LETTERS, YEAR, names_other

OF_OTHERS = frozenset({ReadingKind.AVERAGE, ReadingKind.OTHER})
EVERY_KIND = OF_OTHERS | {ReadingKind.PREVIOUS}
LEAST_WORD = 3  # letters; shorter words are not checked, as they may be pieces of broken words
OWN_CLAUSE = re.compile(
    r"\b(?:kommun(?:en|e)?|staden|regionen|vi|ni|dere)\W+(?:\w+\W+){0,9}?"
    r"(?:fått|får|fick|når|nått|nådde|uppnår|uppnått|uppnådde|erhåller|erhållit|erhöll|oppnår|oppnådde|oppnådd|"
    r"fikk|fekk)\b|"
    r"\b(?:har|får|fick|fikk)\W+(?:kommunen|staden|regionen|vi)\W+(?:fått\b|po[äe]ng)",
    re.IGNORECASE,
)
UNREAL = re.compile(
    r"\b(?:skulle|kunde|kunne|kan|ska|skall|skal|vill|vil|bör|borde|burde|om|hvis|mål\w*)\b", re.IGNORECASE
)
KNOWN_WORD = re.compile(
    r"(?:poäng|poeng)\w*|resultat\w*|utfall\w*|sammanfatt\w*|sammendrag|samandrag|översikt\w*|oversikt\w*|"
    r"sammanställning\w*|sammenstilling\w*|fördel\w*|fordel\w*|redovis\w*|framgår|visar|visas|viser|vises|syns|anges|"
    r"tabell\w*|diagram\w*|figur\w*|bild\w*|kapitel|kapittel|bilaga|"
    r"nedan|nedanför|nedenfor|under|följande|følgende|enligt|etter|efter|slik|så|här|her|hur|hvordan|sig|seg|"
    r"som|är|er|blev|ble|vart|har|fick|får|fått|gick|gikk|ges|till|til|från|fra|mellan|mellom|med|"
    r"varje|hver|hvert|alla|åtta|åtte|de|dem|dei|deras|dess|dessa|ett|en|ei|et|sin|sitt|sina|vardera|"
    r"inom|innen|område\w*|\w*områden?\w*|delfråg\w*|fråg\w*|tema\w*|nr|"
    r"utvärder\w*|evaluer\w*|analys\w*|genomgång\w*|gjennomgang\w*|detaljer\w*|kommentar\w*|knutna|knyttet|"
    r"förhållande|forhold|högsta|høyeste|högst|høyst|möjlig\w*|mulig\w*|kriteri\w*|profil\w*|"
    r"skl|skr|sveriges|svenska|kommuner|landsting|regioner|kommunförbundet|ks|avdelningen|sektionen|ekonomi|"
    r"demokrati|styrning|rapport|sid|sida|side|källa|kilde|kort|siffr\w*|tal|tallene|"
    r"delområden\w*|nuläge|läget|helhet\w*|totalt|totala|sammantag\w*|samman\w*|samlet|samla\w*|dei|der|forvaltningspraksis\w*|praxis\w*|praksis\w*|per|kompass\w*|i|ii|iii|x",
    re.IGNORECASE,
)
AVERAGE_WORD = re.compile(  # additional words of a table with a column of averages or of other municipalities
    r"\w*genomsnitt\w*|\w*gjennomsnitt\w*|medel\w*|\w*snitt(?:et)?|median\w*|andra|andre|övriga|samtliga|kommuner\w*|"
    r"kommunar|riket\w*|landet\w*|länet\w*|utvärderade|senast\w*|siste|jämför\w*|sammenlign\w*|samanlik\w*|mot|"
    r"motsvarande|skillnad\w*|differens\w*|både|begge|samt|parentes\w*|står|streck\w*|stapl\w*|linje\w*|över",
    re.IGNORECASE,
)
EARLIER_WORD = re.compile(  # additional words of a table with a column of an earlier round
    r"tidigare|föregående|förra|tidligere|forrige|førre|utveckling\w*|utvikling\w*|förändring\w*|endring\w*|ändring\w*|"
    r"mätning\w*|måling\w*|över|over|tid|sedan|siden|sidan|frå|både|begge|två|tre|to|rundor|runder|år\w*|mot|samt|jämför\w*|"
    r"sammenlign\w*|samanlik\w*|parentes\w*|står|skillnad\w*|gång\w*|gang\w*|första|andra|tredje|\w*utveckling",
    re.IGNORECASE,
)


def is_known(text: str, identity: Identity, apart: frozenset[ReadingKind]) -> bool:
    """Whether no word of a text can mean that the numbers are not the municipality's own of this round.

    That is so if a clause says that the municipality received them, or if every word is known. ``apart`` are
    the kinds of numbers with columns of their own in the table: their words are known there, too.
    """
    if OWN_CLAUSE.search(text) and not (
        any(words.search(text) for words in (UNREAL, AVERAGE, EVERYONE)) or names_other(text, identity)
    ):
        return True
    years = [int(year) for year in YEAR.findall(text)]
    if years and identity.round and not apart and identity.round not in years and not {*years} & {*EDITIONS}:
        return False
    own = {part.casefold() for part in LETTERS.findall(identity.municipality or "")}
    own |= {f"{part}s" for part in own}
    whole = re.sub(r"(?<=\w)-\s+(?=[a-zåäöæø])", "", text)
    return all(
        len(word) < LEAST_WORD
        or HEADING_WORD.fullmatch(word)
        or KNOWN_WORD.fullmatch(word)
        or word.casefold() in own
        or word.casefold() in list_area_words()
        or (ReadingKind.PREVIOUS in apart and EARLIER_WORD.fullmatch(word))
        or (apart & OF_OTHERS and AVERAGE_WORD.fullmatch(word))
        for word in LETTERS.findall(whole)
    )


@cache
def list_area_words() -> frozenset[str]:
    """List the words of all area names, casefolded."""
    names = [*(each.spelling for each in SPELLINGS), *MAIN_AREAS]
    return frozenset(word.casefold() for name in names for word in LETTERS.findall(name))
