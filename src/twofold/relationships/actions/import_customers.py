"""Finding, or making, the customers that a file of dealings names by what they are called elsewhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from twofold.core.plates import ImportContext
from twofold.directory.actions.known_to import make_known
from twofold.directory.models import Identifier, Party
from twofold.directory.models.names import sort_name
from twofold.relationships.actions.relationships import checked_kind, usual_kind
from twofold.relationships.models import Relationship

KINDS_OF_PARTY = {"people": Party.Kind.PERSON, "organisations": Party.Kind.ORGANIZATION}


def find_customers(scheme: str, values: Iterable[str], other_schemes: Collection[str] = ()) -> dict[str, int]:
    """Value → party id, by the identifier of that scheme; else by one of another scheme, if only one party has it.

    :param scheme: the header of the customers' column
    """
    values = list(values)
    identifiers = Identifier.objects.filter(value__in=values)
    customers = dict(identifiers.filter(scheme=scheme).values_list("value", "party_id"))
    elsewhere: dict[str, set[int]] = defaultdict(set)
    if other_schemes and len(customers) < len(values):
        rows = identifiers.filter(scheme__in=other_schemes).values_list("value", "party_id")
        for value, party_id in rows:
            elsewhere[value].add(party_id)
    return {value: min(parties) for value, parties in elsewhere.items() if len(parties) == 1} | customers


def create_customers(
    countries: Mapping[str, str], *, scheme: str, kind: str, context: ImportContext
) -> dict[str, int]:
    """Make unverified parties, each named by the identifier under which it is found again.

    :param countries: value of the identifier → country code or ""
    :param kind: ``people`` or ``organisations``
    :returns: value → party id
    """
    parties = [
        _unverified(_("Customer %(number)s") % {"number": value}, KINDS_OF_PARTY[kind], country, context)
        for value, country in countries.items()
    ]
    Party.objects.bulk_create(parties)
    Identifier.objects.bulk_create(
        Identifier(party=party, scheme=scheme, value=value)
        for value, party in zip(countries, parties, strict=True)
    )
    make_known([party.pk for party in parties], context.unit_id)
    return {value: party.pk for value, party in zip(countries, parties, strict=True)}


def serve_customers(
    customer_ids: Iterable[int], *, provider_id: int, side: str, kind: str, run_id: int | None, now: datetime
) -> dict[int, int]:
    """Open the relationships that are missing, set-wise and without an event each: the import is the event.

    :param kind: "" for what each party usually is on that side
    :returns: customer → relationship
    :raises BadInput: if the kind does not belong to the side
    """
    customer_ids = set(customer_ids) - {provider_id}
    served = Relationship.objects.system("an import acts for its unit").filter(
        provider_id=provider_id, side=side
    )
    relationships = dict(served.filter(customer_id__in=customer_ids).values_list("customer_id", "pk"))
    missing = customer_ids - relationships.keys()
    if not missing:
        return relationships
    parties = Party.objects.system("an import acts for its unit").filter(pk__in=missing)
    opened = [
        Relationship(
            provider_id=provider_id,
            customer_id=party_id,
            side=side,
            kind=checked_kind(kind or usual_kind(side, party_kind), side),
            opened_at=now,
            import_run_id=run_id,
        )
        for party_id, party_kind in parties.order_by("pk").values_list("pk", "kind")
    ]
    Relationship.objects.bulk_create(opened)
    make_known(sorted(missing), provider_id)
    return relationships | {row.customer_id: row.pk for row in opened}


def _unverified(name: str, kind: str, country: str, context: ImportContext) -> Party:
    return Party(
        kind=kind,
        name=name,
        sort_name=sort_name(name),
        country=country,
        home_unit_id=context.unit_id,
        is_verified=False,
        import_run_id=context.run_id,
        created_at=context.now,
        changed_at=context.now,
    )
