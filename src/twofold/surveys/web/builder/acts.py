"""What can be done to a questionnaire from its page: each a change of the draft, kept at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput, Conflict
from twofold.surveys.actions.drafting import asked_codes, highest_value, is_other_measure
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire import writing
from twofold.surveys.questionnaire.languages import known_languages
from twofold.surveys.questionnaire.reading import CODE
from twofold.surveys.questionnaire.writing import Document
from twofold.surveys.web.builder.page_form import page_digest
from twofold.surveys.web.builder.stating import digest, stated_block, stated_page, stated_words

MOST_LANGUAGES = 8


@dataclass
class Doing:
    """One act, with what its form sent.

    :param leads_to: where on the page one goes on afterwards
    :param opens: the form that is open afterwards
    """

    survey: Survey
    posted: QueryDict
    leads_to: str = ""
    opens: str = ""
    used: set[str] = field(default_factory=set)

    def __call__(self, document: Document) -> None:
        """Do it to the document.

        :raises BadInput: if it cannot be done
        """
        act = ACTS.get(self.posted.get("do", ""))
        if act is None:
            raise BadInput(_("This page cannot do that. Load it again."))
        self.used = asked_codes(self.survey)
        act(self, document)

    @property
    def code(self) -> str:
        """The question it concerns."""
        return self.posted.get("block", "")

    @property
    def page(self) -> str:
        """The page it concerns."""
        return self.posted.get("page", "")

    def stated_block(self, document: Document) -> dict[str, Any]:
        """The question as its form states it."""
        was = writing.block_of(document, self.code)
        highest = highest_value(self.survey, self.code)
        return stated_block(
            self.posted, was, document["languages"], highest=highest, used=asked_codes(self.survey)
        )


def add(doing: Doing, document: Document) -> None:
    code = writing.add_block(document, doing.posted.get("kind", ""), page=doing.page, used=doing.used)
    doing.opens, doing.leads_to = f"block.{code}", f"q-{code}"


def save(doing: Doing, document: Document) -> None:
    was = writing.block_of(document, doing.code)
    _require_unchanged(doing.posted, digest(was))
    stated = doing.stated_block(document)
    blocks, place = writing.block_at(document, doing.code)
    blocks[place] = stated
    wanted = doing.posted.get("code", "").strip() or doing.code
    if is_other_measure(doing.survey, stated):
        wanted = writing.free_code(document, doing.code, doing.used)
    if wanted != doing.code:
        _recode(doing, document, wanted)
    doing.leads_to = f"q-{wanted}"


def _recode(doing: Doing, document: Document, code: str) -> None:
    if not CODE.fullmatch(code):
        raise BadInput(_("A question's code is of letters, digits, dots and dashes, a letter first."))
    if code in writing.all_codes(document) | doing.used:
        raise BadInput(_("The code “%(code)s” is taken. Choose another.") % {"code": code})
    block = writing.block_of(document, doing.code)
    for number, row in enumerate(block.get("rows") or (), 1):
        if row["code"] in doing.used:
            row["code"] = f"{code}_{number}"
    writing.rename(document, doing.code, code)


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


def add_page(doing: Doing, document: Document) -> None:
    doing.leads_to = f"p-{writing.add_page(document)}"


def page_up(doing: Doing, document: Document) -> None:
    writing.move_page(document, doing.page, -1)
    doing.leads_to = f"p-{doing.page}"


def page_down(doing: Doing, document: Document) -> None:
    writing.move_page(document, doing.page, 1)
    doing.leads_to = f"p-{doing.page}"


def page_remove(doing: Doing, document: Document) -> None:
    writing.remove_page(document, doing.page)


def page_save(doing: Doing, document: Document) -> None:
    place = writing.page_at(document, doing.page)
    was = document["pages"][place]
    _require_unchanged(doing.posted, page_digest(was))
    document["pages"][place] = stated_page(doing.posted, was, document["languages"])
    doing.leads_to = f"p-{doing.page}"


def thanks_save(doing: Doing, document: Document) -> None:
    document["thanks"] = stated_words(doing.posted, "thanks", document["languages"])
    if "guess" in doing.posted:
        document["guess"] = doing.posted["guess"]
    doing.leads_to = "thanks"


def language_add(doing: Doing, document: Document) -> None:
    language = doing.posted.get("language", "")
    if language not in dict(known_languages()) or language in document["languages"]:
        raise BadInput(_("Choose a language that the questionnaire does not have yet."))
    if len(document["languages"]) >= MOST_LANGUAGES:
        raise BadInput(_("A questionnaire has at most %(most)s languages.") % {"most": MOST_LANGUAGES})
    document["languages"].append(language)
    doing.leads_to = "languages"


def language_remove(doing: Doing, document: Document) -> None:
    language = doing.posted.get("language", "")
    if language == document["languages"][0]:
        raise BadInput(_("The first language is the one that every text is in. It stays."))
    document["languages"] = [one for one in document["languages"] if one != language]
    doing.leads_to = "languages"


ACTS: Mapping[str, Callable[[Doing, Document], None]] = {
    act.__name__: act
    for act in (
        *(add, save, up, down, move_to, copy, remove, put_back),
        *(add_page, page_up, page_down, page_remove, page_save),
        *(thanks_save, language_add, language_remove),
    )
}
"""What the button that was pressed is named by → what it does."""


def _require_unchanged(posted: QueryDict, now: str) -> None:
    if posted.get("was") and posted["was"] != now:
        raise Conflict(
            _(
                "Someone else has changed this meanwhile. What you wrote still stands below: save again to put it in place of"
                " theirs, or cancel to see theirs."
            )
        )
