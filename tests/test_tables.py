"""Readings to tables: what each row says and that order never matters."""

from __future__ import annotations

import random
from dataclasses import replace

import pandas as pd
import pytest

from extract.records import Box, DocumentReport, Finding, Group, Outcome, ReadingKind, Reason, Verdict
from tests.fixtures_release import (
    KUNGALV_SHA256,
    build,
    build_from,
    build_sample,
    make_correction,
    make_material,
)
from tests.fixtures_reports import make_orebro, make_pull, make_reading, make_report
from transform.corrections import CorrectionError, parse_corrections, read_project_corrections
from warehouse.schema import TABLES


def test_every_table_of_the_schema_is_made() -> None:
    assert list(build_sample()) == list(TABLES)


def test_order_of_pulls_and_readings_does_not_matter() -> None:
    pulls, reports, corrections = make_material()
    shuffle = random.Random(7)
    reports = [
        replace(report, readings=tuple(shuffle.sample(report.readings, len(report.readings))))
        for report in reports
    ]
    shuffle.shuffle(pulls)
    shuffle.shuffle(reports)
    for name, frame in build(pulls, reports, corrections).items():
        pd.testing.assert_frame_equal(frame, build_sample()[name])


def test_outcomes_are_told_for_every_address() -> None:
    documents = build_sample()["documents"].set_index("source_url")
    counts = documents["outcome"].value_counts().to_dict()
    assert counts == {
        "accepted": 11,
        "quarantined": 1,
        "rejected": 1,
        "unreadable": 1,
        "duplicate": 1,
        "unavailable": 1,
    }
    gone = documents.loc["https://example.org/gone.pdf"]
    assert gone["reasons"] == ["http_404"]
    assert pd.isna(gone["sha256"])
    twin = documents[documents["outcome"] == "duplicate"].iloc[0]
    of = documents[documents["sha256"] == twin["duplicate_of"]].iloc[0]
    assert (of["outcome"], of["municipality"], of["addresses"]) == ("accepted", "Örebro", 2)


def test_a_document_stays_though_its_address_decays() -> None:
    report = make_orebro()
    gone = Reason("not_found", "It is not found (404).")
    tables = build([make_pull(report, status="unavailable", reasons=[gone])], [report])
    document = tables["documents"].iloc[0]
    assert (document["outcome"], document["reasons"]) == ("accepted", [])
    assert len(tables["area_scores"]) == 8
    (place,) = tables["document_addresses"].to_dict("records")
    assert (place["last_status"], list(place["reasons"])) == ("unavailable", ["not_found"])
    assert (place["document_sha256"], place["leading"], place["listed"]) == (report.sha256, True, True)


def test_quarantined_scores_stay_out_and_their_readings_stay_in() -> None:
    report = make_report("0480", 2014, (50,) * 8)
    held = replace(report, outcome=Outcome.QUARANTINED)
    tables = build_from(held)
    assert tables["area_scores"].empty
    assert tables["evaluations"].empty
    assert len(tables["evidence"]) == len(report.readings)
    assert not tables["evidence"]["used"].any()
    assert tables["evidence"]["agrees"].isna().all()


def test_evidence_names_what_is_shown_and_what_agrees() -> None:
    report = make_orebro()
    other = make_reading(
        ReadingKind.SCORE, 60.0, 1, page=9, box=Box(1, 2, 3, 4), group=Group("sentence", column="1")
    )
    same = make_reading(
        ReadingKind.SCORE, 68.0, 1, page=10, box=Box(1, 2, 3, 4), group=Group("sentence", column="2")
    )
    evidence = build_from(replace(report, readings=(*report.readings, other, same)))["evidence"]
    shown = evidence[evidence["used"]]
    assert sorted(shown["kind"]) == ["score"] * 8 + ["total"]
    by_page = evidence[evidence["kind"] == "score"].set_index("page")["agrees"]
    assert by_page[9] == False  # noqa: E712 - a nullable boolean
    assert by_page[10] == True  # noqa: E712


