"""The three ways in which a page, an API operation or a job reaches a record through the person asking."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed, NotVisible
from twofold.core.ids import HIGHEST_ID

Record = TypeVar("Record", bound=models.Model)


def visible_list(model: type[Record], actor: Actor, action: str = "view") -> models.QuerySet[Record]:
    """The records of a guarded model on which the actor may do `action`."""
    return model.objects.visible_to(actor, action)


def get_visible(
    model: type[Record], actor: Actor, pk: int, action: str = "view", *, joined: Sequence[str] = ()
) -> Record:
    """One record by id.

    :param joined: what it refers to and the caller needs, fetched in the same question
    :raises NotVisible: when it does not exist or the actor may not see it; the two look the same
    :raises NotAllowed: when the actor may view it but not do `action`
    """
    if pk > HIGHEST_ID:
        raise NotVisible
    found = visible_list(model, actor, action).filter(pk=pk)
    record = (found.select_related(*joined) if joined else found).first()
    if record is not None:
        return record
    if action != "view" and visible_list(model, actor).filter(pk=pk).exists():
        raise NotAllowed(_("You may look at this record but not change it. Ask a lead of its unit."))
    raise NotVisible


@contextmanager
def change_visible(model: type[Record], actor: Actor, pk: int, action: str = "work") -> Iterator[Record]:
    """Lock one record for a change, in a transaction, and check again afterwards that it stayed within reach.

    :raises NotVisible: when it does not exist or the actor may not see it
    :raises NotAllowed: when the actor may not do `action`, before the change or after it
    """
    with transaction.atomic():
        get_visible(model, actor, pk, action)
        record = visible_list(model, actor, action).select_for_update(of=("self",)).get(pk=pk)
        yield record
        if not visible_list(model, actor, "view").filter(pk=pk).exists():
            raise NotAllowed(_("This would move the record to where you could not have put it."))


def require_level(actor: Actor, level: Level, unit_id: int | None, sentence: str) -> None:
    """Refuse, in the caller's words, an actor who does not reach `level` in the unit.

    :raises NotAllowed: with the sentence
    """
    held = actor.level_in(unit_id)
    if held is None or held < level:
        raise NotAllowed(sentence)


def require_capability(actor: Actor, capability: str, sentence: str) -> None:
    """Refuse, in the caller's words, an actor without the capability.

    :raises NotAllowed: with the sentence
    """
    if not actor.may(capability):
        raise NotAllowed(sentence)
