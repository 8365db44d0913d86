"""Web pages about the instrument, drawn in the test: site, design and what is told of whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.instrument import AREAS

SCORES = (61, 48, 73, 55, 67, 70, 52, 64)
NAMES = tuple(AREAS[2010, area_no].name for area_no in range(1, 9))
Page = Callable[[str], str]


def frame(municipality: str, title: str, body: str, *, form: str = "kommun", aside: str = "") -> bytes:
    """A page of a municipality's site with head, navigation and foot."""
    site = f"{municipality} {form}"
    links = "<ul><li><a href='/a'>Bygga och bo</a></li><li><a href='/b'>Kultur och fritid</a></li></ul>"
    return (
        f"<!doctype html><html lang='sv'><head><meta charset='utf-8'><title>{title} | {site}</title></head>"
        f"<body><header><a href='/'>{site}</a><nav>{links}</nav></header><main><h1>{title}</h1>{body}</main>"
        f"<aside>{aside}</aside><footer><p>{site}, 0470-10 00 00</p></footer></body></html>"
    ).encode()


def rows(*columns: Sequence[object]) -> str:
    """The rows of a table: the areas' names, then the columns given."""
    lines = zip(NAMES, *columns, strict=True)
    return "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)


def write_list(item: str, scores: Sequence[int] = SCORES) -> str:
    """A list with one item for each area; ``item`` has the places ``{name}``, ``{score}`` and ``{no}``."""
    items = zip(range(1, 9), NAMES, scores, strict=True)
    lines = (item.format(no=no, name=name, score=score) for no, name, score in items)
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
