"""What the sentences right above a presentation say of its numbers, however they end.

The sentence printed last before a table, a list or a chart speaks of it, caption or not. One that tells of an
earlier round, of another municipality, of a mean, of a goal or of what the municipality thinks of itself takes
the numbers away; none gives any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.instrument import EDITIONS
from extract.records import Identity, ReadingKind
from extract.vocabulary import AVERAGE, EARLIER, YEAR, names_other

GOT = (
    r"(?:blev|ble|vart|fick|fikk|fekk|var|hade|hadde|nådde|erhöll|uppnådde|oppnådde|gav|ga|låg|lå|såg|så|visade|viste|"
    r"landade|hamnade|utvärderades)"
)
PAST = re.compile(
    rf"{EARLIER.pattern}|\bförr\b|\bförrförra|\bfjol|\bi fjor|\b{GOT}\W+(?:\w+\W+){{0,2}}(?:då|da)\b|"
    rf"^\W*(?:då|da)\W+{GOT}\b|\bdåvarande|\bdåtida|\bden gången|\bden gongen|"
    r"\b(?:sist|senast) (?:vi|kommunen|man)\b|\bsist\W*$|\bförsta (?:utvärdering|mätning|besök)|"
    r"\b(?:inför|före|innan) (?:förbättringsarbet|omorganisation)|\bhistorisk|\btillbakablick",
    re.IGNORECASE,
)
MEAN = re.compile(
    rf"{AVERAGE.pattern}|\brikets\b|\blandets\b|\blänets\b|"
    r"\b(?:typisk|normal|vanlig|medelstor|genomsnittlig)\w* (?:\w+ ){0,2}kommun|\bkommuner flest|\bflest\w* kommuner",
    re.IGNORECASE,
)
ANOTHER = re.compile(
    r"\bgrann(?:e|ar|kommun|ort|stad)|\bnabo(?:en|er|kommun)|\bvänort|\b(?:en )?(?:annan|annen|anna) kommun|"
    r"\b(?:jämförbar|liknande|likartad|lignende|påhittad|fiktiv|tänkt|oppdiktet)\w* (?:\w+ ){0,2}kommun|"
    r"\bexempel|\beksempel|\bdømekommun",
    re.IGNORECASE,
)
NOT_GIVEN = re.compile(  # by the evaluators
    r"själv\W?(?:skatt|värder|bedöm)|sj[øö]lv\W?(?:vurder|evaluer)|\bselv\W?(?:vurder|evaluer|angivel)|"
    r"\b(?:egen|egna|egne|eigen) (?:skattning|bedömning|värdering|vurdering|evaluering)|"
    r"\bmål(?:et|en|bild\w*|sättning\w*|poäng\w*|nivå\w*|värden?)? (?:för|till|inför|är|var|som)\b|"
    r"\b(?:följande|egna|satta|våra|dessa) mål\b|\bmålsättning|\bambition|\bprognos|\bsikta[rd]?e?\b|\bsikter\b",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"(?<!som )(?:jämför|sammenlign|samanlikn)\w* med|\bän\b|\benn\b|\bsedan (?:förra|föregående|den)|"
    r"\b(?:över|under|vid|mot) (?:\w+ )?(?:genom|medel|snitt|median)|\bförbättra|\bhögre\b|\blägre\b|\bhöjt|\bökat|"
    r"skillnad|\bbåde\b|\bsamt\b|parentes|parantes",
    re.IGNORECASE,
)
OF_A_VERSION = re.compile(r"version|revider|instrument|modell|utvecklad|introducera", re.IGNORECASE)


def say_otherwise(sentences: Iterable[str], identity: Identity) -> ReadingKind | None:
    """Whose numbers the sentences above them say they are, if not this round's points; None for nothing."""
    return next((kind for text in sentences if (kind := _say_otherwise(text, identity)) is not None), None)


def _say_otherwise(text: str, identity: Identity) -> ReadingKind | None:
    years = {int(year) for year in YEAR.findall(text)}
    if identity.round in years or COMPARES.search(text):
        return None
    if NOT_GIVEN.search(text) or ANOTHER.search(text) or names_other(text, identity):
        return ReadingKind.OTHER
    if MEAN.search(text):
        return ReadingKind.AVERAGE
    if PAST.search(text):
        return ReadingKind.PREVIOUS
    if years and identity.round is not None and not OF_A_VERSION.search(text) and not years & {*EDITIONS}:
        return ReadingKind.PREVIOUS if max(years) < identity.round else ReadingKind.OTHER
    return None
