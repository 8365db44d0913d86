"""The indexes of web archives: what they answer, what is asked of them, and captures that are fetched."""

from __future__ import annotations

import io
import json
import math
import re
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from werkzeug import Request, Response

from extract.sources.archive import Archive
from extract.sources.asking import Asker
from extract.sources.book import Book, Lead, Query
from extract.sources.captures import fetch_capture, name_capture, read_original
from extract.sources.indexes import ArchiveIndex, Capture, choose_captures, read_answer, read_collections
from extract.sources.pull.budget import Allowance, Budget
from extract.sources.pull.failure import PullError
from extract.sources.pull.history import History
from extract.sources.pull.request import Requester
from extract.sources.pull.robots import RobotsBook
from extract.sources.search import ArchiveSearch
from extract.sources.sites import Site
from tests.pulling.servers import PDF, make_settings

WAYBACK = ArchiveIndex("wayback", "http://a.example/cdx", replay="http://a.example/web/{timestamp}id_/{url}")
CRAWL = ArchiveIndex("commoncrawl", "http://c.example/collinfo.json", data="http://c.example/data")
HEADER = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def test_both_kinds_of_lines_are_read() -> None:
    row = ["se,x)/a", "20100102030405", "http://x.se/a.pdf", "application/pdf", "200", "AAA", "9"]
    answered = read_answer(WAYBACK, json.dumps([HEADER, row, [], ["se%2Cx+20100102%21"]]).encode(), "u")
    assert answered.resume == "se,x 20100102!"
    assert answered.captures[0].original == "http://x.se/a.pdf"
    assert read_answer(WAYBACK, b"[]", "u").captures == ()
    record = {"url": "http://x.se/a.pdf", "timestamp": "20100102030405", "mime": "application/pdf"}
    line = json.dumps(record | {"status": "200", "filename": "f.gz", "offset": "7", "length": "5"})
    answered = read_answer(CRAWL, f"{line}\n".encode(), "u")
    assert answered.captures[0].location == ("f.gz", 7, 5)
    assert answered.resume == "1"
    assert read_answer(CRAWL, b'{"message": "No Captures found"}', "u").captures == ()


@pytest.mark.parametrize("content", [b"<html>Busy</html>", b'[["urlkey","timest', b"null", b"[[1]]", b"{}"])
def test_an_answer_that_is_none_or_breaks_off_is_refused(content: bytes) -> None:
    for archive in (WAYBACK, CRAWL):
        with pytest.raises(PullError) as caught:
            read_answer(archive, content, "http://a.example/cdx?url=x")
        assert caught.value.code in ("protocol_error", "too_complex")


def test_half_a_character_in_a_line_does_no_harm(tmp_path: Path) -> None:
    line = b'{"url": "http://x.example/\\ud800.pdf", "timestamp": "20100101000000", "status": "200"}'
    (capture,) = read_answer(ArchiveIndex("pywb", "http://i.example/"), line, "http://i.example/").captures
    Book(tmp_path).put(Lead(capture.original, "x.example", ""))
    assert capture.original == "http://x.example/?.pdf"


def test_one_index_of_each_year_is_asked() -> None:
    listed = [
        {"id": f"CC-MAIN-{name}", "cdx-api": f"http://c.example/{name}"}
        for name in ("2024-2", "2024-1", "2023-9")
    ]
    assert read_collections(json.dumps(listed).encode(), "http://c.example/") == [
        "http://c.example/2024-2",
        "http://c.example/2023-9",
    ]
    with pytest.raises(PullError):
        read_collections(b'[{"id": "x"}]', "http://c.example/")


def test_captures_of_other_bytes_are_chosen_and_spread() -> None:
    def make(year: int, digest: str, status: str = "200", mime: str = "application/pdf") -> Capture:
        return Capture("http://x.se/a.pdf", f"{year}0101000000", mime, status, digest)

    captures = [
        make(2010, "A"),
        make(2011, "A", "-", "warc/revisit"),
        make(2012, "B"),
        make(2013, "C", "404"),
    ]
    assert [each.timestamp[:4] for each in choose_captures(captures, 9)] == ["2010", "2012"]
    many = [make(2000 + year, str(year)) for year in range(20)]
    chosen = choose_captures(many, 4)
    assert [chosen[0], chosen[-1]] == [many[0], many[-1]]
    assert len(chosen) == 4


