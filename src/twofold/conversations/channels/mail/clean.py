"""HTML that came by mail, made fit to be looked at: cleaned when shown, in a frame without scripts, nothing fetched unasked."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

from twofold.conversations.channels.mail.taming import tamed

LONGEST_READ = 200_000
POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'none'; base-uri 'none'"
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"  # links open in a tab of their own; never scripts, never our origin
ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
ATTRIBUTES["table"] = ATTRIBUTES.get("table", set()) | {"width", "border", "cellpadding", "cellspacing"}
ATTRIBUTES["td"] = ATTRIBUTES.get("td", set()) | {"width"}
SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
SAFE_DATA = ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;")
BLOCKS = {
    "p",
    "div",
    "tr",
    "li",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "hr",
}


@dataclass(frozen=True)
class SafeHtml:
    """A whole document for `<iframe sandbox="…" srcdoc="…">`, and how many pictures on other computers it leaves out."""

    document: str
    held_back: int


class _Pictures:
    """Decides on the address of each picture; counts those that are held back."""

    def __init__(self, ours: Mapping[str, str], fetched: Mapping[str, str]) -> None:
        self.ours, self.fetched, self.held_back = ours, fetched, 0

    def filter(self, tag: str, name: str, value: str) -> str | None:
        """What `nh3` asks for each attribute: its value to keep, None to drop it."""
        if (tag, name) == ("img", "src"):
            return self._picture(value.strip())
        if name in ("src", "href", "cite") and not value.lower().startswith(
            ("http:", "https:", "mailto:", "tel:")
        ):
            return None
        return value

    def _picture(self, address: str) -> str | None:
        if address[:4].lower() == "cid:":
            return self.ours.get(address[4:])
        if address.lower().startswith(SAFE_DATA):
            return address
        if address in self.fetched:
            return self.fetched[address]
        self.held_back += 1
        return None


def safe_html(
    source: str,
    *,
    inline: Mapping[str, str] | None = None,
    fetched: Mapping[str, str] | None = None,
    styles: str = "",
) -> SafeHtml:
    """Clean a mail's HTML.

    :param inline: for content ids of files that came along, the address or data: address to show
    :param fetched: the same for addresses of pictures elsewhere, when somebody has asked to see them
    :param styles: the address of our style sheet for such frames
    """
    pictures = _Pictures(inline or {}, fetched or {})
    body = nh3.clean(
        tamed(source),
        attributes=ATTRIBUTES,
        attribute_filter=pictures.filter,
        url_schemes=SCHEMES,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer nofollow",
    )
    link = f'<link rel="stylesheet" href="{html.escape(styles)}">' if styles else ""
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">{link}'
    return SafeHtml(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", pictures.held_back)


def remote_pictures(source: str) -> tuple[str, ...]:
    """The addresses of the pictures that `safe_html` would hold back, each once."""
    found: dict[str, None] = {}

    def note(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("img", "src") and value.strip().lower().startswith(("http://", "https://")):
            found[value.strip()] = None
        return None

    nh3.clean(tamed(source), attributes=ATTRIBUTES, attribute_filter=note)
    return tuple(found)


def plain_text(source: str) -> str:
    """The words of some HTML, what is quoted marked with ">": for searching, for summaries, and to tell what is new."""
    reader = _Reader()
    reader.feed(nh3.clean(tamed(source), attributes={}, link_rel=None)[:LONGEST_READ])
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects text by lines. It only ever reads what `nh3` wrote, which is well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, list[str]]] = [(0, [])]
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block or a break begins a line."""
        if tag == "blockquote":
            self._depth += 1
        if tag == "br" or tag in BLOCKS:
            self._lines.append((self._depth, []))

    def handle_endtag(self, tag: str) -> None:
        """A block's end begins a line; a paragraph's leaves one blank."""
        if tag == "blockquote":
            self._depth = max(self._depth - 1, 0)
        if tag in BLOCKS:
            self._lines += [(self._depth, [])] * (2 if tag == "p" else 1)
            self._lines[-1] = (self._depth, [])

    def handle_data(self, data: str) -> None:
        """Words, with spaces as a browser shows them."""
        self._lines[-1][1].append(data)

    def text(self) -> str:
        """The lines, never more than one blank one at a time."""
        kept: list[str] = []
        for depth, words in self._lines:
            line = " ".join("".join(words).split())
            line = f"{'>' * depth} {line}" if depth and line else line
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip()
