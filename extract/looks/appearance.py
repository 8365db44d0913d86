"""Check proved numbers against the page as it is shown: second parser, annotations, ink, and recognition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from extract.looks.charmaps import CharmapEvidence, list_figures
from extract.looks.overlay import find_annotated
from extract.looks.recognised import Print, can_recognise, recognise_numbers
from extract.looks.second_parser import SecondParser
from extract.page.book import Book
from extract.page.chars import Char
from extract.page.open_page import OpenPage, is_inside
from extract.recognition.crops import read_figures
from extract.recognition.ocr import OcrError
from extract.records import Finding, Proof, Reading, Reason, Verdict

ONE_LOOK = {Proof.SINGLE, Proof.AGREEMENT}  # proofs without arithmetic; a wrong character map can pass them
UNSEEN = (
    "The shapes of a font's figures are like those of others, and the picture does not tell plainly what it"
    " shows for {}."
)
ALIKE = {"1", "7"}  # digits that Tesseract often confuses
UNSURE = "A font's table of characters is wrong, and neither its codes nor a sum tell which figures it shows."
MOST_UNCLEAR = 2  # numbers that need not be recognised if a sum proves all


@dataclass
class _Seen:
    """What was found on the pages of the published numbers.

    ``differing`` has the readings that the second parser reads differently, with their texts; ``annotated``
    and ``unseen`` are the first reasons of that kind.
    """

    differing: list[tuple[Reading, str]] = field(default_factory=list)
    annotated: Reason | None = None
    unseen: Reason | None = None
    evidence: CharmapEvidence = field(default_factory=CharmapEvidence)


def judge_appearance(book: Book, verdict: Verdict, layers: Collection[int]) -> Verdict:
    """Return the verdict, or one that holds the document because the page does not show its numbers plainly.

    The reasons are ``not_seen``, ``annotated``, ``parsers_disagree``, ``looks_otherwise``, and ``needs_ocr``
    if Tesseract fails. Findings say what was settled otherwise. Numbers that were recognised on images were
    checked before. ``layers`` are the pages whose text is an invisible layer over an image.
    """
    reason, findings = _judge(book, verdict, layers)
    if reason:
        return Verdict(edition=verdict.edition, reasons=(reason,), findings=verdict.findings)
    if book.swaps:
        verdict = _call_recognised(verdict)
    return replace(verdict, findings=(*verdict.findings, *findings)) if findings else verdict


def _call_recognised(verdict: Verdict) -> Verdict:
    """Mark the scores as recognised, because their digits are those drawn and not those stored."""
    return replace(
        verdict,
        scores=tuple(
            replace(score, reading=replace(score.reading, from_image=True)) for score in verdict.scores
        ),
    )


def _judge(
    book: Book, verdict: Verdict, layers: Collection[int]
) -> tuple[Reason | None, tuple[Finding, ...]]:
    """Return the reason against publishing the numbers, if there is one, and the findings."""
    scores = [score.reading for score in verdict.scores]
    printed = [*scores, *([verdict.total] if verdict.total else [])]
    ink = [reading for reading in printed if not reading.from_image]
    stored = [reading for reading in scores if reading.from_image and reading.page in layers]
    seen = _look_at_pages(book, ink)
    if seen.unseen or seen.annotated:
        return seen.unseen or seen.annotated, ()
    is_one_look = any(score.proof in ONE_LOOK for score in verdict.scores)
    is_confirmed = seen.evidence.is_confirmed
    looked = [reading for reading in scores if not reading.from_image or reading in stored]
    if not looked or not (stored or seen.differing or is_one_look or not is_confirmed or book.swaps):
        return None, ()
    if book.swaps and is_one_look and not is_confirmed:
        return Reason("looks_otherwise", UNSURE), ()
    return _compare_looks(book, verdict, looked, bool(stored or book.swaps), seen)


def _compare_looks(
    book: Book, verdict: Verdict, looked: Sequence[Reading], is_stored: bool, seen: _Seen
) -> tuple[Reason | None, tuple[Finding, ...]]:
    disagreement = _explain_differing(seen.differing)
    if not can_recognise():
        return disagreement or _explain_shapes(seen.evidence), ()
    prints = [Print(each.text, each.page, each.box) for each in looked]
    try:
        found = recognise_numbers(book, prints)
    except OcrError:
        try:
            found = recognise_numbers(book, prints)
        except OcrError as error:
            return disagreement or Reason("needs_ocr", str(error)), ()
    for reading, figures in zip(looked, found, strict=True):
        if figures is not None and figures != read_figures(reading.text):
            return Reason(
                "looks_otherwise",
                f"The number stored as {reading.text} on page {reading.page} looks like {figures}: what the"
                " file says of its characters is not what it shows.",
            ), ()
    proved = all(score.proof in (Proof.SUM, Proof.SUBAREAS) for score in verdict.scores)
    plain = {sign for figures in found for sign in figures or ""} | (ALIKE if proved else set())
    unsure = seen.evidence.contradicted - plain
    if unsure:
        return Reason("looks_otherwise", UNSEEN.format(", ".join(sorted(unsure)))), ()
    if not (is_stored or disagreement):
        return None, ()
    unclear = sum(figures is None for figures in found)
    is_sure = seen.evidence.is_confirmed if book.swaps else proved
    if unclear > (MOST_UNCLEAR if is_sure else 0):
        sentence = f"{unclear} of the numbers stored over the picture cannot be told from it."
        return disagreement or Reason("looks_otherwise", sentence), ()
    if book.swaps:
        return None, (Finding("characters_mapped_wrong", _tell_swaps(book), looked[0].page),)
    if disagreement is None:
        return None, ()
    told = f"{disagreement.sentence} The page as it is shown bears out the numbers published."
    return None, (Finding("parser_overruled", told, seen.differing[0][0].page),)


def _explain_shapes(evidence: CharmapEvidence) -> Reason | None:
    if not evidence.contradictions:
        return None
    stored, shown = evidence.contradictions[0]
    return Reason("looks_otherwise", f"A figure stored as {stored} has the shape of {shown}.")


def _tell_swaps(book: Book) -> str:
    fonts = "; ".join(
        f"{name} shows " + ", ".join(f"{shown} for {stored}" for stored, shown in sorted(swaps.items()))
        for name, swaps in sorted(book.swaps.items())
    )
    return f"The table of characters of a font is wrong: {fonts}. The figures shown were taken."


def _look_at_pages(book: Book, readings: Sequence[Reading]) -> _Seen:
    by_page: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_page[reading.page].append(reading)
    seen = _Seen()
    if not by_page:
        return seen
    second = SecondParser(book.path)
    for number, own in by_page.items():
        opened = book.open_page(number)
        seen.unseen = seen.unseen or _find_unseen(opened, own)
        seen.annotated = seen.annotated or find_annotated(opened, own)
        if not book.swaps:
            seen.differing += _list_differing(opened, own, second)
        for reading in own:
            seen.evidence.add(opened, list_figures(opened, reading), second)
    return seen


def _list_differing(
    opened: OpenPage, readings: Sequence[Reading], second: SecondParser
) -> list[tuple[Reading, str]]:
    figures = opened.digits
    of_reading = [
        (reading, [char for char in figures if is_inside(char, reading.box)]) for reading in readings
    ]
    wanted = [char for _, chars in of_reading for char in chars]
    differing = {char.index for char in second.find_differing(opened.number, wanted)}
    return [
        (reading, reading.text)
        for reading, chars in of_reading
        if any(char.index in differing and not _is_laid_over(opened, char) for char in chars)
    ]


def _find_unseen(opened: OpenPage, readings: Sequence[Reading]) -> Reason | None:
    """Return the reason ``not_seen`` if the drawn page shows no ink of a number, or not all of it."""
    ink = opened.find_ink_near([reading.box for reading in readings])
    awry = ink.hidden | ink.torn
    figures = [char for char in opened.digits if char.text.isdigit() and char.index in awry]
    for reading in readings:
        own = [char for char in figures if is_inside(char, reading.box)]
        if own and not _stands_over(opened, own, awry):
            sentence = (
                f"The number {reading.text} on page {reading.page} is stored, but the page does not show it."
            )
            return Reason("not_seen", sentence)
    return None


def _stands_over(opened: OpenPage, unseen: Sequence[Char], awry: Collection[int]) -> bool:
    """Whether a visible digit stands at each of these: the number was printed over another one."""
    shown = [char for char in opened.digits if char.text.isdigit() and char.index not in awry]
    return all(
        any(
            abs(char.x0 - other.x0) < char.size and abs(char.origin[1] - other.origin[1]) < char.size / 2
            for other in shown
        )
        for char in unseen
    )


def _is_laid_over(opened: OpenPage, char: Char) -> bool:
    """Whether a character belongs to an annotation or form field, which the second parser does not read."""
    x, y = char.raw_origin
    return any(
        left - char.raw_size <= x <= right + char.raw_size
        and bottom - char.raw_size <= y <= top + char.raw_size
        for left, bottom, right, top in (annotation.bounds for annotation in opened.annotations)
    )


def _explain_differing(differing: Sequence[tuple[Reading, str]]) -> Reason | None:
    if not differing:
        return None
    reading, text = differing[0]
    return Reason(
        "parsers_disagree",
        f"Two parsers of PDF read the file differently: {len(differing)} of the numbers, {text} on page"
        f" {reading.page} the first, are not what the second finds there.",
    )
