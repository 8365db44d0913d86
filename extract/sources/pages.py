"""Reading a web page for the crawl: its links with their words, and whether it names the instrument."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from extract.sources.addresses import WEB_SCHEMES, RefusedAddressError, show_words, split_address
from extract.sources.masking import strip_credentials
from extract.sources.pull.parse import parse_html
from extract.sources.speaking import address_speaks, hints_at_it, speaks_of_it

MAX_PAGE_BYTES = 5 << 20
MAX_LINKS = 2000
LONGEST_WORDS = 200  # characters of an element that is no link but opens something by script
AROUND = ("nav", "header", "footer", "aside")  # elements that every page of a site repeats
DOCUMENT_WORDS = re.compile(r"\bpdf\b", re.IGNORECASE)
OTHER_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|ico|bmp|tiff?|css|js|json|rss|atom|ics|vcf|zip|rar|7z|exe|docx?|dotx?|rtf|odt"
    r"|xlsx?|xlsm|ods|csv|pptx?|ppsx?|odp|mp3|mp4|m4a|m4v|avi|mov|wmv|wav|webm|woff2?|ttf|eot|swf|epub|dwg)$",
    re.IGNORECASE,
)
LEADING = ["a", "area", "iframe", "embed", "object", "frame", "meta", "option"]
DATA_ADDRESSES = ("data-href", "data-url")  # attributes with addresses that scripts open
REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\";]+)", re.IGNORECASE)
QUOTED = re.compile(r"['\"]([^'\"\s]{1,1000})['\"]")
OPENED = re.compile(
    r"^(?:https?:)?/|\.(?:pdf|html?|aspx?)\b", re.IGNORECASE
)  # the texts in a script that are addresses
SHOWN = re.compile(r"(?:https?:/)?/\S+$|\S+\.pdf$", re.IGNORECASE)
VIEWER = ("file", "url", "src", "doc", "document", "pdf")  # parameters with the document that a viewer shows
CONTROL = re.compile(r"[\t\r\n]")  # browsers remove these from addresses
SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A link on a page: its address without credentials and fragment, and the words it is shown with.

    ``around`` says that it is in a menu, header or footer, which every page of a site repeats.
    """

    url: str
    words: str
    around: bool = False

    @property
    def speaks(self) -> bool:
        """Whether its words or its address name the instrument."""
        return speaks_of_it(self.words) or address_speaks(self.url)

    @property
    def is_document(self) -> bool:
        """Whether its address or its words suggest a PDF."""
        path = urlsplit(self.url).path
        named = path.lower().endswith(".pdf") or ".pdf" in urlsplit(self.url).query.lower()
        return named or bool(DOCUMENT_WORDS.search(self.words))


@dataclass(frozen=True)
class Page:
    """A web page. ``speaks`` and ``hints`` describe its own text, without menus, header and footer."""

    title: str
    speaks: bool
    hints: bool
    links: tuple[Link, ...]


def read_page(content: bytes, url: str) -> Page:
    """Read a page that came from ``url``. Raises ``PullError`` for one that is too complex."""
    soup = parse_html(content[:MAX_PAGE_BYTES], url)
    links = _read_links(soup, url)
    title = show_words(soup.title.get_text(" ", strip=True)) if soup.title else ""
    for tag in soup.find_all([*AROUND, "script", "style", "noscript"]):
        tag.decompose()
    headings = " ".join(tag.get_text(" ", strip=True) for tag in soup.find_all(["h1", "h2", "h3"], limit=20))
    text = soup.get_text(" ", strip=True)
    return Page(title, speaks_of_it(text, title), hints_at_it(headings, title, text[:5000]), links)


def _read_links(page: BeautifulSoup, base: str) -> tuple[Link, ...]:
    base_tag = page.find("base", href=True)
    if isinstance(base_tag, Tag):
        base = urljoin(base, str(base_tag["href"]).strip())
    links: dict[str, Link] = {}
    for tag in page.find_all(_leads_somewhere):
        around = tag.find_parent(AROUND) is not None
        words = _read_words(tag)
        for target in _list_targets(tag):
            url = resolve_link(base, target)
            if url is None:
                continue
            link = Link(url, words, around)
            known = links.get(url)
            if known is None or (known.around and not around) or (link.speaks and not known.speaks):
                links[url] = link
        if len(links) >= MAX_LINKS:
            break
    return tuple(links.values())


def _leads_somewhere(tag: Tag) -> bool:
    return tag.name in LEADING or any(tag.has_attr(name) for name in ("onclick", *DATA_ADDRESSES))


def _read_words(tag: Tag) -> str:
    """The words of a link, including alternative texts of pictures and labels for screen readers."""
    pictures = (picture.get("alt") for picture in tag.find_all("img"))
    labels = (tag.get(name) for name in ("title", "aria-label", "download", "alt"))
    text = tag.get_text(" ", strip=True)
    if tag.name not in LEADING and len(text) > LONGEST_WORDS:
        text = ""  # it is a large part of the page with a script attached
    words = [text, *pictures, *labels]
    return show_words(" ".join(str(word) for word in words if word), 300)


def _list_targets(tag: Tag) -> list[str]:
    """The addresses to which a tag leads: its own, those its script opens, the document a viewer shows."""
    if tag.name == "meta":
        refresh = str(tag.get("http-equiv", "")).lower() == "refresh"
        match = REFRESH.search(str(tag.get("content", ""))) if refresh else None
        return [match[1]] if match else []
    if tag.name == "option":
        value = str(tag.get("value") or "")
        return [value] if OPENED.search(value) else []
    address = str(tag.get("href") or tag.get("src") or tag.get("data") or "")
    script = str(tag.get("onclick") or "")
    if address.lower().startswith("javascript:"):
        address, script = "", address
    targets = [address] if address else []
    targets += [str(tag[name]) for name in DATA_ADDRESSES if tag.get(name)]
    targets += [quoted for quoted in QUOTED.findall(script) if OPENED.search(quoted)]
    shown = parse_qsl(address.partition("?")[2])
    return targets + [value for name, value in shown if name.lower() in VIEWER and SHOWN.match(value)]


def resolve_link(base: str, target: str) -> str | None:
    """Resolve the address of a link; ``None`` when it leads to no page or document on the web."""
    try:
        plain = CONTROL.sub("", target).strip()
        address, mark, asked = plain.partition("?")
        url = urldefrag(urljoin(base, address.replace("\\", "/") + mark + asked)).url
        parts = split_address(url)
    except (ValueError, RefusedAddressError):
        return None
    if parts.scheme not in WEB_SCHEMES or OTHER_FILE.search(parts.path):
        return None
    return encode_address(strip_credentials(url))


def encode_address(url: str) -> str:
    """Percent-encode blanks and non-ASCII letters after the host of ``url``, and nothing else."""
    head, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    encoded = "".join(
        sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path
    )
    return f"{head}{mark}{host}{slash}{encoded}"


def make_key(url: str) -> str:
    """Make a key that is equal for spellings of an address.

    Scheme, ``www``, a session id and the percent-encoding do not count.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    path = SESSION.sub("", parts.path) or "/"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{encode_address('x://x' + path).removeprefix('x://x')}{query}"
