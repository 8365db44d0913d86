"""Finding whose web page it is, which municipality it is about, and which round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.htmltext import Block, Content, Table, Text
from extract.identity.names import find_mentions, look_up_name
from extract.identity.pagetext import Squeezed, clean_text
from extract.instrument import list_labels, squeeze_text
from extract.municipalities import Municipality, find_code, list_namesakes
from extract.sentences import split_sentences

INSTRUMENT = re.compile(r"kommun\s?kompass|kommune\s?kompass", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d-])(?:20)\d\d(?![\d-])")
BESIDE_INSTRUMENT = re.compile(
    r"kommune?\s?kompass\w*\W{1,3}(?:år\W|i\W|för\W|under\W)?\W?(20\d\d)(?![\d-])"
    r"|(20\d\d)(?: års)?\W{1,3}(?:\w+\W{1,3})?kommune?\s?kompass",
    re.IGNORECASE,
)
POINTS = re.compile(r"\d\W{0,2}(?:\w+\s)?po[äe]ng|\bpo[äe]ng\w*\W{1,3}\d|\bav 800\b", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\d)\d{2,3}(?!\d)")
COMING = re.compile(
    r"\b(?:nästa|kommande|inför|mål(?:et|en)?|\w*plan(?:en)?|vision\w*|ska|neste|kommende)\b", re.IGNORECASE
)
EVALUATED = re.compile(r"\butvärdera(?:des|ts|d)\b|\bevaluert\b|\bgranskades\b", re.IGNORECASE)
FOREIGN = re.compile(
    r"genomsnitt|gjennomsnitt|\bsnitt|medel(?:värde|tal|poäng)|\bmedel\b|vinnar|\bvann\b|\bbäst\w*\b|riket"
    r"|landets?\b|(?:alla|andra|övriga|samtliga) kommuner|kommunernas|\bförra\b|föregående"
    r"|tidigare (?:resultat|utvärdering\w*|mätning\w*|poäng|omgång\w*|år)"
    r"|senaste utvärdering|år sedan|självskattning|\bmål(?:et|en)?\b|maximal|möjliga poäng|typisk",
    re.IGNORECASE,
)
BESIDE_OWN = re.compile(
    r"parentes|\bvåra? (?:poäng|resultat)|\bbredvid\b|jämför|jämte|sammenlign", re.IGNORECASE
)  # words for somebody else's numbers beside the own ones
STRANGER = re.compile(
    r"studiebesök|kommunen (?:som (?:vann|fick|hade|nådde|kom)|med (?:bäst|högst|flest))|vinnar|\bvann\b",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\([^()]*\)")
OTHER_SURVEY = re.compile(
    r"rankning|ranking|miljöbäst|företagsklimat|\bindex\b|hållbarhet|enkät", re.IGNORECASE
)
CAPITAL_WORD = re.compile(r"[A-ZÅÄÖÆØ][\wåäöæøé-]+(?: [A-ZÅÄÖÆØ][\wåäöæøé-]+)?")


def speaks_of_instrument(content: Content) -> bool:
    """Whether the page's own text or its title names the instrument."""
    return any(INSTRUMENT.search(text) for text in (content.title, *list_texts(content)))


def has_points(content: Content) -> bool:
    """Whether a text of the page gives points, or has the name of an area and a number."""
    return any(POINTS.search(text) or _names_area(text) for text in list_texts(content))


def _names_area(text: str) -> bool:
    squeezed = squeeze_text(text)
    return NUMBER.search(text) is not None and any(label in squeezed for label in list_labels())


def find_publisher(content: Content) -> Municipality | None:
    """Find the only municipality that title, header and footer of the page name; ``None`` if several.

    A municipality that has had several codes gets the present one.
    """
    names = {
        name
        for text in content.publisher_texts
        for mention in find_mentions(Squeezed.of(clean_text(text)))
        for name in mention.names
    }
    if len(names) != 1:
        return None
    ((country, name),) = names
    return find_code(name, country, None) or list_namesakes(name, country)[-1]


def find_round(content: Content) -> int | None:
    """Find the year of the evaluation that the page tells about; ``None`` when the page does not say.

    These places are tried in order: beside the instrument's name in title and headings, anywhere in a
    heading, beside the name in the text, in a sentence with the instrument's points, beside *utvärderades*,
    and over a column of a table. Sentences about the future are ignored. When a place has several years, the
    last one is used if it is also over a column, and otherwise none.
    """
    headings = [text for text in (content.title, *content.headings) if not COMING.search(text)]
    texts = tuple(list_texts(content))
    columns = set(_list_column_years(content))
    beside = {_take(match) for text in headings for match in BESIDE_INSTRUMENT.finditer(text)}
    in_headings = {int(year) for text in headings for year in YEAR.findall(text)}
    sentences = [sentence for text in texts for sentence in split_sentences(text)]
    settled = [sentence for sentence in sentences if not COMING.search(sentence)]
    in_text = {_take(match) for sentence in settled for match in BESIDE_INSTRUMENT.finditer(sentence)}
    told = {
        int(year)
        for sentence in settled
        if INSTRUMENT.search(sentence) and POINTS.search(sentence)
        for year in YEAR.findall(sentence)
    }
    evaluated = {
        int(year) for sentence in settled if EVALUATED.search(sentence) for year in YEAR.findall(sentence)
    }
    for years in (beside, in_headings, in_text, told, evaluated, columns):
        if len(years) == 1:
            return years.pop()
        if years:
            return max(years) if max(years) in columns else None
    return None


