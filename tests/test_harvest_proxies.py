"""The harvest behind a proxy, and archives on loopback."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from extract.sources.addresses import RefusedAddressError, check_name
from extract.sources.pull.failure import PullError
from extract.sources.pull.proxy import Proxies, ProxyError, find_proxies
from extract.sources.pull.request import Requester
from tests.pulling.servers import PDF, make_settings


def test_proxies_come_from_the_settings_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert find_proxies(None).choose("https://x.se/") is None
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", ".intern.example,x.se:8443")
    proxies = find_proxies(None)
    assert proxies.choose("https://x.se/") == "http://proxy.example:3128"
    assert proxies.choose("http://x.se/") is None
    assert proxies.choose("https://x.se:8443/") is None
    assert proxies.choose("https://a.intern.example/") is None
    assert proxies.choose("https://127.0.0.1/") is None
    assert find_proxies("other.example:1").choose("http://x.se/") == "http://other.example:1"
    assert Proxies("p", "p", "*").choose("http://x.se/") is None
    with pytest.raises(ProxyError):
        find_proxies("socks5://x.example:1")


@pytest.mark.parametrize(
    "host",
    ["printer", "db.internal", "nas.local", "127.1", "0x7f.1", "2130706433", "a.home.arpa", "localhost"],
)
def test_names_of_inner_networks_are_not_asked_through_a_proxy(host: str, httpserver: HTTPServer) -> None:
    with pytest.raises(RefusedAddressError):
        check_name(f"http://{host}/")
    with (
        Requester(make_settings(allow_private_hosts=False, proxy=httpserver.url_for(""))) as requester,
        pytest.raises(PullError) as caught,
    ):
        requester.get(f"http://{host}/")
    assert caught.value.code == "address_refused"
    assert httpserver.log == []


def test_a_public_name_is_asked_through_the_proxy_though_it_lies_on_loopback(httpserver: HTTPServer) -> None:
    """Naming the proxy is the permission; what it leads to is not looked up here."""
    httpserver.expect_request("/a.pdf").respond_with_data(PDF)
    settings = make_settings(allow_private_hosts=False, proxy=httpserver.url_for(""))
    with Requester(settings) as requester:
        assert requester.get("http://no-such-host.example/a.pdf").read() == PDF
        with pytest.raises(PullError) as caught:  # what a page leads to is checked as always
            requester.get(httpserver.url_for("/a.pdf"))
        assert caught.value.code == "address_refused"
    assert len(httpserver.log) == 1


def test_an_archive_on_loopback_is_asked_as_an_archive_only(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/cdx").respond_with_data("[]")
    origin = httpserver.url_for("").rstrip("/")
    with Requester(make_settings(allow_private_hosts=False, archive_services=(origin,))) as requester:
        assert requester.get(httpserver.url_for("/cdx"), of_archive=True).read() == b"[]"
        with pytest.raises(PullError) as caught:
            requester.get(httpserver.url_for("/cdx"))
        assert caught.value.code == "address_refused"
