"""Requests with redirects, retries and limits; every address on the way is checked."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import tenacity

from extract.sources.addresses import PrivateHosts, check_name, name_origin, show_address
from extract.sources.masking import strip_credentials
from extract.sources.pull.answer import Answer, Headers
from extract.sources.pull.body import (
    decode_pieces,
    drain_body,
    insist_on_pdf,
    limit_pieces,
    refuse_size,
)
from extract.sources.pull.budget import Budget
from extract.sources.pull.connection import Deadline, GuardedTransport, open_client
from extract.sources.pull.failure import PullError, StoppedError, explain_error, explain_status
from extract.sources.pull.head import read_location
from extract.sources.pull.hosts import Host, HostBook, parse_retry_after
from extract.sources.pull.settings import PullSettings

log = logging.getLogger("kommunkompassen.pull")

REDIRECTS = (301, 302, 303, 307, 308)
IN_MEMORY = 4 << 20
TIMEOUT_ATTEMPTS = 2  # after a timeout; each has taken long already
MOST_STALLS = 3  # addresses without an answer in a row, after which the host is left until the next run


@dataclass(frozen=True)
class _Terms:
    """The limits of the requests for one address, and their cookies."""

    attempts: int | None
    max_bytes: int
    head_only: int | None
    budget: Budget | None
    of_archive: bool = False
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)


class Requester:
    """Sends requests politely; a context manager that closes its connections at the end.

    ``named`` are the addresses that a person listed: only their hosts may be private (see ``PrivateHosts``).
    """

    def __init__(self, settings: PullSettings, named: Iterable[str] = ()) -> None:
        self.settings = settings
        self.hosts = HostBook(settings)
        self._deadline = Deadline()
        self.private = PrivateHosts(settings.allow_private_hosts, named, settings.trusted)
        self._transport = GuardedTransport(settings, self.private, self._deadline)
        self._client = open_client(settings, self._transport)

    def __enter__(self) -> Requester:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def abort(self) -> None:
        """Stop: wake every sleeping thread, close every connection, start no further request."""
        self.hosts.stop()
        self._transport.abort()

    def get(
        self,
        url: str,
        *,
        conditions: Callable[[str], Headers] | None = None,
        permit: Callable[[str], None] | None = None,
        attempts: int | None = None,
        max_bytes: int | None = None,
        head_only: int | None = None,
        budget: Budget | None = None,
        of_archive: bool = False,
    ) -> Answer:
        """Get ``url`` and follow redirects. Raises ``PullError``.

        - ``conditions`` returns the conditional headers for an address; ``permit`` raises ``PullError`` for
        an
          address that must not be asked. Both are called at every redirect.
        - ``attempts`` replaces the setting, except for a host that cannot be connected to.
        - ``head_only`` stops after that many bytes.
        - ``budget`` counts every request.
        - ``of_archive`` is for the web archives of the settings: they may be at private addresses, a part of
          a file (206) is a valid answer, and timeouts do not count against the host.

        Cookies are kept during these redirects only; an address that sets one may redirect to itself.
        """
        terms = _Terms(attempts, max_bytes or self.settings.max_bytes, head_only, budget, of_archive)
        self._check(url, of_archive)
        origin, credentials = name_origin(url), _read_credentials(url)
        seen: set[tuple[str, str]] = set()
        for _ in range(self.settings.max_redirects + 1):
            url = strip_credentials(url)
            step = (url, repr(sorted((cookie.name, cookie.value) for cookie in terms.cookies.jar)))
            if step in seen:
                raise PullError("redirect_loop", f"{show_address(url)} redirects to itself in the end.")
            seen.add(step)
            self._check(url, of_archive)
            if permit:
                permit(url)
            headers = dict(conditions(url)) if conditions else {}
            auth = credentials if name_origin(url) == origin else None
            answer = self._ask(url, headers, auth, terms)
            if answer.location is None:
                return answer
            answer.body.close()
            url = _find_target(url, answer.location)
        raise PullError(
            "too_many_redirects",
            f"{show_address(url)} is reached only after more than {self.settings.max_redirects} redirects.",
        )

    def _check(self, url: str, of_archive: bool) -> None:
        try:
            if of_archive and name_origin(url) in self.settings.archive_services:
                return
            if self.private.check_address(url).scheme == "file":
                raise PullError("scheme_refused", f"A server may not lead to {show_address(url)}.")
            if self._transport.proxies.choose(url):
                check_name(url)
        except Exception as error:
            raise explain_error(error, url) from error

    def _ask(self, url: str, headers: Headers, auth: httpx.Auth | None, terms: _Terms) -> Answer:
        host = self.hosts.find(url)
        retrying = tenacity.Retrying(
            stop=lambda state: self._is_last(state, terms.attempts),
            wait=self._choose_wait,
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, PullError) and error.transient),
            sleep=self.hosts.sleep,
            before_sleep=_log_retry,
            reraise=True,
        )
        try:
            answer: Answer = retrying(self._send, host, url, headers, auth, terms)
        except PullError as error:
            stalls = error.code == "timeout" and not terms.of_archive and host.count_stall()
            if error.host_down or stalls == MOST_STALLS:
                host.give_up(error, name_origin(url))
            raise
        host.forget_stalls()
        return answer

    def _is_last(self, state: tenacity.RetryCallState, attempts: int | None) -> bool:
        error = state.outcome.exception() if state.outcome else None
        if attempts is None or (isinstance(error, PullError) and error.host_down):
            attempts = self.settings.retries + 1
        if isinstance(error, PullError) and error.code == "timeout":
            attempts = min(attempts, TIMEOUT_ATTEMPTS)
        waited = state.seconds_since_start or 0.0
        return state.attempt_number >= attempts or waited >= self.settings.total_timeout

    def _send(self, host: Host, url: str, headers: Headers, auth: httpx.Auth | None, terms: _Terms) -> Answer:
        budgets = [host.budget, *([terms.budget] if terms.budget else [])]
        services = self.settings.archive_services if terms.of_archive else ()
        with host.turn(name_origin(url)), ExitStack() as paid:
            paid.enter_context(self._transport.permission.granted(services))
            for budget in budgets:
                paid.enter_context(budget.asking())
            seconds = min(self.settings.total_timeout, *(budget.seconds_left for budget in budgets))
            try:
                request = self._client.build_request("GET", url, headers=headers)
                terms.cookies.set_cookie_header(request)
                if auth is not None:
                    request = next(auth.auth_flow(request))
                with (
                    self._deadline.within(seconds),
                    closing(self._transport.handle_request(request)) as response,
                ):
                    response.request = request
                    terms.cookies.extract_cookies(response)
                    return self._read_answer(host, url, response, terms)
            except (PullError, StoppedError):
                raise
            except Exception as error:
                if self.hosts.stopped:
                    raise StoppedError from error
                raise explain_error(error, url) from error

    def _read_answer(self, host: Host, url: str, response: httpx.Response, terms: _Terms) -> Answer:
        status = response.status_code
        body: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer owns it
        answer = Answer(status, url, dict(response.headers), body)
        if status in REDIRECTS:
            answer.location = read_location(response.headers.raw)
        if status == 304 or answer.location is not None:
            drain_body(response)
            return answer
        arriving = limit_pieces(response.iter_raw(), terms.max_bytes, url)
        pieces = decode_pieces(arriving, response.headers, url)
        if not 200 <= status < 300 or (status == 206 and not terms.of_archive):
            refusal = self._refuse(host, status, url, response.headers.get("retry-after"))
            if refusal.transient or status == 206 or not _may_be_pdf(response.headers):
                raise refusal
            pieces = insist_on_pdf(pieces, refusal)
        try:
            for piece in pieces:
                body.write(piece)
                answer.size += len(piece)
                if answer.size > terms.max_bytes:
                    raise refuse_size(url, terms.max_bytes)
                if terms.budget:
                    terms.budget.spend_bytes(len(piece))
                if terms.head_only and answer.size >= terms.head_only:
                    break
        except BaseException:
            body.close()
            raise
        return answer

    def _refuse(self, host: Host, status: int, url: str, retry_after: str | None) -> PullError:
        wait = parse_retry_after(retry_after)
        error = explain_status(status, url, wait)
        if wait is not None and error.transient:
            if wait > self.settings.max_retry_after:
                error.transient = False
                error.sentence += f" It asks for {wait:.0f} seconds; it is asked again in the next run."
                host.give_up(error)
            else:
                host.pause(wait)
        return error

    def _choose_wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, PullError) and error.retry_after else 0.0
        base = self.settings.backoff
        growing = tenacity.wait_exponential(multiplier=base, max=self.settings.max_backoff)
        jitter = tenacity.wait_random(0, base)
        return max(asked, growing(state) + jitter(state))


def _may_be_pdf(headers: Headers) -> bool:
    """Whether the body of an error may be a document: its content type is not a page or plain text."""
    kind = headers.get("content-type", "").lower()
    return "html" not in kind and "text/plain" not in kind


def _find_target(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise PullError(
            "malformed_address", f"{show_address(url)} redirects to a malformed address ({error})."
        ) from error


def _read_credentials(url: str) -> httpx.Auth | None:
    parts = urlsplit(url)
    if parts.username is None:
        return None
    return httpx.BasicAuth(unquote(parts.username), unquote(parts.password or ""))


def _log_retry(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    wait = state.next_action.sleep if state.next_action else 0.0
    log.info("%s Asking again in %.1f seconds.", error, wait)
