"""``read``: read documents from disk and print what they say; nothing is stored."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.progress import Step, mark
from flows.printing import make_printable, print_line
from flows.progress import show_progress

if TYPE_CHECKING:
    from extract.records import DocumentReport


log = logging.getLogger("kommunkompassen.read")


@click.command("read")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
@click.option(
    "--pictures",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Write a picture of each score to this folder; of a quarantined document, its pages as searched.",
)
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...], as_json: bool, pictures: Path | None) -> None:
    """Read FILES and print what each is, its scores with proof and page; nothing is written but pictures.

    Exit status 0 when the scores of every file are proved, 1 otherwise.
    """
    from pydantic import TypeAdapter

    from extract.process.limits import read_batch
    from extract.records import DocumentReport, Outcome
    from extract.sources.archive import hash_file

    for path in files:
        if not path.is_file():
            raise click.UsageError(f"{make_printable(str(path))} is no file but a pipe or a device.")
    hashes = {path: hash_file(path) for path in files}
    documents = list({sha256: path for path, sha256 in hashes.items()}.items())
    reports: dict[str, DocumentReport] = {}
    with show_progress(plain=True):
        for report in read_batch(documents, workers=min(2, len(documents))):
            reports[report.sha256] = report
            step = Step("Reading", dict(documents)[report.sha256].name, total=len(documents))
            log.debug("Read %s", step.name, extra=mark(step))
    told = [(path, reports[sha256]) for path, sha256 in hashes.items()]
    if as_json:
        adapter = TypeAdapter(DocumentReport)
        lines = [
            {"file": str(path), "report": adapter.dump_python(report, mode="json")} for path, report in told
        ]
        text = json.dumps(lines, indent=1, ensure_ascii=False)
        click.echo(text.encode("utf-8", "backslashreplace").decode())  # of a name that is no UTF-8
    else:
        for path, report in told:
            for line in describe_report(path, report):
                print_line(line)
    if pictures is not None:
        for path, report in told:
            for picture in draw_scores(path, report, pictures):
                click.echo(make_printable(f"  {picture}"), err=True)
    if any(report.outcome != Outcome.ACCEPTED for _, report in told):
        context.exit(1)


def describe_report(path: Path, report: DocumentReport) -> Iterator[str]:
    """Yield the lines that the terminal shows of one document."""
    identity = report.identity
    who = " ".join(str(part) for part in (identity.municipality, identity.round) if part)
    edition = f", edition {report.verdict.edition or identity.edition}" if identity.municipality else ""
    yield f"{path}: {report.outcome}{f', {who}{edition}' if who else ''}"
    for reason in report.reasons:
        yield f"  {reason.code}: {reason.sentence}"
    for score in report.verdict.scores:
        label = score.reading.label or f"area {score.area_no}"
        place = f"page {score.reading.page}"
        yield (
            f"  {score.area_no} {label:<48} {score.value:>5g} of {score.max_score:g}  {score.proof}, {place}"
        )
    if report.verdict.total:
        yield f"  Total {report.verdict.total.text}, page {report.verdict.total.page}"


def draw_scores(path: Path, report: DocumentReport, folder: Path) -> Iterator[Path]:
    """Draw a picture of each proved score and its surroundings; yields the paths.

    Of a quarantined document, the pages with numbers beside areas are drawn with the columns and rows in
    which the readers searched.
    """
    import pypdfium2

    from extract.page.textpass import UnreadableError
    from extract.records import Outcome
    from extract.verdict.drawing import draw_search

    scores = [*report.verdict.scores]
    folder.mkdir(parents=True, exist_ok=True)
    if report.outcome is Outcome.QUARANTINED:
        try:
            for number, content in draw_search(path):
                target = folder / f"{path.stem}-page-{number:03}-search.png"
                target.write_bytes(content)
                yield target
        except UnreadableError:
            return  # a web page has no pages to draw
    if not scores:
        return
    scale = 2.0
    with pypdfium2.PdfDocument(path) as document:
        for score in scores:
            page, box = document[score.reading.page - 1], score.reading.box
            picture = page.render(scale=scale).to_pil()
            around = (box.x0 - 250, box.top - 25, box.x1 + 60, box.bottom + 25)
            most = (picture.width, picture.height, picture.width, picture.height)
            corners = [int(min(max(side * scale, 0), edge)) for side, edge in zip(around, most, strict=True)]
            target = folder / f"{path.stem}-area-{score.area_no}.png"
            picture.crop(tuple(corners)).save(target)
            yield target
