"""Who may be in the register already, while someone is typed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.setwise import among
from twofold.directory.access import is_staff
from twofold.directory.models import ContactPoint, Identifier, KnownTo, Party
from twofold.directory.models.names import sort_name
from twofold.directory.models.normal_forms import normal_email, normal_phone
from twofold.directory.queries.matching import as_records
from twofold.directory.queries.reasons import in_words
from twofold.directory.queries.units import enterprise_country, unit_tree
from twofold.science.matching.certainty import STRONG
from twofold.science.matching.evidence import ALIKE, Evidence, compare
from twofold.science.matching.records import Record, folded, folded_company, name_parts
from twofold.search.queries.search import search

SHOWN = 5
CANDIDATES = 40
BESIDE = 100
SHORTEST = 3
"""Letters of a name from which on it is looked for."""
REASON = "whether an address is taken is said without saying by whom"


@dataclass(frozen=True)
class Typed:
    """What was typed so far of a new party, or of one that is edited.

    :param kind: ``person`` or ``organization``
    :param pk: of the one that is edited, which is not its own double
    """

    kind: str
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    country: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    pk: int | None = None


@dataclass(frozen=True)
class LikelySame:
    """A party that may be the one that is typed in.

    :param why: what they have in common, as words, e.g. "same e-mail"
    :param is_exact: an address or number is the very same, not only the name alike
    """

    party: Party
    why: str
    known_to: str
    is_exact: bool
    may_work: bool


@dataclass(frozen=True)
class AlreadyHere:
    """Whom the register may hold already.

    :param hidden: someone has this address whom none of the actor's units knows; who, is not said
    """

    parties: Sequence[LikelySame] = ()
    hidden: bool = False

    @property
    def needs_confirming(self) -> bool:
        """Whether to ask once before adding."""
        return self.hidden or any(one.is_exact for one in self.parties)


def already_here(actor: Actor, typed: Typed) -> AlreadyHere:
    """Whom the register may hold already, the likeliest first; whom the actor may not see is never named.

    What only sealed units know does not exist here either: they cannot be looked up by their address.
    """
    if not is_staff(actor):
        return AlreadyHere()
    record = _as_record(typed)
    exact = _sharing(record) - {typed.pk}
    visible = visible_list(Party, actor).filter(kind=typed.kind, is_unknown_buyer=False, erased_at=None)
    named = _alike(actor, typed, record) - {typed.pk}
    found = list(visible.filter(pk__in=among(exact | named)))
    shown = {party.pk for party in found}
    evidence = _ranked(record, found)
    return AlreadyHere(
        _described(actor, evidence[:SHOWN]),
        hidden=bool(exact) and not exact & shown and _is_hidden_from(actor, exact),
    )


def _as_record(typed: Typed) -> Record:
    is_person = typed.kind == Party.Kind.PERSON
    name = typed.name or f"{typed.given_name} {typed.family_name}"
    given, family = name_parts(name, typed.given_name, typed.family_name) if is_person else ("", "")
    return Record(
        id=0,
        name=(folded if is_person else folded_company)(name),
        given=given,
        family=family,
        emails=_normal(normal_email, typed.emails),
        phones=_normal(lambda text: normal_phone(text, typed.country or enterprise_country()), typed.phones),
        country=typed.country,
        identifiers=frozenset(f"{scheme}={value}" for scheme, value in typed.identifiers.items()),
    )


def _normal(normal, texts: Sequence[str]) -> frozenset[str]:
    """What can be read already; half an address is none."""
    read = set()
    for text in filter(None, texts):
        try:
            read.add(normal(text))
        except BadInput:
            continue
    return frozenset(read)


def _sharing(record: Record) -> set[int]:
    """Parties with the very same e-mail address, phone number or identifier."""
    points = ContactPoint.objects.system(REASON)
    found: set[int] = set()
    for kind, values in ((ContactPoint.Kind.EMAIL, record.emails), (ContactPoint.Kind.PHONE, record.phones)):
        if values:
            same = points.filter(kind=kind, normalized__in=values)
            found.update(same.order_by("pk").values_list("party_id", flat=True)[:CANDIDATES])
    for identifier in record.identifiers:
        scheme, _sign, value = identifier.partition("=")
        found.update(Identifier.objects.filter(scheme=scheme, value=value).values_list("party_id", flat=True))
    return found


def _alike(actor: Actor, typed: Typed, record: Record) -> set[int]:
    """Parties with a similar name: out of the search, which knows slips of the pen, and those that begin alike."""
    if len(record.name) < SHORTEST or (typed.kind == Party.Kind.PERSON and not record.family):
        return set()
    scopes = frozenset(f"u{unit}" for unit in actor.units())
    hits = search(record.name, scopes=scopes, kinds=("party",), limit=CANDIDATES)
    return {hit.object_id for hit in hits} | _beginning_like(
        typed.name or f"{typed.given_name} {typed.family_name}"
    )


def _beginning_like(name: str) -> set[int]:
    """Parties next to a name in the order of names: the first word and a letter more are the same."""
    first, _blank, rest = sort_name(name.strip()).partition(" ")
    start = f"{first} {rest[:1]}" if rest else first
    beside = Party.objects.system(REASON).filter(sort_name__gte=start).order_by("sort_name", "pk")
    rows = beside.values_list("pk", "sort_name")[:BESIDE]
    return {pk for pk, found in rows if found.startswith(start)}


def _ranked(record: Record, found: list[Party]) -> list[tuple[Party, Evidence]]:
    """Those who share something strong or are called alike, the likeliest first."""
    by_id = {party.pk: party for party in found}
    compared = [(by_id[other.id], compare(record, other)) for other in as_records(found)]
    likely = [
        (party, evidence)
        for party, evidence in compared
        if evidence.agree & STRONG or evidence.same_number or evidence.name >= ALIKE
    ]
    return sorted(likely, key=lambda one: (-len(one[1].agree & STRONG), -one[1].name, one[0].pk))


def _described(actor: Actor, likely: Sequence[tuple[Party, Evidence]]) -> list[LikelySame]:
    ids = [party.pk for party, _evidence in likely]
    workable = set(visible_list(Party, actor, "work").filter(pk__in=ids).values_list("pk", flat=True))
    names, known = unit_tree().names, {}
    rows = KnownTo.objects.filter(party_id__in=ids, unit_id__in=actor.units()).order_by("party_id", "pk")
    for party, unit in rows.values_list("party_id", "unit_id"):
        known.setdefault(party, names[unit])
    return [
        LikelySame(
            party=party,
            why=", ".join(in_words(reason) for reason in evidence.reasons if reason[0] != "different"),
            known_to=_("known to %(unit)s") % {"unit": known[party.pk]} if party.pk in known else "",
            is_exact=bool(evidence.agree & STRONG) or evidence.same_number,
            may_work=party.pk in workable,
        )
        for party, evidence in likely
    ]


def _is_hidden_from(actor: Actor, ids: set[int]) -> bool:
    """Whether a unit that is not sealed knows one of them, so that there is a lead to ask."""
    open_units = unit_tree().parents.keys() - unit_tree().behind_seals()
    return KnownTo.objects.filter(party_id__in=ids, unit_id__in=open_units).exists()
