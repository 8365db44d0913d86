"""The archive: every document ever pulled under its sha256, and a record of every pull.

Layout below the root::

    sha256/ab/ab12…     the bytes
    pulls/<run>.jsonl   one line with a checksum for each pull; one file for each run, only appended to
    standing/           which document was found published for an evaluation, in lines of the same form
    damaged/            files whose bytes no longer have the sha256 of their name

Documents are never changed or deleted. Files appear under their name whole or not at all, and every run
writes a record file of its own, so that several runs may work at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter
from upath import UPath

from extract.progress import Step, mark
from extract.sources.lines import ArchiveError, Damage, read_lines, seal_line
from extract.sources.pull.record import PullRecord
from extract.sources.store import is_local, make_folder, move_in, open_store, sync_folder
from extract.sources.times import format_name

log = logging.getLogger("kommunkompassen.pull")

RECORDS = TypeAdapter(PullRecord)
SHA256_LENGTH = 64
FLUSH_EVERY = 50  # records that are buffered at most before they are written to an object store
INCOMING = "pull-"  # the prefix of files that are not whole yet


class Archive:
    """The archive at ``root``, a local directory or an object-store prefix."""

    def __init__(self, root: UPath | Path | str) -> None:
        self.root = open_store(root)
        self._local = is_local(self.root)
        self._unwritten: list[bytes] = []
        self._written: list[bytes] = []
        self._run = f"{format_name(datetime.now(UTC))}-{os.getpid()}-{uuid4().hex[:8]}"
        self._lock = threading.RLock()

    def locate(self, sha256: str) -> UPath:
        """The path of the bytes with this hash, whether they exist or not. Raises ``ArchiveError``."""
        if len(sha256) != SHA256_LENGTH or not all(sign in "0123456789abcdef" for sign in sha256):
            raise ArchiveError(f"{sha256!r} is not a sha256 in hexadecimal.")
        return self.root / "sha256" / sha256[:2] / sha256

    def put(self, content: bytes | Iterable[bytes]) -> str:
        """Store ``content`` and return its sha256.

        The bytes are written to a temporary file, read back, compared and then moved. Bytes that the archive
        already has are not written again; a damaged file with their name is set aside first. Raises
        ``ArchiveError``.
        """
        chunks = [content] if isinstance(content, bytes) else content
        try:
            with self._temporary_file() as temporary:
                digest = hashlib.sha256()
                with temporary.open("wb") as file:
                    for chunk in chunks:
                        digest.update(chunk)
                        file.write(chunk)
                    file.flush()
                    os.fsync(file.fileno())
                sha256 = digest.hexdigest()
                if hash_file(temporary) != sha256:
                    raise ArchiveError(f"Bytes written to {temporary} read back differently; check the disk.")
                self._move_in(temporary, sha256)
        except OSError as error:
            raise ArchiveError(f"The archive {self.root} cannot be written: {error}.") from error
        return sha256

    def has(self, sha256: str) -> bool:
        """Whether there is a file with this hash as its name; ``has_sound`` also checks its bytes."""
        return self.locate(sha256).exists()

    def has_sound(self, sha256: str, size: int | None = None) -> bool:
        """Whether the archive has undamaged bytes with this hash; a damaged file is set aside.

        Local files are hashed again. An object store checks its objects itself, so only the size is compared.
        """
        path = self.locate(sha256)
        if not path.exists():
            return False
        if self._local:
            sound = path.is_file() and hash_file(Path(str(path))) == sha256
        else:
            sound = size is None or path.stat().st_size == size
        if not sound:
            self.set_aside(sha256)
        return sound

    def read_bytes(self, sha256: str) -> bytes:
        """Read the bytes with this hash and check them. Raises ``ArchiveError`` if missing or damaged."""
        try:
            content = self.locate(sha256).read_bytes()
        except FileNotFoundError as error:
            raise ArchiveError(f"The archive does not hold {sha256}; run ingest to pull it again.") from error
        except IsADirectoryError as error:
            raise ArchiveError(
                f"A folder lies where {sha256} should; run archive verify, then ingest."
            ) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ArchiveError(
                f"The archived bytes of {sha256} are damaged; run archive verify, then ingest."
            )
        return content

    @contextlib.contextmanager
    def local_copy(self, sha256: str) -> Iterator[Path]:
        """Yield a local path with the bytes: the archive's own file, or a temporary copy.

        Raises ``ArchiveError`` if they are missing or damaged.
        """
        if self._local:
            path = Path(str(self.locate(sha256)))
            if not path.is_file() or hash_file(path) != sha256:
                self.read_bytes(sha256)
            yield path
            return
        with tempfile.TemporaryDirectory(prefix="kommunkompassen-") as folder:
            path = Path(folder) / sha256
            path.write_bytes(self.read_bytes(sha256))
            yield path

    def set_aside(self, sha256: str) -> UPath:
        """Move a damaged file to ``damaged/`` and return its new path."""
        path = self.locate(sha256)
        actual = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        aside = self.root / "damaged" / f"{sha256}.{actual[:12]}"
        if self._local:
            move_in(Path(str(path)), Path(str(aside)))
        else:
            aside.fs.mv(path.path, aside.path)
        log.warning("Archived bytes of %s are damaged and were kept aside as %s", sha256, aside.name)
        return aside

    def hashes(self) -> list[str]:
        """The sha256 of every file in the archive, sorted."""
        folder = self.root / "sha256"
        if not folder.exists():
            return []
        return sorted(path.name for path in folder.glob("*/*") if len(path.name) == SHA256_LENGTH)

    def verify(self, set_aside: bool = False, promised: Iterable[str] = ()) -> list[Damage]:
        """Hash every file and list damaged and missing ones, and records that cannot be read.

        ``promised`` are further hashes that must exist, such as those in a release's manifest. With
        ``set_aside`` damaged files are moved to ``damaged/``, so that the next run pulls them again.
        """
        found: list[Damage] = []
        held = self.hashes()
        for sha256 in held:
            log.debug("Hashing %s", sha256, extra=mark(Step("Documents", sha256[:12], total=len(held))))
            if self._hash_held(sha256) != sha256:
                place = f" It was kept aside as {self.set_aside(sha256).name}." if set_aside else ""
                found.append(
                    Damage("damaged", sha256, f"The bytes of {sha256} are not what they were.{place}")
                )
        aside = {damage.name for damage in found}
        recorded = {record.sha256 for record in self.iterate_pulls() if record.sha256} | set(promised)
        for sha256 in sorted(recorded - set(held) - aside):
            found.append(
                Damage("missing", sha256, f"Bytes of {sha256} were pulled once but are no longer held.")
            )
        return found + [damage for _, damage in self._read_lines() if damage]

    def record(self, record: PullRecord) -> None:
        """Append one pull to this run's record file. Thread-safe."""
        line = seal_line(RECORDS.dump_json(record, exclude_defaults=True)) + b"\n"
        with self._lock:
            self._unwritten.append(line)
            if self._local or len(self._unwritten) >= FLUSH_EVERY:
                self.flush()

    def flush(self) -> None:
        """Write the buffered records; an object in an object store is written whole each time."""
        with self._lock:
            if not self._unwritten:
                return
            path = self.root / "pulls" / f"{self._run}.jsonl"
            try:
                if self._local:
                    target = Path(str(path))
                    make_folder(target.parent)
                    is_new = not target.exists()
                    with target.open("ab") as file:
                        file.write(b"".join(self._unwritten))
                        file.flush()
                        os.fsync(file.fileno())
                    if is_new:
                        sync_folder(target.parent)
                else:
                    path.write_bytes(b"".join(self._written + self._unwritten))
                    self._written += self._unwritten
            except OSError as error:
                raise ArchiveError(f"The archive {self.root} cannot be written: {error}.") from error
            self._unwritten = []

    def pulls(self) -> list[PullRecord]:
        """List every recorded pull, oldest first; unreadable lines are left out as in ``iterate_pulls``."""
        return sorted(self.iterate_pulls(), key=lambda record: (record.time, record.url))

    def iterate_pulls(self) -> Iterator[PullRecord]:
        """Iterate the recorded pulls, run by run.

        Unreadable lines, such as a killed run's last, are left out.
        """
        self.flush()
        return (record for record, _ in self._read_lines() if record)

    def _read_lines(self) -> Iterator[tuple[PullRecord | None, Damage | None]]:
        return read_lines(self.root / "pulls", RECORDS, "pull record")

    def _hash_held(self, sha256: str) -> str:
        path = self.locate(sha256)
        if self._local:
            return hash_file(Path(str(path))) if path.is_file() else ""
        return hashlib.sha256(path.read_bytes()).hexdigest()

    @contextlib.contextmanager
    def _temporary_file(self) -> Iterator[Path]:
        folder = Path(str(self.root)) / "incoming" if self._local else Path(tempfile.gettempdir())
        make_folder(folder)
        handle, name = tempfile.mkstemp(dir=folder, prefix=INCOMING)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _move_in(self, temporary: Path, sha256: str) -> None:
        target = self.locate(sha256)
        if self.has_sound(sha256, temporary.stat().st_size):
            return
        if self._local:
            temporary.chmod(0o444)
            move_in(temporary, Path(str(target)))
            return
        target.fs.put_file(str(temporary), target.path)
        if target.stat().st_size != temporary.stat().st_size:
            raise ArchiveError(f"The object store kept {target} incompletely; run again.")


def hash_file(path: Path | UPath) -> str:
    """Calculate the sha256 of a file."""
    with path.open("rb") as file:  # files of object stores have readinto, too, which their type does not say
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
