"""Addresses on the web: which may be asked, and how to show one without its credentials."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit, urlunsplit

from extract.sources.masking import mask_address, mask_text

WEB_SCHEMES = ("http", "https")
DEFAULT_PORTS = {"http": 80, "https": 443}

THIS_MACHINE = "localhost"

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Prefixes of IPv6 that carry an IPv4 address inside (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Special ranges of the IANA registries that older versions of ``ipaddress`` do not know.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16")
)
# Where clouds answer a machine about itself, keys included. Most are link-local; these are not.
METADATA = frozenset(
    ipaddress.ip_address(ip)
    for ip in ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
)
# The last labels of names that only a network of its own can resolve.
PRIVATE_DOMAINS = frozenset(
    ("localhost", "local", "localdomain", "internal", "intranet", "intern", "lan", "home", "corp", "private")
)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class RefusedAddressError(Exception):
    """An address that must not be asked. ``code`` is a rule code; the message is a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def show_address(url: str, limit: int = 300) -> str:
    """``url`` fit for a log line: its secrets masked, nothing unprintable, not endless."""
    bare = mask_address(url)
    shown = "".join(sign if sign.isprintable() else f"%{ord(sign):02X}" for sign in bare)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


LONGEST_SENTENCE = 1000  # signs of an error that names rows, values and what to do


def show_words(words: str, limit: int = 500) -> str:
    """Words from outside fit for a log line or a terminal: one line, no secret of an address, not endless."""
    line = mask_text(" ".join(words.split()))
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


def is_forbidden(address: IPAddress) -> bool:
    """Whether ``address`` is never asked, whatever is allowed: link-local ranges and clouds' metadata."""
    inner = _embedded_ipv4(address) if isinstance(address, ipaddress.IPv6Address) else None
    return address.is_link_local or address in METADATA or (inner is not None and is_forbidden(inner))


class PrivateHosts:
    """Which hosts that are not public may be asked: those that a person named, and no other.

    ``named`` are addresses of the catalogue; their hosts may be private where ``allowed`` is set.
    ``trusted`` are addresses of the settings; naming them there is the permission. Whatever a server, a page
    or an index leads to has to be public, or on one of these hosts.
    """

    def __init__(self, allowed: bool, named: Iterable[str] = (), trusted: Iterable[str] = ()) -> None:
        self.allowed = allowed
        self._named = frozenset(_name_for_permission(url) for url in named)
        self._trusted = frozenset(_name_for_permission(url) for url in trusted)

    def check_ip(self, ip: str, host: str) -> None:
        """Raise ``RefusedAddressError`` (``address_refused``) unless ``ip`` of ``host`` may be asked."""
        address = ipaddress.ip_address(ip.partition("%")[0])
        if is_forbidden(address):
            why = "which is link-local or tells of the machine itself; such addresses are never asked."
        elif is_public(address) or _fold_host(host) in self._trusted:
            return
        elif not self.allowed:
            why = "which is not a public address; it is asked only with --allow-private-hosts."
        elif _fold_host(host) in self._named:
            return
        else:
            why = "which is not a public address, and neither the catalogue nor the settings name that host."
        raise RefusedAddressError("address_refused", f"{host} leads to {address}, {why}")

    def check_address(self, url: str) -> SplitResult:
        """The parts of an address that may be asked, as far as the address alone tells.

        Raises ``RefusedAddressError`` with ``malformed_address``, ``scheme_refused`` or ``address_refused``.
        What a host name leads to is checked when it is connected to.
        """
        parts = check_scheme(url, self.allowed)
        host = parts.hostname or ""
        try:
            ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return parts
        self.check_ip(host, host)
        return parts


def check_scheme(url: str, allow_files: bool) -> SplitResult:
    """The parts of a web address, or of a ``file:`` address where those are allowed.

    Raises ``RefusedAddressError`` with ``malformed_address`` or ``scheme_refused``.
    """
    parts = split_address(url)
    if parts.scheme == "file" and allow_files:
        return parts
    if parts.scheme not in WEB_SCHEMES:
        raise RefusedAddressError(
            "scheme_refused",
            f"The address {show_address(url)} is not http or https and is not asked"
            + ("; file: needs --allow-private-hosts." if parts.scheme == "file" else "."),
        )
    return parts


def check_name(url: str) -> None:
    """Raise ``RefusedAddressError`` (``address_refused``) for a host name that can only lie inside a network.

    For addresses asked through a proxy, where what a name leads to cannot be seen: names without a dot, those
    of the private top domains, and numbers that some programs read as an IPv4 address (``127.1``).
    """
    host = (split_address(url).hostname or "").rstrip(".").lower()
    labels = host.split(".")
    if ":" in host:
        return
    odd_number = _NUMBER.fullmatch(labels[-1]) is not None and not _is_ipv4(host)
    if len(labels) == 1 or labels[-1] in PRIVATE_DOMAINS or host.endswith(".home.arpa") or odd_number:
        raise RefusedAddressError(
            "address_refused",
            f"{host} is not a name of the public internet; through a proxy such names are not asked.",
        )


def _is_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def is_loopback_host(url: str) -> bool:
    """Whether an address names this very machine."""
    return _name_for_permission(url) == THIS_MACHINE


def _name_for_permission(url: str) -> str:
    try:
        return _fold_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _fold_host(host: str) -> str:
    """A host's name as names are compared; every spelling of this machine itself is one."""
    host = host.rstrip(".").lower()
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    return THIS_MACHINE if address.is_loopback else str(address)


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
