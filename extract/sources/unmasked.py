"""Records of an archive that an earlier version wrote with secrets in their addresses, and masking them."""

from __future__ import annotations

from upath import UPath

from extract.sources.lines import SEAL, Damage, read_files, seal_line
from extract.sources.masking import mask_text
from extract.sources.store import write_whole


def find_secrets(records: UPath, *, mask: bool) -> list[Damage]:
    """Each file of records in a folder that holds a password or token; with ``mask`` it is written anew.

    Nothing but the secrets changes, and such a file can be read by its owner alone afterwards.
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
