"""HTML that would cost a cleaner minutes made into text before it gets there.

Measured with nh3: 100,000 open tags within each other, or a million ampersands, or 30,000 attributes of one tag cost time by
their square. No mail that somebody wrote has any of these.
"""

import re

LONGEST_HTML = 500_000
DEEPEST = 1_000
MOST_ATTRIBUTES = 300
MOST_AMPERSANDS = 20_000
QUOTED = re.compile(r""""[^"<>]*"|'[^'<>]*'""")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
MARKUP = re.compile(r"<[^<>]*>|[<>&]")
MANY_ATTRIBUTES = re.compile(rf"<[a-zA-Z][^<>\s/]*+[\s/]++(?:[^<>\s/]++[\s/]++){{{MOST_ATTRIBUTES}}}")
CLOSE_THEMSELVES = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option".split()
)


def tamed(source: str) -> str:
    """The HTML if it can be cleaned in little time, else its words without its tags. Very long ones are cut."""
    source = source[:LONGEST_HTML]
    bare = QUOTED.sub('""', source)
    is_wild = source.count("&") > MOST_AMPERSANDS or _depth(bare) > DEEPEST or MANY_ATTRIBUTES.search(bare)
    return f"<p>{MARKUP.sub(' ', source)}</p>" if is_wild else source


def _depth(source: str) -> int:
    """How many tags are open within each other at most, those left aside that need no end."""
    depth = deepest = 0
    for end, name in TAG.findall(source):
        if name.lower() in CLOSE_THEMSELVES:
            continue
        depth += -1 if end else 1
        deepest = max(deepest, depth)
    return deepest
