"""Find the evaluated municipality in the titles on a report's covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.identity.dates import find_dates
from extract.identity.layout import TITLES
from extract.identity.names import FORM, Country, Name, find_mentions, look_up_name, names_no_municipality
from extract.identity.pagetext import Squeezed

_TITLE_ACT = re.compile(
    r"(?:\banalys|\butvärdering|\bevaluering(?:en)?)\s+a[vf]\s+(?:forvaltningspraksisen\s+i\s+)?"
    r"|\bforvaltningspraksisen\s+i\s+|\bevalueringene\s+i\s+|^av\s+"
    r"|\b(?:återföring|tilbakemelding)\s+till?\s+(?-i:(?=[A-ZÅÄÖÆØ]))",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_PART = re.compile(
    r"^(?:innehåll|innholds|utvärderare|utvärderingslag|\d+\.? +\w|rapport\b|ks-k )", re.IGNORECASE
)
EVALUATORS = re.compile(
    r"utvärderare|utvärderingslag|evaluator|\b(?:skl|skr|ks)\b|sveriges kommuner|svenska komm", re.I
)
_LEADING_WORDS = re.compile(r"[a-zåäöæø ]*")  # a capital begins a person's name
_LIST_OF_NAMES = re.compile(r"\s*(?:,|\bog\b|\boch\b|\bsamt\b|&)\s*", re.IGNORECASE)
_SEVERAL = re.compile(r"\bkommun(?:er|ene|erna|ar|ane)\b", re.IGNORECASE)
_FORM_WORD = re.compile(rf"\b{FORM}\b", re.IGNORECASE)
_NAMED_FORM = re.compile(rf"(?<![^\W\d_])(?-i:[A-ZÅÄÖÆØ])[\w-]*\s*(?:-\s+)?{FORM}\b", re.IGNORECASE)
RUNS_ON = re.compile(r"^.{30,} [^\W\d_]+[-\u2010,]?$")  # a long line whose sentence goes on
_LABEL = re.compile(  # of a form's field
    r"(?:utvärderad|granskad|evaluert) kommune?|"
    r"kommune?n? som (?:(?:har|er|ble|blev|vart) )?"
    r"(?:utvärdera(?:t?s|des)|granska(?:t?s|des)|evaluer(?:t|es))",
    re.IGNORECASE,
)
_SENTENCE_DONE = re.compile(r"[a-zåäöæø]{3}[.!?](?:\s|$)")
_SENTENCE_END = re.compile(r"(?<=[a-zåäöæø]{3})[.!?:](?=\s+[A-ZÅÄÖÆØ])")


@dataclass(frozen=True)
class Named:
    """A municipality named at one place of the report; several names if the spelling fits several."""

    names: frozenset[Name]
    printed: str


def has_form(target: str) -> bool:
    """Whether a title contains *kommun*, *stad*, *kommune* or *herad* after a word with a capital.

    *hur en kommun leds* speaks of any municipality and names none, known or unknown.
    """
    return _NAMED_FORM.search(target) is not None


def find_title_targets(lines: Sequence[str]) -> Iterator[str]:
    """Find the words after *Analys av* and the like in titles, without dates and evaluators."""
    return (target for target, in_prose in _find_targets(lines) if not in_prose)


def find_told_targets(lines: Sequence[str]) -> Iterator[str]:
    """Find the words after *analys av* and the like in sentences of running text, which are no titles."""
    return (target for target, in_prose in _find_targets(lines) if in_prose)


def _find_targets(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Find the words of up to three lines after *Analys av*, and whether they are in running text."""
    text = "\n".join(lines)
    for match in _TITLE_ACT.finditer(text):
        parts: list[str] = []
        for line in text[match.end() :].split("\n")[:3]:
            sentence = _SENTENCE_END.split(line)[0]
            cut = _cut_date(sentence)
            part = cut.strip(" ." if cut == line else " .,")
            if not part or _NEXT_PART.search(part) or EVALUATORS.search(part):
                break
            if parts and not _goes_on(" ".join(parts)):
                break
            parts.append(part)
            if sentence != line:
                break
        if parts:
            yield " ".join(parts), _is_in_prose(lines, text.count("\n", 0, match.start()))


