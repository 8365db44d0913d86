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
from transform.selection import Candidate, Selection, check_hints, select_documents

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
    return Candidate(line, report)


def decide(*candidates: Candidate, preferred: tuple[str, ...] = ()) -> dict[str, Selection]:
    """The selections by short name, after checking that no order changes them."""
    results = [select_documents(order, preferred) for order in itertools.permutations(candidates)]
    assert all(result == results[0] for result in results)
    return {url.removeprefix("https://").strip("/"): selection for url, selection in results[0].items()}


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


def test_the_same_bytes_at_two_addresses_are_published_once() -> None:
    selections = decide(make_candidate("b", sha256="x"), make_candidate("a", sha256="x"))
    assert tell(selections) == {"a": ("accepted", ()), "b": ("duplicate", ("duplicate",))}
    assert selections["b"].duplicate_of == "https://a/"
    assert "the same bytes" in selections["b"].reasons[0].sentence


def test_the_same_report_distilled_anew_is_a_duplicate() -> None:
    selections = decide(make_candidate("a", sha256="2"), make_candidate("b", sha256="1"))
    assert tell(selections) == {"a": ("duplicate", ("duplicate",)), "b": ("accepted", ())}
    assert "the same evaluation" in selections["a"].reasons[0].sentence


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
    selections = decide(town, county, copy, preferred=(town.report.sha256,))
    assert tell(selections) == {
        "copy": ("accepted", ()),
        "county": ("quarantined", ("publishers_disagree",)),
        "town": ("duplicate", ("duplicate",)),
    }


def test_decisions_for_both_sides_settle_nothing() -> None:
    town, county = make_candidate("town"), make_candidate("county", scores=OTHER_SCORES)
    selections = decide(town, county, preferred=(town.report.sha256, county.report.sha256))
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
    other = Candidate(other.line, replace(other.report, verdict=verdict))
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


def test_an_address_judged_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="https://a/"):
        select_documents([make_candidate("a"), make_candidate("a")])


CANDIDATES = st.builds(
    make_candidate,
    name=st.sampled_from("abcdefgh"),
    sha256=st.sampled_from("123"),
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


@given(st.lists(CANDIDATES, max_size=7, unique_by=lambda one: one.line.url))
def test_order_never_matters_and_an_evaluation_is_published_at_most_once(
    candidates: list[Candidate],
) -> None:
    selections = select_documents(candidates)
    assert select_documents(candidates[::-1]) == selections
    published = [one for one in candidates if selections[one.line.url].outcome is Outcome.ACCEPTED]
    evaluations = [(one.report.identity.municipality_code, one.report.identity.round) for one in published]
    assert len(set(evaluations)) == len(evaluations)
    for one in candidates:
        selection = selections[one.line.url]
        if selection.outcome is Outcome.DUPLICATE:
            assert selection.duplicate_of in {best.line.url for best in published}
        if selection.outcome is Outcome.QUARANTINED and one.report.outcome is Outcome.ACCEPTED:
            assert selection.reasons
