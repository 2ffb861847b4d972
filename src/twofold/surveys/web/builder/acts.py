"""What can be done to a questionnaire from its page: each a change of the draft, kept at once."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.places import Document
from twofold.surveys.web.builder import block_acts, page_acts
from twofold.surveys.web.builder.doing import Doing

ACTS: Mapping[str, Callable[[Doing, Document], None]] = {
    act.__name__: act
    for act in (
        *(block_acts.add, block_acts.save, block_acts.up, block_acts.down, block_acts.move_to),
        *(block_acts.copy, block_acts.remove, block_acts.put_back),
        *(page_acts.add_page, page_acts.page_up, page_acts.page_down, page_acts.page_remove),
        *(page_acts.page_save, page_acts.thanks_save, page_acts.language_add, page_acts.language_remove),
    )
}
"""What the button that was pressed is named by → what it does."""


def act_on(document: Document, doing: Doing) -> None:
    """Do it to the document.

    :raises BadInput: if it cannot be done
    """
    act = ACTS.get(doing.posted.get("do", ""))
    if act is None:
        raise BadInput(_("This page cannot do that. Load it again."))
    act(doing, document)
