"""``review``: list, show and settle quarantined documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from flows.options import config_option, data_option
from flows.printing import print_line

Command = TypeVar("Command", bound=Callable[..., Any])
KINDS = (  # the values of transform.decisions.DecisionKind, which is imported only when it is used
    "final",
    "not_a_report",
    "confirmed",
    "municipality",
    "round",
    "edition",
    "reading",
    "misprinted_total",
    "withdrawn",
)


@click.group("review", invoke_without_command=True)
@data_option
@config_option
@click.pass_context
def command(context: click.Context, data: str | None, config: Path | None) -> None:
    """The quarantine: list what is held back, show it with its evidence, decide about it.

    Without a subcommand it lists.
    """
    context.obj = {**(context.obj or {}), "data": data, "config": config}
    if context.invoked_subcommand is None:
        context.invoke(list_command)


def _load(context: click.Context, data: str | None = None, **options: object) -> Any:
    from flows.configuration import load_settings

    shared = context.obj or {}
    return load_settings(shared.get("config"), data=data or shared.get("data"), **options)


@command.command("list")
@data_option
@click.option("--all", "show_all", is_flag=True, help="Also what is rejected, unreadable or unavailable.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_context
def list_command(
    context: click.Context, data: str | None = None, show_all: bool = False, as_json: bool = False
) -> None:
    """List what is held back by reason, newest first."""
    from flows.review.held import explain_code, group_held, open_review

    review = open_review(_load(context, data))
    outcomes = ["quarantined", *(["rejected", "unreadable", "unavailable"] if show_all else [])]
    groups = group_held(review, outcomes)
    if as_json:
        click.echo(json.dumps(_to_json(groups), ensure_ascii=False, indent=1))
        return
    total = sum(len(documents) for documents in groups.values())
    click.echo(f"Release {review.release}: {total} held back" + ("" if total else "."))
    for code, documents in groups.items():
        click.echo(f"\n{code} ({len(documents)}): {explain_code(code)[0]}")
        for document in documents:
            mark = f" [{document.outcome}]" if show_all else ""
            others = ", ".join(each for each in document.codes if each != code)
            click.echo(
                f"  {(document.sha256 or 'no document')[:12]:12}  {document.since[:10]:10}  {document.title}"
                f"{mark}{f' (also {others})' if others else ''}  {document.source_url}"
            )
    if total:
        click.echo("\nkommunkompassen review show DOCUMENT shows one with its evidence.")


def _to_json(groups: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [
        {
            "reason": code,
            "sha256": document.sha256,
            "source_url": document.source_url,
            "outcome": document.outcome,
            "reasons": [{"code": code, "sentence": sentence} for code, sentence in document.reasons],
            "municipality": document.municipality,
            "round": document.round,
            "edition": document.edition,
            "origin": document.origin,
            "since": document.since or None,
        }
        for code, documents in groups.items()
        for document in documents
    ]


@command.command("show")
@click.argument("document")
@data_option
@click.option(
    "--pictures",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the pictures go (default: review/ in the data directory, one folder for each document).",
)
@click.option("--no-pictures", is_flag=True, help="Text only.")
@click.pass_context
def show_command(
    context: click.Context, document: str, data: str | None, pictures: Path | None, no_pictures: bool
) -> None:
    """Show DOCUMENT: each reading with its place, why it is held, and what would make it publishable.

    DOCUMENT is the start of its sha256, its address or its file name.
    """
    from extract.sources.store import is_local, open_store
    from flows.review.held import find_document, open_review
    from flows.review.rendering import describe_document, draw_pictures, select_readings

    settings = _load(context, data)
    review = open_review(settings)
    found = find_document(review, document)
    readings = select_readings(review, found.sha256)
    for line in describe_document(found, readings):
        print_line(line)
    if no_pictures or found.sha256 is None:
        return
    base = Path(settings.data) if is_local(open_store(settings.data)) else Path()
    folder = pictures or base / "review" / found.sha256[:12]
    written = draw_pictures(review, found, readings, folder)
    click.echo(f"\n{len(written)} pictures of pages and numbers: {folder}")


def declaration_options(inner: Command) -> Command:
    """Add the options that every declaration needs."""
    for option in (
        click.option("--why", required=True, metavar="TEXT", help="The reason, for whoever reads it later."),
        click.option("--who", required=True, metavar="NAME", help="Role of whoever decides."),
    ):
        inner = option(inner)
    return inner


@command.command("accept")
@click.argument("document")
@data_option
@click.option("--decision", type=click.Choice(KINDS), help="What is decided about the document.")
@click.option(
    "--value", metavar="VALUE", help="Municipality code, year, edition or presentation, for those decisions."
)
@click.option(
    "--correct", metavar="AREA=VALUE", help="The right score of an area, where the report misprints it."
)
@click.option("--expected", type=float, metavar="VALUE", help="The score that the report prints there.")
@click.option("--source", metavar="TEXT", help="Where the right score is published.")
@click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path), help="Decisions file to write.")
@click.option(
    "--corrections", metavar="FILE", type=click.Path(path_type=Path), help="Corrections file to write."
)
@declaration_options
@click.pass_context
def accept_command(
    context: click.Context,
    document: str,
    data: str | None,
    decision: str | None,
    value: str | None,
    correct: str | None,
    expected: float | None,
    source: str | None,
    decisions: Path | None,
    corrections: Path | None,
    who: str,
    why: str,
) -> None:
    """Declare a decision or correction for DOCUMENT; the next run applies it.

    DOCUMENT is the start of its sha256, its address, its file name, or municipality and year as review list
    shows them. Either --decision, or --correct AREA=VALUE with --expected VALUE. What is declared lies in the
    data directory unless the settings name other files; review undo takes it back.
    """
    from flows.review.accept import accept_correction, accept_decision
    from flows.review.held import find_document, open_review
    from transform.decisions import DecisionKind

    if (decision is None) == (correct is None):
        raise click.UsageError("Give either --decision or --correct AREA=VALUE with --expected VALUE.")
    settings = _load(context, data, decisions=decisions, corrections=corrections)
    found = find_document(open_review(settings), document)
    who, why = _tidy(who, "--who"), _tidy(why, "--why")
    if decision is not None:
        declared = accept_decision(found, settings, DecisionKind(decision), value=value, who=who, why=why)
    else:
        area_no, corrected = _parse_correction(correct or "")
        if expected is None:
            raise click.UsageError("--correct needs --expected VALUE, the score that the report prints.")
        declared = accept_correction(
            found,
            settings,
            area_no=area_no,
            corrected=corrected,
            expected=expected,
            who=who,
            why=why,
            source=source,
        )
    click.echo(f"Wrote {declared.name} to {declared.path}. {declared.consequence}")


@command.command("decisions")
@data_option
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_context
def decisions_command(context: click.Context, data: str | None, as_json: bool) -> None:
    """List the decisions and corrections in force, each with the name by which undo takes it back."""
    from dataclasses import asdict

    from flows.declarations.local import list_declared
    from transform.corrections import CorrectionError
    from transform.decisions import DecisionError

    try:
        declared = list_declared(_load(context, data))
    except (CorrectionError, DecisionError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        rows = [{"kind": each.kind, **asdict(each.declaration)} for each in declared]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    for each in declared:
        print_line(each.describe())
    click.echo(f"{len(declared)} in force." + (" Take one back: review undo NAME." if declared else ""))


@command.command("undo")
@click.argument("name")
@data_option
@click.pass_context
def undo_command(context: click.Context, name: str, data: str | None) -> None:
    """Take back the decision or correction called NAME, as review decisions shows it."""
    from flows.declarations.local import undo_declaration

    click.echo(undo_declaration(_load(context, data), name))


def _tidy(text: str, option: str) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise click.UsageError(f"{option} may not be empty.")
    return tidy


def _parse_correction(text: str) -> tuple[int, float]:
    area, _, value = text.partition("=")
    try:
        return int(area), float(value.replace(",", "."))
    except ValueError:
        raise click.UsageError(f"--correct wants AREA=VALUE such as 3=54, not {text}.") from None


@command.command("serve")
@data_option
@click.option(
    "--who", required=True, metavar="NAME", help="Role of whoever decides; every declaration names it."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port (default: a free one).")
@click.pass_context
def serve_command(context: click.Context, data: str | None, who: str, port: int) -> None:
    """Open the bench: the held documents in a browser on this machine, for one person.

    The address that is printed works once. What is settled there is declared as review accept declares it.
    """
    from flows.review.bench.serve import serve_bench

    serve_bench(_load(context, data), _tidy(who, "--who"), port, click.echo)
