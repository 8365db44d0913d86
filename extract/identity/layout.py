"""Recognise the parts of a document by their words: covers, contents, section headings, area headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from extract.identity.dates import MONTHS
from extract.identity.names import find_mentions
from extract.identity.pagetext import Squeezed, clean_text
from extract.instrument import Area, find_areas, list_labels, squeeze_text
from extract.page.textpass import PageText

TITLES = ("kommunkompassen", "kommunekompasset", "kommunekompas")
COVER_LETTERS = 1700  # a cover with contents, address and evaluators has fewer
TITLE_LETTERS = 120  # a longer line is a sentence
PROSE_LETTERS = 60  # lines of prose are longer
FEW_LONG_LINES = 6  # lines as long as prose that a cover may have (contents, evaluators)
FEW_LINES = 12  # all lines of so short a page count as its opening
FEW_WORDS = 450  # letters; a cover without contents has fewer
RUNNING = 3  # pages on which a line must be printed to count as a running header
BARE_LETTERS = (
    80  # most of a cover that names the instrument, the municipality and the month, and nothing else
)
FEW_LETTERS = 40  # a page with fewer is a picture, apart from a scanner's stamp

SECTION_MARKS = (
    "iförhållandetillkommunkompassen",
    "ikommunkompassenensammanfattning",
    "kommunensammanfattandegenomgång",
    "detaljeradgenomgångiförhållande",
    "detaljeradgenomgångperområde",
    "detaljeradgenomgångav",
    "genomgångiförhållandetillkommunkompassensåttaområden",
    "kommentarerknutnatillhuvudområdena",
    "poängsammanställning",
    "översiktavpoängfördelning",
    "poängöversikt",
    "resultatavhuvudområden",
    "styrkorochförslagtillförbättringsområden",
    "forvaltningspraksisprfokusområde",
    "forvaltningspraksisperfokusområde",
)
CONTENTS_MARKS = ("innehåll", "innehållsförteckning", "innholdsfortegnelse", "innhald", "innhold")
OPENING_MARKS = ("vadärkommunkompassen", "kvaerkommunekompasset", "hvaerkommunekompasset", "forord")

_ASSEMBLY_TERMS = (  # in lower case
    "tjänsteskrivelse",
    "förslag till beslut",
    "sammanträdesprotokoll",
    "föredragningslista",
    "kallelse",
    "dnr",
    "diarienummer",
    "ärendebeskrivning",
    "protokollsutdrag",
    "saksframlegg",
    "møteinnkalling",
    "saksnummer",
    "møteprotokoll",
    "ärendelista",
    "sammanträdesdatum",
)
_WHOLE_WORDS = {"kallelse", "dnr"}  # of these terms
_ASSEMBLY_WORDS = re.compile(
    "|".join(rf"\b{term}\b" if term in _WHOLE_WORDS else term for term in _ASSEMBLY_TERMS)
)
_CHAPTER = re.compile(r"\d{1,2}\.([1-8])\.?\s+(?=\D)")
_BADGE = re.compile(r"^\d{2}(?:[.,]5)?½?\s+(?=[^\W\d])")  # points before an area's name
_DIGIT = re.compile(r"\d")
_ASSEMBLY_OPENING = re.compile(r"kallelse|sammanträde|protokoll|møteinnkalling|møtebok", re.IGNORECASE)
_STAMP = re.compile(
    r"\bdnr\b|kallelse|sammanträd|protokoll|^bilaga\b|§|\bk[sf] |diarie|saksnr|møte", re.IGNORECASE
)
_TITLE_ACT = re.compile(  # "analysis of" a municipality, unlike sentences about the instrument in general
    r"(?:analysav|evaluering(?:en)?a[vf]|utvärdering(?:en)?av)"
    r"(?!kommune?[nr]s?|enkommun|hur|verksamhet|sätt|forvaltningspraksis(?:en)?ienkommun)"
    r"|^analys$|forvaltningspraksiseni(?!enkommun)|sammenstillingenav"
)
_REPORT_WORDS = re.compile(r"rapport|utvärder|evaluering|besök")
_MONTH_LINE = re.compile(rf"^\W*(?:{'|'.join(MONTHS)}) 20\d\d\W*$", re.IGNORECASE | re.MULTILINE)
_PM_WORDS = re.compile(r"^(?:pm|promemoria)\b|\bx{3,}|återkoppling", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page of a document with its cleaned text; the properties say what kind of page it is."""

    source: PageText
    text: str
    running: frozenset[str] = frozenset()  # running headers, without digits, that an earlier page has too
    stamps: frozenset[str] = frozenset()  # lines, without digits, that most pages have
    among_wide: bool = False  # most pages of the document are wider than high

    @property
    def number(self) -> int:
        """The 1-based page number."""
        return self.source.number

    @cached_property
    def lines(self) -> list[str]:
        """The cleaned lines in the order of the text pass, without empty ones."""
        return [line for line in self.text.splitlines() if line]

    @cached_property
    def squeezed(self) -> Squeezed:
        """The page's letters and digits, with their positions."""
        return Squeezed("".join(self.squeezed_lines), self.text)

    @cached_property
    def is_landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.source.width > self.source.height

    @property
    def lies_across(self) -> bool:
        """Whether the page is wider than high while most pages of the document are not."""
        return self.is_landscape and not self.among_wide

    @cached_property
    def has_text(self) -> bool:
        """Whether the page has more text than a stamp."""
        return len(self.squeezed.letters) >= FEW_LETTERS

    @cached_property
    def squeezed_lines(self) -> list[str]:
        """The letters and digits of each line."""
        return [squeeze_text(line) for line in self.lines]

    @cached_property
    def section_marks(self) -> frozenset[str]:
        """The wordings of a report's section headings that the page contains."""
        return frozenset(mark for mark in SECTION_MARKS if mark in self.squeezed.letters)

    @cached_property
    def is_contents(self) -> bool:
        """Whether the page has the beginning of a report's list of contents."""
        letters = self.squeezed.letters
        return any(line in CONTENTS_MARKS for line in self.squeezed_lines) and any(
            mark in letters for mark in OPENING_MARKS
        )

    @cached_property
    def is_assembly(self) -> bool:
        """Whether the page is a council's or committee's paper: an agenda, minutes or a covering letter."""
        text = "\n".join(self.unstamped_lines).lower()
        if sum(term in text for term in _ASSEMBLY_TERMS) < 2:  # much quicker told than by the expression
            return False
        return len(set(_ASSEMBLY_WORDS.findall(text))) >= 2

    @cached_property
    def unstamped_lines(self) -> list[str]:
        """The lines without those that most pages of the document have, such as a registry's stamp."""
        both = zip(self.lines, self.squeezed_lines, strict=True)
        return [line for line, letters in both if strip_digits(letters) not in self.stamps]

    @cached_property
    def opens_assembly(self) -> bool:
        """Whether the page begins like the summons to a meeting or its minutes."""
        lines = self.unstamped_lines
        opening = lines if len(lines) <= FEW_LINES else lines[:3] + lines[-3:]
        return _ASSEMBLY_OPENING.search("\n".join(opening)) is not None

    @cached_property
    def own_lines(self) -> list[str]:
        """The letters of the lines that are no running headers and footers."""
        return [line for line in self.squeezed_lines if strip_digits(line) not in self.running]

    @cached_property
    def is_cover(self) -> bool:
        """Whether the page is a report's cover: the instrument, the analysed municipality and little else."""
        letters = "".join(self.own_lines)
        if len(letters) > COVER_LETTERS or self.is_assembly or self.lies_across:
            return False
        short = [line for line in self.own_lines if len(line) <= TITLE_LETTERS]
        titled = any(line.startswith(TITLES) or line.endswith(TITLES) for line in short)
        return (
            titled and self.prose_lines <= FEW_LONG_LINES and any(_TITLE_ACT.search(line) for line in short)
        )

    @cached_property
    def may_be_cover(self) -> bool:
        """Whether the page has few words: the instrument, a municipality and a report, a visit or a month."""
        letters = "".join(self.own_lines)
        if len(letters) > FEW_WORDS or self.lies_across or self.areas_named:
            return False
        if _ASSEMBLY_WORDS.search("\n".join(self.unstamped_lines).lower()) or _PM_WORDS.search(self.text):
            return False
        named = any(title in letters for title in TITLES) and bool(find_mentions(self.squeezed))
        is_bare = len(letters) <= BARE_LETTERS and _MONTH_LINE.search(self.text) is not None
        return named and (is_bare or _REPORT_WORDS.search(letters) is not None)

    @cached_property
    def continues_cover(self) -> bool:
        """Whether the page, if it follows a cover, continues it with evaluators, visit or date."""
        has_part = self.is_contents or self.section_marks or self.areas_named or self.is_assembly
        return not has_part and len(self.squeezed.letters) < FEW_WORDS and self.prose_lines == 0

    @cached_property
    def prose_lines(self) -> int:
        """The number of lines that are as long as prose."""
        return sum(len(line) > PROSE_LETTERS for line in self.own_lines)

    @cached_property
    def area_lines(self) -> list[tuple[str, tuple[Area, ...]]]:
        """Lines, or pairs of lines, that consist of an area's name and numbers, with the areas they fit."""
        labels = [label for label in list_labels() if label in self.squeezed.letters]
        found: list[tuple[str, tuple[Area, ...]]] = []
        both = zip(self.lines, [*self.lines[1:], ""], pairwise([*self.squeezed_lines, ""]), strict=True)
        for line, next_line, (letters, next_letters) in both if labels else ():
            joined = letters + next_letters
            if not any(label in joined for label in labels):
                continue
            areas = _find_areas(_BADGE.sub("", line)) if len(line) < 200 else ()
            if not areas and len(line) < 100:
                line = f"{line}\n{next_line}"
                areas = find_areas(line)
            if areas:
                found.append((line, areas))
        return found

    @cached_property
    def areas_named(self) -> frozenset[int]:
        """The numbers of the areas in ``area_lines``."""
        return frozenset(area.area_no for _, areas in self.area_lines for area in areas)


