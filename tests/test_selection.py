"""The same evaluation more than once: what is published never depends on the order of the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import (
    Identity,
    Outcome,
    Proof,
    Reason,
)
from tests.candidates import DRAFT, IDENTITY, OTHER_SCORES, SCORES, decide, make_candidate, make_verdict, tell
from transform.candidates import Candidate
from transform.selection import select_documents


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
