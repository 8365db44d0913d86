"""The record of a pull, as the archive stores it."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from extract.records import Origin, Reason
from extract.sniff import Body
from extract.sources.masking import mask_address

Purpose = Literal["document", "robots", "landing_page", "snapshot"]
Status = Literal["fetched", "unchanged", "archived_copy", "unavailable"]


@dataclass(frozen=True)
class PullRecord:
    """One pull: what was requested and what came. The secrets of addresses are masked.

    ``sha256`` names the bytes that came, or that a 304 confirmed; ``held`` the bytes that represent the
    address afterwards, which may be an earlier copy. ``final_url`` is where redirects ended; the validators
    (``etag``, ``last_modified``) belong to it. ``body_time`` is when the bytes of ``sha256`` last came in
    full. ``filename`` is the name that the server gave, made harmless; it is never used as a path. ``origin``
    is the catalogue's at that time, kept in case the line is removed.
    """

    url: str
    time: str  # ISO, UTC
    status: Status
    purpose: Purpose = "document"
    http_status: int | None = None
    sha256: str | None = None
    held: str | None = None
    size: int | None = None
    body: Body | None = None
    body_time: str | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    filename: str | None = None
    reasons: tuple[Reason, ...] = ()
    last_success: str | None = None
    origin: Origin = "published"

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", mask_address(self.url))
        if self.final_url:
            object.__setattr__(self, "final_url", mask_address(self.final_url))
