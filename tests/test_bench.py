"""The review bench: who may use it, what it writes, and how many steps a held report takes in a browser."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from extract.records import DocumentReport, Group, Outcome, Proof, ReadingKind, Reason
from flows.configuration import load_settings
from flows.declarations.errors import ReviewError
from flows.declarations.local import list_declared, undo_declaration
from flows.reading.cache import ReadingCache
from flows.review.bench.app import Bench, make_bench
from flows.review.bench.security import Access
from flows.review.bench.serve import make_server, open_socket
from flows.settings import Settings
from tests.browser import find_faults, open_browser
from tests.fixtures_release import build
from tests.fixtures_reports import make_pull, make_reading, make_report
from tests.ingested import Ingested, ingest_folder
from transform.apply_decisions import apply_decisions
from transform.corrections import parse_corrections
from transform.decisions import Decision, DecisionError, DecisionKind, parse_decisions
from warehouse.release import publish_release

HELD_HERE = (
    "se-009-kommunkompassen.pdf",
    "se-018-Bilaga_5.pdf",
    "se-034-dokument-e86911.pdf",
    "se-038-Bilaga_3.pdf",
    "se-063-Bilaga_1.pdf",
    "se-066-kommunkompassen-b0bc2.pdf",
    "se-068-kommunkompassen-b99fc.pdf",
    "se-073-dokument-29841a.pdf",
)
HELD_ELSEWHERE = ("kk_vimmerby_2014_slut.pdf", "giske-kommunekompasset-2019.pdf")
MOST_STEPS = 3  # choose, say why where nothing is offered, declare


def make_rivals() -> DocumentReport:
    """A held report with two columns of points, of which the second adds up to the printed total."""
    report = make_report("0180", 2014, [60, 61, 62, 63, 64, 65, 66, 67])
    rival = [
        make_reading(ReadingKind.UNKNOWN, 50 + no, no, group=Group("table", "1", "unknown"), words="2014 <b>")
        for no in range(1, 9)
    ]
    other = [replace(each, kind=ReadingKind.UNKNOWN) if each.area_no else each for each in report.readings]
    return replace(
        report,
        outcome=Outcome.QUARANTINED,
        reasons=(Reason("score_uncertain", "Two columns may hold <script>alert(1)</script> the points."),),
        verdict=replace(report.verdict, scores=(), subareas=()),
        readings=(*rival, *other),
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data directory with one held report, and declarations of its own."""
    from upath import UPath

    from extract.version import READER_VERSION

    report = make_rivals()
    publish_release(build([make_pull(report)], [report]), tmp_path / "warehouse", {})
    ReadingCache(UPath(tmp_path) / "cache" / "readings", READER_VERSION).put(
        replace(report, reader_version=READER_VERSION)
    )
    return load_settings(
        None,
        data=str(tmp_path),
    )


@pytest.fixture
def bench(settings: Settings) -> Bench:
    return Bench(settings, "analyst", Access(8123))


@pytest.fixture
def client(bench: Bench) -> TestClient:
    """A browser that opened the bench."""
    client = TestClient(make_bench(bench), base_url="http://127.0.0.1:8123")
    assert client.get(f"/?token={bench.access.token}").status_code == 200
    client.headers["origin"] = "http://127.0.0.1:8123"
    return client


def test_the_token_works_once(bench: Bench) -> None:
    app, token = make_bench(bench), bench.access.token
    first, second = (TestClient(app, base_url="http://127.0.0.1:8123") for _ in range(2))
    assert first.get("/").status_code == 403
    assert first.get("/?token=wrong").status_code == 403
    answer = first.get(f"/?token={token}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:8123/")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert first.get("/").status_code == 200
    assert second.get(f"/?token={token}").status_code == 403
    assert second.get("/?token=").status_code == 403


