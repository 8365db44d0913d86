"""``demo``: the main job on the bundled sample reports, served over HTTP on loopback."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click

SAMPLE = Path(__file__).resolve().parents[1] / "sample_reports"  # a part of the package


@click.command("demo")
@click.option(
    "--data", metavar="DIR", default="data/demo", show_default=True, help="Data directory of the demo."
)
@click.option("--plain", is_flag=True, help="Run the same functions without Prefect.")
def command(data: str, plain: bool) -> None:
    """Serve the bundled sample reports on loopback, run the main job on them and print what was published."""
    from flows.commands.ingest import run_ingest
    from flows.report.terminal import print_report
    from flows.sample_server import recall_port, serve_folder, write_catalogue

    catalogue = Path(data) / "catalogue.csv"
    with serve_folder(SAMPLE, recall_port(catalogue)) as base:
        write_catalogue(SAMPLE, base, catalogue)
        click.echo(
            f"Serving {SAMPLE.name} ({len(list(SAMPLE.glob('*.pdf')))} sample reports) at {base}", err=True
        )
        report = run_ingest(
            plain=plain,
            data=data,
            sources=catalogue,
            allow_private_hosts=True,
            per_host_delay=0.0,
        )
    print_report(report)
    click.echo("\nGo on with:\n" + "\n".join(f"  {line}" for line in suggest_commands(data)))


def suggest_commands(data: str) -> list[str]:
    """Three commands to go on with, which work as they are printed."""
    command, place = name_command(), shlex.quote(data)
    site, scores = (shlex.quote(str(Path(data) / name)) for name in ("site", "scores.csv"))
    return [
        f"{command} review --data {place}",
        f"{command} export area_scores --data {place} --to {scores} --replace",
        f"{command} site --data {place} --to {site} --replace",
    ]


def name_command() -> str:
    """How this program can be called again in the same shell: by name, path or module."""
    called = Path(sys.argv[0])
    found = shutil.which("kommunkompassen")
    if found and called.name == "kommunkompassen" and Path(found).resolve() == called.resolve():
        return "kommunkompassen"
    if called.name == "kommunkompassen" and called.is_file():
        return shlex.quote(sys.argv[0])
    return f"{shlex.quote(sys.executable)} -m flows.cli"
