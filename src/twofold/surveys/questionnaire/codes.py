"""What questions and pages are called by in a questionnaire's document: each by a code of its own."""

import re
from collections.abc import Collection
from typing import Any

from twofold.surveys.questionnaire.places import Document, all_codes, block_of, rules_of


def rename(document: Document, old: str, new: str) -> None:
    """Give a question another code, wherever it is spoken of: rules, and places in words."""
    block_of(document, old)["question"] = new
    for _name, condition in rules_of(document):
        if condition.get("question") == old:
            condition["question"] = new
    if document.get("guess") == old:
        document["guess"] = new
    _replace_place(document["pages"], f"{{{old}}}", f"{{{new}}}")


def free_code(document: Document, code: str, used: Collection[str]) -> str:
    """A code like this one that nothing has had yet."""
    return free(re.sub(r"_\d+$", "", code), all_codes(document) | set(used))


def _replace_place(part: Any, old: str, new: str) -> None:
    items = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(items):
        if isinstance(value, str):
            part[key] = value.replace(old, new)
        elif isinstance(value, dict | list):
            _replace_place(value, old, new)


def free(stem: str, taken: Collection[str], first: int = 2) -> str:
    """The stem, or with a number behind it if it is taken."""
    if first > 1 and stem not in taken:
        return stem
    number = first
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