def test_foreign_hosts_origins_and_forms_are_refused(client: TestClient, bench: Bench) -> None:
    name = next(iter(bench.cases))
    form = {"form": bench.access.form, "choice": "0", "why": "because", "act": "declare"}
    for headers in (
        {"host": "evil.example:8123"},
        {"host": "127.0.0.1:9"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ):
        assert client.get("/", headers=headers).status_code == 403
        assert client.post(f"/document/{name}", data=form, headers=headers).status_code == 403
    del client.headers["origin"]
    assert client.post(f"/document/{name}", data=form).status_code == 403
    client.headers["origin"] = "http://127.0.0.1:8123"
    assert client.post(f"/document/{name}", data=form | {"form": "guess"}).status_code == 403
    assert client.put(f"/document/{name}").status_code == 405
    assert list_declared(bench.settings) == []


def test_nothing_is_written_by_get(client: TestClient, bench: Bench) -> None:
    name = next(iter(bench.cases))
    before = {path: path.read_bytes() for path in Path(bench.settings.data).rglob("*") if path.is_file()}
    for address in (
        "/",
        f"/document/{name}?choice=0&why=x&act=declare",
        f"/document/{name}/page/1.png",
        "/undo?name=x",
    ):
        client.get(address)
    assert {
        path: path.read_bytes() for path in Path(bench.settings.data).rglob("*") if path.is_file()
    } == before


def test_what_documents_say_is_escaped_and_answers_are_closed(client: TestClient, bench: Bench) -> None:
    answer = client.get(f"/document/{next(iter(bench.cases))}")
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<script>alert" not in answer.text
    assert "2014 &lt;b&gt;" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_choosing_a_column_is_foretold_declared_and_undone(client: TestClient, bench: Bench) -> None:
    name, case = next(iter(bench.cases.items()))
    publishing = [each for each in case.proposals if each.publishes]
    assert [each.kind for each in publishing] == ["reading"]
    page = client.get(f"/document/{name}").text
    assert "Publishes 60 + 61 + 62 + 63 + 64 + 65 + 66 + 67 = 508" in page
    assert "the sum holds" in page
    form = {"form": bench.access.form, "choice": "0", "act": "declare"}
    refused = client.post(f"/document/{name}", data=form | {"why": "  "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    told = client.post(f"/document/{name}", data=form | {"why": publishing[0].why})
    assert "Nothing is left to settle" in told.text
    decision = list_declared(bench.settings)[0].declaration
    assert isinstance(decision, Decision)
    assert (decision.decision, decision.value, decision.decided_by) == (
        DecisionKind.READING,
        "table:1:score",
        "analyst",
    )
    after = apply_decisions({name: make_rivals()}, [decision])[name]
    assert after.outcome is Outcome.ACCEPTED
    assert [score.value for score in after.verdict.scores] == [60, 61, 62, 63, 64, 65, 66, 67]
    assert after.verdict.scores[0].proof is Proof.SUM
    client.post("/undo", data={"form": bench.access.form, "name": decision.decision_id})
    assert list_declared(bench.settings) == []
    assert "1 held documents to settle" in client.get("/").text


def test_a_correction_by_hand_is_tried_before_it_is_written(client: TestClient, bench: Bench) -> None:
    name = next(iter(bench.cases))
    form = {
        "form": bench.access.form,
        "choice": "correction",
        "area": "3",
        "expected": "99",
        "why": "x",
        "act": "try",
    }
    told = client.post(f"/document/{name}", data=form | {"corrected": "64"}).text
    assert "expects 99 for area 3" in told
    assert "wants the area" in client.post(f"/document/{name}", data=form | {"corrected": "many"}).text
    form = {
        "form": bench.access.form,
        "choice": "municipality",
        "municipality": "9999 Nowhere",
        "why": "x",
        "act": "try",
    }
    assert "not the code of a municipality" in client.post(f"/document/{name}", data=form).text


def _decide(kind: DecisionKind, value: str, report: DocumentReport) -> Decision:
    from datetime import date

    codes = tuple(reason.code for reason in report.reasons)
    return Decision("name", report.sha256, kind, value, codes, "why", "who", date(2026, 11, 2))


def test_a_column_that_does_not_prove_is_not_published() -> None:
    report = make_rivals()
    decision = _decide(DecisionKind.READING, "table:1:unknown", report)
    with pytest.raises(DecisionError, match="lacks a proof of its eight scores"):
        apply_decisions({report.sha256: report}, [decision])
    decision = _decide(DecisionKind.READING, "table-9", report)
    with pytest.raises(DecisionError, match="gives no number for some area"):
        apply_decisions({report.sha256: report}, [decision])


def test_an_edition_is_settled() -> None:
    report = make_report("0180", 2014, [60] * 8)
    held = replace(
        report,
        outcome=Outcome.QUARANTINED,
        reasons=(Reason("edition_unclear", "Which edition?"),),
        identity=replace(report.identity, edition=None),
        verdict=replace(report.verdict, edition=None, scores=()),
    )
    after = apply_decisions({held.sha256: held}, [_decide(DecisionKind.EDITION, "2010", held)])[held.sha256]
    assert after.outcome is Outcome.ACCEPTED
    assert after.identity.edition == 2010
    assert len(after.verdict.scores) == 8


def test_undoing_what_was_never_declared_is_refused(settings: Settings) -> None:
    with pytest.raises(ReviewError, match="Nothing is declared under the name nothing"):
        undo_declaration(settings, "nothing")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, shared_reports: Path, larger: Ingested) -> Path:
    """A data directory after the main job on ten held reports of the samples."""
    folder = tmp_path_factory.mktemp("held")
    for name in HELD_HERE:
        shutil.copy(shared_reports / name, folder)
    for name in HELD_ELSEWHERE:
        shutil.copy(shared_reports.parent / "strangers" / name, folder)
    data = tmp_path_factory.mktemp("data")
    ingest_folder(folder, data, larger)
    return data


@pytest.fixture
def page(held: Path, tmp_path: Path) -> Iterator[Page]:
    """The bench in a browser, on a copy of the data."""
    data = tmp_path / "data"
    shutil.copytree(held, data, symlinks=True)
    settings = load_settings(None, data=str(data))
    place = open_socket(0)
    server, address = make_server(settings, "analyst", place)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with open_browser() as browser:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        yield page
    server.should_exit = True
    thread.join()


WISHES = {  # what a person concludes after a look at the pages, as words of a proposal
    "se-009": "Column A holds",
    "se-018": "Keep it out",
    "se-034": "Keep it out",
    "se-038": "The printed total is a misprint",
    "se-063": "It is not a report on a municipality",
    "se-066": "The visit was in 2009",
    "se-068": "It is about Ulricehamn",
    "se-073": "Column B holds",
    "kk_vimmerby": "The printed total is a misprint",
    "giske": "Keep it out",
}


def test_ten_held_reports_are_settled_in_few_steps(page: Page, tmp_path: Path) -> None:
    """Each takes a key that chooses and a key that declares; the next one comes by itself."""
    assert page.locator("h1").inner_text() == "10 held documents to settle"
    assert not find_faults(page)
    page.keyboard.press("Enter")  # the first, which has the focus
    steps: dict[str, int] = {}
    for left in range(10, 0, -1):
        page.wait_for_function("(left) => document.body.innerText.includes(`${left} left`)", arg=left)
        page.wait_for_load_state()  # the keys are heard once the page's script has run
        address = page.locator("p.quiet").first.inner_text()
        name = next(start for start in WISHES if start in address)
        assert page.locator(".sheet img").count() > 0
        proposals = page.locator(".proposals li")
        number = 1 + next(at for at, text in enumerate(proposals.all_inner_texts()) if WISHES[name] in text)
        if left == 10:
            assert not find_faults(page)
            page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 300")
        page.keyboard.press(str(number))
        steps[name] = 1
        assert page.locator("#why").input_value()
        page.keyboard.press("a")
        steps[name] += 1
        page.wait_for_selector(".said")
    assert steps == dict.fromkeys(WISHES, 2)
    assert max(steps.values()) <= MOST_STEPS
    assert "Nothing is left to settle" in page.content()
    decisions = parse_decisions(
        (tmp_path / "data" / "declarations" / "decisions.csv").read_text(encoding="utf-8")
    )
    assert len(decisions) == 10
    kinds = sorted(decision.decision.value for decision in decisions)
    assert kinds == sorted(
        ["reading"] * 2
        + ["withdrawn"] * 3
        + ["misprinted_total"] * 2
        + ["not_a_report", "round", "municipality"]
    )
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_selector("text=1 held documents to settle")


def test_a_number_is_corrected_by_pointing_at_it(page: Page, tmp_path: Path) -> None:
    page.get_by_role("link", name=re.compile("Vimmerby")).click()
    page.locator("button.box[data-area='1']").first.click()
    expected = page.locator("#correct input[name=expected]").input_value()
    assert float(expected) > 0
    assert page.evaluate("document.activeElement.name") == "corrected"
    page.keyboard.type(f"{float(expected) + 18:g}")
    page.locator("#correct input[name=why]").fill("The sub-areas say so.")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tried")
    assert "the sum holds" in page.locator(".tried").inner_text()
    page.locator(".tried button").click()
    page.wait_for_selector(".said")
    correction = parse_corrections(
        (tmp_path / "data" / "declarations" / "corrections.csv").read_text(encoding="utf-8")
    )[0]
    assert (correction.area_no, correction.expected_score) == (1, float(expected))


def test_the_command_says_the_address_and_wants_a_role(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from flows.cli import app

    told = CliRunner().invoke(app, ["review", "serve", "--data", str(tmp_path)])
    assert told.exit_code == 2
    assert "--who" in told.output
    told = CliRunner().invoke(app, ["review", "serve", "--data", str(tmp_path), "--who", "analyst"])
    assert told.exit_code == 2
    assert "run ingest first" in told.output
