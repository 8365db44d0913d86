"""The morning report as a Markdown page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flows.report import Line, MorningReport

HEADLINES = {
    "published": "A new release was published.",
    "unchanged": "Nothing had changed; the last release stands.",
    "held": "A release is ready and waits; nothing was published, and the last release stands.",
    "failed": "The run failed; the last release stands untouched.",
}
MOST_LINES = 50  # per part; a catalogue that moves house should not bury the rest


def write_page(report: MorningReport) -> str:
    """The page, as Markdown: the headline, the counts, then each part that has something to say."""
    parts = [
        [f"# Kommunkompassen, {report.started[:10]}", "", f"**{HEADLINES[report.state]}**"],
        [report.error] if report.error else [],
        _write_facts(report),
        _write_counts(report),
        _write_list("Published", report.published),
        _write_list("No longer published", report.withdrawn),
        _write_lines("New documents", report.new),
        _write_lines("Newly held back", report.newly_held),
        _write_lines("Gone", report.gone),
        _write_lines("Stale", report.stale),
        _write_list("Warnings", report.warnings),
        _write_lines("All that is held back", report.held),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _write_facts(report: MorningReport) -> list[str]:
    facts = [f"- Run {report.run_id}, {report.started} to {report.finished}"]
    if report.release_id:
        facts.append(f"- Release {report.release_id}: `{report.release_path}`")
    if report.previous_release_id and report.previous_release_id != report.release_id:
        facts.append(f"- The day before: release {report.previous_release_id}")
    if report.state == "unchanged" and report.unchanged_since:
        facts.append(f"- Unchanged since {report.unchanged_since}")
    return facts + [f"- {name}: `{path}`" for name, path in report.links]


def _write_counts(report: MorningReport) -> list[str]:
    if not report.counts:
        return []
    rows = ["| | now | day before | change |", "|---|---:|---:|---:|"]
    for count in report.counts:
        before = "" if count.before is None else str(count.before)
        change = "" if count.before is None else f"{count.now - count.before:+d}".replace("+0", "0")
        rows.append(f"| {count.what} | {count.now} | {before} | {change} |")
    return rows


def _write_list(title: str, lines: Sequence[str]) -> list[str]:
    return _cap(title, [f"- {escape(line)}" for line in lines])


def _write_lines(title: str, lines: Iterable[Line]) -> list[str]:
    written = []
    for line in lines:
        codes = f" ({', '.join(f'`{code}`' for code in line.codes)})" if line.codes else ""
        sentences = "".join(f"\n  {escape(sentence)}" for sentence in line.sentences)
        written.append(f"- {escape(line.address)} {escape(line.what)}{codes}{sentences}")
    return _cap(title, written)


def _cap(title: str, written: list[str]) -> list[str]:
    if not written:
        return []
    more = [f"- … and {len(written) - MOST_LINES} more"] if len(written) > MOST_LINES else []
    return [f"## {title} ({len(written)})", "", *written[:MOST_LINES], *more]


def escape(text: str) -> str:
    """``text`` on one line and without meaning to Markdown or HTML: reports and servers print anything."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    for sign in "\\`*_[]<>|":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
