"""Bringing in and changing people and organisations."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import require_work_in, require_work_on
from twofold.directory.actions.known_to import make_known
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.actions.set_attributes import Given, keep_attributes, set_attributes
from twofold.directory.models import Identifier, KnownTo, Party
from twofold.directory.models.countries import country_code
from twofold.directory.models.names import clean_name, sort_name
from twofold.timeline.actions.record import record

__all__ = ["add_organization", "add_person", "edit_party", "identify", "make_known", "the_unknown_buyer"]

EDITABLE = ("name", "given_name", "family_name", "language", "country")


@transaction.atomic
def add_person(
    *,
    unit_id: int,
    actor: Actor,
    now: datetime,
    name: str = "",
    given_name: str = "",
    family_name: str = "",
    language: str = "",
    country: str = "",
    is_verified: bool = True,
    identifiers: Mapping[str, str] | None = None,
    attributes: Given | None = None,
) -> Party:
    """Bring in a person on behalf of a unit, which knows them from then on.

    :param name: how they are called; made of given and family name if left out
    :param is_verified: False for someone of whom only a message is known
    :param identifiers: scheme → value: what they are called in other systems
    :param attributes: key → value; None: they are not asked for, not even those that are required
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: if there is no name, no such country, or naming an attribute
    :raises Conflict: if an identifier is someone else's
    """
    require_work_in(actor, unit_id)
    name = clean_name(name or f"{given_name} {family_name}")
    person = Party(
        kind=Party.Kind.PERSON,
        name=name,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        language=language,
        country=country_code(country),
        is_verified=is_verified,
    )
    return _bring_in(
        person, "directory.person_added", unit_id, identifiers or {}, attributes, actor=actor, now=now
    )


@transaction.atomic
def add_organization(
    *,
    name: str,
    unit_id: int,
    actor: Actor,
    now: datetime,
    language: str = "",
    country: str = "",
    is_verified: bool = True,
    identifiers: Mapping[str, str] | None = None,
    attributes: Given | None = None,
) -> Party:
    """Bring in an organisation outside the enterprise on behalf of a unit. Raises as :func:`add_person`."""
    require_work_in(actor, unit_id)
    organization = Party(
        kind=Party.Kind.ORGANIZATION,
        name=clean_name(name),
        language=language,
        country=country_code(country),
        is_verified=is_verified,
    )
    return _bring_in(
        organization,
        "directory.organization_added",
        unit_id,
        identifiers or {},
        attributes,
        actor=actor,
        now=now,
    )


@transaction.atomic
def edit_party(
    party: Party, *, actor: Actor, now: datetime, attributes: Given | None = None, **fields: str
) -> Party:
    """Change what a person or organisation is called, where it is at home, and its attributes.

    :param attributes: key → value, of those that shall be different
    :param fields: any of name, given_name, family_name, language, country
    :raises NotAllowed: if the actor does not work in a unit that knows the party
    :raises BadInput: naming the field
    """
    require_work_on(actor, party)
    if party.is_unknown_buyer:
        raise BadInput(
            _("The unknown buyer stands for everyone without a name, and keeps theirs."), field="name"
        )
    old = {name: getattr(party, name) for name in EDITABLE}
    for name in fields:
        if name not in EDITABLE:
            raise TypeError(f"edit_party does not change {name}")
    new = old | {name: text.strip() for name, text in fields.items()}
    new |= {"name": clean_name(new["name"]), "country": country_code(new["country"])}
    before = row_values(party)
    told = set_attributes(party, attributes, actor=actor)
    if new == old and not told:
        return party
    for name, value in new.items():
        setattr(party, name, value)
    party.sort_name, party.changed_at = sort_name(party.name), now
    party.save(update_fields=[*EDITABLE, "sort_name", "attributes", "changed_at"])
    keep_attributes(party, told)
    refresh_search([party.pk])
    record(
        "directory.party_edited",
        subject=party,
        actor=actor,
        now=now,
        unit_id=party.home_unit_id,
        parties=[party.pk],
        changes={name: (old[name], new[name]) for name in EDITABLE} | dict(told.changes),
        rows=[changed(party, before)],
    )
    return party


@transaction.atomic
def identify(party: Party, *, scheme: str, value: str, actor: Actor, now: datetime) -> Identifier:
    """Note what a party is called in another system, e.g. ``customer_id`` ``ALFKI``.

    :raises NotAllowed: if the actor does not work in a unit that knows the party
    :raises Conflict: if this identifier is someone else's
    """
    require_work_on(actor, party)
    identifier, is_new = _identifier(party, scheme, value)
    if not is_new:
        return identifier
    refresh_search([party.pk])
    record(
        "directory.party_identified",
        subject=party,
        actor=actor,
        now=now,
        unit_id=party.home_unit_id,
        parties=[party.pk],
        changes={scheme: (None, value)},
        rows=[created(identifier)],
    )
    return identifier


@transaction.atomic
def the_unknown_buyer(*, now: datetime) -> Party:
    """The one party under which dealings without a customer are kept; made when first asked for."""
    found = Party.objects.system("the unknown buyer is nobody").filter(is_unknown_buyer=True).first()
    if found:
        return found
    return Party.objects.create(
        kind=Party.Kind.PERSON,
        name=_("Unknown buyer"),
        sort_name=sort_name(_("Unknown buyer")),
        is_unknown_buyer=True,
        created_at=now,
        changed_at=now,
    )


def _bring_in(
    party: Party,
    verb: str,
    unit_id: int,
    identifiers: Mapping[str, str],
    attributes: Given | None,
    *,
    actor: Actor,
    now: datetime,
) -> Party:
    told = set_attributes(party, attributes, actor=actor, is_new=True)
    party.sort_name = sort_name(party.name)
    party.home_unit_id = unit_id
    party.created_at = party.changed_at = now
    party.save()
    keep_attributes(party, told, is_new=True)
    named = [_identifier(party, scheme, value)[0] for scheme, value in identifiers.items()]
    known = KnownTo.objects.create(party=party, unit_id=unit_id)
    refresh_search([party.pk])
    record(
        verb,
        subject=party,
        actor=actor,
        now=now,
        unit_id=unit_id,
        parties=[party.pk],
        changes={name: (None, getattr(party, name)) for name in EDITABLE if getattr(party, name)}
        | dict(told.changes),
        rows=[created(row) for row in (party, *named, known)],
    )
    return party


def _identifier(party: Party, scheme: str, value: str) -> tuple[Identifier, bool]:
    """The identifier, and whether it is new."""
    if not value.strip():
        raise BadInput(_("The identifier is empty. Leave it out, or type it."), field="identifier")
    identifier, is_new = Identifier.objects.get_or_create(
        scheme=scheme, value=value.strip(), defaults={"party": party}
    )
    if not is_new and identifier.party_id != party.pk:
        raise Conflict(
            _("%(scheme)s %(value)s is already another party's. Check it, or ask a lead of the register.")
            % {"scheme": scheme, "value": value},
            field="identifier",
        )
    return identifier, is_new
