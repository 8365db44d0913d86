"""Views: frames that bring together the values of several tables that a rule compares.

A view keeps the key columns of its rows, and ``document_sha256`` where there is one, so that a failing row
can be named. The expectations about views are in ``expectations.domain_suites``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from expectations.rules import RULES
from extract.instrument import AREA_NUMBERS
from extract.records import Outcome
from warehouse.schema import Table

Tables = Mapping[str, pd.DataFrame]

EVALUATION = ["municipality_code", "round"]
AREA = [*EVALUATION, "edition", "area_no"]
PLACE = ["page", "x0", "top", "x1", "bottom"]
AREA_COLUMNS = [f"area_{area_no}" for area_no in AREA_NUMBERS]


def name_lookup(columns: tuple[str, ...], table: str) -> str:
    """Name the column that says whether the values of ``columns`` occur in ``table``."""
    return f"{', '.join(columns)} in {table}"


def view_references(tables: Tables, table: Table) -> pd.DataFrame:
    """Make a view of ``table`` with a boolean column for each foreign key: whether its values exist.

    It is true when a value of the key is missing.
    """
    frame = tables[table.name]
    named = dict.fromkeys([*table.key, *(name for each in table.references for name in each.columns)])
    view = frame[list(named)].copy()
    if "document_sha256" in frame.columns:
        view["document_sha256"] = frame["document_sha256"]
    for reference in table.references:
        values = frame[list(reference.columns)]
        known = pd.MultiIndex.from_frame(_make_plain(tables[reference.table][list(reference.to)]))
        found = pd.MultiIndex.from_frame(_make_plain(values)).isin(known)
        view[name_lookup(reference.columns, reference.table)] = found | values.isna().any(axis=1).to_numpy()
    return view


def view_evaluations(tables: Tables) -> pd.DataFrame:
    """Make a view with a row for each evaluation, and for scores without one: eight scores, totals, dates.

    ``areas`` counts the different areas, ``rows`` the rows of scores. ``visit_from`` and ``reported`` are
    dates as whole numbers such as 20140908, cut to the precision that both have.
    """
    evaluations, scores = tables["evaluations"], tables["area_scores"]
    wide = scores.drop_duplicates([*EVALUATION, "area_no"]).pivot(
        index=EVALUATION, columns="area_no", values="score"
    )
    wide = wide.reindex(columns=list(AREA_NUMBERS)).set_axis(AREA_COLUMNS, axis="columns")
    counted = scores.groupby(EVALUATION).agg(areas=("area_no", "nunique"), rows=("area_no", "size"))
    view = evaluations.merge(wide.join(counted).reset_index(), on=EVALUATION, how="outer")
    editions = tables["editions"][["edition", "first_year", "last_year"]]
    view = view.merge(editions, on="edition", how="left")
    view["last_year"] = view["last_year"].fillna(9999)
    view["areas"], view["rows"] = view["areas"].fillna(0), view["rows"].fillna(0)
    dates = [
        _compare_dates(visit, dated)
        for visit, dated in zip(_list_plain(view["visit"]), _list_plain(view["report_dated"]), strict=True)
    ]
    view["visit_from"] = pd.Series([visit for visit, _ in dates], dtype="float64", index=view.index)
    view["reported"] = pd.Series([dated for _, dated in dates], dtype="float64", index=view.index)
    visits = [str(visit or "").split("/") for visit in _list_plain(view["visit"])]
    view["visit_first_year"] = pd.Series([_read_year(days[0]) for days in visits], index=view.index)
    view["visit_last_year"] = pd.Series([_read_year(days[-1]) for days in visits], index=view.index)
    return _make_plain(view)


def view_area_scores(tables: Tables) -> pd.DataFrame:
    """Make a view of ``area_scores`` beside each row's area, evaluation, document and earlier score."""
    scores = tables["area_scores"]
    columns = [*AREA, "document_sha256", "source_url", "area", "max_score", "score", "previous_round"]
    columns += ["previous_edition", "previous_area_no", "previous_score", "change", "change_source"]
    columns += ["country", "municipality", "origin", "proof", "correction", "previous_code", *PLACE]
    view = scores[columns].copy()
    view["code before"] = view["previous_code"].fillna(view["municipality_code"])
    areas = tables["areas"].drop_duplicates(["edition", "area_no"])
    view = view.merge(
        areas[["edition", "area_no", "area", "max_score"]],
        on=["edition", "area_no"],
        how="left",
        suffixes=("", " of the edition"),
    )
    shared = ["edition", "document_sha256", "source_url", "origin", "country", "municipality"]
    evaluations = tables["evaluations"].drop_duplicates(EVALUATION)[[*EVALUATION, *shared]]
    view = view.merge(evaluations, on=EVALUATION, how="left", suffixes=("", " of the evaluation"))
    view["printed"] = _find_printed(tables, view)
    view["reading"] = _find_reading(tables, view)
    view["difference"] = view["score"] - view["previous_score"]
    view["size of change"] = view["change"].abs()
    held = _make_plain(scores[[*AREA, "score"]].drop_duplicates(AREA)).set_axis(
        ["code before", "previous_round", "previous_edition", "previous_area_no", "held score"],
        axis="columns",
    )
    earlier = ["code before", "previous_round", "previous_edition", "previous_area_no"]
    view = _make_plain(view).merge(held, on=earlier, how="left")
    return _make_plain(view.merge(_list_outcomes(tables), on="document_sha256", how="left"))


