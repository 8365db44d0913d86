"""Recognise by its bytes what a server sent, whatever its headers or the file's name say."""

from __future__ import annotations

import re
from typing import Literal

from bs4 import BeautifulSoup

from extract.records import Reason

Body = Literal["pdf", "truncated", "html", "login_wall", "soft_404", "empty", "not_a_pdf"]
HEAD = 1 << 18  # bytes from the start that are examined
PDF_MARK_WITHIN = 1024  # bytes from the start in which a PDF has its header
END_MARK_WITHIN = 1 << 14  # bytes from the end in which a PDF has its end mark

SENTENCES: dict[str, str] = {
    "truncated": "The bytes begin as a PDF but have no end mark; they seem to be cut short.",
    "html": "A web page came in place of a PDF.",
    "login_wall": "A page that asks to log in came in place of a PDF.",
    "soft_404": "A page that says the document is not there came with a status of success.",
    "empty": "The server sent an empty body.",
    "not_a_pdf": "The bytes do not begin as a PDF does.",
}

_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LOGIN_WORDS = re.compile(
    r"logga in|log ?in|logg inn|sign ?in|inloggning|innlogging|autentisering", re.IGNORECASE
)
_LOGIN_PATH = re.compile(r"/(login|logon|signin|saml2?|adfs|sso|wp-login|inloggning)\b", re.IGNORECASE)
_MISSING_WORDS = re.compile(
    r"\b404\b|not found|(sidan|filen|dokumentet).{0,20}(hittades|finns|kunde).{0,12}(inte|ej|hittas)"
    r"|hittar inte (sidan|filen|dokumentet)|(siden|filen|dokumentet).{0,20}(finnes|ble|finst) (ikke|ikkje)"
    r"|finner ikke (siden|filen)|side ikke funnet",
    re.IGNORECASE,
)


def sniff_body(head: bytes, tail: bytes, final_url: str = "") -> Body:
    """Recognise a body by its first ``HEAD`` and last ``END_MARK_WITHIN`` bytes and its address."""
    if not head.strip():
        return "empty"
    if b"%PDF-" in head[:PDF_MARK_WITHIN]:
        return "pdf" if b"%%EOF" in tail else "truncated"
    if _HTML.search(head[:4096]):
        return _sniff_page(head, final_url)
    return "not_a_pdf"


def explain_body(body: Body) -> tuple[Reason, ...]:
    """Return the reason why such bytes are not a usable PDF; an empty tuple for a PDF."""
    return (Reason(body, SENTENCES[body]),) if body in SENTENCES else ()


def _sniff_page(head: bytes, final_url: str) -> Body:
    page = BeautifulSoup(head, "lxml")
    headings = " ".join(
        tag.get_text(" ", strip=True) for tag in page.find_all(["title", "h1", "h2"], limit=8)
    )
    if page.find("input", attrs={"type": re.compile("^password$", re.IGNORECASE)}) is not None:
        return "login_wall"
    if _LOGIN_PATH.search(final_url) or _LOGIN_WORDS.search(headings):
        return "login_wall"
    if _MISSING_WORDS.search(headings):
        return "soft_404"
    return "html"
