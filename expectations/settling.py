"""Settling a release: holding back documents that break a rule, then building and validating the rest again.

A rule of level stop holds documents back too when its failing rows belong to certain documents, so that one
document cannot stop a release. A release is stopped only by failures that belong to no document, and by so
many at once that a fault in the code is likely.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from expectations import validate
from expectations.rules import COLLAPSE_LEAST, COLLAPSE_SHARE, Level
from expectations.validate import Failure, Tables, Validation
from extract.records import Reason
from transform.corrections import CorrectionError
from transform.decisions import DecisionError
from transform.holding import Hold

if TYPE_CHECKING:
    import pandas as pd

Frames = dict[str, "pd.DataFrame"]
Build = Callable[[Mapping[str, Hold]], Frames]
MOST_SUSPECTS = 8  # blamed documents; of more, none is tried by itself
MOST_ROUNDS = 5  # of holding documents back for rules of level stop, before the release is stopped

log = logging.getLogger("kommunkompassen.run")


class StoppedReleaseError(Exception):
    """A rule of level stop is broken, so no release is made. The message names rules and rows."""


def settle_release(
    build: Build,
    documents: Collection[str],
    previous: Tables | None = None,
    *,
    allow_shrink: str | None = None,
) -> tuple[Frames, Validation]:
    """Build and validate the tables, and repeat it without the documents that break a rule until none does.

    ``build`` makes the tables of all ``documents`` (sha256) with some of them held back. Returns the tables
    and their validation, which may still have warnings; its ``holds`` are those of all rounds. Raises
    ``StoppedReleaseError`` when a rule of level stop is broken and no document is to blame.
    """
    held: dict[str, Hold] = {}
    told: list[Failure] = []
    stopped: list[Failure] = []
    published = 0
    rounds = 0
    while True:
        tables = _build_what_fits(build, documents, held, told)
        published = max(published, len(tables["evaluations"]))
        validation = validate.validate_release(tables, previous, allow_shrink=allow_shrink)
        if not validation.stops and not validation.holds:
            freed = find_victims(build, held, stopped, lambda made: _is_sound(made, previous, allow_shrink))
            if not freed:
                return tables, replace(validation, failures=(*validation.failures, *told))
            tables = build({sha256: hold for sha256, hold in held.items() if sha256 not in freed})
            validation = validate.validate_release(tables, previous, allow_shrink=allow_shrink)
            left = (_blame_others(failure, freed) for failure in told)
            return tables, replace(validation, failures=(*validation.failures, *filter(None, left)))
        stops = [_leave_out_settled(stop, held, documents) for stop in validation.stops]
        stopped += stops
        rounds += bool(stops)
        blamed = {sha256 for stop in stopped for sha256 in stop.documents}
        collapsed = published >= COLLAPSE_LEAST and len(blamed) > COLLAPSE_SHARE * published
        if rounds > MOST_ROUNDS or collapsed or any(not stop.documents for stop in stops):
            _stop(stopped)
        before = dict(held)
        for failure in (*validation.holds, *stops):
            _hold(held, failure)
        if held == before:  # all documents that are to blame are held back already
            _stop([*stopped, *validation.holds])
        told += [*validation.holds, *(replace(stop, level=Level.HOLD) for stop in stops)]


def find_victims(
    build: Build, held: Mapping[str, Hold], stopped: Sequence[Failure], is_sound: Callable[[Frames], bool]
) -> set[str]:
    """Find the held documents that are not to blame, as when a row shows another report's earlier score.

    These are documents for each of which no rule is broken when it alone is not held. They are returned only
    when no rule is broken without all of them either: of documents that contradict each other, none is freed.
    """
    blamed = sorted({sha256 for stop in stopped for sha256 in stop.documents} & set(held))
    if not 1 < len(blamed) <= MOST_SUSPECTS:
        return set()

    def holds_without(freed: Collection[str]) -> bool:
        try:
            return is_sound(build({sha256: hold for sha256, hold in held.items() if sha256 not in freed}))
        except Exception:  # noqa: BLE001 - whether it works is what is asked
            return False

    freed = {sha256 for sha256 in blamed if holds_without([sha256])}
    return freed if freed and holds_without(freed) else set()


def _is_sound(tables: Frames, previous: Tables | None, allow_shrink: str | None) -> bool:
    validation = validate.validate_release(tables, previous, allow_shrink=allow_shrink)
    return not validation.stops and not validation.holds


def _blame_others(failure: Failure, freed: Collection[str]) -> Failure | None:
    """The failure without the freed documents; ``None`` when it named no others."""
    rest = tuple(sha256 for sha256 in failure.documents if sha256 not in freed)
    return replace(failure, documents=rest) if rest or not failure.documents else None


def _leave_out_settled(stop: Failure, held: Mapping[str, Hold], documents: Collection[str]) -> Failure:
    """The failure with only those documents that are not completely left out of the tables yet."""
    open_ = tuple(
        sha256
        for sha256 in stop.documents
        if sha256 in documents and not (sha256 in held and held[sha256].aside)
    )
    return replace(stop, documents=open_)


def _hold(held: dict[str, Hold], failure: Failure) -> None:
    """Hold back the documents of a failure; leave the readings of those already held out of all tables."""
    reason = Reason(failure.code, failure.sentence)
    for sha256 in failure.documents:
        known = held.get(sha256)
        told = known is not None and failure.code in {each.code for each in known.reasons}
        again = known is not None and (told or failure.level is Level.STOP)
        held[sha256] = (known or Hold(())).add(reason, aside=again)


def _build_what_fits(
    build: Build, documents: Collection[str], held: dict[str, Hold], told: list[Failure]
) -> Frames:
    """Build the tables, after leaving out the documents whose rows do not fit the schema."""
    while True:
        try:
            return build(held)
        except (CorrectionError, DecisionError):
            raise
        except Exception as error:
            culprits = [sha256 for sha256 in getattr(error, "documents", ()) if sha256 in documents]
            culprits = culprits or find_culprits(build, documents, held)
            if not culprits or any(held[sha256].aside for sha256 in culprits if sha256 in held):
                raise
            log.exception("The rows of %d documents do not fit; they are held back", len(culprits))
            failure = Failure(
                "rows_unfit", Level.HOLD, "documents",
                f"What was read does not fit the tables: {error}", len(culprits), documents=tuple(culprits),
            )  # fmt: skip
            told.append(failure)
            for sha256 in culprits:
                reason = Reason(failure.code, failure.sentence)
                held[sha256] = held.get(sha256, Hold(())).add(reason, aside=True)


def find_culprits(build: Build, documents: Collection[str], held: Mapping[str, Hold]) -> list[str]:
    """Find the documents whose rows cannot be built; empty when building fails without any document too."""

    def works(kept: Collection[str]) -> bool:
        aside = {sha256: Hold((), aside=True) for sha256 in documents if sha256 not in kept}
        try:
            build({**held, **aside})
        except Exception:  # noqa: BLE001 - whether it works is what is asked
            return False
        return True

    def search(suspects: Sequence[str]) -> list[str]:
        if works(suspects):
            return []
        if len(suspects) == 1:
            return list(suspects)
        middle = len(suspects) // 2
        return search(suspects[:middle]) + search(suspects[middle:])

    return search(sorted(documents)) if works(()) else []


def _stop(failures: Sequence[Failure]) -> NoReturn:
    said = dict.fromkeys(f"{failure.code}: {failure.sentence}" for failure in failures)
    raise StoppedReleaseError(f"No release is made. {' '.join(said)}")
