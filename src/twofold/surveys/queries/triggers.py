"""What triggers did in the last days: how many they asked, how many not and why. Counts alone: no human reads who was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.models import Case
from twofold.conversations.queries.contact_budget import reasons_in_words
from twofold.surveys.models import Invitation, Survey, Trigger, TriggerTally

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Shown:
    """A trigger, in words, with what it did lately.

    :param asked: how many were newly invited
    :param not_asked: reason, and how often
    """

    trigger: Trigger
    when: str
    about: str
    asked: int
    not_asked: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Sending:
    """What became of the invitations: how many wait, how many were sent, and how many are held back and why."""

    waiting: int
    sent: int
    held_back: Sequence[tuple[str, int]]


def triggers_of(survey: Survey, now: datetime) -> list[Shown]:
    """The triggers of a survey, as they were made."""
    lately = TriggerTally.objects.filter(trigger__survey=survey, day__gt=(now - LATELY).date()).order_by()
    tallies: dict[int, dict[str, int]] = {}
    for trigger, outcome, n in lately.values_list("trigger_id", "outcome").annotate(total=Sum("n")):
        tallies.setdefault(trigger, {})[outcome] = n
    return [_shown(trigger, tallies.get(trigger.pk, {})) for trigger in survey.triggers.order_by("pk")]


def sending_of(survey: Survey, now: datetime) -> Sending:
    """What became of those that triggers invited lately."""
    lately = Invitation.objects.system("counts of whom a survey asks, told to its senders").filter(
        wave__survey=survey, subject_id__isnull=False, due_at__gt=now - LATELY
    )
    counted = lately.order_by().values_list("state", "held_back_because").annotate(n=Count("pk"))
    rows, held = list(counted), Invitation.State.HELD_BACK
    waiting = sum(n for state, _why, n in rows if state == Invitation.State.WAITING)
    reasons = reasons_in_words({why: n for state, why, n in rows if state == held})
    return Sending(
        waiting=waiting,
        sent=sum(n for _state, _why, n in rows) - waiting - sum(n for _why, n in reasons),
        held_back=reasons,
    )


def when_in_words(moment: str, days: int) -> str:
    """When a trigger asks: “After a case was closed, 2 days later”."""
    if moment == Trigger.Moment.DAY:
        return _("On day %(day)s after someone came") % {"day": days}
    said = str(Trigger.Moment(moment).label)
    if not days:
        return said
    later = ngettext("%(count)d day later", "%(count)d days later", days) % {"count": days}
    return _("%(when)s, %(later)s") % {"when": said, "later": later}


def _shown(trigger: Trigger, tally: dict[str, int]) -> Shown:
    asked = tally.pop(TriggerTally.Outcome.ASKED, 0)
    kinds = [str(Case.Kind(kind).label) for kind in trigger.case_kinds]
    said = [", ".join(kinds)] if kinds else []
    if trigger.share < 100:
        said.append(_("%(share)s of each hundred, by chance") % {"share": trigger.share})
    reasons = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return Shown(
        trigger=trigger,
        when=when_in_words(trigger.moment, trigger.days),
        about="; ".join(said),
        asked=asked,
        not_asked=[(str(TriggerTally.Outcome(why).label), n) for why, n in reasons],
    )
