"""Sorting the listed addresses that gave no document: gone, down for a while, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.sources.ledger import Address
from extract.sources.pull.failure import DEAD_LINK_CODES

PASSING_CODES = frozenset(
    {
        "unreachable",
        "timeout",
        "server_error",
        "rate_limited",
        "connection_lost",
        "incomplete",
        "protocol_error",
        "tls_failed",
        "http_error",
        "pull_failed",
        "not_modified_without_copy",
    }
)


def list_gone(addresses: Iterable[Address]) -> list[Address]:
    """List the addresses that answered 404 or 410, or whose host no longer exists."""
    return [address for address in _list_silent(addresses) if DEAD_LINK_CODES & _list_codes(address)]


def list_down(addresses: Iterable[Address]) -> list[Address]:
    """List the addresses whose servers failed in a way that may pass."""
    return [
        address
        for address in _list_silent(addresses)
        if PASSING_CODES & _list_codes(address) and not DEAD_LINK_CODES & _list_codes(address)
    ]


def list_refused(addresses: Iterable[Address]) -> list[Address]:
    """List the addresses that gave no document for another reason: a log-in, robots.txt, a web page."""
    known = DEAD_LINK_CODES | PASSING_CODES
    return [address for address in _list_silent(addresses) if not known & _list_codes(address)]


def _list_silent(addresses: Iterable[Address]) -> Iterator[Address]:
    return (address for address in addresses if address.listed and address.status == "unavailable")


def _list_codes(address: Address) -> set[str]:
    return {reason.code for reason in address.reasons}
