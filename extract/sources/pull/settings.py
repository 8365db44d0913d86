"""The settings of the HTTP client, with the defaults of the nightly run."""

from __future__ import annotations

from pydantic import Field
from pydantic.dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class PullSettings:
    """How to ask servers. Times are in seconds unless the name says otherwise.

    - ``delay`` is the pause between two requests to one host, except this machine.
    - ``total_timeout`` is for one request, ``host_seconds`` for all requests to one host in a run.
    - ``full_pull_days``: bytes older than this are requested without conditions, to detect a server that
      wrongly answers "not modified".
    - ``robots_hours`` is how long a robots.txt is remembered.
    - ``wayback_base`` is the address of the Internet Archive's availability interface; ``None``: never ask
    it. - ``proxy`` replaces the environment's proxies; ``ca_bundle`` is a file of further certificate
    authorities. - ``trusted`` are addresses whose hosts may be private without ``allow_private_hosts``. -
    ``archive_services`` are the origins of the operator's web archives; requests to them as archives may go
      to private addresses.
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
        """The User-Agent header, with the contact address."""
        return self.user_agent.format(contact=self.contact)

    @property
    def agent_name(self) -> str:
        """The product name by which robots.txt files may address us."""
        return self.user_agent.partition("/")[0].strip()
