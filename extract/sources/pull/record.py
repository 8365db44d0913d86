"""What is written down about every pull."""

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
    """One pull: what was asked, what came, what it means. Of addresses the secrets are masked.

    ``sha256`` names the bytes that came, or that a 304 confirmed; ``held`` those that hold the address's
    place afterwards. ``final_url`` is where redirects ended, the address the validators belong to.
    ``body_time`` is when the bytes of ``sha256`` last came whole. ``origin`` is what the catalogue said of
    the address then: it is remembered when the line is taken out.
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
    filename: str | None = None  # as the server names it, made harmless; never used as a path
    reasons: tuple[Reason, ...] = ()
    last_success: str | None = None
    origin: Origin = "published"

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", mask_address(self.url))
        if self.final_url:
            object.__setattr__(self, "final_url", mask_address(self.final_url))