def _find_areas(line: str) -> tuple[Area, ...]:
    """Find the areas that a line names; a chapter's number before the name must end with the area's."""
    chapter = _CHAPTER.match(line)
    areas = find_areas(line[chapter.end() :] if chapter else line)
    return areas if chapter is None or {area.area_no for area in areas} == {int(chapter[1])} else ()


def prepare_pages(pages: Sequence[PageText]) -> list[Page]:
    """Clean the text of all pages and find the running headers and stamps."""
    return list(_prepare(tuple(pages)))


@lru_cache(maxsize=1)  # kind and identity of a document are determined one after the other
def _prepare(pages: tuple[PageText, ...]) -> tuple[Page, ...]:
    texts = [clean_text(page.text) for page in pages]
    lines = [{strip_digits(squeeze_text(line)) for line in text.splitlines()} for text in texts]
    counts = Counter(line for on_page in lines for line in on_page)
    running = frozenset(line for line, times in counts.items() if times >= RUNNING)
    stamps = frozenset(line for line in running if counts[line] > len(pages) / 2)
    wide = sum(page.width > page.height for page in pages) * 2 > len(pages)
    prepared: list[Page] = []
    seen: frozenset[str] = frozenset()
    for page, text, on_page in zip(pages, texts, lines, strict=True):
        prepared.append(Page(page, text, seen, stamps, among_wide=wide))
        seen |= running & on_page
    return tuple(prepared)


def is_stamp(line: str) -> bool:
    """Whether a line is a registry's mark (*Bilaga 5 KS § 81*), whose date is not the report's."""
    return _STAMP.search(line) is not None


@lru_cache(maxsize=8192)  # the lines of a page are asked for several times
def strip_digits(letters: str) -> str:
    """Remove the digits of a line, because in a running header they change from page to page."""
    return letters if letters.isalpha() else _DIGIT.sub("", letters)
