"""``read``: documents at hand are told and nothing is kept."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from flows.commands.read import command
from tests.conftest import ROOT

REPORTS = ROOT / "tests" / "reports"


def test_a_report_is_told_with_proof_and_page(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    result = CliRunner().invoke(command, [str(REPORTS / "mark-2009.pdf"), "--pictures", str(pictures)])
    assert result.exit_code == 0, result.output
    assert "accepted, Mark 2009, edition 2002" in result.output
    assert "45.5 of 100" in result.output
    assert "page " in result.output
    assert len(list(pictures.glob("*.png"))) == 8


def test_what_is_not_proved_gives_status_one_and_json_holds_everything() -> None:
    files = [str(REPORTS / name) for name in ("torsas-2014.pdf", "sigtuna-2011-truncated.pdf")]
    result = CliRunner().invoke(command, [*files, "--json"])
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert [each["report"]["outcome"] for each in told] == ["quarantined", "unreadable"]
    assert told[0]["report"]["reasons"][0]["code"] == "total_mismatch"
