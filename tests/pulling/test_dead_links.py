"""Dead links: an archived copy takes the place, and the last good copy is kept."""

from __future__ import annotations

import json
import re

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from extract.records import CatalogueLine
from extract.sources.archive import Archive
from extract.sources.fetch import pull_catalogue
from tests.pulling.servers import OTHER_PDF, PDF, asked, codes, make_settings, pull


class TestDeadLinks:
    MOMENT = "20150102030405"

    @pytest.fixture
    def wayback(self, httpserver: HTTPServer) -> HTTPServer:
        """A dead address and a stand-in for the Internet Archive, both on the test server."""
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_request("/a.pdf").respond_with_data("", status=404)

        def offer(request: Request) -> Response:
            url = httpserver.url_for(f"/web/{self.MOMENT}/{request.args['url']}")
            closest = {"available": True, "url": url, "timestamp": self.MOMENT, "status": "200"}
            return Response(
                json.dumps({"url": request.args["url"], "archived_snapshots": {"closest": closest}})
            )

        httpserver.expect_request("/wayback/available").respond_with_handler(offer)
        return httpserver

    def pull_dead(self, server: HTTPServer, archive: Archive, path: str = "/a.pdf") -> object:
        line = CatalogueLine(url=server.url_for(path), round=2014)
        return pull_catalogue([line], archive, make_settings(wayback_base=server.url_for("/")))[0]

    def test_an_archived_copy_takes_the_place(self, wayback: HTTPServer, archive: Archive) -> None:
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data(PDF)
        (result,) = pull_catalogue(
            [CatalogueLine(url=wayback.url_for("/a.pdf"), round=2014)],
            archive,
            make_settings(wayback_base=wayback.url_for("/")),
        )
        assert (result.status, codes(result)) == ("archived_copy", ["not_found", "archived_copy"])
        assert result.http_status == 404
        assert f"/web/{self.MOMENT}id_/" in (result.pulled_from or "")
        assert archive.read_bytes(result.sha256 or "") == PDF
        question = next(request for request, _ in wayback.log if request.path == "/wayback/available")
        assert question.args["url"] == wayback.url_for("/a.pdf")
        assert question.args["timestamp"].startswith("2015")
        wayback.clear_log()
        assert self.pull_dead(wayback, Archive(archive.root)) == result
        assert [path for path, *_ in asked(wayback)] == ["/a.pdf"], "the copy is not asked for again"

    def test_a_copy_only_under_the_plain_address_is_taken(
        self, wayback: HTTPServer, archive: Archive
    ) -> None:
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}/.*")).respond_with_data(PDF)
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data("", status=404)
        result = self.pull_dead(wayback, archive)
        assert result.status == "archived_copy"  # type: ignore[attr-defined]

    def test_the_last_good_copy_keeps_its_place(self, httpserver: HTTPServer, archive: Archive) -> None:
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_oneshot_request("/a.pdf").respond_with_data(PDF)
        (first,) = pull(archive, httpserver.url_for("/a.pdf"))
        httpserver.expect_request("/a.pdf").respond_with_data("", status=410)
        (second,) = pull(archive, httpserver.url_for("/a.pdf"), wayback_base=httpserver.url_for("/"))
        assert (second.status, codes(second), second.sha256) == ("unavailable", ["gone"], first.sha256)
        assert not [request for request, _ in httpserver.log if request.path == "/wayback/available"]

    def test_the_document_comes_back(self, wayback: HTTPServer, archive: Archive) -> None:
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data(PDF)
        wayback.expect_oneshot_request("/b.pdf").respond_with_data("", status=404)
        self.pull_dead(wayback, archive, "/b.pdf")
        wayback.expect_request("/b.pdf").respond_with_data(OTHER_PDF)
        (back,) = pull(archive, wayback.url_for("/b.pdf"))
        assert (back.status, back.pulled_from, codes(back)) == ("fetched", None, [])

    def test_a_page_that_says_not_found_is_a_dead_link_too(
        self, wayback: HTTPServer, archive: Archive
    ) -> None:
        wayback.expect_request("/soft.pdf").respond_with_data("<html><h1>404 Not found</h1></html>")
        wayback.expect_request(re.compile(rf"/web/{self.MOMENT}id_/.*")).respond_with_data(PDF)
        for _ in range(2):
            result = self.pull_dead(wayback, Archive(archive.root), "/soft.pdf")
            assert result.status == "archived_copy"  # type: ignore[attr-defined]
            assert codes(result) == ["soft_404", "archived_copy"]  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "reply",
        ['{"archived_snapshots": {}}', "not json", "[]", '{"archived_snapshots": {"closest": {"url": 5}}}'],
    )
    def test_no_copy(self, httpserver: HTTPServer, archive: Archive, reply: str) -> None:
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_request("/a.pdf").respond_with_data("", status=404)
        httpserver.expect_request("/wayback/available").respond_with_data(reply)
        (result,) = pull(archive, httpserver.url_for("/a.pdf"), wayback_base=httpserver.url_for("/"))
        assert (result.status, codes(result), result.sha256) == ("unavailable", ["not_found"], None)

    def test_an_archived_copy_that_is_a_page_is_not_taken(
        self, wayback: HTTPServer, archive: Archive
    ) -> None:
        wayback.expect_request(re.compile(r"/web/.*")).respond_with_data("<html>furniture</html>")
        result = self.pull_dead(wayback, archive)
        assert result.status == "unavailable"  # type: ignore[attr-defined]
        assert len(archive.hashes()) == 1, "what came is kept all the same"

    def test_an_archived_copy_inside_is_refused(
        self, wayback: HTTPServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from extract.sources import addresses

        real = addresses.is_public
        monkeypatch.setattr(addresses, "is_public", lambda ip: str(ip) == "127.0.0.1" or real(ip))
        closest = {"available": True, "url": "http://10.1.2.3/a.pdf", "timestamp": self.MOMENT}
        wayback.clear()
        wayback.expect_request("/robots.txt").respond_with_data("", status=404)
        wayback.expect_request("/a.pdf").respond_with_data("", status=404)
        wayback.expect_request("/wayback/available").respond_with_json(
            {"archived_snapshots": {"closest": closest}}
        )
        base = f"http://127.0.0.1:{wayback.port}"
        (result,) = pull(archive, f"{base}/a.pdf", wayback_base=base, allow_private_hosts=False)
        assert (result.status, codes(result)) == ("unavailable", ["not_found"])
