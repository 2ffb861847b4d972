"""Where what stands in a questionnaire's document, while it is written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

Document = dict[str, Any]


def empty_document(languages: Sequence[str]) -> Document:
    """A questionnaire without a question yet."""
    return {"languages": list(languages), "pages": [{"key": "page_1", "title": {}, "blocks": []}]}


def codes_of(block: Mapping[str, Any]) -> set[str]:
    """The code of a question, with those of a matrix's lines."""
    return {block["question"], *(row["code"] for row in block.get("rows") or ())}


def all_codes(document: Document) -> set[str]:
    """All codes of a document."""
    return {code for page in document["pages"] for block in page["blocks"] for code in codes_of(block)}


def block_at(document: Document, code: str) -> tuple[list[dict], int]:
    """The list of questions in which one stands, and its place there.

    :raises BadInput: if there is none, as when someone else has just taken it out
    """
    for page in document["pages"]:
        for place, block in enumerate(page["blocks"]):
            if block["question"] == code:
                return page["blocks"], place
    raise BadInput(_("This question is not there any more. Load the page again."))


def block_of(document: Document, code: str) -> dict[str, Any]:
    """A question of a document."""
    blocks, place = block_at(document, code)
    return blocks[place]


def page_at(document: Document, key: str) -> int:
    """The place of a page.

    :raises BadInput: if there is none
    """
    for place, page in enumerate(document["pages"]):
        if page["key"] == key:
            return place
    raise BadInput(_("This page is not there any more. Load the questionnaire again."))


def rules_of(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each condition, with the code or the page of what depends on it."""
    for page in document["pages"]:
        for name, holder in ((page["key"], page), *((block["question"], block) for block in page["blocks"])):
            for conditions in (holder.get("show_if") or {}).values():
                yield from ((name, condition) for condition in conditions)
