"""Find out which protections of the sandbox work on this machine, with a process that enters it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from extract.process.box import Grants, enter_box

SECONDS = 20.0


def probe_box() -> tuple[str, ...]:
    """List the protections that ``enter_box`` puts in force here; empty if the process fails."""
    from extract.process.limits import make_environment

    with tempfile.TemporaryDirectory(prefix="kommunkompassen-box-") as folder:
        try:
            told = subprocess.run(
                [sys.executable, "-P", "-m", "extract.process.probe", folder],
                env=make_environment(folder),
                cwd=folder,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
            return tuple(json.loads(told.stdout))
        except (OSError, subprocess.SubprocessError, ValueError):
            return ()


if __name__ == "__main__":
    print(json.dumps(enter_box(Grants((), (), sys.argv[1]))))
