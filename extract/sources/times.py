"""How times are written: ISO 8601 in records, and a form without colons in the names of files."""

from __future__ import annotations

from datetime import UTC, datetime

NAME_FORMAT = "%Y%m%dT%H%M%S.%fZ"


def stamp_time() -> str:
    """The time now in UTC as ISO 8601 with microseconds: always the same length, so it sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def stamp_second() -> str:
    """The time now in UTC as ISO 8601 with whole seconds, for people."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def format_name(time: datetime) -> str:
    """The beginning of a file's name by a time in UTC, such as ``20260104T041500.000000Z``."""
    return time.strftime(NAME_FORMAT)


def parse_name(name: str) -> datetime | None:
    """The time with which a file's name begins, up to its first hyphen; ``None`` when it has none."""
    try:
        return datetime.strptime(name.partition("-")[0], NAME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
