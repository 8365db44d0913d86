"""Asking archives' indexes: patiently, part after part, and no more tonight once an archive fails.

One request at a time. An index that is slow, throttles or answers nonsense costs its own answers and a
sentence.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from extract.sources.addresses import is_loopback_host, name_host
from extract.sources.asking import Asker
from extract.sources.book import Book, Listing, Query
from extract.sources.indexes import Answered, ArchiveIndex, Capture, read_answer, read_collections
from extract.sources.pull.failure import PullError
from extract.sources.ranking import TURN
from extract.sources.times import stamp_time

log = logging.getLogger("kommunkompassen.harvest")

MOST_ANSWER = 64 << 20  # bytes of an index's answer
ATTEMPTS = 5  # for a question to an index that throttles or fails
LONGEST_WAIT = 60.0
FIRST_DELAY = 0.5  # seconds between questions once an index has throttled; doubled each time
MOST_DELAY = 15.0
RELIEF = 0.9  # of the delay, after each answer
FAILURES = 3  # questions in a row, then an index is left for this night
MOST_PARTS = 40  # of one question's answer


class WriteQuestion(Protocol):
    """Writes the address of a question to an index."""

    def __call__(self, archive: ArchiveIndex, about: str, *, resume: str | None = None) -> str: ...


@dataclass
class _Standing:
    """How an archive has behaved tonight."""

    failures: int = 0
    is_left: bool = False


class Questions:
    """One night's questions to some archives. ``problems`` are sentences for the morning report."""

    def __init__(self, asker: Asker, book: Book, archives: Sequence[ArchiveIndex]) -> None:
        self._asker = asker
        self._book = book
        self._standing = {archive.index: _Standing() for archive in archives}
        self.answered = 0
        self.problems: list[str] = []

    def is_left(self, archive: ArchiveIndex) -> bool:
        """Whether an archive has failed so often that it is asked nothing more tonight."""
        return self._standing[archive.index].is_left

    def list_indexes(self, archive: ArchiveIndex) -> tuple[str, ...]:
        """The addresses to ask: one, or for Common Crawl those that its list names; none when it is not to
        be had.

        The list is asked for once a turn. Raises ``PullError`` when the budget is spent.
        """
        if archive.dialect != "commoncrawl":
            return (archive.index,)
        known = self._book.find_listing(archive.index)
        if known is not None and not _is_older(known.asked, TURN):
            return known.addresses
        if self.is_left(archive):
            return ()
        try:
            addresses = tuple(read_collections(self._get(archive.index), archive.index))
        except PullError as error:
            if self._asker.is_spent:
                raise
            self._tell(archive, error)
            return known.addresses if known is not None else ()
        self._book.put(Listing(archive.index, stamp_time(), addresses))
        return addresses

    def ask(
        self,
        archive: ArchiveIndex,
        query: Query,
        write: WriteQuestion,
        take: Callable[[Sequence[Capture]], None],
    ) -> bool:
        """Ask an index of an archive a question, and have each part of its answer taken in turn.

        A part is taken before it is written down as told, so that a harvest killed in between asks for it
        again. Whether the answer came whole; what is left of it is asked for another night. Raises
        ``PullError`` when the budget is spent.
        """
        lines = 0 if query.whole else query.lines
        query = replace(query, whole=False)
        for part in self._read_parts(archive, query, write):
            if part is None:
                self._book.put(replace(query, asked=stamp_time()))
                return False
            take(part.captures)
            lines += len(part.captures)
            query = replace(
                query, asked=stamp_time(), resume=part.resume, whole=part.resume is None, lines=lines
            )
            self._book.put(query)
        self.answered += query.whole
        return query.whole

    def _read_parts(
        self, archive: ArchiveIndex, query: Query, write: WriteQuestion
    ) -> Iterator[Answered | None]:
        """Part after part of an answer; ``None`` in place of one that did not come."""
        resume = query.resume
        for _ in range(MOST_PARTS):
            index = replace(archive, index=query.index)
            url = write(index, query.about, resume=resume)
            try:
                answered = read_answer(index, self._get(url), url, resume)
            except PullError as error:
                if self._asker.is_spent:
                    raise
                if error.http_status not in (400, 404):
                    self._tell(archive, error)
                    yield None
                    return
                answered = Answered(())  # no captures, or no further page
            self._standing[archive.index].failures = 0
            yield answered
            resume = answered.resume
            if resume is None:
                return

    def _get(self, url: str) -> bytes:
        """An index's answer, asked for patiently: slower after each refusal, and never before it says."""
        host = self._asker.requester.hosts.find(url)
        usual = 0.0 if is_loopback_host(url) else self._asker.requester.settings.delay
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self._asker.requester.get(
                    url, attempts=1, max_bytes=MOST_ANSWER, budget=self._asker.budget, of_archive=True
                )
                host.delay = max(usual, host.delay * RELIEF)
                return answer.read()
            except PullError as error:
                if not error.transient or attempt == ATTEMPTS or self._asker.is_spent:
                    raise
                if error.http_status == 429 or error.retry_after is not None:
                    host.delay = min(max(2 * host.delay, FIRST_DELAY), MOST_DELAY)
                wait = error.retry_after
                if wait is None:  # a failure, not a wish to be left alone
                    wait = min(2.0 ** (attempt - 1), LONGEST_WAIT)
                log.info("%s Asking again in %.0f seconds.", error, wait)
                host.pause(wait)
        raise AssertionError("unreachable")

    def _tell(self, archive: ArchiveIndex, error: PullError) -> None:
        standing = self._standing[archive.index]
        standing.failures += 1
        standing.is_left = standing.is_left or standing.failures >= FAILURES or error.host_down
        sentence = f"The archive's index at {name_host(archive.index)} did not answer: {error.sentence}"
        if standing.is_left:
            sentence += " It is left alone until the next night."
        log.warning("%s", sentence)
        self.problems.append(sentence)


def is_query_due(query: Query, *, changes: bool, every: timedelta = TURN) -> bool:
    """Whether to ask an index: not answered whole yet, or long ago where answers change."""
    if query.asked is None or not query.whole:
        return True
    return changes and _is_older(query.asked, every)


def _is_older(moment: str, age: timedelta) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(moment) >= age
