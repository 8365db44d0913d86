"""Pictures of the places where published numbers are printed, one for each page that has some."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.records import Box
from warehouse.site.facts import Evaluation, Row

FOLDER = "crops"


@dataclass(frozen=True)
class Part:
    """A picture of a part of a page, in WebP; ``region`` is that part in PDF points."""

    picture: bytes
    region: Box


# Takes a document's sha256, a page (from 1) and the boxes to show; returns None when it cannot be drawn.
DrawPart = Callable[[str, int, Sequence[Box]], "Part | None"]


def draw_nothing(sha256: str, page: int, boxes: Sequence[Box]) -> None:
    """Draw nothing, for a site without pictures."""


class Crops:
    """The pictures of a site's numbers."""

    def __init__(self, site: Path, draw: DrawPart) -> None:
        self._site = site
        self._draw = draw
        self._regions: dict[tuple[str, int], Box] = {}

    def prepare(self, evaluation: Evaluation) -> None:
        """Draw and write the pictures of all pages on which an evaluation's points stand."""
        pages: dict[int, list[Box]] = {}
        for row in (*evaluation.scores, *evaluation.subareas):
            pages.setdefault(row["page"], []).append(find_box(row))
        sha256 = evaluation.row["document_sha256"]
        for page, boxes in sorted(pages.items()):
            part = self._draw(sha256, page, boxes)
            if part is not None:
                path = self._site / FOLDER / _name(sha256, page)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(part.picture)
                self._regions[sha256, page] = part.region

    def find(self, row: Row, root: str) -> Mapping[str, str] | None:
        """Find the picture of a row's number: its address, and the number's page and box for the script."""
        place = self.locate(row)
        if place is None:
            return None
        name, numbers = place
        return {"href": f"{root}{FOLDER}/{name}", "data": " ".join(f"{number:g}" for number in numbers)}

    def locate(self, row: Row) -> tuple[str, list[float]] | None:
        """Find the picture of a row's number.

        Returns its file name, and page, left, top, width and height; the last four in per cent of the
        picture.
        """
        region = self._regions.get((row["document_sha256"], row["page"]))
        if region is None:
            return None
        box = find_box(row)
        width, height = region.x1 - region.x0, region.bottom - region.top
        numbers = (
            (box.x0 - region.x0) / width,
            (box.top - region.top) / height,
            (box.x1 - box.x0) / width,
            (box.bottom - box.top) / height,
        )
        shown = [round(100 * number, 2) for number in numbers]
        return _name(row["document_sha256"], row["page"]), [row["page"], *shown]


def find_box(row: Mapping[str, Any]) -> Box:
    """The box of a row's printed number, in PDF points."""
    return Box(*(float(row[side]) for side in ("x0", "top", "x1", "bottom")))


def _name(sha256: str, page: int) -> str:
    return f"{sha256[:16]}-{page}.webp"
