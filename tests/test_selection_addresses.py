"""What a document's addresses say of it: hints of the catalogue, documents that were replaced, origins."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from extract.records import (
    CatalogueLine,
    DocumentReport,
    Outcome,
    Reason,
)
from extract.sources.ledger import Address, Copy
from tests.candidates import IDENTITY, OTHER_SCORES, SCORES, decide, make_candidate, tell
from transform.candidates import check_hints, list_candidates
from transform.selection import select_documents


@pytest.mark.parametrize(
    ("code", "year", "contradictions"),
    [
        (None, None, 0),
        ("1472", 2013, 0),
        ("1473", None, 1),
        ("0643", 2014, 2),
        (None, 2012, 1),
        ("9999", None, 1),
    ],
)
def test_hints_are_checked_against_the_document(
    code: str | None, year: int | None, contradictions: int
) -> None:
    candidate = make_candidate("a", hinted_code=code, hinted_round=year)
    reasons = check_hints(candidate.line, candidate.report.identity)
    assert [reason.code for reason in reasons] == ["hint_contradicts"] * contradictions
    selection = decide(candidate)["a"]
    assert selection.outcome is (Outcome.QUARANTINED if contradictions else Outcome.ACCEPTED)
    assert selection.reasons == reasons


def test_a_contradiction_names_both_sides() -> None:
    candidate = make_candidate("a", hinted_code="0643", hinted_round=2011)
    code, year = check_hints(candidate.line, candidate.report.identity)
    assert "0643 (Habo)" in code.sentence
    assert "Tibro (1472)" in code.sentence
    assert "2011" in year.sentence
    assert "2013" in year.sentence


def test_a_hint_settles_nothing_that_the_document_leaves_open() -> None:
    open_ = replace(IDENTITY, municipality_code=None, municipality=None, round=None)
    held = (Reason("municipality_unclear", "No name is printed."),)
    candidate = make_candidate(
        "a", identity=open_, outcome=Outcome.QUARANTINED, reasons=held, hinted_code="1472", hinted_round=2013
    )
    assert tell(decide(candidate)) == {"a": ("quarantined", ("municipality_unclear",))}


def test_an_older_or_newer_norwegian_code_is_the_same_municipality() -> None:
    identity = replace(
        IDENTITY, country="NO", municipality="Lillehammer", municipality_code="NO-0501", round=2011
    )
    assert check_hints(make_candidate("a", hinted_code="NO-3405").line, identity) == ()
    herøy = replace(identity, municipality="Herøy", municipality_code="NO-1515")
    assert len(check_hints(make_candidate("a", hinted_code="NO-1818").line, herøy)) == 1


def test_a_contradicted_copy_takes_no_part_in_the_choice() -> None:
    selections = decide(make_candidate("a", sha256="0", hinted_round=2011), make_candidate("b", sha256="1"))
    assert tell(selections) == {"a": ("quarantined", ("hint_contradicts",)), "b": ("accepted", ())}


def bring(*addresses: tuple[str, str], hints: dict[str, tuple[str, int]] | None = None) -> list[Address]:
    """Addresses that brought these documents one after the other, each named by a letter."""
    made = []
    for number, (name, documents) in enumerate(addresses):
        code, year = (hints or {}).get(name, (None, None))
        copies = tuple(
            Copy(sha256, f"2026-{month:02}-{number + 1:02}", f"2026-{month:02}-{number + 11:02}")
            for month, sha256 in enumerate(documents, start=1)
        )
        line = CatalogueLine(f"https://{name}/", municipality_code=code, round=year)
        made.append(Address(line, copies=copies, status="unavailable", serving=None))
    return made


def settle(addresses: list[Address], **reports: DocumentReport) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What becomes of each document, after checking that no order of the addresses changes it."""
    results = []
    for order in itertools.permutations(addresses):
        results.append(tell(select_documents(list_candidates(order, reports))))
    assert all(result == results[0] for result in results)
    return results[0]


def read(name: str, scores: tuple[float, ...] = SCORES, **identity: object) -> DocumentReport:
    """What was read of the document called so."""
    return replace(
        make_candidate(name, sha256=name, scores=scores).report,
        identity=replace(IDENTITY, **identity),  # type: ignore[arg-type]
    )


