"""The causes of complaints and conflicts, in the words of one's own house."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twofold.cases.actions.refusals import required_words
from twofold.cases.models import Cause
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import is_house
from twofold.timeline.actions import record


@transaction.atomic
def add_cause(*, field: str, name: str, actor: Actor, now: datetime) -> Cause:
    """Add a cause.

    :param field: of what it is one, see :class:`Cause.Field`
    :raises NotAllowed: unless the actor administers
    :raises BadInput: if there is one of that name, or naming the field
    """
    require_may_name_causes(actor)
    if field not in Cause.Field.values:
        raise BadInput(_("Say of what it is a cause."), field="field")
    name = _free_name(name, field)
    last = Cause.objects.filter(field=field).aggregate(last=Max("order"))["last"] or 0
    cause = Cause.objects.create(field=field, name=name, order=last + 1)
    _record("added", cause, actor, now, created(cause))
    return cause


@transaction.atomic
def rename_cause(cause: Cause, *, name: str, actor: Actor, now: datetime) -> Cause:
    """Call it something else, wherever it is named. Raises as :func:`add_cause`."""
    require_may_name_causes(actor)
    cause = Cause.objects.select_for_update().get(pk=cause.pk)
    before, cause.name = row_values(cause), _free_name(name, cause.field, cause.pk)
    cause.save(update_fields=["name"])
    _record("renamed", cause, actor, now, changed(cause, before))
    return cause


@transaction.atomic
def retire_cause(cause: Cause, *, is_retired: bool, actor: Actor, now: datetime) -> Cause:
    """Offer it no more, or again. What names it goes on to. Raises as :func:`add_cause`."""
    require_may_name_causes(actor)
    cause = Cause.objects.select_for_update().get(pk=cause.pk)
    if bool(cause.retired_at) != is_retired:
        before, cause.retired_at = row_values(cause), now if is_retired else None
        cause.save(update_fields=["retired_at"])
        _record("retired" if is_retired else "offered_again", cause, actor, now, changed(cause, before))
    return cause


def may_name_causes(actor: Actor) -> bool:
    """Causes are the whole house's."""
    return actor.may("administer")


def require_may_name_causes(actor: Actor) -> None:
    """Refuse anyone else.

    :raises NotAllowed: with a sentence
    """
    if not (is_house(actor) or may_name_causes(actor)):
        raise NotAllowed(_("Only administrators name causes: reports of all units go by them."))


def _free_name(name: str, field: str, pk: int | None = None) -> str:
    name = " ".join(required_words(name, "name", _("Give it a name.")).split())[:80]
    if Cause.objects.filter(field=field, name=name).exclude(pk=pk).exists():
        raise BadInput(_("There is a cause of this name already."), field="name")
    return name


def _record(verb: str, cause: Cause, actor: Actor, now: datetime, row: RowChange) -> None:
    record(f"cases.cause_{verb}", subject=cause, actor=actor, now=now, unit_id=None, rows=[row])
