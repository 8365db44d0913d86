"""Classify a document: an evaluation report, or a kind of document that resembles one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.identity.appendix import binds_report, carries_result
from extract.identity.layout import TITLES, Page, prepare_pages
from extract.identity.names import find_mentions, names_no_municipality
from extract.identity.pagetext import Squeezed
from extract.identity.pointed import LEAST_POINTED, list_pointed_areas
from extract.identity.slides import are_of_a_talk, are_slides, present_result
from extract.identity.spelled import write_figures
from extract.identity.who import find_headings
from extract.instrument import AREA_NUMBERS, squeeze_text
from extract.page.textpass import PageText

REPORT = "report"
NO_TEXT = "no_text"
ENOUGH = 4.0  # weight of evidence that makes a report; no single kind of evidence weighs as much

OPENING = 20  # first lines that may contain a report's title, as a column may be drawn before it
QUOTING = 5  # first lines that may contain the title of a document that quotes a report
TITLE_LETTERS = 90  # a longer line is no title
_SURVEYS = re.compile(
    r"kommunenskvalitetikorthet|kkik|skolkompassen|medborgarundersökning|servicemätning|öppnajämförelser"
    r"|brukarundersökningensresultat|näringslivsranking"
)
_TITLED = re.compile(
    r"kommun ?(?:e)?kompas\w*\W+(?:(?:en )?(?:analys|utvärdering|evaluering)\b|evalueringsrapport)",
    re.IGNORECASE,
)
# Whose a document is may stand before what it is: *Karlskrona kommuns handlingsplan*, *Stockholm Budget*.
_OWNER = (
    r"^(?:.{0,60}\b(?:kommun\w*|stads?|regions?)\W+|(?:(?-i:[A-ZÅÄÖÆØ])[^\W\d]*\W+){1,4})?(?:kommunens )?"
)
_OWN_TITLES = {
    "action_plan": re.compile(
        _OWNER + r"(?:förslag till |reviderad )?"
        r"(?:handlings|åtgärds|tiltaks|handlings- och åtgärds|förbättrings|forbedrings|aktivitets)"
        r"(?:plan|program|lista)\w*\b",
        re.IGNORECASE,
    ),
    "annual_report": re.compile(
        _OWNER + r"(?:årsredovisning|årsrapport|årsberetning|årsmelding|"
        r"delårs(?:rapport|bokslut)|verksamhetsberättelse|verksamhetsplan|kvalitetsredovisning|personalbokslut|"
        r"bokslut|mål och budget|budget(?: och| med)?|tertialrapport|økonomiplan)\w*\b",
        re.IGNORECASE,
    ),
    "memo": re.compile(
        _OWNER + r"(?:tjänsteskrivelse|tjänsteutlåtande|protokollsutdrag|yttrande|missiv|"
        r"pressmeddelande|pressmelding|nyhetsbrev|interpellation|motion|saksframlegg|saksutredning|saksfremlegg)\b",
        re.IGNORECASE,
    ),
}
_CALLS_ITSELF_A_PLAN = re.compile(
    r"\b(?:det(?:ta|te|ta här| här)? (?:dokument|skrift)\w*|dokumentet|den här planen|denn?[ae] plan\w*)\s+"
    r"(?:är|utgör|er|utgjør)\s+(?:\w+\s+){0,3}?"
    r"(?:handlings|åtgärds|tiltaks|förbättrings|forbedrings|aktivitets|utvecklings)(?:plan|program)",
    re.IGNORECASE,
)
OPENING_PAGES = 3  # pages on which a document may say what it is
_CALLED = {
    "action_plan": "an action plan that follows an evaluation and quotes it",
    "annual_report": "a municipality's report or budget that quotes an evaluation",
    "memo": "a memo, minutes or news on an evaluation that quotes it",
}
_OUT_OF_ALL = re.compile(
    r"[1-7](?<!\d[1-7])\d\d(?:[.,]5)?½?\s*(?:p|poäng|poeng)?\s*(?:av|/)\s*(?:\w+\s+)?800\b", re.I
)
_ASSEMBLY = re.compile(
    r"protokoll|\bkallelse|föredragningslista|tjänsteskrivelse|ärendelista|kommunfullmäktige|kommunstyrelsen"
    r"|saksframlegg|møteinnkalling|møtebok|kommunestyret|formannskapet",
    re.IGNORECASE,
)
_PARAGRAPH_SIGN = re.compile(r"^§ ?\d+|^ärende \d+|^sak \d+", re.IGNORECASE | re.MULTILINE)
_PM = re.compile(
    r"^(?:pm|promemoria)\b|utvärdering enligt kommunkompassen|\bx{3,}(?: |s )?kommun", re.IGNORECASE
)
_PROMOTION = re.compile(
    r"ett verktyg för|et verktøy for|så går det till|röster om|så här går|broschyr|www\.", re.I
)
_TOLD_POINTS = re.compile(r"(?<![\d.,])\d{2}(?:(?:[.,]5)?\s*(?:p|po[äe]ng|av 100)|/100)\b", re.IGNORECASE)
_NUMBERED_ROW = re.compile(r"[^\W\d].*?(?<![\d.,])(\d{2})(?:[.,]5)?\s*(?:p|po[äe]ng)?\s*$", re.IGNORECASE)
_SCORED_LINE = re.compile(r"\d{1,3}(?:,5)?\s*(?:p|poäng|poeng)?\s*$")


@dataclass(frozen=True)
class Classification:
    """The kind of a document.

    ``code`` is ``report``; ``no_text`` if there is no text to classify; or the rule's code of another kind of
    document: ``pm_template``, ``slides``, ``other_survey``, ``brochure``, ``minutes_without_report``,
    ``action_plan``, ``annual_report``, ``memo``, ``portfolio``, ``unrelated``. ``is_report`` is true for
    ``report`` and, because it may be one, for ``no_text``. ``sentence`` gives the reason.
    """

    code: str
    is_report: bool
    sentence: str


def classify_document(pages: Sequence[PageText]) -> Classification:
    """Classify a document by the text of all its pages; a report within an agenda counts as a report.

    A document that prints points for most areas is classified as a report even if other marks are missing,
    unless its title says that it is a document of another kind, which quotes a report. A memo is one, too,
    if it carries the points of the evaluation that it is about as an appendix, and so are papers that give
    points and have the report behind them.
    """
    prepared = prepare_pages(pages)
    if not any(page.has_text for page in prepared):
        if not prepared or any(page.source.images for page in prepared):
            return Classification(
                NO_TEXT, True, "No page holds text, so what the document is cannot be told before OCR."
            )
        return _reject("unrelated", "a document without text or pictures")
    evidence = weigh_evidence(prepared)
    quoting = _name_quoting(prepared)
    if quoting is not None:
        return quoting
    slides = are_slides(prepared)
    if not slides and binds_report(prepared):
        return Classification(REPORT, True, "Papers that give points, with the report behind them.")
    if sum(evidence.values()) >= ENOUGH and not slides:
        return Classification(REPORT, True, f"An evaluation report: {', '.join(evidence)}.")
    pointed = list_pointed_areas(prepared)
    if len(pointed) >= LEAST_POINTED and _is_memo(prepared) and not carries_result(prepared):
        return _reject("memo", _CALLED["memo"])
    if len(pointed) >= LEAST_POINTED and not (slides and not present_result(prepared)):
        return Classification(REPORT, True, f"A document that gives {len(pointed)} areas points.")
    if _is_mostly_pictures(prepared) and any(_mentions_instrument(page) for page in prepared):
        return Classification(
            NO_TEXT, True, "Most pages are pictures, so what the document is cannot be told before OCR."
        )
    return _name_lookalike(prepared)


def _name_quoting(pages: Sequence[Page]) -> Classification | None:
    """Classify a document that quotes an evaluation by its title, or by what it calls itself.

    ``None`` if it contains a report.
    """
    first = next(page for page in pages if page.has_text or page.text)
    head = first.lines[:1]
    if any(_CALLS_ITSELF_A_PLAN.search(" ".join(page.lines)) for page in pages[:OPENING_PAGES]):
        return _reject("action_plan", _CALLED["action_plan"])
    if any(_TITLED.match(line) for line in first.lines[:OPENING]):
        return None
    for page in pages:
        bound = page is not first and (page.is_contents or (page.is_cover and page.lines[:1] != head))
        if bound or page.section_marks:
            return None
    if not any(_mentions_instrument(page) for page in pages):
        return None
    lines = [line for line in first.lines[:QUOTING] if len(line) <= TITLE_LETTERS]
    if any(_SURVEYS.match(letters) for letters in first.squeezed_lines[:1]):
        return _reject("other_survey", "the result of another survey or measurement")
    for code, title in _OWN_TITLES.items():
        is_carried = code == "memo" and (carries_result(pages) or binds_report(pages))
        if not is_carried and any(title.search(line) for line in lines):
            return _reject(code, _CALLED[code])
    return None


def _is_memo(pages: Sequence[Page]) -> bool:
    """Whether one of the first lines calls the document a memorandum, and none titles an analysis."""
    first = next(page for page in pages if page.has_text or page.text)
    titled = any(_TITLED.match(line) and find_mentions(Squeezed.of(line)) for line in first.lines[:OPENING])
    return not titled and any(
        re.match(r"(?:pm|promemoria|notat)\b", line, re.IGNORECASE) for line in first.lines[:QUOTING]
    )


def weigh_evidence(pages: Sequence[Page]) -> dict[str, float]:
    """List the evidence that a document is an evaluation report, each kind (a phrase) with its weight."""
    own = [page for page in pages if not page.is_assembly]
    evidence: dict[str, float] = {}
    covers = [page for page in own if page.is_cover or page.may_be_cover]
    if covers:
        evidence["a cover names the instrument and whose analysis it is"] = 2.0
    if any(find_mentions(page.squeezed) or names_no_municipality(page.text) for page in covers):
        evidence["the cover names the evaluated municipality"] = 1.0
    if any(page.is_contents for page in own):
        evidence["its list of contents"] = 1.0
    marks = {mark for page in own for mark in page.section_marks}
    if marks:
        evidence["its section headings"] = min(1.5 + 0.5 * (len(marks) - 1), 3.0)
    if any(find_headings(own)):
        evidence["a heading sets the evaluated municipality beside the instrument"] = 1.5
    named = {area_no for page in own for area_no in page.areas_named}
    pages_with_areas = [page for page in own if page.areas_named]
    if len(named) >= 6:
        evidence["the instrument's areas as headings or rows"] = 2.0 if len(pages_with_areas) >= 5 else 1.0
    if len(named) >= 6 and _count_scored_lines(own) >= 6:
        evidence["points beside the areas"] = 1.0
    if any(_OUT_OF_ALL.search(page.text) for page in own):
        evidence["points out of 800"] = 1.0
    return evidence


def _count_scored_lines(pages: Sequence[Page]) -> int:
    return sum(
        1 for page in pages for line, _ in page.area_lines if _SCORED_LINE.search(line) and "..." not in line
    )


def _mentions_instrument(page: Page) -> bool:
    return "kommunkompass" in page.squeezed.letters or "kommunekompas" in page.squeezed.letters


def _is_mostly_pictures(pages: Sequence[Page]) -> bool:
    pictures = [page for page in pages if not page.has_text and page.source.images]
    return len(pictures) > len(pages) / 2


def _name_lookalike(pages: Sequence[Page]) -> Classification:
    first = next(page for page in pages if page.has_text or page.text)
    opening = "\n".join(first.lines[:12])
    letters = squeeze_text(opening)
    mentioned = any(_mentions_instrument(page) for page in pages)
    gives_result = mentioned and present_result(pages) and _holds_points(pages)
    if are_slides(pages) and (mentioned or are_of_a_talk(pages)) and not gives_result:
        return _reject("slides", "slides of a feedback or presentation, not the report itself")
    if _SURVEYS.search(letters) and not any(letters.startswith(TITLES) for letters in first.squeezed_lines):
        return _reject("other_survey", "the result of another survey or measurement")
    if mentioned and any(_PM.search(line) for line in first.lines[:6]):
        return _reject("pm_template", "the memorandum sent before an evaluation; it holds no result")
    paragraphs = sum(len(_PARAGRAPH_SIGN.findall(page.text)) for page in pages)
    if mentioned and (paragraphs >= 2 or first.is_assembly) and _ASSEMBLY.search(first.text):
        return _reject(
            "minutes_without_report", "minutes or an agenda that speak of an evaluation without its report"
        )
    names = {area_no for page in pages for area_no in page.areas_named}
    titled = any(_mentions_line(line) for line in first.lines[:8])
    local = bool(find_mentions(Squeezed.of(opening)))
    if titled and not local and len(pages) <= 8 and (len(names) >= 6 or _PROMOTION.search(first.text)):
        return _reject("brochure", "information about the instrument, not an evaluation made with it")
    if mentioned and _holds_points(pages):
        return Classification(REPORT, True, "A document that speaks of the instrument and gives points.")
    if mentioned:
        return _reject("unrelated", "a document that mentions the instrument without being its report")
    return _reject("unrelated", "a document about something else")


def _holds_points(pages: Sequence[Page]) -> bool:
    """Whether most areas may have points: so many numbers called points, or so many rows end in a number.

    Rows whose numbers only rise are a list of contents.
    """
    told = {
        match[0].casefold() for page in pages for match in _TOLD_POINTS.finditer(write_figures(page.text))
    }
    if len(told) >= LEAST_POINTED:
        return True
    for page in pages:
        rows = [] if page.is_contents or page.is_assembly else page.lines
        values = [int(match[1]) for line in rows if (match := _NUMBERED_ROW.search(line))]
        if len(values) >= len(AREA_NUMBERS) and values != sorted(values):
            return True
    return False


def _mentions_line(line: str) -> bool:
    letters = squeeze_text(line)
    return len(line) < 60 and ("kommunkompass" in letters or "kommunekompas" in letters)


def _reject(code: str, what: str) -> Classification:
    return Classification(code, False, f"The document is {what}.")