def test_an_older_round_stays_when_its_address_serves_another() -> None:
    told = settle(bring(("x", "abc")), a=read("a"), b=read("b", round=2015), c=read("c", round=2018))
    assert set(told.values()) == {("accepted", ())}


def test_a_report_that_its_publisher_replaced_gives_way_to_the_later_one() -> None:
    told = settle(bring(("x", "ab")), a=read("a"), b=read("b", OTHER_SCORES))
    assert told == {"a": ("quarantined", ("replaced",)), "b": ("accepted", ())}
    told = settle(bring(("x", "ba")), a=read("a"), b=read("b", OTHER_SCORES))
    assert told == {"b": ("quarantined", ("replaced",)), "a": ("accepted", ())}


def test_a_report_that_stands_elsewhere_too_is_not_replaced() -> None:
    told = settle(bring(("x", "ab"), ("y", "a")), a=read("a"), b=read("b", OTHER_SCORES))
    assert set(told.values()) == {("quarantined", ("publishers_disagree",))}
    told = settle(bring(("x", "ab"), ("y", "ab")), a=read("a"), b=read("b", OTHER_SCORES))
    assert told == {"a": ("quarantined", ("replaced",)), "b": ("accepted", ())}
    told = settle(bring(("x", "ab"), ("y", "ba")), a=read("a"), b=read("b", OTHER_SCORES))
    assert set(told.values()) == {("quarantined", ("publishers_disagree",))}


def test_what_is_held_back_replaces_nothing() -> None:
    later = replace(
        read("b"), outcome=Outcome.QUARANTINED, reasons=(Reason("total_mismatch", "It does not add up."),)
    )
    told = settle(bring(("x", "ab")), a=read("a"), b=later)
    assert told == {"a": ("accepted", ()), "b": ("quarantined", ("total_mismatch",))}


def test_of_the_same_scores_the_copy_read_best_stays_whichever_came_later() -> None:
    scan = make_candidate("b", sha256="b", from_image=True).report
    told = settle(bring(("x", "ab")), a=read("a"), b=scan)
    assert told == {"a": ("accepted", ()), "b": ("duplicate", ("duplicate",))}


def test_a_decision_brings_back_what_was_replaced() -> None:
    reports = {"a": read("a"), "b": read("b", OTHER_SCORES)}
    candidates = list_candidates(bring(("x", "ab")), reports)
    told = tell(select_documents(candidates, preferred=["a"]))
    assert told == {"a": ("accepted", ()), "b": ("quarantined", ("publishers_disagree",))}


def test_hints_speak_of_what_an_address_has_brought_since_they_fit() -> None:
    reports = {"a": read("a"), "b": read("b", round=2015), "c": read("c", round=2018)}
    for year, held in ((2013, {"b", "c"}), (2015, {"c"}), (2018, set()), (2009, {"a", "b", "c"})):
        told = settle(bring(("x", "abc"), hints={"x": ("1472", year)}), **reports)
        assert {name for name, (_, codes) in told.items() if codes == ("hint_contradicts",)} == held, year


def test_a_document_that_one_address_has_without_contradiction_is_not_held_for_another() -> None:
    told = settle(bring(("x", "a"), ("y", "a"), hints={"x": ("1472", 2011)}), a=read("a"))
    assert told == {"a": ("accepted", ())}


def test_the_leading_address_is_a_publishers_and_listed() -> None:
    addresses = bring(("web.archive.org/web/2014/https://a", "a"), ("c", "a"), ("b", "a"), ("0", "a"))
    addresses[3] = replace(addresses[3], listed=False)
    (candidate,) = list_candidates(addresses, {"a": read("a")})
    assert candidate.source_url == "https://b/"
    assert [place.address.url for place in candidate.places][-1] == "https://0/"


def test_material_made_for_testing_stays_so_wherever_it_turns_up() -> None:
    addresses = bring(("x", "a"), ("y", "a"))
    addresses[1] = replace(addresses[1], line=replace(addresses[1].line, origin="facsimile"))
    (candidate,) = list_candidates(addresses, {"a": read("a")})
    assert candidate.origin == "facsimile"
