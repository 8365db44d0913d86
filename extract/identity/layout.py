"""The parts of a document by their printed words: covers, contents, section headings, area headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extract.identity.cover import read_lines
from extract.identity.names import find_mentions
from extract.identity.pagetext import Squeezed, clean_text
from extract.instrument import Area, find_areas
from extract.textpass import PageText

TITLES = ("kommunkompassen", "kommunekompasset", "kommunekompas")
COVER_LETTERS = 1700  # a cover with contents, address and evaluators has fewer
TITLE_LETTERS = 120  # a longer line is a sentence
PROSE_LETTERS = 60  # lines of prose are longer
FEW_LONG_LINES = 6  # of contents or evaluators on a cover
FEW_WORDS = 450  # letters; a cover without contents has fewer
RUNNING = 3  # pages on which a line must stand to be a running header
SHORTEST_REPORT = 8  # pages
LONGEST_GAP = 15  # pages of a report without any heading
PLACED_SHARE = 0.8  # of a page's letters that must be found again by their place
FEW_LETTERS = 40  # a page with fewer is a picture, whatever a scanner may have stamped on it

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

_ASSEMBLY_WORDS = re.compile(
    r"tjänsteskrivelse|förslag till beslut|sammanträdesprotokoll|föredragningslista|\bkallelse\b|\bdnr\b"
    r"|diarienummer|ärendebeskrivning|protokollsutdrag|saksframlegg|møteinnkalling|saksnummer|møteprotokoll"
    r"|ärendelista|sammanträdesdatum",
    re.IGNORECASE,
)
_ASSEMBLY_OPENING = re.compile(r"kallelse|sammanträde|protokoll|møteinnkalling|møtebok", re.IGNORECASE)
_TITLE_ACT = re.compile(
    r"analysav|evaluering(?:en)?a[vf]|^analys$|utvärderingav|forvaltningspraksiseni|sammenstillingenav"
)
_REPORT_WORDS = re.compile(r"rapport|utvärder|evaluering|besök")
_PM_WORDS = re.compile(r"^(?:pm|promemoria)\b|\bx{3,}|återkoppling", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page of a document with its cleaned text and what is printed as lines of their own."""

    source: PageText
    text: str
    running: frozenset[str] = frozenset()  # lines, without digits, of several pages, one before this

    @property
    def number(self) -> int:
        """1-based."""
        return self.source.number

    @cached_property
    def lines(self) -> list[str]:
        """Cleaned lines in the order of the text pass."""
        return [line for line in self.text.splitlines() if line]

    @cached_property
    def squeezed(self) -> Squeezed:
        """The letters of the page."""
        return Squeezed.of(self.text)

    @cached_property
    def is_landscape(self) -> bool:
        """Whether the page is wider than high, as a slide is."""
        return self.source.width > self.source.height

    @cached_property
    def has_text(self) -> bool:
        """Whether more than a stamp is printed as text."""
        return len(self.squeezed.letters) >= FEW_LETTERS

    @cached_property
    def squeezed_lines(self) -> list[str]:
        """The letters of each line."""
        return [Squeezed.of(line).letters for line in self.lines]

    @cached_property
    def section_marks(self) -> frozenset[str]:
        """Which wordings of a report's section headings stand on the page."""
        return frozenset(mark for mark in SECTION_MARKS if mark in self.squeezed.letters)

    @cached_property
    def is_contents(self) -> bool:
        """Whether the page begins a report's list of contents."""
        letters = self.squeezed.letters
        return any(line in CONTENTS_MARKS for line in self.squeezed_lines) and any(
            mark in letters for mark in OPENING_MARKS
        )

    @cached_property
    def is_assembly(self) -> bool:
        """Whether the page is a council's or committee's own: agenda, minutes, a covering letter."""
        return len({match.casefold() for match in _ASSEMBLY_WORDS.findall(self.text)}) >= 2

    @cached_property
    def opens_assembly(self) -> bool:
        """Whether the page begins as a call to a meeting or its minutes do."""
        return _ASSEMBLY_OPENING.search("\n".join(self.lines[:3] + self.lines[-3:])) is not None

    @cached_property
    def own_lines(self) -> list[str]:
        """The letters of the lines that do not run through the document as headers and footers."""
        return [line for line in self.squeezed_lines if strip_digits(line) not in self.running]

    @cached_property
    def is_cover(self) -> bool:
        """Whether the page is a report's cover: the instrument's name, whose analysis it is, little else."""
        letters = "".join(self.own_lines)
        if len(letters) > COVER_LETTERS or self.is_assembly or self.is_landscape:
            return False
        short = [line for line in self.own_lines if len(line) <= TITLE_LETTERS]
        titled = any(line.startswith(TITLES) or line.endswith(TITLES) for line in short)
        return (
            titled and self.prose_lines <= FEW_LONG_LINES and any(_TITLE_ACT.search(line) for line in short)
        )

    @cached_property
    def may_be_cover(self) -> bool:
        """Whether the page has few words, which name the instrument, a municipality and a report or visit."""
        letters = "".join(self.own_lines)
        if len(letters) > FEW_WORDS or self.is_landscape or self.areas_named:
            return False
        if _ASSEMBLY_WORDS.search(self.text) or _PM_WORDS.search(self.text):
            return False
        named = any(title in letters for title in TITLES) and bool(find_mentions(self.squeezed))
        return named and _REPORT_WORDS.search(letters) is not None

    @cached_property
    def continues_cover(self) -> bool:
        """Whether the page after a cover holds a few words more of it: evaluators, visit, date."""
        has_part = self.is_contents or self.section_marks or self.areas_named or self.is_assembly
        return not has_part and len(self.squeezed.letters) < FEW_WORDS and self.prose_lines == 0

    @cached_property
    def prose_lines(self) -> int:
        """How many lines are as long as prose."""
        return sum(len(line) > PROSE_LETTERS for line in self.own_lines)

    @cached_property
    def area_lines(self) -> list[tuple[str, tuple[Area, ...]]]:
        """Lines, or two lines together, that print an area's name and nothing but numbers besides."""
        found: list[tuple[str, tuple[Area, ...]]] = []
        for index, line in enumerate(self.lines):
            areas = find_areas(line) if len(line) < 200 else ()
            if not areas and index + 1 < len(self.lines) and len(line) < 100:
                line = f"{line}\n{self.lines[index + 1]}"
                areas = find_areas(line)
            if areas:
                found.append((line, areas))
        return found

    @cached_property
    def areas_named(self) -> frozenset[int]:
        """The numbers of the areas whose names are printed as lines of their own."""
        return frozenset(area.area_no for _, areas in self.area_lines for area in areas)


