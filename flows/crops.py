"""Pictures of the places of published numbers for the site, drawn once and kept in the data directory."""

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
MANNER = f"1 {PART_DOTS_PER_INCH} {PART_ABOVE} {PART_BELOW} {PART_QUALITY}"  # drawn anew when it differs


def make_drawer(data: UPath | str) -> DrawPart:
    """What draws parts of archived reports, taking those from the data directory that were drawn before.

    It returns ``None`` where the bytes are not held or the page cannot be drawn, and says so in the log.
    """
    root = open_store(data)
    archive = Archive(root / "archive")

    def draw(sha256: str, page: int, boxes: Sequence[Box]) -> Part | None:
        places = [[box.x0, box.top, box.x1, box.bottom] for box in boxes]
        key = hashlib.sha256(json.dumps([MANNER, places]).encode()).hexdigest()[:16]
        kept = root / FOLDER / sha256[:2] / f"{sha256[:16]}-{page}-{key}.webp"
        beside = kept.with_suffix(".json")
        if beside.exists() and kept.exists():
            return Part(kept.read_bytes(), Box(*json.loads(beside.read_text(encoding="utf-8"))))
        try:
            with archive.local_copy(sha256) as path:
                picture, region = draw_part(path, page, boxes)
        except Exception as error:  # noqa: BLE001 a damaged document fails in the drawing library's own ways
            log.warning("Page %d of document %s cannot be drawn for the site: %s", page, sha256[:12], error)
            return None
        write_whole(kept, picture)
        sides = [region.x0, region.top, region.x1, region.bottom]
        write_whole(beside, json.dumps(sides).encode())
        return Part(picture, region)

    return draw
