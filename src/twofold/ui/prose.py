"""What people write with light marks (CommonMark), as HTML that is safe to show: no tags of their own, no pictures."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = frozenset(
    (
        "p",
        "br",
        "strong",
        "em",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "hr",
    )
)
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")


@lru_cache(maxsize=500)
def prose(text: str) -> SafeString:
    """The text as HTML. Headings begin below those of the page."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    drawn = _reader.renderer.render(tokens, _reader.options, {})
    return SafeString(  # nosec B703 B308: cleaned here
        nh3.clean(
            drawn,
            tags=set(TAGS),
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer",
        )
    )
