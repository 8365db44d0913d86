"""Read captions that name several quantities, and headings that say on which side of a mean points lie.

``Poäng 2018 och förändring sedan utvärderingen 2014.`` says of each of two columns what it is, and does not
make both of them changes. ``Över rikssnittet`` says where the points below it lie, not whose they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.claims.owner import AREA_NAMES, Claim, find_other_kind, judge_heading
from extract.instrument import MAX_SCORE
from extract.meaning.known import is_known
from extract.meaning.terms import OF_SOMEBODY, understand
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ReadingKind
from extract.series.headings import says_something
from extract.series.records import Series
from extract.vocabulary import LETTERS, list_own_words

JOINS, SHOWS = join_phrases("joins quantities"), join_phrases("shows quantities")
PART_END = re.compile(rf"\s{JOINS}\s|,\s(?:{JOINS}\s)?|;\s", re.IGNORECASE)
INTRODUCTION = re.compile(  # before the name of a quantity
    rf"^\W*(?:(?:\w+\W+){{0,6}}?{SHOWS}\W+)?(?:{join_phrases('in their order')}\W+)*", re.IGNORECASE
)
SIDE_OF_MEAN = compile_phrases("side of a mean")
BESIDE_SIDE = compile_phrases("said of a side")
LEVEL = ("row", "pillar")  # relations of numbers that stand above and below others, not beside them
SIGNED_OR_MOST = frozenset({ReadingKind.CHANGE, ReadingKind.MAX_SCORE})  # kinds that the numbers show
FARTHEST = 25.0  # points; of eight distances from a mean at least one is smaller


@dataclass(frozen=True)
class Quantity:
    """What one part of a caption names."""

    words: str
    kind: ReadingKind


def heed_captions(found: Sequence[Series], own_totals: Container[float], identity: Identity) -> list[Series]:
    """Return the series; those about which a caption says what they are have its words as their heading.

    Such a caption is no text around them any more, nor is a heading that only tells a side of a mean.
    """
    columns: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for each in found:
        columns[each.relation, str(each.presentation)].append(each)
    named = {
        id(each): series
        for beside in columns.values()
        for each, series in zip(beside, _read_captions(beside, own_totals, identity), strict=True)
    }
    return [_drop_sides(named[id(each)], own_totals, identity) for each in found]


def _read_captions(
    beside: Sequence[Series], own_totals: Container[float], identity: Identity
) -> Sequence[Series]:
    """Return the columns of a presentation as its caption of several quantities explains them."""
    if len(beside) < 2 or beside[0].relation in LEVEL:
        return beside
    for text in dict.fromkeys(text for each in beside for text in _list_texts(each)):
        quantities = list_quantities(text, identity)
        columns = quantities and (
            _assign(beside, quantities, own_totals) or _find_headed(beside, quantities, identity)
        )
        if columns:
            beside = [_explain(each, text, columns.get(id(each))) for each in beside]
    return beside


def _explain(series: Series, text: str, quantity: Quantity | None) -> Series:
    """Put the words of a column's quantity in the place of a caption; those of others are its heading."""
    if quantity is None:
        return _drop_texts(series, {text})
    if quantity.kind is not ReadingKind.SCORE:
        return replace(_drop_texts(series, {text}), heading=quantity.words)
    around, above, below, beside = (
        tuple(quantity.words if each == text else each for each in texts)
        for texts in (series.around, series.above, series.below, series.beside)
    )
    return replace(series, around=around, above=above, below=below, beside=beside)


def list_quantities(text: str, identity: Identity) -> list[Quantity]:
    """List the quantities that a caption names, in its order.

    Empty unless it names several of which exactly one is the own points, and it has no other parts.
    """
    parts = [INTRODUCTION.sub("", part) for part in PART_END.split(text.rstrip(" .:"))]
    kinds = [_judge_quantity(part, identity) for part in parts]
    if len(parts) < 2 or kinds.count(ReadingKind.SCORE) != 1 or None in kinds:
        return []
    return [Quantity(part, kind) for part, kind in zip(parts, kinds, strict=True) if kind is not None]


def names_own_among(text: str, identity: Identity) -> bool:
    """Whether a caption names several quantities, and one as the municipality's or of this round."""
    own = [each for each in list_quantities(text, identity) if each.kind is ReadingKind.SCORE]
    return any(judge_heading(each.words, identity).claim is Claim.OWN for each in own)


