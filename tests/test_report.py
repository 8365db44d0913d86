"""The morning report: what is new, changed, held, gone and stale, against the day before, and who is told."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from pytest_httpserver import HTTPServer

from expectations.rules import Level, get_rule
from expectations.validate import Failure
from extract.records import CatalogueLine, Reason
from extract.sources.ledger import Address, Copy
from flows.configuration import load_settings
from flows.report.comparison import compare_with_day_before, count_all
from flows.report.markdown import MOST_LINES, escape, write_details, write_page
from flows.report.morning import REPORT, Count, Line, MorningReport
from flows.report.notify import notify
from tests.releases import make_release

EVALUATION = ["municipality_code", "municipality", "round", "edition", "total", "origin", "document_sha256"]
NIGHT = datetime(2026, 3, 2, 4, 15, tzinfo=UTC)


def make_frames(
    *documents: tuple[str, str, str, tuple[str, ...]],
    evaluations: tuple[tuple[str, int, float, str], ...] = (),
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
                {
                    "municipality_code": name.lower(),
                    "municipality": name,
                    "round": year,
                    "edition": 2010,
                    "total": total,
                    "origin": "published",
                    "document_sha256": sha256,
                }
                for name, year, total, sha256 in evaluations
            ],
            columns=EVALUATION,
        ),
        "area_scores": pd.DataFrame({"score": [1.0] * 8 * len(evaluations)}),
    }


def compare(
    now: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame] | None,
    *addresses: Address,
    earlier: MorningReport | None = None,
    warnings: Sequence[Failure] | None = (),
    started: str = NIGHT.isoformat(),
) -> MorningReport:
    parts: dict[str, Any] = compare_with_day_before(
        now, before, earlier, addresses, warnings, started=started, stale_days=40
    )
    return MorningReport(run_id="r2", state="published", started=started, finished=started, **parts)


BEFORE = make_frames(
    ("https://a.se/1.pdf", "aa", "accepted", ()),
    ("https://a.se/2.pdf", "bb", "quarantined", ("total_mismatch",)),
    ("https://a.se/3.pdf", "cc", "accepted", ()),
    evaluations=(("Ale", 2012, 500.0, "aa"), ("Mora", 2012, 410.5, "cc")),
)
NOW = make_frames(
    ("https://a.se/1.pdf", "aa", "accepted", ()),
    ("https://a.se/2.pdf", "bb", "quarantined", ("total_mismatch",)),
    ("https://a.se/3.pdf", "cc", "quarantined", ("area_missing",)),
    ("https://a.se/3.pdf", "dd", "unreadable", ("damaged",)),
    ("https://a.se/4.pdf", "ee", "accepted", ()),
    evaluations=(("Ale", 2012, 500.0, "aa"), ("Orsa", 2014, 480.0, "ee")),
)


DAY_BEFORE = (NIGHT - timedelta(days=1)).isoformat()


def test_the_day_before_is_compared() -> None:
    earlier = compare(BEFORE, None, started=DAY_BEFORE)
    report = compare(NOW, BEFORE, earlier=earlier)
    assert [(line.address, line.sha256) for line in report.new] == [
        ("https://a.se/3.pdf", "dd"),
        ("https://a.se/4.pdf", "ee"),
    ]
    assert [line.sha256 for line in report.held] == ["bb", "cc", "dd"]
    assert [(line.sha256, line.codes) for line in report.newly_held] == [
        ("cc", ("area_missing",)),
        ("dd", ("damaged",)),
    ]
    assert report.published == ("Orsa 2014 (edition 2010, 480 points)",)
    (left,) = report.newly_left
    assert (left.address, left.what) == ("Mora 2012", "its document is quarantined")
    assert left.codes == ("area_missing",)
    assert "unknown spelling" in left.remedy
    assert Count("accepted", 2, 2) in report.counts
    assert Count("unreadable", 1, 0) in report.counts
    assert Count("documents", 5, 3) in report.counts
    assert Count("area scores published", 16, 16) in report.counts


def test_what_left_is_listed_as_long_as_it_holds() -> None:
    """Weeks later it is still there, as old news; once it is published again, it is gone from the list."""
    report = compare(NOW, BEFORE, earlier=compare(BEFORE, None, started=DAY_BEFORE))
    for day in range(1, 20):
        report = compare(NOW, NOW, earlier=report, started=(NIGHT + timedelta(days=day)).isoformat())
        assert [(line.address, line.since) for line in report.left] == [("Mora 2012", NIGHT.isoformat())]
        assert report.newly_left == ()
        assert report.newly_held == ()
    assert "1 left" in write_page(report)
    again = compare(BEFORE, NOW, earlier=report, started=(NIGHT + timedelta(days=20)).isoformat())
    assert [line.address for line in again.left] == ["Orsa 2014"]


def test_a_better_copy_and_another_reading_are_told_as_such() -> None:
    now = make_frames(
        ("https://a.se/1.pdf", "aa", "duplicate", ("duplicate",)),
        ("https://a.se/3.pdf", "cc", "accepted", ()),
        evaluations=(("Ale", 2012, 500.0, "zz"), ("Mora", 2013, 410.5, "cc")),
    )
    left = {line.address: line.what for line in compare(now, BEFORE).left}
    assert left["Ale 2012"] == "a better copy of the same evaluation is published"
    assert left["Mora 2012"].startswith("its document is read as")


def test_a_document_held_for_another_reason_is_newly_held() -> None:
    now = make_frames(("https://a.se/2.pdf", "bb", "quarantined", ("area_missing",)))
    earlier = compare(BEFORE, None, started=DAY_BEFORE)
    assert [line.codes for line in compare(now, BEFORE, earlier=earlier).newly_held] == [("area_missing",)]


def test_without_a_day_before_everything_is_new() -> None:
    report = compare(BEFORE, None)
    assert len(report.new) == 3
    assert {count.before for count in report.counts} == {None}
    assert "| accepted | 2 |  |  |" in write_details(report)


def make_address(url: str, code: str | None, *, last: str = "2026-02-20", listed: bool = True) -> Address:
    copy = Copy("aa", "2025-01-01T00:00:00+00:00", f"{last}T00:00:00+00:00")
    why = (Reason(code, f"Because of {code}."),) if code else ()
    status: Any = "unavailable" if code else "available"
    return Address(CatalogueLine(url), listed=listed, copies=(copy,), status=status, reasons=why)


def test_servers_that_are_down_stand_apart_from_addresses_that_are_gone() -> None:
    addresses = [
        make_address("https://a.se/gone.pdf", "not_found", last="2026-01-01"),
        make_address("https://b.se/1.pdf", "server_error"),
        make_address("https://b.se/2.pdf", "timeout"),
        make_address("https://c.se/page.pdf", "login_wall"),
        make_address("https://d.se/ok.pdf", None),
        make_address("https://e.se/left.pdf", "gone", listed=False),
    ]
    report = compare(NOW, BEFORE, *addresses)
    assert [line.address for line in report.gone] == ["https://a.se/gone.pdf"]
    assert [line.address for line in report.down] == ["https://b.se/1.pdf", "https://b.se/2.pdf"]
    assert [line.address for line in report.refused] == ["https://c.se/page.pdf"]
    assert [line.address for line in report.stale] == ["https://a.se/gone.pdf"]
    page = write_page(report)
    assert "- **Servers down** (1): b.se (2)" in page
    assert "- **Gone (404, 410 or no such host)** (1): https://a.se/gone.pdf (its documents stay)" in page
    again = compare(NOW, NOW, *addresses, earlier=report, started=(NIGHT + timedelta(days=1)).isoformat())
    assert "Servers down" not in write_page(again), "old news stand behind one line"
    assert "1 gone, 2 down, 1 refused, 1 stale" in write_page(again)


def test_warnings_are_sentences_with_who_and_when_and_what_to_do() -> None:
    keys = (
        {"municipality_code": "ale", "round": 2012, "edition": 2010, "area_no": 3},
        {"municipality_code": "orsa", "round": 2014, "edition": 2010, "area_no": 1},
    )
    report = compare(NOW, BEFORE, warnings=[Failure("change_large", Level.WARN, "area_scores", "x", 2, keys)])
    rule = get_rule("change_large")
    (line,) = [line for line in write_page(report).splitlines() if "Warnings" in line]
    assert f"Ale 2012, area 3, Orsa 2014, area 1: {rule.sentence} {rule.remedy}" in line
    quiet = compare(NOW, NOW, earlier=report, warnings=None, started=(NIGHT + timedelta(days=1)).isoformat())
    assert len(quiet.warnings) == 2, "they hold as long as the release does"
    assert "2 warnings" in write_page(quiet)


def test_the_page_is_short_and_on_the_operators_clock_and_survives_json() -> None:
    many = make_frames(
        *((f"https://a.se/{n}.pdf", f"{n:064x}", "quarantined", ("total_mismatch",)) for n in range(300)),
        evaluations=tuple((f"Town{n}", 2012, 500.0, f"{n:064x}") for n in range(300)),
    )
    addresses = [make_address(f"https://s{n}.se/a.pdf", "timeout") for n in range(100)]
    addresses += [make_address(f"https://g{n}.se/a.pdf", "gone") for n in range(100)]
    report = compare(many, BEFORE, *addresses, earlier=compare(BEFORE, None, started=DAY_BEFORE))
    again = REPORT.validate_json(REPORT.dump_json(report))
    assert again == report
    page = write_page(again)
    assert page.startswith("# Kommunkompassen, 2 March 2026, 05:15\n"), "Stockholm is an hour ahead of UTC"
    assert len([line for line in page.splitlines() if line]) <= 10
    assert "(300): https://a.se/0.pdf: total\\_mismatch → `kommunkompassen review show 000000000000`" in page
    details = write_details(again)
    for text in ("| documents | 300 | 3 | +297 |", "## Held back (300)", "… and 250 more"):
        assert text in details


def test_what_servers_and_reports_print_has_no_meaning_on_the_page() -> None:
    nasty = "a|b](javascript:x)<script>\n# Heading\x1b[31m`"
    assert escape(nasty) == r"a\|b\](javascript:x)\<script\> # Heading \[31m\`"
    lines = tuple(Line(f"https://a.se/{n}", "new") for n in range(MOST_LINES + 7))
    page = write_details(MorningReport("r", "published", "2026-03-02", "", new=lines))
    assert "… and 7 more" in page


NEWS = (Line("https://a.se/1", "held", since="2026-03-02"), Line("https://a.se/old", "x", since="2026-03-01"))


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (MorningReport("r", "failed", "2026-03-02", "", error="The disk is full."), "the nightly run failed"),
        (
            MorningReport("r", "published", "2026-03-02", "", published=("Orsa 2014",), held=NEWS, gone=NEWS),
            "1 new, 1 held back",
        ),
    ],
)
def test_failures_and_news_are_told_and_nothing_else(
    httpserver: HTTPServer, report: MorningReport, title: str
) -> None:
    httpserver.expect_oneshot_request("/hook", method="POST").respond_with_data("ok")
    settings = load_settings(notify_urls=f"json://user:hunter2@{httpserver.host}:{httpserver.port}/hook")
    assert notify(report, settings)
    request, _ = httpserver.log[0]
    told = json.loads(request.data)
    assert title in told["title"]
    assert (report.error or "https://a.se/1").replace("_", r"\_") in told["message"]
    assert "old" not in told["message"]


def test_a_quiet_night_and_no_addresses_tell_nobody(httpserver: HTTPServer) -> None:
    settings = load_settings(notify_urls=f"json://{httpserver.host}:{httpserver.port}/hook")
    assert not notify(MorningReport("r", "unchanged", "2026-03-02", ""), settings)
    old = (Line("https://a.se/1", "held", since="2026-03-01"),)
    known = MorningReport("r", "published", "2026-03-02", "", held=old, left=old, gone=old, down=old)
    assert not notify(known, settings)
    assert not notify(MorningReport("r", "failed", "2026-03-02", ""), load_settings())
    assert httpserver.log == []


def test_a_notification_that_fails_is_logged_without_its_address(caplog: pytest.LogCaptureFixture) -> None:
    settings = load_settings(notify_urls="json://user:hunter2@127.0.0.1:9/hook nonsense")
    with caplog.at_level(logging.ERROR, logger="kommunkompassen"):
        assert not notify(MorningReport("r", "failed", "2026-03-02", ""), settings)
    assert "could not be sent" in caplog.text
    assert "hunter2" not in caplog.text


def test_figures_told_elsewhere_are_counted() -> None:
    tables = make_release()
    counts = {count.what: count.now for count in count_all(tables, None)}
    assert counts["told figures that agree"] == 9 + 8 + 1  # Örebro 2012 whole, areas of Vallentuna 2021
    assert counts["told figures that differ"] == 0
    assert counts["evaluations told, report not found"] == len(tables["evaluations_reported"]) > 10