def test_facsimiles_are_called_so_in_every_table() -> None:
    report = make_report("0191", 2014, (55,) * 8, averages=(50,) * 8, subareas=True)
    report = replace(report, findings=(Finding("unknown_spelling", "A name is spelt in a new way."),))
    tables = build([make_pull(report, origin="facsimile")], [report])
    told = ("published_figures", "evaluations_reported")  # of the project's own list
    for name, frame in tables.items():
        if "origin" in frame.columns and name not in ("main_area_scores", *told):
            assert set(frame["origin"]) == {"facsimile"}, name


def test_main_areas_are_sums_of_their_areas() -> None:
    rows = build_sample()["main_area_scores"]
    vallentuna = rows[rows["municipality_code"] == "0115"]
    assert vallentuna["score"].tolist() == [148.0, 163.0, 168.0, 169.0]
    assert set(vallentuna["max_score"]) == {200}
    assert set(rows["edition"]) == {2020}


def test_an_average_is_taken_once_and_contradictions_not_at_all() -> None:
    report = make_report("0580", 2015, (60,) * 8, averages=(50,) * 8)
    again = make_reading(ReadingKind.AVERAGE, 50.0, 1, page=8, population="samtliga kommuner")
    other = make_reading(ReadingKind.AVERAGE, 51.0, 2, page=8, population="samtliga kommuner")
    elsewhere = make_reading(ReadingKind.AVERAGE, 49.0, 3, page=8, population="40 kommuner")
    report = replace(report, readings=(*report.readings, again, other, elsewhere))
    benchmarks = build_from(report)["benchmarks"]
    assert benchmarks[["area_no", "average"]].to_numpy().tolist() == [
        [1, 50], [3, 50], [4, 50], [5, 50], [6, 50], [7, 50], [8, 50], [3, 49],
    ]  # fmt: skip


@pytest.mark.parametrize(("total", "rows"), [(400, 9), (404.5, 9), (405, 0)])
def test_averages_must_add_up_to_the_printed_one_but_for_rounding(total: float, rows: int) -> None:
    report = make_report("0580", 2015, (60,) * 8, averages=(50,) * 8)
    whole = make_reading(ReadingKind.AVERAGE, total, population="samtliga kommuner")
    tables = build_from(replace(report, readings=(*report.readings, whole)))
    assert len(tables["benchmarks"]) == rows
    assert (tables["evidence"]["kind"] == "average").sum() == 9


def test_unnumbered_subareas_are_numbered_by_place() -> None:
    report = make_report("0580", 2015, (60,) * 8, subareas=True)
    parts = tuple(replace(part, subarea_no=part.subarea_no.split(".")[1]) for part in report.verdict.subareas)
    rows = build_from(replace(report, verdict=replace(report.verdict, subareas=parts)))["subarea_scores"]
    assert rows["subarea_no"].tolist() == [f"{area}.{place}" for area in range(1, 9) for place in (1, 2)]


def test_dates_are_dates_where_the_day_is_printed() -> None:
    report = make_report("0580", 2015, (60,) * 8, visit="2015-03", report_date="2015-06-11")
    evaluation = build_from(report)["evaluations"].iloc[0]
    assert pd.isna(evaluation["visit_start"])
    assert evaluation["visit"] == "2015-03"
    assert evaluation["report_date"].isoformat() == "2015-06-11"


def test_a_correction_shows_in_the_row_and_the_place_stays() -> None:
    tables = build_sample()
    row = tables["area_scores"].query("document_sha256 == @KUNGALV_SHA256 and area_no == 8").iloc[0]
    assert (row["score"], row["correction"], row["proof"]) == (56.0, f"area-8-of-{KUNGALV_SHA256[:6]}", "sum")
    evaluation = tables["evaluations"].query("document_sha256 == @KUNGALV_SHA256").iloc[0]
    assert (evaluation["total"], evaluation["total_printed"], evaluation["corrected_scores"]) == (394, 396, 1)
    assert tables["corrections"]["applied"].tolist() == [True]
    shown = tables["evidence"].query("document_sha256 == @KUNGALV_SHA256 and area_no == 8 and used")
    assert shown["value"].tolist() == [58.0]
    assert shown["agrees"].tolist() == [False]


