"""Notifications about a night's news, sent with Apprise to the addresses in ``notify_urls``."""

from __future__ import annotations

import logging

from flows.report.markdown import write_news
from flows.report.morning import MorningReport
from flows.settings import Settings

log = logging.getLogger("kommunkompassen.notify")


def is_worth_telling(report: MorningReport) -> bool:
    """Whether the run failed, or published, lost or held back something; a candidate is never announced."""
    news = report.published or report.newly_left or report.newly_held
    return report.state == "failed" or (report.state != "held" and bool(news))


def notify(report: MorningReport, settings: Settings) -> bool:
    """Send the news of the morning report to the addresses in ``notify_urls``, if there is any.

    Returns whether every address got it. A notification that fails is logged and does not fail the run. No
    address is logged, because such addresses contain passwords.
    """
    if not settings.notify_urls or not is_worth_telling(report):
        return False
    from apprise import Apprise, NotifyFormat, NotifyType

    messenger = Apprise()
    understood = [messenger.add(address.get_secret_value()) for address in settings.notify_urls]
    failed = report.state == "failed"
    told = {"new": report.published, "left": report.newly_left, "held back": report.newly_held}
    counts = ", ".join(f"{len(lines)} {what}" for what, lines in told.items() if lines)
    title = "the nightly run failed" if failed else counts
    sent = bool(
        messenger.notify(
            title=f"Kommunkompassen: {title}",
            body=write_news(report),
            body_format=NotifyFormat.MARKDOWN,
            notify_type=NotifyType.FAILURE if failed else NotifyType.WARNING,
        )
    )
    if not sent or not all(understood):
        log.error("A notification could not be sent; check notify_urls (%d set)", len(settings.notify_urls))
    return sent and all(understood)
