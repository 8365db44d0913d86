"""Asking the indexes of web archives: part by part, with pauses, and not again tonight once one has failed.

Requests are sent one at a time. An index that is slow, throttles or answers nonsense is reported in a
sentence and does not affect the others.
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
ATTEMPTS = 5  # at a question to an index that throttles or fails
LONGEST_WAIT = 60.0
FIRST_DELAY = 0.5  # seconds between questions once an index has throttled; doubled each time
MOST_DELAY = 15.0
RELIEF = 0.9  # the factor by which the delay shrinks after each answer
FAILURES = 3  # questions in a row, after which an index is not asked again tonight
MOST_PARTS = 40  # of one answer


class WriteQuestion(Protocol):
    """Writes the address of a question to an index."""

    def __call__(self, archive: ArchiveIndex, about: str, *, resume: str | None = None) -> str: ...


@dataclass
class _ArchiveState:
    """The failures of one archive tonight."""

    failures: int = 0
    is_left: bool = False


class Questions:
    """The questions of one harvest to some archives. ``problems`` are sentences for the morning report."""

    def __init__(self, asker: Asker, book: Book, archives: Sequence[ArchiveIndex]) -> None:
        self._asker = asker
        self._book = book
        self._states = {archive.index: _ArchiveState() for archive in archives}
        self.answered = 0
        self.problems: list[str] = []

    def is_left(self, archive: ArchiveIndex) -> bool:
        """Whether an archive has failed so often that it is not asked again tonight."""
        return self._states[archive.index].is_left

    def list_indexes(self, archive: ArchiveIndex) -> tuple[str, ...]:
        """List the addresses of an archive's indexes: one, or for Common Crawl those in its list.

        The list is requested once in each period ``TURN``; when it cannot be had, there are no addresses.
        Raises ``PullError`` when the budget is spent.
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
        """Ask a question and pass each part of the answer to ``take``; returns whether it came whole.

        A part is passed on before it is noted in the book, so that a harvest that is killed in between asks
        for it again. The rest of an answer that did not come whole is asked for another night. Raises
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
        """Yield the parts of an answer; ``None`` in place of one that could not be had."""
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
                answered = Answered(())  # the index has no captures, or no further page
            self._states[archive.index].failures = 0
            yield answered
            resume = answered.resume
            if resume is None:
                return

    def _get(self, url: str) -> bytes:
        """Get an index's answer; the delay grows when it throttles, and Retry-After is respected."""
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
                if wait is None:  # it failed and did not ask for a pause
                    wait = min(2.0 ** (attempt - 1), LONGEST_WAIT)
                log.info("%s Asking again in %.0f seconds.", error, wait)
                host.pause(wait)
        raise AssertionError("unreachable")

    def _tell(self, archive: ArchiveIndex, error: PullError) -> None:
        state = self._states[archive.index]
        state.failures += 1
        state.is_left = state.is_left or state.failures >= FAILURES or error.host_down
        sentence = f"The archive's index at {name_host(archive.index)} did not answer: {error.sentence}"
        if state.is_left:
            sentence += " It is left alone until the next night."
        log.warning("%s", sentence)
        self.problems.append(sentence)


def is_query_due(query: Query, *, changes: bool, every: timedelta = TURN) -> bool:
    """Whether a question has to be asked: it was not answered whole, or long ago and answers change."""
    if query.asked is None or not query.whole:
        return True
    return changes and _is_older(query.asked, every)


def _is_older(moment: str, age: timedelta) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(moment) >= age
