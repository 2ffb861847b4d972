"""The code book of a unit: the words under which observations are counted, each with what counts and what does not."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import require_work_in
from twofold.feedback.models import ObservationCode
from twofold.timeline.actions.record import record


@transaction.atomic
def add_code(
    unit_id: int, *, name: str, definition: str = "", actor: Actor, now: datetime
) -> ObservationCode:
    """Take a word into the code book.

    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: if it has no name, or the book has one of that name already
    """
    require_work_in(actor, unit_id)
    code = ObservationCode(unit_id=unit_id, name=_named(name), definition=_plain(definition))
    _keep(code)
    _record("feedback.code_added", code, actor, now, created(code))
    return code


@transaction.atomic
def change_code(
    code: ObservationCode, *, name: str, definition: str, is_used: bool, actor: Actor, now: datetime
) -> ObservationCode:
    """Call it otherwise, define it anew, or use it no more: what was coded stays coded and counts.

    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: if it has no name, or the book has another of that name
    """
    require_work_in(actor, code.unit_id)
    before = row_values(code)
    code.name, code.definition, code.is_used = _named(name), _plain(definition), is_used
    _keep(code)
    _record("feedback.code_changed", code, actor, now, changed(code, before))
    return code


def _keep(code: ObservationCode) -> None:
    try:
        with transaction.atomic():
            code.save()
    except IntegrityError:
        raise BadInput(
            _("The code book has “%(name)s” already.") % {"name": code.name}, field="name"
        ) from None


def _named(name: str) -> str:
    name = _plain(name)
    if not name:
        raise BadInput(_("Say in a word or two what is counted."), field="name")
    if len(name) > 80:
        raise BadInput(_("Keep the name short; the definition may say more."), field="name")
    return name


def _plain(text: str) -> str:
    text = " ".join(text.replace("\0", "").split())
    if len(text) > 400:
        raise BadInput(_("Keep the definition to a few sentences."), field="definition")
    return text


def _record(verb: str, code: ObservationCode, actor: Actor, now: datetime, row) -> None:
    record(verb, subject=code, actor=actor, now=now, unit_id=code.unit_id, rows=[row])
