"""How to pull: one frozen record with the defaults of the nightly run."""

from __future__ import annotations

from pydantic import Field
from pydantic.dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class PullSettings:
    """How to ask servers. Times are in seconds.

    ``delay`` lies between two requests to one host (not on this machine itself). ``wayback_base`` is the
    address of the Internet Archive's availability interface, ``None`` to leave it alone. ``total_timeout`` is
    for one request, ``host_seconds`` for all requests to one host in a run. ``trusted`` are addresses of the
    settings (an archive's index, say): their hosts may be private without ``allow_private_hosts``.
    ``full_pull_days``: bytes older than this are asked for again without conditions, so that a server that
    wrongly says "not modified" is found out. ``robots_hours`` is how long a robots.txt is remembered.
    ``proxy`` is asked instead of the environment's proxies, ``ca_bundle`` a file of further authorities.
    ``archive_services`` are the origins of the web archives that the operator named: requests to them as
    archives, and no others, may lead to a private address.
    """

    contact: str = "https://example.org/kommunkompassen"
    user_agent: str = "kommunkompassen-warehouse/0.1 (+{contact})"
    allow_private_hosts: bool = False
    trusted: tuple[str, ...] = ()
    offline: bool = False
    respect_robots: bool = True
    robots_hours: float = Field(default=24, ge=0)
    connect_timeout: float = Field(default=10, gt=0)
    read_timeout: float = Field(default=30, gt=0)
    total_timeout: float = Field(default=180, gt=0)
    host_seconds: float = Field(default=3600, gt=0)
    max_bytes: int = Field(default=100 * MEBIBYTE, gt=0)
    max_redirects: int = Field(default=5, ge=0)
    delay: float = Field(default=1.0, ge=0)
    max_crawl_delay: float = Field(default=30, ge=0)
    max_retry_after: float = Field(default=120, ge=0)
    retries: int = Field(default=3, ge=0)
    backoff: float = Field(default=1.0, ge=0)
    max_backoff: float = Field(default=60, ge=0)
    parallel_hosts: int = Field(default=8, gt=0)
    full_pull_days: float = Field(default=30, ge=0)
    wayback_base: str | None = "https://archive.org"
    proxy: str | None = None
    ca_bundle: str | None = None
    archive_services: tuple[str, ...] = ()

    @property
    def agent(self) -> str:
        """The User-Agent sent, with the contact address in its place."""
        return self.user_agent.format(contact=self.contact)

    @property
    def agent_name(self) -> str:
        """The product name that robots.txt files may address."""
        return self.user_agent.partition("/")[0].strip()