def test_a_correction_of_a_duplicate_corrects_the_published_copy() -> None:
    one, other = (make_report("1482", 2014, (50,) * 8, name=name) for name in ("one", "other"))
    for report in (one, other):
        tables = build([make_pull(one), make_pull(other)], [one, other], [make_correction(report, 1, 50, 51)])
        assert tables["area_scores"]["score"].tolist() == [51] + [50] * 7


def test_a_correction_whose_value_is_gone_stops_the_release() -> None:
    report = make_report("1482", 2014, (50,) * 8)
    with pytest.raises(CorrectionError, match=r"expects 49 for area 1 .* but 50 is printed there now"):
        build([make_pull(report)], [report], [make_correction(report, 1, 49, 51)])


def test_two_corrections_of_one_score_stop_the_release() -> None:
    report = make_report("1482", 2014, (50,) * 8)
    correction = make_correction(report, 1, 50, 51)
    twice = [correction, replace(correction, correction_id="b", corrected_score=52)]
    with pytest.raises(CorrectionError, match="keep one of them"):
        build([make_pull(report)], [report], twice)


def test_a_correction_of_a_document_not_at_hand_is_not_applied() -> None:
    elsewhere = make_correction(make_orebro(), 1, 68, 69)
    report = make_report("1482", 2014, (50,) * 8)
    assert build([make_pull(report)], [report], [elsewhere])["corrections"]["applied"].tolist() == [False]


HEADER = read_project_corrections().splitlines()[0]
LINE = f"a,{'0' * 64},1,50,51,why,,the evaluator,2026-11-02"


def test_corrections_are_read_from_their_file() -> None:
    (correction,) = parse_corrections(f"{HEADER}\n{LINE}\n")
    assert (correction.area_no, correction.expected_score, correction.source) == (1, 50.0, None)
    assert parse_corrections(read_project_corrections()) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LINE.replace(",1,50", ",9,50"), "column area_no"),
        (LINE.replace("50,51", "50,104"), "column corrected_score"),
        (LINE.replace("50,51", "50.3,51"), "column expected_score"),
        (LINE.replace("why", ""), "column reason is empty"),
        (LINE.replace("2026-11-02", "2 November"), "column confirmed_on"),
        (LINE.replace("0" * 64, "0" * 63), "column document_sha256"),
        (LINE + "\n" + LINE, "line 3: the correction a comes twice"),
        (LINE + ",more", "9 columns are wanted"),
    ],
)
def test_a_malformed_correction_is_named_by_line(line: str, said: str) -> None:
    with pytest.raises(CorrectionError, match=said):
        parse_corrections(f"{HEADER}\n{line}\n", "mine.csv")


def test_a_held_document_that_was_not_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="was pulled but not read"):
        build([make_pull(make_orebro())], [])


def _make_misprint() -> DocumentReport:
    """A report whose eight printed scores miss the printed total, because one of them is misprinted."""
    printed = make_report("0580", 2015, (60, 60, 60, 60, 60, 60, 60, 16), total_printed=481)
    return replace(
        printed,
        outcome=Outcome.QUARANTINED,
        reasons=(Reason("total_mismatch", "The eight areas add up to 436, but 481 is printed."),),
        verdict=Verdict(),
    )


def test_a_correction_lets_a_quarantined_report_be_proved() -> None:
    report = _make_misprint()
    assert build([make_pull(report)], [report])["area_scores"].empty
    tables = build([make_pull(report)], [report], [make_correction(report, 8, 16, 61)])
    row = tables["area_scores"].set_index("area_no").loc[8]
    assert (row["score"], row["proof"], row["correction"]) == (61, "sum", f"area-8-of-{report.sha256[:6]}")
    assert tables["documents"]["outcome"].tolist() == ["accepted"]
    shown = tables["evidence"].query("area_no == 8 and used")
    assert shown["value"].tolist() == [16.0]


def test_a_correction_that_proves_nothing_leaves_the_report_in_quarantine() -> None:
    report = _make_misprint()
    tables = build([make_pull(report)], [report], [make_correction(report, 8, 16, 99)])
    assert tables["area_scores"].empty
    assert tables["documents"]["reasons"].tolist() == [["total_mismatch"]]
    assert tables["corrections"]["applied"].tolist() == [False]
