"""Addresses on the web: which may be asked, and how to show one without its credentials."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

WEB_SCHEMES = ("http", "https")
DEFAULT_PORTS = {"http": 80, "https": 443}

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Prefixes of IPv6 that carry an IPv4 address inside (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Special ranges of the IANA registries that older versions of ``ipaddress`` do not know.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16")
)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class RefusedAddressError(Exception):
    """An address that must not be asked. ``code`` is a rule code; the message is a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def strip_credentials(url: str) -> str:
    """``url`` without user name and password; everything else stays as it is."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url
    end = min((rest.find(sign) for sign in "/?#\\" if sign in rest), default=len(rest))
    authority, tail = rest[:end], rest[end:]
    return f"{scheme}://{authority.rpartition('@')[2]}{tail}"


def show_address(url: str, limit: int = 300) -> str:
    """``url`` fit for a log line or a sentence: no credentials, no control characters, not endless."""
    shown = "".join(sign if sign.isprintable() else f"%{ord(sign):02X}" for sign in strip_credentials(url))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def show_words(words: str, limit: int = 500) -> str:
    """Words from outside fit for a log line or a terminal: one line, nothing unprintable, not endless."""
    line = " ".join(words.split())
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)[:limit]


def split_address(url: str) -> SplitResult:
    """The parts of an address. Raises ``RefusedAddressError`` (``malformed_address``) if it is none."""
    if _FORBIDDEN.search(url):
        raise RefusedAddressError(
            "malformed_address", f"The address {show_address(url)} holds a control character."
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedAddressError(
            "malformed_address", f"The address {show_address(url)} is malformed ({error})."
        ) from error
    if not parts.scheme or (parts.scheme in WEB_SCHEMES and not parts.hostname) or port == 0:
        raise RefusedAddressError(
            "malformed_address",
            f"The address {show_address(url)} is not whole; write it as https://host/path.",
        )
    return parts


def name_host(url: str) -> str:
    """The host of an address as politeness counts hosts: its name, and its port where it is unusual."""
    parts = split_address(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.port and parts.port not in DEFAULT_PORTS.values():
        return f"{host}:{parts.port}"
    return host


def name_origin(url: str) -> str:
    """Scheme, host and port of an address, without credentials: ``https://www.example.se``."""
    parts = split_address(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2].lower(), "", "", ""))


def is_public(address: IPAddress) -> bool:
    """Whether ``address`` lies on the public internet.

    Loopback, private, shared (carrier-grade), link-local, multicast and reserved ranges do not, nor does
    an IPv6 address that carries such an IPv4 address inside (mapped, 6to4, Teredo, NAT64).
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded_ipv4(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (
        any(address in network for network in SPECIAL)
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
    )


def check_ip(ip: str, host: str, allow_private: bool) -> None:
    """Raise ``RefusedAddressError`` (``address_refused``) unless ``ip`` of ``host`` may be asked."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if not allow_private and not is_public(address):
        raise RefusedAddressError(
            "address_refused",
            f"{host} leads to {address}, which is not a public address; "
            "it is asked only with --allow-private-hosts.",
        )


def check_address(url: str, allow_private: bool) -> SplitResult:
    """The parts of an address that may be asked, as far as the address alone tells.

    Raises ``RefusedAddressError`` with ``malformed_address``, ``scheme_refused`` or ``address_refused``.
    What a host name leads to is checked when it is connected to.
    """
    parts = split_address(url)
    if parts.scheme == "file" and allow_private:
        return parts
    if parts.scheme not in WEB_SCHEMES:
        raise RefusedAddressError(
            "scheme_refused",
            f"The address {show_address(url)} is not http or https and is not asked"
            + ("; file: needs --allow-private-hosts." if parts.scheme == "file" else "."),
        )
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return parts
    check_ip(host, host, allow_private)
    return parts


def is_loopback_host(url: str) -> bool:
    """Whether an address names this very machine."""
    host = (urlsplit(url).hostname or "").lower()
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _embedded_ipv4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
