"""Nothing is told to anyone: a run looks up no host but those of the catalogue and this machine's own."""

from __future__ import annotations

import ipaddress
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nights import serve_reports

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

# Put on the path of every Python that a run starts, Prefect's server and the reading processes among them.
RECORDER = """
import json, os, socket

def record(ask):
    def look_up(host, *arguments, **options):
        line = json.dumps(host.decode() if isinstance(host, bytes) else host) + "\\n"
        handle = os.open(os.environ["LOOKED_UP"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, line.encode())
        os.close(handle)
        return ask(host, *arguments, **options)
    return look_up

for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, name, record(getattr(socket, name)))
"""
# Ends when the recorder has heard one of the hosts that are given, which Prefect tells of its first import.
LOUD = """
import os, sys, time
from pathlib import Path
import prefect

looked_up = Path(os.environ["LOOKED_UP"])
for _ in range(1500):
    if looked_up.exists() and any(host in looked_up.read_text() for host in sys.argv[1:]):
        break
    time.sleep(0.1)
"""
TOLD = {"sens-o-matic.prefect.io", "api2.amplitude.com"}
# All that a recorded command keeps of the environment: every name of a CI service would quiet Prefect.
KEPT = ("HOME", "LANG", "PATH", "TMPDIR")


def run_recorded(tmp_path: Path, *arguments: str, **environment: str) -> set[str]:
    """The hosts that a command and all it starts look up, on a terminal as far as they can tell."""
    recorder = tmp_path / "recorder"
    recorder.mkdir(exist_ok=True)
    (recorder / "sitecustomize.py").write_text(RECORDER)
    looked_up = tmp_path / "looked_up"
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    path = os.pathsep.join(filter(None, [str(recorder), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        # With a terminal, because Prefect tells only of people's doings.
        ["script", "--quiet", "--return", "--command", " ".join(arguments), "/dev/null"],
        env={
            **kept,
            "PREFECT_HOME": str(tmp_path / "prefect"),
            "PYTHONPATH": path,
            "LOOKED_UP": str(looked_up),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {str(json.loads(line)) for line in looked_up.read_text().splitlines()}


def is_this_machine(host: str) -> bool:
    """Whether a name or address can only mean the machine itself."""
    if host in {"localhost", "None", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def test_a_run_looks_up_no_host_but_the_catalogues(tmp_path: Path) -> None:
    """With Prefect, its server and Great Expectations, in a home that has seen neither."""
    with serve_reports(tmp_path / "sources", ("pm-before-visit.pdf",)) as catalogue:
        lines = catalogue.read_text()
        catalogue.write_text(f"{lines}http://no-such-municipality.invalid/report.pdf,facsimile\n")
        command = str(Path(sys.executable).with_name("kommunkompassen"))
        hosts = run_recorded(
            tmp_path,
            *(command, "ingest", "--allow-private-hosts", "--sources", str(catalogue)),
            *("--data", str(tmp_path / "data")),
            KOMMUNKOMPASSEN_ATTEMPTS="1",
            KOMMUNKOMPASSEN_WORKERS="1",
            KOMMUNKOMPASSEN_PER_HOST_DELAY="0",
        )
    assert "no-such-municipality.invalid" in hosts, "the recorder does not hear what is looked up"
    assert {host for host in hosts if not is_this_machine(host)} <= {
        "no-such-municipality.invalid",
        "archive.org",  # asked for a copy of what is gone, as the settings say
    }


def test_the_recorder_hears_what_prefect_would_tell(tmp_path: Path) -> None:
    """Without the environment's quiet the same Prefect does look outside, so the test above can fail.

    It tells of the first import in a new home, on a terminal, within its own ten seconds or as it ends.
    """
    script = tmp_path / "loud.py"
    script.write_text(LOUD)
    hosts = run_recorded(tmp_path, sys.executable, str(script), *TOLD)
    assert {host for host in hosts if not is_this_machine(host)} & TOLD
