"""What the directory holds about people, and what becomes of it when one is erased: an id that others may go on naming."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import HeldData, Retained
from twofold.core.setwise import among
from twofold.directory.actions.attribute_followers import erase_attributes
from twofold.directory.models import (
    Absence,
    Affiliation,
    ContactPoint,
    Identifier,
    Party,
    PossibleDuplicate,
    Tie,
)
from twofold.directory.models.names import sort_name
from twofold.directory.queries.attribute_shown import held_details
from twofold.search.actions.index import unindex
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

REASON = "the privacy desk has asked who may"


def erased_name(party_id: int) -> str:
    """What an erased person is called."""
    return _("Erased person %(number)d") % {"number": party_id}


def forget_search(ids: Sequence[int], now: datetime) -> None:
    """Take people and every word of them out of the search."""
    for kind in ("party", "colleague"):
        unindex(kind, ids)
    erase_attributes(ids)


def note_erasure(ids: Sequence[int], now: datetime) -> None:
    """Keep when it was: their page tells it, and nothing offers them any more."""
    Party.objects.system(REASON).filter(pk__in=among(ids)).update(erased_at=now)


def obstacles(ids: Sequence[int]) -> Mapping[int, str]:
    """Whoever works here cannot be erased, nor what is no person."""
    parties = Party.objects.system(REASON).filter(pk__in=among(ids))
    found = {}
    for party in parties:
        if party.kind != Party.Kind.PERSON or party.is_unknown_buyer:
            found[party.pk] = _("Only people can be erased.")
        elif party.is_colleague:
            found[party.pk] = _("%(name)s works here. End the affiliation first.") % {"name": party.name}
    return found


def never_served(before: datetime) -> QuerySet[Party]:
    """People whom nobody serves and nobody has changed since."""
    people = Party.objects.system(REASON).filter(
        kind=Party.Kind.PERSON, is_colleague=False, is_unknown_buyer=False, changed_at__lt=before
    )
    for relation in Party._meta.related_objects:
        if relation.related_model._meta.label == "relationships.Relationship":
            served = relation.related_model.objects.system(REASON)
            people = people.filter(~Exists(served.filter(**{relation.field.name: OuterRef("pk")})))
    return people


REGISTER = personal_data(
    gettext_lazy("Register"),
    PersonalRows(Absence, gettext_lazy("Absences"), "person_id", goes=True),
    PersonalRows(
        ContactPoint,
        gettext_lazy("Ways to reach them"),
        "party_id",
        goes=True,
        shows={gettext_lazy("Kind"): "kind"},
    ),
    PersonalRows(
        Identifier,
        gettext_lazy("Names in other systems"),
        "party_id",
        goes=True,
        shows={gettext_lazy("System"): "scheme"},
    ),
    PersonalRows(
        Affiliation,
        gettext_lazy("Affiliations"),
        "party_id",
        goes=True,
        shows={gettext_lazy("With"): "group__name"},
        only_shown=~Q(group__kind=Party.Kind.PERSON),
    ),
    PersonalRows(Tie, gettext_lazy("Ties to other people"), "party_id", or_columns=("other_id",), goes=True),
    PersonalRows(
        PossibleDuplicate,
        gettext_lazy("Suspected duplicates"),
        "first_id",
        or_columns=("second_id",),
        goes=True,
        hides=frozenset({"reasons", "decided_by_id"}),
    ),
    PersonalRows(
        Party,
        gettext_lazy("Names and details"),
        "pk",
        instead={
            "name": erased_name,
            "sort_name": lambda party_id: sort_name(erased_name(party_id)),
            "is_verified": False,
        },
        hides=frozenset({"sort_name", "attributes"}),
    ),
    before=forget_search,
    after=note_erasure,
    obstacles=obstacles,
)


def held(ids: Sequence[int]) -> HeldData:
    """What is held of them, and the fields that the enterprise added to people, in words."""
    told = dict(REGISTER.held(ids).records)
    people = Party.objects.system(REASON).filter(pk__in=among(ids)).order_by("pk")
    if details := held_details(people):
        told[_("Details")] = details
    return HeldData(told)


PERSONAL_DATA = replace(REGISTER, held=held)
RETAINED = (Retained("none", gettext_lazy("Never a customer"), never_served),)
