"""Find remarks in a report that its printed points are wrong, preliminary, or not the evaluators'.

Examples are an errata slip, a footnote with another number, and a caption that calls the table the
municipality's own estimate. The numbers in the table must not be published then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from extract.claims.owner import AREA_NAMES
from extract.page.textpass import PageText
from extract.phrases import compile_phrases, join_phrases
from extract.records import Identity, ProvedScore, ReadingKind, Reason
from extract.sentences import quote_text
from extract.verdict.assessors import list_assessed
from extract.verdict.by_look import find_by_look
from extract.verdict.footnotes import find_note_to_all, is_harmless
from extract.verdict.parts import says_part
from extract.verdict.pointing import AFTER_TABLE, list_pointing, read_text_beside
from extract.verdict.scope import find_partial_scope
from extract.verdict.shown import comes_later, shows_something_else
from extract.verdict.speaking import find_speaking
from extract.verdict.stand_ins import shows_own_elsewhere
from extract.verdict.steps import drop_guessed_total
from extract.verdict.title import find_other_title
from extract.verdict.withdrawals import MENTIONS, NOT_THIS, OF_RESULTS, withdraws_points

POINTS = (
    r"(?:(?-i:[pP])o[äe]ng\w*|(?-i:[sS])(?:iffr\w*|umm?(?:a|an|en|orna)?)"
    r"|(?-i:[tT])(?:all(?:a|ene|et)?|(?:otal|abell)\w*)|(?-i:[rR])esultattabell\w*)"
)
RIGHT = r"(?:rätta?|korrekta?|riktiga?|rette?|riktige?|korrekte)"
ERRATUM = re.compile(  # matched at the beginning of a line
    r"\W*(?:rättelse(?:blad|r)?|errat(?:a|um)|rettelse[nr]?|rettings?blad|rettinga?r?|corrigend(?:a|um))\b",
    re.IGNORECASE,
)
OF_POINTS = re.compile(rf"\b{POINTS}\b", re.IGNORECASE)
# Every sentence that is a remark has one of these, or is of results; most sentences of a report are not.
# The sign before a word is found quicker than the border of the word.
MAY_REMARK = re.compile(rf"\W(?:{POINTS}\b|skal?l?\b|{MENTIONS})", re.IGNORECASE)
SLIP = 7  # lines of an errata slip, one of which must name points
WRONG = r"(?:räkne|tryck|skriv|siffer|inmatnings|regne|trykk|skrive|taste)fe[il]l?\w*|felräkn\w*|feilregn\w*"
CHANGED = (
    r"ändrad?t?s?|ändrats|korrigera[dt]s?|korrigerats|justera[dt]s?|justerats|endret|endra|korrigert|justert"
)
NO_MISTAKE = re.compile(rf"{join_phrases('denies a mistake')}\s+(?:{WRONG})", re.IGNORECASE)
SWAPPED = r"kastats om|bytt plats|förväxlats|forvekslet|forveksla|byttet om|bytt om"
TAKEN_BACK = r"återkallas|dras tillbaka|trekkes tilbake|trekkjast tilbake"
SHALL, NOT = r"(?:skall?|ska|bør|bör|får|må)", r"(?:inte|ej|ikke|ikkje)"
NUMBER = r"(?:\d{1,2}(?:[.,]5)?|100)"
CORRECTED = re.compile(  # names points in each alternative, and so does ``OPEN``
    "|".join(
        (
            rf"\b{RIGHT}\s+{POINTS}\b[^.!?]{{0,60}}?\b(?:är|blir|skall?|ska|skal|er)\b[^.!?\d]{{0,30}}\d",
            (
                rf"\b{POINTS}\b[^.!?]{{0,60}}\b(?:{SHALL}\b[^.!?]{{0,25}}\b{NOT}|{NOT}\s+{SHALL})\b"
                r"[^.!?]{0,15}\b(?:använd|bruk|citer|siter|läs|sprid|återge|gjengi|publicer|offentliggör)"
                rf"(?!\w*\s+{join_phrases('no use of points')})\w*"
            ),
            rf"\b(?:{WRONG})\b[^.!?]{{0,60}}\b{POINTS}\b",
            rf"\b{POINTS}\b[^.!?]{{0,60}}\b(?:{WRONG})",
            rf"\bfei?laktig\w*\s+{POINTS}\b",
            rf"\b{POINTS}\b[^.!?]{{0,25}}\b(?:är|var|blev|blivit|angetts|angivits|er|ble|vart)\s+(?:\w+\s+)?fei?l(?:aktig\w*)?\b",
            rf"\b{POINTS}\b[^.!?]{{0,40}}\b(?:{SWAPPED}|{TAKEN_BACK})",
            rf"\b{POINTS}\b[^.!?]{{0,40}}\b(?:{CHANGED})\s+(?:fr[åa]n?\s+\d\S*\s+)?till?\s+\d",
            (
                rf"\b{POINTS}\b[^.!?]{{0,40}}\b(?:i efterhand|i ettertid|efter tryckning|etter trykking)"
                r"[^.!?]{0,40}\b(?:ändra|korriger|juster|endr|räkna)\w*"
            ),
        )
    ),
    re.IGNORECASE,
)
SHOULD_BE = re.compile(
    rf"(?-i:[sS])(?<!\ws)kal?l?\s+(?:\w+\s+)?(?:vara|være|vere)\s+{NUMBER}\s*(?:p\b|po[äe]ng)", re.IGNORECASE
)
OF_THE_REPORT = re.compile(r"po[äe]ng|kommune?kompass", re.IGNORECASE)
SCORING = r"po[äe]ngs?(?:sättning|ättning|setting|setjing|givning|gjeving)\w*"
IS_DONE = r"görs|sker|genomförs|fastställs|beslutas|gjøres|skjer|fastsettes|gjerast"
LATER = (
    r"senare|seinare|senere|efter (?:sommaren|hösten|våren|jul|nyår)|under (?:hösten|våren|nästa)|"
    r"etter (?:sommeren|sommaren|jul)|(?:annan|annen|anna) \w*grupp"
)
IS_TOLD = (
    r"(?:presenter|redovis|meddela|lämna|delge|gje|gis|legges|leggjast)\w*(?<!des)(?<!ade)"  # not: was told
)
OPEN = re.compile(
    rf"\b{SCORING}\b[^.!?]{{0,60}}\b(?:{IS_DONE})\b[^.!?]{{0,60}}\b(?:{LATER})"
    rf"|\bpo[äe]ng\w*\b[^.!?]{{0,60}}\b{IS_TOLD}\s+(?:\w+\s+)?muntli\w*"
    r"|\bpo[äe]ng\w*\b[^.!?]{0,40}\b(?:är|er)\s+(?:\w+\s+)?(?:preliminär\w*|foreløpig\w*|førebels)"
    r"|\b(?:preliminära?|foreløpige?|førebelse?)\s+po[äe]ng\w*\b",
    re.IGNORECASE,
)
FINAL = compile_phrases("final by now")  # ``Preliminära poäng diskuterades på plats och fastställdes i maj.``
ESTIMATING = ("skattning", "bedömning", "värdering", "vurdering", "evaluering")  # in every estimate's name
ESTIMATED = (
    r"(?:själv|sjølv|selv)(?:skattning|värdering|bedömning|utvärdering|vurdering|evaluering)\w*|"
    r"(?:kommunens|kommunes|kommunen sin|\w+ kommune?s|eg[nei]+n?|egna|egne|eiga)\s+"
    r"(?:egen\s+|egna\s+|egne\s+|eiga\s+)?(?:skattning|bedömning|värdering|vurdering)\w*"
)
CAPTION = re.compile(
    rf"^\s*(?:tabell|figur|diagram|bild|källa|kilde|kjelde)\b[^.:]{{0,12}}[.:]?[^.]{{0,50}}?\b(?:{ESTIMATED})",
    re.IGNORECASE,
)
ESTIMATE = re.compile(
    rf"\b(?:{ESTIMATED})[^.\d]{{0,25}}[:=–-]?\s*(\d{{1,2}}(?:[.,]5)?|100)\s*(?:p\b|po[äe]ng)", re.IGNORECASE
)
IN_OTHER_WORDS = "speaks of the points in words of which not all are known"
OF_ANOTHER = "says that printed points are not the result of this evaluation"
NOT_BY_EVALUATORS = "says that the points shown are not the evaluators', or that these come later"
OF_A_PART = "says that a part of the municipality was evaluated"
IS_ESTIMATE = "calls the points the municipality's own estimate"
LEAST_HERE = 5  # areas with points on a page of which a sentence may say that they are something else
MOST_NAMED = 5  # areas, on a page of a chapter
LEAST_ESTIMATED = 3  # scores that must equal numbers that the text calls an estimate
GOAL = re.compile(r"\bmål(?:et|en|bild\w*|sättning\w*)?\b|\bambition\w*", re.IGNORECASE)
MARKED = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]5)?) ?(\*{1,3}|†|‡)(?!\w)")
HARMLESS = compile_phrases("harmless note")
BROKEN = re.compile(r"[a-zåäöæø]-$")
UNKNOWN = Identity()  # of a document of which nothing is known
# It begins with the space, and what must be before it follows: so it is found quickly.
SENTENCE_END = re.compile(
    r"\s(?:(?:(?<=[.!?]\s)|(?<=[.!?][\"”]\s))\s*(?=[A-ZÅÄÖÆØ•\d])|(?=[–•▪]\s[A-ZÅÄÖÆØ]))"
)


def find_remark(
    pages: Sequence[PageText],
    scores: Sequence[ProvedScore],
    beside: Sequence[PageText] = (),
    identity: Identity = UNKNOWN,
    others: frozenset[ReadingKind] = frozenset(),
    columns: Collection[str] = (),
    path: Path | None = None,
) -> Reason | None:
    """Find a remark because of which these scores must not be published as printed; ``None`` if none exists.

    ``pages`` are the report's own, and after them papers that tell its points; ``beside`` are the document's
    other pages, as an errata slip may come before the cover. ``others`` are the kinds of other numbers beside
    the points, ``columns`` the words at those of the first page, ``path`` is the document. The reason is
    ``corrected_in_text`` if the text corrects or withdraws numbers. It is ``score_uncertain`` if the text
    calls them preliminary, older, an aim or the municipality's own estimate, says in unknown words what they
    are, has a note to some or all of them, gives a part of the municipality as its scope, or names another
    kind of document in its title.
    """
    headings = " ".join(dict.fromkeys(score.reading.words for score in scores))
    last = max((score.reading.page for score in scores), default=0)
    total = sum(score.value for score in scores)
    told: list[tuple[int, str]] = []
    for page in pages:
        is_after = page.number > last
        lines = page.text.splitlines()
        for slip in _list_slips(lines, OF_POINTS):
            return _call_corrected(page.number, slip)
        sentences = _list_sentences(lines)
        told += [(page.number, sentence) for sentence in sentences]
        here = [score for score in scores if score.reading.page == page.number]
        if any(score.reading.from_image for score in here):
            sentences += SENTENCE_END.split(read_text_beside(lines, here))
        for sentence in list_pointing(sentences, here, identity, others):
            return _doubt(page.number, "says beside the points in other words what they are", sentence)
        for sentence in sentences:
            if not OF_RESULTS.search(sentence.lower()) and not MAY_REMARK.search(f" {sentence}"):
                continue
            of_points = OF_POINTS.search(sentence) is not None
            corrected = of_points and CORRECTED.search(NO_MISTAKE.sub(" ", sentence))
            if corrected or (SHOULD_BE.search(sentence) and not GOAL.search(sentence)):
                return _call_corrected(page.number, sentence)
            if of_points and OPEN.search(sentence) and not FINAL.search(sentence):
                return _doubt(page.number, "says that the points are not final or not here", sentence)
            parts = AFTER_TABLE.split(drop_guessed_total(sentence, total))
            if any(withdraws_points(each, identity, headings, is_after=is_after) for each in parts):
                return _doubt(page.number, OF_ANOTHER, sentence)
        if not is_after:
            for sentence in filter(comes_later, sentences):
                return _doubt(page.number, "says that the points are still to come", sentence)
        for sentence in _part_rows(sentences) if len(here) >= LEAST_HERE else ():
            if shows_something_else(sentence, identity, others):
                return _doubt(page.number, "says that something else is printed", sentence)
        named = _count_areas(page.text) if not is_after and not here else 0
        if not is_after and not 0 < named <= MOST_NAMED:
            for sentence in filter(says_part, sentences):
                return _doubt(page.number, OF_A_PART, sentence)
            for sentence in sentences:
                if shows_own_elsewhere(sentence, identity):
                    return _doubt(page.number, "says that the points are not final or not here", sentence)
            for sentence in list_assessed(sentences, identity):
                return _doubt(page.number, NOT_BY_EVALUATORS, sentence)
        spoken = find_speaking(_part_rows(sentences), identity, others, in_chapter=is_after or named > 0)
        if spoken is not None:
            return _doubt(page.number, IN_OTHER_WORDS, spoken)
    first = pages[0].number if pages else 0
    for page in beside:
        lines = page.text.splitlines()
        for slip in _list_slips(lines, OF_THE_REPORT):
            return _call_corrected(page.number, slip)
        sentences = _list_sentences(lines)
        for sentence in sentences:
            if NOT_THIS.search(sentence):
                return _doubt(page.number, OF_ANOTHER, sentence)
        if page.number < first and OF_THE_REPORT.search(page.text):
            spoken = find_speaking(_part_rows(sentences), identity, others)
            if spoken is not None:
                return _doubt(page.number, IN_OTHER_WORDS, spoken)
    look = find_by_look(told, scores, identity, others, path)
    if look is not None:
        return _doubt(look[0], "says of numbers of a certain look in other words what they are", look[1])
    scope = find_partial_scope(pages, scores)
    if scope is not None:
        return _doubt(scope[0], OF_A_PART, scope[1])
    note = find_note_to_all(pages, scores, identity)
    if note is not None:
        return _doubt(note[0], "has a note to the points that says in other words what they are", note[1])
    title = find_other_title(pages, columns, headings, path)
    if title is not None:
        return _doubt(pages[0].number, "is no report on an evaluation", title)
    return _find_estimate(pages, scores) or _find_note(pages, scores, identity)


def _count_areas(text: str) -> int:
    """Count the areas that a page names; one of a chapter names few, one on the method names all."""
    return len({name.casefold() for name in AREA_NAMES.findall(text)})


def _part_rows(sentences: Sequence[str]) -> list[str]:
    """Part the sentences after the last number of a row of a table."""
    return [part for sentence in sentences for part in AFTER_TABLE.split(sentence)]


def _list_sentences(lines: Sequence[str]) -> list[str]:
    return SENTENCE_END.split(" ".join(_join_broken(lines)))


def _call_corrected(page: int, text: str) -> Reason:
    told = f"says that printed points are not right: {quote_text(text)}."
    return Reason("corrected_in_text", f"Page {page} {told}")


def _doubt(page: int, told: str, text: str) -> Reason:
    return Reason("score_uncertain", f"Page {page} {told}: {quote_text(text)}.")


def _find_estimate(pages: Sequence[PageText], scores: Sequence[ProvedScore]) -> Reason | None:
    """Find a caption or phrases that call the numbers the municipality's own estimate."""
    printed = {score.reading.page for score in scores}
    estimates: Counter[float] = Counter()
    told: list[tuple[int, str]] = []
    for page in pages:
        folded = page.text.casefold()
        for line in page.text.splitlines() if any(stem in folded for stem in ESTIMATING) else ():
            folded = line.casefold()
            if not any(stem in folded for stem in ESTIMATING):
                continue
            if page.number in printed and CAPTION.match(line):
                return _doubt(page.number, IS_ESTIMATE, line)
            if found := ESTIMATE.findall(line):
                estimates.update(float(each.replace(",", ".")) for each in found)
                told.append((page.number, line))
    same = sum((estimates & Counter(score.value for score in scores)).values())
    return _doubt(told[0][0], IS_ESTIMATE, told[0][1]) if same >= LEAST_ESTIMATED else None


