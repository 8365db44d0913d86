"""The settings of a run that govern how servers are asked."""

from __future__ import annotations

from extract.sources.pull.settings import PullSettings
from flows.settings import Settings


def make_pull_settings(settings: Settings) -> PullSettings:
    """Translate the operator's settings into those of the client in ``extract.sources.pull``."""
    return PullSettings(
        contact=settings.contact or PullSettings().contact,
        allow_private_hosts=settings.allow_private_hosts,
        offline=settings.offline,
        connect_timeout=settings.connect_seconds,
        read_timeout=settings.read_seconds,
        total_timeout=settings.total_seconds,
        max_bytes=settings.max_bytes,
        max_redirects=settings.max_redirects,
        delay=settings.per_host_delay,
        retries=settings.attempts - 1,
        parallel_hosts=settings.hosts_at_once,
        wayback_base=str(settings.wayback_base) if settings.wayback_base else None,
        proxy=settings.proxy,
        ca_bundle=str(settings.ca_bundle) if settings.ca_bundle else None,
        archive_services=tuple(origin for archive in settings.list_archives() for origin in archive.origins),
    )
