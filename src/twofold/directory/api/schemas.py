"""What programs send and get about parties."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from twofold.core.api.fields import Flag, Given, GivenId, Id, Listed, Named, Paged, Told, words
from twofold.directory.api.attributes import PREFIX, GivenAttributes, ToldAttributes, told_attributes
from twofold.directory.models import Affiliation, Identifier, Party
from twofold.directory.queries.parties import PartyRow
from twofold.directory.queries.party_card import PartyCard

ContactKind = Literal["email", "phone", "handle"]
Identifiers = Annotated[dict[words(60, least=1), words(120, least=1)], Field(max_length=20)]
Country = words(60)


class PartyFilters(Paged):
    """What narrows the list of parties; besides, ``attribute.<key>`` for each filterable attribute."""

    open_ended: ClassVar = (PREFIX,)
    q: words(200) = ""
    kind: Literal["", "person", "organization", "unit", "colleague"] = ""
    country: Annotated[str, StringConstraints(pattern="^([A-Z]{2})?$")] = ""
    unit: Id | None = None
    order: Literal["name", "newest"] = "name"


class GivenContactPoint(Given):
    """A way to reach a party. The first of a kind is the one to use."""

    kind: ContactKind
    value: words(300, least=1)
    label: words(40) = ""
    is_primary: Flag = False


class NewParty(Given):
    """What a new person or organisation is called and how it is reached; the unit knows it from then on."""

    unit: GivenId
    language: words(12) = ""
    country: Country = ""
    identifiers: Identifiers = {}
    contact_points: Annotated[list[GivenContactPoint], Field(max_length=20)] = []
    attributes: GivenAttributes = {}


class NewPerson(NewParty):
    """A person. Without a name, they are called by given and family name."""

    name: words(200) = ""
    given_name: words(100) = ""
    family_name: words(100) = ""


class NewOrganization(NewParty):
    """An organisation outside the enterprise."""

    name: words(200, least=1)


class PartyChange(Given):
    """What is to be different; what is left out stays. Given and family name are for people only."""

    name: words(200, least=1) | None = None
    given_name: words(100) | None = None
    family_name: words(100) | None = None
    language: words(12) | None = None
    country: Country | None = None
    attributes: GivenAttributes | None = None


class GivenMerge(Given):
    """What else is the same party, and from which of them single values are taken."""

    others: Annotated[list[GivenId], Field(min_length=1, max_length=19)]
    values: dict[words(40, least=1), GivenId] = {}


class ToldParty(Told):
    """A party in a list. Of a colleague whom one's units do not serve, `is_known` is false and only the name is told."""

    id: int
    kind: Literal["person", "organization", "unit"]
    name: str
    belongs: str
    is_colleague: bool
    is_known: bool
    email: str
    phone: str
    country: str

    @classmethod
    def of(cls, row: PartyRow) -> "ToldParty":
        """A line of the list of parties."""
        party = row.party
        return cls(
            id=party.pk,
            kind=party.kind,
            name=party.name,
            belongs=row.belongs,
            is_colleague=party.is_colleague,
            is_known=row.is_known,
            email=row.email,
            phone=row.phone,
            country=party.country if row.is_known else "",
        )


class PartyList(Listed):
    """A page of parties."""

    items: list[ToldParty]


class ToldContactPoint(Told):
    """A way to reach a party."""

    id: int
    kind: Literal["email", "phone", "handle", "address"]
    value: str
    label: str
    is_primary: bool


class ToldIdentifier(Told):
    """What a party is called in another system."""

    scheme: str
    value: str

    @classmethod
    def of(cls, identifier: Identifier) -> "ToldIdentifier":
        """One identifier."""
        return cls(scheme=identifier.scheme, value=identifier.value)


class ToldAffiliation(Told):
    """How a party belongs to a unit or an organisation."""

    group: Named
    kind: str
    role_title: str
    from_on: date | None
    to_on: date | None
    is_primary: bool

    @classmethod
    def of(cls, tie: Affiliation) -> "ToldAffiliation":
        """One affiliation, fetched with its group."""
        return cls(
            group=Named(id=tie.group_id, name=tie.group.name),
            kind=tie.kind,
            role_title=tie.role_title,
            from_on=tie.from_on,
            to_on=tie.to_on,
            is_primary=tie.is_primary,
        )


class PartyDetail(Told):
    """A party as far as the token's owner may know it; times are null and lists short where they may know the name only."""

    id: int
    kind: Literal["person", "organization", "unit"]
    name: str
    is_colleague: bool
    is_known: bool
    may_change: bool
    given_name: str
    family_name: str
    language: str
    country: str
    created_at: datetime | None
    changed_at: datetime | None
    identifiers: list[ToldIdentifier]
    contact_points: list[ToldContactPoint]
    affiliations: list[ToldAffiliation]
    known_to: list[Named]
    attributes: ToldAttributes

    @classmethod
    def of(cls, card: PartyCard) -> "PartyDetail":
        """All that a card shows."""
        party, known = card.party, card.is_known
        return cls(
            id=party.pk,
            kind=party.kind,
            name=party.name,
            is_colleague=party.is_colleague,
            is_known=known,
            may_change=card.may_work and party.kind != Party.Kind.UNIT,
            given_name=party.given_name if known else "",
            family_name=party.family_name if known else "",
            language=party.language if known else "",
            country=party.country if known else "",
            created_at=party.created_at if known else None,
            changed_at=party.changed_at if known else None,
            identifiers=[ToldIdentifier.of(one) for one in card.identifiers],
            contact_points=[ToldContactPoint.from_orm(point) for point in card.contact_points],
            affiliations=[ToldAffiliation.of(tie) for tie in card.affiliations],
            known_to=[Named(id=unit.pk, name=unit.party.name) for unit in card.known_to],
            attributes=told_attributes(party) if known else {},
        )


class AddedParty(PartyDetail):
    """A party that was just added, and the ids of those who may be the same one: they were there already. Nothing is merged."""

    possible_duplicates: list[int]
