"""Telling people of failures and new quarantines, through Apprise; off unless addresses are set."""

from __future__ import annotations

import logging

from flows.page import write_page
from flows.report import MorningReport
from flows.settings import Settings

log = logging.getLogger("kommunkompassen.notify")


def is_worth_telling(report: MorningReport) -> bool:
    """A failed run and a document newly held back are; a quiet night and a trial are not."""
    return report.state == "failed" or (report.state != "held" and bool(report.newly_held))


def notify(report: MorningReport, settings: Settings) -> bool:
    """Send the morning report to the addresses in ``notify_urls`` if it is worth telling.

    Returns whether it was sent to all. A notification that fails is logged and fails nothing else; no address
    is ever logged, because addresses hold passwords.
    """
    if not settings.notify_urls or not is_worth_telling(report):
        return False
    from apprise import Apprise, NotifyFormat, NotifyType

    messenger = Apprise()
    understood = [messenger.add(address.get_secret_value()) for address in settings.notify_urls]
    failed = report.state == "failed"
    title = "the nightly run failed" if failed else f"{len(report.newly_held)} newly held back"
    sent = bool(
        messenger.notify(
            title=f"Kommunkompassen: {title}",
            body=write_page(report),
            body_format=NotifyFormat.MARKDOWN,
            notify_type=NotifyType.FAILURE if failed else NotifyType.WARNING,
        )
    )
    if not sent or not all(understood):
        log.error("A notification could not be sent; check notify_urls (%d set)", len(settings.notify_urls))
    return sent and all(understood)
