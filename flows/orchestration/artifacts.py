"""The morning report as Prefect artifacts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import quote

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.report.markdown import escape, write_details, write_page
from flows.report.morning import MorningReport
from flows.settings import Settings


def make_shower(settings: Settings) -> Callable[[MorningReport], None]:
    """Make a function that shows a morning report as artifacts of the flow run in progress."""

    def show(report: MorningReport) -> None:
        show_report(report, settings)

    return show


def show_report(report: MorningReport, settings: Settings) -> None:
    """Create artifacts: the page, its details, a table of counts, one of held documents, and links.

    A file that no browser can reach is named instead of linked.
    """
    create_markdown_artifact(write_page(report), key="morning-report", description=f"Run {report.run_id}")
    create_markdown_artifact(write_details(report), key="details", description="Everything behind the page")
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
        key = name.lower().replace(" ", "-")
        link = find_link(path, settings)
        if link:
            create_link_artifact(link, link_text=name, key=key)
        else:
            create_markdown_artifact(f"{escape(name)}: `{path}`", key=key, description="A place, not a link")


def find_link(path: str, settings: Settings) -> str | None:
    """The web address of a file in the data directory, or ``None`` unless ``public_url`` is set."""
    if path.startswith(("http://", "https://")):
        return path
    data = settings.data.rstrip("/")
    if settings.public_url is None or not path.startswith(f"{data}/"):
        return None
    return f"{str(settings.public_url).rstrip('/')}/{quote(path.removeprefix(f'{data}/'))}"
