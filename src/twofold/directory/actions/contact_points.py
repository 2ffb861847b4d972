"""Where parties can be reached: added and removed one by one, each kept in one normal form."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import created, deleted
from twofold.directory.access import require_work_on
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import ContactPoint, Party
from twofold.directory.models.countries import country_code
from twofold.directory.models.normal_forms import (
    ADDRESS_PARTS,
    LONGEST,
    normal_address,
    normal_email,
    normal_handle,
    normal_phone,
    written_address,
)
from twofold.directory.queries.units import enterprise_country
from twofold.timeline.actions.record import record

Kind = ContactPoint.Kind


@transaction.atomic
def add_contact_point(
    party: Party,
    *,
    kind: str,
    actor: Actor,
    now: datetime,
    value: str = "",
    parts: Mapping[str, str] | None = None,
    label: str = "",
    is_primary: bool = False,
    verified_at: datetime | None = None,
) -> ContactPoint:
    """Note how a party can be reached.

    :param kind: one of `ContactPoint.Kind`
    :param value: as people write it; national phone numbers are read as the party's country writes them, else the enterprise's
    :param parts: of an address: street, postcode, city, region, country
    :param is_primary: the one to use; the first of its kind is
    :raises NotAllowed: if the actor does not work in a unit that knows the party
    :raises BadInput: naming the field, if it is not what it says it is
    :raises Conflict: if the party has it already
    """
    require_work_on(actor, party)
    value, normalized, parts = normalize(kind, value, parts or {}, country=party.country)
    own = ContactPoint.objects.system("all contact points of the party being changed").filter(
        party=party, kind=kind
    )
    if own.filter(normalized=normalized).exists():
        raise Conflict(
            _("%(name)s has %(value)s already.") % {"name": party.name, "value": value}, field="value"
        )
    others = list(own.filter(is_primary=True).values_list("pk", flat=True))
    if is_primary or not others:
        own.filter(pk__in=others).update(is_primary=False)
        is_primary = True
    point = ContactPoint.objects.create(
        party=party,
        kind=kind,
        value=value,
        normalized=normalized,
        parts=parts,
        label=label.strip()[:40],
        is_primary=is_primary,
        verified_at=verified_at,
    )
    refresh_search([party.pk])
    rows = [created(point), *(used(pk, False) for pk in others if is_primary)]
    tell("directory.contact_point_added", point, actor, now, {kind: (None, value)}, rows)
    return point


@transaction.atomic
def remove_contact_point(point: ContactPoint, *, actor: Actor, now: datetime) -> None:
    """Forget one way to reach a party; if it was the one to use, the oldest other of its kind is from now on.

    :raises NotAllowed: if the actor does not work in a unit that knows the party
    """
    require_work_on(actor, point.party)
    own = ContactPoint.objects.system("all contact points of the party being changed")
    others = own.filter(party_id=point.party_id, kind=point.kind).exclude(pk=point.pk)
    heir = others.order_by("pk").first() if point.is_primary else None
    rows = [deleted(point), *([used(heir.pk, True)] if heir else [])]
    changes = {point.kind: (point.value, None)}
    tell("directory.contact_point_removed", point, actor, now, changes, rows)
    point.delete()
    if heir:
        heir.is_primary = True
        heir.save(update_fields=["is_primary"])
    refresh_search([point.party_id])


def normalize(
    kind: str, value: str, parts: Mapping[str, str], *, country: str = ""
) -> tuple[str, str, dict[str, str]]:
    """A contact point as it is kept: as written, in its normal form, and an address in its parts.

    :param country: whose national phone numbers are meant; the enterprise's if empty
    :raises BadInput: naming the field
    """
    value = " ".join(value.split())
    if len(value) > LONGEST:
        raise BadInput(_("This is too long for a contact point. Check it."), field="value")
    if kind == Kind.EMAIL:
        local, _at, domain = value.rpartition("@")
        return f"{local}@{domain.lower()}", normal_email(value), {}
    if kind == Kind.PHONE:
        return value, normal_phone(value, country or enterprise_country()), {}
    if kind == Kind.HANDLE:
        handle = normal_handle(value)
        return handle, handle, {}
    if kind == Kind.ADDRESS:
        return _normal_parts(parts)
    raise BadInput(_("Choose e-mail, phone, handle or address."), field="kind")


def _normal_parts(parts: Mapping[str, str]) -> tuple[str, str, dict[str, str]]:
    kept = {part: " ".join(parts.get(part, "").split()) for part in ADDRESS_PARTS}
    kept["country"] = country_code(kept["country"])
    kept = {part: text for part, text in kept.items() if text}
    if not kept.keys() - {"country"}:
        raise BadInput(_("An address needs at least a street or a city."), field="street")
    return written_address(kept)[:LONGEST], normal_address(kept), kept


def used(pk: int, is_primary: bool) -> RowChange:
    """A point that becomes, or ceases to be, the one to use."""
    return RowChange(ContactPoint, pk, {"is_primary": not is_primary}, {"is_primary": is_primary})


def tell(
    verb: str, point: ContactPoint, actor: Actor, now: datetime, changes: dict, rows: Sequence[RowChange]
) -> None:
    """Record what was done to a way to reach a party."""
    party = point.party
    record(
        verb,
        subject=point,
        actor=actor,
        now=now,
        unit_id=party.pk if party.kind == Party.Kind.UNIT else party.home_unit_id,
        parties=[party.pk],
        details={"kind": point.kind},
        changes=changes,
        rows=rows,
    )
