"""The result of a pull: from its record, for the run and for the log."""

from __future__ import annotations

import logging
from dataclasses import replace

from extract.records import CatalogueLine, PullResult, Reason
from extract.sources.addresses import show_address
from extract.sources.masking import mask_address
from extract.sources.pull.record import PullRecord
from extract.sources.pull.wayback import SNAPSHOT
from extract.sources.times import stamp_time

log = logging.getLogger("kommunkompassen.pull")


def record_failure(
    url: str, reasons: tuple[Reason, ...], http_status: int | None, held: PullRecord | None
) -> PullRecord:
    """Make the record of a pull that failed; the last good copy, if any, still represents the address."""
    good = held if held and held.body == "pdf" else None
    return PullRecord(
        url=url,
        time=stamp_time(),
        status="unavailable",
        http_status=http_status,
        held=good.sha256 if good else None,
        final_url=good.final_url if good else None,
        reasons=reasons,
        last_success=good.last_success if good else None,
    )


def make_result(line: CatalogueLine, record: PullRecord) -> PullResult:
    """Make the result of pulling a line, with the secrets of its addresses masked."""
    url = mask_address(line.url)
    landing_page = mask_address(line.landing_page) if line.landing_page else None
    return PullResult(
        line=replace(line, url=url, landing_page=landing_page),
        status=record.status,
        sha256=record.held,
        http_status=record.http_status,
        reasons=record.reasons,
        pulled_from=find_source(record, url) if record.held else None,
        last_success=record.last_success,
    )


def find_source(record: PullRecord, url: str) -> str | None:
    """Find where the bytes came from, if from another address; a redirect's target loses its query."""
    if not record.final_url or record.final_url == url:
        return None
    return record.final_url if SNAPSHOT.match(record.final_url) else record.final_url.partition("?")[0]


def log_result(result: PullResult, record: PullRecord) -> None:
    """Log the result in one line."""
    shown = show_address(result.line.url)
    if result.status == "unavailable":
        why = " ".join(reason.sentence for reason in result.reasons)
        kept = " The last good copy keeps its place." if result.sha256 else ""
        log.warning("Unavailable: %s%s", why if shown in why else f"{shown}: {why}", kept)
        return
    codes = "".join(f", {reason.code}" for reason in result.reasons)
    log.info(
        "%s: %s (status %s, %s bytes, sha256 %s%s)",
        result.status.capitalize().replace("_", " "),
        shown,
        record.http_status or "none",
        record.size,
        (result.sha256 or "")[:12],
        codes,
    )
