"""The morning report: what is new, changed, held, gone and stale, against the day before, and who is told."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from pytest_httpserver import HTTPServer

from extract.ledger import Address, Copy
from extract.records import CatalogueLine, Reason
from flows.notify import notify
from flows.page import MOST_LINES, escape, write_page
from flows.report import REPORT, Count, Line, MorningReport, compare_with_day_before
from flows.settings import load_settings

NIGHT = datetime(2026, 3, 2, 4, 15, tzinfo=UTC)


def make_frames(
    *documents: tuple[str, str, str, tuple[str, ...]], evaluations: tuple[tuple[str, int, float], ...] = ()
) -> dict[str, pd.DataFrame]:
    """Tables as far as the report looks at them: documents as (address, sha256, outcome, codes)."""
    return {
        "documents": pd.DataFrame(
            [
                {
                    "document_id": sha256 or url,
                    "source_url": url,
                    "sha256": sha256 or None,
                    "outcome": outcome,
                    "municipality": None,
                    "round": None,
                    "reasons": list(codes),
                    "explanations": [f"Because of {code}." for code in codes],
                }
                for url, sha256, outcome, codes in documents
            ]
        ),
        "evaluations": pd.DataFrame(
            [
                {"municipality": name, "round": year, "edition": 2010, "total": total, "origin": "published"}
                for name, year, total in evaluations
            ],
            columns=["municipality", "round", "edition", "total", "origin"],
        ),
        "area_scores": pd.DataFrame({"score": [1.0] * 8 * len(evaluations)}),
    }


def compare(
    now: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame] | None, *addresses: Address
) -> MorningReport:
    parts: dict[str, Any] = compare_with_day_before(now, before, addresses, at=NIGHT, stale_days=40)
    return MorningReport(run_id="r2", state="published", started=NIGHT.isoformat(), finished="later", **parts)


BEFORE = make_frames(
    ("https://a.se/1.pdf", "aa", "accepted", ()),
    ("https://a.se/2.pdf", "bb", "quarantined", ("total_mismatch",)),
    ("https://a.se/3.pdf", "cc", "accepted", ()),
    evaluations=(("Ale", 2012, 500.0), ("Mora", 2012, 410.5)),
)
NOW = make_frames(
    ("https://a.se/1.pdf", "aa", "accepted", ()),
    ("https://a.se/2.pdf", "bb", "quarantined", ("total_mismatch",)),
    ("https://a.se/3.pdf", "dd", "unreadable", ("corrupt",)),
    ("https://a.se/4.pdf", "ee", "accepted", ()),
    evaluations=(("Ale", 2012, 500.0), ("Orsa", 2014, 480.0)),
)


def test_the_day_before_is_compared() -> None:
    report = compare(NOW, BEFORE)
    assert [line.address for line in report.new] == ["https://a.se/3.pdf", "https://a.se/4.pdf"]
    assert [line.address for line in report.held] == ["https://a.se/2.pdf", "https://a.se/3.pdf"]
    assert [(line.address, line.codes) for line in report.newly_held] == [
        ("https://a.se/3.pdf", ("corrupt",))
    ]
    assert report.published == ("Orsa 2014 (edition 2010, 480 points)",)
    assert report.withdrawn == ("Mora 2012 (edition 2010, 410.5 points)",)
    assert Count("accepted", 2, 2) in report.counts
    assert Count("unreadable", 1, 0) in report.counts
    assert Count("documents", 4, 3) in report.counts
    assert Count("area scores published", 16, 16) in report.counts


def test_a_document_held_for_another_reason_is_newly_held() -> None:
    now = make_frames(("https://a.se/2.pdf", "bb", "quarantined", ("area_missing",)))
    assert [line.codes for line in compare(now, BEFORE).newly_held] == [("area_missing",)]


def test_without_a_day_before_everything_is_new() -> None:
    report = compare(BEFORE, None)
    assert len(report.new) == 3
    assert {count.before for count in report.counts} == {None}
    assert "| accepted | 2 |  |  |" in write_page(report)


def test_gone_and_stale_addresses_are_named() -> None:
    copy = Copy("aa", "2025-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00")
    why = Reason("not_found", "The server says 404.")
    gone = Address(CatalogueLine("https://a.se/gone.pdf"), copies=(copy,), reasons=(why,))
    fresh = replace(copy, last_seen="2026-02-20T00:00:00+00:00")
    seen = Address(CatalogueLine("https://a.se/ok.pdf"), copies=(fresh,), status="available", serving="aa")
    left = replace(gone, line=CatalogueLine("https://a.se/left.pdf"), listed=False)
    report = compare(NOW, BEFORE, gone, seen, left)
    assert report.gone == (
        Line("https://a.se/gone.pdf", "its documents stay", ("not_found",), ("The server says 404.",)),
    )
    assert [line.address for line in report.stale] == ["https://a.se/gone.pdf"]
    assert "last pulled 60 days ago" in report.stale[0].what


def test_the_page_has_every_part_and_survives_json() -> None:
    report = compare(NOW, BEFORE)
    again = REPORT.validate_json(REPORT.dump_json(report))
    assert again == report
    page = write_page(again)
    for text in (
        "# Kommunkompassen, 2026-03-02",
        "A new release was published.",
        "| documents | 4 | 3 | +1 |",
        "| accepted | 2 | 2 | 0 |",
        "## Newly held back (1)",
        "Because of corrupt.",
        "## All that is held back (2)",
    ):
        assert text in page


def test_what_servers_and_reports_print_has_no_meaning_on_the_page() -> None:
    nasty = "a|b](javascript:x)<script>\n# Heading\x1b[31m`"
    assert escape(nasty) == r"a\|b\](javascript:x)\<script\> # Heading \[31m\`"
    lines = tuple(Line(f"https://a.se/{n}", "new") for n in range(MOST_LINES + 7))
    page = write_page(MorningReport("r", "published", "2026-03-02", "", new=lines))
    assert "… and 7 more" in page


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (MorningReport("r", "failed", "2026-03-02", "", error="The disk is full."), "the nightly run failed"),
        (
            MorningReport("r", "published", "2026-03-02", "", newly_held=(Line("https://a.se/1", "held"),)),
            "1 newly held back",
        ),
    ],
)
def test_failures_and_new_quarantines_are_told(
    httpserver: HTTPServer, report: MorningReport, title: str
) -> None:
    httpserver.expect_oneshot_request("/hook", method="POST").respond_with_data("ok")
    settings = load_settings(notify_urls=f"json://user:hunter2@{httpserver.host}:{httpserver.port}/hook")
    assert notify(report, settings)
    request, _ = httpserver.log[0]
    told = json.loads(request.data)
    assert title in told["title"]
    assert (report.error or "https://a.se/1").replace("_", r"\_") in told["message"]


def test_a_quiet_night_and_no_addresses_tell_nobody(httpserver: HTTPServer) -> None:
    settings = load_settings(notify_urls=f"json://{httpserver.host}:{httpserver.port}/hook")
    assert not notify(MorningReport("r", "unchanged", "2026-03-02", ""), settings)
    assert not notify(MorningReport("r", "failed", "2026-03-02", ""), load_settings())
    assert httpserver.log == []


def test_a_notification_that_fails_is_logged_without_its_address(caplog: pytest.LogCaptureFixture) -> None:
    settings = load_settings(notify_urls="json://user:hunter2@127.0.0.1:9/hook nonsense")
    with caplog.at_level(logging.ERROR, logger="kommunkompassen"):
        assert not notify(MorningReport("r", "failed", "2026-03-02", ""), settings)
    assert "could not be sent" in caplog.text
    assert "hunter2" not in caplog.text