@dataclass(frozen=True)
class Report:
    """The pages of a document that make up the evaluation report, without what it is bound together with."""

    pages: tuple[Page, ...]
    covers: tuple[Page, ...]
    ordered: dict[int, list[str]]  # lines by place on the page, where the file was at hand

    def list_lines(self, page: Page) -> list[str]:
        """The page's lines in reading order, as far as that is known."""
        return self.ordered.get(page.number, page.lines)

    @property
    def front(self) -> tuple[Page, ...]:
        """The pages up to the first area heading after the contents, where the report says what it is."""
        return self.pages[:8]


def prepare_pages(pages: Sequence[PageText]) -> list[Page]:
    """Clean every page's text, and find the lines that run through the document."""
    texts = [clean_text(page.text) for page in pages]
    lines = [{strip_digits(Squeezed.of(line).letters) for line in text.splitlines()} for text in texts]
    counts = Counter(line for on_page in lines for line in on_page)
    running = frozenset(line for line, times in counts.items() if times >= RUNNING)
    prepared: list[Page] = []
    seen: frozenset[str] = frozenset()
    for page, text, on_page in zip(pages, texts, lines, strict=True):
        prepared.append(Page(page, text, seen))
        seen |= running & on_page
    return prepared


def strip_digits(letters: str) -> str:
    """A line without its digits, which change from page to page in a running header."""
    return re.sub(r"\d", "", letters)


def find_report(pages: Sequence[Page], path: Path | None = None) -> Report:
    """The part of a document that is the report; the whole document when nothing else is bound with it.

    With ``path``, the lines of the first pages are put in reading order by their place.
    """
    first, last = _find_ends(pages)
    body = tuple(page for page in pages if first <= page.number <= last and not page.is_assembly)
    covers = _choose_covers(body)
    wanted = {page.number for page in (*covers, *body[:6])}
    ordered = read_lines(path, wanted) if path is not None else {}
    return Report(body, covers, {page.number: lines for page in body for lines in _trust(page, ordered)})


def place_lines(report: Report, path: Path) -> Report:
    """The report with all its lines by their place, for where the text pass runs lines together."""
    ordered = read_lines(path, {page.number for page in report.pages})
    placed = {page.number: lines for page in report.pages for lines in _trust(page, ordered)}
    pages = tuple(
        Page(page.source, "\n".join(placed.get(page.number, page.lines)), page.running)
        for page in report.pages
    )
    return Report(pages, report.covers, placed)


def _trust(page: Page, ordered: dict[int, list[str]]) -> list[list[str]]:
    """The placed lines, unless the page's text was read by OCR and the file itself holds only a stamp."""
    lines = ordered.get(page.number, [])
    letters = sum(len(Squeezed.of(line).letters) for line in lines)
    return [lines] if letters >= PLACED_SHARE * len(page.squeezed.letters) else []


def _find_ends(pages: Sequence[Page]) -> tuple[int, int]:
    """The numbers of the report's first and last page."""
    if not pages:
        return 1, 0
    covers = [page.number for page in pages if page.is_cover]
    parts = [page.number for page in pages if page.is_contents or page.section_marks]
    bound = any(page.is_assembly for page in pages) or pages[0].opens_assembly
    if not bound or not (covers or parts):
        return (covers or [pages[0].number])[0], pages[-1].number
    first = covers[0] if covers else _step_back(pages, parts[0])
    last = first
    for page in pages:
        marked = page.section_marks or page.area_lines
        if marked and last <= page.number <= last + LONGEST_GAP:
            last = page.number
    return first, last


def _choose_covers(body: tuple[Page, ...]) -> tuple[Page, ...]:
    """The first page that is a cover, or the first of all, and covers of further reports bound with it."""
    covers: list[Page] = []
    for page in body:
        if page.is_cover and (not covers or page.number > covers[-1].number + SHORTEST_REPORT):
            covers.append(page)
    covers = covers or list(body[:1])
    followers = [page for page in body if covers and page.number == covers[0].number + 1]
    return tuple(covers + [page for page in followers if page.continues_cover])


def _step_back(pages: Sequence[Page], first: int) -> int:
    """The page before the contents is the cover when it holds little and is not the assembly's own."""
    before = next((page for page in pages if page.number == first - 1), None)
    if before is None or before.is_assembly or before.opens_assembly:
        return first
    is_plain = before.may_be_cover or len(before.squeezed.letters) < FEW_WORDS
    return first - 1 if is_plain else first
