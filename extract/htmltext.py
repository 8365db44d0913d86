"""Extract the own text of a web page: headings, paragraphs, lists and tables, without navigation.

Trafilatura finds the main content and keeps lists and tables; its result is split here into plain blocks.
Nothing is fetched and no script is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import trafilatura
from lxml import html

MOST_BYTES = 3_000_000  # a longer page is no article
MOST_BLOCKS = 2_000  # of a page; one with more is no article
MOST_CELLS = 5_000  # of a table; one with more is a data set
FEWEST_BLOCKS = 2  # that Trafilatura must find; otherwise the page is split without it
FURNITURE = ("nav", "header", "footer", "aside", "script", "style", "form", "noscript", "iframe", "svg")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
STRUCTURE = HEADINGS | {"ul", "ol", "dl", "table", "section", "article"}
MOST_PARAGRAPHS = 2  # of a cell of a table of data; more mean that the table lays out the page
BLOCKS = HEADINGS | {"p", "ul", "ol", "dl", "table", "div", "section", "article", "blockquote", "pre"}
OWN_NAME = ("title", "meta[@property='og:site_name']", "header", "footer", "small")
IMPRINT = re.compile(
    r"senast (?:ändrad|uppdaterad|granskad|publicerad)|sidansvarig|sist (?:endret|oppdatert|endra)"
    r"|^\W*(?:publicera[dt]|uppdatera[dt]|publisert|oppdatert|skriv ut|dela)\b.{0,60}$",
    re.IGNORECASE,
)
SPACE = re.compile(r"\s+")


class PageError(Exception):
    """The text of a web page cannot be extracted; the message says why."""


@dataclass(frozen=True)
class Text:
    """A heading, a paragraph or a list item, with single spaces; ``level`` is that of a heading, 1 to 6."""

    kind: Literal["heading", "paragraph", "item"]
    text: str
    level: int = 0


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``columns`` and ``rows`` are its spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """A table by rows."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Text | Table


@dataclass(frozen=True)
class Content:
    """The page's own blocks in reading order, its title, and texts in which the site's owner is named."""

    title: str
    publisher_texts: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(each.text for each in self.blocks if isinstance(each, Text) and each.kind == "heading")


def extract_content(page: bytes) -> Content:
    """Extract the own content of a web page.

    Raises ``PageError`` for a page with more than ``MOST_BYTES`` or ``MOST_BLOCKS``, and for bytes that are
    no web page.
    """
    if len(page) > MOST_BYTES:
        raise PageError(f"The page is {len(page):,} bytes long; {MOST_BYTES:,} are read at most.")
    whole = trafilatura.load_html(page)
    if whole is None:
        raise PageError("The bytes are no web page.")
    publisher_texts = tuple(_list_publisher_texts(whole))
    title = squeeze_spaces("".join(whole.xpath("string(//title)")))
    main = trafilatura.extract(
        page,
        output_format="html",
        include_tables=True,
        include_comments=False,
        favor_recall=True,
        deduplicate=False,
    )
    blocks = _list_own_blocks(html.fromstring(main)) if main is not None else ()
    if len(blocks) < FEWEST_BLOCKS:
        blocks = _list_own_blocks(_strip_furniture(whole))
    if len(blocks) > MOST_BLOCKS:
        raise PageError(f"The page has {len(blocks):,} blocks of text; {MOST_BLOCKS:,} are read at most.")
    return Content(title, publisher_texts, _add_title(title, blocks))


def squeeze_spaces(text: str) -> str:
    """Replace every run of white space with one space."""
    return SPACE.sub(" ", text).strip()


def _list_publisher_texts(whole: Any) -> Iterator[str]:
    for path in OWN_NAME:
        for element in whole.xpath(f"//{path}"):
            text = squeeze_spaces(element.get("content") or " ".join(element.itertext()))
            if text:
                yield text[:400]


def _list_own_blocks(element: Any) -> tuple[Block, ...]:
    return tuple(block for block in _list_blocks(element) if not _is_imprint(block))


def _strip_furniture(whole: Any) -> Any:
    """Return the main part of a page that is so short that Trafilatura joins all of its text."""
    for element in whole.xpath("|".join(f"//{name}" for name in FURNITURE)):
        element.drop_tree()
    mains = whole.xpath("//main|//article|//*[@role='main']|//body")
    return mains[0] if mains else whole