def _judge_quantity(part: str, identity: Identity) -> ReadingKind | None:
    """Return the kind of a quantity; ``None`` if its words do not decide it.

    Words on others are the caption's owner in a part that only names a change or a maximum. Goals beside
    points are those of a plan, which only quotes the points: they are no quantity here.
    """
    told = understand(AREA_NAMES.sub(" ", part), identity)
    if "target" in told.whose:
        return None
    kind = find_other_kind(told, identity)
    if kind is None:
        is_of_points = told.named or told.whose & {"own", "got"} or "points" in told.what
        is_own = is_of_points and not told.whose & OF_SOMEBODY and is_known(part, identity, frozenset())
        return ReadingKind.SCORE if is_own else None
    of_others = told.whose & OF_SOMEBODY or told.other
    is_clear = is_known(part, identity, frozenset({ReadingKind.PREVIOUS})) and not of_others
    return None if kind in SIGNED_OR_MOST and not is_clear else kind


def _assign(
    beside: Sequence[Series], quantities: Sequence[Quantity], own_totals: Container[float]
) -> dict[int, Quantity]:
    """Assign the quantities to columns without headings; the keys are the identities of the series.

    Signs show changes, and hundreds maxima; the others stand in the order of the caption. Empty if columns
    and quantities do not match, or if the own points have others beside them that the numbers do not show
    and do not add up to the municipality's own total.
    """
    if any(says_something(each.heading) for each in beside):
        return {}
    found: dict[int, Quantity] = {}
    for kind in (*SIGNED_OR_MOST, None):
        columns = sorted((each for each in beside if _find_shown_kind(each) is kind), key=_find_left)
        named = [each for each in quantities if (each.kind if each.kind in SIGNED_OR_MOST else None) is kind]
        if len(columns) != len(named):
            return {}
        pairs = list(zip(columns, named, strict=True))
        found |= {id(each): quantity for each, quantity in pairs}
        own = [each for each, quantity in pairs if quantity.kind is ReadingKind.SCORE]
        if len(columns) > 1 and not all(each.is_whole and each.total in own_totals for each in own):
            return {}
    return found


def _find_left(series: Series) -> float:
    return min(pair.number.word.x0 for pair in series.pairs.values())


def _find_shown_kind(series: Series) -> ReadingKind | None:
    """Return the kind that the numbers themselves show: signs are changes, hundreds maxima."""
    numbers = [pair.number for pair in series.pairs.values()]
    if any(number.value < 0 or (number.signed and number.value) for number in numbers):
        return ReadingKind.CHANGE
    return ReadingKind.MAX_SCORE if all(number.value == MAX_SCORE for number in numbers) else None


def _find_headed(
    beside: Sequence[Series], quantities: Sequence[Quantity], identity: Identity
) -> dict[int, Quantity]:
    """Assign the own points of a caption to the one column with a heading that may have them.

    Empty unless headings, or the numbers themselves, give every other quantity of the caption a column.
    """
    kinds = [
        find_other_kind(understand(AREA_NAMES.sub(" ", each.heading), identity), identity)
        or _find_shown_kind(each)
        for each in beside
    ]
    others = {each.kind for each in quantities} - {ReadingKind.SCORE}
    left = [each for each, kind in zip(beside, kinds, strict=True) if kind is None]
    if not others <= set(kinds) or len(left) != 1 or not says_something(left[0].heading):
        return {}
    return {id(left[0]): each for each in quantities if each.kind is ReadingKind.SCORE}


def _drop_sides(series: Series, own_totals: Container[float], identity: Identity) -> Series:
    """Drop the headings that only tell a side of a mean, unless the numbers may be distances from it."""
    is_total = series.is_whole and series.total in own_totals
    if not is_total and min(series.values.values(), default=0) <= FARTHEST:
        return series
    return _drop_texts(series, {text for text in _list_texts(series) if tells_side(text, identity)})


def tells_side(text: str, identity: Identity) -> bool:
    """Whether a text says only on which side of a mean something lies: ``Områden under snittet``.

    ``Poäng över snittet`` may be distances.
    """
    found = SIDE_OF_MEAN.search(text)
    if found is None:
        return False
    told = understand(text[found.end() :], identity)
    is_mean = told.whose == {"mean"} and not (told.what or told.when or told.years or told.unknown)
    own = list_own_words(identity)
    before = LETTERS.findall(BESIDE_SIDE.sub(" ", text[: found.start()]))
    return is_mean and not told.other and all(word.casefold() in own for word in before)


def _list_texts(series: Series) -> Iterator[str]:
    yield from (*series.around, *series.above, *series.below, *series.beside)


def _drop_texts(series: Series, said: Container[str]) -> Series:
    around, above, below, beside = (
        tuple(text for text in texts if text not in said)
        for texts in (series.around, series.above, series.below, series.beside)
    )
    return replace(series, around=around, above=above, below=below, beside=beside)