def find_foreign_words(content: Content, publisher: Municipality) -> str | None:
    """Find words that say that the page's points are somebody else's or of another time.

    They are in the last sentence before each list or table of areas. Words about another municipality (a
    study visit, a winner) count anywhere on the page, unless a sentence with points names the publisher.
    """
    leads = _list_leads(content)
    found = [None if BESIDE_OWN.search(lead) else FOREIGN.search(lead) for lead in leads]
    if leads and all(found):
        return next(match[0] for match in found if match)
    sentences = [sentence for text in list_texts(content) for sentence in split_sentences(text)]
    stranger = next((match[0] for each in sentences if (match := STRANGER.search(each))), None)
    pointed = [each for each in sentences if POINTS.search(each)]
    if stranger and not any(names_publisher(each, publisher) for each in pointed):
        return stranger
    return next((match[0] for each in pointed if (match := OTHER_SURVEY.search(each))), None)


def _list_leads(content: Content) -> list[str]:
    """The last sentence before each list or table that names areas."""
    leads = []
    last, inside = "", False
    for block in content.blocks:
        if isinstance(block, Text) and block.kind != "item":
            last, inside = block.text, False
            continue
        texts = list_block_texts(block)
        if not inside and any(_names_area(text) for text in texts):
            lead = _leave_out_asides(split_sentences(last)[-1]) if last else ""
            leads.append("" if _is_told_by_columns(lead, block) else lead)
            inside = True
    return leads


def _is_told_by_columns(lead: str, block: Block) -> bool:
    """Whether the headings of a table's columns repeat all foreign words of the lead and some have none.

    Then the lead describes those columns and not the whole table.
    """
    if not isinstance(block, Table):
        return False
    heads = [cell.text for cell in block.rows[0][1:] if cell.text]
    foreign = {_shorten(match) for head in heads for match in FOREIGN.finditer(head)}
    is_apart = any(not FOREIGN.search(head) for head in heads)
    return is_apart and {_shorten(match) for match in FOREIGN.finditer(lead)} <= foreign


def _shorten(match: re.Match[str]) -> str:
    """The first letters of a word, which its inflected forms share."""
    return match[0][:3].casefold()


def _leave_out_asides(sentence: str) -> str:
    """The sentence without its brackets, if there are points outside them."""
    plain = ASIDE.sub("", sentence)
    return plain if POINTS.search(plain) else sentence


def find_others(text: str, publisher: Municipality) -> set[str]:
    """Find the names of other municipalities in a text."""
    found: set[str] = set()
    for word in CAPITAL_WORD.findall(text):
        for candidate in {word, word.split(" ")[0]}:
            names = look_up_name(candidate, publisher.country)
            if names and (publisher.country, publisher.name) not in names:
                found |= {name for _, name in names}
    return found


def find_last_named(text: str, publisher: Municipality) -> str | None:
    """Find the last municipality of the publisher's country that a text names, which may be the publisher."""
    last = None
    for word in CAPITAL_WORD.findall(text):
        for candidate in (word.split(" ")[0], word):
            names = look_up_name(candidate, publisher.country)
            if (publisher.country, publisher.name) in names:
                last = publisher.name
            elif names:
                last = min(name for _, name in names)
    return last


def names_publisher(text: str, publisher: Municipality) -> bool:
    """Whether a text names the publisher."""
    return any(
        (publisher.country, publisher.name) in look_up_name(candidate, publisher.country)
        for word in CAPITAL_WORD.findall(text)
        for candidate in {word, word.split(" ")[0]}
    )


def find_rival(content: Content, publisher: Municipality) -> str | None:
    """Find another municipality whose points the page tells instead of the publisher's.

    It is one that a heading or a text with points names without the publisher, when no text with points names
    the publisher.
    """
    weighty = [text for text in list_texts(content) if POINTS.search(text) or text in content.headings]
    own = any(names_publisher(text, publisher) for text in weighty if POINTS.search(text))
    for text in weighty:
        others = find_others(text, publisher)
        if others and not own and not names_publisher(text, publisher):
            return min(others)
    return None


def list_texts(content: Content) -> Iterator[str]:
    """Yield every text of the page's own blocks; a row of a table is one text."""
    for block in content.blocks:
        yield from list_block_texts(block)


def list_block_texts(block: Block) -> list[str]:
    """List the text of a block, or a text for each row of a table."""
    if isinstance(block, Text):
        return [block.text]
    return [" ".join(cell.text for cell in row) for row in block.rows]


def _take(match: re.Match[str]) -> int:
    return int(match[1] or match[2])


def _list_column_years(content: Content) -> Iterator[int]:
    for block in content.blocks:
        if isinstance(block, Table) and block.rows:
            for cell in block.rows[0][1:]:
                yield from (int(year) for year in YEAR.findall(cell.text))
