"""Pictures of the places of published numbers on their pages, for the site; cached in the data directory."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence

from upath import UPath

from extract.page.pictures import PART_ABOVE, PART_BELOW, PART_DOTS_PER_INCH, PART_QUALITY, draw_part
from extract.records import Box
from extract.sources.archive import Archive
from extract.sources.store import open_store, write_whole
from warehouse.site.crops import DrawPart, Part

log = logging.getLogger("kommunkompassen.site")

FOLDER = "cache/crops"
DRAWING = f"1 {PART_DOTS_PER_INCH} {PART_ABOVE} {PART_BELOW} {PART_QUALITY}"  # a part of the cache's key


def make_drawer(data: UPath | str) -> DrawPart:
    """Make a function that draws parts of pages of archived reports, or takes them from the cache.

    The function returns ``None``, and logs why, when the document's bytes are not in the archive or the page
    cannot be drawn.
    """
    root = open_store(data)
    archive = Archive(root / "archive")

    def draw(sha256: str, page: int, boxes: Sequence[Box]) -> Part | None:
        places = [[box.x0, box.top, box.x1, box.bottom] for box in boxes]
        key = hashlib.sha256(json.dumps([DRAWING, places]).encode()).hexdigest()[:16]
        cached = root / FOLDER / sha256[:2] / f"{sha256[:16]}-{page}-{key}.webp"
        cached_region = cached.with_suffix(".json")
        if cached_region.exists() and cached.exists():
            return Part(cached.read_bytes(), Box(*json.loads(cached_region.read_text(encoding="utf-8"))))
        try:
            with archive.local_copy(sha256) as path:
                picture, region = draw_part(path, page, boxes)
        except Exception as error:  # noqa: BLE001 a damaged document fails in the drawing library's own ways
            log.warning("Page %d of document %s cannot be drawn for the site: %s", page, sha256[:12], error)
            return None
        write_whole(cached, picture)
        sides = [region.x0, region.top, region.x1, region.bottom]
        write_whole(cached_region, json.dumps(sides).encode())
        return Part(picture, region)

    return draw
