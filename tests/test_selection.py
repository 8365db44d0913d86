"""The same evaluation more than once: what is published never depends on the order of the documents."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import (
    Box,
    CatalogueLine,
    DocumentReport,
    Identity,
    Origin,
    Outcome,
    Proof,
    ProvedScore,
    Reading,
    ReadingKind,
    Reason,
    Verdict,
)
from extract.sources.ledger import Address, Copy
from transform.candidates import Candidate, Place, check_hints, list_candidates
from transform.selection import Selection, select_documents

SCORES = (61.0, 55.0, 48.0, 70.0, 52.0, 66.0, 43.0, 58.0)
OTHER_SCORES = (*SCORES[:7], 59.0)
IDENTITY = Identity(
    country="SE",
    municipality_code="1472",
    municipality="Tibro",
    round=2013,
    report_date="2013-06-03",
    edition=2010,
)


def make_verdict(
    scores: tuple[float, ...], *, proof: Proof, from_image: bool, edition: int = 2010
) -> Verdict:
    proved = []
    for area_no, value in enumerate(scores, 1):
        reading = Reading(
            "table",
            ReadingKind.SCORE,
            value,
            str(value),
            5,
            Box(0, 0, 1, 1),
            "table 1",
            area_no=area_no,
            from_image=from_image,
        )
        proved.append(ProvedScore(area_no, value, 100, proof, 1, reading))
    return Verdict(edition=edition, scores=tuple(proved))


def make_candidate(
    name: str,
    *,
    sha256: str | None = None,
    scores: tuple[float, ...] = SCORES,
    identity: Identity = IDENTITY,
    outcome: Outcome = Outcome.ACCEPTED,
    reasons: tuple[Reason, ...] = (),
    proof: Proof = Proof.SUM,
    from_image: bool = False,
    origin: Origin = "published",
    hinted_code: str | None = None,
    hinted_round: int | None = None,
) -> Candidate:
    line = CatalogueLine(f"https://{name}/", municipality_code=hinted_code, round=hinted_round, origin=origin)
    accepted = outcome is Outcome.ACCEPTED
    report = DocumentReport(
        sha256=sha256 or f"sha of {name}",
        outcome=outcome,
        reader_version="1",
        reasons=reasons,
        identity=identity,
        verdict=make_verdict(scores, proof=proof, from_image=from_image) if accepted else Verdict(),
    )
    copy = Copy(report.sha256, "2026-01-01", "2026-02-01")
    address = Address(line, copies=(copy,), status="available", serving=report.sha256)
    return Candidate(report, (Place(address, copy, (), check_hints(line, report.identity)),))


def decide(*candidates: Candidate, preferred: tuple[str, ...] = ()) -> dict[str, Selection]:
    """The selections by short name, after checking that no order changes them."""
    results = [select_documents(order, preferred) for order in itertools.permutations(candidates)]
    assert all(result == results[0] for result in results)
    names = {each.sha256: each.source_url.removeprefix("https://").strip("/") for each in candidates}
    return {names[sha256]: selection for sha256, selection in results[0].items()}


def tell(selections: dict[str, Selection]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        name: (selection.outcome.value, tuple(reason.code for reason in selection.reasons))
        for name, selection in selections.items()
    }


DRAFT = replace(IDENTITY, draft=True, report_date="2013-04-29")


def test_a_document_alone_keeps_its_own_outcome() -> None:
    held = (Reason("area_missing", "Area 7 is missing."),)
    selections = decide(
        make_candidate("a"),
        make_candidate(
            "b",
            identity=replace(IDENTITY, municipality_code="1473"),
            outcome=Outcome.QUARANTINED,
            reasons=held,
        ),
        make_candidate("c", identity=Identity(), outcome=Outcome.REJECTED),
        make_candidate("d", identity=Identity(), outcome=Outcome.UNREADABLE),
    )
    assert tell(selections) == {
        "a": ("accepted", ()),
        "b": ("quarantined", ("area_missing",)),
        "c": ("rejected", ()),
        "d": ("unreadable", ()),
    }


def test_the_same_report_distilled_anew_is_a_duplicate() -> None:
    selections = decide(make_candidate("a", sha256="2"), make_candidate("b", sha256="1"))
    assert tell(selections) == {"a": ("duplicate", ("duplicate",)), "b": ("accepted", ())}
    assert selections["a"].duplicate_of == "1"
    assert "the same evaluation as https://b/" in selections["a"].reasons[0].sentence


def test_the_copy_that_is_read_best_is_published() -> None:
    selections = decide(
        make_candidate("a", sha256="1", from_image=True),
        make_candidate("b", sha256="2", proof=Proof.SINGLE),
        make_candidate("c", sha256="3"),
    )
    assert [name for name, selection in selections.items() if selection.outcome is Outcome.ACCEPTED] == ["c"]


def test_a_final_report_supersedes_its_draft() -> None:
    selections = decide(make_candidate("draft", identity=DRAFT, scores=OTHER_SCORES), make_candidate("final"))
    assert tell(selections) == {
        "draft": ("quarantined", ("draft_superseded",)),
        "final": ("accepted", ()),
    }
    assert "https://final/" in selections["draft"].reasons[0].sentence


def test_a_draft_with_the_final_scores_is_a_duplicate() -> None:
    selections = decide(
        make_candidate("draft", sha256="0", identity=DRAFT), make_candidate("final", sha256="1")
    )
    assert tell(selections) == {"draft": ("duplicate", ("duplicate",)), "final": ("accepted", ())}


def test_a_draft_without_final_stands() -> None:
    assert tell(decide(make_candidate("draft", identity=DRAFT))) == {"draft": ("accepted", ())}


def test_a_draft_does_not_stand_in_for_a_final_report_that_is_held_back() -> None:
    held = (Reason("total_mismatch", "The areas add up to another total."),)
    final = make_candidate("final", outcome=Outcome.QUARANTINED, reasons=held)
    selections = decide(make_candidate("draft", identity=DRAFT), final)
    assert tell(selections) == {
        "draft": ("quarantined", ("draft_superseded",)),
        "final": ("quarantined", ("total_mismatch",)),
    }


def test_of_two_drafts_the_later_stands() -> None:
    earlier = replace(DRAFT, report_date="2013-04-01")
    selections = decide(
        make_candidate("early", identity=earlier, scores=OTHER_SCORES), make_candidate("late", identity=DRAFT)
    )
    assert tell(selections) == {"early": ("quarantined", ("draft_superseded",)), "late": ("accepted", ())}


def test_drafts_without_dates_that_differ_are_all_held() -> None:
    undated = replace(DRAFT, report_date=None)
    selections = decide(
        make_candidate("a", identity=undated, scores=OTHER_SCORES), make_candidate("b", identity=undated)
    )
    assert set(tell(selections).values()) == {("quarantined", ("publishers_disagree",))}


def test_publishers_that_disagree_are_all_held_and_named() -> None:
    selections = decide(
        make_candidate("town"), make_candidate("county", scores=OTHER_SCORES), make_candidate("copy")
    )
    assert set(tell(selections).values()) == {("quarantined", ("publishers_disagree",))}
    assert "https://county/" in selections["town"].reasons[0].sentence
    assert "https://copy/" not in selections["town"].reasons[0].sentence
    assert "https://town/" in selections["county"].reasons[0].sentence


def test_a_decision_settles_which_publisher_holds() -> None:
    town, county, copy = (
        make_candidate("town"),
        make_candidate("county", scores=OTHER_SCORES),
        make_candidate("copy"),
    )
    selections = decide(town, county, copy, preferred=(town.sha256,))
    assert tell(selections) == {
        "copy": ("accepted", ()),
        "county": ("quarantined", ("publishers_disagree",)),
        "town": ("duplicate", ("duplicate",)),
    }


def test_decisions_for_both_sides_settle_nothing() -> None:
    town, county = make_candidate("town"), make_candidate("county", scores=OTHER_SCORES)
    selections = decide(town, county, preferred=(town.sha256, county.sha256))
    assert {outcome for outcome, _ in tell(selections).values()} == {"quarantined"}


def test_other_rounds_and_municipalities_do_not_disagree() -> None:
    selections = decide(
        make_candidate("a"),
        make_candidate("b", identity=replace(IDENTITY, round=2015), scores=OTHER_SCORES),
        make_candidate("c", identity=replace(IDENTITY, municipality_code="1473"), scores=OTHER_SCORES),
    )
    assert {outcome for outcome, _ in tell(selections).values()} == {"accepted"}


def test_the_same_round_read_by_two_editions_disagrees() -> None:
    other = make_candidate("b")
    verdict = make_verdict(SCORES, proof=Proof.SUM, from_image=False, edition=2016)
    other = replace(other, report=replace(other.report, verdict=verdict))
    assert {outcome for outcome, _ in tell(decide(make_candidate("a"), other)).values()} == {"quarantined"}


def test_a_facsimile_never_displaces_a_published_report() -> None:
    facsimile = make_candidate("a", sha256="0", origin="facsimile", scores=OTHER_SCORES)
    twin = make_candidate("b", sha256="1", origin="facsimile")
    selections = decide(facsimile, twin, make_candidate("town", sha256="2"))
    assert tell(selections) == {
        "a": ("quarantined", ("facsimile_superseded",)),
        "b": ("duplicate", ("duplicate",)),
        "town": ("accepted", ()),
    }


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


def test_a_document_judged_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="sha of a"):
        select_documents([make_candidate("a"), make_candidate("a")])


CANDIDATES = st.builds(
    make_candidate,
    name=st.sampled_from("abcdefgh"),
    scores=st.sampled_from([SCORES, OTHER_SCORES]),
    identity=st.builds(
        lambda draft, year, reported: replace(IDENTITY, draft=draft, round=year, report_date=reported),
        st.booleans(),
        st.sampled_from([2013, 2015]),
        st.sampled_from([None, "2013-04-01", "2013-05-01"]),
    ),
    outcome=st.sampled_from([Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.QUARANTINED]),
    origin=st.sampled_from(["published", "facsimile"]),
    hinted_round=st.sampled_from([None, None, 2013]),
)


@given(st.lists(CANDIDATES, max_size=7, unique_by=lambda one: one.sha256))
def test_order_never_matters_and_an_evaluation_is_published_at_most_once(
    candidates: list[Candidate],
) -> None:
    selections = select_documents(candidates)
    assert select_documents(candidates[::-1]) == selections
    published = [one for one in candidates if selections[one.sha256].outcome is Outcome.ACCEPTED]
    evaluations = [(one.report.identity.municipality_code, one.report.identity.round) for one in published]
    assert len(set(evaluations)) == len(evaluations)
    for one in candidates:
        selection = selections[one.sha256]
        if selection.outcome is Outcome.DUPLICATE:
            assert selection.duplicate_of in {best.sha256 for best in published}
        if selection.outcome is Outcome.QUARANTINED and one.report.outcome is Outcome.ACCEPTED:
            assert selection.reasons


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
