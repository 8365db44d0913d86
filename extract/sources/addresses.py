"""Addresses on the web: which may be asked, and how they are written in messages."""

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
# Addresses at which clouds give a machine its own metadata, keys included. Most others are link-local.
METADATA = frozenset(
    ipaddress.ip_address(ip)
    for ip in ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
)
# Top-level domains of names that only a private network can resolve.
PRIVATE_DOMAINS = frozenset(
    ("localhost", "local", "localdomain", "internal", "intranet", "intern", "lan", "home", "corp", "private")
)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class RefusedAddressError(Exception):
    """An address must not be asked. ``code`` is a rule code; the message is a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def show_address(url: str, limit: int = 300) -> str:
    """Write ``url`` for a message: secrets masked, unprintable characters encoded, at most ``limit`` long."""
    masked = mask_address(url)
    shown = "".join(letter if letter.isprintable() else f"%{ord(letter):02X}" for letter in masked)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


LONGEST_SENTENCE = 1000  # characters of an error message that names rows, values and what to do


def show_words(words: str, limit: int = 500) -> str:
    """Write text from outside for a message: one line, secrets masked, at most ``limit`` characters."""
    line = mask_text(" ".join(words.split()))
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)[:limit]


def split_address(url: str) -> SplitResult:
    """Split an address into its parts.

    Raises ``RefusedAddressError`` (``malformed_address``) if it is none.
    """
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
    """The host of an address, with its port unless that is 80 or 443; requests are spaced by host."""
    parts = split_address(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.port and parts.port not in DEFAULT_PORTS.values():
        return f"{host}:{parts.port}"
    return host


def name_origin(url: str) -> str:
    """Scheme, host and port of an address without credentials, such as ``https://www.example.se``."""
    parts = split_address(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2].lower(), "", "", ""))


def is_public(address: IPAddress) -> bool:
    """Whether ``address`` is on the public internet.

    Addresses of loopback, private, shared (carrier-grade NAT), link-local, multicast and reserved ranges are
    not, nor are IPv6 addresses that contain such an IPv4 address (mapped, 6to4, Teredo, NAT64).
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
    """Whether ``address`` is never asked, whatever the settings allow: link-local and cloud metadata."""
    inner = _embedded_ipv4(address) if isinstance(address, ipaddress.IPv6Address) else None
    return address.is_link_local or address in METADATA or (inner is not None and is_forbidden(inner))


class PrivateHosts:
    """The hosts that may be asked although they are not public: only those that a person named.

    ``named`` are addresses of the catalogue; their hosts may be private if ``allowed``. ``trusted`` are
    addresses of the settings; naming them there is the permission. Any address that a server, a page or an
    index leads to must be public or on one of these hosts.
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
        """Check an address without looking its host up, and split it into its parts.

        The addresses of a host name are checked when it is connected to. Raises ``RefusedAddressError`` with
        ``malformed_address``, ``scheme_refused`` or ``address_refused``.
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
    """Split a web address, or a ``file:`` address if ``allow_files``, into its parts.

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
    """Raise ``RefusedAddressError`` (``address_refused``) for a host name that only private networks have.

    These are names without a dot, names in private top-level domains, and numbers that some programs read as
    an IPv4 address (``127.1``). The check is for requests through a proxy, where our own look-up cannot be
    used.
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
    """Whether an address names this machine itself."""
    return _name_for_permission(url) == THIS_MACHINE


def _name_for_permission(url: str) -> str:
    try:
        return _fold_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _fold_host(host: str) -> str:
    """A host's name in the form in which hosts are compared; all loopback addresses are equal."""
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
