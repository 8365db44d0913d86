"""Validating a release: which rules are broken, and by which rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from expectations.attribution import attribute_failures
from expectations.coverage import judge_coverage
from expectations.engine import Broken, Engine, keep_quiet, run_batches
from expectations.rules import Level, get_rule
from transform.decisions import DecisionError, DecisionKind
from warehouse.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]
NAMED_IN_SENTENCE = 5
DOCUMENT = "document_sha256"


@dataclass(frozen=True)
class Failure:
    """A broken rule in one table.

    ``count`` is the number of failing rows, ``keys`` has their keys, and ``documents`` the sha256 of the
    documents they belong to. ``rows`` has all failing rows, or none when there were too many to name.
    """

    code: str
    level: Level
    table: str
    sentence: str
    count: int = 0
    keys: tuple[dict[str, Any], ...] = ()
    documents: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class Validation:
    """The broken rules of a release. ``engine`` has what Great Expectations found."""

    failures: tuple[Failure, ...]
    engine: Engine | None = field(default=None, repr=False, compare=False)

    @property
    def results(self) -> list[dict[str, Any]]:
        """The results of Great Expectations as plain values."""
        return self.engine.results if self.engine is not None else []

    @property
    def stops(self) -> list[Failure]:
        """Failures that forbid a release."""
        return [failure for failure in self.failures if failure.level is Level.STOP]

    @property
    def holds(self) -> list[Failure]:
        """Failures that keep documents out of the release."""
        return [failure for failure in self.failures if failure.level is Level.HOLD]

    @property
    def warns(self) -> list[Failure]:
        """Failures that are published and shown."""
        return [failure for failure in self.failures if failure.level is Level.WARN]


def validate_release(
    tables: Tables,
    previous: Tables | None = None,
    *,
    allow_shrink: str | None = None,
    docs_dir: Path | None = None,
) -> Validation:
    """Check every table of a release against its declaration and the domain rules.

    ``previous`` are the tables of the last release (``evaluations`` is enough), ``None`` for the first.
    ``allow_shrink`` is a reason for losing evaluations on purpose. With ``docs_dir`` the results are written
    there by ``expectations.docs.write_validation``. Raises ``DecisionError`` for a confirmation of a document
    that no longer breaks the rule.
    """
    with keep_quiet():
        from expectations import domain_suites, suites

    missing = [name for name in TABLES if name not in tables]
    if missing:
        return Validation(tuple(_fail_table("table_missing", name) for name in missing))
    engine = Engine()
    broken = run_batches(suites.list_table_batches(tables), engine)
    if not any(each.rule == "columns_differ" for each in broken):
        try:
            batches = domain_suites.list_rule_batches(tables)
            coverage = judge_coverage(tables, previous, allow_shrink)
        except Exception as error:  # noqa: BLE001 - whatever cannot be checked stops the release
            broken.append(_call_unchecked(error))
        else:
            broken += run_batches([*batches, domain_suites.make_coverage_batch(coverage)], engine)
    failures = attribute_failures(_confirm(merge_failures(broken), tables), tables)
    validation = Validation(tuple(failures), engine)
    if docs_dir is not None:
        from expectations.docs import write_validation

        write_validation(validation, docs_dir)
    return validation


def merge_failures(broken: Sequence[Broken]) -> list[Failure]:
    """Merge broken expectations into one failure for each rule and table, sorted by level and code."""
    groups: dict[tuple[str, str], list[Broken]] = {}
    for each in broken:
        rule = "check_failed" if each.error else each.rule
        groups.setdefault((rule, each.table), []).append(each)
    failures = [_describe(code, table, group) for (code, table), group in groups.items()]
    order = list(Level)
    return sorted(failures, key=lambda failure: (order.index(failure.level), failure.code, failure.table))


def _describe(code: str, table: str, group: Sequence[Broken]) -> Failure:
    rule = get_rule(code)
    rows = _without_twins([row for each in group for row in each.rows])
    counted = max((each.count or 0 for each in group), default=0)
    count = max(counted, len(rows))
    key = [*TABLES[table].key, DOCUMENT]
    documents = dict.fromkeys(str(row[DOCUMENT]) for row in rows if row.get(DOCUMENT))
    if rule.level is Level.HOLD and (count > len(rows) or not documents):
        rule = get_rule("held_too_many")
    keys = [{name: row[name] for name in row if name in key and name != DOCUMENT} or row for row in rows]
    return Failure(
        code=rule.code,
        level=rule.level,
        table=table,
        sentence=f"{rule.sentence} {_name_rows(table, group, rows, count)}".strip(),
        count=count,
        keys=tuple(_without_twins(keys)),
        documents=tuple(documents),
        rows=tuple(rows) if all(len(each.rows) >= (each.count or 1) for each in group) else (),
    )


def _name_rows(table: str, group: Sequence[Broken], rows: Sequence[dict[str, Any]], count: int) -> str:
    errors = [f"{table}: {each.expectation} ({each.error})." for each in group if each.error]
    if errors:
        return " ".join(errors)
    named = [", ".join(f"{name} {_show(value)}" for name, value in row.items()) for row in rows]
    more = count - min(count, NAMED_IN_SENTENCE)
    tail = f"; and {more} more" if more else ""
    return f"{table}: {'; '.join(named[:NAMED_IN_SENTENCE])}{tail}." if named else f"Table {table}."


def _show(value: Any) -> str:
    if value is None:
        return "empty"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text[:12] if len(text) == 64 and text.isalnum() else text


def _confirm(failures: Sequence[Failure], tables: Tables) -> list[Failure]:
    """Remove from the failures the documents that a declared confirmation releases."""
    decisions = tables["decisions"]
    if "decision" not in decisions.columns or not (decisions["decision"] == DecisionKind.CONFIRMED).any():
        return list(failures)
    accepted = set(tables["area_scores"]["document_sha256"])
    confirmed = decisions[decisions["decision"] == DecisionKind.CONFIRMED]
    answered: set[tuple[str, str]] = set()
    for name, sha256, codes in zip(
        confirmed["decision_id"], confirmed["document_sha256"], confirmed["expected"], strict=True
    ):
        found = {failure.code for failure in failures if sha256 in failure.documents}
        gone = [code for code in codes if code not in found]
        if gone and sha256 in accepted:
            raise DecisionError(
                f"Decision {name} about document {sha256[:12]} no longer fits: it confirms "
                f"{', '.join(gone)}, and no rule finds that any more. Take the decision out."
            )
        answered |= {(sha256, code) for code in codes}
    return [each for failure in failures if (each := _leave_out(failure, answered))]


def _leave_out(failure: Failure, answered: set[tuple[str, str]]) -> Failure | None:
    if failure.level is not Level.HOLD:
        return failure
    documents = tuple(sha256 for sha256 in failure.documents if (sha256, failure.code) not in answered)
    return replace(failure, documents=documents) if documents else None


def _fail_table(code: str, table: str) -> Failure:
    rule = get_rule(code)
    return Failure(code, rule.level, table, f"{rule.sentence} Table {table}.")


def _call_unchecked(error: Exception) -> Broken:
    message = f"{type(error).__name__}: {error}"
    return Broken("check_failed", "domain rules", "documents", "the domain rules", {}, None, (), message)


def _without_twins(items: Sequence[Any]) -> list[Any]:
    seen: list[Any] = []
    known: set[str] = set()
    for item in items:
        if (text := repr(item)) not in known:
            known.add(text)
            seen.append(item)
    return seen