def test_a_replay_tells_the_address_that_was_captured() -> None:
    assert read_original("http://a.example/web/2010id_/http://x.se/a?b=http://y.se/", None) == (
        "http://x.se/a?b=http://y.se/"
    )
    assert read_original("http://a.example/elsewhere", "http://x.se/") == "http://x.se/"


def test_a_record_of_a_warc_file_is_fetched_by_its_range(httpserver: HTTPServer) -> None:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    places = []
    for body in (b"<html>", PDF):
        first = file.tell()
        headers = StatusAndHeaders("200 OK", [("Content-Type", "application/pdf")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "http://x.se/a.pdf", "response", payload=io.BytesIO(body), http_headers=headers
        )
        writer.write_record(record)
        places.append((first, file.tell() - first))

    def answer(request: Request) -> Response:
        first, last = map(int, request.headers["Range"].removeprefix("bytes=").split("-"))
        return Response(file.getvalue()[first : last + 1], 206)

    httpserver.expect_request("/data/crawl/f.warc.gz").respond_with_handler(answer)
    archive = ArchiveIndex(
        "commoncrawl", httpserver.url_for("/collinfo.json"), data=httpserver.url_for("/data")
    )
    capture = Capture("http://x.se/a.pdf", "20100101000000", location=("crawl/f.warc.gz", *places[1]))
    settings = make_settings(allow_private_hosts=False, archive_services=archive.origins)
    with Requester(settings) as requester:
        url = name_capture(archive, capture)
        assert url is not None
        assert fetch_capture(requester, url).read() == PDF
        broken = name_capture(archive, Capture("u", "1", location=("crawl/f.warc.gz", places[1][0] + 3, 40)))
        assert broken is not None
        with pytest.raises(PullError) as caught:
            fetch_capture(requester, broken)
        assert caught.value.code == "protocol_error"


def search_archive(httpserver: HTTPServer, place: Path, sites: list[Site]) -> tuple[ArchiveSearch, Book]:
    """A search of one archive on loopback for some sites, to its end."""
    archive = ArchiveIndex(
        "wayback", httpserver.url_for("/cdx"), replay=httpserver.url_for("/web/{timestamp}id_/{url}")
    )
    book, kept = Book(place / "book"), Archive(place / "archive")
    budget = Budget("test", Allowance(math.inf, math.inf, math.inf))
    settings = make_settings(allow_private_hosts=False, archive_services=archive.origins)
    with Requester(settings) as requester:
        robots = RobotsBook(requester, kept, History(kept), budget)
        search = ArchiveSearch(Asker(requester, kept, robots, budget), book, [archive], sites)
        search.ask_domains(sites, math.inf)
    return search, book


def test_an_index_that_throttles_is_asked_later_and_slower(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("extract.sources.pull.hosts.HostBook.sleep", lambda _, seconds: waits.append(seconds))
    answers = iter([Response("", 429, {"Retry-After": "7"}), Response("", 503), Response("[]")])
    httpserver.expect_request("/cdx").respond_with_handler(lambda _: next(answers))
    search, book = search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    assert search.problems == []
    assert any(6 < wait <= 7 for wait in waits)
    assert [query.whole for query in book.queries()] == [True]


def test_an_index_that_answers_nonsense_is_a_sentence_and_is_left_for_the_night(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/cdx").respond_with_data("<html>We are busy</html>")
    sites = [Site(f"site{number}.example", "") for number in range(9)]
    search, book = search_archive(httpserver, tmp_path, sites)
    assert len(httpserver.log) == 3
    assert len(search.problems) == 3
    assert "left alone until the next night" in search.problems[-1]
    assert not any(query.whole for query in book.queries())


def test_an_index_is_asked_on_from_its_resume_key_and_a_capture_is_kept(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    def answer(request: Request) -> Response:
        original = "http://www.lindby.example/Kommunkompassen.pdf"
        row = ["k", "20100102030405", original, "application/pdf", "200", "DIGEST", "9"]
        if "resumeKey" in request.args:
            assert request.args["resumeKey"] == "k 1!"
            return Response(json.dumps([HEADER, row]))
        return Response(json.dumps([HEADER, [*row[:4], "404", "OTHER", "9"], [], ["k+1%21"]]))

    httpserver.expect_request("/cdx").respond_with_handler(answer)
    path = "/web/20100102030405id_/http://www.lindby.example/Kommunkompassen.pdf"
    httpserver.expect_request(path).respond_with_data(PDF)
    _, book = search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    (lead,) = book.leads()
    assert (lead.came, lead.captured, lead.site) == ("document", "20100102030405", "lindby.example")
    assert lead.sha256 is not None
    assert Archive(tmp_path / "archive").read_bytes(lead.sha256) == PDF


def test_a_part_of_an_answer_is_taken_before_it_is_written_down(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = "http://lindby.example/Kommunkompassen.pdf"
    rows = [HEADER, ["k", "20100102030405", original, "application/pdf", "200", "D", "9"]]
    httpserver.expect_request("/cdx").respond_with_json(rows)
    with monkeypatch.context() as killed:
        killed.setattr("extract.sources.book.Book.add_lead", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    assert Book(tmp_path / "book").queries() == []
    search_archive(httpserver, tmp_path, [Site("lindby.example", "Lindby")])
    assert [lead.original for lead in Book(tmp_path / "book").leads()] == [original]


def test_no_archive_is_asked_about_an_address_with_a_token(httpserver: HTTPServer, tmp_path: Path) -> None:
    archive = ArchiveIndex("wayback", httpserver.url_for("/cdx"), replay=httpserver.url_for("/web/"))
    dead = [
        Lead(f"https://lindby.example/download?id={no}{token}", "lindby.example", "")
        for no, token in enumerate(("", "&token=Abc123def456ghi789"))
    ]
    kept = Archive(tmp_path / "archive")
    budget = Budget("test", Allowance(math.inf, math.inf, math.inf))
    book = Book(tmp_path / "book")
    with Requester(make_settings(allow_private_hosts=False, archive_services=archive.origins)) as requester:
        robots = RobotsBook(requester, kept, History(kept), budget)
        site = Site("lindby.example", "Lindby")
        ArchiveSearch(Asker(requester, kept, robots, budget), book, [archive], [site]).look_up(dead)
    assert [query.about for query in book.queries()] == [dead[0].url]


def test_each_index_of_common_crawl_is_asked_until_it_has_told(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of two indexes fails in the first night; the next one asks that one alone, and no list again."""
    monkeypatch.setattr("extract.sources.pull.hosts.HostBook.sleep", lambda *_: None)
    archive = ArchiveIndex("commoncrawl", httpserver.url_for("/collinfo"), data=httpserver.url_for("/data"))
    listed = [{"id": f"CC-{year}", "cdx-api": httpserver.url_for(f"/{year}")} for year in (2019, 2018)]
    httpserver.expect_request("/collinfo").respond_with_json(listed)
    broken = {"/2018"}
    httpserver.expect_request(re.compile("/201[89]")).respond_with_handler(
        lambda request: Response("", 503 if request.path in broken else 404)
    )
    sites, dead = (
        [Site("lindby.example", "Lindby")],
        Lead("https://lindby.example/9.pdf", "lindby.example", ""),
    )
    foreign = Query("https://elsewhere.example/cdx", "https://lindby.example/8.pdf")
    kept = Archive(tmp_path / "archive")
    budget = Budget("test", Allowance(math.inf, math.inf, math.inf))
    settings = make_settings(allow_private_hosts=False, archive_services=archive.origins)

    def ask() -> list[str]:
        httpserver.clear_log()
        book = Book(tmp_path / "book")
        book.put(foreign)
        with Requester(settings) as requester:
            robots = RobotsBook(requester, kept, History(kept), budget)
            search = ArchiveSearch(Asker(requester, kept, robots, budget), book, [archive], sites)
            search.look_up([dead])
            search.follow(math.inf)
        return [request.path for request, _ in httpserver.log]

    assert ask() == ["/collinfo", "/2019", *["/2018"] * 5]
    broken.clear()
    assert ask() == ["/2018"]
    assert ask() == []
