"""Writing the results of a validation: a page, Great Expectations' Data Docs, and the raw results.

``index.html`` is the start page. ``data_docs/`` is Great Expectations' static site. Its pages would load
styles, scripts and pictures from other hosts; these references are removed and a small style is added. All
values are escaped, which its templates do not do. ``results.json`` has the raw results. The files are not
part of the release, because they differ from run to run.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.rules import RULES, Level

if TYPE_CHECKING:
    from expectations.engine import Engine
    from expectations.validate import Failure, Validation

DATA_DOCS = "data_docs"
CONSEQUENCES = {
    Level.STOP: "no release is made",
    Level.HOLD: "the document is kept out",
    Level.WARN: "published and shown",
}
STYLE = """body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;
vertical-align:top}th{background:#f3f3f3}code{background:#f3f3f3}img{max-width:100%}a{color:#0645ad}
.hide,.modal,.collapse:not(.show){display:none}ul{padding-left:1.2rem}"""

# Browsers run no script and fetch nothing, whatever a page contains.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)

_OUTSIDE = re.compile(
    r"<script\b[^>]*\bsrc\s*=\s*[\"']?(?:https?:)?//[^>]*>\s*</script>"
    r"|<link\b[^>]*\bhref\s*=\s*[\"']?(?:https?:)?//[^>]*>"
    r"|<img\b[^>]*\bsrc\s*=\s*[\"']?(?:https?:)?//[^>]*>"
    r"|@import\s+url\([^)]*\)\s*;?",
    re.IGNORECASE,
)
_OUTSIDE_PICTURE = re.compile(r"url\(\s*[\"']?(?:https?:)?//[^)]*\)", re.IGNORECASE)
_HEAD_END = re.compile(r"</head>", re.IGNORECASE)


def write_validation(validation: Validation, folder: Path) -> Path:
    """Write the page, the Data Docs and the raw results to ``folder``; returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    results = validation.results
    raw = json.dumps(results, ensure_ascii=False, indent=1, default=str)
    (folder / "results.json").write_text(raw, encoding="utf-8")
    if validation.engine is not None:
        build_data_docs(validation.engine, folder / DATA_DOCS)
    page = folder / "index.html"
    page.write_text(write_page(validation, results), encoding="utf-8")
    return page


def build_data_docs(engine: Engine, folder: Path) -> None:
    """Build Great Expectations' static site of everything that the engine ran, without outside references."""
    folder.mkdir(parents=True, exist_ok=True)
    engine.build_docs(folder.resolve())
    for path in sorted(folder.rglob("*.html")):
        path.write_text(cut_outside(path.read_text(encoding="utf-8")), encoding="utf-8")


def cut_outside(page: str) -> str:
    """Remove scripts, styles and pictures from other hosts from a page, and add a plain style."""
    inside = _OUTSIDE_PICTURE.sub("none", _OUTSIDE.sub("", page))
    return _HEAD_END.sub(f"{POLICY}<style>{STYLE}</style></head>", inside, count=1)


def write_page(validation: Validation, results: Sequence[Mapping[str, Any]] = ()) -> str:
    """Write the validation as one HTML page: the broken rules, then all rules.

    ``results`` are its raw results.
    """
    return "\n".join(_write_lines(validation, results))


def _write_lines(validation: Validation, results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    checked = sum(len(result.get("results", ())) for result in results)
    met = sum(bool(each.get("success")) for result in results for each in result.get("results", ()))
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Validation</title>'
    yield f"{POLICY}<style>{STYLE}</style></head><body><h1>Validation</h1>"
    yield f"<p>{met} of {checked} expectations are met: {_summarise(validation)}.</p>"
    yield f'<p><a href="{DATA_DOCS}/index.html">Data Docs</a> · <a href="results.json">raw results</a></p>'
    if validation.failures:
        yield "<h2>Broken rules</h2><table><tr><th>Level</th><th>Rule</th><th>Rows</th><th>What is wrong</th>"
        yield "<th>What to do</th></tr>"
        yield from (_write_failure(failure) for failure in validation.failures)
        yield "</table>"
    yield "<h2>All rules</h2><table><tr><th>Level</th><th>Rule</th><th>Looks at</th><th>Sentence</th></tr>"
    for code, rule in sorted(RULES.items(), key=lambda item: (list(Level).index(item[1].level), item[0])):
        cells = (f"{rule.level}: {CONSEQUENCES[rule.level]}", code, rule.applies_to.value, rule.sentence)
        yield _write_row(cells)
    yield "</table></body></html>"


def _summarise(validation: Validation) -> str:
    counts = [(Level.STOP, validation.stops), (Level.HOLD, validation.holds), (Level.WARN, validation.warns)]
    said = [f"{len(failures)} {level}" for level, failures in counts if failures]
    return ", ".join(said) if said else "no rule is broken"


def _write_failure(failure: Failure) -> str:
    remedy = RULES[failure.code].remedy
    return _write_row((failure.level.value, failure.code, str(failure.count or ""), failure.sentence, remedy))


def _write_row(cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"
