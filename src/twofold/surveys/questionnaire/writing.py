"""Acts on a questionnaire's document while it is written: questions and pages added, moved, copied, taken out, put back.

A document is changed in place; whoever calls hands over a copy of their own, and reads it again afterwards: an act that leaves
a rule looking forward is refused there.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.beginnings import BEGINNINGS
from twofold.surveys.questionnaire.form import Kind
from twofold.surveys.questionnaire.languages import in_languages

Document = dict[str, Any]
MOST_KEPT = 10
"""How many questions taken out are kept to be put back, until the questionnaire goes out."""


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


def add_block(document: Document, kind: str, *, page: str, used: Collection[str] = ()) -> str:
    """Put a new question at the end of a page, with the words its kind begins with.

    :param used: codes that were asked before and may not come to mean something else
    :returns: its code
    """
    if kind not in set(Kind):
        raise BadInput(_("Choose what kind of question it is."))
    code = _free(kind, all_codes(document) | set(used))
    block = {"question": code, "kind": kind} | in_languages(
        deepcopy(BEGINNINGS[Kind(kind)]), document["languages"]
    )
    if rows := block.get("rows"):
        block["rows"] = [{"code": f"{code}_{n}", "wording": words} for n, words in enumerate(rows, 1)]
    document["pages"][page_at(document, page)]["blocks"].append(block)
    return code


def move_block(document: Document, code: str, step: int) -> None:
    """Move a question up (-1) or down (1), over the edge of its page into the next."""
    blocks, place = block_at(document, code)
    page = next(n for n, one in enumerate(document["pages"]) if one["blocks"] is blocks)
    if 0 <= place + step < len(blocks):
        blocks.insert(place + step, blocks.pop(place))
    elif 0 <= page + step < len(document["pages"]):
        there = document["pages"][page + step]["blocks"]
        there.insert(0 if step > 0 else len(there), blocks.pop(place))


def move_block_to(document: Document, code: str, *, page: str) -> None:
    """Move a question to the end of a page."""
    there = document["pages"][page_at(document, page)]["blocks"]
    blocks, place = block_at(document, code)
    there.append(blocks.pop(place))


def copy_block(document: Document, code: str, *, used: Collection[str] = ()) -> str:
    """Put a copy of a question behind it, under a code of its own."""
    blocks, place = block_at(document, code)
    block = deepcopy(blocks[place])
    taken = all_codes(document) | set(used)
    block["question"] = _free(re.sub(r"_\d+$", "", code), taken)
    for n, row in enumerate(block.get("rows") or (), 1):
        row["code"] = f"{block['question']}_{n}"
    blocks.insert(place + 1, block)
    return block["question"]


def remove_block(document: Document, code: str) -> None:
    """Take a question out; it is kept to be put back.

    :raises BadInput: if something depends on it, naming what
    """
    blocks, place = block_at(document, code)
    _require_unneeded(document, codes_of(blocks[place]))
    page = next(one["key"] for one in document["pages"] if one["blocks"] is blocks)
    kept = {"page": page, "place": place, "block": blocks.pop(place)}
    if document.get("guess") == code:
        del document["guess"]
    document["removed"] = [kept, *(document.get("removed") or ())][:MOST_KEPT]


def put_back(document: Document, code: str) -> None:
    """Put a question that was taken out where it stood.

    :raises BadInput: if it is not kept any more, or its code has been given to another
    """
    removed = document.get("removed") or []
    kept = next((one for one in removed if one["block"]["question"] == code), None)
    if kept is None or codes_of(kept["block"]) & all_codes(document):
        raise BadInput(_("This question cannot be put back any more. Add it anew."))
    removed.remove(kept)
    pages = [page for page in document["pages"] if page["key"] == kept["page"]] or document["pages"][-1:]
    pages[0]["blocks"].insert(kept["place"], kept["block"])


def add_page(document: Document) -> str:
    """Put an empty page at the end.

    :returns: its key
    """
    key = _free("page", {page["key"] for page in document["pages"]}, first=1)
    document["pages"].append({"key": key, "title": {}, "blocks": []})
    return key


def move_page(document: Document, key: str, step: int) -> None:
    """Move a page with its questions."""
    pages, place = document["pages"], page_at(document, key)
    if 0 <= place + step < len(pages):
        pages.insert(place + step, pages.pop(place))


def remove_page(document: Document, key: str) -> None:
    """Take an empty page away.

    :raises BadInput: if it holds questions, or is the only one
    """
    place = page_at(document, key)
    if document["pages"][place]["blocks"]:
        raise BadInput(_("This page still holds questions. Move them to another page or delete them first."))
    if len(document["pages"]) == 1:
        raise BadInput(_("A questionnaire has at least one page."))
    del document["pages"][place]


def rules_of(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each condition, with the code or the page of what depends on it."""
    for page in document["pages"]:
        for name, holder in ((page["key"], page), *((block["question"], block) for block in page["blocks"])):
            for conditions in (holder.get("show_if") or {}).values():
                yield from ((name, condition) for condition in conditions)


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
    return _free(re.sub(r"_\d+$", "", code), all_codes(document) | set(used))


def _replace_place(part: Any, old: str, new: str) -> None:
    items = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(items):
        if isinstance(value, str):
            part[key] = value.replace(old, new)
        elif isinstance(value, dict | list):
            _replace_place(value, old, new)


def _require_unneeded(document: Document, codes: set[str]) -> None:
    needing = [name for name, condition in rules_of(document) if condition.get("question") in codes]
    if outside := [name for name in needing if name not in codes]:
        raise BadInput(
            _("“%(other)s” is shown depending on this question. Change that first.") % {"other": outside[0]}
        )


def _free(stem: str, taken: Collection[str], first: int = 2) -> str:
    """The stem, or with a number behind it if it is taken."""
    if first > 1 and stem not in taken:
        return stem
    number = first
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