def _find_note(pages: Sequence[PageText], scores: Sequence[ProvedScore], identity: Identity) -> Reason | None:
    """Find a note to some of the scores, which have its mark, that says more than their highest or change."""
    printed = {score.reading.page for score in scores}
    values = {f"{score.value:g}".replace(".", ",") for score in scores}
    for page in pages:
        if page.number not in printed:
            continue
        lines = page.text.splitlines()
        marked = {
            (mark, number)
            for line in lines
            for number, mark in MARKED.findall(line)
            if number.replace(".", ",") in values
        }
        for mark in sorted({mark for mark, _ in marked}):
            notes = [line for line in lines if line.strip().startswith(mark) and len(line.split()) > 1]
            for note in notes:
                is_on_all = sum(each == mark for each, _ in marked) >= len(values)
                if not (is_harmless(note, identity) if is_on_all else HARMLESS.search(note)):
                    return _doubt(page.number, "has a note to some of the points", note)
    return None


def _list_slips(lines: Sequence[str], about: re.Pattern[str]) -> Iterator[str]:
    """List the text of each errata slip that matches ``about``."""
    for at, line in enumerate(lines):
        if ERRATUM.match(line):
            slip = " ".join(_join_broken(lines[at : at + SLIP]))
            if about.search(slip):
                yield slip


def _join_broken(lines: Iterable[str]) -> Iterator[str]:
    broken = ""
    for line in lines:
        whole = broken + line.strip()
        broken = whole[:-1] if whole.endswith("-") and BROKEN.search(whole) else ""
        if not broken:
            yield whole
