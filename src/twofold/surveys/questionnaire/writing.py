"""Acts on the questions of a questionnaire's document while it is written: added, moved, copied, taken out, put back.

A document is changed in place; whoever calls hands over a copy of their own, and reads it again afterwards: an act that leaves
a rule looking forward is refused there.
"""

from collections.abc import Collection
from copy import deepcopy

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.beginnings import BEGINNINGS
from twofold.surveys.questionnaire.codes import free, free_code
from twofold.surveys.questionnaire.form import Kind
from twofold.surveys.questionnaire.languages import in_languages
from twofold.surveys.questionnaire.places import Document, all_codes, block_at, codes_of, page_at, rules_of

MOST_KEPT = 10
"""How many questions taken out are kept to be put back, until the questionnaire goes out."""


def add_block(document: Document, kind: str, *, page: str, used: Collection[str] = ()) -> str:
    """Put a new question at the end of a page, with the words its kind begins with.

    :param used: codes that were asked before and may not come to mean something else
    :returns: its code
    """
    if kind not in set(Kind):
        raise BadInput(_("Choose what kind of question it is."))
    code = free(kind, all_codes(document) | set(used))
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
    block["question"] = free_code(document, code, used)
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


def _require_unneeded(document: Document, codes: set[str]) -> None:
    needing = [name for name, condition in rules_of(document) if condition.get("question") in codes]
    if outside := [name for name in needing if name not in codes]:
        raise BadInput(
            _("“%(other)s” is shown depending on this question. Change that first.") % {"other": outside[0]}
        )
