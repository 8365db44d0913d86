"""Which addresses may be asked, and that credentials never show."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sources.addresses import (
    PrivateHosts,
    RefusedAddressError,
    is_forbidden,
    is_public,
    name_host,
    show_address,
    split_address,
)
from extract.sources.masking import strip_credentials
from extract.sources.pull.connection import Deadline, GuardedBackend
from extract.sources.pull.lookup import HostLookupError

INSIDE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "192.88.99.1",
    "3fff::1",
    "5f00::1",
]
OUTSIDE = ["8.8.8.8", "193.10.0.1", "172.32.0.1", "2a00:1450:400f::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("ip", INSIDE)
def test_addresses_inside_are_not_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", OUTSIDE)
def test_addresses_outside_are_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", INSIDE)
def test_a_literal_inside_is_refused_unless_allowed(ip: str) -> None:
    host = f"[{ip}]" if ":" in ip else ip
    url = f"https://{host}/a.pdf"
    for private in (PrivateHosts(False), PrivateHosts(False, named=[url]), PrivateHosts(True)):
        with pytest.raises(RefusedAddressError, match=r"not a public address|link-local") as refused:
            private.check_address(url)
        assert refused.value.code == "address_refused"
    for private in (PrivateHosts(True, named=[url]), PrivateHosts(False, trusted=[url])):
        if is_forbidden(ipaddress.ip_address(ip)):
            with pytest.raises(RefusedAddressError, match="never asked"):
                private.check_address(url)
        else:
            assert private.check_address(url).scheme == "https"


@pytest.mark.parametrize(
    "ip",
    [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "fe80::1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
    ],
)
def test_link_local_and_metadata_are_never_asked(ip: str) -> None:
    private = PrivateHosts(True, named=["http://inside.example/"], trusted=["http://inside.example/"])
    with pytest.raises(RefusedAddressError, match="never asked"):
        private.check_ip(ip, "inside.example")


def test_every_spelling_of_this_machine_is_one_host() -> None:
    private = PrivateHosts(True, named=["http://LOCALHOST:8000/x"])
    for host in ("127.0.0.1", "localhost.", "127.9.9.9", "[::1]"):
        assert private.check_address(f"http://{host}/")
    with pytest.raises(RefusedAddressError, match="neither the catalogue nor the settings"):
        private.check_address("http://10.0.0.1/")


@pytest.mark.parametrize(
    "url", ["ftp://a.se/x", "file:///etc/passwd", "data:text/plain,x", "javascript:alert(1)"]
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(RefusedAddressError) as refused:
        PrivateHosts(False).check_address(url)
    assert refused.value.code == "scheme_refused"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ale.se/x.pdf",
        "https:///x.pdf",
        "https://a.se:99999/",
        "https://a.se:0/",
        "http://[::1/",
        "https://a\n.se/",
    ],
)
def test_malformed_addresses_are_named(url: str) -> None:
    with pytest.raises(RefusedAddressError) as refused:
        split_address(url)
    assert refused.value.code == "malformed_address"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Ale.SE./x", "ale.se"),
        ("http://ale.se:80/x", "ale.se"),
        ("https://u:p@ale.se:8443/", "ale.se:8443"),
    ],
)
def test_hosts_are_counted_by_name_and_unusual_port(url: str, host: str) -> None:
    assert name_host(url) == host


SECRET = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="/?#\\"), min_size=1)


@given(SECRET, SECRET)
def test_credentials_never_show(user: str, password: str) -> None:
    url = f"https://{user}:{password}@ale.se/rapport.pdf?id=1"
    assert strip_credentials(url) == "https://ale.se/rapport.pdf?id=1"
    assert show_address(url) == "https://ale.se/rapport.pdf?id=1"


@given(st.text())
def test_what_is_shown_is_printable_and_short(text: str) -> None:
    shown = show_address(f"https://ale.se/{text}")
    assert shown.isprintable()
    assert len(shown) <= 300


@given(st.text())
def test_stripping_twice_changes_nothing_more(url: str) -> None:
    once = strip_credentials(url)
    assert strip_credentials(once) == once


def test_an_at_sign_in_the_path_stays() -> None:
    assert strip_credentials("https://ale.se/@kommun/x") == "https://ale.se/@kommun/x"


class TestConnecting:
    """The address connected to is the one that was checked."""

    @pytest.fixture
    def connected(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The addresses that a connection was tried to; none is made."""
        tried: list[str] = []

        def connect(_: object, host: str, *rest: object) -> object:
            tried.append(host)
            raise httpcore.ConnectError("not in a test")

        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
        return tried

    def answer(self, monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
        asked: list[str] = []
        waiting = list(answers)

        def look_up(host: str, port: int, *_: object, **__: object) -> list[object]:
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in waiting.pop(0)]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        return asked

    def test_one_look_up_and_its_answers_are_connected_to(
        self, connected: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = self.answer(monkeypatch, ["8.8.8.8", "8.8.4.4"], ["127.0.0.1"])
        with pytest.raises(httpcore.ConnectError):
            GuardedBackend(PrivateHosts(False), Deadline()).connect_tcp("rebind.example", 80)
        assert asked == ["rebind.example"]
        assert connected == ["8.8.8.8", "8.8.4.4"]

    @pytest.mark.parametrize("answers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["fe80::1%eth0"]])
    def test_an_answer_inside_is_refused_before_any_connection(
        self, connected: list[str], monkeypatch: pytest.MonkeyPatch, answers: list[str]
    ) -> None:
        self.answer(monkeypatch, answers)
        with pytest.raises(RefusedAddressError) as refused:
            GuardedBackend(PrivateHosts(False), Deadline()).connect_tcp("inside.example", 80)
        assert refused.value.code == "address_refused"
        assert connected == []

    @pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "localhost"])
    def test_odd_spellings_of_this_machine_are_refused(self, connected: list[str], host: str) -> None:
        with pytest.raises(RefusedAddressError):
            GuardedBackend(PrivateHosts(False), Deadline()).connect_tcp(host, 80)
        assert connected == []

    def test_a_look_up_has_a_deadline(self, connected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        release = threading.Event()
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(30))
        begun = time.monotonic()
        with pytest.raises(HostLookupError, match=r"within 0.1 seconds") as caught:
            GuardedBackend(PrivateHosts(False), Deadline(), 0.1).connect_tcp("silent.example", 80)
        assert not caught.value.gone, "silence is no proof that the name is gone"
        assert time.monotonic() - begun < 5
        release.set()
