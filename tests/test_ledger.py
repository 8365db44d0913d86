"""The ledger: what the archive's records tell of every address, in whatever order they are read."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import CatalogueLine, Reason
from extract.sources.catalogue_rows import CatalogueError
from extract.sources.found import Found, add_found, format_found, parse_found
from extract.sources.ledger import Address, Ledger
from extract.sources.pull.record import PullRecord

URL = "https://a.se/1.pdf"


def record(
    day: int, sha256: str | None, body: Any = "pdf", code: str | None = None, **facts: Any
) -> PullRecord:
    """A record of a pull on that day of March."""
    status = facts.pop("status", "fetched" if sha256 else "unavailable")
    reasons = (Reason(code, f"Because of {code}."),) if code else ()
    given = {"url": URL, "time": f"2026-03-{day:02}T04:15:00.000000+00:00", **facts}
    return PullRecord(status=status, sha256=sha256, body=body if sha256 else None, reasons=reasons, **given)


def tell(*records: PullRecord, listed: bool = True) -> Address:
    """The one address that the records are of, the same for every order of them."""
    lines = [CatalogueLine(URL)] if listed else []
    found = [
        Ledger(order).list_addresses(lines)
        for order in itertools.islice(itertools.permutations(records), 120)
    ]
    assert all(each == found[0] for each in found)
    (address,) = found[0]
    return address


def test_every_document_that_an_address_brought_is_kept() -> None:
    address = tell(record(1, "a"), record(2, "a"), record(3, "b"), record(4, None, code="not_found"))
    assert [(copy.sha256, copy.first_seen[8:10], copy.last_seen[8:10]) for copy in address.copies] == [
        ("a", "01", "02"),
        ("b", "03", "03"),
    ]
    assert (address.status, address.serving) == ("unavailable", None)
    assert [reason.code for reason in address.reasons] == ["not_found"]
    assert address.last_success == "2026-03-03T04:15:00.000000+00:00"


def test_a_page_that_differs_each_night_is_one_document() -> None:
    pages = [record(day, f"page {day}", "html", code="html") for day in range(2, 6)]
    address = tell(record(1, "a"), *pages[:3])
    assert [copy.sha256 for copy in address.copies] == ["a", "page 2"]
    assert address.serving == "page 2"
    assert address.copies[1].last_seen.startswith("2026-03-04")
    again = tell(record(1, "a"), *pages)
    assert [copy.sha256 for copy in again.copies] == ["a", "page 2"], "another night, the same documents"
    assert again.last_success == "2026-03-01T04:15:00.000000+00:00", "a page is no success of a report"


def test_a_night_without_network_says_nothing_of_an_address() -> None:
    address = tell(record(1, "a"), record(2, None, code="offline"))
    assert (address.status, address.serving, address.not_asked) == ("available", "a", True)
    assert address.reasons == ()
    asked = tell(record(1, "a"), record(2, None, code="offline"), record(3, "a"))
    assert asked.not_asked is False


def test_the_archives_copy_of_a_dead_address_was_seen_when_it_was_fetched() -> None:
    first = record(1, "a", code="archived_copy", status="archived_copy", http_status=404)
    first = replace(first, last_success=first.time)
    later = replace(first, time="2026-03-09T04:15:00.000000+00:00")
    address = tell(first, later)
    assert (address.status, address.serving, address.http_status) == ("archived_copy", "a", 404)
    assert address.copies[0].last_seen == first.time


def test_what_is_listed_no_more_is_remembered_with_its_origin_if_it_brought_anything() -> None:
    address = tell(record(1, "a", origin="facsimile"), listed=False)
    assert (address.listed, address.line.origin) == (False, "facsimile")
    assert Ledger([record(1, None, code="not_found")]).list_addresses([]) == []
    (never,) = Ledger().list_addresses([CatalogueLine(URL)])
    assert [reason.code for reason in never.reasons] == ["never_pulled"]


def test_other_purposes_and_credentials_have_no_part() -> None:
    robots = record(1, "r", "html", purpose="robots")
    line = CatalogueLine("https://me:secret@a.se/1.pdf", landing_page="https://me:secret@a.se/")
    (address,) = Ledger([robots, record(2, "a")]).list_addresses([line])
    assert [copy.sha256 for copy in address.copies] == ["a"]
    assert "secret" not in repr(address)


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["a", "b", None]), st.booleans()), max_size=8))
def test_the_order_of_records_never_matters(told: list[tuple[int, str | None, bool]]) -> None:
    records = [
        record(day, sha256 and f"{sha256} {is_page}", "html" if is_page else "pdf", sha256 and "timeout")
        for day, sha256, is_page in told
    ]
    lines = [CatalogueLine(URL)]
    assert Ledger(records).list_addresses(lines) == Ledger(records[::-1]).list_addresses(lines)


def test_found_addresses_are_pulled_beside_the_catalogues() -> None:
    text = format_found(
        [
            Found(
                "https://b.se/x.pdf",
                "https://b.se/",
                "Kommunkompassen 2014",
                "2026-03-01",
                "2026-03-02",
                "ab",
            ),
            Found("https://a.se/1.pdf", "javascript:alert(1)"),
        ]
    )
    lines = add_found([CatalogueLine(URL, round=2014)], parse_found(text))
    assert [(line.url, line.landing_page, line.round) for line in lines] == [
        (URL, None, 2014),
        ("https://b.se/x.pdf", "https://b.se/", None),
    ]
    assert parse_found("") == []
    assert [each.url for each in parse_found("url\nhttps://c.se/1.pdf\nnot an address\n")] == [
        "https://c.se/1.pdf"
    ]
    with pytest.raises(CatalogueError, match=r"found\.csv, line 1, column url"):
        parse_found("address\nhttps://c.se/1.pdf\n", "found.csv")
