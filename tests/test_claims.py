"""Whose claim to an evaluation is the better one: what stood before, then what bears the claim out."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from upath import UPath

from extract.records import CatalogueLine, DocumentReport, Finding, Outcome
from extract.sources.archive import Archive
from extract.sources.ledger import Address, Copy
from extract.sources.standing import find_damage, order_standings, read_standings, remember_standings
from flows.commands.rebuild import command as rebuild
from flows.configuration import load_settings
from flows.pipeline.nightly import run_job
from tests.nights import skip_expectations
from tests.shown.kinds import KINDS
from tests.shown.sheet import draw_shown_report, invent_facts
from tests.test_selection import IDENTITY, OTHER_SCORES, make_candidate
from transform.candidates import list_candidates
from transform.selection import select_documents
from warehouse.read import find_latest, read_release

TIBRO = "1472"
EVALUATION = (TIBRO, 2013)


def at(url: str, *documents: str, found: bool = False, **hints: Any) -> Address:
    """An address that brought these documents one after the other."""
    copies = tuple(Copy(each, f"2026-0{month}-01", "2026-09-01") for month, each in enumerate(documents, 1))
    return Address(CatalogueLine(url, found=found, **hints), copies=copies, status="available")


def read(name: str, scores: tuple[float, ...], **identity: Any) -> DocumentReport:
    report = make_candidate(name, sha256=name, scores=scores).report
    return replace(report, identity=replace(IDENTITY, round_source="visit", **identity))


OURS, THEIRS = read("ours", OTHER_SCORES), read("theirs", (99.0,) * 8)


def settle(
    *addresses: Address, stood: tuple[str, ...] = (), reports: tuple[DocumentReport, ...] = (OURS, THEIRS)
) -> set[str]:
    """The documents that are published, after checking that no order of the addresses changes them."""
    known = {report.sha256: report for report in reports}
    published = []
    for order in itertools.permutations(addresses):
        chosen = select_documents(list_candidates(order, known), stood={EVALUATION: stood})
        for selection in chosen.values():
            held = selection.outcome is Outcome.QUARANTINED
            assert [reason.code for reason in selection.reasons] == ["publishers_disagree"] * held
        published.append({sha for sha, each in chosen.items() if each.outcome is Outcome.ACCEPTED})
    assert all(each == published[0] for each in published)
    return published[0]


def test_what_stood_before_stands_whoever_claims_it() -> None:
    ours, theirs = at("https://x.se/a", "ours"), at("https://tibro.se/b", "theirs", municipality_code=TIBRO)
    assert settle(ours, theirs, stood=("ours",)) == {"ours"}
    assert settle(ours, theirs, stood=("theirs",)) == {"theirs"}
    assert settle(ours, theirs, stood=("theirs", "ours")) == {"theirs"}, "the last one before"
    assert settle(ours, theirs, stood=("another", "ours")) == {"ours"}


def test_what_its_publisher_put_in_the_place_of_what_stood_stands() -> None:
    new = read("new", (50.0,) * 8)
    known = {report.sha256: report for report in (OURS, THEIRS, new)}
    addresses = [at("https://x.se/a", "ours", "new"), at("https://y.se/b", "theirs")]
    chosen = select_documents(list_candidates(addresses, known), stood={EVALUATION: ("ours",)})
    assert {name: each.reasons[0].code if each.reasons else "" for name, each in chosen.items()} == {
        "new": "",
        "ours": "replaced",
        "theirs": "publishers_disagree",
    }
    # Two places of what stood were given to different documents: neither has its standing.
    both = [at("https://x.se/a", "ours", "new"), at("https://y.se/b", "ours", "theirs")]
    chosen = select_documents(list_candidates(both, known), stood={EVALUATION: ("ours",)})
    assert not [name for name, each in chosen.items() if each.outcome is Outcome.ACCEPTED]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (at("https://www.tibro.se/a", "ours"), at("https://x.se/b", "theirs")),
        (at("https://x.se/a", "ours"), at("https://habo.se/b", "theirs")),
        (
            at("https://web.archive.org/web/20140101000000id_/https://tibro.se/a", "ours"),
            at("https://x.se/b", "theirs"),
        ),
        (at("https://x.se/a", "ours", municipality_code=TIBRO), at("https://x.se/b", "theirs")),
        (at("https://x.se/a", "ours", round=2013), at("https://x.se/b", "theirs", round=2013, found=True)),
        (at("https://x.se/tibro-2013.pdf", "ours"), at("https://x.se/tibro-2011.pdf", "theirs")),
        (at("https://x.se/kk_14-TIBRO.pdf", "ours"), at("https://x.se/KK14_Vasteras.pdf", "theirs")),
        (
            at("https://x.se/a.pdf", "ours"),
            at("https://x.se/KK%20V%C3%A4ster%C3%A5s.pdf", "theirs"),
        ),
    ],
)
def test_where_none_stood_the_claim_that_more_bears_out_holds(one: Address, other: Address) -> None:
    assert settle(one, other) == {"ours"}
    assert settle(other, one) == {"ours"}
    assert settle(one, other, stood=("theirs",)) == {"theirs"}


def test_a_year_that_is_printed_goes_before_one_that_is_inferred() -> None:
    guessed = read("theirs", (99.0,) * 8, round=2013)
    guessed = replace(guessed, identity=replace(guessed.identity, round_source="inferred"))
    addresses = at("https://x.se/a", "ours"), at("https://x.se/b", "theirs")
    assert settle(*addresses, reports=(OURS, guessed)) == {"ours"}


def test_a_report_whose_dates_agree_goes_before_one_that_contradicts_itself() -> None:
    doubtful = read("theirs", (99.0,) * 8)
    findings = (Finding("cover_year_differs", "The cover says 2011; the round is the visit's year, 2013."),)
    doubtful = replace(doubtful, identity=replace(doubtful.identity, findings=findings))
    addresses = at("https://x.se/a", "ours"), at("https://x.se/b", "theirs")
    assert settle(*addresses, reports=(OURS, doubtful)) == {"ours"}


def test_both_are_held_where_nothing_or_different_things_speak_for_them() -> None:
    assert settle(at("https://x.se/a", "ours"), at("https://y.se/b", "theirs")) == set()
    own, told = at("https://tibro.se/a", "ours"), at("https://x.se/b", "theirs", municipality_code=TIBRO)
    assert settle(own, told) == set()
    assert settle(at("https://tibro.se/a", "ours"), at("https://tibro.se/b", "theirs")) == set()


def test_an_address_that_only_looks_like_a_capture_of_the_municipalitys_site_proves_nothing() -> None:
    forged = at("https://x.se/web/20140101000000id_/https://tibro.se/a", "theirs")
    assert settle(at("https://y.se/b", "ours"), forged) == set()
    assert settle(at("https://tibro.se/b", "ours"), forged) == {"ours"}


def test_a_third_claim_takes_nothing_from_the_best() -> None:
    third = read("third", (50.0,) * 8)
    addresses = (
        at("https://tibro.se/a", "ours"),
        at("https://x.se/b", "theirs"),
        at("https://x.se/c", "third"),
    )
    assert settle(*addresses, reports=(OURS, THEIRS, third)) == {"ours"}


def test_the_archive_remembers_what_stood_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    one, two = "1" * 64, "2" * 64
    for published in ({EVALUATION: one}, {EVALUATION: one}, {EVALUATION: two}, {EVALUATION: one}):
        remember_standings(archive, published)
    remembered = read_standings(Archive(tmp_path))
    assert [each.sha256 for each in remembered] == [one, two, one]
    assert order_standings(remembered) == {EVALUATION: (one, two)}
    path = sorted((tmp_path / "standing").iterdir())[0]
    path.write_bytes(path.read_bytes().replace(b"111", b"222", 1))
    assert len(read_standings(archive)) == 2
    assert "not as it was written" in find_damage(archive)[0].sentence


def test_a_strangers_document_takes_nothing_published_out_and_a_rebuild_agrees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole night, then one with a document that claims the same evaluation, then both made again."""
    skip_expectations(monkeypatch)
    monkeypatch.setenv("KOMMUNKOMPASSEN_WORKERS", "1")
    plain = next(kind for kind in KINDS if kind.name == "plain")
    facts = invent_facts(3)
    catalogue, reports, data = tmp_path / "none.csv", tmp_path / "reports", tmp_path / "data"
    catalogue.write_text("url\n", encoding="utf-8")
    reports.mkdir()
    options = {"sources": catalogue, "files": reports, "data": str(data), "offline": True}
    releases = []
    for name, scores in (("b", facts.scores), ("a", facts.old), ("c", facts.old[::-1])):
        draw_shown_report(plain, replace(facts, scores=scores), reports / f"{name}.pdf")
        run_job(load_settings(**options))
        latest = find_latest(UPath(data / "warehouse"))
        assert latest is not None
        releases.append(latest)
        tables = read_release(latest)
        assert list(tables["area_scores"]["score"]) == list(facts.scores)
    held = tables["documents"].set_index("outcome").loc[["quarantined"]]
    assert list(map(tuple, held["reasons"])) == [("publishers_disagree",)] * 2
    for number, release in enumerate(releases):
        into = tmp_path / f"made-{number}"
        arguments = [release.name, "--data", str(data), "--sources", str(catalogue), "--into", str(into)]
        result = CliRunner().invoke(rebuild, arguments)
        assert result.exit_code == 0, result.output
        made = into / "warehouse" / "releases" / release.name
        assert (made / "area_scores.parquet").read_bytes() == (release / "area_scores.parquet").read_bytes()
    assert len(read_standings(Archive(data / "archive"))) == 1
