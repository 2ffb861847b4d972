"""Saved replies: writing them, and starting an answer from one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from twofold.conversations.models import Conversation, Macro, SavedReply
from twofold.conversations.queries.variables import fill_in, unknown_variables
from twofold.core.access import change_visible, get_visible, require_capability, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput
from twofold.timeline.actions import record

LONGEST = 20_000


def save_reply(
    reply: SavedReply | None,
    *,
    unit_id: int | None,
    name: str,
    body: str,
    language: str = "",
    actor: Actor,
    now: datetime,
) -> SavedReply:
    """Write a saved reply, or write it anew.

    :param reply: None for a new one; an old one stays with its unit
    :param unit_id: None: for the whole house
    :raises NotAllowed: if the actor neither leads the unit nor, for the house, administers it
    :raises BadInput: naming the field
    """
    require_writer(actor, reply.unit_id if reply else unit_id)
    name, body = " ".join(name.split())[:120], body.replace("\x00", "").strip()
    if not name:
        raise BadInput(_("Give it a name by which others find it."), field="name")
    if not body:
        raise BadInput(_("Write what the reply says."), field="body")
    if len(body) > LONGEST:
        raise BadInput(_("That is too long for a saved reply."), field="body")
    if unknown := unknown_variables(body):
        raise BadInput(
            _("There is no variable %(name)s. Choose from those listed below.")
            % {"name": "{{ " + unknown[0] + " }}"},
            field="body",
        )
    values = {"name": name, "body": body, "language": language, "changed_at": now}
    return keep_shared(SavedReply, reply, unit_id, values, actor=actor, now=now)


def keep_shared(model, row, unit_id: int | None, values: dict, *, actor: Actor, now: datetime):
    """Write a saved reply or a macro that was found to be sound.

    :raises BadInput: if its unit has one of that name
    """
    kind = "saved_reply" if model is SavedReply else "macro"
    try:
        with transaction.atomic():
            if row is None:
                row = model.objects.create(unit_id=unit_id, **values)
            else:
                with change_visible(model, actor, row.pk, "lead") as row:
                    for field, value in values.items():
                        setattr(row, field, value)
                    row.save(update_fields=[*values])
            record(
                f"conversations.{kind}_saved",
                subject=row,
                actor=actor,
                now=now,
                unit_id=row.unit_id,
                details={"name": row.name},
            )
    except IntegrityError:
        raise BadInput(_("There is one of that name already. Choose another name."), field="name") from None
    return row


@transaction.atomic
def delete_shared(row: SavedReply | Macro, *, actor: Actor, now: datetime) -> None:
    """Delete a saved reply or a macro. What was sent from it stays.

    :raises NotAllowed: as for writing it
    """
    require_writer(actor, row.unit_id)
    kind = "saved_reply" if isinstance(row, SavedReply) else "macro"
    details = {"name": row.name}
    record(
        f"conversations.{kind}_deleted",
        subject=row,
        actor=actor,
        now=now,
        unit_id=row.unit_id,
        details=details,
    )
    type(row).objects.system("the actor writes them").filter(pk=row.pk).delete()


def words_of_reply(pk: int, conversation: Conversation, *, actor: Actor) -> str:
    """The words of a saved reply for this conversation, its variables filled in; counts that it was used.

    :raises NotVisible: if the actor may not see one of the two
    """
    reply = get_visible(SavedReply, actor, pk)
    conversation = get_visible(Conversation, actor, conversation.pk)
    SavedReply.objects.system("the actor uses it").filter(pk=pk).update(times_used=F("times_used") + 1)
    return fill_in(reply.body, conversation, actor)


def require_writer(actor: Actor, unit_id: int | None) -> None:
    """Refuse whoever neither leads the unit nor, for what all units share, administers the house.

    :raises NotAllowed: in words
    """
    if unit_id is None:
        require_capability(
            actor,
            "administer",
            _("What all units share is written by administrators. Choose a unit you lead."),
        )
    else:
        require_level(actor, Level.LEAD, unit_id, _("Those who lead the unit write its replies and macros."))
