"""How a case was rated: each closure by the answer to the survey that asked after it, kept beside the ones before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.surveys.models import FollowUp, Invitation, Response, Wave
from twofold.surveys.queries.disclosure.one_sheet import Said, said_on

CASE = "cases.case"
REASON = "whoever was invited themselves"
MAY_STILL = (
    Invitation.State.WAITING,
    Invitation.State.SENT,
    Invitation.State.STARTED,
    Invitation.State.HELD_BACK,
)


@dataclass(frozen=True)
class Rating:
    """One closure as it was rated.

    :param said: what was answered, in the order of the questionnaire
    """

    sheet: Response
    closed_at: datetime
    said: Sequence[Said]


def ratings_of(actor: Actor, case_id: int) -> list[Rating]:
    """The ratings of a case that the actor may see, latest closure first. Those of colleagues are told nowhere but in totals."""
    sheets = visible_list(Response, actor).filter(
        invitation__subject_kind=CASE, invitation__subject_id=case_id
    )
    found = sheets.select_related("survey", "invitation", "unit__party").order_by(
        "-invitation__subject_at", "-pk"
    )
    return [Rating(sheet, sheet.invitation.subject_at, said_on(sheet)) for sheet in found]


def answer_behind(actor: Actor, case_id: int) -> Response | None:
    """The bad answer that the case came of, if the actor may see it."""
    done = FollowUp.objects.filter(case_id=case_id).values("response_id")
    return visible_list(Response, actor).filter(pk__in=done).select_related("survey").first()


def other_units(invitation: Invitation) -> QuerySet[Invitation]:
    """What else whoever was invited may rate in a round in which units rate each other, and has not yet."""
    others = Invitation.objects.system(REASON).filter(
        wave_id=invitation.wave_id,
        party_id=invitation.party_id,
        rater_unit__isnull=False,
        state__in=MAY_STILL,
    )
    return others.exclude(pk=invitation.pk).select_related("unit__party").order_by("unit__party__name", "pk")


def own_invitations(person_id: int, case_id: int) -> list[Invitation]:
    """What the person was asked about the case themselves, latest closure first, while it can be answered or once it was."""
    asked = Invitation.objects.system(REASON).filter(
        party_id=person_id, subject_kind=CASE, subject_id=case_id, wave__state=Wave.State.OPEN
    )
    asked = asked.filter(state__in=(*MAY_STILL, Invitation.State.ANSWERED))
    return list(asked.select_related("wave__survey").order_by("-subject_at", "-pk"))
