"""Tell whether a sentence, or the title on a cover, says that a part of the municipality was evaluated.

``Socialnämnden har låtit utvärdera sin egen förvaltning``, ``Granskningen begränsades till skolan``, ``De
andra fyra förvaltningarna ingick inte``. That the evaluation was led from an office, or that departments are
named among those whom the evaluators met, says nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import dropwhile

from extract.phrases import compile_phrases, join_phrases

NOT, IS = r"(?:inte|ej|ikke|ikkje)", r"(?:är|var|er)"
ONLY, SINGLE = join_phrases("only"), join_phrases("single")
# ``barn- och utbildningsnämnden``, but not the unit that leads the municipality
NAMES = re.compile(r"(?:\w+-\s(?:och|og)\s|tekni\w+\s)?[\w-]+", re.IGNORECASE)
UNIT = re.compile(
    rf"(?!{join_phrases('leads the municipality')})(?:.*[\s-])?\w*?{join_phrases('unit of a municipality')}",
    re.IGNORECASE,
)
SEVERAL_UNITS = re.compile(rf"(?:.*[\s-])?\w*?{join_phrases('units of a municipality')}", re.IGNORECASE)
BRANCH = join_phrases("branch of a municipality")
ONE, UNITS = "⟦unit⟧", "⟦units⟧"  # what is put in the place of units, so that they are looked for once
ALONE = rf"{ONE}(?!\s*(?:,|och|og|samt|/))"  # in no list of places
SERVICES = r"(?:verksamhet(?:er|erna)|virksomhet(?:er|ene))"
EVALUATION, EXAMINES = join_phrases("the evaluation as work"), join_phrases("examines")
WAS_EXAMINED, TOOK_PART = join_phrases("was examined"), join_phrases("took part")
SUBJECT, CONCERNS = join_phrases("may concern a part"), join_phrases("concerns")
QUESTIONS, PUT_TO = join_phrases("questions put"), join_phrases("put to")
TO_OR_BY, AT = r"(?:till|til|av|mot)", r"(?:på|i|inom|hos|vid|ved|innen)"
ARTICLE = r"(?:en|ett|et|ei|ein|én)"
AND_NO_MORE = (  # than the evaluation itself: not ``deltog inte i lönekartläggningen``
    r"(?=\W*$|[.,;]|\s(?:och|og|men|utan|uten)\s|\s(?:i|av|vid|ved)\s(?:den\s|denna\s|denne\s|årets\s)?"
    rf"{EVALUATION})"
)
STAYED_AWAY = (
    rf"(?:{NOT}\s(?:\w+\s)?(?:{TOOK_PART}|{WAS_EXAMINED})|{TOOK_PART}\s{NOT}|"
    rf"(?:ble|vart|blei)\s{NOT}\s(?:\w+\s)?{EXAMINES}\w*|{join_phrases('stayed away')})"
)


def _write_words(most: int) -> str:
    """Return the source of an expression for up to so many words of one clause that is not denied."""
    return rf"\s(?:(?!{NOT}\s)[^\s.;:!?]+\s){{0,{most}}}?"


FEW, SOME, MANY = _write_words(1), _write_words(3), _write_words(6)
A_PART = rf"{SOME}{ALONE}"
EXPRESSIONS = (
    # Socialnämnden har beslutat att låta utvärdera sin egen förvaltning.
    (
        rf"{ONE}{SOME}{join_phrases('asks for an evaluation')}{MANY}{EXAMINES}{SOME}"
        rf"(?:{join_phrases('own part')}|\b(?:sin|sitt|vår|vårt)\s(?:(?:egen|eget|egna)\s)?{ONE})"
    ),
    # Det var bara räddningstjänsten som besöktes.
    (
        rf"(?:{ONLY}|\b(?:det|den)\s{IS}){SOME}{ONE}\s(?:i\s\w+\s)?som\s(?:\w+\s)?"
        rf"(?:{WAS_EXAMINED}|{TOOK_PART}){AND_NO_MORE}"
    ),
    # Det som har analyserats är socialförvaltningens arbete.
    rf"\bdet\ssom\s{WAS_EXAMINED}\s{IS}\s{ALONE}",
    # Skolförvaltningen är den enda som deltog.
    (
        rf"{ONE}\s{IS}\sden\s(?:enda|eneste|einaste)\s(?:[\w⟦⟧]+\s)?som\s(?:\w+\s)?"
        rf"(?:{WAS_EXAMINED}|{TOOK_PART}){AND_NO_MORE}"
    ),
    # Granskningen begränsades till skolan.
    rf"{EVALUATION}{SOME}{join_phrases('is limited')}{FEW}(?:till|til|på){FEW}{ONE}",
    # Utvärderingen genomfördes på socialförvaltningen.
    rf"{EVALUATION}{SOME}{join_phrases('is done')}{SOME}{AT}\s(?:\w+s\s)?{ALONE}",
    # Vi har den här gången utvärderat tekniska förvaltningen.
    (
        rf"(?:{join_phrases('visitors')}|\bvi)\s(?:[^\s,.;:!?]+\s){{0,5}}?"
        rf"{join_phrases('has evaluated')}\s{ALONE}"
    ),
    # Vanligen utvärderas en hel kommun, men Arvika valde en enda förvaltning.
    (
        rf"{join_phrases('a whole municipality')}[^.;:!?]*?\b(?:men|medan|mens)\s[^.;:!?]*?\b{ARTICLE}\s"
        rf"{SINGLE}\s(?:\w+\s)?(?:{ONE}|{UNITS})"
    ),
    # De andra fyra förvaltningarna har inte ingått.
    (
        rf"{join_phrases('other units')}{SOME}(?:{UNITS}|{SERVICES})\s(?:[^\s.;:!?]+\s){{0,2}}?"
        rf"{STAYED_AWAY}{AND_NO_MORE}"
    ),
    # Fem av kommunens sju förvaltningar avböjde att medverka.
    rf"\w+\sav{SOME}{UNITS}\s(?:[^\s.;:!?]+\s){{0,2}}?{STAYED_AWAY}",
    # Bara två av sju förvaltningar kunde delta.
    (
        rf"{ONLY}\s\w+\sav{SOME}{UNITS}\s(?:\w+\s)?"
        rf"(?:{join_phrases('to take part')}|{WAS_EXAMINED}|{TOOK_PART}){AND_NO_MORE}"
    ),
    # Utvärderingen rör enbart skolan, och är inte kommunövergripande utan gäller skolan.
    rf"{SUBJECT}\s(?:(?!som\s)[^\s.;:!?]+\s){{0,4}}?{CONCERNS}{A_PART}",
    rf"\butan\s{CONCERNS}{A_PART}",
    rf"{SUBJECT}\s(?:\w+\s)?{CONCERNS}\s{ONLY}\s{BRANCH}(?!\s*(?:,|samt|/))",
    rf"{CONCERNS}\s{ARTICLE}\s(?:{SINGLE}\s)?{ONE}",
    # Frågorna ställdes enbart till chefer på skolförvaltningen.
    rf"{QUESTIONS}\s(?:\w+\s){{0,2}}?{CONCERNS}\s{ONLY}{A_PART}",
    rf"{QUESTIONS}{FEW}{PUT_TO}\s{ONLY}\s{TO_OR_BY}{A_PART}",
    # Med kommunen menas i rapporten utbildningsförvaltningen.
    rf"{join_phrases('is meant by the municipality')}{A_PART}",
    # Förvaltningen får 498 poäng.
    rf"{ONE}\s{join_phrases('receives a total')}\s(?:\w+\s){{0,2}}?[1-7]\d\d(?:,5)?\s(?:av\s800\s)?po[äe]ng",
)
MAY_NAME_PART = re.compile(rf"{ONE}|{UNITS}|{SERVICES}|{ONLY}\s{BRANCH}", re.IGNORECASE)  # few sentences do
IS_OF_PART = re.compile("|".join(EXPRESSIONS), re.IGNORECASE)
ANOTHER_TOOL = compile_phrases("another tool")
TITLE_LINE = (
    re.compile(  # ``Barn- och utbildningsförvaltningen``, ``Delstudie av skolan``, ``Så leds skolan``
        rf"\W*(?:{join_phrases('a study of')}\s(?:av|för|for|{AT})\s(?:\w+s\s)?|(?:så|slik)\s\w+\s)?"
        rf"{ONE}(?:\s(?:och|og|i)\s(?:{ONE}|\w+(?:\skommune?)?))?\W*",
        re.IGNORECASE,
    )
)
INSTRUMENT = re.compile(r"kommune?kompass", re.IGNORECASE)
TITLE_LINES = 12  # at the top of a cover


def says_part(sentence: str) -> bool:
    """Whether a sentence says that a part of the municipality was evaluated."""
    marked = _mark_units(sentence)
    if MAY_NAME_PART.search(marked) is None or ANOTHER_TOOL.search(marked):
        return False
    return IS_OF_PART.search(marked) is not None


def find_part_in_title(lines: Sequence[str]) -> str | None:
    """Find a line that only names a part of the municipality, below the instrument's name on a cover.

    A line above it may be the sender.
    """
    top = [line.strip() for line in lines if line.strip()][:TITLE_LINES]
    titled = dropwhile(lambda line: INSTRUMENT.search(line) is None, top)
    return next((line for line in titled if TITLE_LINE.fullmatch(_mark_units(line))), None)


def _mark_units(text: str) -> str:
    return NAMES.sub(lambda found: _mark_unit(found[0]), text)


@lru_cache(maxsize=20_000)  # words come again and again
def _mark_unit(name: str) -> str:
    if UNIT.fullmatch(name):
        return ONE
    return UNITS if SEVERAL_UNITS.fullmatch(name) else name
