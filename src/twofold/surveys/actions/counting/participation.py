"""Counting once a day how many took part in rounds whose answers are protected: a number, never who."""

from datetime import datetime

from django.db.models import Q

from twofold.relationships.models import Side
from twofold.surveys.models import Invitation, Participant, Participation, Survey, Wave

REASON = "how many took part is counted, never who"


def count_participation(*, now: datetime) -> None:
    """Count those who have answered in each round that is open."""
    named_outside = Q(survey__mode=Survey.Mode.NAMED, survey__side=Side.EXTERNAL)
    rounds = Wave.objects.exclude(named_outside).filter(state=Wave.State.OPEN)
    for wave in rounds.select_related("survey").order_by("pk"):
        Participation.objects.update_or_create(
            wave=wave, defaults={"answered": _answered(wave), "counted_at": now}
        )


def _answered(wave: Wave) -> int:
    if wave.survey.mode == Survey.Mode.ANONYMOUS:
        return Participant.objects.system(REASON).filter(wave=wave, has_answered=True).count()
    asked = Invitation.objects.system(REASON).filter(wave=wave, state=Invitation.State.ANSWERED)
    return asked.count()
