"""Telling the sides of a conflict by mail that something is asked of them. What it is about stays where one has to sign in."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.cases.models import Case
from twofold.cases.queries.conflict_people import parties_of
from twofold.core.actor import Level
from twofold.timeline.models import Event

REASON = "a side of a conflict is told that something is asked of it"
VERBS = ("cases.conflict_party_added", "cases.settlement_written", "cases.check_back_asked")


def mail_sides(event: Event) -> int:
    """Tell the side that an act names, or else all of them, but not whoever did it.

    :returns: how many people were told
    """
    case = Case.objects.system(REASON).get(pk=event.details.get("case") or event.subject_id)
    sides = [event.details["party"]] if "party" in event.details else parties_of(case)
    people = _speakers(sides).exclude(person=event.person_id) if event.person_id else _speakers(sides)
    for user in people:
        route = "portal:conflict-room" if user.person_id in sides else "cases:conflict-room"
        _mail(user, settings.PUBLIC_URL + reverse(route, args=[case.pk]), case.pk)
    return len(people)


def _speakers(sides: Sequence[int]):
    """Those who are a side themselves, and those who lead a unit that is one."""
    leads = Q(memberships__unit_id__in=sides, memberships__level=Level.LEAD)
    return User.objects.filter(Q(person_id__in=sides) | leads, is_active=True).distinct().order_by("pk")


def _mail(user: User, link: str, number: int) -> None:
    with translation.override(user.language or settings.LANGUAGE_CODE):
        text = render_to_string("cases/portal/room/side_mail.txt", {"link": link})
        send_mail(_("Something is asked of you (#%(number)s)") % {"number": number}, text, None, [user.email])
