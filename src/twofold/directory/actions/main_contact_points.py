"""The address or number by which a party is reached: said anew in one step."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from twofold.core.actor import Actor
from twofold.core.rows import changed, created, deleted, row_values
from twofold.directory.access import require_work_on
from twofold.directory.actions.contact_points import (
    add_contact_point,
    normalize,
    remove_contact_point,
    tell,
    used,
)
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import ContactPoint, Party

CHANGED = "directory.contact_point_changed"


@transaction.atomic
def use_contact_point(party: Party, *, kind: str, value: str, actor: Actor, now: datetime) -> None:
    """Say by which e-mail address or number a party is reached; an empty one forgets it.

    Another address is another contact point: whether the old one works, was verified or agreed to says nothing about it. One that
    the party has already becomes the one to use, and the one used until now stays beside it.

    :raises NotAllowed: if the actor does not work in a unit that knows the party
    :raises BadInput: if it is not what it says it is
    """
    require_work_on(actor, party)
    own = ContactPoint.objects.system("all contact points of the party being changed").filter(
        party=party, kind=kind
    )
    main = own.filter(is_primary=True).select_related("party").order_by("pk").first()
    if not value.strip():
        if main:
            remove_contact_point(main, actor=actor, now=now)
        return
    value, normalized, _parts = normalize(kind, value, {}, country=party.country)
    same = own.filter(normalized=normalized).select_related("party").first()
    if main is None and same is None:
        add_contact_point(party, kind=kind, value=value, actor=actor, now=now)
    elif same is None:
        _replace(main, value, normalized, actor, now)
    elif (same.value, same.is_primary) != (value, True):
        _prefer(same, own, value, actor, now)


def _replace(main: ContactPoint, value: str, normalized: str, actor: Actor, now: datetime) -> None:
    rows = [deleted(main)]
    main.delete()
    point = ContactPoint.objects.create(
        party=main.party,
        kind=main.kind,
        value=value,
        normalized=normalized,
        label=main.label,
        is_primary=True,
    )
    _settle(point, main.value, [*rows, created(point)], actor, now)


def _prefer(
    point: ContactPoint, own: QuerySet[ContactPoint], value: str, actor: Actor, now: datetime
) -> None:
    before = row_values(point)
    others = list(own.filter(is_primary=True).exclude(pk=point.pk).order_by("pk"))
    own.filter(pk__in=[other.pk for other in others]).update(is_primary=False)
    point.value, point.is_primary = value, True
    point.save(update_fields=["value", "is_primary"])
    rows = [changed(point, before), *(used(other.pk, False) for other in others)]
    _settle(point, others[0].value if others else before["value"], rows, actor, now)


def _settle(point: ContactPoint, old: object, rows: list, actor: Actor, now: datetime) -> None:
    refresh_search([point.party_id])
    tell(CHANGED, point, actor, now, {point.kind: (old, point.value)}, rows)
