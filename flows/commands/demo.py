"""``demo``: the main job on the bundled sample reports, served over HTTP on loopback."""

from __future__ import annotations

from pathlib import Path

import click

SAMPLE = Path(__file__).resolve().parents[2] / "tests" / "reports"


@click.command("demo")
@click.option(
    "--data", metavar="DIR", default="data/demo", show_default=True, help="Data directory of the demo."
)
@click.option("--plain", is_flag=True, help="Run the same functions without Prefect.")
def command(data: str, plain: bool) -> None:
    """Serve the bundled sample reports on loopback, run the main job on them and print what was published."""
    from flows.commands.ingest import run_ingest
    from flows.sample_server import recall_port, serve_folder, write_catalogue
    from flows.show import print_report

    if not SAMPLE.is_dir():
        raise click.ClickException(
            "The sample reports are not here: they lie under tests/reports of the source checkout. "
            "Run the demo there."
        )
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
