"""Failures of requests as rule codes with sentences."""

from __future__ import annotations

import ssl

import httpx

from extract.records import Reason
from extract.sources.addresses import RefusedAddressError, name_origin, show_address, show_words
from extract.sources.pull.connection import DeadlineError
from extract.sources.pull.lookup import HostLookupError

DEAD_LINK_CODES = frozenset({"not_found", "gone", "host_not_found", "soft_404"})
HOST_DOWN_CODES = frozenset({"host_not_found", "unreachable", "offline", "tls_failed"})


class PullError(Exception):
    """A request failed. ``transient`` says that another attempt may succeed, in ``retry_after`` seconds."""

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        transient: bool = False,
        http_status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        sentence = show_words(sentence)
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.transient = transient
        self.http_status = http_status
        self.retry_after = retry_after

    @property
    def reason(self) -> Reason:
        """The failure as a rule code and a sentence."""
        return Reason(self.code, self.sentence)

    @property
    def dead_link(self) -> bool:
        """Whether the address, or its host, no longer exists."""
        return self.code in DEAD_LINK_CODES

    @property
    def host_down(self) -> bool:
        """Whether no other address of the same host can be pulled either."""
        return self.code in HOST_DOWN_CODES


class StoppedError(Exception):
    """The run is being stopped, so nothing more is requested."""


def explain_error(error: Exception, url: str) -> PullError:
    """Convert an exception of a connection, of httpx or of the address check to a ``PullError``."""
    shown = show_address(url)
    if isinstance(error, PullError):
        return error
    if isinstance(error, RefusedAddressError):
        return PullError(error.code, error.sentence)
    if isinstance(error, HostLookupError):
        code = "host_not_found" if error.gone else "offline"
        return PullError(code, str(error), transient=not error.gone)
    if _is_tls_failure(error):
        return PullError("tls_failed", f"The certificate or TLS of {_name(url)} cannot be trusted ({error}).")
    if isinstance(error, httpx.ProxyError):
        return PullError(
            "unreachable", f"The proxy does not connect to {_name(url)} ({error}).", transient=True
        )
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        said = str(error) or "no answer in time"
        return PullError("unreachable", f"{_name(url)} cannot be connected to ({said}).", transient=True)
    if isinstance(error, httpx.TimeoutException | DeadlineError):
        return PullError("timeout", f"{shown} did not answer in time.", transient=True)
    if isinstance(error, httpx.RemoteProtocolError) and "complete message body" in str(error):
        return PullError("incomplete", f"The body of {shown} ended before its announced end.", transient=True)
    if isinstance(error, httpx.NetworkError):
        return PullError("connection_lost", f"The connection to {shown} broke off ({error}).", transient=True)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return PullError("malformed_address", f"The address {shown} is malformed ({error}).")
    return PullError(
        "protocol_error",
        f"{shown} did not answer as HTTP asks ({type(error).__name__}: {error}).",
        transient=isinstance(error, httpx.TransportError),
    )


def explain_status(status: int, url: str, retry_after: float | None) -> PullError:
    """Make the ``PullError`` of an HTTP status that is no success, no redirection and not 304."""
    shown = show_address(url)
    if status == 404:
        return PullError("not_found", f"{shown} is not found (404).", http_status=status)
    if status == 410:
        return PullError("gone", f"{shown} is gone for good (410).", http_status=status)
    if status in (401, 403, 407, 451):
        return PullError("forbidden", f"{shown} may not be read ({status}).", http_status=status)
    if status == 429:
        sentence = f"The server of {shown} asks to be left alone for a while (429)."
        return PullError(
            "rate_limited", sentence, transient=True, http_status=status, retry_after=retry_after
        )
    if status in (408, 425, 500, 502, 503, 504) or 520 <= status <= 530:
        return PullError(
            "server_error",
            f"The server of {shown} failed ({status}).",
            transient=True,
            http_status=status,
            retry_after=retry_after,
        )
    code = "server_error" if status >= 500 else "http_error"
    return PullError(code, f"{shown} answered with status {status}.", http_status=status)


def _name(url: str) -> str:
    try:
        return name_origin(url)
    except RefusedAddressError:
        return show_address(url)


def _is_tls_failure(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