def _is_imprint(block: Block) -> bool:
    """Whether a paragraph only says when the page was changed and by whom."""
    return isinstance(block, Text) and block.kind == "paragraph" and IMPRINT.search(block.text) is not None


def _add_title(title: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put the page's title before the blocks as a heading, unless they begin with one."""
    first = blocks[0] if blocks else None
    if isinstance(first, Text) and first.kind == "heading":
        return tuple(blocks)
    return (Text("heading", title, 1), *blocks) if title else tuple(blocks)


def _list_blocks(element: Any) -> Iterator[Block]:
    """Yield the blocks in an element; text between blocks is a paragraph."""
    loose: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            loose.append(child.tail or "")
            continue
        if child.tag in BLOCKS or child.tag in {"body", "html", "head", "td", "li"}:
            yield from _end_loose(loose)
            yield from _read_block(child)
            loose = [child.tail or ""]
        elif any(True for _ in child.iter(*BLOCKS)):
            yield from _end_loose(loose)
            yield from _list_blocks(child)
            loose = [child.tail or ""]
        else:
            loose += [" " if child.tag == "br" else "", *child.itertext(), child.tail or ""]
    yield from _end_loose(loose)


def _end_loose(loose: Sequence[str]) -> Iterator[Block]:
    text = squeeze_spaces("".join(loose))
    if text:
        yield Text("paragraph", text)


def _read_block(element: Any) -> Iterator[Block]:
    if element.tag == "head":
        return
    if element.tag in HEADINGS:
        text = squeeze_spaces("".join(element.itertext()))
        if text:
            yield Text("heading", text, int(element.tag[1]))
    elif element.tag in {"ul", "ol", "dl"}:
        for item in element:
            yield from _read_item(item)
    elif element.tag == "table":
        yield from _read_table(element)
    elif element.tag in {"p", "pre"}:
        yield from _list_blocks(element) if _holds_block(element) else _split_lines(element)
    else:
        yield from _list_blocks(element)


def _split_lines(element: Any) -> Iterator[Block]:
    """Yield a paragraph for each line of an element that has line breaks."""
    lines: list[list[str]] = [[]]
    for part in element.iter():
        if part is not element and part.tag == "br":
            lines.append([])
        elif isinstance(part.tag, str):
            lines[-1].append(part.text or "")
        if part is not element:
            lines[-1].append(part.tail or "")
    for line in lines:
        text = squeeze_spaces("".join(line))
        if text:
            yield Text("paragraph", text)


def _read_item(item: Any) -> Iterator[Block]:
    if not isinstance(item.tag, str):
        return
    if any(True for _ in item.iter("ul", "ol", "table")):
        yield from _list_blocks(item)
        return
    text = squeeze_spaces(" ".join(item.itertext()))
    if text:
        yield Text("item", text)


def _holds_block(element: Any) -> bool:
    return any(child is not element for child in element.iter(*BLOCKS))


def _is_layout(cell: Any) -> bool:
    """Whether a cell contains a part of the page: headings, lists, tables or several paragraphs."""
    return (
        any(True for _ in cell.iter(*STRUCTURE)) or sum(True for _ in cell.iter("p", "div")) > MOST_PARAGRAPHS
    )


def _read_table(table: Any) -> Iterator[Block]:
    """Yield a table, or the blocks in its cells if the table only lays out the page."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells_of_all = [cell for row in rows for cell in row.iterchildren("td", "th")]
    if any(map(_is_layout if len(rows) > 1 else _holds_block, cells_of_all)):
        for row in rows:
            for cell in row.iterchildren("td", "th"):
                yield from _list_blocks(cell)
        return
    cells = [
        tuple(
            Cell(
                squeeze_spaces(" ".join(cell.itertext())),
                _read_span(cell, "colspan"),
                _read_span(cell, "rowspan"),
            )
            for cell in row.iterchildren("td", "th")
        )
        for row in rows
    ]
    if sum(map(len, cells)) > MOST_CELLS:
        raise PageError(f"A table of the page has more than {MOST_CELLS:,} cells.")
    if any(cells):
        yield Table(tuple(row for row in cells if row))


def _read_span(cell: Any, name: str) -> int:
    text = cell.get(name) or "1"
    return min(int(text), 50) if text.isascii() and text.isdigit() and len(text) <= 3 and int(text) else 1
