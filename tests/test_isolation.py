"""A document's fault stays with the document: the others are published as if it were not there."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from expectations import settling, validate
from expectations.settling import StoppedReleaseError, find_culprits, settle_release
from expectations.validate import Validation
from extract.document import read_document
from extract.municipalities import MUNICIPALITIES
from extract.proof.prove import prove
from extract.records import DocumentReport, Outcome
from extract.sources.standing import Standing
from tests.fixtures_reports import index_reports, make_addresses, make_report, make_unscored
from tests.layouts.judge import find_failure
from tests.releases import Tables, change_cell, check, make_pulls
from tests.shown.kinds import KINDS
from tests.shown.sheet import draw_shown_report, invent_facts
from transform.holding import Hold
from transform.tables import build_tables

LOOKED_AT = ("area_scores", "evaluations", "subarea_scores")


@cache
def make_documents() -> tuple[DocumentReport, ...]:
    """Reports of four municipalities, one with two rounds and sub-areas, and one that is no report."""
    return (
        make_report("0180", 2010, [50, 51, 52, 53, 54, 55, 56, 57], subareas=True),
        make_report("0180", 2014, [60, 61, 62, 63, 64, 65, 66, 67], subareas=True, averages=[50.0] * 8),
        make_report("1489", 2006, [50.5] * 8, edition=2002),
        make_report("0115", 2021, [73, 75, 80, 83, 86, 82, 86, 83], edition=2020),
        make_report("1880", 2012, [68, 85, 86, 74, 70, 74, 71, 87]),
        make_unscored("slides", Outcome.REJECTED, "slides"),
    )


def build_of(
    reports: Sequence[DocumentReport],
    spoil: Callable[[Tables], Tables] = lambda tables: tables,
    standings: Sequence[Standing] = (),
) -> Callable[[Mapping[str, Hold]], Tables]:
    """How the tables of these reports are built; ``spoil`` is done to them afterwards."""
    from tests.declared import load_published_figures

    addresses, figures = make_addresses(make_pulls(list(reports))), load_published_figures()

    def build(held: Mapping[str, Hold]) -> Tables:
        return spoil(
            build_tables(
                addresses,
                index_reports(*reports),
                corrections=[],
                decisions=[],
                published=figures,
                held=held,
                standings=standings,
            )
        )

    return build


def look(tables: Tables, previous: Tables | None = None, **_: object) -> Validation:
    """The rules of the tables that scores stand in: the whole validation costs seconds."""
    return Validation(tuple(validate.attribute_failures(check(tables, *LOOKED_AT), tables)))


def settle(reports: Sequence[DocumentReport], **given: Any) -> Tables:
    tables, _ = settle_release(build_of(reports, **given), [report.sha256 for report in reports])
    return tables


def note_standings(tables: Tables) -> list[Standing]:
    """What the archive remembers of a release."""
    rows = tables["evaluations"][["municipality_code", "round", "document_sha256"]]
    return [Standing("2026-01-01", code, int(year), sha256) for code, year, sha256 in rows.values]


def tell_scores(tables: Tables, without: str) -> list[tuple[object, ...]]:
    """Every published score with its place, less those of one document."""
    scores = tables["area_scores"]
    columns = [
        "municipality_code",
        "round",
        "edition",
        "area_no",
        "score",
        "proof",
        "page",
        "document_sha256",
    ]
    return sorted(
        scores.loc[scores["document_sha256"] != without, columns].itertuples(index=False, name=None)
    )


def misprint(report: DocumentReport, place: int, value: float, *, proved: bool) -> DocumentReport:
    """The report with another number in one place; ``proved`` if the proof is to let it pass all the same."""
    readings = list(report.readings)
    readings[place] = replace(readings[place], value=value, text=f"{value:g}")
    verdict = report.verdict
    if proved:
        swapped = report.readings[place]
        scores = tuple(
            replace(score, value=value, reading=readings[place]) if score.reading == swapped else score
            for score in verdict.scores
        )
        subareas = tuple(
            replace(part, value=value, reading=readings[place]) if part.reading == swapped else part
            for part in verdict.subareas
        )
        total = readings[place] if verdict.total == swapped else verdict.total
        verdict = replace(verdict, scores=scores, subareas=subareas, total=total)
        return replace(report, readings=tuple(readings), verdict=verdict)
    verdict = prove(readings, report.identity)
    outcome = Outcome.QUARANTINED if verdict.reasons else Outcome.ACCEPTED
    return replace(
        report, outcome=outcome, readings=tuple(readings), verdict=verdict, reasons=verdict.reasons
    )


def test_a_report_in_whose_row_anothers_wrong_number_stands_stays(
    monkeypatch: pytest.MonkeyPatch, sound: Tables
) -> None:
    """The earlier score stands in the later report's row too, and breaks a rule there."""
    monkeypatch.setattr(validate, "validate_release", look)
    reports = list(make_documents())
    wrong = misprint(reports[0], 0, 59.4, proved=True)
    tables = settle([wrong, *reports[1:]])
    assert count_scores(tables, wrong.sha256) == 0
    assert tell_scores(tables, wrong.sha256) == tell_scores(sound, wrong.sha256)


