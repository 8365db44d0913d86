"""The morning report as Markdown: a page of at most ten lines of news, and a page with all details."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flows.printing import make_printable
from flows.report.morning import Line, MorningReport

HEADLINES = {
    "published": "A new release was published",
    "unchanged": "Nothing had changed; the last release stands",
    "held": "A release is ready and waits; nothing was published, and the last release stands",
    "failed": "The run failed; the last release stands untouched",
}
MOST_NAMED = 5  # in one line of the page
MOST_LINES = 50  # of each part of the details
DETAILS_FILE = "details.md"


def write_page(report: MorningReport) -> str:
    """Write the page of at most ten lines: what is new, and one line that counts what was reported before."""
    lines = [
        f"# Kommunkompassen, {format_time(report.started, report.timezone)}",
        "",
        f"**{HEADLINES[report.state]}.** {_describe_counts(report)}".rstrip(),
        "",
        *_list_news(report),
    ]
    return "\n".join(lines).rstrip() + "\n"


def write_news(report: MorningReport) -> str:
    """Write the news alone, for a notification; empty when there is none."""
    news = _list_news(report, old=False)
    return "\n".join(news) + "\n" if news else ""


def unescape(text: str) -> str:
    """Remove the Markdown of a page for output on a terminal."""
    return re.sub(r"\\(.)", r"\1", text).replace("**", "").replace("`", "")


def format_time(time: str, timezone: str) -> str:
    """Format an ISO time in the operator's time zone, such as ``25 November 2026, 04:15``."""
    local = datetime.fromisoformat(time).astimezone(ZoneInfo(timezone))
    return f"{local.day} {local:%B %Y, %H:%M}" if local.tzinfo and ":" in time else time


def _describe_counts(report: MorningReport) -> str:
    numbers = {count.what: count for count in report.counts}
    told = []
    for what in ("evaluations published", "documents"):
        if what in numbers:
            count = numbers[what]
            change = "" if count.before in (None, count.now) else f" ({count.now - (count.before or 0):+d})"
            told.append(f"{count.now} {what}{change}")
    offline = " No address was asked: the run worked offline." if report.offline else ""
    return (", ".join(told) + "." if told else "") + offline


def _list_news(report: MorningReport, *, old: bool = True) -> list[str]:
    news = [
        _tell("Error", [escape(report.error)] if report.error else []),
        _tell("Unfinished", [escape(sentence) for sentence in report.killed]),
        _tell("New", [escape(name) for name in report.published]),
        _tell("Left", [_describe_left(line) for line in report.newly_left]),
        _tell("Needs a person", [_describe_task(line) for line in report.newly_held]),
        _tell(
            "Gone (404, 410 or no such host)",
            [_describe_place(each) for each in report.list_news(report.gone)],
        ),
    ]
    if old:
        news += [
            _tell("Servers down", _count_by(report.list_news(report.down), _name_host)),
            _tell("Warnings", _count_by(report.list_news(report.warnings), _name_warning)),
            _describe_old(report),
        ]
    return [line for line in news if line]


def _tell(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    more = f"; and {len(items) - MOST_NAMED} more, see {DETAILS_FILE}" if len(items) > MOST_NAMED else ""
    return f"- **{title}** ({len(items)}): {'; '.join(items[:MOST_NAMED])}{more}"


def _describe_left(line: Line) -> str:
    why = f" ({', '.join(line.codes)})" if line.codes else ""
    return f"{escape(line.address)}: {escape(line.what)}{escape(why)}{_name_command(line)}"


def _describe_task(line: Line) -> str:
    _, _, who = line.what.partition(": ")
    return f"{escape(who or line.address)}: {escape(', '.join(line.codes))}{_name_command(line)}"


def _describe_place(line: Line) -> str:
    return f"{escape(line.address)} ({escape(line.what)})"


def _name_command(line: Line) -> str:
    return f" → `kommunkompassen review show {line.sha256[:12]}`" if line.sha256 else ""


def _name_host(line: Line) -> str:
    return escape(urlsplit(line.address).netloc or line.address)


def _name_warning(line: Line) -> str:
    return escape(f"{line.what} {line.remedy}".strip())


def _count_by(lines: Iterable[Line], name: Callable[[Line], str]) -> list[str]:
    """One item for each name, with a count or with the addresses that share it."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(name(line), []).append(line)
    return [_describe_group(text, group, name) for text, group in groups.items()]


def _describe_group(text: str, group: Sequence[Line], name: Callable[[Line], str]) -> str:
    if name is _name_host:
        return f"{text} ({len(group)})" if len(group) > 1 else text
    who = ", ".join(escape(line.address) for line in group[:MOST_NAMED])
    more = f" and {len(group) - MOST_NAMED} more" if len(group) > MOST_NAMED else ""
    return f"{who}{more}: {text}"


def _describe_old(report: MorningReport) -> str:
    """One line that counts what earlier runs already reported."""
    parts = {
        "held back": report.held,
        "left": report.left,
        "gone": report.gone,
        "down": report.down,
        "refused": report.refused,
        "stale": report.stale,
        "warnings": report.warnings,
    }
    counts = {name: len(lines) - len(report.list_news(lines)) for name, lines in parts.items()}
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"- **As before**: {told} (`kommunkompassen status`, {DETAILS_FILE})" if told else ""


def write_details(report: MorningReport) -> str:
    """Write everything that a run reports."""
    parts = [
        [f"# Kommunkompassen, {format_time(report.started, report.timezone)}: details"],
        [f"**{HEADLINES[report.state]}.**"],
        [escape(report.error)] if report.error else [],
        _write_facts(report),
        _write_counts(report),
        _write_list("Harvest", report.harvest),
        _write_list("Published", report.published),
        _write_lines("Once published, not any more", report.left),
        _write_lines("New documents", report.new),
        _write_lines("Held back", report.held),
        _write_lines("Gone", report.gone),
        _write_lines("Servers down", report.down),
        _write_lines("Refused", report.refused),
        _write_lines("Stale", report.stale),
        _write_lines("Warnings", report.warnings),
        _write_list("Runs that did not finish", report.killed),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _write_facts(report: MorningReport) -> list[str]:
    facts = [f"- Run {report.run_id}, {report.started} to {report.finished}"]
    if report.release_id:
        facts.append(f"- Release {report.release_id}: `{report.release_path}`")
    if report.previous_release_id and report.previous_release_id != report.release_id:
        facts.append(f"- The day before: release {report.previous_release_id}")
    if report.state == "unchanged" and report.unchanged_since:
        facts.append(f"- Unchanged since {format_time(report.unchanged_since, report.timezone)}")
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
        told = [*line.sentences, *([f"→ {line.remedy}"] if line.remedy else [])]
        sentences = "".join(f"\n  {escape(sentence)}" for sentence in told)
        written.append(f"- {escape(line.address)} {escape(line.what)}{codes}{sentences}")
    return _cap(title, written)


def _cap(title: str, written: list[str]) -> list[str]:
    if not written:
        return []
    more = [f"- … and {len(written) - MOST_LINES} more"] if len(written) > MOST_LINES else []
    return [f"## {title} ({len(written)})", "", *written[:MOST_LINES], *more]


def escape(text: str) -> str:
    """Put ``text`` on one line and escape what means something to Markdown or HTML.

    The text may come from a report or a server.
    """
    plain = " ".join(make_printable(text).split())
    for character in "\\`*_[]<>|":
        plain = plain.replace(character, f"\\{character}")
    return plain
