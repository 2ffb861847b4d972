"""What can be done to the questions of a questionnaire."""

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.actions.drafting import is_other_measure
from twofold.surveys.questionnaire import writing
from twofold.surveys.questionnaire.codes import free_code, rename
from twofold.surveys.questionnaire.places import Document, all_codes, block_at, block_of
from twofold.surveys.questionnaire.reading import CODE
from twofold.surveys.web.builder.doing import Doing
from twofold.surveys.web.builder.stating import digest


def add(doing: Doing, document: Document) -> None:
    code = writing.add_block(document, doing.posted.get("kind", ""), page=doing.page, used=doing.used)
    doing.opens, doing.leads_to = f"block.{code}", f"q-{code}"


def save(doing: Doing, document: Document) -> None:
    was = block_of(document, doing.code)
    doing.require_unchanged(digest(was))
    stated = doing.stated_block(document)
    blocks, place = block_at(document, doing.code)
    blocks[place] = stated
    wanted = doing.posted.get("code", "").strip() or doing.code
    if is_other_measure(doing.survey, stated):
        wanted = free_code(document, doing.code, doing.used)
    if wanted != doing.code:
        _recode(doing, document, wanted)
    doing.leads_to = f"q-{wanted}"


def _recode(doing: Doing, document: Document, code: str) -> None:
    if not CODE.fullmatch(code):
        raise BadInput(_("A question's code is of letters, digits, dots and dashes, a letter first."))
    if code in all_codes(document) | doing.used:
        raise BadInput(_("The code “%(code)s” is taken. Choose another.") % {"code": code})
    block = block_of(document, doing.code)
    for number, row in enumerate(block.get("rows") or (), 1):
        if row["code"] in doing.used:
            row["code"] = f"{code}_{number}"
    rename(document, doing.code, code)


def up(doing: Doing, document: Document) -> None:
    _move(doing, document, -1)


def down(doing: Doing, document: Document) -> None:
    _move(doing, document, 1)


def _move(doing: Doing, document: Document, step: int) -> None:
    writing.move_block(document, doing.code, step)
    doing.leads_to = f"q-{doing.code}"


def move_to(doing: Doing, document: Document) -> None:
    writing.move_block_to(document, doing.code, page=doing.posted.get("to", ""))
    doing.leads_to = f"q-{doing.code}"


def copy(doing: Doing, document: Document) -> None:
    code = writing.copy_block(document, doing.code, used=doing.used)
    doing.opens, doing.leads_to = f"block.{code}", f"q-{code}"


def remove(doing: Doing, document: Document) -> None:
    writing.remove_block(document, doing.code)
    doing.leads_to = "removed"


def put_back(doing: Doing, document: Document) -> None:
    writing.put_back(document, doing.code)
    doing.leads_to = f"q-{doing.code}"
