"""The morning report as Prefect artifacts."""

from __future__ import annotations

from dataclasses import asdict

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.page import write_page
from flows.report import MorningReport


def show_report(report: MorningReport) -> None:
    """Leave the page, the counts, what is held back and the links as artifacts of the run under way."""
    create_markdown_artifact(write_page(report), key="morning-report", description=f"Run {report.run_id}")
    if report.counts:
        create_table_artifact(
            [asdict(count) for count in report.counts],
            key="counts",
            description="Now and the day before",
        )
    if report.held:
        create_table_artifact(
            [
                {"address": line.address, "what": line.what, "why": " ".join(line.sentences)}
                for line in report.held
            ],
            key="held-back",
            description="Documents whose scores are not published, and why",
        )
    for name, path in report.links:
        create_link_artifact(path, link_text=name, key=name.lower().replace(" ", "-"))