def _is_in_prose(lines: Sequence[str], at: int) -> bool:
    """Whether a line continues the sentence of the long line before it, or is continued by the next ones.

    The lines of a title may continue each other, too, but no sentence ends in them.
    """
    before = lines[at - 1] if at else ""
    after = " ".join(lines[at + 1 : at + 3])
    runs_on = RUNS_ON.search(lines[at]) and after[:1].islower()
    ends = _SENTENCE_DONE.search(f"{lines[at]} {after}") is not None
    return ends and bool(runs_on or (RUNS_ON.search(before) and lines[at][:1].islower()))


def _goes_on(target: str) -> bool:
    """Whether the name in a title continues on the next line."""
    return target.endswith((",", "-", "&", " og", " och")) or not (
        _FORM_WORD.search(target) or names_no_municipality(target) or "region" in target.casefold()
    )


def _cut_date(line: str) -> str:
    """Cut a title line before its date or year."""
    dates = find_dates(line)
    if dates:
        line = line[: dates[0].place]
    return re.sub(r"\b20\d\d\b.*$", "", line)


def read_target(target: str, folded: bool) -> Named | None:
    """Find the municipality that the words of a title name, in full or by its bare name."""
    text = Squeezed.of(target)
    mentions = find_mentions(text, folded=folded)
    if mentions and not _LEADING_WORDS.fullmatch(text.show(0, mentions[0].start)):
        return None
    if mentions:
        return Named(mentions[0].names, mentions[0].printed)
    country: Country
    for country in ("SE", "NO"):
        names = look_up_name(target, country, folded=folded)
        if names:
            return Named(names, target)
    return None


def list_several(target: str) -> list[str]:
    """List the municipalities of a title that names more than one; an empty list for any other title."""
    parts = _LIST_OF_NAMES.split(_SEVERAL.sub("", _FORM_WORD.sub("", target)))
    names = [name for part in parts for country in ("NO", "SE") for name in _look_up(part, country)]
    if len(set(names)) > 1:
        return sorted(set(names))
    several = _SEVERAL.search(target) and len(parts) > 1 and all(part.strip()[:1].isupper() for part in parts)
    return [part.strip() for part in parts] if several else []


def _look_up(part: str, country: str) -> list[str]:
    names = look_up_name(part, "NO" if country == "NO" else "SE")
    return [name for _, name in names]


def find_beside_instrument(lines: Sequence[str], folded: bool) -> Iterator[Named]:
    """Find the municipality that follows the instrument's name on the same line."""
    for line in lines:
        text = Squeezed.of(line)
        title = next((title for title in TITLES if text.letters.startswith(title)), None)
        for mention in find_mentions(text, folded=folded) if title else ():
            if title and mention.start == len(title):
                yield Named(mention.names, mention.printed)


def find_labelled(lines: Sequence[str], folded: bool) -> Iterator[Named]:
    """Find the municipality in a form's field: a label on a line of its own, and the name below it."""
    for label, line in pairwise(lines):
        if _LABEL.fullmatch(label.strip(" :")):
            named = read_target(line.strip(), folded)
            if named is not None and len(find_mentions(Squeezed.of(line), folded=folded)) <= 1:
                yield named


def find_lone_titles(lines: Sequence[str], folded: bool) -> Iterator[Named]:
    """Find lines in capitals with only a municipality, or it and a year, outside the lists of evaluators."""
    in_evaluators = False
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        if EVALUATORS.search(line) or "," in line:
            in_evaluators = True
            continue
        if re.match(r"kommun ?kompassen|analys|innehåll|\d{4}", line, re.IGNORECASE):
            in_evaluators = False
        name = _cut_date(line).strip(" .")
        text = Squeezed.of(name)
        mentions = find_mentions(text, folded=folded)
        if not mentions or (mentions[0].start, mentions[-1].end) != (0, len(text.letters)):
            continue
        wraps = before.endswith((",", " och", " OCH", "&")) or in_evaluators
        if not wraps and _is_capital(name):
            yield Named(mentions[0].names, mentions[0].printed)


def _is_capital(name: str) -> bool:
    words = name.split()
    return words[-1].isupper() or (words[0].isupper() and len(words[0]) > 2)