@pytest.fixture(scope="module")
def sound() -> Tables:
    return build_of(make_documents())({})


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.integers(0, 4),
    place=st.integers(0, 10_000),
    value=st.one_of(st.integers(0, 999), st.sampled_from([59.4, 60.5, 104.0, -3.0, 1e9, 99_999.5])),
    proved=st.booleans(),
)
def test_a_misprint_never_changes_another_documents_publication(
    monkeypatch: pytest.MonkeyPatch, sound: Tables, which: int, place: int, value: float, proved: bool
) -> None:
    """``proved`` is the worst case: the proof lets the number pass, and only the rules of tables see it."""
    monkeypatch.setattr(validate, "validate_release", look)
    reports = list(make_documents())
    changed = misprint(reports[which], place % len(reports[which].readings), float(value), proved=proved)
    reports[which] = changed
    tables = settle(reports)
    assert tell_scores(tables, changed.sha256) == tell_scores(sound, changed.sha256)
    published = tables["area_scores"]
    own = published.loc[published["document_sha256"] == changed.sha256, "score"]
    step = 0.5 if changed.verdict.edition == 2002 else 1.0
    assert ((own % step) == 0).all()
    assert own.between(0, 100).all()


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        ({"round": 99_999}, "rows_unfit"),  # no 16-bit number holds it
        ({"round": None}, "rows_unfit"),
        ({"municipality_code": "9999", "municipality": "Nowhere"}, "rows_unfit"),
        ({"municipality": None}, "rows_unfit"),
        ({"round": 1880}, "value_out_of_bounds"),
    ],
)
def test_an_identity_that_no_table_takes_holds_its_document_alone(
    monkeypatch: pytest.MonkeyPatch, sound: Tables, identity: dict[str, object], code: str
) -> None:
    monkeypatch.setattr(validate, "validate_release", look)
    reports = list(make_documents())
    wrong = replace(reports[4], identity=replace(reports[4].identity, **identity))  # type: ignore[arg-type]
    tables = settle([*reports[:4], wrong, reports[5]])
    assert tell_scores(tables, wrong.sha256) == tell_scores(sound, wrong.sha256)
    row = tables["documents"].set_index("sha256").loc[wrong.sha256]
    assert row["outcome"] == "quarantined"
    assert code in list(row["reasons"])
    assert count_scores(tables, wrong.sha256) == 0


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.integers(0, 4),
    year=st.sampled_from([2006, 2010, 2012, 2014, 2021, 2009, 2022, 1999]),
    code=st.sampled_from(["0180", "1489", "0115", "1880", "0114", "NO-0301"]),
    edition=st.sampled_from([None, 2010]),
    own=st.booleans(),
)
def test_a_document_that_lies_about_who_and_when_takes_nothing_from_another(
    monkeypatch: pytest.MonkeyPatch,
    sound: Tables,
    which: int,
    year: int,
    code: str,
    edition: int | None,
    own: bool,
) -> None:
    """It claims any evaluation, also one that stands published; in its own place or beside what it was."""
    monkeypatch.setattr(validate, "validate_release", look)
    reports = list(make_documents())
    liar = claim(reports[which], code, year, edition)
    given = reports if own else [*reports, replace(liar, sha256="e" * 64)]
    if own:
        given[which] = liar
    tables = settle(given, standings=note_standings(sound))
    assert tell_scores(tables, given[which if own else -1].sha256) == tell_scores(
        sound, liar.sha256 if own else ""
    )


def claim(report: DocumentReport, code: str, year: int, edition: int | None) -> DocumentReport:
    """The report as if it said that it was of that municipality and year."""
    place = MUNICIPALITIES[code]
    identity = replace(
        report.identity,
        country=place.country,
        municipality_code=code,
        municipality=place.name,
        round=year,
        visit_start=f"{year}-05-06",
        visit_end=f"{year}-05-08",
        edition=edition or report.identity.edition,
    )
    return replace(report, identity=identity)


