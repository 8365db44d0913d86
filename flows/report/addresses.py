"""Which listed addresses served nothing, and whether that is for good, for a while, or for a reason."""

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
    """The addresses that answer that nothing is there, or whose host is no more."""
    return [address for address in _list_silent(addresses) if DEAD_LINK_CODES & _list_codes(address)]


def list_down(addresses: Iterable[Address]) -> list[Address]:
    """The addresses whose servers could not answer: the next night may be another."""
    return [
        address
        for address in _list_silent(addresses)
        if PASSING_CODES & _list_codes(address) and not DEAD_LINK_CODES & _list_codes(address)
    ]


def list_refused(addresses: Iterable[Address]) -> list[Address]:
    """The addresses that serve no document for another reason: a log-in, robots.txt, a page in its place."""
    known = DEAD_LINK_CODES | PASSING_CODES
    return [address for address in _list_silent(addresses) if not known & _list_codes(address)]


def _list_silent(addresses: Iterable[Address]) -> Iterator[Address]:
    return (address for address in addresses if address.listed and address.status == "unavailable")


def _list_codes(address: Address) -> set[str]:
    return {reason.code for reason in address.reasons}
