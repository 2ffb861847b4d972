"""People and organisations."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Status

from twofold.core.access import change_visible, get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.api.fields import Id
from twofold.core.api.router import Router
from twofold.core.errors import BadInput, NotVisible
from twofold.directory.actions.contact_points import add_contact_point, remove_contact_point
from twofold.directory.actions.looks import note_party_look
from twofold.directory.actions.merge import merge_parties
from twofold.directory.actions.parties import add_organization, add_person, edit_party
from twofold.directory.api.attributes import asked_attributes, plain_attributes
from twofold.directory.api.schemas import (
    AddedParty,
    GivenContactPoint,
    GivenMerge,
    NewOrganization,
    NewPerson,
    PartyChange,
    PartyDetail,
    PartyFilters,
    PartyList,
    ToldParty,
)
from twofold.directory.models import ContactPoint, Party
from twofold.directory.queries import parties as queries
from twofold.directory.queries.aliases import current_id
from twofold.directory.queries.likely_same import Typed, already_here
from twofold.directory.queries.party_card import party_card

router = Router("parties")
NOT_FOR_ALL = ("given_name", "family_name")


@router.get("/parties", response=PartyList)
def list_parties(request: HttpRequest, filters: Query[PartyFilters]) -> PartyList:
    """Everyone whose name one may know.

    By name, or the newest first; `q` searches names, addresses, numbers and identifiers. `unit` narrows to whom a unit knows,
    `attribute.<key>` to those with a value of a filterable attribute, such as `attribute.customer_tier=gold`; empty: without one.
    """
    page = queries.party_page(
        request.actor,
        queries.PartyFilters(
            text=filters.q.strip(),
            kind=filters.kind,
            country=filters.country,
            unit_id=filters.unit,
            order=filters.order,
            condition=asked_attributes(request, Party),
        ),
        token=filters.after,
        size=filters.limit,
        day=timezone.now().date(),
        countries={},
    )
    return PartyList(items=[ToldParty.of(row) for row in page.rows], after=page.after or None)


@router.get("/parties/{int:pk}", response=PartyDetail)
def read_party(request: HttpRequest, pk: Id) -> PartyDetail:
    """One party; by the id of one that was merged, the one that it is now."""
    card = party_card(request.actor, current_id(pk), day=timezone.now().date(), language="en")
    if card.is_known:
        note_party_look(card.party, actor=request.actor, now=timezone.now())
    return PartyDetail.of(card)


@router.post("/parties/{int:pk}/merge", response=PartyDetail)
def merge_party(request: HttpRequest, pk: Id, given: GivenMerge) -> PartyDetail:
    """Make one party of several: this one stays, the others follow into it. Their ids keep resolving."""
    merge_parties(
        [pk, *given.others],
        survivor_id=pk,
        chosen=given.values,
        actor=request.actor,
        now=timezone.now(),
    )
    return _detail(request.actor, pk)


@router.post("/people", response={201: AddedParty})
def create_person(request: HttpRequest, given: NewPerson) -> Status:
    """Bring in a person on behalf of a unit, which knows them from then on."""
    names = {name: getattr(given, name) for name in ("name", *NOT_FOR_ALL)}
    return _bring_in(request.actor, add_person, given, names)


@router.post("/organizations", response={201: AddedParty})
def create_organization(request: HttpRequest, given: NewOrganization) -> Status:
    """Bring in an organisation on behalf of a unit, which knows it from then on."""
    return _bring_in(request.actor, add_organization, given, {"name": given.name})


@router.patch("/parties/{int:pk}", response=PartyDetail)
def change_party(request: HttpRequest, pk: Id, given: PartyChange) -> PartyDetail:
    """Change what a person or organisation is called, where it is at home, and its attributes."""
    fields = given.dict(exclude_none=True, exclude={"attributes"})
    attributes = None if given.attributes is None else plain_attributes(given.attributes)
    with change_visible(Party, request.actor, pk) as party:
        _require_changeable(party, fields)
        edit_party(party, attributes=attributes, actor=request.actor, now=timezone.now(), **fields)
    return _detail(request.actor, pk)


@router.post("/parties/{int:pk}/contact-points", response={201: PartyDetail})
def create_contact_point(request: HttpRequest, pk: Id, given: GivenContactPoint) -> Status:
    """Note how a party can be reached."""
    with change_visible(Party, request.actor, pk) as party:
        add_contact_point(party, actor=request.actor, now=timezone.now(), **given.dict())
    return Status(201, _detail(request.actor, pk))


@router.delete("/parties/{int:pk}/contact-points/{int:point}", response={204: None})
def delete_contact_point(request: HttpRequest, pk: Id, point: Id) -> Status:
    """Forget one way to reach a party."""
    with transaction.atomic():
        get_visible(Party, request.actor, pk, "work")
        found = visible_list(ContactPoint, request.actor, "work").filter(party_id=pk, pk=point).first()
        if found is None:
            raise NotVisible
        remove_contact_point(found, actor=request.actor, now=timezone.now())
    return Status(204, None)


@transaction.atomic
def _bring_in(actor: Actor, add, given: NewPerson | NewOrganization, names: dict[str, str]) -> Status:
    """The party with its first ways to reach it: all of it or nothing."""
    who = {"actor": actor, "now": timezone.now()}
    party = add(
        unit_id=given.unit,
        language=given.language,
        country=given.country,
        identifiers=given.identifiers,
        attributes=plain_attributes(given.attributes),
        **names,
        **who,
    )
    for point in given.contact_points:
        add_contact_point(party, **point.dict(), **who)
    told = _detail(actor, party.pk)
    return Status(201, AddedParty(**told.dict(), possible_duplicates=_possible_duplicates(actor, party)))


def _possible_duplicates(actor: Actor, party: Party) -> list[int]:
    """Ids of visible parties that may be the one just added, the likeliest first."""
    reach = {ContactPoint.Kind.EMAIL: [], ContactPoint.Kind.PHONE: []}
    points = visible_list(ContactPoint, actor).filter(party=party, kind__in=reach)
    for kind, value in points.values_list("kind", "normalized"):
        reach[kind].append(value)
    typed = Typed(
        kind=party.kind,
        name=party.name,
        given_name=party.given_name,
        family_name=party.family_name,
        emails=reach[ContactPoint.Kind.EMAIL],
        phones=reach[ContactPoint.Kind.PHONE],
        country=party.country,
        pk=party.pk,
    )
    return [one.party.pk for one in already_here(actor, typed).parties]


def _detail(actor: Actor, pk: int) -> PartyDetail:
    return PartyDetail.of(party_card(actor, pk, day=timezone.now().date(), language="en"))


def _require_changeable(party: Party, fields: dict[str, str]) -> None:
    """Refuse units, which are changed as units, and names that only people have."""
    if party.kind == Party.Kind.UNIT:
        raise BadInput(_("A unit is not changed as a party. Ask one of its leads to rename it."))
    for name in NOT_FOR_ALL:
        if name in fields and party.kind != Party.Kind.PERSON:
            raise BadInput(_("An organisation has one name only."), field=name)
