"""Secrets of addresses are masked in what is written for others, and nothing else of an address is."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sources.addresses import show_address, show_words
from extract.sources.masking import has_secret, mask_address, mask_text, strip_credentials
from extract.sources.pull.record import PullRecord
from warehouse.frames import make_frame
from warehouse.schema import TABLES

TOKEN = "q7Xb2Lk9Zt4Rw8Np"


@pytest.mark.parametrize(
    "query",
    [
        "token=hemligt",
        "a=1&access_token=hemligt",
        "X-Amz-Signature=hemligt&X-Amz-Date=20240101",
        "X-Amz-Security-Token=hemligt",
        "sv=1&sig=hemligt",
        "password=hemligt",
        "LOSENORD_PWD=hemligt",
        "apikey=hemligt",
        "a=1;PHPSESSID=hemligt",
        "key=hemligt7Xb2Lk9Zt4Rw8Np",
        "code=hemligt7Xb2Lk9Zt4Rw8Np==",
        "id=eyJhbGciOiJIUzI1NiJ9.eyJoemligtIiOiIxMjM0In0.hemligt",
        "back=https%3A%2F%2Fale.se%2Fx%3Ftoken%3Dhemligt%26b%3D1",
        "back=https%3A%2F%2Fnn%3Ahemligt%40ale.se%2Fx",
    ],
)
@pytest.mark.parametrize(
    "form", ["https://ale.se/r.pdf?{}&page=2", "https://arkiv.se/web/2020id_/https://ale.se/r?{}&page=2"]
)
def test_secrets_of_a_query_are_masked_and_nothing_else(query: str, form: str) -> None:
    masked = mask_address(form.format(query))
    assert "hemligt" not in masked
    assert masked.endswith("&page=2")
    assert mask_address(masked) == masked
    assert has_secret(form.format(query))
    assert "hemligt" not in show_address(form.format(query))
    assert "hemligt" not in show_words(f"Nothing came from {form.format(query)}, it seems.")


@pytest.mark.parametrize(
    "url",
    [
        "https://ale.se/r.pdf?id=1&key=4711&code=sv",
        "https://ale.se/fil.ashx?cid=3f2504e0-4f89-11d3-9a0c-0305e82c3301&rev=3",
        "https://ale.se/r.pdf?keyword=kommunkompassen&page=2#sid=3",
        "https://ale.se/@kommun/x?mail=a@b.se",
        "https://ale.se:8080/@kommun/x",
        "https://arkiv.se/web/2020id_/https://ale.se/r.pdf",
        "file:///data/a%20b.pdf",
    ],
)
def test_an_address_without_a_secret_stays_as_it_is(url: str) -> None:
    assert mask_address(url) == url
    assert not has_secret(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://nn:hemligt@ale.se/r.pdf",
        "https://nn:hem/ligt@ale.se/r.pdf",
        "https://hemligt@ale.se/r.pdf",
        "https://arkiv.se/web/2020id_/https://nn:hemligt@ale.se/r.pdf",
    ],
)
def test_users_and_passwords_go(url: str) -> None:
    assert "ligt" not in mask_address(url)
    assert mask_address(url).endswith("ale.se/r.pdf")
    assert "ligt" not in mask_text(f"See {url} for more")


def test_addresses_that_differ_in_a_long_token_alone_stay_two() -> None:
    one, other = (f"https://ale.se/dela?token={TOKEN}{end}" for end in "ab")
    assert mask_address(one) != mask_address(other)
    assert TOKEN[:4] not in mask_address(one)


@given(
    st.text(string.ascii_letters + string.digits + "-_.~%+/", min_size=8),
    st.sampled_from(["token", "sig", "pwd"]),
)
def test_no_token_shows_whatever_it_is(token: str, name: str) -> None:
    masked = mask_address(f"https://ale.se/r.pdf?{name}={token}")
    assert token not in masked
    assert mask_address(masked) == masked


@given(st.text())
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask_address(mask_address(text)) == mask_address(text)
    assert mask_text(mask_text(text)) == mask_text(text)
    assert strip_credentials(strip_credentials(text)) == strip_credentials(text)


def test_records_of_pulls_hold_none_even_when_older_files_do() -> None:
    record = PullRecord(
        url=f"https://ale.se/r.pdf?token={TOKEN}",
        time="2026-01-01T00:00:00.000000+00:00",
        status="fetched",
        final_url=f"https://fil.ale.se/r.pdf?sig={TOKEN}",
    )
    assert TOKEN not in repr(record)


def test_no_text_of_a_release_holds_one_whoever_wrote_it() -> None:
    row = {
        "municipality_code": "0180",
        "round": 2014,
        "told_by": [f"https://ale.se/a?token={TOKEN}", "https://ale.se/b"],
        "municipality": f"Se https://nn:{TOKEN}@ale.se/x",
        "country": "SE",
    }
    table = TABLES["evaluations_reported"]
    rows = [row | {name: _fill(table, name) for name in table.column_names if name not in row}]
    frame = make_frame(table, rows)
    assert TOKEN not in frame.to_csv()
    assert "https://ale.se/b" in frame.to_csv()


def _fill(table: object, name: str) -> object:
    from warehouse.schema import Table

    assert isinstance(table, Table)
    column = next(each for each in table.columns if each.name == name)
    if column.nullable:
        return None
    return {"text": "x", "texts": [], "boolean": True}.get(column.type, 1)


@pytest.mark.parametrize("name", ["subscription-key", "auth_key", "x-functions-key"])
def test_a_key_by_a_longer_name_is_masked(name: str) -> None:
    secret = "0123456789abcdef0123456789abcdef"
    assert secret not in mask_address(f"https://ale.se/download?{name}={secret}&id=3")
    assert (
        mask_address(f"https://ale.se/download?{name}=rapport") == f"https://ale.se/download?{name}=rapport"
    )
