"""Access to the bench: only for the one browser on this machine that opened the address with its token.

The token in the address works once and is exchanged for a cookie. Pages of other sites cannot use the bench:
foreign ``Host`` and ``Origin`` headers are refused, the cookie is strict, and each form contains a secret.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "bench"
HOSTS = ("127.0.0.1", "localhost", "[::1]")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers would send forms without an origin
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass
class Access:
    """The secrets of one bench. ``token`` becomes empty once it was used."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    form: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def address(self) -> str:
        """The address to open in the browser; it works once."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def owns_form(self, given: str) -> bool:
        """Whether a form sent the secret of the bench's own forms."""
        return secrets.compare_digest(given.encode(), self.form.encode())

    def is_own_host(self, host: str) -> bool:
        """Whether a ``Host`` header names the bench; another name may mean DNS rebinding."""
        return host in {f"{name}:{self.port}" for name in HOSTS}

    def is_own_origin(self, origin: str) -> bool:
        """Whether an ``Origin`` header is that of the bench's own pages."""
        return origin in {f"http://{name}:{self.port}" for name in HOSTS}


class Gate:
    """Middleware that lets only the bench's own browser through, and sets headers on every response."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, exchange its token for a cookie, or pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._judge(Request(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *ours]
            await send(message)

        await (answer or self.app)(scope, receive, send_with_headers)

    def _judge(self, request: Request) -> Response | None:
        access = self.access
        origin = request.headers.get("origin")
        if not access.is_own_host(request.headers.get("host", "")):
            return _refuse("This address is not the bench's own.")
        if origin is not None and not access.is_own_origin(origin):
            return _refuse("A page of another site may not use the bench.")
        if request.method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("The bench is read with GET and written with POST.", 405)
        if request.method == "POST" and origin is None:
            return _refuse("A form without its origin is refused.")
        given = request.query_params.get("token")
        if given and access.token and secrets.compare_digest(given.encode(), access.token.encode()):
            access.token = ""
            answer = RedirectResponse(str(URL(str(request.url)).replace(query="")), 303)
            answer.set_cookie(COOKIE, access.session, httponly=True, samesite="strict")
            return answer
        cookie = request.cookies.get(COOKIE, "")
        if not secrets.compare_digest(cookie.encode(), access.session.encode()):
            return _refuse(
                "The address works once, in one browser; start kommunkompassen review serve again."
            )
        return None


def _refuse(why: str) -> Response:
    return PlainTextResponse(why + "\n", 403)
