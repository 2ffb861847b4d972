"""What cases refuse more than once, in words."""

from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models import Unit
from twofold.ui.formats import in_words

LONGEST_WORDS = 20_000


class AlreadyResolved(Conflict):
    """Someone was faster."""

    def __init__(self, case: Case) -> None:
        moment = in_words(case.resolved_at)
        super().__init__(
            _("Case #%(number)s was resolved on %(moment)s already. Reopen it if there is more to do.")
            % {"number": case.pk, "moment": moment}
        )


class NotResolved(Conflict):
    """There is nothing to reopen."""

    def __init__(self, case: Case) -> None:
        super().__init__(_("Case #%(number)s is open already.") % {"number": case.pk})


def require_open(case: Case) -> None:
    """Refuse what only an open case allows.

    :raises AlreadyResolved: saying when
    """
    if not case.is_open:
        raise AlreadyResolved(case)


def required_words(text: str, field: str, sentence: str) -> str:
    """The words without what surrounds them.

    :raises BadInput: with the sentence if there are none, or if there are too many
    """
    words = text.replace("\x00", "").strip()
    if not words:
        raise BadInput(sentence, field=field)
    if len(words) > LONGEST_WORDS:
        raise BadInput(
            _("That is more than %(longest)s characters. Shorten it.") % {"longest": LONGEST_WORDS},
            field=field,
        )
    return words


def require_working_unit(unit: Unit) -> None:
    """Refuse a unit that has been closed.

    :raises BadInput: naming it
    """
    if unit.closed_on:
        raise BadInput(
            _("%(unit)s was closed. Choose the unit that took over.") % {"unit": unit.party.name},
            field="unit",
        )
