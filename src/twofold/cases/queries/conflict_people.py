"""Who is on which side of a conflict, who speaks for whom, and who cannot be neutral."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from twofold.accounts.models import Membership
from twofold.cases.models import Case, CaseParty, Cause
from twofold.core.actor import Actor, Level
from twofold.directory.models import Affiliation, Party, Tie
from twofold.relationships.models import Side

REASON = "who has a part in a conflict"
PARTY_ROLES = (CaseParty.Role.REQUESTER, CaseParty.Role.ON_BEHALF_OF, CaseParty.Role.RESPONDENT)


def parties_of(case: Case) -> list[int]:
    """Ids of the parties of a conflict, whoever raised it first."""
    rows = CaseParty.objects.filter(case=case, role__in=PARTY_ROLES).order_by("pk")
    return list(dict.fromkeys(rows.values_list("party_id", flat=True)))


def is_mediator(actor: Actor, case: Case) -> bool:
    """Whether the actor was appointed to mediate it."""
    return bool(actor.person_id) and (
        CaseParty.objects.filter(case=case, party_id=actor.person_id, role=CaseParty.Role.MEDIATOR).exists()
    )


def spoken_for(actor: Actor, case: Case) -> list[int]:
    """Ids of the parties for whom the actor speaks: themself, and units that they lead themselves.

    Whoever leads both sides from above speaks for neither.
    """
    led = set(units_led_by(actor).values_list("unit_id", flat=True))
    return [party for party in parties_of(case) if party == actor.person_id or party in led]


def units_led_by(actor: Actor) -> models.QuerySet[Membership]:
    """The memberships by which the actor leads units themselves, not from above."""
    led = Membership.objects.filter(user_id=actor.user_id, level=Level.LEAD)
    return led if actor.is_staff_side and actor.user_id else led.none()


def cause_field(case: Case) -> str:
    """Which causes a conflict can have: those of colleagues, or those between us and a customer."""
    is_inside = case.relationship.side == Side.INTERNAL
    return Cause.Field.CONFLICT_INSIDE if is_inside else Cause.Field.CONFLICT_OUTSIDE


def interests_of(person_id: int, case: Case, today: date) -> list[str]:
    """Why someone cannot mediate, a sentence for each reason; none if they can."""
    parties = parties_of(case)
    sentences = []
    if person_id in parties:
        sentences.append(_("They are a party to it themselves."))
    if person_id in (case.assignee_id, case.internal_owner_id):
        sentences.append(_("They look after the case."))
    if Membership.objects.filter(user__person_id=person_id, unit_id__in=[*parties, case.unit_id]).exists():
        sentences.append(_("They work in a unit that is part of it."))
    if _belongs(person_id, parties, today):
        sentences.append(_("They belong to one of the parties."))
    if _is_tied(person_id, parties, today):
        sentences.append(_("They report to one of the parties, or one of them to them."))
    return sentences


def _belongs(person_id: int, parties: list[int], today: date) -> bool:
    rows = Affiliation.objects.system(REASON).filter(party_id=person_id, group_id__in=parties)
    return rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=today)).exists()


def _is_tied(person_id: int, parties: list[int], today: date) -> bool:
    people = Party.objects.system(REASON).filter(pk__in=parties, kind=Party.Kind.PERSON).values("pk")
    tied = Q(party_id=person_id, other__in=people) | Q(other_id=person_id, party__in=people)
    now = Q(to_on__isnull=True) | Q(to_on__gte=today)
    return Tie.objects.system(REASON).filter(tied & now).exists()
