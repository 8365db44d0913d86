"""The quarantine at the command line: listed, shown with evidence, decided, and obeyed by the next run."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from extract.records import DocumentReport, Outcome, Reason
from extract.sources.archive import Archive
from extract.sources.pull.record import PullRecord
from flows.cli import app
from flows.configuration import load_settings
from flows.declarations.local import seed_declarations
from flows.reading.cache import ReadingCache
from flows.review.accept import choose_expected
from flows.review.held import find_document, open_review
from tests.conftest import ROOT
from tests.declared import load_published_figures
from tests.fixtures_reports import index_reports, make_addresses, make_pull, make_report, make_unscored
from tests.releases import Tables
from transform.corrections import parse_corrections
from transform.decisions import DecisionKind, parse_decisions
from transform.tables import build_tables
from warehouse.release import publish_release

PDF = (ROOT / "flows" / "sample_reports" / "grastorp-2014.pdf").read_bytes()
SHA256 = hashlib.sha256(PDF).hexdigest()
ADDRESS = "https://example.org/rapporter/gr%C3%A4storp%202014.pdf"
Review = Callable[..., Result]


def make_mismatched() -> DocumentReport:
    """A report whose printed total is off by the misprint of area 3, with the bytes of a real file."""
    report = make_report("1444", 2014, [60, 61, 62, 63, 64, 65, 66, 67])
    return replace(
        report,
        sha256=SHA256,
        outcome=Outcome.QUARANTINED,
        reasons=(Reason("total_mismatch", "The eight scores add up to 508, the printed total is 506."),),
        verdict=replace(report.verdict, scores=(), subareas=()),
    )


@pytest.fixture
def held() -> list[DocumentReport]:
    return [
        make_mismatched(),
        make_report("0180", 2014, [60] * 8),
        make_report("0180", 2014, [61] * 8, name="other"),
        make_unscored(
            "unclear",
            Outcome.QUARANTINED,
            "round_unclear",
            municipality_code="0114",
            municipality="Upplands Väsby",
        ),
        make_unscored("slides", Outcome.REJECTED, "slides"),
    ]


@pytest.fixture
def data(tmp_path: Path, held: list[DocumentReport]) -> Path:
    folder = tmp_path / "data"
    archive = Archive(folder / "archive")
    assert archive.put(PDF) == SHA256
    for day, report in enumerate(held, start=1):
        archive.record(
            PullRecord(
                url=f"https://example.org/{day}",
                time=f"2026-11-{day:02}T04:15:00+00:00",
                status="fetched",
                sha256=report.sha256,
            )
        )
    archive.flush()
    publish_release(build(held), folder / "warehouse", {"code": "test"})
    return folder


def build(reports: list[DocumentReport]) -> Tables:
    pulls = [make_pull(report, url=ADDRESS if report.sha256 == SHA256 else None) for report in reports]
    return build_tables(
        make_addresses(pulls),
        index_reports(*reports),
        corrections=[],
        decisions=[],
        published=load_published_figures(),
    )


@pytest.fixture
def review(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Review:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["review", *arguments, "--data", str(data)])

    return call


def test_it_lists_by_reason_newest_first(review: Review) -> None:
    told = review("list").output
    assert "4 held back" in told
    places = [
        told.index(word) for word in ("round_unclear (1)", "publishers_disagree (2)", "total_mismatch (1)")
    ]
    assert places == sorted(places)
    assert told.index("2026-11-03") < told.index("2026-11-02")
    assert "slides" not in told
    assert "Grästorp 2014" in told


def test_without_a_subcommand_it_lists(data: Path, review: Review) -> None:
    bare = CliRunner().invoke(app, ["review", "--data", str(data)])
    assert bare.output == review("list").output
    assert bare.exit_code == 0


def test_it_lists_everything_and_for_machines(review: Review) -> None:
    told = json.loads(review("list", "--all", "--json").output)
    assert {document["outcome"] for document in told} == {"quarantined", "rejected"}
    mismatch = next(document for document in told if document["reason"] == "total_mismatch")
    assert mismatch["sha256"] == SHA256
    assert mismatch["since"] == "2026-11-01T04:15:00+00:00"


@pytest.mark.parametrize("name", [SHA256[:8], ADDRESS, "grästorp 2014.pdf"])
def test_a_document_is_found_by_hash_address_or_file_name(review: Review, name: str) -> None:
    shown = review("show", name, "--no-pictures")
    assert shown.exit_code == 0, shown.output
    assert f"Document     {SHA256}" in shown.output


def test_it_shows_each_reading_with_its_place_and_what_would_settle_it(review: Review) -> None:
    told = review("show", SHA256[:8], "--no-pictures").output
    assert "total_mismatch: The eight scores add up to 508" in told
    assert "-> Look at the page." in told
    assert f"kommunkompassen review accept {SHA256[:12]} --correct AREA=VALUE --expected VALUE" in told
    assert "9 readings" in told
    assert "area 3       62" in told
    assert "sum         508" in told
    assert "What would settle it: whose the numbers on page 5 are" in told
    assert "area 3" in told
    assert "p. 5 (60.0, 160.0, 72.0, 170.0) table" in told


def test_it_draws_the_page_and_every_number(review: Review, data: Path) -> None:
    shown = review("show", SHA256[:8])
    assert shown.exit_code == 0, shown.output
    folder = data / "review" / SHA256[:12]
    names = sorted(path.name for path in folder.glob("*.png"))
    assert names[-1].startswith("total-total")
    assert "page-005.png" in names
    assert "page-005-search.png" in names
    assert len(names) == 2 + 9
    with Image.open(io.BytesIO((folder / "page-005.png").read_bytes())) as page:
        assert min(page.size) > 500


def test_what_is_not_there_is_told_in_a_sentence(review: Review, data: Path, tmp_path: Path) -> None:
    unknown = review("show", "nothing-like-it.pdf")
    assert unknown.exit_code == 2
    assert "No document of release" in unknown.output
    empty = CliRunner().invoke(app, ["review", "list", "--data", str(tmp_path / "empty")])
    assert empty.exit_code == 2
    assert "run ingest first" in empty.output
    without_bytes = review("show", "round", "--pictures", str(tmp_path / "out"))
    assert without_bytes.exit_code == 2


def accept(review: Review, tmp_path: Path, *arguments: str) -> Result:
    return review(
        "accept",
        *arguments,
        "--who",
        "analyst",
        "--why",
        "The printed page, looked at twice.",
        "--decisions",
        str(tmp_path / "decisions.csv"),
        "--corrections",
        str(tmp_path / "corrections.csv"),
    )


def test_a_decision_is_written_and_the_next_run_obeys_it(
    review: Review, tmp_path: Path, held: list[DocumentReport]
) -> None:
    final = held[2]
    accepted = accept(review, tmp_path, final.sha256[:12], "--decision", "final")
    assert accepted.exit_code == 0, accepted.output
    (decision,) = parse_decisions((tmp_path / "decisions.csv").read_text(encoding="utf-8"))
    assert (decision.decision, decision.document_sha256) == (DecisionKind.FINAL, final.sha256)
    assert decision.expected == ("publishers_disagree",)
    assert (decision.decided_by, decision.reason) == ("analyst", "The printed page, looked at twice.")
    tables = build_tables(
        make_addresses([make_pull(report) for report in held]),
        index_reports(*held),
        corrections=[],
        decisions=[decision],
        published=load_published_figures(),
    )
    assert tables["area_scores"]["score"].tolist() == [61.0] * 8


def test_a_correction_is_written_where_the_expected_score_is_printed(
    review: Review, data: Path, tmp_path: Path, held: list[DocumentReport]
) -> None:
    from extract.version import READER_VERSION

    unread = accept(review, tmp_path, SHA256[:12], "--correct", "3=60", "--expected", "62")
    assert unread.exit_code == 2
    assert "run ingest first" in unread.output
    kept = replace(held[0], reader_version=READER_VERSION)
    ReadingCache(data / "cache" / "readings", READER_VERSION).put(kept)
    wrong = accept(review, tmp_path, SHA256[:12], "--correct", "3=60", "--expected", "61")
    assert wrong.exit_code == 2
    assert "expects 61 for area 3" in wrong.output
    assert not (tmp_path / "corrections.csv").exists()
    right = accept(
        review, tmp_path, SHA256[:12], "--correct", "3=60", "--expected", "62", "--source", "the town's page"
    )
    assert right.exit_code == 0, right.output
    (correction,) = parse_corrections((tmp_path / "corrections.csv").read_text(encoding="utf-8"))
    assert (correction.area_no, correction.expected_score, correction.corrected_score) == (3, 62.0, 60.0)
    again = accept(
        review, tmp_path, SHA256[:12], "--correct", "3=60", "--expected", "62", "--source", "the town's page"
    )
    assert (again.exit_code, "stood there already" in again.output) == (0, True)
    other = accept(review, tmp_path, SHA256[:12], "--correct", "3=59", "--expected", "62")
    assert other.exit_code == 2
    assert "review undo" in other.output
    assert len(parse_corrections((tmp_path / "corrections.csv").read_text(encoding="utf-8"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--decision", "confirmed"], "Nothing here can be confirmed"),
        (["--decision", "round", "--value", "2014"], "answers edition_contradicts_year or"),
        (["--decision", "final"], "answers draft_superseded or publishers_disagree or replaced"),
        (["--decision", "municipality", "--value", "9999"], "not the code of a municipality"),
        (["--decision", "round"], "needs --value"),
        (["--decision", "round", "--value", "soon"], "not a year"),
        (["--decision", "final", "--value", "2014"], "takes no --value"),
        (["--correct", "nine"], "wants AREA=VALUE"),
        (["--correct", "9=50", "--expected", "62"], "no area 9"),
        (["--correct", "3=50"], "needs --expected"),
        (["--correct", "3=250", "--expected", "62"], "corrected_score"),
        ([], "either --decision or --correct"),
        (["--decision", "final", "--correct", "3=50"], "either --decision or --correct"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    review: Review, tmp_path: Path, arguments: list[str], said: str
) -> None:
    refused = accept(review, tmp_path, SHA256[:12], *arguments)
    assert refused.exit_code == 2
    assert said in " ".join(refused.output.split())
    assert list(tmp_path.glob("*.csv")) == []


def test_who_and_why_are_wanted(review: Review) -> None:
    assert review("accept", SHA256[:12], "--decision", "final", "--who", "analyst").exit_code == 2
    empty = review("accept", SHA256[:12], "--decision", "final", "--who", "analyst", "--why", " ")
    assert empty.exit_code == 2
    assert "--why may not be empty" in empty.output


def test_a_held_copy_stays_listed_while_its_address_is_silent(
    data: Path, review: Review, held: list[DocumentReport]
) -> None:
    silent = Reason("timeout", "It did not answer in time.")
    pulls = [make_pull(held[0], url=ADDRESS, status="unavailable", reasons=[silent])]
    tables = build_tables(
        make_addresses(pulls),
        index_reports(held[0]),
        corrections=[],
        decisions=[],
        published=load_published_figures(),
    )
    publish_release(tables, data / "warehouse", {"code": "test"})
    assert "total_mismatch (1)" in review("list").output
    document = find_document(open_review(load_settings(data=str(data))), SHA256)
    assert choose_expected(DecisionKind.WITHDRAWN, document) == ("total_mismatch",)


def declare(review: Review, *arguments: str) -> Result:
    return review("accept", *arguments, "--who", "analyst", "--why", "Looked at twice.")


def test_what_is_declared_lies_in_the_data_directory_and_can_be_taken_back(
    review: Review, data: Path, held: list[DocumentReport]
) -> None:
    name = f"{held[2].sha256[:12]}-final"
    first = declare(review, held[2].sha256[:12], "--decision", "final")
    assert first.exit_code == 0, first.output
    path = data / "declarations" / "decisions.csv"
    assert str(path) in first.output
    assert name in [each.decision_id for each in parse_decisions(path.read_text(encoding="utf-8"))]
    again = declare(review, held[2].sha256[:12], "--decision", "final")
    assert (again.exit_code, "stood there already" in again.output) == (0, True)
    shown = review("decisions")
    assert (shown.exit_code, name in shown.output) == (0, True)
    assert name in [each.get("decision_id") for each in json.loads(review("decisions", "--json").output)]
    assert review("undo", name).exit_code == 0
    assert name not in review("decisions").output
    assert "taken back before" in review("undo", name).output
    assert review("undo", "never-heard-of").exit_code == 2
    declare(review, held[2].sha256[:12], "--decision", "final")
    assert name in review("decisions").output, "what was taken back can be declared again"


def test_the_projects_own_declarations_are_taken_over_once(
    data: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = "decision_id,document_sha256,decision,value,expected,reason,decided_by,decided_on\n"
    line = "{0},{1},withdrawn,,,why,analyst,2026-11-01\n"
    own = columns + line.format("own", "a" * 64)
    monkeypatch.setattr("flows.declarations.local.read_project_decisions", lambda: own)
    settings = load_settings(data=str(data))
    seed_declarations(settings)
    path = data / "declarations" / "decisions.csv"
    assert path.read_text(encoding="utf-8") == own
    review("undo", "own")
    seed_declarations(settings)
    assert path.read_text(encoding="utf-8") == columns, "what was taken back does not come again"
    newer = own + line.format("newer", "b" * 64)
    monkeypatch.setattr("flows.declarations.local.read_project_decisions", lambda: newer)
    seed_declarations(settings)
    assert path.read_text(encoding="utf-8") == columns + line.format("newer", "b" * 64)
    mine = data / "mine.csv"
    seed_declarations(load_settings(data=str(data), decisions=mine))
    assert not mine.exists(), "a file that a setting names is left alone"


@pytest.mark.parametrize("column", ["hash", "address", "title"])
def test_accept_takes_what_list_prints(review: Review, held: list[DocumentReport], column: str) -> None:
    line = next(line for line in review("list").output.splitlines() if held[1].sha256[:12] in line)
    name = {"hash": line.split()[0], "address": line.split()[-1], "title": "Upplands Väsby"}[column]
    kind = ("round", "--value", "2014") if column == "title" else ("final",)
    accepted = declare(review, name, "--decision", *kind)
    assert accepted.exit_code == 0, accepted.output


@pytest.mark.parametrize(
    "arguments", [["--municipality", "9999"], ["--round", "1999"], ["--edition", "2011"]]
)
def test_documents_that_cannot_be_are_not_read_again(data: Path, arguments: list[str]) -> None:
    refused = CliRunner().invoke(app, ["ingest", "--plain", "--data", str(data / "other"), *arguments])
    assert refused.exit_code == 2
    assert arguments[1] in refused.output
    assert not (data / "other").exists()
