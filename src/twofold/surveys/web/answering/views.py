"""Where a respondent answers by a link of their own: without signing in, without a cookie, with or without scripts."""

from functools import partial
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from twofold.accounts.actions.tries import take_portion
from twofold.core.actor import ActingSide, Actor
from twofold.core.spelled import Given, Spelled
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.actions.ballots.cast import cast_ballot, hash_of, participant_of
from twofold.surveys.actions.hand_in import A_DAY
from twofold.surveys.actions.respond import answer_invitation
from twofold.surveys.models import Invitation, Participant
from twofold.surveys.queries.plans import belongs_of
from twofold.surveys.queries.ratings import other_units
from twofold.surveys.web.answering.asked import Asked, Handed, answering, said, unknown
from twofold.surveys.web.answering.paging import answer
from twofold.surveys.web.answering.uploads import MOST_OF_ONE

INVITED = Spelled(
    Invitation.objects.system("the holder of the link answers")
    .select_related("wave__survey")
    .filter(token_hash=Given(0))
)


@answering
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A named or confidential survey."""
    invitation = INVITED.first(hash_of(token))
    if invitation is None:
        return unknown(request)
    survey = invitation.wave.survey
    if invitation.state == Invitation.State.ANSWERED and request.method == "GET":
        return said(
            request, survey, _("You have answered this already. Thank you."), onward=_onward(invitation)
        )
    asked = Asked(
        invitation.wave,
        SimpleLazyObject(partial(_names, invitation)),  # few questions speak of them
        partial(_keep, invitation),
        promise=survey.promise,
        may_upload=partial(_may_upload, invitation),
        belongs=belongs_of(invitation.wave, invitation.cells),
        onward=partial(_onward, invitation),
    )
    return answer(request, asked)


@answering
def answer_by_ballot(request: HttpRequest, token: str) -> HttpResponse:
    """An anonymous survey. The page knows who was asked, and never tells, so that names stand in no question."""
    participant = participant_of(token)
    if participant is None:
        return unknown(request)
    wave = participant.wave
    if participant.has_answered and request.method == "GET":
        words = _("This link was used: your ballot is in the box, unless you have withdrawn it. Thank you.")
        return said(request, wave.survey, words, change_url=change_url(token))

    def keep(handed: Handed) -> str:
        return cast_ballot(token, handed.given, version=handed.version, now=timezone.now())

    return answer(request, asked_by_ballot(participant, keep, change_url=change_url(token)))


def asked_by_ballot(participant: Participant, keep, **more) -> Asked:
    """Whoever holds the link to a ballot, of whom nothing is told."""
    wave = participant.wave
    return Asked(
        wave,
        {},
        keep,
        promise=wave.survey.promise,
        is_prefilled=False,
        belongs=belongs_of(wave, participant.cells),
        **more,
    )


def change_url(token: str) -> str:
    """Where the holder of a link and a change code changes their ballot."""
    return reverse("surveys:ballot-change", args=(token,))


def _keep(invitation: Invitation, handed: Handed) -> str:
    answer_invitation(
        invitation,
        handed.given,
        version=handed.version,
        submission=uuid5(handed.submission, str(invitation.pk)),
        language=handed.language,
        guess=handed.guess,
        actor=Actor(side=ActingSide.LINK, person_id=invitation.party_id),
        now=timezone.now(),
    )
    return ""


def _names(invitation: Invitation) -> dict[str, str]:
    return {
        "name": invitation.party.given_name or invitation.party.name,
        "unit": invitation.unit.party.name,
        "case": str(invitation.subject_id or ""),
    }


def _onward(invitation: Invitation) -> list[tuple[str, str]]:
    """The other units that they rate in this round: one mail leads to all."""
    if invitation.rater_unit_id is None:
        return []
    return [
        (one.unit.party.name, reverse("surveys:answer-by-link", args=(invitation_token(one.pk),)))
        for one in other_units(invitation)
    ]


def _may_upload(invitation: Invitation) -> bool:
    now = timezone.now()
    return take_portion(("survey file", invitation.pk, now.date()), of=MOST_OF_ONE, now=now, lasts=A_DAY)
