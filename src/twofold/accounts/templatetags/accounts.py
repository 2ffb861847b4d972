"""What the pages about signing in need beyond the components."""

import json
from typing import Any
from urllib.parse import quote

from django import template

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """A value for a script of ours, in an attribute; what is text already stays as it is."""
    return value if isinstance(value, str) else json.dumps(value)


@register.filter
def as_text_file(lines: list[str]) -> str:
    """Lines as the address of a text file that the browser makes by itself, so that no server keeps it."""
    return "data:text/plain;charset=utf-8," + quote("\n".join(lines) + "\n")