def test_any_digit_of_a_printed_page_is_its_documents_own_affair(tmp_path: Path) -> None:
    """Real pages: digits of covers, dates, headings and tables are changed, the document read anew."""
    plain = next(kind for kind in KINDS if kind.name == "plain")
    facts = replace(invent_facts(11), year=2014)
    printed = [
        draw_shown_report(plain, replace(facts, year=year, scores=scores), tmp_path / f"{year}.pdf")
        for year, scores in ((2014, facts.scores), (2012, facts.old), (2011, facts.old[::-1]))
    ]
    read = [read_document(path, f"{number:064x}") for number, path in enumerate(printed)]
    assert [report.outcome for report in read] == [Outcome.ACCEPTED] * 3
    whole = build_of(read)({})
    dice = random.Random(20)
    digits = list_digits(printed[0])
    years = [digit for digit in digits if b"2014" in digit.words]
    for digit in (*dice.sample(years, 2), *dice.sample(digits, 2)):
        mutant = read_document(change_digit(printed[0], digit, dice.choice("0123456789")), read[0].sha256)
        assert not find_failure(mutant), digit
        tables = build_of([mutant, *read[1:]], standings=note_standings(whole))({})
        assert tell_scores(tables, mutant.sha256) == tell_scores(whole, mutant.sha256), digit
    for digit in years:  # one digit makes the year another's, and none was published before
        if digit.figure == "4":
            mutant = read_document(change_digit(printed[0], digit, "2"), read[0].sha256)
            assert not find_failure(mutant), digit
            tables = build_of([mutant, *read[1:]])({})
            assert tell_scores(tables, mutant.sha256) == tell_scores(whole, mutant.sha256), digit


@dataclass(frozen=True)
class Digit:
    """A digit printed on a page: its place in the page's content, and the string that it stands in."""

    page: int
    place: int
    figure: str
    words: bytes


def list_digits(path: Path) -> list[Digit]:
    """Every digit that a PDF of ``draw_shown_report`` prints."""
    found = []
    for number, page in enumerate(PdfReader(path).pages):
        content = page.get_contents()
        assert content is not None
        for words in re.finditer(rb"\(((?:[^()\\]|\\.)*)\) Tj", content.get_data()):
            start = words.start(1)
            for digit in re.finditer(rb"\\\d{3}|(\d)", words[1]):
                if digit[1]:
                    found.append(Digit(number, start + digit.start(1), digit[1].decode(), words[1]))
    return found


def change_digit(path: Path, digit: Digit, figure: str) -> Path:
    """The same PDF with another figure in that place."""
    writer = PdfWriter(clone_from=PdfReader(path))
    page = writer.pages[digit.page]
    content = page.get_contents()
    assert content is not None
    data = bytearray(content.get_data())
    data[digit.place] = ord(figure)
    content.set_data(bytes(data))
    page.replace_contents(content)
    target = path.with_name("mutant.pdf")
    writer.write(target)
    return target


def count_scores(tables: Tables, sha256: str) -> int:
    return int((tables["area_scores"]["document_sha256"] == sha256).sum())


def test_a_fault_that_no_document_explains_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_at_areas(tables: Tables, previous: Tables | None = None, **_: object) -> Validation:
        return Validation(tuple(validate.attribute_failures(check(tables, "areas"), tables)))

    monkeypatch.setattr(validate, "validate_release", look_at_areas)
    with pytest.raises(StoppedReleaseError, match=r"value_not_allowed|value_out_of_bounds"):
        settle(make_documents(), spoil=lambda tables: change_cell(tables, "areas", 0, "area_no", 9))


def test_what_fails_whatever_is_held_stops_soon(monkeypatch: pytest.MonkeyPatch, sound: Tables) -> None:
    rounds = 0

    def build(held: Mapping[str, Hold]) -> Tables:
        nonlocal rounds
        rounds += 1
        return change_cell(sound, "area_scores", 0, "score", 104.0)

    monkeypatch.setattr(validate, "validate_release", look)
    with pytest.raises(StoppedReleaseError, match="value_out_of_bounds"):
        settle_release(build, [report.sha256 for report in make_documents()])
    assert rounds <= settling.MOST_ROUNDS + 1


def test_culprits_are_found_one_by_one_and_an_error_of_nobodys_is_raised() -> None:
    documents = [f"{number:064x}" for number in range(23)]
    bad = {documents[3], documents[17]}

    def build(held: Mapping[str, Hold]) -> Tables:
        if any(sha256 in bad and not (sha256 in held and held[sha256].aside) for sha256 in documents):
            raise KeyError("what nobody thought of")
        return {}

    assert set(find_culprits(build, documents, {})) == bad

    def broken(held: Mapping[str, Hold]) -> Tables:
        raise KeyError("a bug")

    assert find_culprits(broken, documents, {}) == []
    with pytest.raises(KeyError):
        settle_release(broken, documents)
