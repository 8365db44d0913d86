"""A batch read on a machine that gives less than this one, or by another user: what a container may do.

``python -m tests.weaker_kernel DOCUMENT USER CALL[:ERROR]...`` forbids the calls in this process and all that
it starts, becomes the user where that is not 0, and reads the document with the stand-in that tries to get
out. Prints a JSON object of what each attempt came to, and ``log``, the log of the readers.
"""

from __future__ import annotations

import ctypes
import errno
import io
import json
import logging
import os
import sys
from pathlib import Path

from extract.process.limits import read_batch
from extract.process.syscalls import forbid
from tests.another_user import become, open_closed_folders

NO_NEW_PRIVILEGES = 38


def main(document: Path, user: int, calls: list[str]) -> None:
    """Read the document; see above."""
    libc = ctypes.CDLL(None, use_errno=True)
    if user:
        open_closed_folders(libc)
        become(user)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for call in calls:
        name, _, error = call.partition(":")
        assert forbid(libc, [name], getattr(errno, error or "EPERM"))
    heard = io.StringIO()
    logging.basicConfig(stream=heard, level=logging.DEBUG)
    told = json.loads(document.read_text())
    told["parent"] = os.getpid()
    parent_free = Path(document.parent, "told.pdf")
    parent_free.write_text(json.dumps(told))
    (report,) = read_batch(
        [("0" * 64, parent_free)], workers=1, megabytes=4000, reader="tests.reading_for_escape:read"
    )
    came = {finding.code: finding.sentence for finding in report.findings}
    came |= {reason.code: reason.sentence for reason in report.reasons}
    print(json.dumps({**came, "log": heard.getvalue()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
