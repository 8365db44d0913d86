"""What the box of a reading process holds on this machine, found out by a process that enters it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from extract.process.box import Grants, enter_box

SECONDS = 20.0


def probe_box() -> tuple[str, ...]:
    """The protections that ``enter_box`` gets here; none where no process could find out."""
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
