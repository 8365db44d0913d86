"""Find and mask passwords and tokens in record files that an early version wrote."""

from __future__ import annotations

from upath import UPath

from extract.sources.lines import SEAL, Damage, read_files, seal_line
from extract.sources.masking import mask_text
from extract.sources.store import write_whole


def find_secrets(records: UPath, *, mask: bool) -> list[Damage]:
    """Find the record files in a folder whose addresses contain passwords or tokens.

    With ``mask`` each such file is rewritten: only the secrets change, and only its owner can read it then.
    """
    found = []
    for name, content in read_files(records):
        lines = (content or b"").splitlines()
        masked = [_mask(line) for line in lines]
        if masked == lines:
            continue
        told = "Run archive verify without --leave to mask them."
        if mask:
            write_whole(records / name, b"".join(line + b"\n" for line in masked), private=True)
            told = "They are masked now; copies of the file elsewhere are not."
        sentence = f"The pull records {name} held addresses with passwords or tokens. {told}"
        found.append(Damage("secret", name, sentence))
    return found


def _mask(line: bytes) -> bytes:
    sealed = SEAL.search(line)
    bare = line[: sealed.start()] + b"}" if sealed else line
    masked = mask_text(bare.decode(errors="surrogateescape")).encode(errors="surrogateescape")
    if masked == bare:
        return line
    return seal_line(masked) if sealed else masked