def view_subareas(tables: Tables) -> pd.DataFrame:
    """Make a view with a row for each uncorrected area that has sub-areas: their sum and its score."""
    parts = tables["subarea_scores"].groupby(AREA, as_index=False).agg(parts=("score", "sum"))
    scores = tables["area_scores"]
    scores = scores[scores["correction"].isna()]
    return parts.merge(scores[[*AREA, "document_sha256", "score"]], on=AREA, how="inner")


def view_documents(tables: Tables) -> pd.DataFrame:
    """Make a view of ``documents`` with the number of rows in ``area_scores`` that come from each."""
    documents = tables["documents"][["document_id", "source_url", "sha256", "outcome"]].copy()
    counted = tables["area_scores"].groupby("document_sha256", as_index=False).agg(rows=("area_no", "size"))
    documents["document_sha256"] = documents["sha256"]
    view = documents.merge(counted, on="document_sha256", how="left")
    view["rows"] = view["rows"].fillna(0).astype("int64")
    view["published"] = view["rows"] > 0
    view["accepted"] = view["outcome"].eq(Outcome.ACCEPTED.value).fillna(False).astype(bool)
    view["unavailable"] = view["outcome"].eq(Outcome.UNAVAILABLE.value).fillna(False).astype(bool)
    view["without bytes"] = view["sha256"].isna()
    return view


def view_codes(tables: Tables) -> pd.DataFrame:
    """Make a view of all reasons and findings that says whether a rule declares the code."""
    reasons = tables["documents"][["source_url", "sha256", "reasons"]].explode("reasons").dropna()
    reasons = reasons.set_axis(["source_url", "document_sha256", "code"], axis="columns")
    findings = tables["findings"][["document_sha256", "code", "area_no", "sentence"]]
    view = pd.concat([_make_plain(reasons), _make_plain(findings)], ignore_index=True)
    view["declared"] = view["code"].isin(list(RULES))
    return view.reset_index(drop=True)


def _find_printed(tables: Tables, view: pd.DataFrame) -> pd.Series[float]:
    """The printed score: the one that a correction expects, or else the published one."""
    expected = dict(
        zip(tables["corrections"]["correction_id"], tables["corrections"]["expected_score"], strict=True)
    )
    printed = [expected.get(correction) for correction in _list_plain(view["correction"])]
    values = pd.Series(printed, index=view.index, dtype="float64")
    return values.where(values.notna(), view["score"].astype("float64"))


def _find_reading(tables: Tables, view: pd.DataFrame) -> pd.Series[bool]:
    """Whether ``evidence`` has the printed or the corrected number at the row's page and box."""
    evidence = tables["evidence"]
    keys = ["document_sha256", "area_no", *PLACE]
    known = pd.MultiIndex.from_frame(_make_plain(evidence[[*keys, "value"]]))
    as_printed, as_corrected = (
        pd.MultiIndex.from_frame(_make_plain(view[[*keys, value]])).isin(known)
        for value in ("printed", "score")
    )
    return pd.Series(as_printed | as_corrected, index=view.index)


def _list_outcomes(tables: Tables) -> pd.DataFrame:
    """The outcome of each document, by sha256."""
    documents = tables["documents"][["sha256", "outcome"]]
    documents = documents.set_axis(["document_sha256", "outcome"], axis="columns")
    return documents.dropna(subset=["document_sha256"]).drop_duplicates("document_sha256")


def _compare_dates(visit: str | None, dated: str | None) -> tuple[int | None, int | None]:
    """The first day of the visit and the report's date as numbers, cut to the precision that both have."""
    if not visit or not dated:
        return None, None
    first = visit.split("/")[0]
    precision = min(len(first), len(dated))
    return int(first[:precision].replace("-", "")), int(dated[:precision].replace("-", ""))


def _read_year(day: str) -> float:
    return float(day[:4]) if day[:4].isdigit() else float("nan")


def _list_plain(column: pd.Series[Any]) -> list[Any]:
    """The values, with ``None`` for each missing one."""
    return [None if missing else value for value, missing in zip(column, column.isna(), strict=True)]


def _make_plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with all numbers as floats, so that columns of different types can be compared."""
    return frame.assign(
        **{
            name: frame[name].astype("float64")
            for name in frame.columns
            if pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
        }
    )
